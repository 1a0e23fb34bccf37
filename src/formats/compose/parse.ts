// Finds the services in a Compose file.
import type { Problem } from '../../core/format';
import { ofRecentTexts } from '../recent';
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

/** A service in one document: its key and the mapping behind it. */
export interface ServiceNode {
  readonly name: string;
  readonly pair: YamlPair;
  /** Absent for `!reset`, which takes the service out of the files before. */
  readonly map?: YamlMap;
}

/** A document of a Compose file; later ones are merged over earlier ones. */
export interface ComposeDocument {
  readonly root: YamlMap;
  readonly services: ReadonlyMap<string, ServiceNode>;
}

/** A Compose file, read. */
export interface ComposeFile {
  readonly yaml: YamlFile;
  readonly documents: readonly ComposeDocument[];
  readonly problems: readonly Problem[];
}

/** Steps of lookup that one project gets: some thousand services, or as many entries behind aliases. */
export const maxSteps = 300_000;

/** Reads a text. Total; of the texts read last the result is remembered. */
export const parse = ofRecentTexts(parseAnew, 1_000_000);

function parseAnew(text: string): ComposeFile {
  const yaml = parseYaml(text);
  const problems: Problem[] = [...yaml.problems];
  const documents: ComposeDocument[] = [];
  const reader = yamlReader(maxSteps);
  for (const { root } of yaml.documents) {
    if (root?.kind !== 'map') continue;
    const pair = root.pairs.findLast(({ name }) => name === 'services');
    if (pair === undefined) {
      const old = root.pairs.find(({ value }) => isOldService(value));
      if (old !== undefined) problems.push({ span: old.keySpan, message: oldFormat });
    }
    const value = pair === undefined ? undefined : resolve(pair.value);
    const services = value?.kind === 'map' ? servicesOf(text, reader, value) : [];
    documents.push({ root, services: new Map(services.map((service) => [service.name, service])) });
    if (pair !== undefined && value?.kind !== 'map' && !(value?.kind === 'scalar' && value.type === 'null')) {
      problems.push({ span: pair.keySpan, message: servicesNoMap });
    }
  }
  return { yaml, documents, problems };
}

/** Before 2015 services stood at the top level; today's Compose refuses such files. */
function isOldService(node: YamlNode): boolean {
  const value = resolve(node);
  return value?.kind === 'map' && value.pairs.some(({ name }) => name === 'image' || name === 'build');
}

/** Each service once; of repeated keys the last counts. */
function servicesOf(text: string, reader: YamlReader, map: YamlMap): readonly ServiceNode[] {
  return reader.pairs(map).flatMap((pair): ServiceNode[] => {
    const { keySpan } = pair;
    const name = isTemplated(pair.name ?? '') ? text.slice(keySpan.start, keySpan.end) : pair.name;
    // `x-…` are extensions, not services.
    if (name === undefined || name.startsWith('x-')) return [];
    const value = resolve(pair.value);
    if (value?.tag === '!reset') return [{ name, pair }];
    return value?.kind === 'map' ? [{ name, pair, map: value }] : [];
  });
}
