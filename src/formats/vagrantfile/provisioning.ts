// What provisioning does to a machine: shell scripts are read, in the file or beside it; other tools are named.
import { type Fact, type Facts, type Known, listed, stated, unknown } from '../../core/fact';
import { folderOf, resolvePath } from '../../core/path';
import type { Place, Span } from '../../core/span';
import type { Secret, Software } from '../../core/workload';
import type { Grammar } from '../grammar/grammar';
import { readLine, type ScriptFacts } from '../shell/facts';
import { mentionsSoftware } from '../shell/mentions';
import { readScript } from '../shell/script';
import { updatesFact } from '../shell/updates';
import { addShell, closeSoftware, emptySoftware, type SoftwareDraft, softwareOf } from '../software';
import type { Call } from './configuration';
import type { MachineReading } from './reading';
import { assigned, calls, follow, occurrences, text } from './settings';
import { impliedValue, type Piece, type Value } from './value';

/** What provisioning installs and sets, and which tools besides the shell take part. */
export interface Provisioning {
  readonly software: Software;
  readonly provisioners: Facts<string>;
  /** Passwords that the scripts set. */
  readonly secrets: readonly Known<Secret>[];
  readonly automaticUpdates: Fact<boolean>;
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
const onDemand = unknown({
  en: 'It runs only when somebody asks for it (`run: "never"`).',
  de: 'Es läuft nur, wenn es jemand verlangt (`run: "never"`).',
});
const notRead = unknown({
  en: 'The script could not be read to its end.',
  de: 'Das Skript konnte nicht bis zum Ende gelesen werden.',
});
/** Reads the provisioning of a machine. */
export function provisioningOf(reading: MachineReading, read: ScriptReader): Provisioning {
  const { maker, entries, escaped } = reading;
  const tools: Known<string>[] = [];
  const draft = emptySoftware();
  // WinRM machines run PowerShell.
  const isWindows = text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm';
  let moreTools = escaped;
  if (escaped !== undefined) closeSoftware(draft, escaped);
  for (const { entry, certainty } of calls(entries, 'vm.provision')) {
    const type = typeOf(entry);
    if (type === 'file') continue;
    const isOnDemand = text(optionOf(entry, 'run')?.value) === 'never';
    if (certainty === 'open' || isOnDemand) {
      const open = isOnDemand ? onDemand : maker.unknown({ kind: 'condition' }, entry.head);
      closeSoftware(draft, open);
      if (type !== 'shell') moreTools ??= open;
      continue;
    }
    if (type !== 'shell') {
      const tool = toolOf(type);
      if (tool === undefined) moreTools ??= elsewhere;
      else tools.push(stated(tool, maker.place(entry.head)));
      if (!addContainers(draft, entry, type, reading)) closeSoftware(draft, elsewhere);
      continue;
    }
    const script = isWindows ? undefined : (inlineScript(entry, reading) ?? scriptFile(entry, reading));
    if (script === undefined) {
      closeSoftware(draft, outside);
      continue;
    }
    const facts = script.isFile ? readFile(script.text) : read(script.text);
    if (facts === undefined) closeSoftware(draft, notRead);
    else {
      if (!tools.some(({ value }) => value === 'shell')) tools.push(stated('shell', maker.place(entry.head)));
      if (facts === 'nothing') continue;
      addShell(draft, script.text, facts, script.place);
      if (facts.isPartial) closeSoftware(draft, notRead);
    }
  }
  return {
    software: softwareOf(draft),
    provisioners: listed(tools, moreTools),
    secrets: draft.secrets,
    automaticUpdates: updatesFact(draft.updates),
  };
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

/** An option of a call, or what its block sets under that name. */
function optionOf(call: Call, name: string): { readonly value: Value } | undefined {
  return call.options.get(name) ?? follow(call.body?.entries ?? [], assigned(name));
}

/** A script and where its parts stand. */
interface Script {
  readonly text: string;
  /** Whether it is a file of its own. */
  readonly isFile: boolean;
  place(span: Span): Place;
}

/** The text of `inline:`; `undefined` for scripts in files and for texts that only a run knows. */
function inlineScript(call: Call, { maker }: MachineReading): Script | undefined {
  const value = impliedValue(optionOf(call, 'inline')?.value);
  if (value?.kind !== 'string') return undefined;
  const pieces = value.pieces ?? [];
  return { text: value.text, isFile: false, place: (span) => maker.place(inFile(pieces, span, call.head)) };
}

/** The file that `path:` names, where it is a shell script beside the Vagrantfile. */
function scriptFile(call: Call, { path, around }: MachineReading): Script | undefined {
  const name = text(optionOf(call, 'path')?.value);
  if (name === undefined || /^(?:[a-z]+:\/\/|~)/i.test(name) || /\.(?:ps1|bat|cmd|py|rb|pl)$/i.test(name))
    return undefined;
  const file = resolvePath(folderOf(path), name);
  const script = around.text(file);
  // Other interpreters read other languages.
  if (script === undefined || (script.startsWith('#!') && !/^#!.*\b(?:ba|da|k|z|a)?sh\b/.test(script)))
    return undefined;
  return { text: script, isFile: true, place: (span) => ({ path: file, span }) };
}

/** Files are read without the grammar, which is not loaded for them; both readings differ in exotic syntax only. */
function readFile(script: string): ScriptFacts | 'nothing' {
  return mentionsSoftware(script) ? readLine(script) : 'nothing';
}

/** The engine and the images of a provisioner that runs containers; whether that is all it does. */
function addContainers(draft: SoftwareDraft, call: Call, type: string, { maker }: MachineReading): boolean {
  if (type !== 'docker' && type !== 'podman') return false;
  const engine = maker.place(call.head);
  draft.packages.push(stated(type, engine));
  let isAll = true;
  const images = text(call.options.get('images')?.value);
  if (call.options.has('images') && images === undefined) isAll = false;
  for (const { entry, certainty } of occurrences(call.body?.entries ?? [])) {
    if (entry.kind !== 'call') continue;
    if (entry.path !== 'run') {
      if (entry.path === 'build_image' || entry.path === 'post_install_provision') isAll = false;
      continue;
    }
    const image = text((entry.options.get('image') ?? entry.args[0])?.value);
    if (image === undefined || certainty === 'open') isAll = false;
    else draft.services.push(stated(serviceOf(image), maker.place(entry.head)));
  }
  return isAll;
}

/** `library/postgres:17` as a service's name. */
function serviceOf(image: string): string {
  return image.replace(/^.*\//, '').replace(/[:@].*$/, '');
}

/** Where a span of the script stands in the file, if one literal holds all of it; else the whole statement. */
function inFile(pieces: readonly Piece[], span: Span, whole: Span): Span {
  const piece = pieces.find(({ at, length }) => at <= span.start && span.end <= at + length);
  if (piece === undefined) return whole;
  const shift = piece.start - piece.at;
  return { start: span.start + shift, end: span.end + shift };
}
