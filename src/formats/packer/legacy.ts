// A Packer template in JSON: builders, provisioners, and user variables in `{{user …}}`.
import type { Place } from '../../core/span';
import { assuming, type HclMap, type HclValue, type Piece, textOf, unknownValue } from '../hcl/value';
import { type JsonFile, type JsonMember, type JsonNode, member } from '../json/tree';
import { leaveOpen } from '../variables';
import { mapSettings, type Settings } from './settings';
import { applies, type Builder, type Provisioner } from './template';

/** A `{{ … }}` of a template. */
const action = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g;

/** The functions whose result only a run gives; what starts with a dot, the builder fills in, and it stays as written. */
const undecided = /^(?:env|isotime|timestamp|uuid|consul_key|vault|aws_secretsmanager|build)\b/;

/** More builders than any template has. */
const builderLimit = 200;

/** The builders of a template. */
export function legacyBuilders(file: JsonFile, path: string): readonly Builder[] {
  const read = reader(file, path);
  const provisioners = nodesOf(member(file.root, 'provisioners')?.value).map((node) =>
    settingsOf(node, read),
  );
  return nodesOf(member(file.root, 'builders')?.value)
    .slice(0, builderLimit)
    .flatMap((node): Builder[] => {
      const settings = settingsOf(node, read);
      const type = textOf(settings.get('type')?.value);
      if (type === undefined) return [];
      const name = textOf(settings.get('name')?.value);
      return [
        {
          type,
          name,
          settings,
          body: { path, span: node.span },
          provisioners: provisioners.flatMap((provisioner): Provisioner[] => {
            const kind = textOf(provisioner.get('type')?.value);
            return kind !== undefined && applies(provisioner, [name ?? type])
              ? [{ type: kind, settings: overridden(provisioner, name ?? type) }]
              : [];
          }),
          isBuilt: true,
        },
      ];
    });
}

/** A provisioner with what it says about one builder alone. */
function overridden(settings: Settings, builder: string): Settings {
  const special = settings.groups('override')[0]?.groups(builder)[0];
  return special === undefined
    ? settings
    : { ...settings, get: (name) => special.get(name) ?? settings.get(name) };
}

function nodesOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.entries.map(({ value }) => value) : [];
}

type Reader = (node: JsonNode) => HclValue;

function settingsOf(node: JsonNode, read: Reader): Settings {
  const value = read(node);
  const map: HclMap = value.kind === 'map' ? value : { kind: 'map', entries: new Map(), place: value.place };
  const type = map.members?.get('type');
  return mapSettings(map, type ?? map.place);
}

/** Reads values, user variables put in. */
function reader(file: JsonFile, path: string): Reader {
  const variables = member(file.root, 'variables')?.value;
  const declared = new Map<string, JsonMember>();
  for (const entry of variables?.kind === 'object' ? variables.entries : []) declared.set(entry.name, entry);
  const known = new Map<string, HclValue>();
  const underway = new Set<string>();

  return read;

  function read(node: JsonNode): HclValue {
    const place: Place = { path, span: node.span };
    if (node.kind === 'array') {
      return { kind: 'list', items: node.entries.map(({ value }) => read(value)), place };
    }
    if (node.kind === 'object') {
      const entries = new Map<string, HclValue>();
      const members = new Map<string, Place>();
      for (const entry of node.entries) {
        if (entry.value === undefined) continue;
        entries.set(entry.name, read(entry.value));
        members.set(entry.name, { path, span: entry.span });
      }
      return { kind: 'map', entries, members, place };
    }
    switch (node.type) {
      case 'number':
        return { kind: 'number', value: Number(node.text), place };
      case 'boolean':
        return { kind: 'boolean', value: node.text === 'true', place };
      case 'null':
        return { kind: 'null', place };
      case 'string':
        return interpolated(node.text, place);
    }
  }

  function interpolated(written: string, place: Place): HclValue {
    const { start, end } = place.span;
    // With an escape in it, the text is shorter than what stands in the file.
    const isExact = end - start - 2 === written.length;
    const pieces: Piece[] = [];
    const unresolved: string[] = [];
    const names: string[] = [];
    let value: HclValue = { kind: 'null', place };
    let text = '';
    let behind = 0;
    const add = (piece: string, from: number, to: number, exact: boolean): void => {
      if (piece === '') return;
      const span = isExact ? { start: start + 1 + from, end: start + 1 + to } : place.span;
      pieces.push({ at: text.length, length: piece.length, place: { path, span }, exact: exact && isExact });
      text += piece;
    };
    for (const match of written.matchAll(action)) {
      const [whole, body = ''] = match;
      const user = /^user\s*[`'"]([^`'"]*)[`'"]$/.exec(body)?.[1];
      const found = user === undefined ? undefined : variable(user, place);
      if (found === undefined && !undecided.test(body)) continue;
      add(written.slice(behind, match.index), behind, match.index, true);
      behind = match.index + whole.length;
      const known = textOf(found);
      if (known !== undefined && found !== undefined) {
        value = assuming(value, found.assumed);
        add(known, match.index, behind, false);
      } else {
        names.push(...(found?.kind === 'unknown' ? found.names : [user ?? body]));
        add(leaveOpen(whole, unresolved), match.index, behind, false);
      }
    }
    add(written.slice(behind), behind, written.length, true);
    if (unresolved.length === 0) return assuming({ kind: 'string', text, pieces, place }, value.assumed);
    return { ...unknownValue(place, [...new Set(names)]), pattern: { text, pieces, unresolved } };
  }

  /** The default of a user variable; unknown where it has none, or takes it from the environment. */
  function variable(name: string, place: Place): HclValue {
    const found = known.get(name);
    if (found !== undefined) return found;
    const declaration = declared.get(name)?.value;
    if (declaration === undefined || underway.has(name)) return unknownValue(place, [name]);
    underway.add(name);
    const value = read(declaration);
    underway.delete(name);
    const isOpen = value.kind === 'unknown' || value.kind === 'null';
    const result = isOpen ? unknownValue(place, [name]) : assuming(value, [{ name }]);
    known.set(name, result);
    return result;
  }
}
