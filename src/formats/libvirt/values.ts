// Values of libvirt's files: what libvirt would not accept is unknown, and memory sizes have units.
import { type Fact, notStated } from '../../core/fact';
import type { Text } from '../../core/message';
import { bytesOfLibvirtUnit } from '../../knowledge/libvirt-units';
import { wholeNumber } from '../values';
import { attributeNamed, textOf, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader, xmlReader } from '../xml/values';

const unreadable: Text = {
  en: 'libvirt would not accept this value.',
  de: 'Diesen Wert nähme libvirt nicht an.',
};

/** A reader for the file at `path`. */
export function reader(path: string): Reader {
  return xmlReader(path, unreadable);
}

/** The bytes of `<memory unit="MiB">1024</memory>`. */
export function bytesOf(read: Reader, element: XmlElement | undefined): Fact<number> {
  if (element === undefined) return notStated;
  const unit = attributeNamed(element, 'unit');
  if (unit !== undefined && isPlaceholder(unit)) return read.template(unit);
  const factor = bytesOfLibvirtUnit((unit?.value.trim() ?? '') || 'KiB');
  return read.value(textOf(element), (text) => {
    const amount = wholeNumber(text);
    return amount === undefined || factor === undefined ? undefined : amount * factor;
  });
}
