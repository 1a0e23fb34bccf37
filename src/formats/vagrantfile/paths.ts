// File names as Ruby's `File` computes them, without looking at any file.

import { type KnownValue, string, textOfValue, type Value } from './value';

/** `File.join`, `File.dirname` and the like, relative to the Vagrantfile's directory, which is `.`. */
export function filePath(name: string, args: readonly KnownValue[]): Value | undefined {
  const texts = args.flatMap((arg) => textOfValue(arg) ?? []);
  const [first, second] = texts;
  if (first === undefined || texts.length !== args.length) return undefined;
  if (name === 'dirname') return string(first.replace(/\/?[^/]*$/, '') || '.');
  if (name === 'basename') return first === '.' ? undefined : string(first.replace(/^.*\//, ''));
  if (name === 'join') return string(texts.join('/').replace(/\/{2,}/g, '/'));
  if (/^[/~]/.test(first)) return string(first);
  const parts: string[] = [];
  for (const part of `${second ?? '.'}/${first}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return string(parts[0] === '..' ? parts.join('/') : ['.', ...parts].join('/'));
}
