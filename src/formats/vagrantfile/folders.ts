// Directories of the host that Vagrant shares with a machine.

import { type Facts, implied, type Known, listed, stated } from '../../core/fact';
import type { SharedFolder } from '../../core/workload';
import type { Call, Located } from './configuration';
import type { MachineReading } from './reading';
import { calls, lastByKey, type Occurrence, text, truth } from './settings';
import { defaults } from './sources';
import { impliedValue } from './value';

// What these types share is copied to the guest when it starts.
const copying = new Set(['rsync', 'rsync_ownership']);

/** The shared folders of a machine; the project folder is shared unless the file says otherwise. */
export function sharedFoldersOf(reading: MachineReading): Facts<SharedFolder> {
  const { maker, entries, provider, escaped } = reading;
  const copies = provider?.family === 'cloud';
  const items: Known<SharedFolder>[] = [];
  let rest = escaped;
  const folders = lastByKey([...calls(entries, 'vm.synced_folder'), ...oldFolders(reading)], targetKey);
  let projectFolder: 'default' | 'said' = 'default';
  for (const { entry, certainty } of folders) {
    const { options } = entry;
    if (targetKey(entry) === '/vagrant' && certainty !== 'open') projectFolder = 'said';
    const disabled = options.get('disabled');
    if (disabled !== undefined && truth(disabled.value) === true) continue;
    const source = text(entry.args[0]?.value);
    const target = text(entry.args[1]?.value);
    if (certainty === 'open' || source === undefined || target === undefined) {
      const reason = undecided(entry.args);
      rest ??= maker.unknown(certainty === 'open' ? { kind: 'condition' } : reason, entry.span);
      continue;
    }
    const type = text(options.get('type')?.value);
    const folder: SharedFolder = {
      source,
      target,
      readOnly: mountOptions(options.get('mount_options')).includes('ro'),
      kind: copies || (type !== undefined && copying.has(type)) ? 'copy' : 'live',
      origin: 'explicit',
    };
    items.push(stated(folder, maker.place(entry.span)));
  }
  if (projectFolder === 'default') items.unshift(defaultFolder(copies ? 'copy' : 'live'));
  return listed(items, rest);
}

/** `share_folder name, guest, host` of the first configuration version, as a `synced_folder` call. */
function oldFolders({ entries }: MachineReading): Occurrence<Call>[] {
  return calls(entries, 'vm.share_folder').map(({ entry, certainty }) => {
    const [, guest, host] = entry.args;
    const args = guest === undefined || host === undefined ? [] : [host, guest];
    return { entry: { ...entry, args }, certainty };
  });
}

/** Folders are told apart by their id, which is the target unless it is named. */
function targetKey({ args, options, span }: Call): string {
  return text(options.get('id')?.value) ?? text(args[1]?.value) ?? `?${span.start}`;
}

function undecided(
  args: readonly Located[],
): { kind: 'call' } | Extract<Located['value'], { kind: 'unknown' }>['reason'] {
  for (const { value } of args) if (value.kind === 'unknown') return value.reason;
  return { kind: 'call' };
}

function mountOptions(option: Located | undefined): readonly string[] {
  const value = option && impliedValue(option.value);
  const texts = value?.kind === 'array' ? value.items.map((item) => text(item) ?? '') : [text(value) ?? ''];
  return texts.flatMap((each) => each.split(','));
}

function defaultFolder(kind: SharedFolder['kind']): Known<SharedFolder> {
  const folder: SharedFolder = { source: '.', target: '/vagrant', readOnly: false, kind, origin: 'default' };
  const why = {
    en: 'Vagrant shares the project folder unless it is told not to.',
    de: 'Vagrant gibt den Projektordner frei, sofern man es nicht abschaltet.',
  };
  return implied(folder, why, defaults.machine);
}
