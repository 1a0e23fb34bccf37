// Edits of XML texts: what stands at a place, and adding, changing and removing it with the indentation around it.
import type { TextEdit } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { lineBreakOf, startOfLine } from '../lines';
import {
  attributeNamed,
  elementsOf,
  textOf,
  walk,
  type XmlAttribute,
  type XmlDocument,
  type XmlElement,
  type XmlText,
} from './tree';
import { isPlaceholder } from './values';

/** The edits that make a change; `undefined` where it cannot be made safely. */
export type Edits = readonly TextEdit[] | undefined;

/** What stands at a place. `part` is set where the place is only a part of the attribute's value. */
export interface Target {
  readonly element: XmlElement;
  readonly attribute?: XmlAttribute;
  readonly text?: XmlText;
  readonly part?: Span;
}

const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** The element, attribute or text at a place, as readings give their places. */
export function targetAt(document: XmlDocument, span: Span): Target | undefined {
  for (const element of walk(document.nodes)) {
    if (!contains(element.span, span)) continue;
    if (same(element.openTag, span) || same(element.span, span)) return { element };
    for (const attribute of element.attributes) {
      if (same(attribute.span, span) || same(attribute.valueSpan, span)) return { element, attribute };
      if (contains(attribute.valueSpan, span)) return { element, attribute, part: span };
    }
    const text = textOf(element);
    if (text !== undefined && same(text.span, span)) return { element, text };
  }
  return undefined;
}

/** A value as it stands between such quotes, or in a text. */
export function escapeXml(value: string, quote: string): string {
  const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quote === "'" ? escaped.replaceAll("'", '&apos;') : escaped.replaceAll('"', '&quot;');
}

/** Whether element and everything around it was read without guessing. */
export function isSound(element: XmlElement): boolean {
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent)
    if (at.recovered) return false;
  return true;
}

/** The white space before an element, if nothing else stands before it on its line. */
function indentation(text: string, element: XmlElement): string | undefined {
  const lineStart = startOfLine(text, element.span.start);
  const before = text.slice(lineStart, element.span.start);
  return before.trim() === '' ? before : undefined;
}

/** The element with its line or lines, when it has them for itself. */
export function wholeLines(text: string, element: XmlElement): Span {
  const indent = indentation(text, element);
  const lineEnd = /^[ \t]*(\r?\n|$)/.exec(text.slice(element.span.end, element.span.end + 200));
  if (indent === undefined || lineEnd === null) return element.span;
  return { start: element.span.start - indent.length, end: element.span.end + lineEnd[0].length };
}

/** Adds a child behind `after`, or as the first one; `undefined` where the parent's tags are not complete. */
export function insertChild(text: string, parent: XmlElement, xml: string, after?: XmlElement): Edits {
  if (!isSound(parent)) return undefined;
  const children = elementsOf(parent.children);
  const eol = lineBreakOf(text);
  if (after !== undefined) {
    const indent = indentation(text, after);
    const { end } = after.span;
    return [{ span: { start: end, end }, text: indent === undefined ? xml : `${eol}${indent}${xml}` }];
  }
  const outer = indentation(text, parent);
  const [child] = children;
  const inner =
    child === undefined ? (outer === undefined ? undefined : `${outer}  `) : indentation(text, child);
  const line = inner === undefined ? xml : `${eol}${inner}${xml}`;
  const { end } = parent.openTag;
  if (!parent.selfClosing) {
    // A close tag on the line of the open tag needs a line of its own now.
    const sameLine = child === undefined && inner !== undefined && parent.closeTag?.start === end;
    return [{ span: { start: end, end }, text: sameLine ? `${line}${eol}${outer}` : line }];
  }
  const tail = /\s*\/>$/.exec(text.slice(parent.openTag.start, end))?.[0] ?? '/>';
  const close = inner === undefined ? `</${parent.name}>` : `${eol}${outer}</${parent.name}>`;
  return [{ span: { start: end - tail.length, end }, text: `>${line}${close}` }];
}

/** Sets an attribute, adding it where it is missing. */
export function setAttribute(text: string, element: XmlElement, name: string, value: string): Edits {
  const attribute = attributeNamed(element, name);
  if (!isSound(element)) return undefined;
  if (attribute !== undefined) return replaceValue(text, attribute, value);
  const last = element.attributes.at(-1);
  const quote = last?.quoted === true ? text.charAt(last.valueSpan.end) : "'";
  const start = last?.span.end ?? element.nameSpan.end;
  return [{ span: { start, end: start }, text: ` ${name}=${quote}${escapeXml(value, quote)}${quote}` }];
}

/** Writes another value between the quotes of an attribute. */
export function replaceValue(text: string, attribute: XmlAttribute, value: string): Edits {
  if (!attribute.quoted || isPlaceholder(attribute)) return undefined;
  return [{ span: attribute.valueSpan, text: escapeXml(value, text.charAt(attribute.valueSpan.end)) }];
}

/** Joins edits; one that cannot be made makes none of them. */
export function join(...parts: readonly Edits[]): Edits {
  const edits: TextEdit[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    edits.push(...part);
  }
  return edits;
}

/** Removes an attribute with the white space before it. */
export function removeAttribute(text: string, attribute: XmlAttribute): Edits {
  if (!attribute.quoted) return undefined;
  let { start } = attribute.span;
  while (/\s/.test(text.charAt(start - 1))) start--;
  return [{ span: { start, end: attribute.span.end }, text: '' }];
}

/** Writes another text between the tags of an element. */
export function replaceText(text: XmlText, value: string): Edits {
  return isPlaceholder(text) ? undefined : [{ span: text.span, text: escapeXml(value, '"') }];
}
