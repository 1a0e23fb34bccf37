// Wrong usage: the command line's own errors, with exit status 2.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Message } from '../core/message';
import { texts } from './texts';

/** The user asked for something that does not exist or cannot be read; shown without a stack. */
export class UsageError extends Error {
  constructor(readonly problem: Message) {
    super(problem.text.en);
  }
}

/** Options and paths of a command. @throws UsageError for options it does not have. */
export function parseOptions<const T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError({
      text: texts.badOption,
      args: { reason: error instanceof Error ? error.message : '' },
    });
  }
}

/** One of the values an option takes. @throws UsageError for any other. */
export function choice<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError({ text: texts.badValue, args: { option, value, allowed: allowed.join(', ') } });
  }
  return found;
}
