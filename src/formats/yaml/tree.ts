// The YAML tree of one file: nodes with places, aliases as references, merge keys followed on lookup.
import type { Span } from '../../core/span';

interface NodeBase {
  /** Without anchor and tag; for a block collection from its first to its last entry. */
  readonly span: Span;
  /** Tag as written (`!reset`), if any. */
  readonly tag?: string;
  /** The statement whose value it is; absent for a document's root. */
  readonly owner?: Statement;
  /** Whether some alias refers to it, so that an edit here would change more than one place. */
  aliased: boolean;
}

/** A value without children. */
export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  /** What YAML 1.2's core schema makes of it. */
  readonly type: 'string' | 'number' | 'boolean' | 'null';
  /** The value as text: quotes and escapes resolved, numbers and booleans as written, empty for null. */
  readonly text: string;
}

/** A mapping. */
export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
}

/** A sequence. */
export interface YamlSequence extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

/** `*name`. */
export interface YamlAlias extends NodeBase {
  readonly kind: 'alias';
  /** Absent when no anchor of that name stands before it. */
  readonly target?: YamlValue;
}

/** A node that is not a reference. */
export type YamlValue = YamlScalar | YamlMap | YamlSequence;

/** Any node. */
export type YamlNode = YamlValue | YamlAlias;

/** A key with its value. */
export interface YamlPair {
  readonly kind: 'pair';
  /** From the key to the end of the value. */
  readonly span: Span;
  readonly keySpan: Span;
  /** The key as text; absent for a key that is no scalar. */
  readonly name?: string;
  readonly value: YamlNode;
  readonly container: YamlMap;
  /** `<<`, written plainly. */
  readonly merge: boolean;
}

/** An entry of a sequence. */
export interface YamlItem {
  readonly kind: 'item';
  /** From the dash (block) or the value (flow) to the end of the value. */
  readonly span: Span;
  readonly value: YamlNode;
  readonly container: YamlSequence;
}

/** What can be removed or suppressed as one. */
export type Statement = YamlPair | YamlItem;

/** The node itself, or what its alias refers to; `undefined` for an alias without anchor. */
export function resolve(node: YamlNode): YamlValue | undefined {
  return node.kind === 'alias' ? node.target : node;
}

/** Lookups in a tree that end after a fixed number of steps, so that aliases cannot blow up a small file. */
export interface YamlReader {
  /** The pair of that name: the map's own (the last, if repeated), else from its merge keys. */
  get(map: YamlMap, name: string): YamlPair | undefined;
  /** All pairs by name, own and merged, in the order of their first appearance. */
  pairs(map: YamlMap): readonly YamlPair[];
  /** The items of a sequence. */
  items(sequence: YamlSequence): readonly YamlItem[];
  /** How many steps were taken. */
  taken(): number;
  /** Takes steps for work that was done elsewhere, or that is remembered from an earlier reading. */
  take(steps: number): void;
  /** Whether the steps are used up; what was read since then is incomplete. */
  exhausted(): boolean;
}

/** What the lookup of one key costs: an eighth of an entry that is handed out. Exact in binary, so that sums are. */
const lookup = 0.125;

/** A reader that may take `steps` steps: entries that it hands out, or merged mappings that it looks into. */
export function yamlReader(steps: number): YamlReader {
  let left = steps;
  const indexes = new Map<YamlMap, ReadonlyMap<string, YamlPair>>();
  const indexOf = (map: YamlMap): ReadonlyMap<string, YamlPair> => {
    let index = indexes.get(map);
    if (index === undefined) {
      const byName = new Map<string, YamlPair>();
      for (const pair of map.pairs) if (pair.name !== undefined && !pair.merge) byName.set(pair.name, pair);
      index = byName;
      indexes.set(map, index);
    }
    return index;
  };
  /** The map and everything it merges, each once, in the order of precedence. */
  function* layers(map: YamlMap): Generator<YamlMap> {
    const seen = new Set<YamlMap>();
    const waiting = [map];
    for (let next = waiting.pop(); next !== undefined && left > 0; next = waiting.pop()) {
      left--;
      if (seen.has(next)) continue;
      seen.add(next);
      yield next;
      const merged = mergedBy(next);
      left -= merged.length;
      for (const layer of merged.toReversed()) waiting.push(layer);
    }
  }
  return {
    get(map, name) {
      left -= lookup;
      const own = indexOf(map).get(name);
      if (own !== undefined || mergedBy(map).length === 0) return own;
      for (const layer of layers(map)) {
        const pair = indexOf(layer).get(name);
        if (pair !== undefined) return pair;
      }
      return undefined;
    },
    pairs(map) {
      const found = new Map<string, YamlPair>();
      for (const layer of layers(map)) {
        const index = indexOf(layer);
        left -= index.size;
        if (left < 0) return [];
        for (const [name, pair] of index) if (!found.has(name)) found.set(name, pair);
      }
      return [...found.values()];
    },
    items(sequence) {
      left -= sequence.items.length;
      return left < 0 ? [] : sequence.items;
    },
    taken: () => steps - left,
    take(more) {
      left -= more;
    },
    exhausted: () => left <= 0,
  };
}

const merges = new WeakMap<YamlMap, readonly YamlMap[]>();

/** The maps a map merges directly, the strongest first. */
export function mergedBy(map: YamlMap): readonly YamlMap[] {
  let layers = merges.get(map);
  if (layers === undefined) {
    layers = map.pairs.filter((pair) => pair.merge).flatMap((pair) => mapsOf(pair.value));
    merges.set(map, layers);
  }
  return layers;
}

function mapsOf(node: YamlNode): YamlMap[] {
  const value = resolve(node);
  if (value?.kind === 'map') return [value];
  if (value?.kind !== 'sequence') return [];
  return value.items.flatMap((item) => {
    const layer = resolve(item.value);
    return layer?.kind === 'map' ? [layer] : [];
  });
}

/** The map's merge keys that lead nowhere (an alias without anchor, no map): keys may be missing. */
export function brokenMerge(map: YamlMap): YamlPair | undefined {
  return map.pairs.find((pair) => pair.merge && mapsOf(pair.value).length === 0);
}
