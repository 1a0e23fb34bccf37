// Finds what a service is made of: its own statements in files that are merged, and those of the services it extends.
import { isKnown, knownValue, notStated, type Unknown, unknown } from '../../core/fact';
import type { Message } from '../../core/message';
import { folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import { forwardSlashes, isElsewhere } from '../container-options/values';
import { isBroken } from '../yaml/parse';
import { brokenMerge, resolve, type YamlMap } from '../yaml/tree';
import * as messages from './messages';
import type { ServiceNode } from './parse';
import type { Scope } from './scope';
import { type Layer, longForm, section } from './section';
import { type Found, placeIn, type Source } from './words';

/** Opens a file whose relative paths start from `folder`, or says why that is not possible. */
export type Open = (path: string, folder: string, scope: Scope) => Source | Message;

/** Most layers of one service, and most services that extend each other in a row. */
const maxLayers = 200;
const maxChain = 20;

/** An `extends` that leads nowhere. */
export interface Broken {
  readonly place: Place;
  readonly why: Message;
}

/**
 * Collects the layers of one service. `gap` is why some could not be reached, `damage` why one that was reached may have
 * lost something.
 */
export function walkLayers(open: Open) {
  const layers: Layer[] = [];
  let gap: Unknown | undefined;
  let damage: Unknown | undefined;
  const broken: Broken[] = [];

  /**
   * Adds the layers of the service in files that are merged, the strongest first, each followed by what it extends.
   * Says whether there are any.
   */
  function add(sources: readonly Source[], name: string, chain: readonly string[]): boolean {
    let found = false;
    for (const source of sources.toReversed()) {
      for (const { services } of source.file.documents.toReversed()) {
        const key = services.get(name);
        if (key === undefined) continue;
        if (key.map === undefined) return found;
        found = true;
        if (layers.length >= maxLayers) {
          gap ??= unknown(messages.tooFar);
          return found;
        }
        layers.push({ source, map: key.map });
        damage ??= damageOf(source, key.map, key);
        extend(source, key.map, [...chain, `${source.path}#${name}`]);
        if (key.map.tag === '!override') return found;
      }
    }
    return found;
  }

  function extend(source: Source, map: YamlMap, chain: readonly string[]): void {
    const found = section([{ source, map }]).get('extends');
    const value = found === undefined ? undefined : resolve(found.node);
    if (found === undefined || (value?.kind === 'scalar' && value.type === 'null')) return;
    const missing = extendFound(found, chain);
    if (missing === undefined) return;
    const { why, isOpen } = missing;
    gap ??= unknown(why, found.place);
    if (isOpen !== true) broken.push({ place: found.place, why });
  }

  /** Follows an `extends`; gives the reason where that is not possible: `isOpen` where a variable or another machine decides it. */
  function extendFound(
    found: Found,
    chain: readonly string[],
  ): { readonly why: Message; readonly isOpen?: true } | undefined {
    const { source } = found;
    const long = longForm(found, 'service');
    const text = (written: string): string | undefined => written || undefined;
    const service = long.scalar('service', text, notStated);
    const file = long.scalar('file', text, notStated);
    if (!isKnown(service)) return { why: service.why, isOpen: true };
    if (!isKnown(file) && file !== notStated) return { why: file.why, isOpen: true };
    const named = knownValue(file);
    let target = source;
    if (named !== undefined) {
      const path = resolvePath(source.folder, forwardSlashes(named));
      if (isElsewhere(named)) return { why: messages.missingFile(named), isOpen: true };
      const opened = open(path, folderOf(path), source.scope);
      if (!('path' in opened)) return { why: messages.missingFile(named) };
      target = opened;
    }
    if (chain.includes(`${target.path}#${service.value}`)) return { why: { text: messages.extendsItself } };
    if (chain.length > maxChain) return { why: { text: messages.tooFar } };
    return add([target], service.value, chain) ? undefined : { why: messages.missingService(service.value) };
  }

  return { layers, add, broken, gap: () => gap, damage: () => damage };
}

/** Why a layer may have lost something. */
function damageOf(source: Source, map: YamlMap, key: ServiceNode): Unknown | undefined {
  const { yaml } = source.file;
  const broken = brokenMerge(map);
  if (broken !== undefined) return unknown(messages.missingAnchor, placeIn(source, broken.span));
  if (yaml.tagLines.length > 0) return unknown(messages.templatedFile);
  return isBroken(yaml, key.pair.span) ? unknown(messages.brokenYaml) : undefined;
}
