/** Runs extension tests in the web workbench, with the arguments @vscode/test-electron gives to a desktop VS Code. */
import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type { Browser } from 'playwright-core';
import { startBrowser } from './browser';
import { fetchedFolder, projectRoot, SetupError } from './install';
import { onInterrupt, stopAllGroups } from './processes';
import { quietSettings, startServer } from './server';

/** Exit code when the tests could not be run or did not end in time; failed tests end with 1. */
const notRun = 2;

const limitSeconds = Number(process.env.BERTH_TEST_LIMIT_SECONDS ?? 600);

const data = mkdtempSync(path.join(tmpdir(), 'berth-workbench-'));

// The tests' own output comes through a file: the console of the workbench mixes it with all of VS Code's messages.
const output = path.join(data, 'tests.log');
writeFileSync(output, '');
const outputFile = openSync(output, 'r');
let printedBytes = 0;
const messages: string[] = [];

let browser: Browser | undefined;
let finishing = false;

onInterrupt((reason) => void finish(notRun, `Stopped by ${reason}.`));
setTimeout(
  () => void finish(notRun, `The tests did not end within ${limitSeconds} seconds.`),
  limitSeconds * 1000,
);
setInterval(printOutput, 200);
void main().catch((error: unknown) =>
  finish(notRun, error instanceof SetupError ? error.message : inspect(error)),
);

async function main(): Promise<void> {
  const argument = (name: string) =>
    process.argv.find((value) => value.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extension = argument('extensionDevelopmentPath') ?? projectRoot;
  const folder = process.argv.slice(2).find((value) => !value.startsWith('-')) ?? extension;

  const server = await startServer({ data, environment: { BERTH_TEST_OUTPUT: output } });
  await server.configure(quietSettings, argument('locale'));
  void server.ended.then(() => finish(notRun, 'The VS Code server ended before the tests did.'));

  browser = await startBrowser();
  browser.on('disconnected', () => void finish(notRun, 'The browser ended before the tests did.'));
  const page = await browser.newPage();
  page.on('crash', () => void finish(notRun, 'The page of the workbench crashed.'));
  await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
    const text = values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ');
    messages.push(`[${type}] ${text}`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => void finish(code));
  await page.goto(
    server.address({ folder: path.resolve(folder), extension, tests: argument('extensionTestsPath') }),
  );
}

function printOutput(): void {
  const buffer = Buffer.alloc(65_536);
  for (;;) {
    const bytes = readSync(outputFile, buffer, 0, buffer.length, printedBytes);
    if (bytes === 0) return;
    printedBytes += bytes;
    process.stdout.write(buffer.subarray(0, bytes));
  }
}

/** Ends everything and then this process; only the first reason counts. */
async function finish(code: number, reason?: string): Promise<void> {
  if (finishing) return;
  finishing = true;
  printOutput();
  if (reason !== undefined) console.error(reason);
  // A test module that cannot even be loaded has said so in VS Code's last message only.
  if (code !== 0 && reason === undefined && printedBytes === 0) {
    console.error(messages.at(-1)?.split('\n').slice(0, 10).join('\n'));
  }
  if (messages.length > 0) {
    const log = path.join(fetchedFolder, 'workbench.log');
    writeFileSync(log, `${messages.join('\n')}\n`);
    if (code !== 0) console.error(`Messages of VS Code: ${log}`);
  }
  await browser?.close().catch(() => {});
  await stopAllGroups();
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
