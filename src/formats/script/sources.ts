// Finds the shell text in a file: all of it, recipes of a Makefile, steps of a pipeline, `sh` steps, commands of a unit.
import type { Span } from '../../core/span';
import type { Code } from '../code';
import { parseUnit } from '../unit/parse';
import { entriesOf, type UnitFile } from '../unit/tree';
import { codeOf } from '../yaml/code';
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/tree';
import { sourceKind } from './kinds';

/** A piece of shell text. */
export interface Source {
  readonly code: Code;
  /** The unit whose service it starts; absent for commands that only prepare or clean up. */
  readonly unit?: UnitFile;
}

/** The shell texts of a file, in order. */
export function sourcesOf(text: string, path: string): readonly Source[] {
  switch (sourceKind(path)) {
    case 'makefile':
      return recipes(text);
    case 'pipeline':
      return steps(text);
    case 'groovy':
      return shellSteps(text);
    case 'unit':
      return serviceCommands(text);
    default:
      return [{ code: { text } }];
  }
}

function slice(text: string, { start, end }: Span): Source {
  return { code: { text: text.slice(start, end), pieces: [0, start] } };
}

/** The recipe lines of a Makefile, each with its continuations; what stands before the command is make's. */
function recipes(text: string): readonly Source[] {
  const found: Source[] = [];
  for (let at = 0; at < text.length; ) {
    let end = endOfLine(text, at);
    while (end < text.length && /\\\r?$/.test(text.slice(Math.max(at, end - 2), end)))
      end = endOfLine(text, end + 1);
    if (text.charAt(at) === '\t') {
      let start = at + 1;
      while (start < end && /[ \t@+-]/.test(text.charAt(start))) start++;
      found.push(slice(text, { start, end }));
    }
    at = end + 1;
  }
  return found;
}

function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
}

/** `sh '…'`, `sh "…"` and their long forms in a Jenkinsfile. */
function shellSteps(text: string): readonly Source[] {
  const found: Source[] = [];
  const step =
    /\b(?:sh|script)\s{0,20}[(:]?\s{0,20}(?:script\s{0,20}:\s{0,20})?(?:'''([\s\S]*?)(?:'''|$)|"""([\s\S]*?)(?:"""|$)|'([^'\n]*)|"([^"\n]*))/g;
  for (const match of text.matchAll(step)) {
    const content = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    if (content === '') continue;
    const start = match.index + match[0].lastIndexOf(content);
    found.push(slice(text, { start, end: start + content.length }));
  }
  return found;
}

/** `ExecStart=` and its like; prefixes such as `-` are systemd's. */
function serviceCommands(text: string): readonly Source[] {
  const unit = parseUnit(text);
  return entriesOf(unit, 'Service').flatMap(({ key, value }): Source[] => {
    if (!/^Exec(?:Start|StartPre|StartPost|Stop|StopPost|Reload)$/.test(key)) return [];
    const prefix = /^[-@:+!|]*/.exec(value.text)?.[0].length ?? 0;
    const code = { ...value, text: ' '.repeat(prefix) + value.text.slice(prefix) };
    return [key === 'ExecStart' ? { code, unit } : { code }];
  });
}

/** Keys of pipelines whose values are shell text. */
const stepKeys = new Set([
  'after_failure',
  'after_script',
  'after_success',
  'bash',
  'before_install',
  'before_script',
  'command',
  'commands',
  'deploy',
  'install',
  'run',
  'script',
]);

/** The shell texts of a pipeline: scalars, and lists of scalars, under the keys for steps; each once, however often it is used. */
function steps(text: string): readonly Source[] {
  const found = new Map<number, Source>();
  for (const statement of parseYaml(text).statements) {
    if (statement.kind !== 'pair' || !stepKeys.has(statement.name ?? '')) continue;
    for (const scalar of scalarsOf(statement)) {
      const code = found.has(scalar.span.start) ? undefined : codeOf(text, scalar);
      if (code !== undefined) found.set(scalar.span.start, { code });
    }
  }
  return [...found.values()];
}

function scalarsOf(pair: YamlPair): readonly YamlScalar[] {
  const value = resolve(pair.value);
  const nodes: readonly YamlNode[] =
    value?.kind === 'sequence' ? value.items.map((item) => item.value) : [pair.value];
  return nodes.flatMap((node) => {
    const scalar = resolve(node);
    return scalar?.kind === 'scalar' && scalar.type === 'string' ? [scalar] : [];
  });
}
