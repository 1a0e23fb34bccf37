// What user data has given so far; scripts of any origin add to it.
import {
  type Fact,
  type Known,
  listed,
  notStated,
  type Stated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import type { OperatingSystem, Secret, VirtualMachine } from '../../core/workload';
import { type Code, sourceSpan } from '../code';
import { readLine } from '../shell/facts';
import { periodicIn, type UpdateStep, type Updating, updatesFact, updatesIn } from '../shell/updates';
import { readWindows } from '../windows/commands';
import { notRead, variableDecides } from './messages';

/** What user data decides about the machine it is put into. */
export interface UserData
  extends Pick<
    VirtualMachine,
    | 'software'
    | 'secrets'
    | 'provisioners'
    | 'operatingSystem'
    | 'plaintextManagement'
    | 'automaticUpdates'
    | 'insecureKey'
  > {
  /** The host name it gives the machine. */
  readonly name: Fact<string>;
}

/** Where a span of some text stands in the file. */
export type Locate = (span: Span) => Place;

/** Where spans of a text stand that was taken from another one. */
export function locator(code: Code, outer: Locate): Locate {
  return ({ start, end }) => outer(sourceSpan(code, start, end));
}

/** Lists that grow while user data is read. */
export interface Draft {
  readonly packages: Known<string>[];
  readonly services: Known<string>[];
  readonly kernelModules: Known<string>[];
  readonly secrets: Known<Secret>[];
  /** Where the places of passwords start: an alias may give the same line to several accounts. */
  readonly passwordsAt: Set<number>;
  readonly provisioners: Known<string>[];
  readonly plaintextManagement: Known<string>[];
  readonly updates: Stated<Updating>[];
  /** Every word of the commands that were read, for files that they run. */
  readonly words: Set<string>;
  readonly rest: {
    packages?: Unknown;
    services?: Unknown;
    kernelModules?: Unknown;
    secrets?: Unknown;
    provisioners?: Unknown;
  };
  operatingSystem: Fact<OperatingSystem>;
  insecureKey: Fact<boolean>;
  name: Fact<string>;
}

/** A draft of which nothing is known. */
export function emptyDraft(): Draft {
  return {
    packages: [],
    services: [],
    kernelModules: [],
    secrets: [],
    passwordsAt: new Set(),
    provisioners: [],
    plaintextManagement: [],
    updates: [],
    words: new Set(),
    rest: {},
    operatingSystem: notStated,
    insecureKey: notStated,
    name: notStated,
  };
}

/** There may be more software than was read. */
export function closeSoftware({ rest }: Draft, why: Unknown): void {
  rest.packages ??= why;
  rest.services ??= why;
  rest.kernelModules ??= why;
}

/** There may be more of everything than was read. */
export function closeAll(draft: Draft, why: Unknown): void {
  closeSoftware(draft, why);
  draft.rest.secrets ??= why;
  draft.rest.provisioners ??= why;
}

/** Names a provisioner once. */
export function addProvisioner({ provisioners }: Draft, name: string, place: Place): void {
  if (!provisioners.some(({ value }) => value === name)) provisioners.push(stated(name, place));
}

/** Template tags and expressions as expansions of a shell, as long as they are. */
function maskTags(script: string): string {
  if (!/\{\{|<%|\{%/.test(script)) return script;
  return script.replace(
    /\{\{[^}\n]{0,400}\}\}|<%[^%\n]{0,400}%>|\{%[^%\n]{0,400}%\}/g,
    (tag) => `\${${'_'.repeat(tag.length - 3)}}`,
  );
}

/** Adds what a shell script does. */
export function addScript(draft: Draft, script: string, at: Locate): void {
  const text = maskTags(script);
  const facts = readLine(text);
  const open = (spans: readonly Span[]): Unknown | undefined =>
    spans[0] && unknown(variableDecides, at(spans[0]));
  for (const found of facts.packages) {
    // A name that goes on with an expansion is none.
    if (found.isPrefix) draft.rest.packages ??= unknown(variableDecides, at(found));
    else if (found.kind === 'system') draft.packages.push(stated(found.name, at(found)));
  }
  for (const found of facts.services) draft.services.push(stated(found.name, at(found)));
  for (const found of facts.kernelModules) draft.kernelModules.push(stated(found.name, at(found)));
  for (const { account, quality, ...span } of facts.passwords) {
    if (quality !== 'literal' && quality !== 'well-known') continue;
    draft.secrets.push(stated({ kind: 'password', name: account ?? 'shell', quality }, at(span)));
  }
  const packages = open(facts.unknownPackages);
  const services = open(facts.unknownServices);
  const kernelModules = open(facts.unknownKernelModules);
  if (packages !== undefined) draft.rest.packages ??= packages;
  if (services !== undefined) draft.rest.services ??= services;
  if (kernelModules !== undefined) draft.rest.kernelModules ??= kernelModules;
  addUpdates(draft, updatesIn(text, facts.commands), at);
  for (const { name, args } of facts.commands) {
    for (const { text: word } of [name, ...args]) {
      for (const part of word.split(/[\s'"=;&|()]+/)) draft.words.add(part);
    }
  }
}

/** Adds what commands of Windows do; only what is known of them is looked for, so that there may be more. */
export function addWindows(draft: Draft, text: string, at: Locate): void {
  const facts = readWindows(text);
  for (const { name, ...span } of facts.packages) draft.packages.push(stated(name, at(span)));
  for (const { name, ...span } of facts.services) draft.services.push(stated(name, at(span)));
  for (const span of facts.plaintext) draft.plaintextManagement.push(stated('winrm', at(span)));
  for (const { account, quality, ...span } of facts.passwords)
    draft.secrets.push(stated({ kind: 'password', name: account, quality }, at(span)));
  addUpdates(draft, facts.updates, at);
  closeAll(draft, notRead);
}

/** Adds what settings of APT in a file say about updates. */
export function addPeriodic(draft: Draft, text: string, at: Locate): void {
  addUpdates(draft, periodicIn(text), at);
}

function addUpdates({ updates }: Draft, steps: readonly UpdateStep[], at: Locate): void {
  for (const { how, ...span } of steps) updates.push(stated(how, at(span)));
}

/** The facts of a draft that nothing is added to any more. */
export function finish(draft: Draft): UserData {
  const { packages, services, kernelModules, secrets, provisioners, rest } = draft;
  const automaticUpdates = updatesFact(draft.updates);
  return {
    software: {
      packages: listed(packages, rest.packages),
      services: listed(services, rest.services),
      kernelModules: listed(kernelModules, rest.kernelModules),
    },
    secrets: listed(secrets, rest.secrets),
    provisioners: listed(provisioners, rest.provisioners),
    operatingSystem: draft.operatingSystem,
    plaintextManagement: listed(draft.plaintextManagement, rest.services),
    // What was not read may update, and may stop it.
    automaticUpdates:
      automaticUpdates.state === 'unknown' && rest.packages ? rest.packages : automaticUpdates,
    insecureKey: draft.insecureKey,
    name: draft.name,
  };
}
