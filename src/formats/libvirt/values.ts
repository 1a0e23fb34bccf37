// Values of attributes and texts as facts; what a template would fill in is unknown, never a number.
import { type Fact, notStated, stated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import { attributeNamed, textOf, type XmlAttribute, type XmlElement, type XmlText } from '../xml/tree';

/** A value of the file with its place: an attribute, or the text of an element. */
export type Written = XmlAttribute | XmlText;

// {memory}, {{ memory }}, ${x}, $x, @MEM@, %s, %(x)s, %MEM%, __MEM__, <%= x %>. Braces around a UUID are none.
const placeholder =
  /\{\{|\{%|<%|\$\{|\$\(|\$[A-Za-z_]|\{[A-Za-z_][\w.[\]' -]*\}|@[A-Za-z_]\w*@|%[sdi](?![\w-])|%\(\w+\)|%[A-Za-z_]\w+%|__[A-Za-z]\w*__/;

/** Whether something else has to fill the value in: a template's placeholder or an entity. */
export function isPlaceholder(written: Written): boolean {
  return !written.resolved || placeholder.test(written.value);
}

const filledIn: Text = {
  en: 'A template fills this value in.',
  de: 'Eine Vorlage setzt diesen Wert ein.',
};
const unreadable: Text = {
  en: 'libvirt would not accept this value.',
  de: 'Diesen Wert nähme libvirt nicht an.',
};

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

/** A reader for the file at `path`. */
export function reader(path: string): Reader {
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

// libvirt docs, formatdomain, "Memory Allocation": KiB without a unit; KB, MB … are decimal.
const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1e3,
  k: 2 ** 10,
  KiB: 2 ** 10,
  MB: 1e6,
  M: 2 ** 20,
  MiB: 2 ** 20,
  GB: 1e9,
  G: 2 ** 30,
  GiB: 2 ** 30,
  TB: 1e12,
  T: 2 ** 40,
  TiB: 2 ** 40,
};

/** The whole number a text is, without sign. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The bytes of `<memory unit="MiB">1024</memory>`. */
export function bytesOf(read: Reader, element: XmlElement | undefined): Fact<number> {
  if (element === undefined) return notStated;
  const unit = attributeNamed(element, 'unit');
  if (unit !== undefined && isPlaceholder(unit)) return read.template(unit);
  // libvirt compares units without regard to case, see virScaleInteger.
  const name = (unit?.value.trim() ?? '') || 'KiB';
  const factor = Object.entries(units).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
  return read.value(textOf(element), (text) => {
    const amount = wholeNumber(text);
    return amount === undefined || factor === undefined ? undefined : amount * factor;
  });
}
