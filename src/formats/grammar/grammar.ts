// Loads tree-sitter grammars from bytes that an adapter hands in, so that Node and the browser share one reader.

import { Edit, Language, Parser, type Point, type Tree as SyntaxTree } from 'web-tree-sitter';
import { copyTree, type Earlier, errorTree, type Tree } from './tree';

/** The grammars we ship. */
export type GrammarId = 'ruby' | 'bash';

/** The files loading needs: the runtime (of the package web-tree-sitter) and one per grammar. */
export type GrammarFile = 'tree-sitter.wasm' | 'tree-sitter-ruby.wasm' | 'tree-sitter-bash.wasm';

/** Where the WebAssembly files come from; an adapter implements it. */
export interface GrammarFiles {
  /** The file's bytes; rejects when it cannot be read. */
  read(file: GrammarFile): Promise<Uint8Array>;
}

/** A loaded grammar. */
export interface Grammar {
  /** Parses a text. Never throws: a text the parser gives up on yields a single error node. */
  parse(text: string): Tree;
}

/** The grammars at hand; a format whose grammar is absent says so instead of guessing. */
export type Grammars = Partial<Record<GrammarId, Grammar>>;

// The runtime keeps its WebAssembly instance in module state, so it is loaded once per program whoever asks.
let runtime: Promise<void> | undefined;
const grammars = new WeakMap<GrammarFiles, Map<GrammarId, Promise<Grammar>>>();

/**
 * Loads a grammar. Calls for the same files share one load, concurrent ones too; a load that failed is tried again
 * by the next call. Rejects with an error that names the file at fault.
 */
export function loadGrammar(id: GrammarId, files: GrammarFiles): Promise<Grammar> {
  let known = grammars.get(files);
  if (known === undefined) {
    known = new Map();
    grammars.set(files, known);
  }
  const shared = known.get(id);
  if (shared !== undefined) return shared;
  const loading = load(id, files);
  const current = known;
  current.set(id, loading);
  loading.catch(() => current.delete(id));
  return loading;
}

async function load(id: GrammarId, files: GrammarFiles): Promise<Grammar> {
  runtime ??= naming('tree-sitter.wasm', startRuntime(files));
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
  const file: GrammarFile = `tree-sitter-${id}.wasm`;
  const language = await naming(
    file,
    files.read(file).then((bytes) => Language.load(bytes)),
  );
  const parser = new Parser();
  parser.setLanguage(language);
  return { parse: reader(parser) };
}

async function startRuntime(files: GrammarFiles): Promise<void> {
  const wasmBinary = await files.read('tree-sitter.wasm');
  // A file name keeps the runtime from resolving its own URL, which a browser bundle does not have.
  await Parser.init({
    wasmBinary,
    locateFile: (file: string) => file,
    // What it would print (`Aborted()` for nesting too deep) it also throws, and whoever calls answers that.
    print: () => undefined,
    printErr: () => undefined,
  });
}

async function naming<T>(file: GrammarFile, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot load ${file}: ${reason}`, { cause: error });
  }
}

/**
 * Longest time one parse may take, in milliseconds. Real files take a few dozen at most; the scanners of both grammars
 * are quadratic on some nested literals (`%w[` repeated), and an editor must not hang on them.
 */
const longestParse = 2000;

/** Asks the parser to stop once the time is over. The package's types leave out that `true` cancels. */
function deadline(): () => void {
  const end = performance.now() + longestParse;
  const isOver = (): boolean => performance.now() > end;
  return isOver;
}

/** The last text that a parser read without errors, with its tree in the runtime's memory. */
interface Remembered {
  readonly tree: Tree;
  readonly syntax: SyntaxTree;
}

/** A parser that goes on from the text before, where an edit changed a part of it only. */
function reader(parser: Parser): (text: string) => Tree {
  let last: Remembered | undefined;
  const remember = (syntax: SyntaxTree, text: string, earlier?: Earlier): Tree => {
    const cursor = syntax.walk();
    const tree = { text, root: copyTree(cursor, earlier) };
    cursor.delete();
    // Around errors a tree depends on the texts before, and what is read must not.
    if (tree.root.hasError) syntax.delete();
    else last = { tree, syntax };
    return tree;
  };
  const again = (before: Remembered, text: string): Tree | undefined => {
    const change = changeBetween(before.tree.text, text);
    if (change === undefined) return undefined;
    before.syntax.edit(change);
    const syntax = parser.parse(text, before.syntax, { progressCallback: deadline() });
    if (syntax === null) {
      parser.reset();
      return undefined;
    }
    if (syntax.rootNode.hasError) {
      syntax.delete();
      return undefined;
    }
    const ranges = before.syntax.getChangedRanges(syntax);
    return remember(syntax, text, {
      root: before.tree.root,
      from: Math.min(change.startIndex, ...ranges.map(({ startIndex }) => startIndex)),
      to: Math.max(change.newEndIndex, ...ranges.map(({ endIndex }) => endIndex)),
      shift: change.newEndIndex - change.oldEndIndex,
    });
  };
  return (text) => {
    const before = last;
    if (before?.tree.text === text) return before.tree;
    last = undefined;
    try {
      const found = before && again(before, text);
      before?.syntax.delete();
      if (found !== undefined) return found;
      const syntax = parser.parse(text, null, { progressCallback: deadline() });
      if (syntax !== null) return remember(syntax, text);
      parser.reset();
      return errorTree(text);
    } catch {
      // Parsing must be total. A trap leaves half a parse behind, which the next text must not continue.
      parser.reset();
      return errorTree(text);
    }
  };
}

/** What an edit changed; `undefined` where the texts have too little in common to be versions of one file. */
function changeBetween(before: string, after: string): Edit | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  if ((start + same) * 2 < Math.max(before.length, after.length)) return undefined;
  const oldEnd = before.length - same;
  const newEnd = after.length - same;
  return new Edit({
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: positionAt(before, start),
    oldEndPosition: positionAt(before, oldEnd),
    newEndPosition: positionAt(after, newEnd),
  });
}

function positionAt(text: string, offset: number): Point {
  let row = 0;
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', line)) {
    row++;
    line = at + 1;
  }
  return { row, column: offset - line };
}
