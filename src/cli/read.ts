// Reads the files a command is given: paths to files, or folders to look through.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, type Message, render, type Text } from '../core/message';
import { parseSize } from '../core/size';
import { headLength } from '../formats/recognise';
import { fileSource } from '../runtime/file-source';
import { readHead, readText, walk } from '../runtime/files';
import { grammarFilesIn } from '../runtime/grammar-files';
import { type Analysis, type AnalysisContext, createAnalyst, recognise } from '../service/analysis';
import { texts } from './texts';
import { systemError, UsageError } from './usage';

/** A file that was looked at. */
export interface FileResult {
  readonly path: string;
  /** Absent when it is of no known format. */
  readonly analysis?: Analysis;
  /** Why there is no analysis. */
  readonly problem?: Message;
}

/** Options every reading command shares. */
export const hostOptions = {
  'host-memory': { type: 'string' },
  'host-cpus': { type: 'string' },
} as const;

/** The host profile and the day. @throws UsageError for values that are no size or number. */
export function contextFrom(values: {
  'host-memory'?: string | undefined;
  'host-cpus'?: string | undefined;
}): AnalysisContext {
  const { 'host-memory': memoryText, 'host-cpus': cpusText } = values;
  const memory = memoryText === undefined ? undefined : parseSize(memoryText);
  if (memoryText !== undefined && memory === undefined)
    throw new UsageError({ text: texts.badSize, args: { value: memoryText } });
  const cpus = cpusText === undefined ? undefined : Number(cpusText);
  if (cpus !== undefined && !(Number.isInteger(cpus) && cpus > 0)) {
    throw new UsageError({ text: texts.badCount, args: { value: cpusText ?? '' } });
  }
  return {
    host: { ...(memory === undefined ? {} : { memory }), ...(cpus === undefined ? {} : { cpus }) },
    today: new Date().toISOString().slice(0, 10),
  };
}

/** A file to read. */
export interface Found {
  readonly path: string;
  /** Named by the user, so it is answered for even when it is not ours. */
  readonly asked: boolean;
}

/** The files at and below the paths; what cannot be read becomes a failure. */
export function find(paths: readonly string[], failures: Message[]): Found[] {
  const found: Found[] = [];
  const fail = (path: string, error: unknown): number => failures.push(unreadable(path, error));
  for (const path of paths) {
    try {
      if (!statSync(path).isDirectory()) {
        found.push({ path, asked: true });
        continue;
      }
    } catch (error) {
      fail(path, error);
      continue;
    }
    walk(path, { file: (file) => found.push({ path: file, asked: false }), failure: fail });
  }
  return found;
}

function unreadable(path: string, error: unknown): Message {
  const { code, message } = systemError(error);
  return { text: texts.unreadable, args: { path, reason: reasons[code] ?? message } };
}

/** What the system's usual errors mean to people. */
const reasons: Readonly<Record<string, Text>> = {
  ENOENT: texts.noSuchFile,
  ENOTDIR: texts.noSuchFile,
  EACCES: texts.noPermission,
  EPERM: texts.noPermission,
  ELOOP: texts.linkLoop,
};

/** Reads and analyses one file; gives nothing for a file that is not ours and was not asked for by name. */
export type Reader = (found: Found) => Promise<FileResult | { readonly failure: Message } | undefined>;

/** A reader of files that loads each format and grammar once. */
export function reader(context: AnalysisContext): Reader {
  const analyst = createAnalyst(
    grammarFilesIn(join(__dirname, 'grammars')),
    fileSource({ by: 'paths', steady: true }),
  );
  return async ({ path, asked }) => {
    try {
      const known = recognise(path, () => readHead(path, headLength));
      if (known === undefined) return asked ? { path, problem: { text: texts.notOurs } } : undefined;
      const analysis = await analyst.analyse(path, readText(path), context, known);
      if (analysis.isExcluded === true)
        return asked ? { path, problem: { text: texts.excluded } } : undefined;
      return { path, analysis };
    } catch (error) {
      return { failure: unreadable(path, error) };
    }
  };
}

/**
 * Reads and analyses all known files at and below the paths and hands on each as it comes. Gives the paths that could not
 * be read; any of them makes exit status 2.
 */
export async function readEach(
  paths: readonly string[],
  context: AnalysisContext,
  take: (file: FileResult) => void,
): Promise<readonly Message[]> {
  const failures: Message[] = [];
  const read = reader(context);
  for (const found of find(paths, failures)) {
    const result = await read(found);
    if (result === undefined) continue;
    if ('failure' in result) failures.push(result.failure);
    else take(result);
  }
  return failures;
}

/** What is wrong with the berth.yaml that holds for a file, or that the file is. */
export function configurationProblems({ path, analysis }: FileResult): readonly Message[] {
  if (analysis === undefined) return [];
  const own = analysis.format === 'configuration' ? { path, problems: analysis.problems } : undefined;
  const { path: file, problems } = own ?? analysis.configuration ?? { path, problems: [] };
  return problems.map(({ span, message }) => {
    const { line, character } = analysis.linesOf(file).positionAt(span.start);
    const problem = { en: render(message, 'en'), de: render(message, 'de') };
    return {
      text: texts.configuration,
      args: { path: file, line: line + 1, column: character + 1, problem },
    };
  });
}

/** Says on standard error which paths could not be read. */
export function reportFailures(failures: readonly Message[], language: Language): void {
  for (const failure of failures) process.stderr.write(`berth: ${render(failure, language)}\n`);
}

/** Shows progress on standard error once a run takes longer than a second; `end` clears it. */
export function progressReporter(language: Language): {
  report(done: number, all: number): void;
  end(): void;
} {
  const interval = process.stderr.isTTY ? 200 : 5000;
  let next = Date.now() + Math.max(interval, 1000);
  let shown = false;
  return {
    report(done, all) {
      const now = Date.now();
      if (now < next) return;
      next = now + interval;
      shown = true;
      const line = texts.progress[language].replace('{done}', String(done)).replace('{all}', String(all));
      process.stderr.write(process.stderr.isTTY ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (shown && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    },
  };
}
