// `qemu-img create`, `convert` and `snapshot`, and `fallocate`: what a script says about the disk images that its machines use.
import { implied, isKnown, type Known, unknown } from '../../core/fact';
import { documents } from '../../knowledge/sources';
import { hasHole, restore } from '../variables';
import type { ImageFacts } from './disks';
import * as messages from './messages';
import { qemuSize } from './processor';
import { known, type List, listOf, opened, type QemuWord } from './words';

/** Images by their path as written. */
export interface DiskImages {
  readonly facts: Map<string, ImageFacts>;
  /** The image an overlay was made from. */
  readonly bases: Map<string, Known<string>>;
  /** Names of the snapshots taken. */
  readonly snapshots: Map<string, Known<string>[]>;
}

/** Options that take a value, by command. */
const valued: Readonly<Record<string, readonly string[]>> = {
  create: ['-f', '-F', '-b', '-o', '--object'],
  convert: ['-f', '-O', '-o', '-B', '-l', '-m', '-r', '-s', '-S', '-t', '-T', '--object'],
  snapshot: ['-c', '-a', '-d', '--object'],
};

/** Adds what a `qemu-img` with these words does. */
export function readImageCommand(words: readonly QemuWord[], images: DiskImages): void {
  const [verb, ...rest] = words;
  const taking = valued[verb?.text ?? ''];
  if (taking === undefined) return;
  const values = new Map<string, QemuWord[]>();
  const operands: QemuWord[] = [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at];
    if (word === undefined) break;
    if (taking.includes(word.text)) {
      const value = rest[++at];
      if (value !== undefined) values.set(word.text, [...(values.get(word.text) ?? []), value]);
    } else if (!word.text.startsWith('-')) operands.push(word);
  }
  const [file, size] = operands;
  if (file === undefined) return;
  const path = restore(file.text, file);
  if (verb?.text === 'snapshot') {
    const name = values.get('-c')?.[0];
    if (name === undefined) return;
    const taken = images.snapshots.get(path) ?? [];
    taken.push(known(restore(name.text, name), name));
    images.snapshots.set(path, taken);
    return;
  }
  const options = (values.get('-o') ?? []).map((word) => listOf(word));
  if (verb?.text === 'convert') {
    const target = operands.at(-1);
    if (target === undefined || operands.length < 2 || optionOf(options, 'preallocation') === undefined)
      return;
    images.facts.set(restore(target.text, target), { allocation: allocationOf(options, target) });
    return;
  }
  const named = optionOf(options, 'backing_file');
  const base: QemuWord | undefined =
    values.get('-b')?.at(-1) ??
    (named === undefined
      ? undefined
      : { text: named.value, unresolved: named.word.unresolved, place: named.valuePlace });
  const format = values.get('-f')?.at(-1);
  const under = base === undefined ? undefined : images.facts.get(restore(base.text, base))?.backingFiles;
  const below = under !== undefined && isKnown(under) ? under.value : 0;
  const facts: ImageFacts = {
    ...(size === undefined ? {} : { capacity: capacityOf(size) }),
    ...(format === undefined || hasHole(format.text) ? {} : { format: known(format.text, format) }),
    allocation: allocationOf(options, file),
    backingFiles: known(base === undefined ? 0 : below + 1, base ?? file),
  };
  images.facts.set(path, facts);
  if (base !== undefined && !hasHole(base.text)) images.bases.set(path, known(base.text, base));
}

/** Adds what `fallocate -l 20G disk.img` does: all of the file's space is taken. */
export function readFallocate(words: readonly QemuWord[], images: DiskImages): void {
  const at = words.findIndex(({ text }) => text === '-l' || text === '--length');
  const size = words[at + 1];
  const file = words.at(-1);
  if (at < 0 || size === undefined || file === undefined || file === size) return;
  images.facts.set(restore(file.text, file), {
    allocation: known('thick', size),
    capacity: capacityOf(size),
  });
}

function optionOf(options: readonly List[], key: string) {
  return options.map((list) => list.get(key)).findLast((part) => part !== undefined);
}

function capacityOf(size: QemuWord): NonNullable<ImageFacts['capacity']> {
  if (hasHole(size.text)) return opened(size);
  const bytes = qemuSize(size.text, 'b');
  return bytes === undefined ? unknown(messages.unreadable, size.place) : known(bytes, size);
}

function allocationOf(options: readonly List[], file: QemuWord): NonNullable<ImageFacts['allocation']> {
  const part = optionOf(options, 'preallocation');
  if (part === undefined) return implied('thin', messages.grows, documents.qemuImages, file.place);
  if (hasHole(part.value)) return opened(part.word, part.place);
  return known(/^(?:full|falloc)$/.test(part.value) ? 'thick' : 'thin', part.word, part.place);
}
