// How Vagrant gets into a machine: its key pair, and WinRM.
import { type Fact, type Facts, implied, type Known, listed, stated } from '../../core/fact';
import type { Entry } from './configuration';
import { boxDecides, type MachineReading } from './reading';
import { assigned, follow, text, truth } from './settings';
import { defaults } from './sources';
import type { KnownValue } from './value';

/** Whether Vagrant's public key stays in place. */
export function insecureKey({ maker, entries, escaped }: MachineReading): Fact<boolean> {
  const key = follow(entries, assigned('ssh.private_key_path'));
  const paths = key === undefined ? [] : keyPaths(key.value.kind === 'unknown' ? undefined : key.value);
  if (key !== undefined && paths.some((path) => path.includes('insecure_private_key'))) {
    return stated(true, maker.place(key.span));
  }
  const insert = follow(entries, assigned('ssh.insert_key'));
  // Over WinRM, Vagrant puts no key in place; what the box holds stays.
  if (insert === undefined && isWinrm(entries)) return boxDecides;
  const replaced = implied(
    false,
    {
      en: 'Vagrant replaces its published key by default.',
      de: 'Vagrant ersetzt seinen veröffentlichten Schlüssel von sich aus.',
    },
    defaults.ssh,
  );
  const inserts = maker.fact(insert, truth, escaped ?? implied(true, replaced.why, replaced.source));
  if (inserts.state === 'unknown') return inserts;
  if (inserts.value) return inserts.state === 'stated' ? { ...inserts, value: false } : (escaped ?? replaced);
  // With a key of one's own, the box decides whether the public one is in it as well.
  return key === undefined ? { ...inserts, value: true } : boxDecides;
}

function isWinrm(entries: readonly Entry[]): boolean {
  return text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm';
}

function keyPaths(value: KnownValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return value.kind === 'array' ? value.items.flatMap((item) => text(item) ?? []) : [text(value) ?? ''];
}

/** Remote management that sends passwords in clear text. */
export function plaintextManagement({ maker, entries, escaped }: MachineReading): Facts<string> {
  const found: Known<string>[] = [];
  const transport = follow(entries, assigned('winrm.transport'));
  const basic = follow(entries, assigned('winrm.basic_auth_only'));
  if (text(transport?.value) === 'plaintext' && transport !== undefined) {
    found.push(stated('winrm', maker.place(transport.span)));
  } else if (truth(basic?.value) === true && basic !== undefined && text(transport?.value) !== 'ssl') {
    found.push(stated('winrm', maker.place(basic.span)));
  }
  return listed(found, escaped);
}
