// A whole command line of QEMU as a machine: what the options say, and what QEMU documents for the rest.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  type Known,
  listed,
  notExpressible,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import { documents } from '../../knowledge/sources';
import { type MachineFacts, unsaidMachine } from '../unsaid';
import { type QemuCaller, type QemuFacts, qemuFacts } from './facts';
import * as messages from './messages';
import { defaultCard } from './network';
import type { QemuWord } from './words';

const docs = documents.qemuInvocation;

/** A machine, with the name it is given. */
export interface QemuMachine {
  /** Absent where `-name` is not given. */
  readonly name?: Fact<string>;
  readonly facts: MachineFacts;
}

/** The machine that a command starts; `program` is where its name stands. */
export function qemuMachine(words: readonly QemuWord[], caller: QemuCaller, program: Place): QemuMachine {
  const said = qemuFacts(words, caller);
  const { machine, open, bare } = said;
  /** What holds where no option speaks, if all options are known. */
  const otherwise = <T>(value: T | undefined, why: Text): Fact<T> =>
    open ?? (value === undefined ? notStated : implied(value, why, docs));
  const list = <T>(items: readonly Known<T>[], rest: Unknown | undefined = open): Facts<T> =>
    listed(items, rest);
  const firmware = said.firmware ?? otherwise(machine.isPc ? 'bios' : undefined, messages.seaBios);
  const facts: MachineFacts = {
    ...unsaidMachine(notExpressible),
    memory: said.memory ?? otherwise(machine.isPc ? 128 * 2 ** 20 : undefined, messages.memory),
    cpus: said.cpus ?? otherwise(1, messages.oneCpu),
    ports: list(said.ports, open ?? said.openPorts),
    devices: list(said.devices),
    secrets: list(said.secrets),
    operatingSystem: said.operatingSystem ?? notStated,
    hypervisor: said.hypervisor ?? defaultHypervisor(caller, open, program),
    acceleration: said.acceleration ?? defaultAcceleration(caller, open, program),
    disks: list(said.disks),
    networkCards: cardsOf(said),
    consoles: list(said.consoles),
    sharedFolders: list(said.sharedFolders, open ?? said.openFolders),
    graphicalInterface: said.graphicalInterface ?? open ?? unknown(messages.window),
    clipboardShared: said.clipboardShared ?? otherwise(false, messages.onlyWhenAsked),
    dragAndDrop: said.dragAndDrop ?? otherwise(false, messages.onlyWhenAsked),
    firmware,
    secureBoot:
      said.secureBoot ??
      (firmware.state !== 'unknown' && firmware.value === 'bios'
        ? implied(false, messages.biosBoot, docs, firmware.place)
        : notStated),
    tpm: said.tpm ?? otherwise(false, messages.onlyWhenAsked),
    nestedVirtualization: said.nestedVirtualization ?? notStated,
    memoryBalloon: said.memoryBalloon ?? otherwise(false, messages.onlyWhenAsked),
    confinement: said.confinement ?? unknown(messages.hostConfines),
    cpuMode: said.cpuMode ?? notStated,
    architecture:
      machine.architecture === undefined
        ? notStated
        : implied(machine.architecture, messages.programName, docs, program),
    legacyDevices: list(said.legacyDevices, open ?? (bare ? undefined : unknown(messages.ownDevices))),
    managementInterfaces: list(said.managementInterfaces, open ?? said.openInterfaces),
    memorySharing: said.memorySharing ?? otherwise(true, messages.merging),
    snapshots: incomplete(said.snapshots, notStated),
    hostChannels: list(said.hostChannels),
  };
  return { ...(said.name === undefined ? {} : { name: said.name }), facts };
}

/** `kvm` and `qemu-kvm` prefer KVM; the others translate. */
const prefersKvm = ({ program = '' }: QemuCaller): boolean => /kvm$/.test(program);

function defaultHypervisor(
  caller: QemuCaller,
  open: Unknown | undefined,
  place: Place,
): MachineFacts['hypervisor'] {
  if (prefersKvm(caller)) return implied('kvm', messages.kvmProgram, documents.qemuSystem, place);
  if (caller.program === undefined) return notStated;
  return open ?? implied('qemu', messages.translates, docs, place);
}

function defaultAcceleration(
  caller: QemuCaller,
  open: Unknown | undefined,
  place: Place,
): MachineFacts['acceleration'] {
  if (prefersKvm(caller)) return implied('hardware', messages.kvmProgram, documents.qemuSystem, place);
  if (caller.program === undefined) return notStated;
  return open ?? implied('software', messages.translates, docs, place);
}

/** The cards that are written, with the usual model where none is; without any, the one that a PC gets. */
function cardsOf({
  machine,
  networkCards,
  saysNetwork,
  bare,
  open,
}: QemuFacts): MachineFacts['networkCards'] {
  const cards = networkCards.map((card) => {
    if (card.value.model !== notStated || machine.usualCard === undefined) return card;
    const model = implied(machine.usualCard, messages.cardModel, docs, card.place);
    return { ...card, value: { ...card.value, model } };
  });
  if (open !== undefined) return incomplete(cards, open);
  if (saysNetwork || bare) return complete(cards);
  return machine.isPc ? complete([defaultCard(machine.usualCard)]) : incomplete([], notStated);
}
