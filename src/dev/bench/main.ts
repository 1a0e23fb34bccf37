// `npm run bench`: how fast Berth is, side by side with its peers in one run. Ratios count; times are this machine's.
import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { commandLine } from './command-line';
import { measure, table } from './dockerfile';
import { editing } from './editing';
import { projects } from './project';

const root = resolve(import.meta.dirname, '../../..');

function size(path: string): string {
  const file = join(root, path);
  const { size: bytes } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0 };
  if (bytes === 0) return `${path.padEnd(30)} not built`;
  const zipped = gzipSync(readFileSync(file)).length;
  return `${path.padEnd(30)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB, ${(zipped / 1024).toFixed(0)} KiB compressed`;
}

function section(title: string, rows: readonly string[]): void {
  console.log(`\n${title}\n${rows.map((line) => `  ${line}`).join('\n')}`);
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}`);
  section('Reading a Dockerfile', table(measure()).split('\n'));
  section('Editing', [...(await editing()), ...(await projects())]);
  section('Command line', commandLine());
  section(
    'Sizes',
    [
      'dist/berth.vsix',
      'dist/extension.js',
      'dist/client.js',
      'dist/server.js',
      'dist/berth.js',
      'dist/berth.cache',
      'dist/yaml.js',
      'dist/webview.js',
    ].map(size),
  );
}

void main();
