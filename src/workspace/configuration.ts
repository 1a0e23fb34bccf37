// berth.yaml: severities, posture, host and exclusions of a project. Any text is read; what is wrong is said at its place.
import ignore from 'ignore';
import { type Fact, isKnown, notStated, stated } from '../core/fact';
import type { Finding, Severity } from '../core/finding';
import type { Problem } from '../core/format';
import type { Text } from '../core/message';
import { fileNameOf, folderOf, resolvePath } from '../core/path';
import { type PostureFacts, unknownPosture } from '../core/posture';
import type { HostProfile } from '../core/rule';
import { parseSize } from '../core/size';
import type { Place, Span } from '../core/span';
import { parseYaml } from '../formats/yaml/parse';
import { resolve, type YamlMap, type YamlPair, type YamlValue } from '../formats/yaml/tree';
import { adjustment } from '../rules/mitigations';
import { rules } from '../rules/registry.generated';
import {
  engineKinds,
  type Keys,
  type KeyType,
  keys,
  ruleKeys,
  settableSeverities,
  settableSeverity,
} from './keys';
import { nearest, suggestion, withName } from './nearest';
import { texts } from './texts';

/** Another file that a berth.yaml names: as `resolvePath` makes it, and where it is named. */
export interface NamedFile {
  readonly path: string;
  readonly place: Place;
}

/** What a berth.yaml says. */
export interface Configuration {
  readonly path: string;
  /** By rule id. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** What stands in the file itself; see `postureWith` for what `postureFile` adds. */
  readonly posture: PostureFacts;
  /** The file that says more about the engine. */
  readonly postureFile?: NamedFile;
  /** What stands in the file itself; it wins over what `hostFile` says. */
  readonly host: HostProfile;
  /** The file that says more about the host. */
  readonly hostFile?: NamedFile;
  /** Patterns of .gitignore, relative to the file's folder. */
  readonly exclude: readonly string[];
  /** Absent where the file leaves it open. */
  readonly honourOtherTools?: boolean;
}

/** What was read of a berth.yaml. */
export interface ConfigurationReading {
  readonly configuration: Configuration;
  /** Everything that does not count, in the order of the text. */
  readonly problems: readonly Problem[];
}

/** A value that fits its key, with the whole statement's place. */
type Value =
  | { readonly kind: 'boolean'; readonly value: boolean; readonly place: Place }
  | { readonly kind: 'number'; readonly value: number; readonly place: Place }
  | { readonly kind: 'text'; readonly value: string; readonly place: Place }
  | { readonly kind: 'patterns'; readonly value: readonly string[]; readonly place: Place }
  | { readonly kind: 'map'; readonly value: Values; readonly place: Place };

type Values = ReadonlyMap<string, Value>;

const nothing: Values = new Map();

/** Reads a berth.yaml. Total. */
export function readConfiguration(text: string, path: string): ConfigurationReading {
  const file = parseYaml(text);
  const problems: Problem[] = [...file.problems];
  const [first, ...others] = file.documents;
  const reader: Reader = { text, path, problems };
  let values = nothing;
  if (first?.root?.kind === 'map') values = readMap(reader, first.root, keys);
  else if (first?.root !== undefined && !isEmpty(first.root))
    problems.push({
      span: first.root.span,
      message: { text: texts.notAMapping, args: { names: Object.keys(keys) } },
    });
  for (const { root } of others)
    if (root !== undefined) problems.push({ span: root.span, message: { text: texts.oneDocument } });
  problems.sort((one, other) => one.span.start - other.span.start);
  return { configuration: configurationOf(path, values), problems };
}

interface Reader {
  readonly text: string;
  readonly path: string;
  readonly problems: Problem[];
}

function isEmpty(value: YamlValue): boolean {
  return value.kind === 'scalar' && value.type === 'null';
}

/** The map's own pairs with a name, each name once; merge keys are keys like others here, and unknown. */
function ownPairs({ problems, text }: Reader, { pairs }: YamlMap): ReadonlyMap<string, YamlPair> {
  const found = new Map<string, YamlPair>();
  for (const pair of pairs) {
    const name = pair.name ?? excerpt(text, pair.keySpan);
    if (found.has(name))
      problems.push({ span: pair.keySpan, message: { text: texts.repeatedKey, args: { key: name } } });
    else found.set(name, pair);
  }
  return found;
}

function readMap(reader: Reader, map: YamlMap, known: Keys): Values {
  const values = new Map<string, Value>();
  for (const [name, pair] of ownPairs(reader, map)) {
    const key = Object.hasOwn(known, name) ? known[name] : undefined;
    const value = key === undefined ? undefined : readValue(reader, name, pair, key.type);
    if (key === undefined) unknownKey(reader, pair, Object.keys(known));
    if (value !== undefined) values.set(name, value);
  }
  return values;
}

function unknownKey({ text, problems }: Reader, { keySpan }: YamlPair, names: readonly string[]): void {
  const key = excerpt(text, keySpan);
  problems.push({
    span: keySpan,
    message: {
      text: texts.unknownKey,
      args: {
        key,
        suggestion: suggestion(key, names, texts.didYouMean, withName(texts.possible, names.join(', '))),
      },
    },
  });
}

function readRules(reader: Reader, map: YamlMap): Values {
  const values = new Map<string, Value>();
  for (const [name, pair] of ownPairs(reader, map)) {
    if (!ruleIds.has(name)) {
      const near = suggestion(name, ruleIds, texts.didYouMean, texts.listRules);
      const args = { rule: excerpt(reader.text, pair.keySpan), suggestion: near };
      reader.problems.push({ span: pair.keySpan, message: { text: texts.unknownRule, args } });
      continue;
    }
    const value = resolve(pair.value);
    const inner = value?.kind === 'map' ? readMap(reader, value, ruleKeys).get('severity') : undefined;
    const severity =
      value?.kind === 'map'
        ? inner
        : readValue(reader, name, pair, { kind: 'choice', values: settableSeverities });
    if (severity !== undefined) values.set(name, severity);
  }
  return values;
}

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

function readValue(reader: Reader, name: string, pair: YamlPair, type: KeyType): Value | undefined {
  const node = resolve(pair.value);
  const place = { path: reader.path, span: pair.span };
  const scalar = node?.kind === 'scalar' ? node : undefined;
  const map = node?.kind === 'map' ? node : undefined;
  const empty = scalar?.type === 'null';
  switch (type.kind) {
    case 'map':
      if (map !== undefined) return { kind: 'map', value: readMap(reader, map, type.keys), place };
      if (empty) return undefined;
      break;
    case 'rules':
      if (map !== undefined) return { kind: 'map', value: readRules(reader, map), place };
      if (empty) return undefined;
      break;
    case 'patterns':
      if (node?.kind === 'sequence') {
        const items = node.items.flatMap((item) => readPattern(reader, name, resolve(item.value), item.span));
        return { kind: 'patterns', value: items, place };
      }
      if (empty) return undefined;
      break;
    case 'boolean':
      if (scalar?.type === 'boolean')
        return { kind: 'boolean', value: scalar.text.toLowerCase() === 'true', place };
      break;
    case 'number': {
      const value = scalar?.type === 'number' ? Number(scalar.text) : 0;
      if (value > 0 && Number.isFinite(value)) return { kind: 'number', value, place };
      break;
    }
    case 'size': {
      const value = scalar?.type === 'string' ? sizeOf(scalar.text) : undefined;
      if (value !== undefined) return { kind: 'number', value, place };
      break;
    }
    case 'text':
      if (scalar?.type === 'string' && scalar.text.trim() !== '')
        return { kind: 'text', value: scalar.text, place };
      break;
    case 'choice':
      if (scalar?.type === 'string' && Object.hasOwn(type.values, scalar.text))
        return { kind: 'text', value: scalar.text, place };
  }
  if (empty) reader.problems.push({ span: pair.keySpan, message: noValue(name, expectedOf(type)) });
  else {
    const names = type.kind === 'choice' ? Object.keys(type.values) : [];
    wrongValue(reader, name, expectedOf(type), pair.value.span, names);
  }
  return undefined;
}

/** Bytes of a size with a unit, at least one; without a unit, `64` would be meant as something else. */
function sizeOf(text: string): number | undefined {
  const size = /[kmgt]/i.test(text) ? parseSize(text) : undefined;
  return size === undefined || size < 1 ? undefined : size;
}

function readPattern(reader: Reader, name: string, value: YamlValue | undefined, item: Span): string[] {
  if (value?.kind === 'scalar' && value.type === 'string' && value.text.trim() !== '') return [value.text];
  if (value === undefined || isEmpty(value))
    reader.problems.push({ span: item, message: noValue(name, texts.aPattern) });
  else wrongValue(reader, name, texts.aPattern, value.span);
  return [];
}

function noValue(key: string, expected: Text): Problem['message'] {
  return { text: texts.noValue, args: { key, expected } };
}

function wrongValue(
  { text, problems }: Reader,
  key: string,
  expected: Text,
  span: Span,
  names: readonly string[] = [],
): void {
  const value = excerpt(text, span);
  const near = nearest(value, names);
  const args = { key, value, expected };
  problems.push({
    span,
    message:
      near === undefined
        ? { text: texts.wrongValue, args }
        : { text: texts.mistypedValue, args: { ...args, suggestion: withName(texts.didYouMean, near) } },
  });
}

function expectedOf(type: KeyType): Text {
  switch (type.kind) {
    case 'boolean':
      return texts.aBoolean;
    case 'number':
      return texts.aNumber;
    case 'size':
      return texts.aSize;
    case 'text':
      return texts.aText;
    case 'patterns':
      return texts.somePatterns;
    case 'rules':
      return texts.someRules;
    case 'choice':
      return withName(texts.aChoice, Object.keys(type.values).join(', '));
    case 'map':
      return withName(texts.aMapping, Object.keys(type.keys).join(', '));
  }
}

/** Longest piece of the file that a message quotes, in UTF-16 units. */
const longestExcerpt = 40;

function excerpt(text: string, { start, end }: Span): string {
  const [line = ''] = text.slice(start, end).split('\n', 1);
  return line.length <= longestExcerpt ? line : `${line.slice(0, longestExcerpt)}…`;
}

function configurationOf(path: string, values: Values): Configuration {
  const map = (name: string): Values => {
    const value = values.get(name);
    return value?.kind === 'map' ? value.value : nothing;
  };
  const [posture, host] = [map('posture'), map('host')];
  const flag = (name: string): Fact<boolean> => {
    const value = posture.get(name);
    return value?.kind === 'boolean' ? stated(value.value, value.place) : notStated;
  };
  const runtime = posture.get('defaultRuntime');
  const named = (value: Value | undefined): NamedFile | undefined =>
    value?.kind === 'text'
      ? { path: resolvePath(folderOf(path), value.value), place: value.place }
      : undefined;
  const [postureFile, hostFile] = [named(posture.get('file')), named(host.get('file'))];
  const [memory, cpus] = [host.get('memory'), host.get('cpus')];
  const exclude = values.get('exclude');
  const honour = values.get('honourOtherTools');
  const rootless = flag('rootless');
  return {
    path,
    severities: severitiesOf(map('rules')),
    posture: {
      rootless: isKnown(rootless) ? rootless : rootlessBy(posture.get('engine')),
      userNamespaces: flag('userNamespaces'),
      noNewPrivileges: flag('noNewPrivileges'),
      defaultRuntime: runtime?.kind === 'text' ? stated(runtime.value, runtime.place) : notStated,
      limitedLogs: flag('limitedLogs'),
    },
    ...(postureFile === undefined ? {} : { postureFile }),
    ...(hostFile === undefined ? {} : { hostFile }),
    host: {
      ...(memory?.kind === 'number' ? { memory: memory.value } : {}),
      ...(cpus?.kind === 'number' ? { cpus: cpus.value } : {}),
    },
    exclude: exclude?.kind === 'patterns' ? exclude.value : [],
    ...(honour?.kind === 'boolean' ? { honourOtherTools: honour.value } : {}),
  };
}

function severitiesOf(values: Values): ReadonlyMap<string, Severity | 'off'> {
  const severitiesByRule = new Map<string, Severity | 'off'>();
  for (const [rule, value] of values) {
    const severity = value.kind === 'text' ? settableSeverity(value.value) : undefined;
    if (severity !== undefined) severitiesByRule.set(rule, severity);
  }
  return severitiesByRule;
}

function rootlessBy(engine: Value | undefined): Fact<boolean> {
  const kind = Object.entries(engineKinds).find(([name]) => name === engine?.value)?.[1];
  return engine === undefined || kind === undefined ? notStated : stated(kind.rootless, engine.place);
}

/** The posture with what a file or an engine says where the configuration itself leaves it open. */
export function postureWith({ posture }: Configuration, other: PostureFacts = unknownPosture): PostureFacts {
  return {
    rootless: isKnown(posture.rootless) ? posture.rootless : other.rootless,
    userNamespaces: isKnown(posture.userNamespaces) ? posture.userNamespaces : other.userNamespaces,
    noNewPrivileges: isKnown(posture.noNewPrivileges) ? posture.noNewPrivileges : other.noNewPrivileges,
    defaultRuntime: isKnown(posture.defaultRuntime) ? posture.defaultRuntime : other.defaultRuntime,
    limitedLogs: isKnown(posture.limitedLogs) ? posture.limitedLogs : other.limitedLogs,
  };
}

/** What to say where a file that is named is not there, or describes neither engine (`posture`) nor host. */
export function namedFileProblem(
  { path, place: { span } }: NamedFile,
  fault: 'missing' | 'no-engine' | 'no-host',
): Problem {
  const text = { missing: texts.noNamedFile, 'no-engine': texts.noEngine, 'no-host': texts.noHost }[fault];
  return { span, message: { text, args: { file: path } } };
}

/**
 * Which files the configuration leaves out. Paths as in `core/path.ts`; files outside its folder are never left out.
 */
export function exclusion({ path: configuration, exclude }: Configuration): (path: string) => boolean {
  if (exclude.length === 0) return () => false;
  const folder = folderOf(configuration);
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
  const patterns = ignore().add(exclude);
  return (path) => {
    if (!path.startsWith(prefix)) return false;
    const relative = decoded(path.slice(prefix.length), /^[a-z][a-z\d+.-]*:\/\//i.test(path));
    return ignore.isPathValid(relative) && patterns.ignores(relative);
  };
}

function decoded(path: string, isUri: boolean): string {
  if (!isUri) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray percent sign: the name is used as it stands.
  }
}

/** The findings as the configuration wants them counted: without those of rules that are off. */
export function applySeverities(
  findings: readonly Finding[],
  { severities, path }: Configuration,
): Finding[] {
  return findings.flatMap((finding) => {
    const severity = severities.get(finding.rule);
    if (severity === undefined || severity === finding.severity) return [finding];
    if (severity === 'off') return [];
    const { adjusted, ...rest } = finding;
    const from = adjusted?.from ?? finding.severity;
    // Back at the rule's own severity, nothing is changed any more.
    if (severity === from) return [{ ...rest, severity }];
    return [{ ...rest, severity, adjusted: adjustment(texts.adjusted, from, severity, fileNameOf(path)) }];
  });
}
