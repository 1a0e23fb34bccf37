// Reads a qemu-server configuration of Proxmox VE: `key: value` lines, then sections for snapshots and pending changes.
import type { Problem } from '../../core/format';
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';

/** `key: value`. */
export interface ProxmoxEntry {
  readonly key: string;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** Trimmed. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** `[name]`: a snapshot, `PENDING`, or something of Proxmox's own with a colon (`special:cloudinit`). */
export interface ProxmoxSection {
  readonly name: string;
  readonly headerSpan: Span;
}

/** A configuration, read. */
export interface ProxmoxFile {
  readonly text: string;
  /** The settings that hold now: those before the first section. */
  readonly entries: readonly ProxmoxEntry[];
  /** The entry of each key; the last one where a key is repeated. */
  readonly byKey: ReadonlyMap<string, ProxmoxEntry>;
  readonly sections: readonly ProxmoxSection[];
  /** Entries and headers of the whole file, in order: what a comment can speak about. */
  readonly statements: readonly { readonly span: Span }[];
  readonly comments: readonly Span[];
  /** Lines of a template language, which may bring or drop settings. */
  readonly templateLines: readonly Span[];
  readonly problems: readonly Problem[];
}

/** A part of a value such as `local:vm-1-disk-0,size=32G`. */
export interface Option {
  /** Empty for a part without `=`: the one whose name may be left out. */
  readonly name: string;
  readonly value: string;
  /** The whole part. */
  readonly span: Span;
  readonly valueSpan: Span;
}

const noSetting: Message = {
  text: {
    en: 'This line is no setting: Proxmox expects key: value, and ignores other lines.',
    de: 'Diese Zeile ist keine Einstellung: Proxmox erwartet Schlüssel: Wert und übergeht andere Zeilen.',
  },
};

const setting = /^[ \t\ufeff]*([A-Za-z][\w-]*):[ \t]*/;
const header = /^[ \t]*\[([^\]]+)\]$/;
const templated = /\{[{%#]|<%/;
const maxProblems = 100;

/** Reads a text. Total and linear. */
export function parseProxmox(text: string): ProxmoxFile {
  const entries: ProxmoxEntry[] = [];
  const byKey = new Map<string, ProxmoxEntry>();
  const sections: ProxmoxSection[] = [];
  const statements: { span: Span }[] = [];
  const comments: Span[] = [];
  const templateLines: Span[] = [];
  const problems: Problem[] = [];
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at);
    const next = feed < 0 ? text.length : feed + 1;
    const line = text.slice(at, next).trimEnd();
    const lineStart = at;
    at = next;
    const blanks = line.length - line.replace(/^[ \t\ufeff]+/, '').length;
    if (blanks === line.length) continue;
    const span: Span = { start: lineStart + blanks, end: lineStart + line.length };
    if (line.charAt(blanks) === '#') {
      comments.push(span);
      continue;
    }
    const [, section] = header.exec(line) ?? [];
    if (section !== undefined) {
      sections.push({ name: section.trim(), headerSpan: span });
      statements.push({ span });
      continue;
    }
    const match = setting.exec(line);
    if (match === null) {
      if (templated.test(line)) templateLines.push(span);
      else if (problems.length < maxProblems) problems.push({ span, message: noSetting });
      continue;
    }
    const [whole, key = ''] = match;
    const entry: ProxmoxEntry = {
      key,
      span,
      value: line.slice(whole.length),
      valueSpan: { start: lineStart + Math.min(whole.length, line.length), end: span.end },
    };
    statements.push(entry);
    if (sections.length > 0) continue;
    entries.push(entry);
    byKey.set(key, entry);
  }
  return { text, entries, byKey, sections, statements, comments, templateLines, problems };
}

/** The parts of a value. */
export function optionsOf({ value, valueSpan }: ProxmoxEntry): readonly Option[] {
  const options: Option[] = [];
  for (const match of value.matchAll(/[^,]+/g)) {
    const [written] = match;
    const start = valueSpan.start + match.index;
    const equals = written.indexOf('=');
    options.push({
      name: equals < 0 ? '' : written.slice(0, equals).trim(),
      value: written.slice(equals + 1).trim(),
      span: { start, end: start + written.length },
      valueSpan: { start: start + equals + 1, end: start + written.length },
    });
  }
  return options;
}

/** The option of that name; `unnamed` says whether the part without a name is meant too. */
export function optionNamed(options: readonly Option[], name: string, unnamed = false): Option | undefined {
  return options.find((option) => option.name === name || (unnamed && option.name === ''));
}
