// Memory and processors of a machine: its own, or those of the instance type it names.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  knownValue,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Memory } from '../../core/workload';
import { commonSizeOf, commonSizes } from '../../knowledge/kubevirt-sizes';
import * as values from '../kubernetes/values';
import type { Section, View } from '../yaml/view';
import * as messages from './messages';
import type { Lookup } from './volumes';

/** Memory and virtual CPUs. */
export interface Size {
  readonly memory: Fact<Memory>;
  readonly cpus: Fact<number>;
}

const count = (text: string): number | undefined => {
  const number = values.integer(text);
  return number !== undefined && number > 0 ? number : undefined;
};

/** The size that an instance type gives, where one is named; `name` is the fact that names it. */
export function sizeOfType(view: View, matcher: Section, name: Known<string>, lookup: Lookup): Size {
  const kind = knownValue(view.scalar(matcher, 'kind', (text) => text || undefined, notStated));
  // The API takes the kind in any case, and the cluster's sizes where none is named.
  const isOwn = kind !== undefined && /^virtualmachineinstancetypes?$/i.test(kind);
  const found = lookup(
    isOwn ? 'VirtualMachineInstancetype' : 'VirtualMachineClusterInstancetype',
    name.value,
  );
  const common = isOwn ? undefined : commonSizeOf(name.value);
  if (found === undefined && common !== undefined) {
    const why = messages.commonSize(name.value);
    return {
      memory: implied(common.memory, why, commonSizes, name.place),
      cpus: implied(common.cpus, why, commonSizes, name.place),
    };
  }
  if (found === undefined) {
    const why = unknown(messages.instanceTypeDecides(name.value), name.place);
    return { memory: why, cpus: why };
  }
  const spec = found.view.inner(found.view.section(found.object.map), 'spec');
  const guest = <T>(key: string, convert: (text: string) => T | undefined): Fact<T> => {
    const fact = found.view.scalar(found.view.inner(spec, key), 'guest', convert, notStated);
    const { why, source } = messages.fromInstanceType(name.value);
    return isKnown(fact) ? implied(fact.value, why, source, fact.place) : fact;
  };
  return { memory: guest('memory', values.bytes), cpus: guest('cpu', count) };
}

/** Sizes that a pod's `resources` name, the limit first where `limitFirst`. */
function fromResources<T>(
  view: View,
  domain: Section,
  key: string,
  convert: (text: string) => T | undefined,
  order: readonly ('requests' | 'limits')[],
): Fact<T> {
  const resources = view.inner(domain, 'resources');
  for (const list of order) {
    const fact = view.scalar(view.inner(resources, list), key, convert, notStated);
    if (fact !== notStated) return fact;
  }
  return notStated;
}

/** The size that the machine states itself. */
export function ownSize(view: View, domain: Section): Size {
  const guest = view.scalar(view.inner(domain, 'memory'), 'guest', values.bytes, notStated);
  const memory =
    guest === notStated ? fromResources(view, domain, 'memory', values.bytes, ['requests', 'limits']) : guest;
  return { memory, cpus: cpusOf(view, domain) };
}

function cpusOf(view: View, domain: Section): Fact<number> {
  const cpu = view.inner(domain, 'cpu');
  const factors = ['sockets', 'cores', 'threads'].map((key) => view.scalar(cpu, key, count, notStated));
  const stated: Known<number>[] = [];
  let gap: Unknown | undefined;
  for (const factor of factors) {
    if (isKnown(factor)) stated.push(factor);
    else if (factor !== notStated) gap ??= factor;
  }
  if (gap !== undefined) return gap;
  const [first] = stated;
  if (first !== undefined)
    return { ...first, value: stated.reduce((product, { value }) => product * value, 1) };
  const cores = (text: string): number | undefined => {
    const value = values.quantity(text);
    return value === undefined || value === 0 ? undefined : Math.ceil(value);
  };
  const asked = fromResources(view, domain, 'cpu', cores, ['limits', 'requests']);
  if (asked === notStated) return messages.oneCpu;
  const { why, source } = messages.cpusFromResources;
  return isKnown(asked) ? implied(asked.value, why, source, asked.place) : asked;
}
