// Passwords that a Vagrantfile holds in plain text.

import { type Facts, implied, type Known, listed, stated } from '../../core/fact';
import type { Secret } from '../../core/workload';
import type { MachineReading } from './reading';
import { assigned, calls, follow, type Setting, text } from './settings';
import { defaults } from './sources';

const wellKnown = new Set([
  'vagrant',
  'password',
  'passw0rd',
  'p@ssw0rd',
  'admin',
  'root',
  'changeme',
  'secret',
  'test',
  'toor',
]);

/** Logins and passwords in the settings of a machine; `scripted` are those that its scripts set. */
export function secretsOf(
  { maker, entries, provider, escaped }: MachineReading,
  scripted: readonly Known<Secret>[],
): Facts<Secret> {
  const found: Known<Secret>[] = [...scripted];
  const add = (setting: Setting | undefined, name: string): void => {
    // A value of the environment is no secret of the file; its literal fallback is.
    const value = text(setting?.value);
    if (setting === undefined || value === undefined || value === '') return;
    found.push(stated({ kind: 'password', name, quality: qualityOf(value) }, maker.place(setting.span)));
  };
  const user = (path: string): string => text(follow(entries, assigned(path))?.value) ?? 'vagrant';
  add(follow(entries, assigned('ssh.password')), `ssh: ${user('ssh.username')}`);
  const winrm = follow(entries, assigned('winrm.password'));
  add(winrm, `winrm: ${user('winrm.username')}`);
  if (winrm === undefined && text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm') {
    const why = {
      en: 'Vagrant logs in over WinRM as vagrant with the password vagrant by default.',
      de: 'Vagrant meldet sich über WinRM von sich aus als vagrant mit dem Passwort vagrant an.',
    };
    const secret = { kind: 'password', name: 'winrm: vagrant', quality: 'well-known' } as const;
    found.push(implied(secret, why, defaults.winrm));
  }
  for (const path of ['password', 'graphics_passwd', 'secret_access_key', 'client_secret', 'token']) {
    add(follow(provider?.entries ?? [], assigned(path)), `${provider?.name ?? ''}: ${path}`);
  }
  for (const { entry, certainty } of calls(entries, 'vm.synced_folder')) {
    const password = entry.options.get('smb_password');
    if (password !== undefined && certainty !== 'open') add(password, 'smb');
  }
  return listed(found, escaped);
}

function qualityOf(value: string): Secret['quality'] {
  if (wellKnown.has(value.toLowerCase())) return 'well-known';
  return /^<.*>$|^(?:x+|\*+|\.+)$|your|change.?me|example|placeholder|todo/i.test(value)
    ? 'placeholder'
    : 'literal';
}
