// Which words of a package manager's call are packages.

import type { Word } from './commands';
import { positionals, type Run } from './wrappers';

/** The packages of one call. */
export interface PackageCall {
  readonly manager: string;
  readonly kind: 'system' | 'language';
  readonly named: readonly { readonly word: Word; readonly name: string }[];
  /** Words that an expansion decides, wholly or after a beginning. */
  readonly unknown: readonly Word[];
}

interface Manager {
  readonly kind: 'system' | 'language';
  readonly programs: RegExp;
  /** The words that make the call an installation, several for `global add`; absent where an option does. */
  readonly verbs?: readonly string[];
  /** An option that must be there as well. */
  readonly option?: RegExp;
  readonly valueOptions: ReadonlySet<string>;
  /** The package's name without version and place; `undefined` for a word that names none. */
  nameOf(word: string): string | undefined;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

// A file or URL of a package: its name up to the version.
const packageFile = (word: string, extension: string): string =>
  word.slice(word.lastIndexOf('/') + 1, -extension.length).replace(/[-_]\d.*$/, '');

function debianName(word: string): string | undefined {
  if (word.endsWith('.deb')) return packageFile(word, '.deb');
  // A trailing minus removes the package; a trailing caret names a task.
  if (word.endsWith('-')) return undefined;
  return word.replace(/[=/:].*$/, '').replace(/\^$/, '');
}

function rpmName(word: string): string {
  if (word.endsWith('.rpm'))
    return packageFile(word.replace(/\.(?:x86_64|noarch|i[36]86|aarch64)\.rpm$/, '.rpm'), '.rpm');
  return word
    .replace(/[=<>].*$/, '')
    .replace(/\.(?:x86_64|noarch|i[36]86|aarch64)$/, '')
    .replace(/-\d+:?[\d.]*\.[\d.*]*(?:-\d[\w.*]*)?$/, '');
}

function groupName(word: string): string {
  return `@${word.replace(/^@/, '').toLowerCase().replaceAll(' ', '-')}`;
}

function pythonName(word: string): string | undefined {
  if (/^[./~]|:\/\/|^git\+/.test(word)) return undefined;
  return word.replace(/[[=<>~!;@ ].*$/, '');
}

const rpmOptions = set(
  '-c -x -d -e -R --config --exclude --enablerepo --disablerepo --repo --repoid --setopt --installroot --releasever --forcearch --enable-plugin --disable-plugin',
);

const managers: readonly Manager[] = [
  {
    kind: 'system',
    programs: /^(?:apt|apt-get|aptitude)$/,
    verbs: ['install', 'reinstall'],
    valueOptions: set(
      '-o -t -c -a --option --target-release --default-release --config-file --host-architecture',
    ),
    nameOf: debianName,
  },
  { kind: 'system', programs: /^install_packages$/, valueOptions: set(''), nameOf: debianName },
  {
    kind: 'system',
    programs: /^dpkg$/,
    option: /^(?:-i|--install)$/,
    valueOptions: set(''),
    nameOf: debianName,
  },
  {
    kind: 'system',
    programs: /^tasksel$/,
    verbs: ['install'],
    valueOptions: set(''),
    nameOf: (word) => `task-${word}`,
  },
  {
    kind: 'system',
    programs: /^apk$/,
    verbs: ['add'],
    valueOptions: set(
      '-t -X -p --virtual --repository --root --keys-dir --repositories-file --arch --cache-dir',
    ),
    nameOf: (word) => (word.startsWith('!') ? undefined : word.replace(/[=<>~@].*$/, '')),
  },
  {
    kind: 'system',
    programs: /^(?:yum|dnf|dnf5|microdnf|tdnf)$/,
    verbs: ['groupinstall', 'group install'],
    valueOptions: rpmOptions,
    nameOf: groupName,
  },
  {
    kind: 'system',
    programs: /^(?:yum|dnf|dnf5|microdnf|tdnf)$/,
    verbs: ['install', 'localinstall', 'reinstall'],
    valueOptions: rpmOptions,
    nameOf: (word) => (word.startsWith('@') ? groupName(word) : rpmName(word)),
  },
  {
    kind: 'system',
    programs: /^rpm$/,
    option: /^(?:-[a-z]*[iU][a-z]*|--install|--upgrade)$/,
    valueOptions: set('--root --dbpath'),
    nameOf: rpmName,
  },
  {
    kind: 'system',
    programs: /^zypper$/,
    verbs: ['install', 'in'],
    valueOptions: set('-t -r -R --type --repo --from --root --plus-repo'),
    nameOf: rpmName,
  },
  {
    kind: 'system',
    programs: /^(?:pacman|yay|paru)$/,
    option: /^(?:-S[yuw]*|--sync)$/,
    valueOptions: set('-r -b --root --dbpath --config --cachedir --ignore --overwrite'),
    nameOf: (word) => word.replace(/^.*\//, '').replace(/[=<>].*$/, ''),
  },
  { kind: 'system', programs: /^pkg$/, verbs: ['install'], valueOptions: set('-r'), nameOf: (word) => word },
  {
    kind: 'system',
    programs: /^snap$/,
    verbs: ['install'],
    valueOptions: set('--channel --revision'),
    nameOf: (word) => word,
  },
  {
    kind: 'language',
    programs: /^pip[\d.]*$/,
    verbs: ['install'],
    valueOptions: set(
      '-r -c -e -i -f -t --requirement --constraint --editable --index-url --extra-index-url --find-links --target --prefix --root --platform --python --trusted-host --timeout --retries --cache-dir --proxy',
    ),
    nameOf: pythonName,
  },
  {
    kind: 'language',
    programs: /^(?:npm|pnpm)$/,
    verbs: ['install', 'i', 'add'],
    option: /^(?:-g|--global)$/,
    valueOptions: set('--registry --prefix --cache --loglevel'),
    nameOf: (word) => (/^[./~]|:\/\//.test(word) ? undefined : word.replace(/(?!^)@.*$/, '')),
  },
  {
    kind: 'language',
    programs: /^yarn$/,
    verbs: ['global add'],
    valueOptions: set('--prefix --registry'),
    nameOf: (word) => word.replace(/(?!^)@.*$/, ''),
  },
  {
    kind: 'language',
    programs: /^gem$/,
    verbs: ['install', 'i'],
    valueOptions: set('-v -i -n -s -p --version --install-dir --bindir --source --platform'),
    nameOf: (word) => word.replace(/:.*$/, '').replace(/\.gem$/, ''),
  },
];

const anyManager = new RegExp(managers.map(({ programs }) => programs.source).join('|'));

/** The packages a program is told to install, or `undefined` where it is no such call. */
export function packagesOf({ program, args }: Run): PackageCall | undefined {
  if (program === undefined || !anyManager.test(program)) return undefined;
  for (const manager of managers) {
    if (!manager.programs.test(program)) continue;
    const words = installed(manager, args);
    if (words !== undefined) return { manager: program, kind: manager.kind, ...sort(words, manager) };
  }
  return undefined;
}

/** The words behind the verb, where the call is an installation. */
function installed(
  { verbs, option, valueOptions }: Manager,
  args: readonly Word[],
): readonly Word[] | undefined {
  if (option !== undefined && !args.some((word) => option.test(word.value ?? ''))) return undefined;
  const words = positionals(args, valueOptions);
  if (verbs === undefined) return words;
  // Options in a variable may stand before the verb: `apt-get $OPTIONS install`.
  const first = words.findIndex((word) => word.value !== undefined);
  for (const verb of verbs) {
    const parts = verb.split(' ');
    if (parts.every((part, i) => words[first + i]?.value === part)) return words.slice(first + parts.length);
  }
  return undefined;
}

function sort(words: readonly Word[], { nameOf }: Manager): Pick<PackageCall, 'named' | 'unknown'> {
  const named: { word: Word; name: string }[] = [];
  const unknown: Word[] = [];
  for (const word of words) {
    // `linux-headers-$(uname -r)` still tells what it is.
    const known = word.value ?? word.prefix.replace(/[-_.=:/]+$/, '');
    const name = known === '' ? undefined : nameOf(known);
    if (word.value === undefined) unknown.push(word);
    if (name !== undefined && name !== '') named.push({ word, name });
  }
  return { named, unknown };
}
