// Finds the services in a Compose file.
import type { Problem } from '../../core/format';
import { isTemplated } from '../yaml/mask';
import { parseYaml, type YamlFile } from '../yaml/parse';
import {
  resolve,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlReader,
  yamlReader,
} from '../yaml/tree';
import { oldFormat, servicesNoMap } from './messages';

/** A service: its key and the mapping behind it. */
export interface ServiceNode {
  readonly name: string;
  readonly pair: YamlPair;
  readonly map: YamlMap;
  /** The document's root, for the top-level volumes. */
  readonly root: YamlMap;
}

/** A Compose file, read. */
export interface ComposeFile {
  readonly yaml: YamlFile;
  readonly reader: YamlReader;
  readonly services: readonly ServiceNode[];
  readonly problems: readonly Problem[];
}

/** Steps of lookup that one file gets: some thousand services, or as many entries behind aliases. */
const maxSteps = 300_000;

/** Reads a text. Total. */
export function parse(text: string): ComposeFile {
  const yaml = parseYaml(text);
  const problems: Problem[] = [...yaml.problems];
  const services: ServiceNode[] = [];
  const reader = yamlReader(maxSteps);
  for (const { root } of yaml.documents) {
    if (root?.kind !== 'map') continue;
    const pair = root.pairs.findLast(({ name }) => name === 'services');
    if (pair === undefined) {
      const old = root.pairs.find(({ value }) => isOldService(value));
      if (old !== undefined) problems.push({ span: old.keySpan, message: oldFormat });
    }
    const value = pair === undefined ? undefined : resolve(pair.value);
    if (value?.kind === 'map') {
      for (const service of servicesOf(text, reader, value, root)) services.push(service);
    } else if (pair !== undefined && !(value?.kind === 'scalar' && value.type === 'null')) {
      problems.push({ span: pair.keySpan, message: servicesNoMap });
    }
  }
  return { yaml, reader, services, problems };
}

/** Before 2015 services stood at the top level; today's Compose refuses such files. */
function isOldService(node: YamlNode): boolean {
  const value = resolve(node);
  return value?.kind === 'map' && value.pairs.some(({ name }) => name === 'image' || name === 'build');
}

/** Each service once; of repeated keys the last counts. */
function servicesOf(text: string, reader: YamlReader, map: YamlMap, root: YamlMap): readonly ServiceNode[] {
  return reader.pairs(map).flatMap((pair) => {
    const { keySpan } = pair;
    const name = isTemplated(pair.name ?? '') ? text.slice(keySpan.start, keySpan.end) : pair.name;
    // `x-…` are extensions, not services.
    if (name === undefined || name.startsWith('x-')) return [];
    const value = resolve(pair.value);
    return value?.kind === 'map' && value.tag !== '!reset' ? [{ name, pair, map: value, root }] : [];
  });
}
