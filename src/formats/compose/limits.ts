// How much of the host a Compose service may use.
import { type Fact, isKnown, notStated, stated, unknown } from '../../core/fact';
import { weightOnly } from '../container-options/messages';
import { byteSize, cpuSet, decimal, integer, orUnlimited } from '../container-options/values';
import type { ContainerFacts } from '../unsaid';
import * as defaults from './defaults';
import type { Section } from './section';

/** Memory, CPUs and processes; what `deploy.resources` says comes before the service's own keys. */
export function limitsOf(service: Section) {
  const resources = service.inner('deploy').inner('resources');
  const limits = resources.inner('limits');

  /** The first of some keys that is stated. */
  function first<T>(
    keys: readonly (readonly [from: Section, key: string])[],
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const [from, key] = keys.find(([section, name]) => section.get(name) !== undefined) ?? [service, ''];
    return from.scalar(key, convert, absent);
  }

  function cpus(): Fact<number | 'unlimited'> {
    const count = [
      [limits, 'cpus'],
      [service, 'cpus'],
      [service, 'cpu_count'],
    ] as const;
    if (count.some(([from, key]) => from.get(key) !== undefined)) {
      return first(count, (text) => orUnlimited(decimal(text)), defaults.cpus);
    }
    const quota = service.get('cpu_quota');
    if (quota === undefined) {
      const weight = service.get('cpu_shares');
      const unlimited = weight === undefined ? defaults.cpus : unknown(weightOnly, weight.place);
      return service.scalar('cpuset', (text) => (text === '' ? 'unlimited' : cpuSet(text)), unlimited);
    }
    // 100 ms is the kernel's default period.
    const period = service.scalar('cpu_period', decimal, stated(100_000, quota.place));
    if (!isKnown(period)) return period;
    return service.scalar(
      'cpu_quota',
      (text) => {
        const amount = decimal(text);
        return orUnlimited(amount === undefined ? undefined : amount / (period.value || 100_000));
      },
      defaults.cpus,
    );
  }

  return {
    memory: first(
      [
        [limits, 'memory'],
        [service, 'mem_limit'],
      ],
      (text) => orUnlimited(byteSize(text)),
      defaults.memory,
    ),
    memoryReservation: first(
      [
        [resources.inner('reservations'), 'memory'],
        [service, 'mem_reservation'],
      ],
      byteSize,
      notStated,
    ),
    cpus: cpus(),
    pidsLimit: first(
      [
        [limits, 'pids'],
        [service, 'pids_limit'],
      ],
      (text) => orUnlimited(integer(text)),
      defaults.pidsLimit,
    ),
  } satisfies Partial<ContainerFacts>;
}
