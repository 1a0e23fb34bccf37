// Changes of a configuration as edits of its lines.
import type { Place, Span } from '../../core/span';
import { editorOf } from '../editor';
import type { ConfigurationEntry, ConfigurationFile } from './tree';

/** The editor of a file. */
export function editor(file: ConfigurationFile): ReturnType<typeof editorOf> {
  const { text, entries } = file;
  const at = ({ span }: Place): ConfigurationEntry | undefined =>
    entries.find((entry) => entry.span.start === span.start && entry.span.end === span.end);

  /** The lines of an entry, with the comment at their end. */
  const linesOf = ({ span }: ConfigurationEntry): Span => {
    const start = text.lastIndexOf('\n', span.start - 1) + 1;
    const feed = text.indexOf('\n', span.end);
    return { start, end: feed < 0 ? text.length : feed + 1 };
  };
  const replaced = (place: Place, value: string) => {
    const entry = at(place);
    if (entry === undefined || entry.isList || /["\n]/.test(value)) return undefined;
    const isNumber = /^\d+$/.test(value) && !/["']/.test(text.charAt(entry.valueSpan.start));
    return { span: entry.valueSpan, text: isNumber ? value : `"${value}"` };
  };

  return editorOf({
    removal(place) {
      const entry = at(place);
      return entry === undefined ? undefined : { span: linesOf(entry), text: '' };
    },
    replacement: replaced,
    binding: replaced,
    protection: () => undefined,
    set: () => undefined,
  });
}
