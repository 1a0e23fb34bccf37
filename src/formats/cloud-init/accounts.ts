// Passwords and private keys in a cloud-config: only those that work as written, with their quality.
import { stated } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Secret } from '../../core/workload';
import { isPasswordHash, isPublishedHash, isPublishedKey, passwordQuality } from '../../knowledge/secrets';
import { resolve, type YamlMap } from '../yaml/tree';
import {
  type Config,
  codeAt,
  isNo,
  isOpen,
  itemsOf,
  mapAt,
  placeOf,
  scalarOf,
  textAt,
  valueAt,
} from './values';

/** How a password is written: as it is typed, or as its hash. */
type Writing = 'plain' | 'hash';

/** The account that images bring and `password:` is for; its name differs from image to image. */
const defaultUser = 'default';

/** Reads everything about logins in the map of a cloud-config. */
export function readAccounts(config: Config, map: YamlMap): void {
  const { reader, draft } = config;
  const isConsoleOnly = isNo(textAt(config, map, 'ssh_pwauth'));
  const add = (account: string, password: string, writing: Writing, place: Place): void =>
    addPassword(config, { account, password, writing, place, isConsoleOnly });

  readKeys(config, map);
  for (const { name, settings } of usersOf(config, map)) {
    readKeys(config, settings);
    // `lock_passwd` is true by default (cloud-init docs, Users and Groups), and a locked password opens nothing.
    const lock = ['lock_passwd', 'lock-passwd', 'lock_password'].map((key) => textAt(config, settings, key));
    if (!lock.some(isNo)) continue;
    for (const [key, writing] of userKeys) {
      const pair = reader.get(settings, key);
      const password = scalarOf(pair?.value)?.text;
      if (pair !== undefined && password !== undefined) add(name, password, writing, placeOf(config, pair));
    }
  }

  const single = reader.get(map, 'password');
  const password = scalarOf(single?.value)?.text;
  const owner = ownerOf(config, map);
  if (single !== undefined && password !== undefined && owner !== undefined)
    add(owner, password, 'plain', placeOf(config, single));
  readChpasswd(config, map, add);

  const keys = mapAt(config, map, 'ssh_keys');
  for (const pair of keys === undefined ? [] : reader.pairs(keys)) {
    const text = scalarOf(pair.value)?.text ?? '';
    const name = pair.name ?? '';
    if (name.endsWith('_private') && isPrivateKey(text))
      draft.secrets.push(stated({ kind: 'private-key', name, quality: 'literal' }, placeOf(config, pair)));
  }
}

const userKeys: readonly (readonly [key: string, writing: Writing])[] = [
  ['plain_text_passwd', 'plain'],
  ['plain-text-passwd', 'plain'],
  ['passwd', 'hash'],
  ['hashed_passwd', 'hash'],
  ['hashed-passwd', 'hash'],
];

/** Public keys that let somebody in: the published one lets everybody in. */
function readKeys(config: Config, map: YamlMap): void {
  for (const key of ['ssh_authorized_keys', 'ssh-authorized-keys']) {
    for (const statement of itemsOf(config, config.reader.get(map, key)))
      if (isPublishedKey(scalarOf(statement.value)?.text ?? ''))
        config.draft.insecureKey = stated(true, placeOf(config, statement));
  }
}

/** Whether a text holds a private key that no password protects, and not what stands for one. */
export function isPrivateKey(text: string): boolean {
  return /-----BEGIN (?:[A-Z]{1,9} ){0,2}PRIVATE KEY-----\s{1,20}[A-Za-z0-9+/=]{32}/.test(text);
}

/** Whose password the key `password` sets; `undefined` where a list of users leaves the image's own one out. */
function ownerOf(config: Config, map: YamlMap): string | undefined {
  const user = config.reader.get(map, 'user');
  const settings = user && resolve(user.value);
  const name = settings?.kind === 'map' ? textAt(config, settings, 'name') : textAt(config, map, 'user');
  if (name !== undefined) return name;
  const list = config.reader.get(map, 'users');
  const entries = itemsOf(config, list).map(({ value }) => scalarOf(value)?.text);
  return list === undefined || entries.some((entry) => entry?.split(/,\s*/).includes('default') === true)
    ? defaultUser
    : undefined;
}

/** A user with settings of its own. */
interface User {
  readonly name: string;
  readonly settings: YamlMap;
}

function usersOf(config: Config, map: YamlMap): readonly User[] {
  return ['users', 'user'].flatMap((key) =>
    entriesOf(config, map, key).flatMap(({ settings, named }): User[] => {
      const name = textAt(config, settings, 'name') ?? named;
      return [{ name: name === undefined || isOpen(name) ? defaultUser : name, settings }];
    }),
  );
}

function entriesOf(
  config: Config,
  map: YamlMap,
  key: string,
): readonly { readonly settings: YamlMap; readonly named: string | undefined }[] {
  const value = valueAt(config, map, key);
  // One user of the `user` key, or the items of the list; a map of users names them by its keys.
  if (value?.kind === 'map' && (key === 'user' || config.reader.get(value, 'name') !== undefined))
    return [{ settings: value, named: undefined }];
  return itemsOf(config, config.reader.get(map, key)).flatMap((statement) => {
    const settings = resolve(statement.value);
    const named = statement.kind === 'pair' ? statement.name : undefined;
    return settings?.kind === 'map' ? [{ settings, named }] : [];
  });
}

function readChpasswd(
  config: Config,
  map: YamlMap,
  add: (account: string, password: string, writing: Writing, place: Place) => void,
): void {
  const { reader } = config;
  const settings = mapAt(config, map, 'chpasswd');
  if (settings === undefined) return;
  for (const statement of itemsOf(config, reader.get(settings, 'list'))) {
    const scalar = scalarOf(statement.value);
    if (scalar === undefined) continue;
    const { code, at } = codeAt(config, scalar);
    for (const { 0: line, 1: account = '', 2: text = '', index } of code.text.matchAll(
      /^[ \t]*([^:\s]{1,100}):[ \t]*(\S.*)/gm,
    )) {
      const start = index + line.search(/\S/);
      add(account, text.trimEnd(), 'plain', at({ start, end: start + line.trim().length }));
    }
  }
  for (const statement of itemsOf(config, reader.get(settings, 'users'))) {
    const user = resolve(statement.value);
    const pair = user?.kind === 'map' ? reader.get(user, 'password') : undefined;
    const password = scalarOf(pair?.value)?.text;
    if (user?.kind !== 'map' || pair === undefined || password === undefined) continue;
    // `type: hash` is the default (cloud-init docs, Set Passwords).
    const writing = textAt(config, user, 'type') === 'text' ? 'plain' : 'hash';
    add(textAt(config, user, 'name') ?? defaultUser, password, writing, placeOf(config, pair));
  }
}

/** A password as a file writes it. */
interface Password {
  readonly account: string;
  readonly password: string;
  readonly writing: Writing;
  readonly place: Place;
  /** Whether sshd refuses passwords, so that it opens the console alone. */
  readonly isConsoleOnly: boolean;
}

/** Adds a password that works as written. */
export function addPassword(
  { draft }: Config,
  { account, password, writing, place, isConsoleOnly }: Password,
): void {
  const quality = qualityOf(password, account, writing);
  if (quality === undefined || draft.passwordsAt.has(place.span.start)) return;
  draft.passwordsAt.add(place.span.start);
  const name = isConsoleOnly ? `console: ${account}` : account;
  draft.secrets.push(stated({ kind: 'password', name, quality }, place));
}

function qualityOf(password: string, account: string, writing: Writing): Secret['quality'] | undefined {
  if (isPasswordHash(password)) return isPublishedHash(password) ? 'well-known' : undefined;
  // What is no hash opens nothing where one is expected.
  if (writing === 'hash' || /^(?:R|RANDOM)$/.test(password) || isOpen(password)) return undefined;
  return passwordQuality(account, password);
}
