// The command line beside Node itself, and over many Dockerfiles beside a process that only parses them.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, row } from './statistics';

const root = resolve(import.meta.dirname, '../../..');
const cli = join(root, 'dist/cli.js');
const corpus = resolve(root, '../shared/corpus/dockerfile');
const fileCount = 2000;

function run(args: readonly string[], options: { cwd?: string } = {}): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    ...options,
  });
  const taken = performance.now() - started;
  if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return taken;
}

/** Runs the commands in turn, so that a busy moment hits all of them alike; medians in the same order. */
function inTurn(rounds: number, commands: readonly (() => number)[]): number[] {
  const times = commands.map((): number[] => []);
  for (let i = 0; i < rounds; i++) {
    for (const [index, command] of commands.entries()) times[index]?.push(command());
  }
  return times.map(median);
}

function oneFile(): string[] {
  const file = join(root, 'test/examples/vm-in-disguise/Dockerfile');
  const lines: string[] = [];
  for (const [what, target] of [
    ['check one Dockerfile', file],
    ['check one Compose file', join(root, 'test/examples/ci-runner/compose.yaml')],
    ['check one Vagrantfile', join(root, 'test/examples/legacy-windows/Vagrantfile')],
    ['check one libvirt domain', join(root, 'test/examples/legacy-windows/accounting.xml')],
  ] as const) {
    const [node = 0, ours = 0] = inTurn(15, [
      () => run(['-e', '0']),
      () => run([cli, 'check', '--fail-on', 'never', target]),
    ]);
    lines.push(row(what, ours, { name: 'node -e 0', milliseconds: node }));
  }
  return lines;
}

/** A Dockerfile like those of the corpus, for machines without it. */
function invented(index: number): string {
  return `FROM node:${18 + (index % 6)} AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci && \\\n    npm run build\nFROM node:22-slim\nENV PORT=${3000 + index}\nCOPY --from=build /app /app\nEXPOSE ${3000 + index}\nCMD ["node", "server.js"]\n`;
}

function collect(folder: string, into: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (into.length >= fileCount) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) collect(path, into);
    else into.push(path);
  }
}

function manyFiles(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'berth-bench-'));
  try {
    const sources: string[] = [];
    try {
      collect(corpus, sources);
    } catch {
      // Without the corpus, invented files serve.
    }
    for (let i = 0; i < fileCount; i++) {
      const target = join(folder, String(i));
      mkdirSync(target);
      const source = sources[i];
      if (source === undefined) writeFileSync(join(target, 'Dockerfile'), invented(i));
      else cpSync(source, join(target, 'Dockerfile'));
    }
    const peer = join(folder, 'peer.cjs');
    writeFileSync(
      peer,
      `const { readFileSync } = require('node:fs');
const { DockerfileParser } = require(${JSON.stringify(join(root, 'node_modules/dockerfile-ast'))});
const texts = [];
for (let i = 0; i < ${fileCount}; i++) texts.push(readFileSync(${JSON.stringify(folder)} + '/' + i + '/Dockerfile', 'utf8'));
const started = performance.now();
for (const text of texts) try { DockerfileParser.parse(text); } catch {}
console.log(performance.now() - started);
`,
    );
    const parseOnly: number[] = [];
    const parse = (): number => {
      const started = performance.now();
      const { stdout } = spawnSync(process.execPath, [peer], { encoding: 'utf8' });
      parseOnly.push(Number(stdout));
      return performance.now() - started;
    };
    const [peerProcess = 0, ours = 0] = inTurn(5, [
      parse,
      () => run([cli, 'check', '--fail-on', 'never', folder]),
    ]);
    const kind = sources.length >= fileCount ? 'real' : 'invented';
    return [
      row(`check ${fileCount} ${kind} Dockerfiles, start to exit`, ours, {
        name: 'dockerfile-ast, parsing alone',
        milliseconds: median(parseOnly),
      }),
      row('  the same', ours, { name: 'dockerfile-ast, start to exit', milliseconds: peerProcess }),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All rows. */
export function commandLine(): string[] {
  return [...oneFile(), ...manyFiles()];
}
