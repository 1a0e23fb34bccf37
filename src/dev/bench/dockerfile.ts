// Measures reading Dockerfiles: ours beside the public packages, in one process, on files of ten thousand lines.

import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { run as lint } from 'dockerfilelint';
import { parse } from '../../formats/dockerfile/parse';
import { median } from './statistics';

const lines = 10_000;

/** The medians of one input: milliseconds by reader. */
export interface DockerfileRow {
  readonly input: string;
  readonly kilobytes: number;
  readonly milliseconds: Readonly<Record<string, number>>;
}

/** The readers compared; each reads a whole text and returns something that depends on it. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  berth: (text) => parse(text),
  'dockerfile-ast': (text) => DockerfileParser.parse(text).getInstructions().length,
  'dockerfile-utils': (text) => validate(text),
  dockerfilelint: (text) => lint('.', text),
};

/** Inputs that grow in one direction each. */
function inputs(): ReadonlyMap<string, string> {
  return new Map([
    ['10k lines of mixed stages', mixedStages()],
    ['10k RUN lines', flat()],
    ['one RUN of 10k lines', longRun()],
    ['one heredoc of 10k lines', heredoc()],
  ]);
}

function mixedStages(): string {
  const out: string[] = [];
  for (let stage = 0; out.length < lines; stage++) {
    out.push(
      `FROM node:20-alpine AS stage${stage}`,
      `ARG VERSION=${stage}`,
      'ENV PATH=/opt/app/bin:$PATH NODE_ENV="production"',
      'WORKDIR /opt/app',
      'COPY --chown=node:node package.json package-lock.json ./',
      'RUN npm ci \\',
      '  && npm cache clean --force',
      '# the application itself',
      'COPY . .',
      'EXPOSE 8080/tcp',
      'USER node',
      'CMD ["node", "server.js"]',
      '',
    );
  }
  return out.slice(0, lines).join('\n');
}

function flat(): string {
  const run = (index: number): string => `RUN apt-get install -y package${index}`;
  return ['FROM debian:12', ...Array.from({ length: lines - 1 }, (_, index) => run(index))].join('\n');
}

function longRun(): string {
  const part = (index: number): string => `  && echo ${index} \\`;
  return [
    'FROM debian:12',
    'RUN true \\',
    ...Array.from({ length: lines - 3 }, (_, index) => part(index)),
    '  && true',
  ].join('\n');
}

function heredoc(): string {
  const part = (index: number): string => `echo ${index}`;
  return [
    'FROM debian:12',
    'RUN <<EOF',
    ...Array.from({ length: lines - 3 }, (_, index) => part(index)),
    'EOF',
  ].join('\n');
}

/** Runs every reader on every input, in turns so that all see the same machine, and gives the medians. */
export function measure(rounds = 7): DockerfileRow[] {
  return [...inputs()].map(([input, text]) => {
    const times = new Map(Object.keys(readers).map((name) => [name, [] as number[]]));
    for (let round = 0; round < rounds + 2; round++) {
      for (const [name, read] of Object.entries(readers)) {
        const start = performance.now();
        read(text);
        const spent = performance.now() - start;
        // The first two rounds warm the machine code.
        if (round >= 2) times.get(name)?.push(spent);
      }
    }
    const milliseconds = Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
    return { input, kilobytes: Math.round(text.length / 1024), milliseconds };
  });
}

/** The figures as a table: milliseconds, and how many times longer than ours. */
export function table(rows: readonly DockerfileRow[]): string {
  const names = Object.keys(readers);
  const head = [`| input | KB | ${names.join(' | ')} |`, `|---|---|${names.map(() => '---|').join('')}`];
  const body = rows.map(({ input, kilobytes, milliseconds }) => {
    const ours = milliseconds.berth ?? Number.NaN;
    const cells = names.map((name) => {
      const time = milliseconds[name] ?? Number.NaN;
      return name === 'berth'
        ? `${time.toFixed(2)} ms`
        : `${time.toFixed(1)} ms (${(time / ours).toFixed(0)}x)`;
    });
    return `| ${input} | ${kilobytes} | ${cells.join(' | ')} |`;
  });
  return [...head, ...body].join('\n');
}
