// What provisioning does to a machine: inline shell scripts are read, other tools are named.

import { complete, type Facts, incomplete, type Known, stated, type Unknown, unknown } from '../../core/fact';
import type { Span } from '../../core/span';
import type { Secret, Software } from '../../core/workload';
import type { Grammar } from '../grammar/grammar';
import type { ScriptFacts } from '../shell/facts';
import { mentionsSoftware } from '../shell/mentions';
import { readScript } from '../shell/script';
import type { Call } from './configuration';
import type { MachineReading } from './reading';
import { assigned, calls, follow, text } from './settings';
import { impliedValue, type Piece } from './value';

/** What provisioning installs and sets, and which tools besides the shell take part. */
export interface Provisioning {
  readonly software: Software;
  readonly provisioners: Facts<string>;
  /** Passwords that the scripts set. */
  readonly secrets: readonly Known<Secret>[];
}

/** Reads a script: `nothing` when it is of no interest, `undefined` where the reader for shell scripts is missing. */
export type ScriptReader = (script: string) => ScriptFacts | 'nothing' | undefined;

/** A reader that reads each text once, since machines of a loop share their scripts. */
export function scriptReader(bash: Grammar | undefined): ScriptReader {
  const known = new Map<string, ScriptFacts | 'nothing'>();
  return (script) => {
    const found = known.get(script);
    if (found !== undefined) return found;
    const isOfInterest = mentionsSoftware(script);
    if (isOfInterest && bash === undefined) return undefined;
    const facts = isOfInterest && bash !== undefined ? readScript(script, bash) : 'nothing';
    known.set(script, facts);
    return facts;
  };
}

const outside = unknown({
  en: 'A script outside of this file decides it.',
  de: 'Ein Skript außerhalb dieser Datei entscheidet es.',
});
const elsewhere = unknown({
  en: 'Another provisioning tool decides it.',
  de: 'Ein anderes Werkzeug zur Einrichtung entscheidet es.',
});
const notRead = unknown({
  en: 'The script could not be read to its end.',
  de: 'Das Skript konnte nicht bis zum Ende gelesen werden.',
});
const variable = {
  en: 'A variable of the script decides it.',
  de: 'Eine Variable des Skripts entscheidet es.',
};

/** What scripts have given so far. */
interface Draft {
  readonly packages: Known<string>[];
  readonly services: Known<string>[];
  readonly kernelModules: Known<string>[];
  readonly secrets: Known<Secret>[];
  readonly rest: { packages?: Unknown; services?: Unknown; kernelModules?: Unknown };
}

/** Reads the provisioning of a machine. */
export function provisioningOf(reading: MachineReading, read: ScriptReader): Provisioning {
  const { maker, entries, escaped } = reading;
  const tools: Known<string>[] = [];
  const draft: Draft = { packages: [], services: [], kernelModules: [], secrets: [], rest: {} };
  const close = (why: Unknown): void => {
    draft.rest.packages ??= why;
    draft.rest.services ??= why;
    draft.rest.kernelModules ??= why;
  };
  // WinRM machines run PowerShell.
  const isWindows = text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm';
  let moreTools = escaped;
  if (escaped !== undefined) close(escaped);
  for (const { entry, certainty } of calls(entries, 'vm.provision')) {
    const type = typeOf(entry);
    if (type === 'file') continue;
    if (certainty === 'open') {
      const open = maker.unknown({ kind: 'condition' }, entry.head);
      close(open);
      if (type !== 'shell') moreTools ??= open;
      continue;
    }
    if (type !== 'shell') {
      const tool = toolOf(type);
      if (tool === undefined) moreTools ??= elsewhere;
      else tools.push(stated(tool, maker.place(entry.head)));
      close(elsewhere);
      continue;
    }
    const script = inlineScript(entry);
    if (script === undefined || isWindows) close(outside);
    else {
      const facts = read(script.text);
      if (facts === undefined) close(notRead);
      else {
        if (!tools.some(({ value }) => value === 'shell'))
          tools.push(stated('shell', maker.place(entry.head)));
        if (facts !== 'nothing') add(draft, facts, script, reading, close);
      }
    }
  }
  const { packages, services, kernelModules, secrets, rest } = draft;
  return {
    software: {
      packages: listed(packages, rest.packages),
      services: listed(services, rest.services),
      kernelModules: listed(kernelModules, rest.kernelModules),
    },
    provisioners: listed(tools, moreTools),
    secrets,
  };
}

function listed<T>(items: readonly Known<T>[], rest: Unknown | undefined): Facts<T> {
  return rest === undefined ? complete(items) : incomplete(items, rest);
}

/** `provision 'shell'`, or `provision 'name', type: 'shell'`. */
function typeOf(call: Call): string {
  return text((call.options.get('type') ?? call.args[0])?.value) ?? 'unknown';
}

function toolOf(type: string): string | undefined {
  if (type.startsWith('ansible')) return 'ansible';
  if (type.startsWith('puppet')) return 'puppet';
  if (type.startsWith('chef')) return 'chef';
  return type === 'unknown' ? undefined : type.replace(/_.*$/, '');
}

interface Script {
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** The statement, for what stands in no literal. */
  readonly span: Span;
}

/** The text of `inline:`; `undefined` for scripts in files and for texts that only a run knows. */
function inlineScript(call: Call): Script | undefined {
  const given = call.options.get('inline') ?? follow(call.body?.entries ?? [], assigned('inline'));
  const value = impliedValue(given?.value);
  if (value?.kind !== 'string') return undefined;
  return { text: value.text, pieces: value.pieces ?? [], span: call.head };
}

function add(
  draft: Draft,
  facts: ScriptFacts,
  script: Script,
  { maker }: MachineReading,
  close: (why: Unknown) => void,
): void {
  const place = (span: Span) => maker.place(inFile(script, span));
  const open = (spans: readonly Span[]): Unknown | undefined =>
    spans[0] && unknown(variable, place(spans[0]));
  for (const found of facts.packages) {
    // A name that goes on with an expansion is none.
    if (found.isPrefix) draft.rest.packages ??= unknown(variable, place(found));
    else if (found.kind === 'system') draft.packages.push(stated(found.name, place(found)));
  }
  for (const found of facts.services) draft.services.push(stated(found.name, place(found)));
  for (const found of facts.kernelModules) draft.kernelModules.push(stated(found.name, place(found)));
  for (const { account, quality, ...span } of facts.passwords) {
    if (quality !== 'literal' && quality !== 'well-known') continue;
    draft.secrets.push(stated({ kind: 'password', name: account ?? 'shell', quality }, place(span)));
  }
  const packages = open(facts.unknownPackages);
  const services = open(facts.unknownServices);
  const kernelModules = open(facts.unknownKernelModules);
  if (packages !== undefined) draft.rest.packages ??= packages;
  if (services !== undefined) draft.rest.services ??= services;
  if (kernelModules !== undefined) draft.rest.kernelModules ??= kernelModules;
  if (facts.isPartial) close(notRead);
}

/** Where a span of the script stands in the file, if one literal holds all of it; else the whole statement. */
function inFile({ pieces, span: whole }: Script, span: Span): Span {
  const piece = pieces.find(({ at, length }) => at <= span.start && span.end <= at + length);
  if (piece === undefined) return whole;
  const shift = piece.start - piece.at;
  return { start: span.start + shift, end: span.end + shift };
}
