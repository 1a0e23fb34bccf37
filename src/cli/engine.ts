// `berth engine`: the posture of the local engine.
import { engineRows } from '../comparison/engine';
import type { Language } from '../core/message';
import { choice, parseOptions } from './usage';

/** Runs the command; exit status 2 with one sentence where no engine answers. */
export async function engine(args: readonly string[], language: Language): Promise<number> {
  const { values } = parseOptions(args, { format: { type: 'string', default: 'text' } });
  const format = choice('--format', values.format, ['text', 'json']);
  const { readEngine } = await import('../runtime/engine');
  const outcome = await readEngine(language);
  if ('problem' in outcome) {
    process.stderr.write(`berth: ${outcome.problem}\n`);
    return 2;
  }
  const { posture } = outcome;
  if (format === 'json') process.stdout.write(`${JSON.stringify({ schema: 1, posture }, null, 2)}\n`);
  else {
    const rows = engineRows(posture, language);
    const width = Math.max(...rows.map(({ label }) => label.length));
    process.stdout.write(rows.map(({ label, value }) => `${label.padEnd(width)}  ${value}\n`).join(''));
  }
  return 0;
}
