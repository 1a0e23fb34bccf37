// The name that was probably meant, for suggestions.
import type { Text } from '../core/message';

/** The candidate at most three changes away from `name`, if there is one; of several the nearest, then the first. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  // Of a short name, three changes would leave nothing.
  let distance = Math.min(4, Math.ceil(name.length / 2) + 1);
  for (const candidate of candidates) {
    const d = editDistance(name, candidate, distance);
    if (d < distance) [best, distance] = [candidate, d];
  }
  return best;
}

/** `template` with the nearest candidate for `{name}`, else `otherwise`. */
export function suggestion(
  name: string,
  candidates: Iterable<string>,
  template: Text,
  otherwise: Text,
): Text {
  const near = nearest(name, candidates);
  return near === undefined ? otherwise : withName(template, near);
}

/** `template` with `{name}` filled in, for texts that are arguments of others. */
export function withName(template: Text, name: string): Text {
  // A function, because `$&` in a name would be replaced again.
  const fill = (text: string): string => text.replace('{name}', () => name);
  return { en: fill(template.en), de: fill(template.de) };
}

/** Levenshtein distance, or `limit` when it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? limit) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(substitution, (row[j] ?? limit) + 1, (next[j - 1] ?? limit) + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    // No way on costs less than the least so far.
    if (least >= limit) return limit;
    row = next;
  }
  return Math.min(row[b.length] ?? limit, limit);
}
