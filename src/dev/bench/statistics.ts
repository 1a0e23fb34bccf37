// Medians of repeated runs.

/** The middle value; of an even count, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** Milliseconds `action` takes, as the median of `rounds` runs after one that warms up. */
export async function time(rounds: number, action: () => unknown): Promise<number> {
  await action();
  const values: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    await action();
    values.push(performance.now() - started);
  }
  return median(values);
}

/** One printed row: what, how long, and beside what. */
export function row(
  what: string,
  ours: number,
  other?: { readonly name: string; readonly milliseconds: number },
): string {
  const own = `${what.padEnd(52)} ${ours.toFixed(1).padStart(9)} ms`;
  if (other === undefined) return own;
  const { name, milliseconds } = other;
  return `${own}   ${(ours / milliseconds).toFixed(2)} × ${name} (${milliseconds.toFixed(1)} ms)`;
}
