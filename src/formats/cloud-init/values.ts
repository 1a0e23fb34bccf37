// Lookups in a cloud-config: scalars as texts, booleans as YAML 1.1 has them, and whether a value is filled in later.
import { stated } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Code } from '../code';
import type { Locate } from '../software';
import { decodedCode } from '../yaml/code';
import { isTemplated } from '../yaml/mask';
import type { YamlFile } from '../yaml/parse';
import {
  resolve,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlReader,
  type YamlScalar,
} from '../yaml/tree';
import { type Draft, locator } from './draft';

/** A cloud-config while it is read. */
export interface Config {
  readonly yaml: YamlFile;
  readonly reader: YamlReader;
  readonly draft: Draft;
  /** Where a span of the YAML text stands in the file. */
  readonly at: Locate;
  /** Scalars whose text was read as a script, so that an alias does not have it read again. */
  readonly seen: Set<YamlScalar>;
}

/** The value under a key, aliases followed. */
export function valueAt({ reader }: Config, map: YamlMap, key: string) {
  const pair = reader.get(map, key);
  return pair && resolve(pair.value);
}

/** The map under a key. */
export function mapAt(config: Config, map: YamlMap, key: string): YamlMap | undefined {
  const value = valueAt(config, map, key);
  return value?.kind === 'map' ? value : undefined;
}

/** The scalar of a node, aliases followed. */
export function scalarOf(node: YamlNode | undefined): YamlScalar | undefined {
  const value = node && resolve(node);
  return value?.kind === 'scalar' ? value : undefined;
}

/** The text under a key; `undefined` where there is none, or where it is filled in later. */
export function textAt({ reader }: Config, map: YamlMap, key: string): string | undefined {
  const scalar = scalarOf(reader.get(map, key)?.value);
  return scalar === undefined || isOpen(scalar.text) ? undefined : scalar.text;
}

/** The items of a list, or the one value that stands instead of it. */
export function itemsOf({ reader }: Config, pair: YamlPair | undefined): readonly (YamlItem | YamlPair)[] {
  const value = pair && resolve(pair.value);
  if (pair === undefined || value === undefined) return [];
  if (value.kind === 'sequence') return reader.items(value);
  // `snap: commands: {01: …}` numbers them.
  return value.kind === 'map' ? reader.pairs(value) : [pair];
}

/** Whether something else fills a value in: a template's tag, an expression of Terraform or a shell. */
export function isOpen(text: string): boolean {
  return (
    isTemplated(text) || /\$\{|\$\(|\{\{|<%|%\{|__[A-Z][A-Z_]*__/.test(text) || /^\$[A-Za-z_]\w*$/.test(text)
  );
}

/** Whether a scalar means true, as YAML 1.1 and cloud-init read it. */
export function isYes(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|yes|on|1)$/i.test(text);
}

/** Whether a scalar means false. */
export function isNo(text: string | undefined): boolean {
  return text !== undefined && /^(?:false|no|off|0)$/i.test(text);
}

/** The text of a scalar with the way to its places. */
export function codeAt(
  { yaml, at }: Config,
  scalar: YamlScalar,
): { readonly code: Code; readonly at: Locate } {
  const code = decodedCode(yaml.text, scalar);
  return { code, at: locator(code, at) };
}

/** The place of a statement, as a fact about it has it. */
export function placeOf({ at }: Config, statement: YamlItem | YamlPair): Place {
  return at(statement.kind === 'item' ? statement.value.span : statement.span);
}

/** A text that a statement states. */
export function statedText(config: Config, statement: YamlItem | YamlPair, text: string) {
  return stated(text, placeOf(config, statement));
}
