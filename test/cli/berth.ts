// Runs the built command line as a stranger would: a process of its own, in a folder of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..');

/** The built command line. */
export const cli = join(root, 'dist/cli.js');

/** What a run left behind. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An environment that says nothing about language, colour or engines, with additions. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH = '' } = process.env;
  return { PATH, HOME: '/nonexistent', LANG: 'C.UTF-8', ...more };
}

/** Runs `berth` to its end; a run that takes longer than 20 seconds hangs. */
export function berth(
  args: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    env: environment(env),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

/** A folder with these files, removed after the tests of the suite that asks for it. */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'berth-cli-'));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

after(function () {
  // Deep and broad folders of hostile names take their time to go.
  this.timeout(60_000);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
