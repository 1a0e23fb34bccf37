// Finds the commands of a script that start virtual machines, and lowers them: QEMU itself, and virt-install.
import { implied, isKnown, type Known } from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type { Place } from '../../core/span';
import type { VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { type Code, sourceSpan } from '../code';
import { type DiskImages, readFallocate, readImageCommand } from '../qemu/images';
import { qemuMachine } from '../qemu/machine';
import { systemName } from '../qemu/messages';
import { virtInstallMachine } from '../qemu/virt-install';
import { type QemuWord, partOf as wordPart } from '../qemu/words';
import type { Command, Word } from '../shell/commands';
import { splitSteps, splitWords } from '../shell/line';
import { effective } from '../shell/wrappers';
import { entriesOf, type UnitFile } from '../unit/tree';
import { hasHole, leaveOpen } from '../variables';
import { sourceKind } from './kinds';
import { makeVariables } from './make';
import type { Source } from './sources';
import { type Notation, type Value, type Variables, variablesOf } from './variables';
import { type BoxMachine, boxMachines } from './virtualbox';

/** A command that starts a machine, or several that define one. */
export interface MachineStart {
  readonly tool: 'qemu' | 'virt-install' | 'vboxmanage';
  /** The words behind the program's name, wherever in the file they stand. */
  readonly words: readonly QemuWord[];
  readonly workload: VirtualMachine;
}

/** A program with its words. */
interface VmCommand {
  readonly program: string;
  readonly place: Place;
  readonly body: Place;
  readonly words: readonly QemuWord[];
}

/** Programs worth a look at the variables of a file. */
const mentions = /qemu-system-|qemu-kvm|\bkvm\b|virt-install|VBoxManage/i;

/** The machines that the pieces of a file start, in order. Total and linear. */
export function machinesOf(
  text: string,
  path: string,
  sources: readonly Source[],
  ids: (name: string) => string,
): readonly MachineStart[] {
  if (!mentions.test(text)) return [];
  const commands = commandsOf(text, path, sources);
  const images: DiskImages = { facts: new Map(), bases: new Map(), snapshots: new Map() };
  for (const { program, words } of commands) {
    if (program === 'qemu-img') readImageCommand(words, images);
    else if (program === 'fallocate') readFallocate(words, images);
  }
  const boxes = boxMachines(commands.filter(({ program }) => isVBoxManage.test(program)));
  const started = commands.flatMap(({ program, place, body, words }): MachineStart[] => {
    if (isImageProgram(program) || isVBoxManage.test(program)) return [];
    const tool = program === 'virt-install' ? 'virt-install' : 'qemu';
    const found =
      tool === 'virt-install'
        ? virtInstallMachine(words, place)
        : qemuMachine(words, { program, images: images.facts }, place);
    const given = found.name !== undefined && isKnown(found.name) ? found.name.value : '';
    const name = /^[\w.@:+-]+$/.test(given) ? given : nameOf(path, program);
    const { disks } = found.facts;
    const overlay = disks.items
      .map(({ value }) => value.backingFiles)
      .find((count) => isKnown(count) && count.value > 0);
    const base = disks.items.flatMap(({ value: { source } }) =>
      isKnown(source) ? (lowestBase(source.value, images) ?? []) : [],
    )[0];
    const system = base === undefined ? undefined : operatingSystemOf(base.value);
    const workload: VirtualMachine = {
      kind: 'vm',
      role: 'machine',
      id: ids(name),
      name,
      format: 'script',
      path,
      place,
      body,
      ...found.facts,
      ...(base === undefined ? {} : { image: base }),
      ...(base === undefined || system === undefined || isKnown(found.facts.operatingSystem)
        ? {}
        : { operatingSystem: implied(system, systemName, documents.qemuInvocation, base.place) }),
      ...(overlay === undefined || !isKnown(overlay) ? {} : { linkedClone: { ...overlay, value: true } }),
      snapshots: {
        ...found.facts.snapshots,
        items: [...found.facts.snapshots.items, ...snapshotsOf(found.facts, images)],
      },
    };
    return [{ tool, words, workload }];
  });
  return [...started, ...boxes.map((box) => boxStart(box, path, ids))];
}

/** Programs that make the images of disks. */
const isImageProgram = (program: string): boolean => program === 'qemu-img' || program === 'fallocate';
const isVBoxManage = /^vboxmanage(?:\.exe)?$/i;

/** A machine of VirtualBox stands where it is made, wherever else it is spoken of. */
function boxStart(
  { name: written, commands, facts }: BoxMachine<VmCommand>,
  path: string,
  ids: (name: string) => string,
): MachineStart {
  const name = /^[\w.@:+ -]+$/.test(written) ? written : nameOf(path, 'VBoxManage');
  const [first] = commands;
  const place = first?.place ?? { path, span: { start: 0, end: 0 } };
  return {
    tool: 'vboxmanage',
    words: commands.flatMap(({ words }) => words),
    workload: {
      kind: 'vm',
      role: 'machine',
      id: ids(name),
      name,
      format: 'script',
      path,
      place,
      body: first?.body ?? place,
      ...facts,
    },
  };
}

/** The image at the end of a chain of overlays. */
function lowestBase(path: string, { bases }: DiskImages): Known<string> | undefined {
  let base: Known<string> | undefined;
  for (let depth = 0; depth < 16; depth++) {
    const below = bases.get(base?.value ?? path);
    if (below === undefined) break;
    base = below;
  }
  return base;
}

function snapshotsOf({ disks }: Pick<VirtualMachine, 'disks'>, images: DiskImages): readonly Known<string>[] {
  return disks.items.flatMap(({ value: { source } }) =>
    isKnown(source) ? (images.snapshots.get(source.value) ?? []) : [],
  );
}

/** The name of a script or unit speaks for its machine; that of a Makefile or a pipeline does not. */
function nameOf(path: string, program: string): string {
  const kind = sourceKind(path);
  if (kind !== 'shell' && kind !== 'unit') return program;
  return fileNameOf(path).replace(/@?\.\w+$/, '') || program;
}

function commandsOf(text: string, path: string, sources: readonly Source[]): readonly VmCommand[] {
  const found: VmCommand[] = [];
  const kind = sourceKind(path);
  const fromMake = (given: (name: string) => Value | undefined): Variables =>
    variablesOf(path, 'make', given);
  const made = kind === 'makefile' ? makeVariables(text, path, fromMake) : undefined;
  for (const { code, unit } of sources) {
    const notation: Notation = kind === 'makefile' ? 'make' : kind === 'unit' ? 'unit' : 'shell';
    const given = unit === undefined ? made : unitVariables(unit, path);
    const variables = variablesOf(path, notation, given);
    for (const step of splitSteps(code.text)) {
      if (step.kind === 'command') found.push(...vmCommands(step.command, code, path, variables));
      variables.follow(code, step);
    }
  }
  return found;
}

/** What a command runs in the end, as far as it concerns machines. */
function vmCommands(command: Command, code: Code, path: string, variables: Variables): readonly VmCommand[] {
  // Most commands have nothing to do with machines; a variable may.
  if (!/qemu|kvm|virt-install|VBoxManage|fallocate|[$`]/i.test(code.text.slice(command.start, command.end)))
    return [];
  const origins = new Map<Word, QemuWord>();
  const words = [command.name, ...command.args].flatMap((word) =>
    variables.expand(code, word).flatMap((expanded) => {
      const asWord = expanded.text === word.value ? word : wordOf(expanded, word);
      origins.set(asWord, expanded);
      return asWord;
    }),
  );
  const [name, ...args] = evaluated(words, origins);
  if (name === undefined) return [];
  return effective({ ...command, name, args }).flatMap(({ program, args: rest, name: { start, end } }) => {
    if (program === undefined || !isVmProgram(program, rest)) return [];
    const found = rest.flatMap((word) => origins.get(word) ?? variables.expand(code, word));
    return {
      program: program.replace(/\.exe$/, ''),
      place: { path, span: sourceSpan(code, start, end) },
      body: { path, span: sourceSpan(code, command.start, command.end) },
      words: found,
    };
  });
}

/** A word with its variables filled in, as the readers of commands take it. */
function wordOf({ text }: QemuWord, { start, end }: Word): Word {
  const open = hasHole(text);
  return {
    start,
    end,
    text,
    value: open ? undefined : text,
    prefix: open ? (/^[^\uE100-\uE6FF]*/.exec(text)?.[0] ?? '') : text,
  };
}

/** `eval "$COMMAND"`: the shell reads its words once more. */
function evaluated(words: readonly Word[], origins: Map<Word, QemuWord>): readonly Word[] {
  const [name, ...rest] = words;
  if (name?.text !== 'eval') return words;
  return rest.flatMap((word) => {
    const origin = origins.get(word);
    if (origin === undefined || !/\s/.test(word.text)) return word;
    return splitWords(word.text)
      .flatMap((command) => [command.name, ...command.args])
      .map((part) => {
        const inner: Word = { ...part, start: word.start, end: word.end };
        const piece = wordPart(origin, part.start, part.end);
        const { unresolved, place } = piece;
        origins.set(
          inner,
          part.value === part.text ? piece : { text: part.value ?? part.text, unresolved, place },
        );
        return inner;
      });
  });
}

/** Options that only ask QEMU something. */
const asking = /^--?(?:h|help|version)$|^(?:help|\?)$|,(?:help|\?)$/;

/** Whether these words start a machine: `kvm` alone is a group, a package and more. */
function isVmProgram(program: string, words: readonly Word[]): boolean {
  if (isImageProgram(program)) return true;
  const [first] = words;
  if (first === undefined || words.some(({ text }) => asking.test(text))) return false;
  if (/^qemu-system-\w+(?:\.exe)?$/.test(program) || program === 'qemu-kvm') return true;
  if (isVBoxManage.test(program)) return true;
  if (program === 'virt-install') return first.prefix.startsWith('-') || first.value === undefined;
  return program === 'kvm' && /^--?(?:[a-zA-Z][\w-]*)$/.test(first.text);
}

/** The variables of `Environment=`, unless a file of the host may set them anew. */
function unitVariables(unit: UnitFile, path: string): (name: string) => Value | undefined {
  const entries = entriesOf(unit, 'Service');
  const elsewhere = entries.some(({ key }) => key === 'EnvironmentFile');
  const values = new Map<string, Value>();
  for (const { key, value } of entries) {
    if (key !== 'Environment') continue;
    for (const { 1: quoted, 2: bare, index } of value.text.matchAll(/"([^"]*)"|([^\s"]+)/g)) {
      const text = quoted ?? bare ?? '';
      const equals = text.indexOf('=');
      if (equals < 0) continue;
      const from = index + (quoted === undefined ? 0 : 1);
      const span = sourceSpan(value, from + equals + 1, from + text.length);
      const name = text.slice(0, equals);
      const unresolved: string[] = [];
      const word: QemuWord = elsewhere
        ? { text: leaveOpen(`$${name}`, unresolved), unresolved, place: { path, span } }
        : {
            text: text.slice(equals + 1),
            unresolved,
            place: { path, span },
            ...(span.end - span.start === text.length - equals - 1 ? { at: span.start } : {}),
          };
      values.set(name, { words: [word], isArray: false });
    }
  }
  return (name) => values.get(name);
}
