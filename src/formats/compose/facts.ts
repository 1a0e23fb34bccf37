// Small steps from facts to facts that Compose files and the options of `docker run` share.
import {
  complete,
  type Fact,
  type Facts,
  incomplete,
  isKnown,
  type Known,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Message, Text } from '../../core/message';
import type { EnvironmentVariable, PublishedPort, Secret } from '../../core/workload';
import { isSecretName, secretQuality } from '../../knowledge/secrets';
import * as messages from './messages';

/** A known fact with another value. */
export function mapKnown<T, U>(fact: Known<T>, convert: (value: T) => U): Known<U> {
  return { ...fact, value: convert(fact.value) };
}

/** A fact with another value; unknown where `convert` finds none. */
export function mapFact<T, U>(
  fact: Fact<T>,
  convert: (value: T) => U | undefined,
  otherwise: Message | Text = messages.notUnderstood,
): Fact<U> {
  if (!isKnown(fact)) return fact;
  const value = convert(fact.value);
  return value === undefined ? unknown(otherwise, fact.place) : { ...fact, value };
}

/** Two lists as one; `rest` says that there may be more beside what they say themselves. */
export function join<T>(first: Facts<T>, second: Facts<T>, rest?: Unknown): Facts<T> {
  const items = [...first.items, ...second.items];
  const open = rest ?? first.rest ?? second.rest;
  return open === undefined ? complete(items) : incomplete(items, open);
}

/** Zero and negative numbers switch a limit off. */
export function orUnlimited(limit: number | undefined): number | 'unlimited' | undefined {
  return limit === undefined || limit > 0 ? limit : 'unlimited';
}

/** The meaning of a profile in a security option. */
export function profile(value: string): 'default' | 'unconfined' | 'profile' | undefined {
  if (value === 'unconfined') return 'unconfined';
  if (value === 'builtin' || value === 'docker-default' || value === 'runtime/default') return 'default';
  return value === '' ? undefined : 'profile';
}

/** A protocol that ports can have. */
export function protocolOf(text: string): PublishedPort['protocol'] | undefined {
  const lower = text.toLowerCase();
  return lower === 'tcp' || lower === 'udp' || lower === 'sctp' ? lower : undefined;
}

/** The parts of a port inside the container. */
export function containerPorts(
  range: Fact<{ readonly first: number; readonly last?: number }>,
): Pick<PublishedPort, 'port' | 'lastPort'> {
  const port = mapFact(range, ({ first }) => first);
  const last = isKnown(range) ? range.value.last : undefined;
  return last === undefined ? { port } : { port, lastPort: last };
}

/** Variables that hold a login or a key; the value goes no further than this. */
export function secretsIn(variables: Facts<EnvironmentVariable>, names: readonly string[]): Facts<Secret> {
  // Another password that is the same says nothing about how easily either is guessed.
  const beside = variables.items.flatMap(({ value: { name, value } }) =>
    isKnown(value) && !isSecretName(name) ? [value.value] : [],
  );
  const neighbours = new Set([...names, ...beside].map((text) => text.toLowerCase()));
  const items = variables.items.flatMap((item): Known<Secret>[] => {
    const { name, value, kind } = item.value;
    // What stands in a file for variables is kept out of this one, as it should be.
    if (!isKnown(value) || messages.isFromFile(value)) return [];
    const quality = secretQuality(name, value.value, neighbours);
    if (quality === undefined) return [];
    const secret: Secret = { kind: kind === 'argument' ? 'build-argument' : 'environment', name, quality };
    return [mapKnown(value, () => secret)];
  });
  return variables.rest === undefined ? complete(items) : incomplete(items, variables.rest);
}
