// `berth lsp --stdio`: the language server for any editor.
import type { Language } from '../core/message';
import { texts } from './texts';
import { UsageError } from './usage';

/** Runs the server until the client ends it. @throws UsageError without `--stdio`. */
export async function lsp(args: readonly string[], _language: Language): Promise<number> {
  if (!args.includes('--stdio')) throw new UsageError({ text: texts.lspNeedsStdio });
  await import('../server/main');
  // The server ends the process itself when the client says exit.
  return new Promise(() => {});
}
