// What user data has given so far; scripts of any origin add to it.
import { type Fact, type Known, listed, notStated, stated, type Unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import type { OperatingSystem, VirtualMachine } from '../../core/workload';
import { type Code, sourceSpan } from '../code';
import { readLine } from '../shell/facts';
import { periodicIn, updatesFact } from '../shell/updates';
import {
  addShell,
  addUpdates,
  addWindows,
  closeSoftware,
  emptySoftware,
  type Locate,
  type SoftwareDraft,
  softwareOf,
} from '../software';
import { readWindows } from '../windows/commands';
import { notRead } from './messages';

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

/** Where spans of a text stand that was taken from another one. */
export function locator(code: Code, outer: Locate): Locate {
  return ({ start, end }) => outer(sourceSpan(code, start, end));
}

/** What grows while user data is read. */
export interface Draft extends SoftwareDraft {
  /** Where the places of passwords start: an alias may give the same line to several accounts. */
  readonly passwordsAt: Set<number>;
  readonly provisioners: Known<string>[];
  readonly plaintextManagement: Known<string>[];
  /** Every word of the commands that were read, for files that they run. */
  readonly words: Set<string>;
  readonly rest: SoftwareDraft['rest'] & { secrets?: Unknown; provisioners?: Unknown };
  operatingSystem: Fact<OperatingSystem>;
  insecureKey: Fact<boolean>;
  name: Fact<string>;
}

/** A draft of which nothing is known. */
export function emptyDraft(): Draft {
  return {
    ...emptySoftware(),
    passwordsAt: new Set(),
    provisioners: [],
    plaintextManagement: [],
    words: new Set(),
    operatingSystem: notStated,
    insecureKey: notStated,
    name: notStated,
  };
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
  addShell(draft, text, facts, at);
  for (const { name, args } of facts.commands) {
    for (const { text: word } of [name, ...args]) {
      for (const part of word.split(/[\s'"=;&|()]+/)) draft.words.add(part);
    }
  }
}

/** Adds what commands of Windows do, which nobody reads to the end. */
export function addCommands(draft: Draft, text: string, at: Locate): void {
  const facts = readWindows(text);
  addWindows(draft, facts, at);
  for (const span of facts.plaintext) draft.plaintextManagement.push(stated('winrm', at(span)));
  closeAll(draft, notRead);
}

/** Adds what settings of APT in a file say about updates. */
export function addPeriodic(draft: Draft, text: string, at: Locate): void {
  addUpdates(draft, periodicIn(text), at);
}

/** The facts of a draft that nothing is added to any more. */
export function finish(draft: Draft): UserData {
  const { secrets, provisioners, rest } = draft;
  const automaticUpdates = updatesFact(draft.updates);
  return {
    software: softwareOf(draft),
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
