// What the RUN instructions of a Dockerfile do to the image: which scripts are worth reading, and where their words stand.
import { type Facts, type Known, listed, stated, type Unknown, unknown } from '../../core/fact';
import type { Span } from '../../core/span';
import type { Secret, Software } from '../../core/workload';
import { type Code, partOf, sourceSpan } from '../code';
import type { Grammar } from '../grammar/grammar';
import { programName } from '../shell/commands';
import { readLine, type ScriptFacts } from '../shell/facts';
import { mentionsSoftware } from '../shell/mentions';
import { readScript } from '../shell/script';
import * as messages from './messages';
import { placeOf } from './stages';
import { type Dockerfile, heredocText, type Instruction, type Word } from './tree';

/** What the RUN instructions of the shipped stage do to the image. */
export interface Provisioning {
  readonly software: Software;
  readonly secrets: readonly Known<Secret>[];
  readonly provisioners: Facts<string>;
}

/** Programs that provision from a description of their own. */
const provisioners: ReadonlyMap<string, string> = new Map([
  ['ansible-playbook', 'ansible'],
  ['ansible-pull', 'ansible'],
  ['puppet', 'puppet'],
  ['chef-solo', 'chef'],
  ['chef-client', 'chef'],
  ['salt-call', 'salt'],
]);
const provisionerName = /\b(?:ansible-pull|ansible-playbook|puppet|chef-|salt-call)/;

/**
 * Syntax that only the grammar reads: heredocs, cases, functions, and groups in the background. Loops, conditions, groups
 * and `${…}` are words and separators like any others: the line reader finds the same in them.
 */
const beyondLines = /<<|\b(?:case|function|select|eval)\b|\(\s*\)|(?:[)}]|\b(?:done|fi))\s*&(?!&)/;

/** Whether a script is worth reading. */
function matters(text: string): boolean {
  return mentionsSoftware(text) || provisionerName.test(text);
}

/** The script of a RUN instruction, after the first look. */
interface Script extends Code {
  readonly isWorthReading: boolean;
  /** Whether only the grammar of the shell reads it; not looked at where it is not worth reading. */
  readonly needsGrammar: boolean;
}

// Which grammars a file needs is asked before it is lowered: both look at the same instructions.
const looked = new WeakMap<Instruction, Script>();

function lookAt(file: Dockerfile, run: Instruction): Script {
  const known = looked.get(run);
  if (known !== undefined) return known;
  const code = scriptOf(file, run);
  const isWorthReading = matters(code.text);
  const script = { ...code, isWorthReading, needsGrammar: isWorthReading && needsGrammar(code.text) };
  looked.set(run, script);
  return script;
}

/** Whether a RUN instruction of the file is worth reading and needs the grammar of the shell. */
export function needsBash(file: Dockerfile): boolean {
  return file.instructions.some((run) => run.keyword === 'RUN' && lookAt(file, run).needsGrammar);
}

function needsGrammar(text: string): boolean {
  return beyondLines.test(text) || substitutions(text).some(matters);
}

/** What stands in `$(…)`, `<(…)` and backquotes: commands that the line reader does not see. Linear. */
function substitutions(text: string): readonly string[] {
  const found: string[] = [];
  let endOfLast = 0;
  for (const { 0: opener, index } of text.matchAll(/[$<>]\(|`[^`]*`?/g)) {
    if (opener.startsWith('`')) found.push(opener);
    // Nested ones are part of the outermost.
    else if (index >= endOfLast) {
      endOfLast = closingBracket(text, index + 2);
      found.push(text.slice(index + 2, endOfLast));
    }
  }
  return found;
}

/**
 * Reads the scripts of the RUN instructions. `rest` says what the base image may hold beside it; without the grammar
 * the scripts that need it stay unread.
 */
export function readScripts(
  file: Dockerfile,
  path: string,
  runs: readonly Instruction[],
  rest: Unknown | undefined,
  bash: Grammar | undefined,
): Provisioning {
  const packages = new Map<string, Known<string>>();
  const services = new Map<string, Known<string>>();
  const kernelModules = new Map<string, Known<string>>();
  const provisioning = new Map<string, Known<string>>();
  const secrets: Known<Secret>[] = [];
  let unread = false;
  for (const run of runs) {
    const script = lookAt(file, run);
    if (!script.isWorthReading) continue;
    const facts = readOne(script, bash);
    if (facts === undefined || facts.isPartial) unread = true;
    if (facts === undefined) continue;
    const at = (span: Span) => placeOf(path, clamp(sourceSpan(script, span.start, span.end), run.span));
    const add = (items: Map<string, Known<string>>, name: string, span: Span): void => {
      if (!items.has(name)) items.set(name, stated(name, at(span)));
    };
    for (const item of facts.packages) if (item.kind === 'system') add(packages, item.name, item);
    for (const item of facts.services) add(services, item.name, item);
    for (const item of facts.kernelModules) add(kernelModules, item.name, item);
    for (const command of facts.commands) {
      const name = provisioners.get(programName(command) ?? '');
      if (name !== undefined) add(provisioning, name, command);
    }
    for (const password of facts.passwords) {
      const { quality, account = '' } = password;
      if (quality !== 'literal' && quality !== 'well-known') continue;
      secrets.push(stated({ kind: 'password', name: account, quality }, at(password)));
    }
  }
  const more = unread ? unknown(messages.scriptsNotRead) : rest;
  const list = (items: Map<string, Known<string>>, reason: Unknown | undefined): Facts<string> =>
    listed([...items.values()], reason);
  return {
    software: {
      packages: list(packages, more),
      services: list(services, more),
      kernelModules: list(kernelModules, more),
    },
    secrets,
    provisioners: list(provisioning, unread ? more : undefined),
  };
}

/** The offset of the bracket that closes what begins at `from`, else the end; quotes are not looked at. */
function closingBracket(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i;
  }
  return text.length;
}

function readOne({ text, needsGrammar }: Script, bash: Grammar | undefined): ScriptFacts | undefined {
  if (!needsGrammar) return readLine(text);
  return bash === undefined ? undefined : readScript(text, bash);
}

function clamp(span: Span, outer: Span): Span {
  const start = Math.min(span.start, outer.end);
  return { start, end: Math.max(start, Math.min(span.end, outer.end)) };
}

/** What the shell gets to read: the joined line, a heredoc alone, or the line with its heredocs. */
function scriptOf(file: Dockerfile, run: Instruction): Code {
  if (run.json !== undefined) return programOf(run.json);
  const line = partOf(run.code, run.argumentsStart, run.argumentsEnd);
  const [first] = run.heredocs;
  if (first === undefined) return line;
  // A heredoc alone is a script of its own, for the program its first line names.
  if (run.heredocs.length === 1 && /^<<-?\s*\S+$/.test(line.text)) {
    const text = heredocText(file, first);
    return /^\s*#!(?!.*\b(?:ba|da|a|z|k)?sh\b)/.test(text)
      ? { text: '' }
      : { text, pieces: [0, first.body.start] };
  }
  const pieces = [...(line.pieces ?? [])];
  let { text } = line;
  for (const heredoc of run.heredocs) {
    text += '\n';
    pieces.push(text.length, heredoc.body.start);
    text += `${heredocText(file, heredoc)}${heredoc.name}`;
  }
  return { text, pieces };
}

/** The exec form as the shell would write it; the script alone for `["sh", "-c", "script"]`. */
function programOf(words: readonly Word[]): Code {
  const [program, option, script] = words;
  if (
    script !== undefined &&
    /(?:^|\/)(?:ba|da|a)?sh$/.test(program?.text ?? '') &&
    /^-\w*c$/.test(option?.text ?? '')
  ) {
    return { text: script.text, pieces: [0, script.span.start + 1] };
  }
  let text = '';
  const pieces: number[] = [];
  for (const word of words) {
    if (text !== '') text += ' ';
    pieces.push(text.length, word.span.start + 1);
    text += /^[\w./:=@%+,-]+$/.test(word.text) ? word.text : `'${word.text.replaceAll("'", "'\\''")}'`;
  }
  return { text, pieces };
}
