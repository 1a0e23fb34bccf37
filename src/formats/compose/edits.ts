// Turns changes of the model's terms into edits of a Compose file.
import type { Change, Setting, TextEdit } from '../../core/format';
import { contains, type Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { appendItem, appendPair, isPrivate, type NewPair, plain, remove, replaceScalar } from '../yaml/edits';
import { isTemplated } from '../yaml/mask';
import type { Statement, YamlMap, YamlPair, YamlScalar } from '../yaml/tree';
import { usesVariables } from './interpolate';
import type { ComposeFile, ServiceNode } from './parse';
import { portParts, volumeParts } from './values';

/** Makes the edits of one file. `undefined` for what comes through an alias or holds a variable. */
export function editor(
  file: ComposeFile,
  workloads: readonly ContainerWorkload[],
): (change: Change) => readonly TextEdit[] | undefined {
  const { yaml } = file;
  let places: ReadonlyMap<string, Statement> | undefined;

  /** The statement behind a fact's place: a pair as a whole, or an item by its value. */
  function statementAt({ span }: Place): Statement | undefined {
    places ??= indexPlaces(yaml.statements);
    const statement = places.get(`${span.start}:${span.end}`);
    return statement !== undefined && isEditable(statement) ? statement : undefined;
  }

  function isEditable(statement: Statement): boolean {
    const text = yaml.text.slice(statement.span.start, statement.span.end);
    return isPrivate(statement) && !usesVariables(text) && !hasTemplate(statement);
  }

  function hasTemplate(statement: Statement): boolean {
    const { value } = statement;
    return value.kind === 'scalar' && isTemplated(value.text);
  }

  function serviceOf(statement: Statement): ServiceNode | undefined {
    return file.services.find(({ pair }) => pair !== statement && contains(pair.span, statement.span));
  }

  function removal(place: Place): readonly TextEdit[] | undefined {
    const statement = statementAt(place);
    const service = statement === undefined ? undefined : serviceOf(statement);
    return statement === undefined || service === undefined
      ? undefined
      : remove(yaml, statement, service.pair);
  }

  function replacement(place: Place, value: string): readonly TextEdit[] | undefined {
    const statement = statementAt(place);
    if (statement === undefined) return undefined;
    const list = listOf(statement);
    if (list === 'ports' || list === 'volumes') return undefined;
    const name = list === 'environment' || list === 'args' || list === 'labels' ? nameIn(statement) : '';
    return one(replaceScalar(yaml, statement, name + value));
  }

  function binding(place: Place, address: string): readonly TextEdit[] | undefined {
    const statement = statementAt(place);
    if (statement === undefined || listOf(statement) !== 'ports') return undefined;
    const { value } = statement;
    if (value.kind === 'map') return one(setPair(value, { key: 'host_ip', value: plain(address) }, address));
    if (value.kind !== 'scalar') return undefined;
    const { container, host = '', protocol } = portParts(value.text);
    const ip = address.includes(':') ? `[${address}]` : address;
    const suffix = value.text.includes('/') ? `/${protocol}` : '';
    return one(rewrite(statement, value, `${ip}:${host}:${container}${suffix}`));
  }

  function protection(place: Place): readonly TextEdit[] | undefined {
    const statement = statementAt(place);
    if (statement === undefined || listOf(statement) !== 'volumes') return undefined;
    const { value } = statement;
    if (value.kind === 'map') return one(setPair(value, { key: 'read_only', value: 'true' }, 'true'));
    const parts = value.kind === 'scalar' ? volumeParts(value.text) : undefined;
    if (value.kind !== 'scalar' || parts?.source === undefined) return undefined;
    const options = ['ro', ...parts.options.filter((option) => option !== 'rw' && option !== 'ro')];
    return one(rewrite(statement, value, `${parts.source}:${parts.target}:${options.join(',')}`));
  }

  /** Replaces a text that keeps its quotes; it was plain and stays a valid plain text, or is quoted. */
  function rewrite(statement: Statement, value: YamlScalar, text: string): TextEdit | undefined {
    if (value.style !== 'plain' || /[[\]{},#&*!|>'"%@`\s]/.test(text)) {
      return replaceScalar(yaml, statement, text);
    }
    return { span: value.span, text };
  }

  /** Sets a key of a map of its own: the value is replaced where it is stated, else the pair is added. */
  function setPair(map: YamlMap, pair: NewPair, value: string): TextEdit | undefined {
    const own = map.pairs.findLast(({ name }) => name === pair.key);
    if (own !== undefined) return isEditable(own) ? replaceScalar(yaml, own, value) : undefined;
    const inherited = file.reader.get(map, pair.key) !== undefined;
    return inherited || yaml.tagLines.length > 0 ? undefined : appendPair(yaml, map, pair);
  }

  /** Adds an item to a list of the service, or the list itself. `replaced` is an item that says the opposite. */
  function setItem(
    map: YamlMap,
    key: string,
    item: string,
    replaced: (text: string) => boolean,
  ): TextEdit | undefined {
    const own = map.pairs.findLast(({ name }) => name === key);
    if (own === undefined) {
      const inherited = file.reader.get(map, key) !== undefined;
      return inherited || yaml.tagLines.length > 0
        ? undefined
        : appendPair(yaml, map, { key, value: [item] });
    }
    if (!isPrivate(own) || own.value.kind !== 'sequence') return undefined;
    const opposite = own.value.items.find(({ value }) => value.kind === 'scalar' && replaced(value.text));
    if (opposite === undefined) return appendItem(yaml, own.value, item);
    return opposite.value.kind === 'scalar' ? rewrite(opposite, opposite.value, item) : undefined;
  }

  function set(workload: string, setting: Setting): readonly TextEdit[] | undefined {
    const found = workloads.find(({ id }) => id === workload);
    const service = file.services.find(({ pair }) => pair.keySpan.start === found?.place.span.start);
    if (service === undefined || service.pair.value.kind !== 'map' || !isPrivate(service.pair)) {
      return undefined;
    }
    const { map } = service;
    switch (setting.name) {
      case 'noNewPrivileges':
        return one(
          setItem(map, 'security_opt', 'no-new-privileges:true', (text) =>
            text.startsWith('no-new-privileges'),
          ),
        );
      case 'capabilitiesDropped':
        return one(setItem(map, 'cap_drop', 'ALL', () => false));
      case 'readOnlyRootFilesystem':
        return one(setPair(map, { key: 'read_only', value: 'true' }, 'true'));
      case 'user':
      case 'runtime':
        return one(setPair(map, { key: setting.name, value: plain(setting.value) }, setting.value));
      case 'memory':
        return limit(map, 'memory', 'mem_limit', sizeText(setting.value));
      case 'cpus':
        return limit(map, 'cpus', 'cpus', String(setting.value));
      case 'pidsLimit':
        return limit(map, 'pids', 'pids_limit', String(setting.value));
      default:
        return undefined;
    }
  }

  /** A limit goes to `deploy.resources.limits` where the service has that, else to the service itself. */
  function limit(
    map: YamlMap,
    inLimits: string,
    key: string,
    value: string,
  ): readonly TextEdit[] | undefined {
    let limits: YamlMap | undefined = map;
    for (const step of ['deploy', 'resources', 'limits']) {
      const pair: YamlPair | undefined = limits && file.reader.get(limits, step);
      if (pair !== undefined && !isPrivate(pair)) return undefined;
      limits = pair?.value.kind === 'map' ? pair.value : undefined;
    }
    const own = file.reader.get(map, key);
    if (limits === undefined || own !== undefined) return one(setPair(map, { key, value }, value));
    // `cpus` of this block is a text in Compose's schema.
    const written = inLimits === 'cpus' ? `'${value}'` : value;
    return one(setPair(limits, { key: inLimits, value: written }, value));
  }

  return (change) => {
    switch (change.kind) {
      case 'remove':
        return removal(change.place);
      case 'replace':
        return replacement(change.place, change.value);
      case 'bind':
        return binding(change.place, change.address);
      case 'make-read-only':
        return protection(change.place);
      case 'set':
        return set(change.workload, change.setting);
    }
  };
}

function one(edit: TextEdit | undefined): readonly TextEdit[] | undefined {
  return edit === undefined ? undefined : [edit];
}

function indexPlaces(statements: readonly Statement[]): ReadonlyMap<string, Statement> {
  const places = new Map<string, Statement>();
  for (const statement of statements) {
    const { span } = statement.kind === 'item' ? statement.value : statement;
    const key = `${span.start}:${span.end}`;
    // An item with a single key has the place of that key; the item stands for both.
    if (!places.has(key)) places.set(key, statement);
  }
  return places;
}

/** The key of the list or map that the statement is an entry of. */
function listOf(statement: Statement): string | undefined {
  const owner = statement.container.owner;
  return owner?.kind === 'pair' ? owner.name : undefined;
}

/** `NAME=` of a list item. */
function nameIn({ kind, value }: Statement): string {
  if (kind === 'pair' || value.kind !== 'scalar') return '';
  return value.text.slice(0, value.text.indexOf('=') + 1);
}

const units = [
  ['g', 1024 ** 3],
  ['m', 1024 ** 2],
  ['k', 1024],
] as const;

function sizeText(size: number): string {
  const unit = units.find(([, factor]) => size % factor === 0);
  return unit === undefined ? String(size) : `${size / unit[1]}${unit[0]}`;
}
