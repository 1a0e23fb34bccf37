// Changes of a configuration as edits of its lines.
import type { Place } from '../../core/span';
import { editorOf } from '../editor';
import { linesAround } from '../lines';
import type { ConfigurationEntry, ConfigurationFile } from './tree';

/** The editor of a file. */
export function editor(file: ConfigurationFile): ReturnType<typeof editorOf> {
  const { text, entries } = file;
  const at = ({ span }: Place): ConfigurationEntry | undefined =>
    entries.find((entry) => entry.span.start === span.start && entry.span.end === span.end);

  const replaced = (place: Place, value: string) => {
    const entry = at(place);
    if (entry === undefined || entry.isList || /["\n]/.test(value)) return undefined;
    const isNumber = /^\d+$/.test(value) && !/["']/.test(text.charAt(entry.valueSpan.start));
    return { span: entry.valueSpan, text: isNumber ? value : `"${value}"` };
  };

  return editorOf({
    removal(place) {
      const entry = at(place);
      // The comment at the end goes along.
      return entry === undefined ? undefined : { span: linesAround(text, entry.span), text: '' };
    },
    replacement: replaced,
    binding: replaced,
    protection: () => undefined,
    set: () => undefined,
  });
}
