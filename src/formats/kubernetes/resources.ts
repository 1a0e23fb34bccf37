// What a container may use of its node: memory, CPUs, devices.
import {
  type Fact,
  type Facts,
  implied,
  isKnown,
  type Known,
  listed,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { ContainerWorkload, Device } from '../../core/workload';
import type { Section } from '../yaml/view';
import * as defaults from './defaults';
import * as messages from './messages';
import type { PodReading } from './pod';
import * as values from './values';

/** Limits and requests of a container. */
export function resourcesOf(
  { view, spec, cluster, shared }: PodReading,
  own: Section,
): Pick<ContainerWorkload, 'memory' | 'memoryReservation' | 'cpus' | 'devices'> {
  const { scalar, inner, get } = view;
  const limits = inner(inner(own, 'resources'), 'limits');
  const requests = inner(inner(own, 'resources'), 'requests');
  const podResources = inner(spec, 'resources');
  const podLimits = inner(podResources, 'limits');

  /** A limit of the container, else of the pod, else what a LimitRange may set. */
  function limit(
    key: string,
    convert: (text: string) => number | undefined,
    absent: Fact<number | 'unlimited'>,
  ) {
    const found = scalar<number | 'unlimited'>(limits, key, convert, scalar(podLimits, key, convert, absent));
    if (found !== absent) return found;
    const range = cluster.limitRangeFor(shared.namespace);
    return range === undefined ? absent : unknown(messages.limitRangeDecides, range);
  }

  function memoryReservation(): Fact<number> {
    const requested = scalar(requests, 'memory', values.bytes, notStated);
    if (requested !== notStated) return requested;
    const limited = scalar(limits, 'memory', values.bytes, notStated);
    if (!isKnown(limited)) return limited;
    const { why, source } = defaults.requestFromLimit;
    return implied(limited.value, why, source, limited.place);
  }

  function cpus(): Fact<number | 'unlimited'> {
    const found = limit('cpu', values.quantity, defaults.cpus);
    const share = found === defaults.cpus ? get(requests, 'cpu') : undefined;
    return share === undefined ? found : unknown(messages.shareOnly, share.place);
  }

  /** Devices that a plugin of the cluster hands out, requested by name. */
  function devices(): Facts<Device> {
    const { found, rest } = view.pairs(limits);
    const items = found.flatMap((entry): Known<Device>[] => {
      const isStandard = !entry.name.includes('/') || entry.name.startsWith('kubernetes.io/');
      const none = view.textOf(entry) === '0';
      if (isStandard || none) return [];
      return [
        stated(
          { kind: /gpu|nvidia\.com|amd\.com|mig-/.test(entry.name) ? 'gpu' : 'other', name: entry.name },
          entry.place,
        ),
      ];
    });
    return listed(items, rest);
  }

  return {
    memory: limit('memory', values.bytes, defaults.memory),
    memoryReservation: memoryReservation(),
    cpus: cpus(),
    devices: devices(),
  };
}
