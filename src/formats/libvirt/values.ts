// Values of libvirt's files: what libvirt would not accept is unknown, and memory sizes have units.
import { type Fact, notStated } from '../../core/fact';
import type { Text } from '../../core/message';
import { attributeNamed, textOf, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader, wholeNumber, xmlReader } from '../xml/values';

const unreadable: Text = {
  en: 'libvirt would not accept this value.',
  de: 'Diesen Wert nähme libvirt nicht an.',
};

/** A reader for the file at `path`. */
export function reader(path: string): Reader {
  return xmlReader(path, unreadable);
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
