// The devices of a .vmx file. A device is there when its `.present` says so; only the floppy drive is there by default.
import {
  type Fact,
  implied,
  isKnown,
  type Known,
  mapFact,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type { Device, Disk, GraphicalConsole, NetworkCard, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidDisk } from '../unsaid';
import { truthOf } from '../values';
import type { VmxEntry } from './parse';
import { isPlaceholder, type Settings } from './values';

const docs = documents.vmwareConfiguration;

const texts = {
  bridged: {
    en: 'Without connectionType, VMware connects a card to the host’s network.',
    de: 'Ohne connectionType verbindet VMware eine Karte mit dem Netz des Hosts.',
  },
  networkDecides: {
    en: 'The definition of this network on the host decides it.',
    de: 'Die Definition dieses Netzes auf dem Host entscheidet es.',
  },
  chain: {
    en: 'VMware numbers the difference disks of snapshots; some of them may be gone again.',
    de: 'VMware nummeriert die Differenzplatten von Snapshots; einige davon können wieder weg sein.',
  },
  persistent: {
    en: 'Without a mode, a disk keeps what is written to it.',
    de: 'Ohne Modus behält eine Platte, was auf sie geschrieben wird.',
  },
  everywhere: {
    en: 'Without an address, VMware’s VNC server answers on every address of the host.',
    de: 'Ohne Adresse antwortet der VNC-Server von VMware auf allen Adressen des Hosts.',
  },
  noLogin: {
    en: 'A serial port over the network asks for no password.',
    de: 'Eine serielle Schnittstelle über das Netz fragt nach keinem Passwort.',
  },
  noPassword: {
    en: 'No VNC password is set.',
    de: 'Es ist kein VNC-Passwort gesetzt.',
  },
} satisfies Record<string, Text>;

/** Whether the device exists and is not left unplugged; `undefined` where a template decides. */
function isThere(settings: Settings, device: string, byDefault = false): boolean | undefined {
  const present = settings.entry(`${device}.present`);
  if (present === undefined) return byDefault;
  return isPlaceholder(present) ? undefined : truthOf(present.value.trim());
}

function isConnected(settings: Settings, device: string): boolean {
  return settings.isSet(`${device}.startconnected`, false) === undefined;
}

/** The devices whose names match, by their number or address, in the order of the file. */
function devicesNamed(settings: Settings, name: RegExp): readonly string[] {
  const found = new Set<string>();
  for (const entry of settings.file.entries) {
    const device = entry.name.slice(0, entry.name.indexOf('.'));
    if (name.test(device)) found.add(device);
  }
  return [...found];
}

/** The setting that stands for a device: the one that says that it is there, else the given other one. */
function header(settings: Settings, device: string, other: string): VmxEntry | undefined {
  return settings.entry(`${device}.present`) ?? settings.entry(`${device}.${other}`);
}

// --- disks --------------------------------------------------------------------------------------------------------

/** The disks and CD-ROMs, and those of which a template decides. */
export function readDisks(settings: Settings): readonly Known<Disk>[] {
  return devicesNamed(settings, /^(?:scsi|ide|sata|nvme)\d+:\d+$/).flatMap((device) => {
    const controller = device.slice(0, device.indexOf(':'));
    if (isThere(settings, device) !== true || isThere(settings, controller, true) === false) return [];
    const entry = settings.entry(`${device}.filename`) ?? header(settings, device, 'filename');
    return entry === undefined ? [] : [readDisk(settings, device, entry)];
  });
}

function readDisk(settings: Settings, device: string, entry: VmxEntry): Known<Disk> {
  const type = settings.entry(`${device}.devicetype`)?.value.toLowerCase() ?? '';
  const source = settings.text(`${device}.filename`);
  const file = isKnown(source) ? source.value : '';
  const kind =
    /^(cdrom|atapi)/.test(type) || /\.iso$/i.test(file)
      ? 'cdrom'
      : /^rawdisk$|passthru/.test(type)
        ? 'lun'
        : 'disk';
  const present = settings.entry(`${device}.present`) ?? entry;
  const isDisk = kind === 'disk';
  return stated(
    {
      kind,
      ...unsaidDisk(notExpressible),
      bus: stated(/^[a-z]+/.exec(device)?.[0] ?? '', settings.at(present)),
      cache: isDisk
        ? settings.value(`${device}.writethrough`, (text) =>
            truthOf(text) === true ? 'writethrough' : truthOf(text) === false ? 'writeback' : undefined,
          )
        : notExpressible,
      backingFiles: isDisk ? backingFiles(source) : notExpressible,
      format: isDisk && isKnown(source) && /\.vmdk$/i.test(file) ? { ...source, value: 'vmdk' } : notStated,
      source,
      persistent: isDisk ? persistence(settings, device) : notExpressible,
    },
    settings.at(entry),
  );
}

/** `server-000003.vmdk` is the third difference that was made. */
function backingFiles(source: Fact<string>): Fact<number> {
  if (!isKnown(source) || source.place === undefined) return notStated;
  const number = Number(/-(\d{6})\.vmdk$/i.exec(source.value)?.[1] ?? 0);
  return number > 0 ? implied(number, texts.chain, docs, source.place) : notStated;
}

function persistence(settings: Settings, device: string): Fact<boolean> {
  const mode = settings.value(`${device}.mode`, (text) =>
    /nonpersistent$/i.test(text) ? false : /persistent$|^append$/i.test(text) ? true : undefined,
  );
  return mode === notStated ? implied(true, texts.persistent, docs) : mode;
}

// --- network ------------------------------------------------------------------------------------------------------

/** The network cards. */
export function readCards(settings: Settings): readonly Known<NetworkCard>[] {
  return devicesNamed(settings, /^ethernet\d+$/).flatMap((device) => {
    const entry = settings.entry(`${device}.present`);
    if (entry === undefined || isThere(settings, device) !== true) return [];
    return [
      stated(
        {
          attachment: attachment(settings, device, entry),
          model: mapFact(settings.text(`${device}.virtualdev`), (model) => model.toLowerCase()),
        },
        settings.at(entry),
      ),
    ];
  });
}

function attachment(settings: Settings, device: string, card: VmxEntry): NetworkCard['attachment'] {
  const type = settings.entry(`${device}.connectiontype`);
  const network = settings.entry(`${device}.networkname`) ?? settings.entry(`${device}.vnet`);
  const kind = type?.value.trim().toLowerCase() ?? '';
  // On ESXi a card is in a port group; what that leads to stands nowhere in the file.
  if (network !== undefined && /^(bridged|)$/.test(kind))
    return unknown(texts.networkDecides, settings.at(network));
  if (type === undefined || kind === '') return implied('bridged', texts.bridged, docs, settings.at(card));
  if (kind === 'custom') return unknown(texts.networkDecides, settings.at(type));
  return settings.value(`${device}.connectiontype`, (text) => {
    switch (text.toLowerCase()) {
      case 'bridged':
        return 'bridged';
      case 'nat':
        return 'nat';
      case 'hostonly':
        return 'host-only';
      default:
        return 'other';
    }
  });
}

// --- consoles -----------------------------------------------------------------------------------------------------

/** The screen over VNC, and serial ports that others can connect to. */
export function readConsoles(settings: Settings): readonly Known<GraphicalConsole>[] {
  const vnc = settings.isSet('remotedisplay.vnc.enabled', true);
  const password = settings.entry('remotedisplay.vnc.password') ?? settings.entry('remotedisplay.vnc.key');
  const listed: Known<GraphicalConsole>[] = [];
  if (vnc !== undefined) {
    const place = settings.at(vnc);
    const address = settings.text('remotedisplay.vnc.ip');
    listed.push(
      stated(
        {
          kind: 'vnc',
          address:
            address === notStated
              ? implied('0.0.0.0', texts.everywhere, documents.vmwareVnc, place)
              : address,
          password:
            password === undefined || password.value.trim() === ''
              ? implied(false, texts.noPassword, documents.vmwareVnc, place)
              : isPlaceholder(password)
                ? settings.template(password)
                : stated(true, settings.at(password)),
        },
        place,
      ),
    );
  }
  return [...listed, ...portsNamed(settings, 'serial').flatMap((port) => serialConsole(settings, port))];
}

/** The serial or parallel ports that are there and plugged in. */
function portsNamed(settings: Settings, kind: 'serial' | 'parallel'): readonly string[] {
  return devicesNamed(settings, new RegExp(`^${kind}\\d+$`)).filter(
    (port) => isThere(settings, port) === true && isConnected(settings, port),
  );
}

function isOfType(settings: Settings, port: string, type: string): boolean {
  return settings.entry(`${port}.filetype`)?.value.trim().toLowerCase() === type;
}

function serialConsole(settings: Settings, port: string): readonly Known<GraphicalConsole>[] {
  const file = settings.entry(`${port}.filename`);
  if (file === undefined || !isOfType(settings, port, 'network')) return [];
  const end = settings.entry(`${port}.network.endpoint`)?.value.trim().toLowerCase();
  if (end === 'client') return [];
  const [, host] = /^[a-z]+:\/\/(\[[^\]]*\]|[^:/]*):\d+/i.exec(file.value.trim()) ?? [];
  const place = settings.at(file);
  return [
    stated(
      {
        kind: 'serial',
        address: isPlaceholder(file)
          ? settings.template(file)
          : host === undefined
            ? notStated
            : stated(host === '' ? '0.0.0.0' : host, place),
        password: implied(false, texts.noLogin, docs, place),
      },
      place,
    ),
  ];
}

// --- what is shared with the host, or taken from it ----------------------------------------------------------------

/** The shared folders; `isolation.tools.hgfs.disable` switches all of them off. */
export function readFolders(settings: Settings): readonly Known<SharedFolder>[] {
  if (settings.isSet('isolation.tools.hgfs.disable', true) !== undefined) return [];
  return devicesNamed(settings, /^sharedfolder\d+$/).flatMap((folder) => {
    const host = settings.entry(`${folder}.hostpath`);
    const isOn = settings.isSet(`${folder}.enabled`, false) === undefined;
    if (host === undefined || isThere(settings, folder) !== true || !isOn) return [];
    return [
      stated(
        {
          source: host.value,
          target: settings.entry(`${folder}.guestname`)?.value ?? '',
          readOnly: settings.isSet(`${folder}.writeaccess`, false) !== undefined,
          kind: 'live',
          origin: 'explicit',
        },
        settings.at(host),
      ),
    ];
  });
}

/** What is handed over from the host: PCI and USB devices, ports, whole disks. */
export function readHostDevices(settings: Settings): readonly Known<Device>[] {
  return [
    ...devicesNamed(settings, /^pcipassthru\d+$/).flatMap((device) => pciDevice(settings, device)),
    ...settings.file.entries.flatMap((entry) => usbDevice(settings, entry)),
    ...(['serial', 'parallel'] as const).flatMap((kind) =>
      portsNamed(settings, kind).flatMap((port): Known<Device>[] => {
        const file = settings.entry(`${port}.filename`);
        if (file === undefined || !isOfType(settings, port, 'device')) return [];
        return [stated({ kind: 'path', name: file.value }, settings.at(file))];
      }),
    ),
    ...readDisks(settings).flatMap((disk): Known<Device>[] => {
      const { kind, source } = disk.value;
      return kind === 'lun' && isKnown(source) && disk.place !== undefined
        ? [stated({ kind: 'scsi', name: source.value }, disk.place)]
        : [];
    }),
  ];
}

function pciDevice(settings: Settings, device: string): readonly Known<Device>[] {
  const present = settings.entry(`${device}.present`);
  if (present === undefined || isThere(settings, device) !== true) return [];
  const profile = settings.entry(`${device}.vgpu`);
  if (profile !== undefined) return [stated({ kind: 'mediated', name: profile.value }, settings.at(present))];
  const name = settings.entry(`${device}.id`) ?? settings.entry(`${device}.deviceid`);
  return [stated({ kind: 'pci', name: name?.value ?? device }, settings.at(present))];
}

/** `usb.autoConnect.device0 = "vid:046d pid:c52b"`: taken from the host as soon as it is plugged in. */
function usbDevice(settings: Settings, entry: VmxEntry): readonly Known<Device>[] {
  if (!/^usb(?:_xhci)?\.autoconnect\.device\d+$/.test(entry.name) || entry.value.trim() === '') return [];
  const ids = ['vid', 'pid'].flatMap(
    (part) => new RegExp(`(?:^|\\s)(?:0x)?${part}:(?:0x)?([0-9a-f]+)`, 'i').exec(entry.value)?.[1] ?? [],
  );
  return [stated({ kind: 'usb', name: ids.length > 0 ? ids.join(':') : entry.value }, settings.at(entry))];
}

/** Devices that only old systems need. */
export function readLegacyDevices(settings: Settings): readonly Known<string>[] {
  const floppies = devicesNamed(settings, /^floppy\d+$/).flatMap((device) => {
    const present = settings.isSet(`${device}.present`, true);
    return present === undefined || !isConnected(settings, device)
      ? []
      : [stated('floppy', settings.at(present))];
  });
  const parallels = portsNamed(settings, 'parallel').flatMap((port) => {
    const present = settings.entry(`${port}.present`);
    return present === undefined ? [] : [stated('parallel', settings.at(present))];
  });
  const cards = devicesNamed(settings, /^ethernet\d+$/).flatMap((device) => {
    const model = settings.entry(`${device}.virtualdev`);
    return model !== undefined && /^vlance$/i.test(model.value) && isThere(settings, device) === true
      ? [stated('vlance', settings.at(model))]
      : [];
  });
  const sound = settings.entry('sound.virtualdev');
  const isOldSound =
    sound !== undefined && /^sb16$/i.test(sound.value.trim()) && isThere(settings, 'sound') === true;
  return [...floppies, ...parallels, ...cards, ...(isOldSound ? [stated('sb16', settings.at(sound))] : [])];
}

/** Whether the file says of the first floppy drive that it is there or not; without that VMware adds one. */
export function saysFloppy(settings: Settings): boolean {
  return isThere(settings, 'floppy0', true) !== true || settings.entry('floppy0.present') !== undefined;
}
