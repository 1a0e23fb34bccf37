// The tree an XML text is read into: elements with their exact places, and the questions the formats ask of it.
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';

/** An attribute of an element, as far as it was typed. */
export interface XmlAttribute {
  /** The name with its prefix, as written. */
  readonly name: string;
  readonly nameSpan: Span;
  /** The value with its references decoded; empty where there is none. */
  readonly value: string;
  /** The text between the quotes; empty, behind the name, where there is no value. */
  readonly valueSpan: Span;
  /** From the name to the closing quote. */
  readonly span: Span;
  /** Whether the value is quoted and the quote is closed. */
  readonly quoted: boolean;
  /** False where the value holds a reference to an entity, which is never expanded. */
  readonly resolved: boolean;
}

/** An element. Where tags are missing or broken, `recovered` is set and the places are the best guess. */
export interface XmlElement {
  readonly kind: 'element';
  /** The name with its prefix, as written. */
  readonly name: string;
  /** The name in the open tag; in the close tag where the open tag is lost. */
  readonly nameSpan: Span;
  /** From the open tag to the close tag, both included. */
  readonly span: Span;
  /** The open tag from `<` to `>`; empty where it is lost. */
  readonly openTag: Span;
  readonly closeTag: Span | undefined;
  readonly selfClosing: boolean;
  readonly attributes: readonly XmlAttribute[];
  /** The nodes inside in the order of the text; white space between tags is left out. */
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | undefined;
  /** Whether a tag of this element is missing, unfinished or mistyped. */
  readonly recovered: boolean;
}

/** Text or a CDATA section with more than white space in it. */
export interface XmlText {
  readonly kind: 'text' | 'cdata';
  readonly span: Span;
  /** The text with its references decoded. */
  readonly value: string;
  /** False where the text holds a reference to an entity, which is never expanded. */
  readonly resolved: boolean;
}

/** A comment, a processing instruction (also `<% … %>` of a template) or a declaration such as `<!DOCTYPE …>`. */
export interface XmlMark {
  readonly kind: 'comment' | 'instruction' | 'declaration';
  readonly span: Span;
  /** What stands between the marks. */
  readonly content: Span;
}

/** Anything that stands in an element. */
export type XmlNode = XmlElement | XmlText | XmlMark;

/** A fault in the text, found while reading. */
export interface XmlProblem {
  readonly span: Span;
  readonly message: Message;
}

/** A text as read: any number of top-level nodes, since several roots are common in test data and half-typed files. */
export interface XmlDocument {
  readonly text: string;
  readonly nodes: readonly XmlNode[];
  /** Every comment of the text, in order. */
  readonly comments: readonly XmlMark[];
  /** The first faults of the text, at most {@link maxProblems}. */
  readonly problems: readonly XmlProblem[];
}

/** How many faults are kept: more help nobody, and a hostile file has one for every character. */
export const maxProblems = 100;

/** The elements among the nodes. */
export function elementsOf(nodes: readonly XmlNode[]): readonly XmlElement[] {
  return nodes.filter((node): node is XmlElement => node.kind === 'element');
}

/** Every element below the nodes in the order of the text. Iterative, since a file may nest 100,000 deep. */
export function* walk(nodes: readonly XmlNode[]): Generator<XmlElement, void, undefined> {
  const stack = elementsOf(nodes).toReversed();
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    yield element;
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i];
      if (child?.kind === 'element') stack.push(child);
    }
  }
}

/** The child elements of a name, with its prefix. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(element.children).filter((child) => child.name === name);
}

/** The first child element of a name, with its prefix. */
export function childNamed(element: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(element.children).find((child) => child.name === name);
}

/** The element reached by following the first child of each name. */
export function descend(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  let found = element;
  for (const name of names) {
    if (found === undefined) return undefined;
    found = childNamed(found, name);
  }
  return found;
}

/** The attribute of a name, with its prefix; the first where it is written twice. */
export function attributeNamed(element: XmlElement | undefined, name: string): XmlAttribute | undefined {
  return element?.attributes.find((attribute) => attribute.name === name);
}

/** The text directly inside an element, trimmed, with its place and whether every reference in it is decoded. */
export function textOf(element: XmlElement): XmlText | undefined {
  const parts = element.children.filter(
    (node): node is XmlText => node.kind === 'text' || node.kind === 'cdata',
  );
  const first = parts[0];
  const last = parts.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    kind: 'text',
    span: { start: first.span.start, end: last.span.end },
    value: parts
      .map((part) => part.value)
      .join('')
      .trim(),
    resolved: parts.every((part) => part.resolved),
  };
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The names from the outermost element down to this one. */
export function pathOf(element: XmlElement): readonly string[] {
  const names: string[] = [];
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) names.push(at.name);
  return names.reverse();
}
