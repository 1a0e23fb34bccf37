// Changes of an OVF descriptor as edits: devices and settings nobody needs go; VirtualBox's own part is edited as such.
import { applyEdits } from '../../core/edit';
import { editorOf } from '../editor';
import { editor as virtualBoxEditor } from '../virtualbox/edits';
import { type Edits, insertChild, isSound, replaceValue, targetAt, wholeLines } from '../xml/edits';
import { localName, type XmlAttribute, type XmlDocument, type XmlElement } from '../xml/tree';
import { field } from './hardware';
import { attribute } from './parse';

/** Floppy drives and parallel ports, at which nothing else hangs. */
const removableTypes = new Set(['14', '22']);

function isSetting(element: XmlElement): boolean {
  return /^(?:Extra)?Config$/.test(localName(element.name));
}

function isRemovable(element: XmlElement): boolean {
  return (
    isSetting(element) ||
    (localName(element.name) === 'Item' &&
      removableTypes.has(field({ element, replacement: undefined }, 'ResourceType')?.value ?? ''))
  );
}

/** The editor of a document. */
export function editor(document: XmlDocument): ReturnType<typeof editorOf> {
  const inside = virtualBoxEditor(document);
  return editorOf({
    removal(place) {
      const element = targetAt(document, place.span)?.element;
      if (element === undefined || !isRemovable(element)) return inside({ kind: 'remove', place });
      return isSound(element) ? [{ span: wholeLines(document.text, element), text: '' }] : undefined;
    },
    replacement(place, value) {
      const element = targetAt(document, place.span)?.element;
      if (element === undefined || !isSetting(element)) return inside({ kind: 'replace', place, value });
      const written = attribute(element, 'value');
      return written === undefined || !isSound(element)
        ? undefined
        : replaceValue(document.text, written, value);
    },
    binding(place, address) {
      const element = targetAt(document, place.span)?.element;
      return element !== undefined && isSetting(element)
        ? bindScreen(element, address)
        : inside({ kind: 'bind', place, address });
    },
    protection: (place) => inside({ kind: 'make-read-only', place }),
    set: () => undefined,
  });

  /** Gives the address of VMware's VNC screen, in a setting like the one that switches it on. */
  function bindScreen(element: XmlElement, address: string): Edits {
    const key = attribute(element, 'key');
    const value = attribute(element, 'value');
    if (key === undefined || value === undefined || element.parent === undefined) return undefined;
    if (/^remotedisplay\.vnc\.ip$/i.test(key.value)) return replaceValue(document.text, value, address);
    const { text } = document;
    const setting = applyEdits(text, [
      { span: key.valueSpan, text: 'RemoteDisplay.vnc.ip' },
      { span: value.valueSpan, text: address },
    ]).slice(
      element.span.start,
      element.span.end + growth(key, 'RemoteDisplay.vnc.ip') + growth(value, address),
    );
    return insertChild(text, element.parent, setting, element);
  }
}

/** By how much a text becomes longer when it replaces a value. */
function growth({ valueSpan }: XmlAttribute, text: string): number {
  return text.length - (valueSpan.end - valueSpan.start);
}
