// What commands do to a system: packages, services, kernel modules, users and passwords, each with its place.

import type { Span } from '../../core/span';
import { isPublishedHash } from '../../knowledge/secrets';
import { type SoftwareRole, servingRoles, softwareOfCommand } from '../../knowledge/software';
import { type Command, programName, type Word } from './commands';
import { splitWords } from './line';
import { packagesOf } from './packages';
import { effective, positionals, type Run } from './wrappers';

/** Something a script names. The span covers the word. */
export interface ScriptItem extends Span {
  readonly name: string;
}

/** A package that a script installs. */
export interface ScriptPackage extends ScriptItem {
  /** The program that installs it: `apt-get`, `apk`, `pip`. */
  readonly manager: string;
  /** `language`: a library manager (pip, npm, gem), whose names mean something else than those of the system. */
  readonly kind: 'system' | 'language';
  /** The name is only the literal beginning: `linux-headers-$(uname -r)`. */
  readonly isPrefix: boolean;
}

/** A service that a script starts or enables, or a server it runs itself. */
export interface ScriptService extends ScriptItem {
  /**
   * `start` and `enable` go through a service manager; `program`: the server's own program is called; `background`:
   * any other program followed by `&`.
   */
  readonly how: 'start' | 'enable' | 'program' | 'background';
}

/** A password that a script sets. The password itself is not kept. */
export interface ScriptPassword extends Span {
  /** Whose, if that is literal. */
  readonly account?: string;
  /** `well-known`: one that everybody tries first; `variable`: an expansion decides it; `none`: it is removed. */
  readonly quality: 'literal' | 'well-known' | 'variable' | 'none';
}

/** What a script does, as far as literals tell. */
export interface ScriptFacts {
  /** Every command in order of the text, as written. */
  readonly commands: readonly Command[];
  readonly packages: readonly ScriptPackage[];
  /** Words behind which further packages may stand. */
  readonly unknownPackages: readonly Span[];
  readonly services: readonly ScriptService[];
  /** Words behind which further services may stand. */
  readonly unknownServices: readonly Span[];
  readonly kernelModules: readonly ScriptItem[];
  /** Words behind which further kernel modules may stand. */
  readonly unknownKernelModules: readonly Span[];
  /** Accounts that are created. */
  readonly users: readonly ScriptItem[];
  readonly passwords: readonly ScriptPassword[];
  /** Parts of the script could not be read: absence means nothing then. */
  readonly isPartial: boolean;
}

interface Draft {
  readonly packages: ScriptPackage[];
  readonly unknownPackages: Span[];
  readonly services: ScriptService[];
  readonly unknownServices: Span[];
  readonly kernelModules: ScriptItem[];
  readonly unknownKernelModules: Span[];
  readonly users: ScriptItem[];
  readonly passwords: ScriptPassword[];
}

/** The facts of a line of commands, read without the grammar. */
export function readLine(text: string): ScriptFacts {
  return factsOf(splitWords(text), false);
}

/** The facts of commands. */
export function factsOf(commands: readonly Command[], isPartial: boolean): ScriptFacts {
  const draft: Draft = {
    packages: [],
    unknownPackages: [],
    services: [],
    unknownServices: [],
    kernelModules: [],
    unknownKernelModules: [],
    users: [],
    passwords: [],
  };
  for (const command of commands) {
    for (const run of effective(command)) {
      addPackages(draft, run);
      addServices(draft, run);
      addKernelModules(draft, run);
      addUsers(draft, run);
      addPasswords(draft, run);
    }
  }
  return { commands, isPartial, ...draft };
}

function item(word: Word, name: string): ScriptItem {
  return { name, start: word.start, end: word.end };
}

function addPackages(draft: Draft, run: Run): void {
  const found = packagesOf(run);
  if (found === undefined) return;
  const { manager, kind } = found;
  for (const { word, name } of found.named) {
    draft.packages.push({ ...item(word, name), manager, kind, isPrefix: word.value === undefined });
  }
  for (const { start, end } of found.unknown) draft.unknownPackages.push({ start, end });
}

const systemctlValueOptions = new Set([
  '-t',
  '--type',
  '-H',
  '--host',
  '-M',
  '--machine',
  '-p',
  '--property',
  '--root',
]);

const serviceManagers = new Set([
  'systemctl',
  'initctl',
  'supervisorctl',
  'rc-update',
  'service',
  'rc-service',
  'invoke-rc.d',
  'update-rc.d',
  'chkconfig',
  'pg_ctlcluster',
]);

/** How a call to a service manager reads: which words are services, and what happens to them. */
function managed({ program, args }: Run): { how: 'start' | 'enable'; names: readonly Word[] } | undefined {
  if (program === undefined || !serviceManagers.has(program)) return undefined;
  const words = positionals(args, systemctlValueOptions);
  const [first, second, ...more] = words;
  const verb = (word: Word | undefined): 'start' | 'enable' | undefined => {
    if (word?.value === undefined) return undefined;
    if (/^(?:start|restart|try-restart|reload-or-restart|condrestart)$/.test(word.value)) return 'start';
    return /^(?:enable|reenable|defaults|on|add)$/.test(word.value) ? 'enable' : undefined;
  };
  const nameFirst = first && second && verb(second) && { how: verb(second) ?? 'start', names: [first] };
  switch (program) {
    case 'systemctl':
    case 'initctl':
    case 'supervisorctl': {
      const how = verb(first);
      return how && { how, names: words.slice(1) };
    }
    case 'rc-update': {
      const how = verb(first);
      return how && second && { how, names: [second] };
    }
    case 'service':
    case 'rc-service':
    case 'invoke-rc.d':
    case 'update-rc.d':
    case 'chkconfig':
      return nameFirst || undefined;
    case 'pg_ctlcluster': {
      const how = verb(more[0]);
      return how && first && { how, names: [{ ...first, value: 'postgresql' }] };
    }
    default:
      return undefined;
  }
}

const serverRoles: ReadonlySet<SoftwareRole> = new Set<SoftwareRole>([
  'ssh-server',
  'init-system',
  'process-supervisor',
  'remote-desktop',
  ...servingRoles,
  'vpn',
  'monitoring',
  'log-daemon',
  'scheduler',
  'container-engine',
  'hypervisor',
]);

// Calls that answer a question, prepare or stop instead of serving.
const notServing =
  /^(?:-[vVtTh]|--version|version|--help|--configtest|configtest|--initialize.*|--bootstrap|--single|stop|quit|[0-6])$/;

const trivial = new Set([
  'echo',
  'printf',
  'sleep',
  'cd',
  'test',
  '[',
  'true',
  'false',
  'wait',
  'kill',
  'read',
  'set',
  'export',
  ':',
  'date',
]);

function addServices(draft: Draft, run: Run): void {
  const { program, args, name } = run;
  const script = /(?:^|\/)(?:etc\/)?(?:rc\.d\/)?init\.d\/([\w.@-]+)$/.exec(name.value ?? '')?.[1];
  if (script !== undefined) {
    if (/^(?:re)?start$/.test(args[0]?.value ?? ''))
      draft.services.push({ ...item(name, script), how: 'start' });
    return;
  }
  const call = managed(run);
  if (call !== undefined) {
    for (const word of call.names) {
      if (word.value === undefined) draft.unknownServices.push({ start: word.start, end: word.end });
      else draft.services.push({ ...item(word, word.value.replace(/\.service$/, '')), how: call.how });
    }
    return;
  }
  if (program === undefined) return;
  const row = softwareOfCommand(program);
  const isServer = row !== undefined && serverRoles.has(row.role);
  if (isServer && !args.some((word) => notServing.test(word.value ?? ''))) {
    draft.services.push({ ...item(name, program), how: 'program' });
  } else if (run.background && !isServer && !trivial.has(program)) {
    draft.services.push({ ...item(name, program), how: 'background' });
  }
}

const moduleValueOptions = new Set(['-d', '--dirname', '-S', '--set-version', '-C', '--config']);

function addKernelModules(draft: Draft, { program, args }: Run): void {
  if (program === 'modprobe' || program === 'insmod') {
    if (
      args.some((word) =>
        /^(?:-r|-c|-D|--remove|--showconfig|--show-depends|-V|--version)$/.test(word.value ?? ''),
      )
    )
      return;
    const all = args.some((word) => word.value === '-a' || word.value === '--all');
    const words = positionals(args, moduleValueOptions);
    for (const word of all ? words : words.slice(0, 1)) addModule(draft, word, word.value);
  } else if (program === 'dkms') {
    const words = positionals(args, new Set(['-m', '-v', '-k', '-a', '-c']));
    if (!/^(?:add|build|install|autoinstall)$/.test(words[0]?.value ?? '')) return;
    const named = args[args.findIndex((word) => word.value === '-m') + 1];
    const word = args.some((candidate) => candidate.value === '-m') ? named : words[1];
    if (word !== undefined) addModule(draft, word, word.value);
  }
}

function addModule(draft: Draft, word: Word, value: string | undefined): void {
  if (value === undefined) {
    draft.unknownKernelModules.push({ start: word.start, end: word.end });
    return;
  }
  const file = value.replace(/\/+$/, '');
  const name = file.endsWith('.ko') ? file.slice(file.lastIndexOf('/') + 1, -3) : file.replace(/\/.*$/, '');
  if (name !== '') draft.kernelModules.push(item(word, name));
}

const userValueOptions = new Set(
  (
    '-u -g -G -d -c -s -k -K -p -e -f -b -h --uid --gid --groups --home --home-dir --base-dir --shell --skel --comment ' +
    '--gecos --ingroup --key --password --expiredate --inactive --firstuid --lastuid --conf --selinux-user -Z'
  ).split(' '),
);

function addUsers(draft: Draft, { program, args }: Run): void {
  if (program !== 'useradd' && program !== 'adduser') return;
  const [word, second] = positionals(args, userValueOptions);
  // `adduser USER GROUP` adds to a group.
  if (word?.value === undefined || (program === 'adduser' && second !== undefined)) return;
  draft.users.push(item(word, word.value));
}

const wellKnown = new Set(
  'root toor vagrant password passw0rd admin administrator ubuntu debian centos docker screencast test secret changeme 123456 12345 1234 qwerty'.split(
    ' ',
  ),
);

function qualityOf(password: string | undefined, account: string | undefined): ScriptPassword['quality'] {
  if (password === undefined) return 'variable';
  const bare = password.toLowerCase();
  return wellKnown.has(bare) || bare === account?.toLowerCase() ? 'well-known' : 'literal';
}

function addPasswords(draft: Draft, run: Run): void {
  const { program, args, command } = run;
  if (program === 'chpasswd') {
    for (const word of fedWords(command)) addAccounts(draft, word);
  } else if (program === 'passwd') {
    const account = positionals(args, new Set(['-n', '-x', '-w', '-i']))[0]?.value;
    const holder = account === undefined ? {} : { account };
    if (args.some((word) => word.value === '-d' || word.value === '--delete')) {
      draft.passwords.push({ start: run.start, end: run.end, ...holder, quality: 'none' });
      return;
    }
    const fed = fedWords(command)[0];
    if (fed === undefined) return;
    const password = fed.value?.split(/\\n|\n/)[0];
    draft.passwords.push({
      start: fed.start,
      end: fed.end,
      ...holder,
      quality: qualityOf(password, account),
    });
  } else if (program === 'useradd' || program === 'usermod') {
    const at = args.findIndex((word) => word.value === '-p' || word.value === '--password');
    const word = at < 0 ? undefined : args[at + 1];
    if (word === undefined) return;
    const account = positionals(args, userValueOptions)[0]?.value;
    const quality = qualityOfHash(word.value);
    if (quality === undefined) return;
    draft.passwords.push({
      start: word.start,
      end: word.end,
      ...(account === undefined ? {} : { account }),
      quality,
    });
  }
}

/** `useradd -p` takes a hash: what is none opens nothing, and a hash gives its password away only where it is published. */
function qualityOfHash(text: string | undefined): ScriptPassword['quality'] | undefined {
  if (text === undefined) return 'variable';
  if (text === '') return 'none';
  return isPublishedHash(text) ? 'well-known' : undefined;
}

/** The words whose text reaches a command's standard input, where they stand in the script. */
function fedWords(command: Command): readonly Word[] {
  if (command.input !== undefined) return [command.input];
  const from = command.pipedFrom;
  const name = from && programName(from);
  if (from === undefined || (name !== 'echo' && name !== 'printf')) return [];
  return from.args.filter((word) => !/^-[neE]+$/.test(word.text));
}

/** Adds `account:password` lines. */
function addAccounts(draft: Draft, word: Word): void {
  if (word.value === undefined) {
    const account = /^([\w.-]+):/.exec(word.prefix)?.[1];
    draft.passwords.push({
      start: word.start,
      end: word.end,
      ...(account === undefined ? {} : { account }),
      quality: 'variable',
    });
    return;
  }
  for (const line of word.value.split(/\\n|\n/)) {
    const [, account, password] = /^([^:\s]+):(\S+)\s*$/.exec(line.trim()) ?? [];
    if (account === undefined || password === undefined) continue;
    const isTemplate = /^%|^\$/.test(password);
    const quality = isTemplate ? 'variable' : qualityOf(password, account);
    draft.passwords.push({ start: word.start, end: word.end, account, quality });
  }
}
