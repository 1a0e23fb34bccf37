// Secrets among the variables that a container gets.
import { type Facts, isKnown, type Known, listed, mapKnown } from '../core/fact';
import type { EnvironmentVariable, Secret } from '../core/workload';
import { isSecretName, secretQuality } from '../knowledge/secrets';
import { isFromFile } from './variables';

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
    if (!isKnown(value) || isFromFile(value)) return [];
    const quality = secretQuality(name, value.value, neighbours);
    if (quality === undefined) return [];
    const secret: Secret = { kind: kind === 'argument' ? 'build-argument' : 'environment', name, quality };
    return [mapKnown(value, () => secret)];
  });
  return listed(items, variables.rest);
}
