// Sizes: units of bytes, and sizes as people write them.

/** Bytes of a mebibyte, which hypervisors call a megabyte. */
export const mebibyte = 2 ** 20;

/** Bytes of a gibibyte, which hypervisors call a gigabyte. */
export const gibibyte = 2 ** 30;

const factors: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of a size such as `64 GiB`, `512M`, `1.5g`; units are binary. `undefined` when it is no size. */
export function parseSize(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*$/i.exec(text);
  const factor = factors[match?.[2]?.toLowerCase() ?? ''];
  return match?.[1] === undefined || factor === undefined ? undefined : Math.round(Number(match[1]) * factor);
}
