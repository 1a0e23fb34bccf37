// Turns changes of the model's terms into edits of a template.
import type { Change, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import { editorOf } from '../editor';
import { appendPair, isPrivate, plain, remove, replaceScalar, statementIndex } from '../yaml/edits';
import type { Statement, YamlMap } from '../yaml/tree';
import type { Template } from './parse';

type Edits = TextEdit | readonly TextEdit[] | undefined;

/** Makes the edits of one file. `undefined` for what stands in another one, comes through an alias or holds variables. */
export function editor({ own }: Template): (change: Change) => readonly TextEdit[] | undefined {
  const { yaml, path } = own;
  let places: ReadonlyMap<string, Statement> | undefined;

  function statementAt(place: Place): Statement | undefined {
    if (place.path !== path) return undefined;
    places ??= statementIndex(yaml.statements);
    const statement = places.get(`${place.span.start}:${place.span.end}`);
    return statement !== undefined && isPrivate(statement) ? statement : undefined;
  }

  function removal(place: Place): Edits {
    const statement = statementAt(place);
    return statement && remove(yaml, statement);
  }

  function replacement(place: Place, value: string): Edits {
    const statement = statementAt(place);
    return statement && replaceScalar(yaml, statement, value);
  }

  /** A forwarding rule, or the display of VNC. */
  function binding(place: Place, address: string): Edits {
    const statement = statementAt(place);
    if (statement === undefined) return undefined;
    const { value } = statement;
    if (statement.kind === 'item') return value.kind === 'map' ? state(value, 'hostIP', address) : undefined;
    if (statement.name !== 'display' || value.kind !== 'scalar') return undefined;
    const port = /:\d+(?:,.*)?$/.exec(value.text)?.[0];
    return port === undefined ? undefined : replaceScalar(yaml, statement, address + port);
  }

  function protection(place: Place): Edits {
    const value = statementAt(place)?.value;
    return value?.kind === 'map' ? state(value, 'writable', 'false') : undefined;
  }

  /** States a scalar of a map: it is replaced where it stands, else added. */
  function state(map: YamlMap, key: string, text: string): Edits {
    const stated = map.pairs.findLast(({ name }) => name === key);
    if (stated !== undefined) return replaceScalar(yaml, stated, text);
    return appendPair(yaml, map, { key, value: plain(text) });
  }

  return editorOf({ removal, replacement, binding, protection, set: () => undefined });
}
