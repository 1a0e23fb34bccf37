/** Starts a headless Chromium for the web workbench: an installed one, otherwise the fetched one. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { installBrowser } from './install';

/** Names under which Chromium or Chrome is installed. */
const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Starts the browser. Throws a `SetupError` when none is installed and none can be fetched. */
export async function startBrowser(): Promise<Browser> {
  const installed = findOnPath(browserNames);
  const { program, environment } = installed === undefined ? await fetchedBrowser() : asIs(installed);
  return await chromium.launch({
    executablePath: program,
    env: environment,
    // Containers seldom allow the sandbox, and root never; only our own server's pages are opened.
    chromiumSandbox: false,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      '--disable-dev-shm-usage',
      // The pages are on this machine; a name that is not resolved at once holds up whatever waits for it.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

/** The first of the named programs that is on the PATH and can be executed, as an absolute path. */
export function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

type Start = { readonly program: string; readonly environment: Record<string, string> };

function asIs(program: string): Start {
  return { program, environment: stringEnvironment() };
}

/** The fetched browser uses the system's libraries and fonts where it has them, its own where they are missing. */
async function fetchedBrowser(): Promise<Start> {
  const { program, libraries, fonts } = await installBrowser();
  const environment = stringEnvironment();
  if (!hasFonts('/usr/share/fonts')) environment.FONTCONFIG_PATH = fonts;
  if (spawnSync(program, ['--version'], { env: environment }).status !== 0) {
    environment.LD_LIBRARY_PATH = [libraries, environment.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  return { program, environment };
}

function hasFonts(folder: string): boolean {
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => /\.(?:ttf|otf)$/.test(`${file}`))
  );
}

function stringEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
