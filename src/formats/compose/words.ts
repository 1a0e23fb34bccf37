// Texts of Compose files as facts: variables substituted, with their places and the reasons for gaps.
import { type Fact, implied, type Known, stated, type Unknown, unknown } from '../../core/fact';
import type { Place, Span } from '../../core/span';
import { fromFile, hasHole, variableDecides } from '../variables';
import { isTemplated } from '../yaml/mask';
import { isBroken } from '../yaml/parse';
import { resolve, type YamlMap, type YamlNode, type YamlReader } from '../yaml/tree';
import { interpolation } from './defaults';
import { type Interpolated, interpolate } from './interpolate';
import * as messages from './messages';
import type { ComposeFile } from './parse';
import type { Scope } from './scope';

/** A Compose file in the part it plays for a service. */
export interface Source {
  readonly path: string;
  readonly file: ComposeFile;
  readonly reader: YamlReader;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly scope: Scope;
}

/** A node of one file with the place of the statement that holds it. */
export interface Found {
  readonly source: Source;
  readonly node: YamlNode;
  readonly place: Place;
}

/** A text whose variables are substituted as far as possible. */
export interface Words extends Interpolated {
  readonly place: Place;
}

/** A place in the source's file. */
export function placeIn({ path }: Source, span: Span): Place {
  return { path, span };
}

/** The mapping a node is or refers to. */
export function mapOf({ node }: Found): YamlMap | undefined {
  const value = resolve(node);
  return value?.kind === 'map' ? value : undefined;
}

/** The scalar's text, `null` for null, or why there is none. */
export function wordsOf({ node, place, source }: Found): Words | Unknown | null {
  const value = resolve(node);
  if (value === undefined) return unknown(messages.missingAnchor, place);
  if (value.kind !== 'scalar') return unknown(messages.notUnderstood, place);
  if (value.type === 'null') return null;
  // A quote that is not closed swallows what follows.
  if (value.style !== 'plain' && isBroken(source.file.yaml, value.span))
    return unknown(messages.brokenYaml, place);
  return { ...interpolate(value.text, source.scope.lookup), place };
}

/** A value that a text states or, with the help of variables, implies. */
export function known<T>(value: T, { defaults, fromFiles, place }: Words): Known<T> {
  if (fromFiles.length > 0) return implied(value, fromFile(fromFiles), interpolation, place);
  if (defaults.length > 0) return implied(value, messages.defaultOf(defaults), interpolation, place);
  return stated(value, place);
}

/** Why a text is open: a template or a variable decides it. */
export function undecided(words: Words): Unknown | undefined {
  if (isTemplated(words.text)) return unknown(messages.templateDecides, words.place);
  if (!hasHole(words.text)) return undefined;
  return unknown(variableDecides(words.unresolved), words.place);
}

/** A text as a fact; `convert` gives `undefined` for what Compose refuses. */
export function read<T>(words: Words, convert: (text: string) => T | undefined): Fact<T> {
  const open = undecided(words);
  if (open !== undefined) return open;
  const value = convert(words.text);
  return value === undefined ? unknown(messages.notUnderstood, words.place) : known(value, words);
}

/** A scalar as a fact; `absent` stands for null. */
export function scalarOf<T>(
  found: Found,
  convert: (text: string) => T | undefined,
  absent: Fact<T>,
): Fact<T> {
  const words = wordsOf(found);
  if (words === null) return absent;
  return 'state' in words ? words : read(words, convert);
}

/** Reads list items that must be texts. */
export function textItem<T>(convert: (text: string, words: Words) => T | Unknown | undefined) {
  return (item: Found): readonly Known<T>[] | Unknown => {
    const words = wordsOf(item);
    if (words === null) return [];
    if ('state' in words) return words;
    const value = convert(words.text, words);
    if (value === undefined) return unknown(messages.notUnderstood, words.place);
    return isUnknown(value) ? value : [known(value, words)];
  };
}

/** Reads list items that are taken as they are. */
export const plainItem = textItem<string>((text, words) => undecided(words) ?? text);

function isUnknown(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && 'state' in value && value.state === 'unknown';
}
