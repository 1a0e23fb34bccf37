// Settings that a Vagrantfile takes from a YAML or JSON file beside it.
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlNode, type YamlReader, yamlReader } from '../yaml/tree';
import {
  array,
  boolean,
  hash,
  type KnownValue,
  nil,
  number,
  string,
  unknownValue,
  type Value,
} from './value';

/** How many entries of a file are taken over; aliases could make a small file large. */
const mostEntries = 20_000;
/** How deep they may nest. */
const deepest = 50;

/**
 * What a YAML or JSON text holds, with every value as one that the file `name` decides: whoever uses the Vagrantfile edits
 * that one first. `undefined` where the text cannot be read.
 */
export function dataOf(text: string, name: string): Value | undefined {
  const { documents, errors } = parseYaml(text);
  const root = documents[0]?.root;
  if (root === undefined || errors.length > 0) return undefined;
  const reader = yamlReader(mostEntries);
  const value = takenOver(root, name, reader, 0);
  return reader.exhausted() ? undefined : value;
}

function takenOver(node: YamlNode, name: string, reader: YamlReader, depth: number): Value {
  const found = resolve(node);
  if (found === undefined || depth > deepest) return unknownValue('file');
  switch (found.kind) {
    case 'map':
      return hash(
        reader
          .pairs(found)
          .map((pair) => [string(pair.name ?? ''), takenOver(pair.value, name, reader, depth + 1)] as const),
      );
    case 'sequence':
      return array(reader.items(found).map((item) => takenOver(item.value, name, reader, depth + 1)));
    default:
      return unknownValue('settings', name, scalarOf(found.type, found.text));
  }
}

function scalarOf(type: 'string' | 'number' | 'boolean' | 'null', text: string): KnownValue {
  switch (type) {
    case 'number':
      return Number.isFinite(Number(text)) ? number(Number(text), /[.eE]/.test(text)) : string(text);
    case 'boolean':
      return boolean(text.toLowerCase() === 'true');
    case 'null':
      return nil;
    default:
      return string(text);
  }
}
