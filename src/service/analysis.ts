// The language service's heart: one text in, everything Berth says about it out. Pure but for the grammar files it is given.
import type { Finding } from '../core/finding';
import type { Change, FormatId, Problem, TextEdit } from '../core/format';
import type { Message } from '../core/message';
import { unknownPosture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { type LineIndex, lineIndex, type Span } from '../core/span';
import type { Workload } from '../core/workload';
import { alone, type Format, type KnownFormat, type Reading } from '../formats/format';
import { type GrammarFiles, type Grammars, loadGrammar } from '../formats/grammar/grammar';
import { recogniseAmong } from '../formats/recognise';
import { formats } from '../formats/registry.generated';
import { type Verdict, verdictOf } from '../placement';
import { check } from '../rules/check';
import { rules } from '../rules/registry.generated';
import { suppress } from '../workspace/suppressions';
import { type Decoded, sizeProblem } from './decode';

/** What the answer depends on beside the text. */
export interface AnalysisContext {
  readonly host: HostProfile;
  /** Today as `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything Berth says about one text. */
export interface Analysis {
  readonly path: string;
  readonly text: string;
  readonly format: FormatId;
  readonly problems: readonly Problem[];
  readonly workloads: readonly Workload[];
  readonly findings: readonly Finding[];
  readonly lines: LineIndex;
  /** The verdict about one of the workloads. */
  verdict(workload: Workload): Verdict;
  /** The edits of a change, or `undefined` where the syntax cannot express it safely. */
  edits(change: Change): readonly TextEdit[] | undefined;
  /** The innermost statement around an offset: a suppression on the line before it speaks about it. */
  statementAt(offset: number): Span;
  /** A comment that stands on a line of its own in this format. */
  commentLine(text: string): string;
  readonly context: AnalysisContext;
}

/** The format of a file, by its name, else by its content; `undefined` for files that are not ours. */
export function recognise(path: string, head: () => string): KnownFormat | undefined {
  return recogniseAmong(formats, path, head);
}

/** Analyses texts; holds the loaded formats and grammars. */
export interface Analyst {
  /** Reads the content as `known` (see `recognise`). Never rejects for what the text holds, only for missing grammar files. */
  analyse(path: string, content: Decoded, context: AnalysisContext, known: KnownFormat): Promise<Analysis>;
}

/** An analyst that reads grammars from `files` when a text first needs them. */
export function createAnalyst(files: GrammarFiles): Analyst {
  const loaded = new Map<FormatId, Format>();
  const grammars: Grammars = {};

  async function load(known: KnownFormat): Promise<Format> {
    const format = loaded.get(known.id) ?? (await known.load());
    loaded.set(known.id, format);
    return format;
  }

  return {
    async analyse(path, { text, problem }, context, known) {
      const refusal = text === undefined ? problem : sizeProblem(text.length);
      if (text === undefined || refusal !== undefined)
        return analyseReading(path, '', known.id, unread(refusal), context);
      const format = await load(known);
      const missing = format.grammars(text).filter((id) => grammars[id] === undefined);
      for (const id of missing) grammars[id] = await loadGrammar(id, files);
      const reading = format.read(text, path, grammars, alone);
      const problems = problem === undefined ? reading.problems : [wholeFile(problem), ...reading.problems];
      return analyseReading(path, text, known.id, { ...reading, problems }, context);
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
    commentLine: (comment) => comment,
  };
}

function analyseReading(
  path: string,
  text: string,
  format: FormatId,
  reading: Reading,
  context: AnalysisContext,
): Analysis {
  const group = reading.workloads;
  const declarations = reading.declarations ?? [];
  const found = check(rules, { ...context, group, declarations, posture: unknownPosture }, (_, start, end) =>
    text.slice(start, end),
  );
  const { findings, problems } = suppress(found, reading.comments, ruleIds);
  const verdicts = new Map<string, Verdict>();
  let lines: LineIndex | undefined;
  return {
    path,
    text,
    format,
    context,
    findings,
    problems: [...reading.problems, ...problems],
    workloads: group,
    get lines() {
      lines ??= lineIndex(text);
      return lines;
    },
    verdict(workload) {
      const known = verdicts.get(workload.id);
      if (known !== undefined) return known;
      const verdict = verdictOf(workload, { ...context, group, answers: {} });
      verdicts.set(workload.id, verdict);
      return verdict;
    },
    edits: (change) => reading.edits(change),
    statementAt: (offset) => reading.statementAt(offset),
    commentLine: (comment) => reading.commentLine(comment),
  };
}

const ruleIds = rules.map((rule) => rule.id);

/** The workload that stands at an offset: the innermost, the first of several with the same body; else the first one. */
export function workloadAt(analysis: Analysis, offset: number): Workload | undefined {
  const length = ({ body: { span } }: Workload): number => span.end - span.start;
  const around = analysis.workloads.filter(
    ({ body }) => body.span.start <= offset && offset <= body.span.end && body.path === analysis.path,
  );
  const smallest = Math.min(...around.map(length));
  return around.find((workload) => length(workload) === smallest) ?? analysis.workloads[0];
}
