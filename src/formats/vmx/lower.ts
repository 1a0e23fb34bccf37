// Turns a .vmx file into the workload model. VMware switches every device on by name, so most lists are complete.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import { fileNameOf } from '../../core/path';
import { mebibyte } from '../../core/size';
import type { Place } from '../../core/span';
import type { Secret, VirtualMachine } from '../../core/workload';
import { operatingSystemOfVmware } from '../../knowledge/guest-ids';
import { isSecretName, passwordQuality, secretQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import type { Surroundings } from '../format';
import { unsaidMachine } from '../unsaid';
import { wholeNumber } from '../values';
import { readChannels } from './channels';
import {
  readCards,
  readConsoles,
  readDisks,
  readFolders,
  readHostDevices,
  readLegacyDevices,
  saysFloppy,
} from './devices';
import { parseVmx, type VmxEntry, type VmxFile } from './parse';
import { isPlaceholder, type Settings, settingsOf } from './values';

const docs = documents.vmwareConfiguration;

const texts = {
  format: {
    en: 'A .vmx file describes a machine of VMware.',
    de: 'Eine .vmx-Datei beschreibt eine Maschine von VMware.',
  },
  oneCpu: {
    en: 'Without numvcpus, VMware gives the machine one CPU.',
    de: 'Ohne numvcpus gibt VMware der Maschine eine CPU.',
  },
  deviceList: {
    en: 'A machine of VMware has the devices its file switches on, and this one is not among them.',
    de: 'Eine Maschine von VMware hat die Geräte, die ihre Datei einschaltet, und dieses ist nicht dabei.',
  },
  productDecides: {
    en: 'ESXi and Workstation have different defaults here.',
    de: 'ESXi und Workstation haben hier verschiedene Vorgaben.',
  },
  floppy: {
    en: 'VMware adds a floppy drive unless floppy0.present says otherwise.',
    de: 'VMware ergänzt ein Diskettenlaufwerk, wenn floppy0.present nichts anderes sagt.',
  },
  noName: {
    en: 'VMware may know this id, Berth does not.',
    de: 'VMware kennt diese Kennung vielleicht, Berth nicht.',
  },
  salt: {
    en: 'Guests with the same salt share equal memory pages.',
    de: 'Gäste mit demselben Salt teilen gleiche Speicherseiten.',
  },
  broken: {
    en: 'A line of the file cannot be read, so something may be missing.',
    de: 'Eine Zeile der Datei ist nicht lesbar; es kann etwas fehlen.',
  },
  template: {
    en: 'A template decides which devices there are.',
    de: 'Eine Vorlage entscheidet, welche Geräte es gibt.',
  },
  bits: {
    en: 'The guest’s id decides whether it has 64 bits.',
    de: 'Die Kennung des Gasts entscheidet, ob er 64 Bit hat.',
  },
  biosBoot: {
    en: 'Secure Boot needs UEFI firmware.',
    de: 'Secure Boot setzt UEFI-Firmware voraus.',
  },
} satisfies Record<string, Text>;

/** The machine of a file; none for one without settings. */
export function lowerVmx(file: VmxFile, path: string, around: Surroundings): VirtualMachine | undefined {
  const [first] = file.entries;
  if (first === undefined) return undefined;
  const settings = settingsOf(file, path);
  const named = settings.text('displayname');
  const name = isKnown(named)
    ? named.value
    : fileNameOf(path.replaceAll('\\', '/')).replace(/\.vmx(\..*)?$/i, '');
  const open = openness(settings);
  const all = <T>(items: readonly Known<T>[]): Facts<T> => listed(items, open);
  const legacy = readLegacyDevices(settings);
  const firmware = settings.value('firmware', firmwareOf);
  return {
    kind: 'vm',
    role: 'machine',
    id: `${path}#${name}`,
    name,
    format: 'vmx',
    path,
    place: settings.at(settings.entry('displayname') ?? first),
    body: { path, span: { start: 0, end: file.text.length } },
    ...unsaidMachine(notExpressible),
    memory: settings.value('memsize', megabytes),
    cpus: orImplied(
      settings.value('numvcpus', (text) => wholeNumber(text) || undefined),
      1,
      texts.oneCpu,
    ),
    devices: all(readHostDevices(settings)),
    secrets: all(readSecrets(settings)),
    operatingSystem: convertFact(settings.text('guestos'), operatingSystemOfVmware, texts.noName),
    hypervisor: implied('vmware', texts.format, docs),
    disks: all(readDisks(settings)),
    networkCards: all(readCards(settings)),
    consoles: all(readConsoles(settings)),
    sharedFolders: all(readFolders(settings)),
    clipboardShared: clipboard(settings),
    dragAndDrop: enabledBy(settings, 'isolation.tools.dnd.disable'),
    firmware,
    secureBoot: secureBoot(settings, firmware),
    tpm: tpm(settings, open),
    nestedVirtualization: settings.truth('vhv.enable'),
    memoryBalloon: settings.value('sched.mem.maxmemctl', (text) => {
      const limit = wholeNumber(text);
      return limit === undefined ? undefined : limit > 0;
    }),
    memoryMinimum: reservation(settings),
    architecture: architecture(settings),
    legacyDevices: saysFloppy(settings) ? all(legacy) : incomplete(legacy, unknown(texts.floppy)),
    memorySharing: memorySharing(settings),
    snapshots: snapshots(path, around),
    hostChannels: incomplete(readChannels(settings), unknown(texts.productDecides)),
  };
}

/** Why there may be devices that are not seen: lines that cannot be read, or a template. */
function openness({ file, at }: Settings): Unknown | undefined {
  if (file.problems.length > 0) return unknown(texts.broken);
  if (file.templateLines.length > 0) return unknown(texts.template);
  const switched = file.entries.find((entry) => entry.name.endsWith('.present') && isPlaceholder(entry));
  return switched === undefined ? undefined : unknown(texts.template, at(switched));
}

function orImplied<T>(fact: Fact<T>, value: T, why: Text): Fact<T> {
  return fact === notStated ? implied(value, why, docs) : fact;
}

function megabytes(text: string): number | undefined {
  const amount = wholeNumber(text);
  return amount === undefined ? undefined : amount * mebibyte;
}

function firmwareOf(text: string): 'uefi' | 'bios' | undefined {
  return /^efi$/i.test(text) ? 'uefi' : /^bios$/i.test(text) ? 'bios' : undefined;
}

function architecture(settings: Settings): Fact<string> {
  const guest = settings.text('guestos');
  if (!isKnown(guest)) return guest;
  const value = /^arm-/i.test(guest.value) ? 'aarch64' : /[-_]64$/.test(guest.value) ? 'x86_64' : 'i686';
  return implied(value, texts.bits, docs, guest.place);
}

/** What `….disable = "FALSE"` switches on. */
function enabledBy(settings: Settings, name: string): Fact<boolean> {
  const disabled = settings.truth(name);
  if (disabled === notStated) return unknown(texts.productDecides);
  return isKnown(disabled) ? { ...disabled, value: !disabled.value } : disabled;
}

/** Shared as soon as one direction is open. */
function clipboard(settings: Settings): Fact<boolean> {
  const copy = enabledBy(settings, 'isolation.tools.copy.disable');
  const paste = enabledBy(settings, 'isolation.tools.paste.disable');
  if (isKnown(copy) && copy.value) return copy;
  if (isKnown(paste) && paste.value) return paste;
  return isKnown(copy) ? paste : copy;
}

function secureBoot(settings: Settings, firmware: VirtualMachine['firmware']): Fact<boolean> {
  const stands = settings.truth('uefi.secureboot.enabled');
  if (stands !== notStated || !isKnown(firmware) || firmware.value !== 'bios') return stands;
  return implied(false, texts.biosBoot, docs, firmware.place);
}

function tpm(settings: Settings, open: Unknown | undefined): Fact<boolean> {
  const added = settings.entry('managedvm.autoaddvtpm');
  if (added !== undefined && added.value.trim() !== '') return stated(true, settings.at(added));
  const present = settings.truth('vtpm.present');
  return present === notStated ? (open ?? implied(false, texts.deviceList, docs)) : present;
}

/** A reservation of 0 reserves nothing, which leaves open how far ballooning goes. */
function reservation(settings: Settings): Fact<number> {
  for (const name of ['sched.mem.min', 'sched.mem.minsize']) {
    const found = settings.value(name, megabytes);
    if (found !== notStated && !(isKnown(found) && found.value === 0)) return found;
  }
  return notStated;
}

/** The salt decides with whom pages are shared; without one ESXi shares none between guests, Workstation does. */
function memorySharing(settings: Settings): Fact<boolean> {
  const salt = settings.entry('sched.mem.pshare.salt');
  const enabled = settings.truth('sched.mem.pshare.enable');
  if (isKnown(enabled) && !enabled.value) return enabled;
  if (salt !== undefined && salt.value.trim() !== '')
    return implied(true, texts.salt, documents.vsphereStig, settings.at(salt));
  return enabled === notStated ? unknown(texts.productDecides) : enabled;
}

/** Logins in the settings for the guest, and the password of the screen. */
function readSecrets(settings: Settings): readonly Known<Secret>[] {
  return settings.file.entries.flatMap((entry): Known<Secret>[] => {
    const isScreen = entry.name === 'remotedisplay.vnc.password';
    const key = isScreen ? 'password' : /^guestinfo\.(?:.*\.)?([^.]+)$/.exec(entry.name)?.[1];
    if (key === undefined || !isSecretName(key) || isPlaceholder(entry)) return [];
    const quality = isScreen ? passwordQuality('vnc', entry.value) : secretQuality(key, entry.value);
    if (quality === undefined) return [];
    return [stated({ kind: 'password', name: isScreen ? 'vnc' : entry.key, quality }, settings.at(entry))];
  });
}

/** The snapshots that VMware lists in the `.vmsd` file beside the machine's. */
function snapshots(path: string, around: Surroundings): Facts<string> {
  const beside = path.replace(/\.vmx$/i, '.vmsd');
  const text = beside === path ? undefined : around.text(beside);
  if (text === undefined) return incomplete([], notStated);
  const { entries } = parseVmx(text);
  const at = ({ span }: VmxEntry): Place => ({ path: beside, span });
  return complete(
    entries
      .filter(({ name }) => /^snapshot\d+\.displayname$/.test(name))
      .map((entry) => stated(entry.value, at(entry))),
  );
}
