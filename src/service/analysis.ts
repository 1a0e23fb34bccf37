// The language service's heart: one text in, everything Berth says about it out. Pure but for the files it is given.

import { isConfiguration } from '../core/configuration-name';
import type { Declaration } from '../core/declaration';
import type { Finding } from '../core/finding';
import { type Change, changedPath, type FormatId, type Problem, type TextEdit } from '../core/format';
import type { Message } from '../core/message';
import type { PostureFacts } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { type LineIndex, lineIndex, type Place, type Span } from '../core/span';
import type { Workload } from '../core/workload';
import type { KnownFormat, Reading } from '../formats/format';
import type { GrammarFiles } from '../formats/grammar/grammar';
import { isPragma } from '../formats/pragma';
import { recogniseAmong } from '../formats/recognise';
import { formats } from '../formats/registry.generated';
import { type Verdict, verdictOf } from '../placement';
import { check } from '../rules/check';
import { rules } from '../rules/registry.generated';
import { suppress } from '../workspace/suppressions';
import { configurationFor, type Found, readConfigurationFile } from './configuration';
import { type Decoded, sizeProblem } from './decode';
import { createLibrary, type Library } from './library';
import { hostWith, sharedWith } from './neighbours';
import { type FileSource, joinAll, noFiles, type Recorder, recorder } from './project';
import { settingsOf } from './settings';

/** What the answer depends on beside the text. */
export interface AnalysisContext {
  readonly host: HostProfile;
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
  /** What is known of the engine; a `berth.yaml` says more. */
  readonly posture?: PostureFacts;
  /** Whether suppressions for other tools count; yes unless something says no. */
  readonly honourOtherTools?: boolean;
}

/** Everything Berth says about one text. */
export interface Analysis {
  readonly path: string;
  readonly text: string;
  readonly format: FormatId;
  readonly problems: readonly Problem[];
  /** Those of the text first; then those of files it includes, with their own paths. */
  readonly workloads: readonly Workload[];
  readonly declarations: readonly Declaration[];
  /** Their evidence may stand in other files. */
  readonly findings: readonly Finding[];
  /** The workloads that share a host with the machines of the text, those of other files too; see `RuleContext.hosted`. */
  readonly hosted: readonly Workload[];
  /** Left out by a berth.yaml: nothing was read. */
  readonly isExcluded?: true;
  /** The berth.yaml that holds here, and what is wrong with it. */
  readonly configuration?: { readonly path: string; readonly problems: readonly Problem[] };
  readonly lines: LineIndex;
  /** Other files whose texts, or whose absence, decided something. */
  readonly dependencies: ReadonlySet<string>;
  /** The text of the file itself or of one that findings and facts point into; empty for any other. */
  textOf(path: string): string;
  /** The lines of such a file. */
  linesOf(path: string): LineIndex;
  /** The verdict about one of the workloads. */
  verdict(workload: Workload): Verdict;
  /** The edits of a change in the file that it is about (`changedPath`), or `undefined` where the syntax cannot express it safely. */
  edits(change: Change): readonly TextEdit[] | undefined;
  /** The innermost statement around a place: a suppression on the line before it speaks about it. */
  statementAt(place: Place): Span;
  /** A comment that stands on a line of its own in this file; `undefined` where it must hold none. */
  commentLine(text: string, path: string): string | undefined;
  /** What it depended on, with what a berth.yaml says. */
  readonly context: AnalysisContext;
}

/** The kind of file `recognise` finds: a format, or our own configuration. */
export type KnownFile = KnownFormat | { readonly id: 'configuration' };

/** The format of a file, by its name, else by its content; `undefined` for files that are not ours. */
export function recognise(path: string, head: () => string): KnownFile | undefined {
  return isConfiguration(path) ? { id: 'configuration' } : recogniseAmong(formats, path, head);
}

/** Analyses texts; holds the loaded formats and grammars. */
export interface Analyst {
  /** Reads the content as `known` (see `recognise`). Never rejects for what the text holds, only for missing grammar files. */
  analyse(path: string, content: Decoded, context: AnalysisContext, known: KnownFile): Promise<Analysis>;
}

/** An analyst that reads grammars from `grammarFiles` when a text first needs them, and other files from `files`. */
export function createAnalyst(grammarFiles: GrammarFiles, files: FileSource = noFiles): Analyst {
  const library = createLibrary(grammarFiles);
  return {
    async analyse(path, { text, problem }, context, known) {
      const refusal = text === undefined ? problem : sizeProblem(text.length);
      const common = { path, format: known.id, context, library };
      if (text === undefined || refusal !== undefined)
        return complete({ ...common, text: '', reading: unread(refusal), ask: recorder(noFiles) });
      const ask = recorder(files);
      for (;;) {
        const analysis = attempt(text);
        if (await ask.load()) continue;
        if (analysis !== undefined) return analysis;
      }

      function attempt(text: string): Analysis | undefined {
        const input = { ...common, text, ask, problem };
        if (!('load' in known)) {
          const reading = readConfigurationFile(path, text, ask, library.readersFor(ask));
          return reading && complete({ ...input, reading });
        }
        const configured = configurationFor(path, ask);
        if (configured?.module.exclusion(configured.read.configuration)(path) === true) {
          const nothing = complete({
            ...common,
            text: '',
            reading: unread(undefined),
            ask: recorder(noFiles),
          });
          return { ...nothing, dependencies: ask.asked, isExcluded: true };
        }
        const reading = library.read(known, path, text, ask);
        return reading && complete({ ...input, reading, configured });
      }
    },
  };
}

/** A problem of the file as a whole stands at its beginning. */
function wholeFile(message: Message): Problem {
  return { span: { start: 0, end: 0 }, message };
}

/** What is known of a file that was not read. */
function unread(reason: Message | undefined): Reading {
  return {
    problems: reason === undefined ? [] : [wholeFile(reason)],
    workloads: [],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: 0 }),
  };
}

/** What an analysis is made of. */
interface Input {
  readonly path: string;
  readonly text: string;
  readonly format: FormatId;
  readonly reading: Reading;
  readonly context: AnalysisContext;
  readonly ask: Recorder;
  readonly library: Library;
  /** The berth.yaml that holds for the file. */
  readonly configured?: Found | undefined;
  /** What was wrong with the file's bytes. */
  readonly problem?: Message | undefined;
}

function complete(input: Input): Analysis {
  const { path, text, format, reading, ask, library, configured, problem } = input;
  const readers = library.readersFor(ask);
  const group = joinAll(reading.workloads, ask.around, readers);
  const declarations = reading.declarations ?? [];
  const textOf = (file: string): string => (file === path ? text : (ask.around.text(file) ?? ''));
  /** The reading of a file by itself: its comments, statements and edits. */
  const readingOf = (file: string): Reading | undefined =>
    file === path ? reading : readers.read(file, textOf(file));
  const settings = settingsOf(configured, input.context, ask, readers);
  const { hosted, host } = sharedWith(path, group, declarations, configured, ask, readers);
  const context = { ...input.context, ...settings, host: hostWith(settings.host, host) };
  const found = check(rules, { ...context, group, hosted, declarations }, (file, start, end) =>
    textOf(file).slice(start, end),
  );
  // Most files suppress nothing, and need not be read by themselves.
  const others = [...new Set(found.map(({ evidence }) => evidence[0].place.path))].filter(
    (file) => file !== path && isPragma(textOf(file)),
  );
  const comments = others.flatMap((file) =>
    (readingOf(file)?.comments ?? []).map((comment) => ({ ...comment, path: file })),
  );
  const bodies = [...group, ...declarations, ...others.flatMap((file) => readingOf(file)?.workloads ?? [])];
  const judged = suppress(
    found,
    [...reading.comments, ...comments],
    rules,
    bodies.map(({ body }) => body),
    { path, textOf, honourOtherTools: context.honourOtherTools, today: context.today },
  );
  // Afterwards, so that a suppression of a rule that is off here is not called unused.
  const findings =
    configured === undefined
      ? judged.findings
      : configured.module.applySeverities(judged.findings, configured.read.configuration);
  const verdicts = new Map<string, Verdict>();
  const indexes = new Map<string, LineIndex>();
  function linesOf(file: string): LineIndex {
    const known = indexes.get(file) ?? lineIndex(textOf(file));
    indexes.set(file, known);
    return known;
  }
  return {
    path,
    text,
    format,
    context,
    findings,
    problems: [
      ...(problem === undefined ? [] : [wholeFile(problem)]),
      ...reading.problems,
      ...judged.problems,
    ],
    workloads: group,
    hosted,
    declarations,
    dependencies: ask.asked,
    ...(configured === undefined
      ? {}
      : { configuration: { path: configured.read.configuration.path, problems: configured.read.problems } }),
    get lines() {
      return linesOf(path);
    },
    textOf,
    linesOf,
    verdict(workload) {
      const known = verdicts.get(workload.id);
      if (known !== undefined) return known;
      const verdict = verdictOf(workload, { ...context, group, answers: {} });
      verdicts.set(workload.id, verdict);
      return verdict;
    },
    edits: (change) => readingOf(changedPath(change))?.edits(change),
    statementAt: ({ path: file, span }) =>
      readingOf(file)?.statementAt(span.start) ?? { start: 0, end: textOf(file).length },
    commentLine: (comment, file) => readingOf(file)?.commentLine?.(comment),
  };
}

/** The workload that stands at an offset: the innermost, the first of several with the same body; else the first one. */
export function workloadAt(analysis: Analysis, offset: number): Workload | undefined {
  const length = ({ body: { span } }: Workload): number => span.end - span.start;
  const around = analysis.workloads.filter(
    ({ body }) => body.span.start <= offset && offset <= body.span.end && body.path === analysis.path,
  );
  const smallest = Math.min(...around.map(length));
  return around.find((workload) => length(workload) === smallest) ?? analysis.workloads[0];
}
