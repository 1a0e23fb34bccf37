/** Runs inside the extension host: loads every bundled suite beside this module and runs it with mocha. */
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';

/** Called by VS Code; rejects when a test fails. */
export async function run(): Promise<void> {
  const output = process.env.BERTH_TEST_OUTPUT;
  if (output !== undefined) writeConsoleTo(output);
  // Loaded after the redirection, because mocha's reporters keep the console function they find.
  const { default: Mocha } = await import('mocha');
  const grep = process.env.BERTH_TEST_GREP;
  const mocha = new Mocha({ timeout: 20_000, color: false, ...(grep === undefined ? {} : { grep }) });
  const suites = path.join(__dirname, 'suite');
  const files = readdirSync(suites, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.js'),
  );
  for (const file of files.sort()) mocha.addFile(path.join(suites, file));
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} extension tests failed`));
      else if (runner.total === 0) reject(new Error('No extension test was found'));
      else resolve();
    });
  });
}

/** VS Code's extension host lets nobody assign `console.log`, but the console as a whole can be replaced. */
function writeConsoleTo(file: string): void {
  const write = (...values: readonly unknown[]) => {
    if (!isMissingNativeLogger(values[0])) appendFileSync(file, `${format(...values)}\n`);
  };
  globalThis.console = { ...console, log: write, info: write, warn: write, error: write, debug: write };
}

/** The fetched server has no native log writer and prints a page about it for every output channel. */
function isMissingNativeLogger(value: unknown): boolean {
  return value instanceof Error && value.message.startsWith('Could not locate the bindings file');
}
