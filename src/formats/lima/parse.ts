// Reads a template and the ones it is based on, as far as they are files around it.
import { type Unknown, unknown } from '../../core/fact';
import { folderOf, resolvePath } from '../../core/path';
import type { Surroundings } from '../format';
import { isTemplated } from '../yaml/mask';
import { brokenYaml } from '../yaml/messages';
import { isBroken, parseYaml, type YamlFile } from '../yaml/parse';
import { printsOf } from '../yaml/tags';
import { resolve, type YamlMap, yamlReader } from '../yaml/tree';
import { type Entry, type Section, type View, viewOf } from '../yaml/view';
import * as messages from './messages';

/** One file of a template's chain. */
export interface Layer {
  readonly yaml: YamlFile;
  readonly path: string;
  readonly view: View;
  readonly root: Section;
  /** Whether its aliases were too much to follow, so that something may be missing. */
  readonly exhausted: () => boolean;
}

/** A template of Lima's own, or one at an address: what it says is not here. */
export interface Elsewhere {
  /** As written. */
  readonly name: string;
  readonly entry: Entry;
  readonly view: View;
}

/** A template with the ones it is based on, the strongest first. */
export interface Template {
  readonly own: Layer;
  /** The map of the file; absent where it holds none. */
  readonly map?: YamlMap;
  readonly layers: readonly Layer[];
  readonly elsewhere: readonly Elsewhere[];
}

/** Steps of lookup for one file. */
const maxSteps = 200_000;

/** Most files of one chain. */
const maxLayers = 20;

/** Reads a text. Total. */
export function parse(text: string, path: string, around: Surroundings): Template {
  const own = layerOf(text, path);
  const layers = [own];
  const elsewhere: Elsewhere[] = [];
  follow(own);
  const { map } = own.root;
  return { own, layers, elsewhere, ...(map && { map }) };

  function follow(layer: Layer): void {
    for (const entry of basesOf(layer)) {
      const name = urlOf(layer.view, entry);
      const target =
        name !== undefined && isRelative(name) ? resolvePath(folderOf(layer.path), name) : undefined;
      const found = target === undefined ? undefined : around.text(target);
      const isKnown = layers.some((other) => other.path === target);
      if (target === undefined || found === undefined || layers.length >= maxLayers) {
        elsewhere.push({ name: name ?? '', entry, view: layer.view });
      } else if (!isKnown) {
        const base = layerOf(found, target);
        layers.push(base);
        follow(base);
      }
    }
  }
}

function layerOf(text: string, path: string): Layer {
  const yaml = parseYaml(text);
  const reader = yamlReader(maxSteps);
  const view = viewOf({ yaml, reader, prints: printsOf(yaml) }, path, messages.notUnderstood);
  const root = yaml.documents.find((document) => document.root?.kind === 'map')?.root;
  if (root?.kind !== 'map') return { yaml, path, view, root: {}, exhausted: reader.exhausted };
  const broken = isBroken(yaml, root.span) ? unknown(brokenYaml, view.at(root.span)) : undefined;
  return { yaml, path, view, root: view.section(root, broken), exhausted: reader.exhausted };
}

/** The bases of a file in their order: one, or a list. */
function basesOf({ view, root }: Layer): readonly Entry[] {
  const entry = view.get(root, 'base');
  if (entry === undefined) return [];
  const value = resolve(entry.node);
  if (value?.kind === 'sequence') return view.entries(root, 'base').found;
  return value?.kind === 'scalar' && value.type === 'null' ? [] : [entry];
}

/** The address of a base: a text, or a map with `url`. */
function urlOf(view: View, entry: Entry): string | undefined {
  const value = resolve(entry.node);
  const at = value?.kind === 'map' ? view.get(view.section(value), 'url') : entry;
  const text = at && view.textOf(at);
  return typeof text === 'string' && !isTemplated(text) ? text : undefined;
}

/** Neither a scheme (`template:`, `https://`) nor an absolute path. */
function isRelative(name: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[/~])/i.test(name) && name.trim() !== '' && !name.includes('\n');
}

/** Keys that Lima's lists of images set beside `images`. */
const ofImages = /^(?:images|os|arch|vmType|vmOpts|cpuType|firmware)$/;

/** Why a base that is not here may decide a key; `undefined` where none does. */
export function openFor({ elsewhere }: Template, key: string): Unknown | undefined {
  const base = elsewhere.find(({ name }) => decides(name, key));
  return base && unknown(messages.baseDecides(base.name), base.entry.place);
}

function decides(name: string, key: string): boolean {
  const [, own] = /^template:(?:\/\/)?(_\w+)\//.exec(name) ?? [];
  if (own === '_default') return key === 'mounts';
  return own === '_images' ? ofImages.test(key) : true;
}
