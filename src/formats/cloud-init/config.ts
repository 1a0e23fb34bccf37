// Reads a cloud-config and an autoinstall section into a draft: packages, services, updates, tools, the system.
import { implied, isKnown, stated, unknown } from '../../core/fact';
import type { OperatingSystem } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { closeSoftware, type Locate } from '../software';
import { isTemplated } from '../yaml/mask';
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlItem, type YamlMap, type YamlPair, yamlReader } from '../yaml/tree';
import { addPassword, readAccounts } from './accounts';
import { readCommands, readFiles } from './commands';
import { addProvisioner, closeAll, type Draft } from './draft';
import {
  autoinstallIsUbuntu,
  broken,
  coreosKey,
  elsewhere,
  suiteNamesRelease,
  templateDecides,
} from './messages';
import {
  type Config,
  codeAt,
  isNo,
  isYes,
  itemsOf,
  mapAt,
  placeOf,
  scalarOf,
  statedText,
  textAt,
  valueAt,
} from './values';

/** Steps of lookup that one cloud-config gets: some thousand packages, or as many entries behind aliases. */
const maxSteps = 100_000;

/** A YAML text as a cloud-config, ready to be looked into; directives of templates that take a line are comments. */
export function openConfig(text: string, draft: Draft, at: Locate): Config {
  const masked = text.replace(/^[ \t]*(?:%\{|<%).*$/gm, (line) => `#${line.slice(1).replace(/[^\r]/g, ' ')}`);
  const config: Config = {
    yaml: parseYaml(masked),
    reader: yamlReader(maxSteps),
    draft,
    at,
    seen: new Set(),
  };
  const directive = text.search(/^[ \t]*(?:%\{|<%)/m);
  const hole = directive === -1 ? config.yaml.tagLines[0] : directive;
  if (hole !== undefined) closeAll(draft, unknown(templateDecides, at({ start: hole, end: hole + 1 })));
  if (config.yaml.errors.length > 0 || config.yaml.problems.length > 0) closeAll(draft, broken);
  return config;
}

/** The map of the first document that has one. */
export function rootOf({ yaml }: Config): YamlMap | undefined {
  const root = yaml.documents.find((document) => document.root !== undefined)?.root;
  return root?.kind === 'map' ? root : undefined;
}

/** Reads a cloud-config. */
export function readConfig(config: Config, map: YamlMap): void {
  const { reader, draft } = config;
  const install = autoinstallOf(config, map);
  if (install !== undefined) readAutoinstall(config, install);
  if (install === map) return;
  readName(config, map, ['hostname', 'fqdn']);
  readPackages(config, reader.get(map, 'packages'));
  readUpgrades(config, map);
  readAccounts(config, map);
  for (const key of ['bootcmd', 'runcmd']) readCommands(config, reader.get(map, key));
  const snap = mapAt(config, map, 'snap');
  if (snap !== undefined) readCommands(config, reader.get(snap, 'commands'));
  readTools(config, map);
  readServices(config, map);
  readCoreos(config, map);
  readSuites(config, map);
  readFiles(config, map);
  if (reader.exhausted()) closeAll(draft, broken);
}

/** The autoinstall section; a file for the installer alone may leave its key out. */
function autoinstallOf(config: Config, map: YamlMap): YamlMap | undefined {
  const section = mapAt(config, map, 'autoinstall');
  if (section !== undefined) return section;
  const has = (key: string): boolean => config.reader.get(map, key) !== undefined;
  return has('version') && (has('identity') || has('late-commands') || has('user-data')) ? map : undefined;
}

function readName(config: Config, map: YamlMap, keys: readonly string[]): void {
  for (const key of keys) {
    const pair = config.reader.get(map, key);
    const text = pair === undefined ? undefined : textAt(config, map, key);
    if (pair === undefined || text === undefined || text === '' || isKnown(config.draft.name)) continue;
    config.draft.name = statedText(config, pair, text);
  }
}

/** Managers of whose names a list under `packages` may be made up. */
const managers = new Set(['apt', 'snap']);

/** `packages`: names, names with versions, and lists of them by manager. */
function readPackages(config: Config, pair: YamlPair | undefined): void {
  for (const statement of itemsOf(config, pair)) {
    const value = resolve(statement.value);
    if (value?.kind === 'map') {
      for (const inner of config.reader.pairs(value)) {
        if (managers.has(inner.name ?? ''))
          for (const item of itemsOf(config, inner)) addPackage(config, item);
      }
    } else addPackage(config, statement);
  }
}

/** A name, or a name with its version as a list of two. */
function addPackage(config: Config, statement: YamlItem | YamlPair): void {
  const value = resolve(statement.value);
  const first = value?.kind === 'sequence' ? value.items[0]?.value : statement.value;
  const text = scalarOf(first)?.text.trim() ?? '';
  if (text === '') return;
  const name = text.replace(/[=<>].*$/, '').replace(/\^$/, '');
  if (/^[\w@.+:~*/-]+$/.test(name)) addName(config, statement, name);
  else config.draft.rest.packages ??= unknown(templateDecides, placeOf(config, statement));
}

function addName(config: Config, statement: YamlItem | YamlPair, name: string): void {
  config.draft.packages.push(statedText(config, statement, name));
  if (/^(?:unattended-upgrades|dnf-automatic|yum-cron)$/.test(name))
    config.draft.updates.push(stated('regular', placeOf(config, statement)));
}

/** Old names beside today's. */
const upgradeKeys = ['package_upgrade', 'apt_upgrade'];

function readUpgrades(config: Config, map: YamlMap): void {
  const pairs = upgradeKeys.flatMap((key) => config.reader.get(map, key) ?? []);
  for (const pair of pairs) {
    const text = scalarOf(pair.value)?.text;
    if (isYes(text)) config.draft.updates.push(stated('once', placeOf(config, pair)));
    else if (isNo(text)) config.draft.updates.push(stated('never', placeOf(config, pair)));
  }
}

const tools: readonly (readonly [key: string, name: string])[] = [
  ['ansible', 'ansible'],
  ['puppet', 'puppet'],
  ['chef', 'chef'],
  ['salt_minion', 'salt'],
];

/** Modules that hand the machine over to a tool for configuration. */
function readTools(config: Config, map: YamlMap): void {
  for (const [key, name] of tools) {
    const pair = config.reader.get(map, key);
    if (pair === undefined || scalarOf(pair.value)?.type === 'null') continue;
    addProvisioner(config.draft, name, config.at(pair.keySpan));
    closeSoftware(config.draft, unknown(elsewhere, config.at(pair.keySpan)));
  }
}

/** Modules that set a service up: time, logs, VPN, containers. */
function readServices(config: Config, map: YamlMap): void {
  const { draft, reader } = config;
  const rsyslog = reader.get(map, 'rsyslog');
  if (rsyslog !== undefined) draft.services.push(statedText(config, rsyslog, 'rsyslog'));
  const ntp = mapAt(config, map, 'ntp');
  const client = ntp && reader.get(ntp, 'ntp_client');
  const clientName = ntp && textAt(config, ntp, 'ntp_client');
  if (
    ntp !== undefined &&
    client !== undefined &&
    clientName !== undefined &&
    clientName !== 'auto' &&
    !isNo(textAt(config, ntp, 'enabled'))
  )
    draft.services.push(statedText(config, client, clientName));
  const wireguard = reader.get(map, 'wireguard');
  if (wireguard !== undefined) draft.packages.push(statedText(config, wireguard, 'wireguard-tools'));
}

/** Units of CoreOS Container Linux, which ended in 2020. */
function readCoreos(config: Config, map: YamlMap): void {
  const { draft, reader } = config;
  const pair = reader.get(map, 'coreos');
  const coreos = pair && resolve(pair.value);
  if (pair === undefined || coreos?.kind !== 'map') return;
  const system: OperatingSystem = { family: 'linux', distribution: 'coreos' };
  draft.operatingSystem = implied(system, coreosKey, documents.cloudInit, config.at(pair.keySpan));
  for (const { value } of itemsOf(config, reader.get(coreos, 'units'))) {
    const unit = resolve(value);
    if (unit?.kind !== 'map') continue;
    const pairOfName = reader.get(unit, 'name');
    const name = textAt(config, unit, 'name')?.replace(/\.service$/, '') ?? '';
    const command = textAt(config, unit, 'command') ?? '';
    if (pairOfName === undefined || name === '') continue;
    const isOff = command === 'stop' || isYes(textAt(config, unit, 'mask'));
    // The whole unit, since no single value of it says so.
    if (isOff && name === 'update-engine') draft.updates.push(stated('off', config.at(unit.span)));
    else if (!isOff && (/^(?:re)?start$/.test(command) || isYes(textAt(config, unit, 'enable'))))
      draft.services.push(statedText(config, pairOfName, name));
  }
}

/** A line of an APT source: options, address, suite; a suite may have `-updates` behind it. */
const sourceLine =
  /\bdeb(?:-src)?[ \t]+(?:\[[^\]\n]{0,200}\][ \t]+)?\S{1,300}[ \t]+([a-z]{4,12})(?:-[a-z]+)?(?=[\s/]|$)/;

/** What the suites of APT sources say about the release; the names of suites belong to one release each. */
function readSuites(config: Config, map: YamlMap): void {
  const apt = mapAt(config, map, 'apt');
  if (apt === undefined) return;
  const sources = mapAt(config, apt, 'sources');
  const pairs = [
    ...[config.reader.get(apt, 'sources_list') ?? []].flat(),
    ...(sources === undefined ? [] : config.reader.pairs(sources)).flatMap(({ value }) => {
      const source = resolve(value);
      return source?.kind === 'map' ? (config.reader.get(source, 'source') ?? []) : [];
    }),
  ];
  for (const pair of pairs) {
    const scalar = scalarOf(pair.value);
    if (scalar === undefined) continue;
    const { code, at } = codeAt(config, scalar);
    const found = sourceLine.exec(code.text);
    const system = found === null ? undefined : operatingSystemOf(found[1] ?? '');
    if (found === null || system?.release === undefined) continue;
    config.draft.operatingSystem = implied(
      system,
      suiteNamesRelease,
      documents.cloudInit,
      at({ start: found.index, end: found.index + found[0].length }),
    );
    return;
  }
}

/** Reads what Ubuntu's installer is told, and the cloud-config it hands on to the installed system. */
function readAutoinstall(config: Config, map: YamlMap): void {
  const { reader, draft } = config;
  const place = config.at(map.owner?.kind === 'pair' ? map.owner.keySpan : (map.pairs[0]?.span ?? map.span));
  draft.operatingSystem = implied(
    { family: 'linux', distribution: 'ubuntu' },
    autoinstallIsUbuntu,
    documents.autoinstall,
    place,
  );
  const ssh = mapAt(config, map, 'ssh');
  const identity = mapAt(config, map, 'identity');
  if (identity !== undefined) {
    readName(config, identity, ['hostname']);
    const pair = reader.get(identity, 'password');
    const password = scalarOf(pair?.value)?.text;
    if (pair !== undefined && password !== undefined)
      addPassword(config, {
        account: textAt(config, identity, 'username') ?? 'default',
        password,
        writing: 'hash',
        place: placeOf(config, pair),
        isConsoleOnly: ssh !== undefined && isNo(textAt(config, ssh, 'allow-pw')),
      });
  }
  readPackages(config, reader.get(map, 'packages'));
  for (const { value } of itemsOf(config, reader.get(map, 'snaps'))) {
    const snap = resolve(value);
    const pair = snap?.kind === 'map' ? reader.get(snap, 'name') : undefined;
    if (pair !== undefined) addPackage(config, pair);
  }
  const server = ssh && reader.get(ssh, 'install-server');
  if (ssh !== undefined && server !== undefined && isYes(textAt(config, ssh, 'install-server')))
    draft.packages.push(statedText(config, server, 'openssh-server'));
  const source = mapAt(config, map, 'source');
  const id = source && reader.get(source, 'id');
  const edition = source && textAt(config, source, 'id');
  if (id !== undefined && edition?.includes('desktop') === true)
    draft.packages.push(statedText(config, id, edition));
  readCommands(config, reader.get(map, 'late-commands'));
  readSuites(config, map);
  const updates = reader.get(map, 'updates');
  if (updates !== undefined && /^(?:security|all)$/.test(textAt(config, map, 'updates') ?? ''))
    draft.updates.push(stated('once', placeOf(config, updates)));
  const nested = valueAt(config, map, 'user-data');
  if (nested?.kind === 'map' && nested !== map) readConfig(config, nested);
  else if (nested?.kind === 'scalar' && isTemplated(nested.text)) closeAll(draft, unknown(templateDecides));
}
