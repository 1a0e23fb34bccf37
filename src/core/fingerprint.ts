// Stable names for findings: the same claim about the same text keeps its name when lines move.

/** What a fingerprint is made of. */
export interface Fingerprinted {
  readonly text: string;
  readonly hash: string;
}

/** The parts of a claim that name it; white space counts as one blank. */
export function fingerprinted(parts: readonly string[]): Fingerprinted {
  const text = parts.map((part) => part.replace(/\s+/g, ' ').trim()).join('\u0000');
  return { text, hash: hash(text) };
}

/**
 * One fingerprint of 16 hexadecimal digits each; equal ones are told apart by their order, so that two equal lines have
 * two names.
 */
export function fingerprints(claims: readonly Fingerprinted[]): string[] {
  const seen = new Map<string, number>();
  return claims.map(({ text, hash: first }) => {
    const count = seen.get(text) ?? 0;
    seen.set(text, count + 1);
    return count === 0 ? first : hash(`${text}\u0000${count}`);
  });
}

/** FNV-1a over UTF-16 units, in two 32-bit halves with different seeds; a name, not a defence against forgery. */
function hash(text: string): string {
  let high = 0x811c9dc5;
  let low = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ (unit + 0x9e37), 0x01000193);
  }
  return hex(high) + hex(low);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
