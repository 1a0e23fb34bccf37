// Writes changes of the model back into a .vmx file, line by line.
import type { Setting, TextEdit } from '../../core/format';
import { mebibyte } from '../../core/size';
import { contains, type Place } from '../../core/span';
import { type EditorParts, editorOf } from '../editor';
import { lineBreakOf, linesAround } from '../lines';
import { escaped, type VmxEntry, type VmxFile } from './parse';
import { isPlaceholder } from './values';

/** The editor of one file, whose only machine has this id. */
export function editor(file: VmxFile, id: string | undefined): ReturnType<typeof editorOf> {
  const { text } = file;
  const lineBreak = lineBreakOf(text);

  const entryAt = ({ span }: Place): VmxEntry | undefined =>
    file.entries.find((entry) => contains(entry.span, span));

  function replacement(entry: VmxEntry | undefined, value: string): TextEdit | undefined {
    if (entry === undefined || isPlaceholder(entry)) return undefined;
    return { span: entry.valueSpan, text: entry.quoted ? escaped(value) : `"${escaped(value)}"` };
  }

  /** Adds a setting on a line of its own behind another one. */
  function insertion(after: VmxEntry | undefined, key: string, value: string): TextEdit | undefined {
    if (after === undefined) return undefined;
    const feed = text.indexOf('\n', after.span.end);
    const line = `${key} = "${escaped(value)}"`;
    const at = feed < 0 ? text.length : feed + 1;
    return {
      span: { start: at, end: at },
      text: feed < 0 ? `${lineBreak}${line}` : `${line}${lineBreak}`,
    };
  }

  function removal(entry: VmxEntry | undefined): TextEdit | undefined {
    if (entry === undefined) return undefined;
    // Without the line VMware may add the device, or Workstation open the way; saying so is safe everywhere.
    if (entry.name.endsWith('.present')) return replacement(entry, 'FALSE');
    if (/^isolation\..*\.disable$/.test(entry.name)) return replacement(entry, 'TRUE');
    return { span: linesAround(text, entry.span), text: '' };
  }

  function binding(entry: VmxEntry | undefined, address: string): TextEdit | undefined {
    if (entry === undefined) return undefined;
    if (entry.name === 'remotedisplay.vnc.ip') return replacement(entry, address);
    if (entry.name === 'remotedisplay.vnc.enabled') {
      const own = file.byName.get('remotedisplay.vnc.ip');
      return own === undefined
        ? insertion(entry, 'RemoteDisplay.vnc.ip', address)
        : replacement(own, address);
    }
    const [, scheme, port] = /^([a-z]+:\/\/)(?:\[[^\]]*\]|[^:/]*)(:\d+.*)$/i.exec(entry.value) ?? [];
    return scheme === undefined ? undefined : replacement(entry, `${scheme}${address}${port}`);
  }

  function protection(entry: VmxEntry | undefined): TextEdit | undefined {
    const [folder] = /^sharedfolder\d+(?=\.)/i.exec(entry?.key ?? '') ?? [];
    if (entry === undefined || folder === undefined) return undefined;
    const own = file.byName.get(`${folder.toLowerCase()}.writeaccess`);
    return own === undefined ? insertion(entry, `${folder}.writeAccess`, 'FALSE') : replacement(own, 'FALSE');
  }

  function set(setting: Setting): TextEdit | undefined {
    const last = file.entries.at(-1);
    switch (setting.name) {
      case 'memory':
        return file.byName.has('memsize')
          ? undefined
          : // VMware takes multiples of 4 MB only.
            insertion(last, 'memsize', String(Math.ceil(setting.value / mebibyte / 4) * 4));
      case 'cpus':
        return file.byName.has('numvcpus') || !Number.isInteger(setting.value)
          ? undefined
          : insertion(last, 'numvcpus', String(setting.value));
      case 'memoryBalloon':
        return removal(file.byName.get('sched.mem.maxmemctl'));
      default:
        return undefined;
    }
  }

  return editorOf({
    removal: (place) => removal(entryAt(place)),
    replacement: (place, value) => replacement(entryAt(place), value),
    binding: (place, address) => binding(entryAt(place), address),
    protection: (place) => protection(entryAt(place)),
    set: (workload, setting) => (workload === id ? set(setting) : undefined),
  } satisfies EditorParts);
}
