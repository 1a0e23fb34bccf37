// What `<qemu:commandline>` adds behind libvirt's back: listening control interfaces, forwarded ports, consoles, devices.
import { type QemuFacts, qemuFacts } from '../qemu/facts';
import type { QemuWord } from '../qemu/words';
import { leaveOpen } from '../variables';
import { attributeNamed, elementsOf, localName, type XmlAttribute, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';

/** What the arguments say, in the model's terms; what they leave out is libvirt's to say. */
export interface QemuArguments extends QemuFacts {
  /** The first argument that a template fills in: anything may stand there. */
  readonly template: XmlAttribute | undefined;
}

/** Reads the arguments below a domain. */
export function qemuArguments(domain: XmlElement, read: Reader): QemuArguments {
  const values = elementsOf(domain.children)
    .filter((child) => localName(child.name) === 'commandline')
    .flatMap((commandLine) => elementsOf(commandLine.children))
    .filter((child) => localName(child.name) === 'arg')
    .flatMap((argument) => attributeNamed(argument, 'value') ?? []);
  const facts = qemuFacts(values.map((written) => wordOf(written, read)));
  return { ...facts, template: values.find(isPlaceholder) };
}

function wordOf(written: XmlAttribute, read: Reader): QemuWord {
  const place = read.at(written);
  if (isPlaceholder(written)) {
    const unresolved: string[] = [];
    return { text: leaveOpen(written.value, unresolved), unresolved, place };
  }
  const { start, end } = written.valueSpan;
  const word = { text: written.value, unresolved: [], place };
  // Entities make the text differ from what is written.
  return end - start === written.value.length ? { ...word, at: start } : word;
}
