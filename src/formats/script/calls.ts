// Finds the calls of container engines in shell text: through sudo, in functions, in `sh -c`, in `$(…)`.
import type { Span } from '../../core/span';
import { type Code, partOf, sourceSpan } from '../code';
import type { Word } from '../shell/commands';
import { splitWords } from '../shell/line';
import { effective, type Run } from '../shell/wrappers';
import type { Source } from './sources';

/** The engines whose command lines we read. */
export type EngineName = 'docker' | 'podman' | 'nerdctl';

/** A call of an engine. Spans and words lie in `code`. */
export interface Call {
  readonly source: Source;
  readonly code: Code;
  /** Absent where a variable names the program. */
  readonly engine?: EngineName;
  /** `run`, `create`, `build`, `commit`; `dockerd` for the engine itself. */
  readonly verb: string;
  /** From the program's name to the verb. */
  readonly head: Span;
  /** The words behind the verb. */
  readonly words: readonly Word[];
  readonly background: boolean;
  /** The whole command in the file. */
  readonly span: Span;
}

/** A variable that names an engine: `$DOCKER`, `$(DOCKER)`, `"${CONTAINER_ENGINE}"`. */
const engineVariable =
  /^"?\$[({]?(?:\w*_)?(?:docker|podman|container_?(?:engine|runtime|tool|cmd|cli)|oci_(?:bin|exe)|engine)(?:_(?:cmd|bin|cli|exe|command))?(?::?[-=]\w*)?[)}]?"?$/i;

/** Options of the programs themselves that take the next word. */
const programValues =
  /^(?:-H|--host|-c|--context|--config|-l|--log-level|--tlscacert|--tlscert|--tlskey|--root|--runroot|--runtime|--url|--connection|--storage-driver|--storage-opt|--cgroup-manager|--module|--namespace|-n|--address|-a|--network-cmd-path|--events-backend|--conmon)$/;

/** The calls of one piece of shell text, in order. Total and linear. */
export function callsOf(source: Source): readonly Call[] {
  const found: Call[] = [];
  for (const code of [source.code, ...substitutions(source.code)]) {
    for (const command of splitWords(code.text)) {
      for (const run of effective(command)) {
        const call = callOf(source, code, run);
        if (call !== undefined) found.push(call);
      }
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function callOf(source: Source, code: Code, run: Run): Call | undefined {
  const engine = engineOf(run);
  const span = sourceSpan(code, run.start, run.end);
  const base = { source, code, background: run.background, span };
  if (run.program === 'dockerd') {
    return { ...base, engine: 'docker', verb: 'dockerd', head: run.name, words: run.args };
  }
  if (engine === undefined && !engineVariable.test(run.name.text)) return undefined;
  let at = 0;
  for (let word = run.args[at]; word?.prefix.startsWith('-'); word = run.args[at]) {
    at += programValues.test(word.text) ? 2 : 1;
  }
  const first = run.args[at]?.value;
  if (first === 'container' || first === 'image' || first === 'buildx') at++;
  const verb = run.args[at];
  if (verb?.value === undefined) return undefined;
  return {
    ...base,
    ...(engine === undefined ? {} : { engine }),
    verb: verb.value,
    head: { start: run.name.start, end: verb.end },
    words: run.args.slice(at + 1),
  };
}

function engineOf({ program }: Run): EngineName | undefined {
  return program === 'docker' || program === 'podman' || program === 'nerdctl' ? program : undefined;
}

/** How deep `$(…)` may nest; each level is read once more. */
const deepest = 4;

/** What stands in `$(…)` and backquotes and mentions an engine: commands that the line reader does not see. Linear. */
function substitutions(code: Code): readonly Code[] {
  const { text } = code;
  const found: Code[] = [];
  const open: number[] = [];
  let depth = 0;
  const add = (start: number, end: number): void => {
    if (depth < deepest && mentionsEngine.test(text.slice(start, end))) found.push(partOf(code, start, end));
  };
  for (const { 0: token, index } of text.matchAll(/\\[\s\S]|\$\(|[()]|`[^`\n]*`|(?<=^|\s)#[^\n]*/g)) {
    if (token === '$(') {
      open.push(index + 2);
      depth++;
    } else if (token === '(') {
      // Brackets of groups and functions close before the substitution they stand in.
      open.push(-1);
    } else if (token === ')') {
      const start = open.pop() ?? -1;
      if (start < 0) continue;
      depth--;
      add(start, index);
    } else if (token.startsWith('`')) add(index + 1, index + token.length - 1);
  }
  return found;
}

const mentionsEngine = /docker|podman|nerdctl|engine|runtime/i;
