// Writes changes of the model back into a Proxmox configuration; snapshots and pending changes are left alone.
import type { Setting, TextEdit } from '../../core/format';
import { mebibyte } from '../../core/size';
import { contains, type Place, type Span } from '../../core/span';
import { type EditorParts, editorOf } from '../editor';
import { lineBreakOf, linesAround } from '../lines';
import { type Option, optionsOf, type ProxmoxEntry, type ProxmoxFile } from './parse';
import { isPlaceholder } from './values';

/** Options without which the setting they are part of stays valid. */
const optional = new Set(['cache', 'snapshot', 'flags', 'clipboard', 'firewall']);
/** Settings that a machine can do without. */
const removable =
  /^(?:hostpci|usb|serial|parallel|virtiofs|net)\d+$|^(?:ivshmem|allow-ksm|kvm|balloon|cipassword|ciupgrade|vga|cpu|args)$/;

interface Target {
  readonly entry: ProxmoxEntry;
  /** Where the place is that of a part of the value. */
  readonly option: Option | undefined;
}

/** Proxmox writes yes and no as numbers, and KVM is one of them. */
function spelled({ key, value: current }: ProxmoxEntry, value: string): string {
  if (key === 'kvm' && value === 'kvm') return '1';
  if (!/^[01]$/.test(current)) return value;
  return value === 'true' ? '1' : value === 'false' ? '0' : value;
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The editor of one file, whose only machine has this id. */
export function editor(file: ProxmoxFile, id: string | undefined): ReturnType<typeof editorOf> {
  const { text } = file;
  const lineBreak = lineBreakOf(text);

  function targetAt({ span }: Place): Target | undefined {
    const entry = file.entries.find((candidate) => contains(candidate.span, span));
    if (entry === undefined || isPlaceholder(entry.value)) return undefined;
    if (same(entry.span, span)) return { entry, option: undefined };
    const option = optionsOf(entry).find((part) => same(part.span, span));
    return option === undefined ? undefined : { entry, option };
  }

  function removal(place: Place): TextEdit | undefined {
    const target = targetAt(place);
    if (target === undefined) return undefined;
    const { entry, option } = target;
    if (option !== undefined) {
      return optional.has(option.name) && text.charAt(option.span.start - 1) === ','
        ? { span: { start: option.span.start - 1, end: option.span.end }, text: '' }
        : removable.test(entry.key) && optionsOf(entry).length === 1
          ? line(entry)
          : undefined;
    }
    return removable.test(entry.key) ? line(entry) : undefined;
  }

  function line({ span }: ProxmoxEntry): TextEdit {
    return { span: linesAround(text, span), text: '' };
  }

  function replacement(place: Place, value: string): TextEdit | undefined {
    const target = targetAt(place);
    if (target === undefined || /[,\r\n]/.test(value)) return undefined;
    const { entry, option } = target;
    if (option === undefined) {
      // What has further parts would lose them.
      if (optionsOf(entry).length > 1) return undefined;
      return { span: entry.valueSpan, text: spelled(entry, value) };
    }
    // `virtio=DE:AD:BE:EF:00:01`: the model is the name, the address stays.
    const isModel = /^net\d+$/.test(entry.key) && /^[0-9A-Fa-f]{2}:/.test(option.value);
    if (isModel) {
      const { start } = option.span;
      return { span: { start, end: start + option.name.length }, text: value };
    }
    return { span: option.valueSpan, text: value };
  }

  /** An address among the arguments for QEMU: `-vnc 0.0.0.0:1`. */
  function binding({ span }: Place, address: string): TextEdit | undefined {
    const entry = file.byKey.get('args');
    if (entry === undefined || isPlaceholder(entry.value) || !contains(entry.valueSpan, span))
      return undefined;
    const [host] = /^(?:\[[^\]]*\]|[^:,\s]+)(?=:\d+$)/.exec(text.slice(span.start, span.end)) ?? [];
    if (host === undefined) return undefined;
    return { span: { start: span.start, end: span.start + host.length }, text: address };
  }

  function set(setting: Setting): TextEdit | undefined {
    const insertion = (key: string, value: string): TextEdit | undefined => {
      const last = file.entries.at(-1);
      if (last === undefined || file.byKey.has(key)) return undefined;
      const { end } = last.span;
      return { span: { start: end, end }, text: `${lineBreak}${key}: ${value}` };
    };
    switch (setting.name) {
      case 'memory':
        return insertion('memory', String(Math.ceil(setting.value / mebibyte)));
      case 'cpus':
        return Number.isInteger(setting.value) ? insertion('cores', String(setting.value)) : undefined;
      case 'memoryBalloon': {
        const own = file.byKey.get('balloon');
        return own === undefined || isPlaceholder(own.value) ? undefined : line(own);
      }
      default:
        return undefined;
    }
  }

  return editorOf({
    removal,
    replacement,
    binding,
    protection: () => undefined,
    set: (workload, setting) => (workload === id ? set(setting) : undefined),
  } satisfies EditorParts);
}
