// Turns a configuration of Proxmox VE into the workload model; what it leaves out has documented defaults.
import {
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
import type { HostChannel, Label, Secret, VirtualMachine } from '../../core/workload';
import { operatingSystemOfProxmox } from '../../knowledge/guest-ids';
import { isPasswordHash, isPublishedHash, passwordQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import { unsaidMachine } from '../unsaid';
import { truthOf, wholeNumber } from '../values';
import { argumentsOf } from './arguments';
import {
  readCards,
  readDisks,
  readFolders,
  readHostDevices,
  readLegacyDevices,
  readSerialConsoles,
  templateUnder,
} from './devices';
import type { ProxmoxFile } from './parse';
import { isPlaceholder, orDefault, type Settings, settingsOf } from './values';

const docs = documents.proxmoxConfiguration;

const texts = {
  format: {
    en: 'Such a file describes a machine of Proxmox VE.',
    de: 'Eine solche Datei beschreibt eine Maschine von Proxmox VE.',
  },
  memory: {
    en: 'Without memory, Proxmox gives a machine 512 MiB.',
    de: 'Ohne memory gibt Proxmox einer Maschine 512 MiB.',
  },
  oneCpu: {
    en: 'Without cores and sockets, Proxmox gives a machine one CPU.',
    de: 'Ohne cores und sockets gibt Proxmox einer Maschine eine CPU.',
  },
  kvm: {
    en: 'Proxmox runs machines with KVM unless kvm: 0 switches it off.',
    de: 'Proxmox betreibt Maschinen mit KVM, solange kvm: 0 es nicht abschaltet.',
  },
  noStart: {
    en: 'Without onboot, a machine is not started with its node.',
    de: 'Ohne onboot startet eine Maschine nicht mit ihrem Knoten.',
  },
  seaBios: {
    en: 'Without bios, Proxmox uses SeaBIOS.',
    de: 'Ohne bios nimmt Proxmox SeaBIOS.',
  },
  biosBoot: {
    en: 'Secure Boot needs UEFI firmware.',
    de: 'Secure Boot setzt UEFI-Firmware voraus.',
  },
  enrolled: {
    en: 'The variables of the firmware begin with keys that switch Secure Boot on; the guest can switch it off.',
    de: 'Die Variablen der Firmware beginnen mit Schlüsseln, die Secure Boot einschalten; der Gast kann es abschalten.',
  },
  notEnrolled: {
    en: 'Without pre-enrolled-keys and efitype=4m, the firmware begins without keys, and Secure Boot is off.',
    de: 'Ohne pre-enrolled-keys und efitype=4m beginnt die Firmware ohne Schlüssel, und Secure Boot ist aus.',
  },
  noTpm: {
    en: 'A machine has a TPM only with tpmstate0.',
    de: 'Ein TPM hat eine Maschine nur mit tpmstate0.',
  },
  balloon: {
    en: 'The balloon is on unless balloon: 0 switches it off.',
    de: 'Der Balloon ist an, solange balloon: 0 ihn nicht abschaltet.',
  },
  ksm: {
    en: 'Equal memory pages may be merged unless allow-ksm: 0 forbids it.',
    de: 'Gleiche Speicherseiten dürfen zusammengelegt werden, solange allow-ksm: 0 es nicht verbietet.',
  },
  kvm64: {
    en: 'Without cpu, Proxmox uses the model kvm64.',
    de: 'Ohne cpu nimmt Proxmox das Modell kvm64.',
  },
  hostCpu: {
    en: 'The guest gets the CPU of the host; its settings decide whether virtualisation is part of it.',
    de: 'Der Gast bekommt die CPU des Hosts; dessen Einstellungen entscheiden, ob Virtualisierung dazugehört.',
  },
  spice: {
    en: 'With this screen Proxmox adds SPICE, which shares the clipboard.',
    de: 'Mit diesem Bildschirm ergänzt Proxmox SPICE, das die Zwischenablage teilt.',
  },
  noClipboard: {
    en: 'Proxmox shares a clipboard only over SPICE or where vga asks for it.',
    de: 'Proxmox teilt eine Zwischenablage nur über SPICE oder wo vga es verlangt.',
  },
  severalSystems: {
    en: 'Proxmox has one type for several systems here, or Berth does not know it.',
    de: 'Proxmox hat hier einen Typ für mehrere Systeme, oder Berth kennt ihn nicht.',
  },
  template: {
    en: 'A template decides which settings there are.',
    de: 'Eine Vorlage entscheidet, welche Einstellungen es gibt.',
  },
  broken: {
    en: 'A line of the file cannot be read, so something may be missing.',
    de: 'Eine Zeile der Datei ist nicht lesbar; es kann etwas fehlen.',
  },
} satisfies Record<string, Text>;

/** The machine of a file; none for one without settings. */
export function lowerProxmox(file: ProxmoxFile, path: string): VirtualMachine | undefined {
  const [first] = file.entries;
  if (first === undefined) return undefined;
  const settings = settingsOf(file, path);
  const entry = (key: string) => file.byKey.get(key);
  const truth = (key: string): Fact<boolean> => settings.value(entry(key), truthOf);
  const unseen =
    file.problems.length > 0
      ? unknown(texts.broken)
      : file.templateLines.length > 0
        ? unknown(texts.template)
        : undefined;
  const more = argumentsOf(settings);
  const all = <T>(items: readonly Known<T>[], rest: Unknown | undefined = more.open ?? unseen): Facts<T> =>
    listed(items, rest);
  const written = settings.value(entry('name'), (text) => text || undefined);
  const name = isKnown(written)
    ? written.value
    : fileNameOf(path.replaceAll('\\', '/')).replace(/\.conf(\..*)?$/, '');
  const kvm = truth('kvm');
  const firmware = orDefault(settings.value(entry('bios'), firmwareOf), 'bios', texts.seaBios);
  const template = templateUnder(settings);
  return {
    kind: 'vm',
    role: 'machine',
    id: `${path}#${name}`,
    name,
    format: 'proxmox',
    path,
    place: settings.at((entry('name') ?? first).span),
    body: { path, span: { start: 0, end: file.text.length } },
    ...unsaidMachine(notExpressible),
    memory: memory(settings),
    cpus: cpus(settings),
    ports: all(more.ports),
    devices: all([...readHostDevices(settings), ...more.devices]),
    secrets: all([...readSecrets(settings), ...more.secrets]),
    operatingSystem: convertFact(
      settings.value(entry('ostype'), (text) => text || undefined),
      operatingSystemOfProxmox,
      texts.severalSystems,
    ),
    provisioners: incomplete(cloudInit(settings), notExpressible),
    labels: all(tags(settings)),
    // A template is copied, never started.
    replicas: replicas(truth('template')),
    hypervisor: implied('proxmox', texts.format, docs),
    acceleration: isKnown(kvm)
      ? { ...kvm, value: kvm.value ? 'hardware' : 'software' }
      : kvm === notStated
        ? implied('hardware', texts.kvm, docs)
        : kvm,
    image: template === undefined ? notStated : stated(template.id, settings.at(template.file.span)),
    autostart: orDefault(truth('onboot'), false, texts.noStart),
    disks: all([...readDisks(settings), ...more.disks]),
    networkCards: all([...readCards(settings), ...more.networkCards]),
    consoles: all([...readSerialConsoles(settings), ...more.consoles]),
    sharedFolders: all([...readFolders(settings), ...more.sharedFolders]),
    clipboardShared: clipboard(settings),
    firmware,
    secureBoot: secureBoot(settings, firmware),
    tpm: tpm(settings, unseen),
    nestedVirtualization: nestedVirtualization(settings),
    memoryBalloon: balloon(settings),
    memoryMinimum: balloonMinimum(settings),
    cpuMode: cpuMode(settings),
    architecture: settings.value(entry('arch'), (text) => text || undefined),
    legacyDevices: all([...readLegacyDevices(settings), ...more.legacyDevices]),
    linkedClone: template === undefined ? notStated : stated(true, settings.at(template.file.span)),
    managementInterfaces: all(more.managementInterfaces),
    memorySharing: orDefault(truth('allow-ksm'), true, texts.ksm),
    snapshots: all(
      file.sections
        .filter(({ name: section }) => section !== 'PENDING' && !section.includes(':'))
        .map(({ name: section, headerSpan }) => stated(section, settings.at(headerSpan))),
      unseen,
    ),
    automaticUpdates: truth('ciupgrade'),
    hostChannels: all([...channels(settings), ...more.hostChannels]),
  };
}

function replicas(template: Fact<boolean>): Fact<number> {
  return isKnown(template) && template.value ? { ...template, value: 0 } : notExpressible;
}

function memory(settings: Settings): Fact<number> {
  const current = settings.find('memory')?.option('current', true);
  const stands = settings.value(current, (text) => {
    const amount = wholeNumber(text);
    return amount === undefined ? undefined : amount * mebibyte;
  });
  return orDefault(stands, 512 * mebibyte, texts.memory);
}

/** Sockets times cores; one of them alone is multiplied by the default of the other, which is 1. */
function cpus(settings: Settings): Fact<number> {
  const count = (key: string): Fact<number> =>
    settings.value(settings.file.byKey.get(key), (text) => wholeNumber(text) || undefined);
  const cores = count('cores');
  const sockets = count('sockets');
  if (isKnown(cores) && isKnown(sockets)) return { ...cores, value: cores.value * sockets.value };
  if (cores === notStated && sockets === notStated) return orDefault(count('smp'), 1, texts.oneCpu);
  if (cores === notStated) return sockets;
  return sockets === notStated || !isKnown(cores) ? cores : sockets;
}

function firmwareOf(text: string): 'uefi' | 'bios' | undefined {
  return text === 'ovmf' ? 'uefi' : text === 'seabios' ? 'bios' : undefined;
}

/** Proxmox: the keys count with `efitype=4m` only, and the guest can still switch Secure Boot off. */
function secureBoot(settings: Settings, firmware: VirtualMachine['firmware']): Fact<boolean> {
  if (!isKnown(firmware)) return notStated;
  if (firmware.value === 'bios') return implied(false, texts.biosBoot, docs, firmware.place);
  const variables = settings.find('efidisk0');
  if (variables === undefined) return notStated;
  const keys = variables.option('pre-enrolled-keys');
  const enrolled = settings.value(keys, truthOf);
  if (!isKnown(enrolled) && enrolled !== notStated) return enrolled;
  const isOn = isKnown(enrolled) && enrolled.value && variables.option('efitype')?.value === '4m';
  const place = keys === undefined ? variables.place : settings.at(keys.span);
  return implied(isOn, isOn ? texts.enrolled : texts.notEnrolled, docs, place);
}

function tpm(settings: Settings, unseen: Unknown | undefined): Fact<boolean> {
  const state = settings.find('tpmstate0');
  if (state !== undefined) return stated(true, state.place);
  return unseen ?? implied(false, texts.noTpm, docs);
}

function balloon(settings: Settings): Fact<boolean> {
  const target = settings.value(settings.file.byKey.get('balloon'), wholeNumber);
  if (isKnown(target)) return { ...target, value: target.value > 0 };
  return target === notStated ? implied(true, texts.balloon, docs) : target;
}

/** What `balloon` leaves; nothing is left where it is off. */
function balloonMinimum(settings: Settings): Fact<number> {
  const target = settings.value(settings.file.byKey.get('balloon'), wholeNumber);
  if (!isKnown(target)) return target;
  return target.value === 0 ? notStated : { ...target, value: target.value * mebibyte };
}

function cpuMode(settings: Settings): Fact<string> {
  const type = settings.value(settings.find('cpu')?.option('cputype', true), (text) =>
    text === 'host' ? 'host-passthrough' : text === 'max' ? 'maximum' : text === '' ? undefined : 'custom',
  );
  return orDefault(type, 'custom', texts.kvm64);
}

function nestedVirtualization(settings: Settings): Fact<boolean> {
  const cpu = settings.find('cpu');
  const flags = cpu?.option('flags');
  const [, sign] = /(?:^|;)([+-])(?:nested-virt|vmx|svm)(?:;|$)/.exec(flags?.value ?? '') ?? [];
  if (flags !== undefined && sign !== undefined) return stated(sign === '+', settings.at(flags.span));
  const type = cpu?.option('cputype', true);
  return type?.value === 'host' || type?.value === 'max'
    ? unknown(texts.hostCpu, settings.at(type.span))
    : notStated;
}

function clipboard(settings: Settings): Fact<boolean> {
  const screen = settings.find('vga');
  const asked = screen?.option('clipboard');
  if (asked?.value === 'vnc') return stated(true, settings.at(asked.span));
  const type = screen?.option('type', true);
  if (type !== undefined && /^qxl/.test(type.value))
    return implied(true, texts.spice, docs, settings.at(type.span));
  return implied(false, texts.noClipboard, docs, screen?.place);
}

/** cloud-init's password, as it is or as a hash that everybody knows; `qm config` shows stars instead. */
function readSecrets(settings: Settings): readonly Known<Secret>[] {
  const password = settings.file.byKey.get('cipassword');
  if (password === undefined || isPlaceholder(password.value)) return [];
  const name = settings.file.byKey.get('ciuser')?.value || 'cipassword';
  const published = isPublishedHash(password.value) ? 'well-known' : undefined;
  const quality = isPasswordHash(password.value) ? published : passwordQuality(name, password.value);
  return quality === undefined
    ? []
    : [stated({ kind: 'password', name, quality }, settings.at(password.span))];
}

function cloudInit(settings: Settings): readonly Known<string>[] {
  const drive = settings
    .all(/^(?:scsi|ide|sata)\d+$/)
    .find((disk) => /cloudinit/.test(disk.option('file', true)?.value ?? ''));
  return drive === undefined ? [] : [stated('cloud-init', drive.place)];
}

function tags(settings: Settings): readonly Known<Label>[] {
  const entry = settings.file.byKey.get('tags');
  if (entry === undefined) return [];
  const place = settings.at(entry.span);
  return entry.value
    .split(/[;, ]+/)
    .filter((tag) => tag !== '')
    .map((key) => stated({ key, value: notExpressible }, place));
}

function channels(settings: Settings): readonly Known<HostChannel>[] {
  const memories = settings.find('ivshmem');
  const screen = settings.find('vga')?.option('type', true);
  return [
    ...(memories === undefined
      ? []
      : [
          stated(
            {
              kind: 'shared-memory',
              setting: settings.file.text.slice(memories.entry.span.start, memories.entry.span.end),
            } as const,
            memories.place,
          ),
        ]),
    ...(screen?.value === 'virtio-gl'
      ? [
          stated(
            { kind: 'accelerated-graphics', setting: 'vga: virtio-gl' } as const,
            settings.at(screen.span),
          ),
        ]
      : []),
  ];
}
