// What the size of a cloud's machine implies.
import { type Fact, implied, isKnown, notStated, unknown } from '../../core/fact';
import { type Cloud, instanceSize } from '../../knowledge/instance-sizes';
import type { Description } from './machine';
import { texts } from './messages';

/** Memory and CPUs of a size that the file names. */
export function bySize(
  cloud: Cloud,
  size: Fact<string>,
): Pick<Description, 'instanceType' | 'memory' | 'cpus'> & object {
  if (!isKnown(size)) {
    const why = size === notStated ? unknown(texts.sizeDecides) : size;
    return { instanceType: size, memory: why, cpus: why };
  }
  const found = instanceSize(cloud, size.value);
  if (found === undefined) {
    const why = unknown({ text: texts.unknownSize, args: { size: size.value } }, size.place);
    return { instanceType: size, memory: why, cpus: why };
  }
  const { memory, cpus, source } = found;
  const why = { text: texts.sizeTable, args: { size: size.value, memory: memory / 2 ** 30, cpus } };
  return {
    instanceType: size,
    memory: implied(memory, why, source, size.place),
    cpus: implied(cpus, why, source, size.place),
  };
}
