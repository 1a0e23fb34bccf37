/** `npm start [-- DIR]`: opens the extension on DIR (or the examples) in VS Code, on the desktop or in the browser. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findOnPath } from './workbench/browser';
import { projectRoot, SetupError } from './workbench/install';
import { onInterrupt, startGroup, stopAllGroups } from './workbench/processes';
import { quietSettings, startServer } from './workbench/server';

const examples = path.join(projectRoot, 'test/examples');

let data: string | undefined;
let stopping = false;

onInterrupt(() => void stop(0));
void main().catch((error: unknown) => stop(1, error instanceof SetupError ? error.message : error));

async function main(): Promise<void> {
  // npm runs scripts in the project root and says in INIT_CWD where the user stood.
  const folder = path.resolve(process.env.INIT_CWD ?? '.', process.argv[2] ?? examples);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new SetupError(`${folder} is not a folder. Usage: npm start [-- DIR]`);
  }
  const builder = path.join(projectRoot, 'src/dev/build.mjs');
  if (existsSync(builder) && !(await succeeds(process.execPath, [builder]))) {
    throw new SetupError('The build failed: nothing was started.');
  }
  const code = findOnPath(process.platform === 'win32' ? ['code.cmd'] : ['code']);
  if (code === undefined || !hasDesktop()) return await openServer(folder);
  if (!(await succeeds(code, [`--extensionDevelopmentPath=${projectRoot}`, folder]))) {
    throw new SetupError(`${code} could not open ${folder}.`);
  }
  console.log(`VS Code opens ${folder}.`);
}

function hasDesktop(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function openServer(folder: string): Promise<void> {
  data = mkdtempSync(path.join(tmpdir(), 'berth-start-'));
  // Our own examples are trusted; for any other folder VS Code asks, as it does on the desktop.
  const server = await startServer({ data, askForTrust: folder !== examples });
  await server.configure(quietSettings);
  void server.ended.then(() => stop(1, 'The VS Code server has ended.'));
  console.log(`VS Code shows ${folder} with Berth. Ctrl-C ends it. Open this address in a browser:`);
  console.log(server.address({ folder, extension: projectRoot }));
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  const child = startGroup(command, args, {
    cwd: projectRoot,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** Ends everything and then this process; only the first reason counts. */
async function stop(code: number, reason?: unknown): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (reason !== undefined) console.error(reason);
  await stopAllGroups();
  if (data !== undefined) rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  process.exit(code);
}
