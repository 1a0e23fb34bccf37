// The JSON form of arguments: an array of strings, with the place of each string.

/** A string of the array: its value and its range, quotes included, in the text that was read. */
export interface JsonString {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Reads `text[start, end)` as a JSON array of strings. `shell`: it is no JSON array, the shell form applies;
 * `not-strings`: it is a JSON array with something other than strings in it, which the build refuses.
 */
export function readStrings(
  text: string,
  start: number,
  end: number,
): JsonString[] | 'shell' | 'not-strings' {
  if (text.charCodeAt(start) !== 0x5b) return 'shell';
  const strings: JsonString[] = [];
  let at = skipBlank(text, start + 1, end);
  if (at < end && text.charCodeAt(at) === 0x5d) return endsAt(text, at + 1, end) ? strings : 'shell';
  for (;;) {
    if (at >= end) return 'shell';
    if (text.charCodeAt(at) !== quote) return otherArray(text.slice(start, end));
    const read = readString(text, at, end);
    if (read === undefined) return 'shell';
    strings.push(read);
    at = skipBlank(text, read.end, end);
    const code = at < end ? text.charCodeAt(at) : 0;
    if (code === 0x5d) return endsAt(text, at + 1, end) ? strings : 'shell';
    if (code !== 0x2c) return 'shell';
    at = skipBlank(text, at + 1, end);
  }
}

function otherArray(text: string): 'shell' | 'not-strings' {
  try {
    JSON.parse(text);
    return 'not-strings';
  } catch {
    return 'shell';
  }
}

function endsAt(text: string, at: number, end: number): boolean {
  return skipBlank(text, at, end) === end;
}

function skipBlank(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 9 && code !== 10 && code !== 13) break;
    at++;
  }
  return at;
}

function readString(text: string, start: number, end: number): JsonString | undefined {
  let value = '';
  let run = start + 1;
  let at = run;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      value += text.slice(run, at);
      // Go decodes half a surrogate pair as U+FFFD.
      return { value: value.isWellFormed() ? value : value.toWellFormed(), start, end: at + 1 };
    }
    if (code < 0x20) return undefined;
    if (code !== backslash) {
      at++;
      continue;
    }
    value += text.slice(run, at);
    const letter = text.charCodeAt(at + 1);
    if (at + 1 >= end) return undefined;
    if (letter === 0x75) {
      const unit = hexadecimal(text, at + 2, end);
      if (unit < 0) return undefined;
      value += String.fromCharCode(unit);
      at += 6;
    } else {
      const index = '"\\/bfnrt'.indexOf(String.fromCharCode(letter));
      if (index < 0) return undefined;
      value += '"\\/\b\f\n\r\t'.charAt(index);
      at += 2;
    }
    run = at;
  }
  return undefined;
}

function hexadecimal(text: string, start: number, end: number): number {
  if (start + 4 > end) return -1;
  let value = 0;
  for (let at = start; at < start + 4; at++) {
    const code = text.charCodeAt(at);
    const digit =
      code >= 0x30 && code <= 0x39
        ? code - 0x30
        : (code | 0x20) >= 0x61 && (code | 0x20) <= 0x66
          ? (code | 0x20) - 0x57
          : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
