// Reads user data, of a file or embedded in another format, into what it decides about the machine it is put into.
import { implied, isKnown, join } from '../../core/fact';
import { documents } from '../../knowledge/sources';
import type { Code } from '../code';
import { closeSoftware, type Locate } from '../software';
import { decodedCode } from '../yaml/code';
import { resolve } from '../yaml/tree';
import { openConfig, readConfig, rootOf } from './config';
import {
  addCommands,
  addProvisioner,
  addScript,
  closeAll,
  type Draft,
  emptyDraft,
  finish,
  locator,
  type UserData,
} from './draft';
import { fetched, notRead, windowsTags } from './messages';
import { kindOf, type Part, partsOf } from './parts';
import { type Config, scalarOf, textAt } from './values';

export type { UserData } from './draft';

/**
 * Reads user data: a cloud-config, an autoinstall section, a script, a MIME message or an archive of them. Total.
 *
 * A file passes `{ text }`. A format that holds user data passes it with the way back into its file: for a YAML scalar
 * `decodedCode(text, scalar)` of `formats/yaml/code.ts`; for a heredoc or a literal the text without what surrounds and
 * indents it, and `pieces`, pairs of an offset in it and the offset in the file, one for each line. Every place is then in
 * `path`. What comes back is spread over `unsaidMachine(…)`: `{ ...unsaidMachine(notStated), ...facts }`.
 */
export function readUserData(code: Code, path: string): UserData {
  return readParts(code, path).data;
}

/** User data with the cloud-configs that are its parts, for whoever asks for comments and edits. */
export interface ReadParts {
  readonly data: UserData;
  readonly configs: readonly Config[];
}

/** Reads user data as `readUserData` does, and keeps the trees of its parts. */
export function readParts(code: Code, path: string): ReadParts {
  const draft = emptyDraft();
  const at = locator(code, (span) => ({ path, span }));
  // Offsets of parts are those of `code`, whose pieces `at` follows.
  const configs = partsOf({ text: code.text }).flatMap((part) => readPart(draft, part, at, 0) ?? []);
  return { data: finish(draft), configs };
}

/** What user data decides that cannot be read: encoded, or from somewhere else. */
export function unreadUserData(): UserData {
  const draft = emptyDraft();
  closeAll(draft, notRead);
  return finish(draft);
}

/** What two pieces of user data decide together; the second one's name and updates count where it has them. */
export function joinUserData(first: UserData, second: UserData): UserData {
  const { software } = first;
  return {
    software: {
      packages: join(software.packages, second.software.packages),
      services: join(software.services, second.software.services),
      kernelModules: join(software.kernelModules, second.software.kernelModules),
    },
    secrets: join(first.secrets, second.secrets),
    provisioners: join(first.provisioners, second.provisioners),
    operatingSystem: isKnown(second.operatingSystem) ? second.operatingSystem : first.operatingSystem,
    plaintextManagement: join(first.plaintextManagement, second.plaintextManagement),
    automaticUpdates: isKnown(second.automaticUpdates) ? second.automaticUpdates : first.automaticUpdates,
    insecureKey: isKnown(second.insecureKey) ? second.insecureKey : first.insecureKey,
    name: isKnown(second.name) ? second.name : first.name,
  };
}

/** Archives within archives that are followed. */
const deepest = 2;

/** Adds a part to the draft; gives its tree where it is a cloud-config. */
function readPart(draft: Draft, { kind, code }: Part, outer: Locate, depth: number): Config | undefined {
  const at = locator(code, outer);
  switch (kind) {
    case 'cloud-config': {
      const config = openConfig(code.text, draft, at);
      const root = rootOf(config);
      if (root !== undefined) readConfig(config, root);
      return config;
    }
    case 'archive':
      if (depth < deepest) readArchive(draft, code, at, depth);
      else closeAll(draft, notRead);
      return undefined;
    case 'script':
      readScriptPart(draft, code.text, at);
      return undefined;
    case 'powershell': {
      const line = { start: 0, end: Math.max(0, code.text.search(/[\r\n]|$/)) };
      draft.operatingSystem = implied({ family: 'windows' }, windowsTags, documents.cloudInit, at(line));
      addProvisioner(draft, 'shell', at(line));
      addCommands(draft, code.text, at);
      return undefined;
    }
    case 'include':
      closeAll(draft, fetched);
      return undefined;
    default:
      if (code.text.trim() !== '') closeAll(draft, notRead);
      return undefined;
  }
}

/** A script of a shell; others are not read. */
function readScriptPart(draft: Draft, text: string, at: Locate): void {
  const end = text.search(/[\r\n]|$/);
  const first = text.slice(0, end);
  addProvisioner(draft, 'shell', at({ start: 0, end }));
  if (first.startsWith('#!') && !/\b(?:ba|da|a|z|k)?sh\b/.test(first)) closeSoftware(draft, notRead);
  else addScript(draft, text, at);
}

/** A list of parts, each a text, or a map with its type and content. */
function readArchive(draft: Draft, code: Code, at: Locate, depth: number): void {
  const config = openConfig(code.text, draft, at);
  const root = config.yaml.documents[0]?.root;
  if (root?.kind !== 'sequence') return;
  for (const item of config.reader.items(root)) {
    const value = resolve(item.value);
    const scalar =
      value?.kind === 'map' ? scalarOf(config.reader.get(value, 'content')?.value) : scalarOf(value);
    if (scalar === undefined || config.seen.has(scalar)) continue;
    config.seen.add(scalar);
    const content = decodedCode(config.yaml.text, scalar);
    const type = value?.kind === 'map' ? textAt(config, value, 'type') : undefined;
    readPart(draft, { kind: kindOfType(type, content.text), code: content }, at, depth + 1);
  }
}

function kindOfType(type: string | undefined, text: string): Part['kind'] {
  if (type === 'text/cloud-config') return 'cloud-config';
  return type?.startsWith('text/x-shellscript') === true ? 'script' : kindOf(text);
}
