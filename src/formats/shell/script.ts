// Reads the commands of a shell script from the bash grammar's tree. Nothing is run.

import type { Grammar } from '../grammar/grammar';
import { field, type Node, type Tree } from '../grammar/tree';
import { type Command, type Word, wordAt } from './commands';
import { factsOf, readLine, type ScriptFacts } from './facts';

/**
 * Scripts longer than this (in UTF-16 units) are read without the grammar, which needs quadratic time for text that
 * does not fit it: seconds for ten thousand closing brackets. Both readings differ only in exotic syntax.
 */
export const longestParsed = 2000;

/**
 * What a script installs, starts and changes. Total: broken or half-typed scripts give what stands in front of the
 * fault, with `isPartial` set. Long scripts are split by separators and quotes instead of being parsed.
 */
export function readScript(text: string, bash: Grammar): ScriptFacts {
  if (text.length > longestParsed) return readLine(text);
  const tree = bash.parse(text);
  const commands: Command[] = [];
  collect(tree, tree.root, commands, { background: false });
  commands.sort((a, b) => a.start - b.start);
  return factsOf(commands, tree.root.hasError);
}

/** What surrounds a statement. */
interface Surroundings {
  readonly background: boolean;
  readonly pipedFrom?: Command;
  readonly input?: Word;
  /** Words that a redirection swallowed: in `a >b c`, `c` belongs to `a`. */
  readonly swallowed?: readonly Node[];
}

/** Adds the commands in and below a node; gives the last of them, which a pipe to the right would read from. */
function collect(tree: Tree, node: Node, commands: Command[], around: Surroundings): Command | undefined {
  switch (node.type) {
    case 'command':
      return collectCommand(tree, node, commands, around);
    case 'redirected_statement':
      return collectRedirected(tree, node, commands, around);
    case 'pipeline':
      return collectPipeline(tree, node, commands, around);
    case 'comment':
    case 'heredoc_body':
      return undefined;
    default:
      return collectChildren(tree, node, commands, around);
  }
}

function collectChildren(
  tree: Tree,
  node: Node,
  commands: Command[],
  { background }: Surroundings,
): Command | undefined {
  let last: Command | undefined;
  const { children } = node;
  for (const [index, child] of children.entries()) {
    const next = children[index + 1];
    const isBackground = background || (next?.type === '&' && !next.named);
    last = collect(tree, child, commands, { background: isBackground }) ?? last;
  }
  return last;
}

function collectPipeline(
  tree: Tree,
  node: Node,
  commands: Command[],
  { background, pipedFrom }: Surroundings,
): Command | undefined {
  let from = pipedFrom;
  for (const child of node.namedChildren) {
    from = collect(
      tree,
      child,
      commands,
      from === undefined ? { background } : { background, pipedFrom: from },
    );
  }
  return from;
}

function collectRedirected(
  tree: Tree,
  node: Node,
  commands: Command[],
  around: Surroundings,
): Command | undefined {
  const body = field(node, 'body');
  const redirects = node.children.filter((child) => child.fieldName === 'redirect');
  const input = redirects.map((redirect) => inputOf(tree, redirect)).find((word) => word !== undefined);
  const swallowed = redirects.flatMap((redirect) =>
    redirect.type === 'file_redirect'
      ? redirect.children.filter((child) => child.fieldName === 'destination').slice(1)
      : redirect.children.filter((child) => child.fieldName === 'argument'),
  );
  const inner: Surroundings = { ...around, ...(input === undefined ? {} : { input }), swallowed };
  let last = body === undefined ? undefined : collect(tree, body, commands, inner);
  for (const redirect of redirects) {
    // `a <<EOF | b` holds `| b` inside the redirection.
    for (const child of redirect.namedChildren) {
      const { background } = around;
      last =
        collect(
          tree,
          child,
          commands,
          last === undefined ? { background } : { background, pipedFrom: last },
        ) ?? last;
    }
  }
  return last;
}

/** The literal text a here-string or heredoc feeds. */
function inputOf(tree: Tree, redirect: Node): Word | undefined {
  if (redirect.type === 'herestring_redirect') {
    const word = redirect.namedChildren[0];
    return word && wordAt(tree.text, word);
  }
  if (redirect.type !== 'heredoc_redirect') return undefined;
  const body = redirect.children.find((child) => child.type === 'heredoc_body');
  if (body === undefined) return undefined;
  const text = tree.text.slice(body.start, body.end);
  const isLiteral = !body.namedChildren.some((child) => /expansion|substitution/.test(child.type));
  const value = isLiteral ? text : undefined;
  return { start: body.start, end: body.end, text, value, prefix: value ?? '' };
}

function collectCommand(
  tree: Tree,
  node: Node,
  commands: Command[],
  { background, pipedFrom, input, swallowed = [] }: Surroundings,
): Command | undefined {
  const name = field(node, 'name');
  const herestring = node.children.find((child) => child.type === 'herestring_redirect');
  const fed = input ?? (herestring && inputOf(tree, herestring));
  let command: Command | undefined;
  if (name !== undefined && name.end > name.start) {
    const args = [...node.children.filter((child) => child.fieldName === 'argument'), ...swallowed];
    command = {
      start: name.start,
      end: (args.at(-1) ?? name).end,
      name: wordAt(tree.text, name),
      args: args.map((arg) => wordAt(tree.text, arg)),
      background,
      ...(pipedFrom === undefined ? {} : { pipedFrom }),
      ...(fed === undefined ? {} : { input: fed }),
    };
    commands.push(command);
  }
  // Substitutions inside of words run commands of their own.
  for (const child of node.namedChildren) collectChildren(tree, child, commands, { background: false });
  return command;
}
