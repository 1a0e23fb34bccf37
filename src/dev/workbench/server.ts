/** Starts the VS Code server with its web workbench on this machine only, on a free port. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installWorkbench, SetupError } from './install';
import { startGroup, stopGroup } from './processes';

/** How a server is started. */
type ServerOptions = {
  /** Absolute path of a folder for the server's state: settings, logs, installed extensions. */
  readonly data: string;
  /** With trust asked for, a folder starts in restricted mode until the user trusts it. */
  readonly askForTrust?: boolean;
  /** Environment variables for the server and its extension hosts, added to our own. */
  readonly environment?: NodeJS.ProcessEnv;
};

/** What a page of the workbench opens: absolute paths of this machine. */
type PageOptions = {
  readonly folder: string;
  /** A file of the folder to show. */
  readonly file?: string | undefined;
  /** The extension under development. */
  readonly extension: string;
  /** A module exporting `run()`, executed in the extension host. */
  readonly tests?: string | undefined;
};

/** A running server. */
export type Server = {
  /** The address of a page, with everything needed to open it in a browser. */
  readonly address: (page: PageOptions) => string;
  /** Replaces the user's settings and the display language (an IETF tag) for pages opened from now on. */
  readonly configure: (settings: Readonly<Record<string, unknown>>, language?: string) => Promise<void>;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the server and every extension host. */
  readonly stop: () => Promise<void>;
};

/** Settings for a workbench without offers, chat and welcome pages. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  // The web workbench saves by itself otherwise, and a quick fix would change the examples on disk at once.
  'files.autoSave': 'off',
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
};

/** Fetches the server if needed and starts it. Throws a `SetupError` when it does not come up. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const install = await installWorkbench();
  const token = randomBytes(16).toString('hex');
  const user = path.join(options.data, 'data/User');
  await mkdir(user, { recursive: true });
  // A file keeps the token out of the process list, where every user of the machine could read it.
  const tokenFile = path.join(options.data, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });

  const args = [install.server, '--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile];
  args.push('--server-data-dir', options.data, '--accept-server-license-terms', '--disable-telemetry');
  // Without the smoke test driver this version ignores the development payload of the address.
  args.push('--enable-smoke-test-driver');
  if (options.askForTrust !== true) args.push('--disable-workspace-trust');
  const child = startGroup(install.node, args, {
    cwd: path.dirname(path.dirname(install.server)),
    // Without a gallery nothing is looked up outside: where names are not resolved, that takes seconds each time.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      hasEnded = true;
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });

  const deadline = Date.now() + 60_000;
  let port: string | undefined;
  while (port === undefined) {
    port = /Web UI available at https?:\/\/[^/\s]*:(\d+)/.exec(output)?.[1];
    if (port !== undefined) break;
    if (hasEnded || Date.now() > deadline) {
      await stopGroup(child);
      throw new SetupError(`The VS Code server did not start:\n${output.trim()}`);
    }
    await sleep(50);
  }
  const authority = `127.0.0.1:${port}`;

  return {
    address: (page) => pageAddress(authority, token, page),
    configure: async (settings, language = 'en') => {
      await writeFile(path.join(user, 'settings.json'), JSON.stringify(settings, undefined, 2));
      await writeLanguage(options.data, language);
    },
    ended,
    stop: () => stopGroup(child),
  };
}

function pageAddress(authority: string, token: string, page: PageOptions): string {
  const uri = (file: string) =>
    `vscode-remote://${authority}${file.split('/').map(encodeURIComponent).join('/')}`;
  const payload = [
    ['extensionDevelopmentPath', uri(page.extension)],
    ['skipWelcome', 'true'],
    ...(page.tests === undefined ? [] : [['extensionTestsPath', uri(page.tests)]]),
    ...(page.file === undefined ? [] : [['openFile', uri(page.file)]]),
  ];
  const query = new URLSearchParams({ tkn: token, folder: page.folder, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/**
 * No language pack comes with the server, and none can be fetched without the marketplace. An empty one of our own
 * makes the workbench and the extension host take the language, so an extension shows its own translations,
 * while the texts of VS Code itself stay English.
 */
async function writeLanguage(data: string, language: string): Promise<void> {
  const folder = path.join(data, 'data');
  const messages = path.join(folder, `empty-language-${language}.json`);
  await writeFile(messages, JSON.stringify({ contents: {} }));
  const identifier = { id: 'berth.empty-language-pack', uuid: '00000000-0000-4000-8000-000000000000' };
  const pack = {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier: identifier, version: '0.0.0' }],
    translations: { vscode: messages },
  };
  const packs = language === 'en' ? {} : { [language]: pack };
  await writeFile(path.join(folder, 'languagepacks.json'), JSON.stringify(packs));
  await writeFile(path.join(folder, 'User/argv.json'), JSON.stringify({ locale: language }));
}
