// Reads XML that may be half typed: a missing or mistyped tag must not cost the elements behind it their place.
import type { Text } from '../../core/message';
import type { Span } from '../../core/span';
import { complain, scan, type Tag, type Token } from './scan';
import type { XmlDocument, XmlElement, XmlMark, XmlNode } from './tree';

// How many open elements or sibling nodes a close tag is compared with: far more than any real file needs, and it
// keeps the time for hostile ones linear.
const reach = 200;

const faults = {
  unclosed: {
    en: 'This element has no matching close tag.',
    de: 'Zu diesem Element fehlt das passende schließende Tag.',
  },
  misnamed: {
    en: 'This tag has another name than the element it closes.',
    de: 'Dieses Tag heißt anders als das Element, das es schließt.',
  },
  unopened: {
    en: 'This tag closes nothing that is open here.',
    de: 'Dieses Tag schließt nichts, was hier offen ist.',
  },
} satisfies Record<string, Text>;

/** An element under construction. */
interface Open extends XmlElement {
  name: string;
  nameSpan: Span;
  span: Span;
  closeTag: Span | undefined;
  selfClosing: boolean;
  readonly children: Node[];
  parent: Open | undefined;
  recovered: boolean;
  /** Its open tag; where that is lost, the close tag it was made from. */
  readonly tag: Tag;
  /** Whether plain matching, name against name, finds its close tag. */
  readonly matched: boolean;
}
type Node = Open | Exclude<XmlNode, XmlElement>;

const isTag = (token: Token): token is Tag => token.kind === 'open' || token.kind === 'close';

/** The place of the last element in `stack` that fits, counted from the bottom; -1 for none within reach. */
function lastWhere<T>(stack: readonly T[], fits: (item: T) => boolean): number {
  const floor = Math.max(0, stack.length - reach);
  for (let i = stack.length - 1; i >= floor; i--) {
    const item = stack[i];
    if (item !== undefined && fits(item)) return i;
  }
  return -1;
}

/**
 * What plain matching says: the open tags whose close tag is found, whether the whole text fits together,
 * and whether children are mostly indented deeper than their parents, so that indentation may decide.
 */
function match(tokens: readonly Token[]): { matched: ReadonlySet<Tag>; sound: boolean; indented: boolean } {
  const matched = new Set<Tag>();
  const stack: Tag[] = [];
  let sound = true;
  const nested: { readonly parent: Tag; readonly deeper: boolean }[] = [];
  for (const tag of tokens) {
    if (!isTag(tag)) continue;
    sound &&= tag.finished;
    if (tag.kind === 'open') {
      const parent = stack.at(-1);
      if (parent?.first && tag.first) nested.push({ parent, deeper: tag.indent > parent.indent });
      if (!tag.selfClosing) stack.push(tag);
      continue;
    }
    const index = lastWhere(stack, (open) => open.name === tag.name);
    const open = stack[index];
    if (open === undefined) sound = false;
    else {
      if (index < stack.length - 1) sound = false;
      matched.add(open);
      stack.length = index;
    }
  }
  // What lies in an element that is never closed need not be its child, so the others count where there are any.
  const reliable = nested.filter(({ parent }) => matched.has(parent));
  const judged = reliable.length > 0 ? reliable : nested;
  const deeper = judged.filter((pair) => pair.deeper).length;
  return { matched, sound: sound && stack.length === 0, indented: deeper > 0 && deeper * 2 >= judged.length };
}

/**
 * Reads a text as XML. Never throws, for any text, and takes time in proportion to its length.
 *
 * Sound text is read by its tags alone. Where tags are missing, mistyped or cut, open elements are matched by name
 * first; where names do not decide and the text is indented, indentation does.
 */
export function parseXml(text: string): XmlDocument {
  const { tokens, problems } = scan(text);
  const { matched, sound, indented } = match(tokens);
  const byIndent = !sound && indented;
  const roots: Node[] = [];
  const comments: XmlMark[] = [];
  const stack: Open[] = [];

  const place = (node: Node): void => {
    const parent = stack.at(-1);
    (parent?.children ?? roots).push(node);
  };

  /** Closes every element from `depth` up, without a close tag of their own. */
  const dropTo = (depth: number): void => {
    while (stack.length > depth) {
      const open = stack.pop();
      if (open === undefined) return;
      open.recovered = true;
      const inner = open.children.at(-1);
      open.span = { start: open.span.start, end: inner === undefined ? open.openTag.end : inner.span.end };
      complain(problems, open.nameSpan, faults.unclosed);
    }
  };

  const close = (open: Open, tag: Tag): void => {
    open.closeTag = tag.span;
    open.span = { start: open.span.start, end: tag.span.end };
    if (open.name !== tag.name) {
      // A cut name is completed by the close tag: `<dev` … `</devices>`.
      if (!open.tag.finished && tag.name.startsWith(open.name)) open.name = tag.name;
      open.recovered = true;
      complain(problems, tag.span, faults.misnamed);
    }
    if (!tag.finished) open.recovered = true;
  };

  const openElement = (tag: Tag): void => {
    if (byIndent && tag.first) {
      let depth = stack.length;
      for (let top = stack[depth - 1]; top !== undefined; top = stack[--depth - 1]) {
        if (top.matched || top.tag.indent < tag.indent) break;
      }
      dropTo(depth);
    }
    const element: Open = {
      kind: 'element',
      name: tag.name,
      nameSpan: tag.nameSpan,
      span: tag.span,
      openTag: tag.span,
      closeTag: undefined,
      selfClosing: tag.selfClosing,
      attributes: tag.attributes,
      children: [],
      parent: stack.at(-1),
      recovered: !tag.finished,
      tag,
      matched: matched.has(tag),
    };
    place(element);
    if (!tag.selfClosing) stack.push(element);
  };

  /** The open element a close tag belongs to by its name, and by its indentation where that tells two apart. */
  const namesake = (tag: Tag): number => {
    const nearest = lastWhere(stack, (open) => open.name === tag.name);
    if (!byIndent || !tag.first || nearest < 0) return nearest;
    const aligned = lastWhere(
      stack,
      (open) => open.name === tag.name && open.tag.first && open.tag.indent === tag.indent,
    );
    if (aligned >= 0) return aligned;
    // Deeper than the one it would close, with others open in between: its own open tag is lost.
    const open = stack[nearest];
    const stray = nearest < stack.length - 1 && open?.tag.first === true && open.tag.indent < tag.indent;
    return stray ? -1 : nearest;
  };

  /** The open element that a close tag with a mistyped or cut name most likely belongs to. */
  const misnamed = (tag: Tag): number => {
    if (byIndent && tag.first) {
      return lastWhere(stack, (open) => !open.matched && open.tag.first && open.tag.indent === tag.indent);
    }
    return stack.at(-1)?.matched === false ? stack.length - 1 : -1;
  };

  /** Gives the deeper indented elements in front of a close tag a parent, as the open tag of theirs is lost. */
  const adopt = (tag: Tag): void => {
    complain(problems, tag.span, faults.unopened);
    if (!byIndent || !tag.first || tag.name === '') return;
    const parent = stack.at(-1);
    const siblings = parent?.children ?? roots;
    let from = siblings.length;
    for (let i = siblings.length - 1; i >= Math.max(0, from - reach); i--) {
      const node = siblings[i];
      if (node?.kind !== 'element') continue;
      if (node.tag.indent <= tag.indent) break;
      from = i;
    }
    const first = siblings[from];
    if (first === undefined) return;
    const children = siblings.splice(from);
    const before = siblings.at(-1);
    // `<disk/>` in front of what looks like its children: closed too early.
    const early =
      before?.kind === 'element' &&
      before.selfClosing &&
      before.name === tag.name &&
      before.tag.indent === tag.indent
        ? before
        : undefined;
    const start = first.span.start;
    const adopter: Open = early ?? {
      kind: 'element',
      name: tag.name,
      nameSpan: tag.nameSpan,
      span: { start, end: tag.span.end },
      openTag: { start, end: start },
      closeTag: tag.span,
      selfClosing: false,
      attributes: [],
      children: [],
      parent,
      recovered: true,
      tag,
      matched: false,
    };
    for (const child of children) {
      if (child.kind === 'element') child.parent = adopter;
      adopter.children.push(child);
    }
    adopter.selfClosing = false;
    adopter.recovered = true;
    close(adopter, tag);
    if (early === undefined) siblings.push(adopter);
  };

  for (const token of tokens) {
    if (!isTag(token)) {
      if (token.kind === 'comment') comments.push(token);
      place(token);
    } else if (token.kind === 'open') openElement(token);
    else {
      let index = namesake(token);
      if (index < 0) index = misnamed(token);
      const open = stack[index];
      if (open === undefined) adopt(token);
      else {
        dropTo(index + 1);
        stack.length = index;
        close(open, token);
      }
    }
  }
  dropTo(0);
  problems.sort((a, b) => a.span.start - b.span.start);
  return { text, nodes: roots, comments, problems };
}
