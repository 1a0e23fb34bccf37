// Values of attributes and texts as facts; what a template would fill in is unknown, never a number.
import { type Fact, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import { filledIn } from '../values';
import type { XmlAttribute, XmlElement, XmlText } from './tree';

/** A value of the file with its place: an attribute, or the text of an element. */
export type Written = XmlAttribute | XmlText;

// {memory}, {{ memory }}, ${x}, $x, @MEM@, %s, %(x)s, %MEM%, __MEM__, <%= x %>. Braces around a UUID are none.
const placeholder =
  /\{\{|\{%|<%|\$\{|\$\(|\$[A-Za-z_]|\{[A-Za-z_][\w.[\]' -]*\}|@[A-Za-z_]\w*@|%[sdi](?![\w-])|%\(\w+\)|%[A-Za-z_]\w+%|__[A-Za-z]\w*__/;
const uuids = /\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}/gi;

/** Whether something else has to fill the value in: a template's placeholder or an entity. */
export function isPlaceholder(written: Written): boolean {
  const { resolved, value } = written;
  return !resolved || (placeholder.test(value) && placeholder.test(value.replace(uuids, '')));
}

/** Reads the values of one file. */
export interface Reader {
  /** The place of an element's open tag, which stands for the whole element. */
  tag(element: XmlElement): Place;
  at(node: { readonly span: Place['span'] }): Place;
  /** A value, turned into what it means; `undefined` from `convert` makes it unknown. Absent: not stated. */
  value<T>(written: Written | undefined, convert: (value: string) => T | undefined): Fact<T>;
  /** A value as written, trimmed; an empty one says nothing. */
  text(written: Written | undefined): Fact<string>;
  /** Unknown, because a template fills it in. */
  template(written: Written): Unknown;
}

/** A reader for the file at `path`; `unreadable` says why a value that `convert` refuses is unknown. */
export function xmlReader(path: string, unreadable: Text): Reader {
  const place = (span: Place['span']): Place => ({ path, span });
  const value = <T>(written: Written | undefined, convert: (value: string) => T | undefined): Fact<T> => {
    if (written === undefined) return notStated;
    if (isPlaceholder(written)) return unknown(filledIn, place(written.span));
    const converted = convert(written.value.trim());
    if (converted === undefined) return unknown(unreadable, place(written.span));
    return stated(converted, place(written.span));
  };
  return {
    tag: (element) => place(element.openTag.end > element.openTag.start ? element.openTag : element.nameSpan),
    at: (node) => place(node.span),
    value,
    text: (written) => value(written, (text) => (text === '' ? undefined : text)),
    template: (written) => unknown(filledIn, place(written.span)),
  };
}
