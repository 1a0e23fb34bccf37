// Machines of the builder `qemu`: its own settings, and the arguments for QEMU that replace what it would set.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  listed,
  mapKnown,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Disk, GraphicalConsole, Hypervisor, NetworkCard } from '../../core/workload';
import { type HclValue, itemsOf, textOf } from '../hcl/value';
import { type QemuFacts, qemuFacts } from '../qemu/facts';
import type { QemuWord } from '../qemu/words';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { hasHole, leaveOpen, restore } from '../variables';
import { architectureOfImage } from './guest';
import { byHost, capable, otherArguments, seaBios } from './messages';
import { byDefaultOf, itemSettings, not, put, type Reader, sizeOf } from './reader';
import { sources } from './sources';

const usual = byDefaultOf(sources.qemu);

/** What a `qemu` builder says. */
export function qemuMachine(read: Reader): Partial<MachineFacts> {
  const args = argumentsOf(read);
  const said = qemuFacts(args.words);
  const open = args.open ?? said.open;
  /** What the builder sets, unless an argument that nobody knows may replace it. */
  const own = <T>(fact: Fact<T>): Fact<T> => (open === undefined || fact.state === 'stated' ? fact : open);
  const firmware = said.firmware ?? own(firmwareOf(read));
  const accelerator = read.text('accelerator');
  return {
    memory: said.memory ?? own(read.megabytes('memory', usual(512 * mebibyte))),
    cpus: said.cpus ?? own(read.count('cpus', usual(1))),
    ports: listed(said.ports, open ?? said.openPorts ?? unknown(otherArguments)),
    devices: listed(said.devices, open),
    hypervisor: said.hypervisor ?? own(hypervisorOf(accelerator)),
    acceleration: said.acceleration ?? own(accelerationOf(accelerator)),
    disks: listed(disksOf(read, said), open),
    networkCards: said.saysNetwork ? listed(said.networkCards, open) : listed([cardOf(read)], open),
    consoles: said.consoles.length > 0 ? listed(said.consoles, open) : listed([consoleOf(read)], open),
    sharedFolders: listed(said.sharedFolders, open ?? said.openFolders),
    graphicalInterface: said.graphicalInterface ?? own(windowOf(read)),
    ...(said.clipboardShared === undefined ? {} : { clipboardShared: said.clipboardShared }),
    ...(said.dragAndDrop === undefined ? {} : { dragAndDrop: said.dragAndDrop }),
    firmware,
    secureBoot: said.secureBoot ?? secureBootOf(read, firmware),
    tpm: said.tpm ?? own(read.flag('vtpm', usual(false))),
    nestedVirtualization: said.nestedVirtualization ?? notStated,
    memoryBalloon: said.memoryBalloon ?? notStated,
    cpuMode: said.cpuMode ?? notStated,
    architecture: architectureOf(read),
    legacyDevices: listed(said.legacyDevices, open ?? notStated),
    managementInterfaces: listed(said.managementInterfaces, open ?? said.openInterfaces),
    hostChannels: listed(said.hostChannels, open),
    memorySharing: said.memorySharing ?? notStated,
  };
}

/** The words of `qemuargs`, and of settings that become one argument. */
function argumentsOf(read: Reader): {
  readonly words: readonly QemuWord[];
  readonly open: Unknown | undefined;
} {
  const setting = read.setting('qemuargs');
  const words: QemuWord[] = [];
  let open: Unknown | undefined;
  const cpu = read.setting('cpu_model');
  if (cpu !== undefined) {
    words.push({ text: '-cpu', unresolved: [], place: cpu.place }, wordOf([cpu.value], cpu.place));
  }
  if (setting?.value.kind === 'unknown') open = read.make.unknown(setting.value, setting.place);
  for (const { value, place } of itemSettings(setting)) {
    const [flag, ...rest] = itemsOf(value) ?? [];
    if (flag === undefined) {
      if (value.kind === 'unknown') open ??= read.make.unknown(value, place);
      continue;
    }
    words.push(wordOf([flag], flag.place));
    const given = rest.filter((part) => textOf(part) !== '');
    if (given.length > 0) words.push(wordOf(given, given.length === 1 ? (given[0]?.place ?? place) : place));
  }
  return { words, open };
}

/** The parts of an argument, which Packer writes one behind the other. */
function wordOf(parts: readonly HclValue[], place: QemuWord['place']): QemuWord {
  const [only] = parts;
  const [piece, ...pieces] = (parts.length === 1 && only?.kind === 'string' ? only.pieces : undefined) ?? [];
  if (only?.kind === 'string' && only.assumed === undefined && piece?.exact === true && pieces.length === 0) {
    return { text: only.text, unresolved: [], place: piece.place, at: piece.place.span.start };
  }
  const unresolved: string[] = [];
  const assumed = parts.flatMap((part) => (part.assumed ?? []).map(({ name }) => name));
  const text = parts
    .map((part) => {
      if (part.kind !== 'unknown') return textOf(part) ?? '';
      const { pattern } = part;
      return pattern === undefined
        ? leaveOpen(part.names.join(), unresolved)
        : [...pattern.text]
            .map((letter) => (hasHole(letter) ? leaveOpen(restore(letter, pattern), unresolved) : letter))
            .join('');
    })
    .join('');
  return { text, unresolved, place, ...(assumed.length === 0 ? {} : { assumed }) };
}

function hypervisorOf(accelerator: Fact<string>): Fact<Hypervisor> {
  if (accelerator === notStated) return implied('kvm', byHost, sources.qemu);
  if (!isKnown(accelerator)) return accelerator;
  const known: Readonly<Record<string, Hypervisor>> = { kvm: 'kvm', xen: 'xen' };
  return mapKnown(accelerator, (name) => known[name] ?? 'qemu');
}

function accelerationOf(accelerator: Fact<string>): Fact<'hardware' | 'software'> {
  if (accelerator === notStated) return unknown(byHost);
  if (!isKnown(accelerator)) return accelerator;
  return mapKnown(accelerator, (name) => (name === 'tcg' || name === 'none' ? 'software' : 'hardware'));
}

function windowOf(read: Reader): Fact<boolean> {
  const headless = read.flag('headless');
  if (headless !== notStated) return not(headless);
  const display = read.text('display');
  return isKnown(display) && display.value === 'none' ? mapKnown(display, () => false) : usual(true);
}

function firmwareOf(read: Reader): Fact<'bios' | 'uefi'> {
  const code = read.setting('efi_firmware_code');
  if (code !== undefined) return stated('uefi', code.place);
  const boot = read.flag('efi_boot', usual(false));
  if (isKnown(boot) && boot.value) return mapKnown(boot, () => 'uefi');
  const file = read.text('firmware');
  if (file !== notStated) {
    return isKnown(file)
      ? mapKnown(file, (name) => (/ovmf|aavmf|efi|edk2/i.test(name) ? 'uefi' : 'bios'))
      : file;
  }
  return isKnown(boot) ? implied('bios', seaBios, sources.qemu) : boot;
}

function secureBootOf(read: Reader, firmware: Fact<'bios' | 'uefi'>): Fact<boolean> {
  if (!isKnown(firmware)) return notStated;
  if (firmware.value === 'bios') return implied(false, seaBios, sources.qemu, firmware.place);
  const place = read.setting('efi_firmware_vars', 'efi_firmware_code')?.place ?? firmware.place;
  return unknown(capable, place);
}

function architectureOf(read: Reader): Fact<string> {
  return read.fact(
    'qemu_binary',
    (value) => /qemu-system-(\w+)(?:\.exe)?$/.exec(textOf(value) ?? '')?.[1],
    architectureOfImage(read) ?? usual('x86_64'),
  );
}

function cardOf(read: Reader): Known<NetworkCard> {
  const bridge = read.setting('net_bridge');
  const model = read.text('net_device', usual('virtio-net'));
  const attachment: NetworkCard['attachment'] =
    bridge === undefined ? usual('nat') : stated('bridged', bridge.place);
  return put({ attachment, model }, bridge ?? read.setting('net_device'), usual);
}

/** The screen on which Packer types what the installer asks. */
function consoleOf(read: Reader): Known<GraphicalConsole> {
  const address = read.text('vnc_bind_address', usual('127.0.0.1'));
  const password = read.flag('vnc_use_password', usual(false));
  const console: GraphicalConsole = { kind: 'vnc', address, password };
  return put(console, read.setting('vnc_bind_address'), usual);
}

function disksOf(read: Reader, said: QemuFacts): readonly Known<Disk>[] {
  const bytes = sizeOf(mebibyte);
  const image = read.flag('disk_image');
  const isImage = isKnown(image) && image.value;
  const backing = read.flag('use_backing_file', usual(false));
  const main: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: read.text('disk_interface', usual('virtio')),
    capacity: read.fact('disk_size', bytes, usual(40960 * mebibyte)),
    cache: read.text('disk_cache', usual('writeback')),
    allocation: allocationOf(read),
    backingFiles: isKnown(backing) ? mapKnown(backing, (uses) => (uses ? 1 : 0)) : backing,
    format: read.text('format', usual('qcow2')),
    source: isImage ? read.text('iso_url') : notStated,
  };
  const given = said.disks.findIndex(({ value }) => value.kind === 'disk');
  const stands = said.disks[given];
  // Drives among the arguments replace the builder's own, but it still makes the image that the first of them is.
  const first =
    stands === undefined
      ? undefined
      : mapKnown(stands, (disk) => ({ ...disk, capacity: main.capacity, allocation: main.allocation }));
  const own = first ?? put(main, read.setting('disk_size', 'disk_interface', 'disk_cache'), usual);
  const extra = itemSettings(read.setting('disk_additional_size')).map((size) =>
    stated<Disk>(
      {
        ...main,
        backingFiles: usual(0),
        source: notStated,
        capacity: read.make.fact(size.value, size.place, bytes),
      },
      size.place,
    ),
  );
  const others = said.disks.filter((_, index) => index !== given);
  return [own, ...(first === undefined ? extra : []), ...others, ...installationDisc(read, isImage, said)];
}

/** The disc that the system is installed from. */
function installationDisc(read: Reader, isImage: boolean, said: QemuFacts): readonly Known<Disk>[] {
  const iso = read.setting('iso_url', 'iso_urls');
  if (isImage || iso === undefined || said.disks.length > 0) return [];
  const disc: Disk = {
    kind: 'cdrom',
    ...unsaidDisk(notStated),
    bus: read.text('cdrom_interface', notStated),
    source: read.text('iso_url'),
  };
  return [stated(disc, iso.place)];
}

/** `qemu-img` makes growing images; its own arguments may say otherwise. */
function allocationOf(read: Reader): Fact<'thin' | 'thick'> {
  for (const group of read.settings.groups('qemu_img_args')) {
    for (const name of ['create', 'convert']) {
      const setting = group.get(name);
      const preallocation = itemsOf(setting?.value)
        ?.map((item) => /preallocation=(\w+)/.exec(textOf(item) ?? '')?.[1])
        .find((mode) => mode !== undefined);
      if (setting !== undefined && preallocation !== undefined) {
        return stated(
          preallocation === 'full' || preallocation === 'falloc' ? 'thick' : 'thin',
          setting.place,
        );
      }
    }
  }
  return usual('thin');
}
