// Classes of characters as BuildKit's parser sees them; JavaScript's own idea of white space differs.

/** Whether the character counts as white space for BuildKit: U+0085 does, U+FEFF does not. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  if (code < 0x85) return false;
  return isRareSpace(code);
}

function isRareSpace(code: number): boolean {
  switch (code) {
    case 0x85:
    case 0xa0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202f:
    case 0x205f:
    case 0x3000:
      return true;
    default:
      return code >= 0x2000 && code <= 0x200a;
  }
}

/** Whether the character separates words: blank, tab, vertical tab, form feed, carriage return. */
export function isSeparator(code: number): boolean {
  return code === 0x20 || code === 9 || (code >= 11 && code <= 13);
}

/** The first offset from `start` on, below `end`, that is no white space. */
export function skipSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last character of `[start, end)` that is no white space. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** `\s` of Go's regular expressions. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 9 || code === 10 || code === 12 || code === 13;
}

/** The first offset from `start` on, below `end`, that is no blank of Go's regular expressions. */
export function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The offset after the last character of `[start, end)` that is no blank of Go's regular expressions. */
export function trimBlank(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** ASCII letters and digits. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a);
}
