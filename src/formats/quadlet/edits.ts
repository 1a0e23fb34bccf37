// Turns changes of the model's terms into edits of a Quadlet unit.

import type { Change, Setting, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { portParts, sizeText, volumeParts } from '../container-options/values';
import { editorOf } from '../editor';
import { entryAround, insertEntry, removeEntry, removeWords, replaceValue } from '../unit/edits';
import type { UnitEntry, UnitFile } from '../unit/tree';
import { plainText, wordsOf } from '../unit/words';

/** Keys whose value is words that stand for themselves. */
const wordKeys = new Set([
  'AddCapability',
  'AddDevice',
  'Annotation',
  'DropCapability',
  'Environment',
  'GlobalArgs',
  'Label',
  'Mount',
  'PodmanArgs',
]);

/** Keys whose value is one text that can be written anew. */
const valueKeys = new Set([
  'CPUQuota',
  'Image',
  'LogDriver',
  'Memory',
  'MemoryLimit',
  'MemoryMax',
  'PidsLimit',
  'Restart',
  'SeccompProfile',
  'StopSignal',
  'TasksMax',
  'User',
  'UserNS',
]);

/** Makes the edits of one file: of the unit itself, or of a drop-in, which has no workload. */
export function editor(
  file: UnitFile,
  path: string,
  workload: ContainerWorkload | undefined,
): (change: Change) => readonly TextEdit[] | undefined {
  function entryAt(place: Place): UnitEntry | undefined {
    if (place.path !== path) return undefined;
    const found = entryAround(file, place.span);
    return found === undefined || /\{[{%]/.test(found.entry.value.text) ? undefined : found.entry;
  }

  function removal(place: Place): TextEdit | undefined {
    const entry = entryAt(place);
    if (entry === undefined || entry.key === 'Image' || comesBack(entry)) return undefined;
    const isWhole = place.span.start === entry.span.start && place.span.end === entry.span.end;
    if (isWhole) return removeEntry(file, entry);
    return wordKeys.has(entry.key) ? removeWords(file, entry, place.span) : undefined;
  }

  /** Whether an earlier entry of a key that counts once would take effect instead. */
  function comesBack(entry: UnitEntry): boolean {
    const section = file.sections.find(({ entries }) => entries.includes(entry));
    return (
      (valueKeys.has(entry.key) ||
        /^(?:ReadOnly|NoNewPrivileges|RunInit|SecurityLabelDisable)$/.test(entry.key)) &&
      section !== undefined &&
      file.sections.some(
        ({ name, entries }) =>
          name === section.name && entries.some((other) => other !== entry && other.key === entry.key),
      )
    );
  }

  function replacement(place: Place, value: string): TextEdit | undefined {
    const entry = entryAt(place);
    if (entry === undefined || !isPlain(entry)) return undefined;
    if (valueKeys.has(entry.key)) return replaceValue(file, entry, value.replaceAll('%', '%%'));
    const [word, ...more] = wordsOf(entry.value);
    if (word === undefined || more.length > 0) return undefined;
    if (entry.key === 'PodmanArgs') {
      const [, option] = /^(--[\w-]+=)[^=]*$/.exec(word.text) ?? [];
      return option === undefined
        ? undefined
        : replaceValue(file, entry, option + value.replaceAll('%', '%%'));
    }
    const [, name] =
      entry.key === 'Environment' || entry.key === 'Label' ? (/^([\w.-]+=)/.exec(word.text) ?? []) : [];
    return name === undefined ? undefined : replaceValue(file, entry, name + value.replaceAll('%', '%%'));
  }

  function isPlain({ value }: UnitEntry): boolean {
    return !/%(?!%)|\$\{/.test(value.text);
  }

  function binding(place: Place, address: string): TextEdit | undefined {
    const entry = entryAt(place);
    if (entry?.key !== 'PublishPort' || !isPlain(entry)) return undefined;
    const { container, host = '', protocol } = portParts(plainText(entry.value));
    const ip = address.includes(':') ? `[${address}]` : address;
    const suffix = entry.value.text.includes('/') ? `/${protocol}` : '';
    return replaceValue(file, entry, `${ip}:${host}:${container}${suffix}`);
  }

  function protection(place: Place): TextEdit | undefined {
    const entry = entryAt(place);
    if (entry?.key !== 'Volume') return undefined;
    const parts = volumeParts(plainText(entry.value));
    if (parts?.source === undefined) return undefined;
    const options = ['ro', ...parts.options.filter((option) => option !== 'rw' && option !== 'ro')];
    return replaceValue(file, entry, `${parts.source}:${parts.target}:${options.join(',')}`);
  }

  /** Writes a key of a section, unless the file states it already: then its value. */
  function write(section: string, key: string, value: string): TextEdit | undefined {
    const own = file.sections
      .filter(({ name }) => name === section)
      .flatMap(({ entries }) => entries)
      .findLast((entry) => entry.key === key);
    return own === undefined || (!valueKeys.has(key) && !/^(?:true|false)$/.test(value))
      ? insertEntry(file, section, key, value)
      : replaceValue(file, own, value);
  }

  function set(setting: Setting): TextEdit | undefined {
    const inContainer = (key: string, value: string): TextEdit | undefined => write('Container', key, value);
    switch (setting.name) {
      case 'noNewPrivileges':
        return inContainer('NoNewPrivileges', 'true');
      case 'readOnlyRootFilesystem':
        return inContainer('ReadOnly', 'true');
      case 'engineInit':
        return inContainer('RunInit', 'true');
      case 'capabilitiesDropped':
        return inContainer('DropCapability', 'all');
      case 'pidsLimit':
        return inContainer('PidsLimit', String(setting.value));
      case 'memory':
        return inContainer('PodmanArgs', `--memory=${sizeText(setting.value)}`);
      case 'cpus':
        return inContainer('PodmanArgs', `--cpus=${setting.value}`);
      case 'runtime':
        return inContainer('GlobalArgs', `--runtime=${setting.value}`);
      case 'user':
        return inContainer('User', setting.value);
      case 'userNamespaces':
        return inContainer('UserNS', 'auto');
      case 'restart':
        // systemd has no `unless-stopped`: a service that was stopped stays so.
        return write('Service', 'Restart', setting.value === 'unless-stopped' ? 'always' : setting.value);
      case 'logRotation':
        return inContainer('LogOpt', `max-size=${setting.value.size}`);
      case 'volume':
        return inContainer('Volume', `${setting.value.source}:${setting.value.target}`);
      case 'label':
        return inContainer('Label', `${setting.value.key}=${setting.value.text}`);
      default:
        return undefined;
    }
  }

  return editorOf({
    removal,
    replacement,
    binding,
    protection,
    set: (id, setting) => (workload?.id === id ? set(setting) : undefined),
  });
}
