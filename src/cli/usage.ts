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
    const { code, message } = systemError(error);
    // Node names the option first, between quotes, and does not speak German.
    const option = /'(-[^\s']*)/.exec(message)?.[1] ?? '';
    const text = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? texts.unknownOption : texts.optionNeedsValue;
    throw new UsageError({ text, args: { option } });
  }
}

/** Code and message of an error of Node or the system; empty where something else was thrown. */
export function systemError(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: '', message: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}

/** One of the values an option takes. @throws UsageError for any other. */
export function choice<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError({ text: texts.badValue, args: { option, value, allowed: allowed.join(', ') } });
  }
  return found;
}
