// What a template says about one builder or provisioner, whether in HCL or JSON: settings and groups of settings.
import { type Unknown, unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Evaluator } from '../hcl/evaluate';
import { attribute, blocks, type HclBlock } from '../hcl/tree';
import { type HclMap, type HclValue, itemsOf, memberOf, unknownValue } from '../hcl/value';
import { dynamicBlocks } from './messages';

/** A setting with its name and value. */
export interface Setting {
  readonly value: HclValue;
  /** From the name to the end of the value. */
  readonly place: Place;
}

/** The settings of a builder, a provisioner, a disk. */
export interface Settings {
  /** What stands for the group: the head of its block, or its name. */
  readonly place: Place;
  get(name: string): Setting | undefined;
  /** Groups inside: `storage { … }`, or a list of maps. */
  groups(name: string): readonly Settings[];
  /** Why there may be further groups of that name. */
  open(name: string): Unknown | undefined;
}

/** A block with the file it stands in. */
export interface BlockIn {
  readonly block: HclBlock;
  readonly path: string;
}

/** The settings of a block, and of blocks that add to it (`build { source … }`). */
export function blockSettings(own: BlockIn, additions: readonly BlockIn[], evaluator: Evaluator): Settings {
  const everywhere = [own, ...additions];
  const settingIn = ({ block, path }: BlockIn, name: string): Setting | undefined => {
    const found = attribute(block.body, name);
    return found === undefined
      ? undefined
      : { value: evaluator.valueOf(found.value, path), place: { path, span: found.span } };
  };
  const get = (name: string): Setting | undefined => {
    const ours = settingIn(own, name);
    if (ours !== undefined) return ours;
    const [first] = additions.flatMap((addition) => settingIn(addition, name) ?? []);
    // Several builds of one source may differ; then no one value is right.
    if (first === undefined || additions.length === 1) return first;
    return { ...first, value: unknownValue(first.place, ['build']) };
  };
  return {
    place: { path: own.path, span: own.block.head },
    get,
    groups(name) {
      const nested = everywhere.flatMap(({ block, path }) =>
        blocks(block.body, name).map((inner) => blockSettings({ block: inner, path }, [], evaluator)),
      );
      const setting = get(name);
      return setting === undefined ? nested : [...nested, ...mapsOf(setting)];
    },
    open(name) {
      for (const { block, path } of everywhere) {
        const dynamic = blocks(block.body, 'dynamic').find(({ labels }) => labels[0]?.text === name);
        if (dynamic !== undefined) return unknown(dynamicBlocks, { path, span: dynamic.head });
      }
      return undefined;
    },
  };
}

/** `[{ … }, { … }]` or `{ … }`, as JSON writes groups. */
function mapsOf({ value, place }: Setting): readonly Settings[] {
  const all = value.kind === 'map' ? [value] : (itemsOf(value) ?? []);
  return all.flatMap((item) => (item.kind === 'map' ? [mapSettings(item, place)] : []));
}

/** The members of a map as settings. */
export function mapSettings(map: HclMap, place: Place): Settings {
  const get = (name: string): Setting | undefined => {
    const value = memberOf(map, name);
    return value === undefined ? undefined : { value, place: map.members?.get(name) ?? value.place };
  };
  return {
    place,
    get,
    groups: (name) => {
      const setting = get(name);
      return setting === undefined ? [] : mapsOf(setting);
    },
    open: () => undefined,
  };
}
