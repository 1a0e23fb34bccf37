// Suppression comments of an XML file, and the statements they speak about.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import { isPragma } from '../pragma';
import { elementsOf, type XmlDocument, type XmlElement, type XmlNode } from './tree';

/** Comments that may suppress findings, each with the element that ends on its line, else the one that follows among its siblings. */
export function suppressionComments(document: XmlDocument): readonly Comment[] {
  const wanted = new Set(
    document.comments.filter(({ content }) => isPragma(document.text.slice(content.start, content.end))),
  );
  const comments: Comment[] = [];
  if (wanted.size === 0) return comments;
  const lists: (readonly XmlNode[])[] = [document.nodes];
  for (let nodes = lists.pop(); nodes !== undefined; nodes = lists.pop()) {
    let target: Span | undefined;
    for (const [index, node] of [...nodes.entries()].toReversed()) {
      if (node.kind === 'element') {
        target = node.span;
        if (node.children.length > 0) lists.push(node.children);
      } else if (node.kind === 'comment' && wanted.has(node)) {
        const { span, content } = node;
        // XML forbids `--` inside a comment, so a dash stands for it there.
        const text = document.text
          .slice(content.start, content.end)
          .trim()
          .replace(/\s[–—]\s/g, ' -- ');
        const before = nodes[index - 1];
        const speaksOf = before !== undefined && endsOnLineOf(document, before, span) ? before.span : target;
        comments.push(speaksOf === undefined ? { span, text } : { span, text, target: speaksOf });
      }
    }
  }
  return comments.sort((a, b) => a.span.start - b.span.start);
}

function endsOnLineOf({ text }: XmlDocument, before: XmlNode, { start }: Span): boolean {
  return before.kind === 'element' && !text.slice(before.span.end, start).includes('\n');
}

function startsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && /[ \t\uFEFF]/.test(text.charAt(at))) at--;
  return at < 0 || text.charAt(at) === '\n';
}

/** The innermost element around an offset that starts its line, so that a comment fits above it; the whole text where there is none. */
export function statementAround(document: XmlDocument, offset: number): Span {
  let found: Span = { start: 0, end: document.text.length };
  let nodes = document.nodes;
  for (;;) {
    const inner: XmlElement | undefined = elementsOf(nodes).find(
      ({ span }) => span.start <= offset && offset < span.end,
    );
    if (inner === undefined) return found;
    if (startsLine(document.text, inner.span.start)) found = inner.span;
    nodes = inner.children;
  }
}

/** How a comment line reads. */
export function commentLine(text: string): string {
  return `<!-- ${text.replaceAll('--', '—')} -->`;
}
