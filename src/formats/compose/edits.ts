// Turns changes of the model's terms into edits of a Compose file.

import type { Change, Setting, TextEdit } from '../../core/format';
import { contains, type Place } from '../../core/span';
import { portParts, sizeText, volumeParts } from '../container-options/values';
import { editorOf } from '../editor';
import {
  appendItem,
  appendPair,
  appendPairs,
  isPrivate,
  type NewPair,
  plain,
  remove,
  replaceScalar,
  statementIndex,
} from '../yaml/edits';
import { isTemplated } from '../yaml/mask';
import { type Statement, type YamlMap, type YamlPair, type YamlScalar, yamlReader } from '../yaml/tree';
import { usesVariables } from './interpolate';
import { type ComposeFile, maxSteps, type ServiceNode } from './parse';
import type { Service } from './project';

/**
 * Makes the edits of the file at `path`. `undefined` for what comes through an alias or holds a variable, and for what
 * stands in another file or belongs to a service of one: its own reading is asked for that.
 */
export function editor(
  file: ComposeFile,
  path: string,
  services: readonly Service[],
): (change: Change) => readonly TextEdit[] | undefined {
  const { yaml } = file;
  const reader = yamlReader(maxSteps);
  let places: ReadonlyMap<string, Statement> | undefined;

  /** The statement behind a fact's place: a pair as a whole, or an item by its value. */
  function statementAt({ path: of, span }: Place): Statement | undefined {
    if (of !== path) return undefined;
    places ??= statementIndex(yaml.statements);
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
    const inside = ({ pair }: ServiceNode): boolean =>
      pair !== statement && contains(pair.span, statement.span);
    return file.documents.flatMap((document) => [...document.services.values()]).find(inside);
  }

  function removal(place: Place): readonly TextEdit[] | undefined {
    const statement = statementAt(place);
    const service = statement === undefined ? undefined : serviceOf(statement);
    if (statement === undefined || service === undefined || hidesWeaker(statement)) return undefined;
    return remove(yaml, statement, service.pair);
  }

  /** Whether a weaker file says something for the same key, which would count without the statement. */
  function hidesWeaker(statement: Statement): boolean {
    if (statement.kind === 'item' || statement.name === undefined) return false;
    const { name, container, value } = statement;
    if (value.kind !== 'scalar') return false;
    return services.some(({ section: { layers } }) => {
      const index = layers.findIndex(({ map }) => map === container);
      return index !== -1 && layers.slice(index + 1).some(({ map }) => reader.get(map, name) !== undefined);
    });
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
    const inherited = reader.get(map, pair.key) !== undefined;
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
      const inherited = reader.get(map, key) !== undefined;
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
    const service = services.find(({ id, source }) => id === workload && source.path === path);
    const map = service?.key.map;
    if (service === undefined || map === undefined) return undefined;
    if (service.key.pair.value.kind !== 'map' || !isPrivate(service.key.pair)) return undefined;
    /** A key of the service itself; where a stronger file states it, this one has no say. */
    const own = (key: string, value: string, written = plain(value)): readonly TextEdit[] | undefined =>
      isOverridden(service, map, key) ? undefined : one(setPair(map, { key, value: written }, value));
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
        return own('read_only', 'true');
      case 'engineInit':
        return own('init', 'true');
      case 'user':
      case 'runtime':
      case 'restart':
        return own(setting.name, setting.value);
      case 'memory':
        return limit(service, map, 'memory', 'mem_limit', sizeText(setting.value));
      case 'cpus':
        return limit(service, map, 'cpus', 'cpus', String(setting.value));
      case 'pidsLimit':
        return limit(service, map, 'pids', 'pids_limit', String(setting.value));
      case 'logRotation':
        return isOverridden(service, map, 'logging') ? undefined : rotation(map, setting.value);
      case 'volume':
        return volume(service, map, setting.value);
      default:
        return undefined;
    }
  }

  function isOverridden({ section }: Service, map: YamlMap, key: string): boolean {
    const index = section.layers.findIndex((layer) => layer.map === map);
    return section.layers.slice(0, index).some((layer) => reader.get(layer.map, key) !== undefined);
  }

  /** States the options that turn the log over, for the drivers that know them. */
  function rotation(
    map: YamlMap,
    { size, files }: { readonly size: string; readonly files: number },
  ): readonly TextEdit[] | undefined {
    // The number of files is a text in Compose's schema.
    const options = [
      { key: 'max-size', value: plain(size) },
      { key: 'max-file', value: `'${files}'` },
    ];
    const driver = { key: 'driver', value: 'json-file' };
    const logging = ownMap(map, 'logging');
    if (logging === undefined) return undefined;
    if (logging === 'absent')
      return one(
        appendPair(yaml, map, { key: 'logging', value: [driver, { key: 'options', value: options }] }),
      );
    const stated = reader.get(logging, 'driver')?.value;
    if (stated !== undefined && !(stated.kind === 'scalar' && /^(?:json-file|local)$/.test(stated.text))) {
      return undefined;
    }
    const inner = ownMap(logging, 'options');
    if (inner === undefined) return undefined;
    if (inner === 'absent') return one(appendPair(yaml, logging, { key: 'options', value: options }));
    const missing = options.filter(({ key }) => reader.get(inner, key) === undefined);
    const unlimited = missing.some(({ key }) => key === 'max-size')
      ? undefined
      : setPair(inner, { key: 'max-size', value: plain(size) }, size);
    const added = missing.length === 0 ? undefined : appendPairs(yaml, inner, missing);
    return [unlimited, added].flatMap((edit) => (edit === undefined ? [] : [edit]));
  }

  /** The mapping behind a key of a map, if an edit may add to it. */
  function ownMap(map: YamlMap, key: string): YamlMap | 'absent' | undefined {
    const pair = reader.get(map, key);
    if (pair === undefined) return yaml.tagLines.length > 0 ? undefined : 'absent';
    return pair.container === map && isPrivate(pair) && pair.value.kind === 'map' ? pair.value : undefined;
  }

  /** Mounts a named volume and declares it at the top level, where no file of the project does yet. */
  function volume(
    { key, root }: Service,
    map: YamlMap,
    { source, target }: { readonly source: string; readonly target: string },
  ): readonly TextEdit[] | undefined {
    const item = setItem(map, 'volumes', plain(`${source}:${target}`), () => false);
    const document = file.documents.find(({ services: all }) => all.get(key.name) === key);
    if (item === undefined || document === undefined) return undefined;
    if (root.inner('volumes').get(source) !== undefined) return [item];
    const declared = ownMap(document.root, 'volumes');
    if (declared === undefined) return undefined;
    const volumeName = { key: plain(source), value: '' };
    const declaration =
      declared === 'absent'
        ? appendPair(yaml, document.root, { key: 'volumes', value: [volumeName] })
        : appendPair(yaml, declared, volumeName);
    if (declaration === undefined) return undefined;
    // Where the service is the last thing of the file, both go to its end: the service's line first.
    return item.span.start === declaration.span.start
      ? [{ span: item.span, text: item.text + declaration.text }]
      : [item, declaration];
  }

  /** A limit goes to `deploy.resources.limits` where the service has that, else to the service itself. */
  function limit(
    service: Service,
    map: YamlMap,
    inLimits: string,
    key: string,
    value: string,
  ): readonly TextEdit[] | undefined {
    if (isOverridden(service, map, key) || isOverridden(service, map, 'deploy')) return undefined;
    let limits: YamlMap | undefined = map;
    for (const step of ['deploy', 'resources', 'limits']) {
      const pair: YamlPair | undefined = limits && reader.get(limits, step);
      if (pair !== undefined && !isPrivate(pair)) return undefined;
      limits = pair?.value.kind === 'map' ? pair.value : undefined;
    }
    const own = reader.get(map, key);
    if (limits === undefined || own !== undefined) return one(setPair(map, { key, value }, value));
    // `cpus` of this block is a text in Compose's schema.
    const written = inLimits === 'cpus' ? `'${value}'` : value;
    return one(setPair(limits, { key: inLimits, value: written }, value));
  }

  return editorOf({ removal, replacement, binding, protection, set });
}

function one(edit: TextEdit | undefined): readonly TextEdit[] | undefined {
  return edit === undefined ? undefined : [edit];
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
