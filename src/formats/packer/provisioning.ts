// What provisioning does to the machine of a builder: shell scripts are read, other tools are named.
import { type Fact, type Facts, type Known, listed, stated, type Unknown } from '../../core/fact';
import { folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import type { Secret, Software } from '../../core/workload';
import type { Surroundings } from '../format';
import type { Grammar } from '../grammar/grammar';
import { type HclValue, itemsOf, type Piece, placeWithin, textOf } from '../hcl/value';
import { type Command, programName } from '../shell/commands';
import type { ScriptFacts } from '../shell/facts';
import { mentionsSoftware } from '../shell/mentions';
import { readScript } from '../shell/script';
import { updatesFact } from '../shell/updates';
import {
  addShell,
  addWindows,
  closeSoftware,
  emptySoftware,
  type SoftwareDraft,
  softwareOf,
} from '../software';
import { hasHole } from '../variables';
import { readWindows } from '../windows/commands';
import { otherShell, otherTool, outsideScript, unreadScript } from './messages';
import type { Setting, Settings } from './settings';
import type { Provisioner } from './template';

/** What provisioning installs and sets, and which tools take part. */
export interface Provisioning {
  readonly software: Software;
  readonly provisioners: Facts<string>;
  /** Passwords that the scripts set. */
  readonly secrets: readonly Known<Secret>[];
  /** Accounts that are locked, deleted or lose their password; `*` where a script does that for one that a variable names. */
  readonly locked: ReadonlySet<string>;
  readonly automaticUpdates: Fact<boolean>;
}

/** A script as text, with where its parts stand. */
interface Script {
  readonly text: string;
  readonly pieces?: readonly Piece[];
  readonly place: Place;
}

/** Provisioners that run on the host, wait, or only move files. */
const harmless =
  /^(?:shell-local|file|breakpoint|sleep|windows-restart|windows-update|comment|inspec|goss|hcp-sbom)$/;

const tools: readonly (readonly [types: RegExp, tool: string])[] = [
  [/^ansible/, 'ansible'],
  [/^puppet/, 'puppet'],
  [/^chef/, 'chef'],
  [/^salt/, 'salt'],
];

/** Reads the provisioners of a builder, in their order. */
export function provisioningOf(
  provisioners: readonly Provisioner[],
  isBuilt: Unknown | undefined,
  around: Surroundings,
  bash: Grammar | undefined,
): Provisioning {
  const named: Known<string>[] = [];
  const draft: Draft = { ...emptySoftware(), locked: new Set() };
  let moreTools = isBuilt;
  if (isBuilt !== undefined) closeSoftware(draft, isBuilt);
  const name = (tool: string, place: Place): void => {
    if (!named.some(({ value }) => value === tool)) named.push(stated(tool, place));
  };
  for (const { type, settings } of provisioners) {
    if (harmless.test(type)) continue;
    const isWindows = /^(?:powershell|windows-shell)$/.test(type);
    if (type !== 'shell' && !isWindows) {
      const tool = tools.find(([types]) => types.test(type))?.[1];
      if (tool !== undefined) name(tool, settings.place);
      else moreTools ??= otherTool;
      closeSoftware(draft, otherTool);
      continue;
    }
    if (settings.get('inline') !== undefined && !isWindows) name('shell', settings.place);
    for (const script of scriptsOf(settings, around)) {
      if (script === undefined) closeSoftware(draft, outsideScript);
      else if (isWindows || /\.(?:ps1|bat|cmd)$/i.test(script.place.path)) {
        addWindows(draft, readWindows(script.text), (span) => placeWithin(script, span));
        closeSoftware(draft, otherShell);
      } else if (/^#!(?!.*\b(?:ba|da|k|z|a)?sh\b)/.test(script.text)) closeSoftware(draft, otherShell);
      else if (bash !== undefined) add(draft, readScript(script.text, bash), script);
      else if (mentionsSoftware(script.text)) closeSoftware(draft, unreadScript);
    }
  }
  return {
    software: softwareOf(draft),
    provisioners: listed(named, moreTools),
    secrets: draft.secrets,
    locked: draft.locked,
    automaticUpdates: updatesFact(draft.updates),
  };
}

/** Inline lines as one script, and the scripts in files; `undefined` for those that are not there. */
function scriptsOf(settings: Settings, around: Surroundings): readonly (Script | undefined)[] {
  const inline = settings.get('inline');
  const scripts = inline === undefined ? [] : [inlineScript(inline)];
  for (const name of ['script', 'scripts']) {
    const setting = settings.get(name);
    if (setting === undefined) continue;
    for (const path of itemsOf(setting.value) ?? [setting.value]) scripts.push(fileScript(path, around));
  }
  return scripts;
}

/** The lines of `inline`; a line that a variable decides stays, with a placeholder in it. */
function inlineScript({ value, place }: Setting): Script | undefined {
  const lines: readonly HclValue[] | undefined =
    itemsOf(value) ?? (value.kind === 'string' ? [value] : undefined);
  if (lines === undefined) return undefined;
  const pieces: Piece[] = [];
  let text = '';
  for (const line of lines) {
    // A shell variable for what Packer fills in keeps the shell reader from taking it for a name.
    const written = textOf(line) ?? (line.kind === 'unknown' ? shellText(line) : undefined) ?? '$PACKER';
    const known: readonly Piece[] = (line.kind === 'string' ? line.pieces : undefined) ?? [];
    if (known.length > 0) pieces.push(...known.map((piece) => ({ ...piece, at: piece.at + text.length })));
    else pieces.push({ at: text.length, length: written.length, place: line.place, exact: false });
    text += `${written}\n`;
  }
  return { text, pieces, place };
}

function shellText({ pattern }: Extract<HclValue, { readonly kind: 'unknown' }>): string | undefined {
  return pattern === undefined
    ? undefined
    : [...pattern.text].map((letter) => (hasHole(letter) ? '$PACKER' : letter)).join('');
}

function fileScript(path: HclValue, around: Surroundings): Script | undefined {
  const name = textOf(path);
  if (name === undefined || /^[a-z]+:\/\//.test(name)) return undefined;
  const found = resolvePath(folderOf(path.place.path), name);
  const text = around.text(found);
  if (text === undefined) return undefined;
  const place: Place = { path: found, span: { start: 0, end: text.length } };
  return { text, pieces: [{ at: 0, length: text.length, place, exact: true }], place };
}

/** What scripts have given so far. */
interface Draft extends SoftwareDraft {
  readonly locked: Set<string>;
}

function add(draft: Draft, facts: ScriptFacts, script: Script): void {
  addShell(draft, script.text, facts, (span) => placeWithin(script, span));
  for (const { account = '*', quality } of facts.passwords) {
    if (quality === 'none' || quality === 'variable') draft.locked.add(account);
  }
  for (const command of facts.commands) {
    const account = lockedAccount(command);
    if (account !== undefined) draft.locked.add(account);
  }
  if (facts.isPartial) closeSoftware(draft, unreadScript);
}

/** The account that a command locks or deletes. */
function lockedAccount(command: Command): string | undefined {
  const words = [programName(command) ?? '', ...command.args.map(({ value }) => value ?? '*')];
  const at = words.findIndex((word) => /^(?:passwd|usermod|userdel|deluser)$/.test(word));
  const program = words[at];
  if (program === undefined) return undefined;
  const rest = words.slice(at + 1);
  const locks =
    program === 'userdel' ||
    program === 'deluser' ||
    rest.some((word) => /^(?:-l|-L|-d|--lock|--delete)$/.test(word));
  return locks ? rest.findLast((word) => !word.startsWith('-')) : undefined;
}
