// Passwords that a template holds, and how its communicator transmits them.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  listed,
  mapKnown,
  notStated,
  stated,
  type Unknown,
} from '../../core/fact';
import type { Secret } from '../../core/workload';
import { isSecretName, passwordQuality, secretQuality } from '../../knowledge/secrets';
import { textOf } from '../hcl/value';
import { winrmPlain } from './messages';
import type { Reader } from './reader';
import type { Setting } from './settings';
import { sources } from './sources';

/** Settings of builders that hold a login to the platform, not to the guest. */
const platformSecrets = [
  'password',
  'token',
  'secret_key',
  'client_secret',
  'api_token',
  'vcenter_password',
  'remote_password',
  'proxmox_api_token_secret',
  'encryption_key',
];

/**
 * The passwords of a builder. Packer logs in with them to build; what a provisioner locks or deletes does not reach the
 * image, so it is left out.
 */
export function secretsOf(
  read: Reader,
  type: string,
  scripted: readonly Known<Secret>[],
  locked: ReadonlySet<string>,
): Facts<Secret> {
  const found: Known<Secret>[] = [...scripted];
  for (const protocol of ['ssh', 'winrm']) {
    const user =
      textOf(read.setting(`${protocol}_username`)?.value) ?? (protocol === 'ssh' ? 'root' : 'Administrator');
    if (locked.has(user) || locked.has('*')) continue;
    const password = read.setting(`${protocol}_password`);
    const secret =
      password && secretOf(password, `${protocol}: ${user}`, (text) => passwordQuality(user, text));
    if (secret !== undefined) found.push(secret);
  }
  for (const name of platformSecrets) {
    const setting = read.setting(name);
    const secret =
      setting &&
      secretOf(setting, `${type}: ${name}`, (text) =>
        isSecretName(name) ? secretQuality(name, text) : undefined,
      );
    if (secret !== undefined) found.push(secret);
  }
  return complete(found);
}

/**
 * A password that the template itself holds, also as the default of a variable; one in a file with variables is kept
 * out of the template, as it should be.
 */
function secretOf(
  { value, place }: Setting,
  name: string,
  qualityOf: (text: string) => Secret['quality'] | undefined,
): Known<Secret> | undefined {
  if (value.kind !== 'string' || value.assumed?.some(({ file }) => file !== undefined) === true)
    return undefined;
  const quality = qualityOf(value.text);
  if (quality === undefined) return undefined;
  return stated({ kind: 'password', name, quality }, value.assumed === undefined ? place : value.place);
}

/** WinRM without TLS, where the password itself goes over the line. */
export function plaintextManagement(read: Reader): Facts<string> {
  const communicator = read.text('communicator');
  if (!is(communicator, 'winrm')) return complete([]);
  const encrypted = read.flag('winrm_use_ssl');
  const ntlm = read.flag('winrm_use_ntlm');
  if (!isOff(ntlm) || !isOff(encrypted)) return listed([], firstOpen(encrypted, ntlm));
  return complete([
    isKnown(encrypted)
      ? mapKnown(encrypted, () => 'winrm')
      : implied('winrm', winrmPlain, sources.communicator, communicator.place),
  ]);
}

/** Whether a flag is off or not set. */
function isOff(flag: Fact<boolean>): boolean {
  return flag === notStated || is(flag, false);
}

/** Why it is open, unless one of the flags protects the password. */
function firstOpen(...flags: readonly Fact<boolean>[]): Unknown | undefined {
  if (flags.some((flag) => is(flag, true))) return undefined;
  for (const flag of flags) if (flag.state === 'unknown' && flag !== notStated) return flag;
  return undefined;
}
