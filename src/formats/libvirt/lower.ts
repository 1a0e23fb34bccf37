// Turns a domain into the workload model. libvirt lists every device of a machine, so a missing one is a statement too.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  isKnown,
  type Known,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type { Hypervisor, OperatingSystem, VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { unsaidMachine } from '../unsaid';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  descend,
  elementsOf,
  textOf,
  walk,
  type XmlElement,
} from '../xml/tree';
import {
  readCard,
  readConsole,
  readDisk,
  readFolder,
  readForwards,
  readHostDevice,
  readLegacyDevice,
  readSecret,
} from './devices';
import type { DomainFile } from './parse';
import { qemuArguments } from './qemu-arguments';
import { bytesOf, isPlaceholder, type Reader, reader, wholeNumber } from './values';

const docs = documents.libvirtDomain;

const texts = {
  unfinished: {
    en: 'The list of devices is incomplete.',
    de: 'Die Liste der Geräte ist nicht vollständig.',
  },
  template: {
    en: 'A template adds devices.',
    de: 'Eine Vorlage ergänzt Geräte.',
  },
  deviceList: {
    en: 'A domain has the devices it lists, and this one is not among them.',
    de: 'Eine Domain hat die Geräte, die sie aufzählt, und dieses ist nicht dabei.',
  },
  balloon: {
    en: 'libvirt adds a memory balloon to every KVM, QEMU and Xen guest.',
    de: 'libvirt gibt jedem Gast unter KVM, QEMU und Xen einen Memory-Balloon.',
  },
  customCpu: {
    en: 'Without a mode, libvirt uses the CPU mode custom.',
    de: 'Ohne Angabe nimmt libvirt den CPU-Modus custom.',
  },
  hostCpu: {
    en: 'The guest gets the CPU of the host; its settings decide whether virtualisation is part of it.',
    de: 'Der Gast bekommt die CPU des Hosts; dessen Einstellungen entscheiden, ob Virtualisierung dazugehört.',
  },
  clipboard: {
    en: 'SPICE shares the clipboard through this channel unless that is switched off.',
    de: 'SPICE teilt über diesen Kanal die Zwischenablage, solange das nicht abgeschaltet ist.',
  },
  fileTransfer: {
    en: 'SPICE transfers files through this channel unless that is switched off.',
    de: 'SPICE überträgt über diesen Kanal Dateien, solange das nicht abgeschaltet ist.',
  },
  pflash: {
    en: 'A loader mapped as flash is UEFI firmware.',
    de: 'Ein als Flash eingebundener Loader ist UEFI-Firmware.',
  },
  capable: {
    en: 'The firmware supports Secure Boot; whether it is on is stored in its variables, not in this file.',
    de: 'Die Firmware beherrscht Secure Boot; ob es an ist, steht in ihren Variablen, nicht in dieser Datei.',
  },
  biosBoot: {
    en: 'Secure Boot needs UEFI firmware.',
    de: 'Secure Boot setzt UEFI-Firmware voraus.',
  },
  hostConfines: {
    en: 'The host’s qemu.conf decides how the hypervisor process is confined.',
    de: 'Die qemu.conf des Hosts entscheidet, wie der Hypervisor-Prozess eingegrenzt ist.',
  },
  noName: {
    en: 'libvirt knows this id, Berth does not.',
    de: 'libvirt kennt diese Kennung, Berth nicht.',
  },
} satisfies Record<string, Text>;

/** Domain types that say whether hardware runs the guest; the others leave it open. */
const accelerations: Readonly<Record<string, 'hardware' | 'software'>> = {
  kvm: 'hardware',
  hvf: 'hardware',
  xen: 'hardware',
  hyperv: 'hardware',
  qemu: 'software',
};

const hypervisors: Readonly<Record<string, Hypervisor>> = {
  kvm: 'kvm',
  qemu: 'qemu',
  kqemu: 'qemu',
  xen: 'xen',
  linux: 'xen',
  vmware: 'vmware',
  hyperv: 'hyperv',
  vbox: 'virtualbox',
  bhyve: 'bhyve',
  parallels: 'parallels',
};

const yesNo = (value: string): boolean | undefined =>
  value === 'yes' || value === 'on' ? true : value === 'no' || value === 'off' ? false : undefined;

/** The domains of a file as machines. */
export function lowerDomains(file: DomainFile, path: string): readonly VirtualMachine[] {
  const taken = new Map<string, number>();
  return file.domains.map((domain) => {
    const name = nameOf(domain) ?? fileName(path);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return lowerDomain(domain, path, name, `${path}#${name}${count > 1 ? `~${count}` : ''}`);
  });
}

function nameOf(domain: XmlElement): string | undefined {
  const element = childNamed(domain, 'name');
  const written = element === undefined ? undefined : textOf(element);
  return written === undefined || written.value === '' || isPlaceholder(written) ? undefined : written.value;
}

/** `machines/db.xml.in` gives `db`. */
function fileName(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file.replace(/\.xml(\..*)?$/i, '') || file;
}

function lowerDomain(domain: XmlElement, path: string, name: string, id: string): VirtualMachine {
  const read = reader(path);
  const devices = deviceList(domain);
  const hypervisor = read.value(attributeNamed(domain, 'type'), (type) =>
    type === '' ? undefined : (hypervisors[type] ?? 'other'),
  );
  const acceleration = read.value(attributeNamed(domain, 'type'), (type) => accelerations[type]);
  const isQemu = is(hypervisor, 'kvm') || is(hypervisor, 'qemu');
  const named = (...names: string[]): XmlElement[] =>
    devices.elements.filter((device) => names.includes(device.name));
  const all = <T>(...items: (readonly Known<T>[])[]): Facts<T> =>
    devices.rest === undefined ? complete(items.flat()) : incomplete(items.flat(), unknown(devices.rest));
  const graphics = named('graphics');
  const behind = qemuArguments(domain, read);
  const added = <T>(listed: readonly Known<T>[], extra: readonly Known<T>[]): Facts<T> => {
    const facts = all(listed, extra);
    return behind.template === undefined ? facts : incomplete(facts.items, read.template(behind.template));
  };
  const vcpu = childNamed(domain, 'vcpu');
  const type = descend(domain, 'os', 'type');
  const tpm = named('tpm')[0];
  const window = graphics.find((screen) =>
    /^(sdl|desktop)$/.test(attributeNamed(screen, 'type')?.value ?? ''),
  );
  const firmware = firmwareOf(read, domain);
  return {
    kind: 'vm',
    role: 'machine',
    id,
    name,
    format: 'libvirt',
    path,
    place: read.tag(domain),
    body: read.at(domain),
    ...unsaidMachine(notExpressible),
    memory: bytesOf(read, childNamed(domain, 'memory')),
    cpus: read.value(vcpu === undefined ? undefined : textOf(vcpu), (text) => wholeNumber(text) || undefined),
    ports: added(
      named('interface').flatMap((card) => readForwards(read, card)),
      behind.ports,
    ),
    devices: added(
      devices.elements.flatMap((device) => readHostDevice(read, device)),
      behind.devices,
    ),
    secrets: all(graphics.flatMap((screen) => readSecret(read, screen))),
    operatingSystem: operatingSystem(read, domain),
    hypervisor,
    acceleration,
    disks: all(named('disk').map((disk) => readDisk(read, disk))),
    networkCards: all(named('interface').map((card) => readCard(read, card))),
    consoles: added(
      graphics.flatMap((screen) => readConsole(read, screen, isQemu)),
      behind.consoles,
    ),
    sharedFolders: all(named('filesystem').flatMap((folder) => readFolder(read, folder))),
    graphicalInterface: window === undefined ? absent(devices) : stated(true, read.tag(window)),
    clipboardShared: spiceFeature(read, devices, 'clipboard', 'copypaste', texts.clipboard),
    dragAndDrop: spiceFeature(read, devices, 'filetransfer', 'enable', texts.fileTransfer),
    firmware,
    secureBoot: secureBoot(read, domain, firmware),
    tpm: tpm === undefined ? absent(devices) : stated(true, read.tag(tpm)),
    nestedVirtualization: nestedVirtualization(read, domain),
    memoryBalloon: memoryBalloon(read, devices, isQemu || is(hypervisor, 'xen')),
    memoryMinimum: bytesOf(read, descend(domain, 'memtune', 'min_guarantee')),
    confinement: confinement(read, domain),
    cpuMode: cpuMode(read, domain),
    architecture: read.text(attributeNamed(type, 'arch')),
    legacyDevices: all(devices.elements.flatMap((device) => readLegacyDevice(read, device))),
    managementInterfaces: added([], behind.managementInterfaces),
  };
}

/** The devices of a domain; `rest` says why there may be more. */
interface DeviceList {
  readonly elements: readonly XmlElement[];
  readonly rest: Text | undefined;
}

function deviceList(domain: XmlElement): DeviceList {
  const lists = childrenNamed(domain, 'devices');
  const nodes = lists.flatMap((list) => list.children);
  const filled = nodes.some((node) => node.kind === 'instruction' || node.kind === 'text');
  const broken = lists.length === 0 || domain.recovered || lists.some((list) => list.recovered);
  return {
    elements: elementsOf(nodes),
    rest: filled ? texts.template : broken ? texts.unfinished : undefined,
  };
}

/** Says that a device is not there, where the list of devices is complete. */
function absent(devices: DeviceList): Fact<boolean> {
  return devices.rest === undefined ? implied(false, texts.deviceList, docs) : unknown(devices.rest);
}

function operatingSystem(read: Reader, domain: XmlElement): Fact<OperatingSystem> {
  const metadata = childNamed(domain, 'metadata');
  for (const element of metadata === undefined ? [] : walk([metadata])) {
    if (!/(^|:)os$/.test(element.name) || !/(^|:)libosinfo$/.test(element.parent?.name ?? '')) continue;
    const id = attributeNamed(element, 'id');
    if (id === undefined || isPlaceholder(id)) continue;
    const system = operatingSystemOf(id.value);
    return system === undefined ? unknown(texts.noName, read.at(id)) : stated(system, read.at(id));
  }
  return notStated;
}

function firmwareOf(read: Reader, domain: XmlElement): VirtualMachine['firmware'] {
  const os = childNamed(domain, 'os');
  const choice = attributeNamed(os, 'firmware');
  if (choice !== undefined) {
    return read.value(choice, (value) => (value === 'efi' ? 'uefi' : value === 'bios' ? 'bios' : undefined));
  }
  const loader = descend(os, 'loader');
  const type = attributeNamed(loader, 'type');
  if (type?.value === 'pflash') return implied('uefi', texts.pflash, docs, read.at(type));
  return notStated;
}

function secureBoot(read: Reader, domain: XmlElement, firmware: VirtualMachine['firmware']): Fact<boolean> {
  const os = childNamed(domain, 'os');
  const features = descend(os, 'firmware');
  const feature = (features === undefined ? [] : childrenNamed(features, 'feature')).find(
    (element) => attributeNamed(element, 'name')?.value === 'secure-boot',
  );
  if (feature !== undefined) return read.value(attributeNamed(feature, 'enabled'), yesNo);
  const secure = attributeNamed(descend(os, 'loader'), 'secure');
  const capable = read.value(secure, yesNo);
  // formatdomain: the attribute says what the firmware is able to do, not what is switched on.
  if (is(capable, true) && secure !== undefined) return unknown(texts.capable, read.at(secure));
  if (isKnown(capable)) return capable;
  if (firmware.state !== 'unknown' && firmware.value === 'bios' && firmware.place !== undefined) {
    return implied(false, texts.biosBoot, docs, firmware.place);
  }
  return capable;
}

function nestedVirtualization(read: Reader, domain: XmlElement): Fact<boolean> {
  const cpu = childNamed(domain, 'cpu');
  for (const feature of cpu === undefined ? [] : childrenNamed(cpu, 'feature')) {
    if (!/^(vmx|svm)$/.test(attributeNamed(feature, 'name')?.value ?? '')) continue;
    const policy = attributeNamed(feature, 'policy');
    if (policy === undefined) return stated(true, read.tag(feature));
    const wanted = read.value(policy, (value) =>
      value === 'require' || value === 'force'
        ? true
        : value === 'disable' || value === 'forbid'
          ? false
          : undefined,
    );
    return isKnown(wanted) ? stated(wanted.value, read.tag(feature)) : wanted;
  }
  const mode = attributeNamed(cpu, 'mode');
  return mode !== undefined && /^(host-passthrough|maximum|host-model)$/.test(mode.value)
    ? unknown(texts.hostCpu, read.at(mode))
    : notStated;
}

function cpuMode(read: Reader, domain: XmlElement): Fact<string> {
  const cpu = childNamed(domain, 'cpu');
  if (cpu === undefined) return notStated;
  const mode = attributeNamed(cpu, 'mode');
  if (mode !== undefined) return read.text(mode);
  // Without a model the element only describes the topology.
  return childNamed(cpu, 'model') === undefined
    ? notStated
    : implied('custom', texts.customCpu, docs, read.tag(cpu));
}

function memoryBalloon(read: Reader, devices: DeviceList, addedByDefault: boolean): Fact<boolean> {
  const element = devices.elements.find((device) => device.name === 'memballoon');
  if (element !== undefined) {
    return read.value(attributeNamed(element, 'model'), (model) =>
      model === '' ? undefined : model !== 'none',
    );
  }
  if (devices.rest !== undefined) return unknown(devices.rest);
  return addedByDefault ? implied(true, texts.balloon, docs) : notStated;
}

/** Whether SPICE shares something through its agent, which needs the agent's channel. */
function spiceFeature(
  read: Reader,
  devices: DeviceList,
  element: string,
  attribute: string,
  why: Text,
): Fact<boolean> {
  const settings = devices.elements
    .filter((device) => device.name === 'graphics' || device.name === 'channel')
    .map((device) =>
      attributeNamed(childNamed(device, element) ?? descend(device, 'source', element), attribute),
    )
    .flatMap((setting) => (setting === undefined ? [] : read.value(setting, yesNo)));
  const decided = settings.find((setting) => is(setting, true)) ?? settings[0];
  if (decided !== undefined) return decided;
  const channel = devices.elements.find(
    (device) => device.name === 'channel' && attributeNamed(device, 'type')?.value === 'spicevmc',
  );
  if (channel !== undefined) return implied(true, why, docs, read.tag(channel));
  // A vdagent without the setting leaves it to QEMU.
  const agent = devices.elements.find(
    (device) =>
      device.name === 'channel' && /^(qemu-vdagent|dbus)$/.test(attributeNamed(device, 'type')?.value ?? ''),
  );
  return agent === undefined ? absent(devices) : notStated;
}

function confinement(read: Reader, domain: XmlElement): VirtualMachine['confinement'] {
  // The model dac is about file ownership, not about mandatory access control.
  const labels = childrenNamed(domain, 'seclabel').filter(
    (label) => attributeNamed(label, 'model')?.value !== 'dac',
  );
  for (const label of labels) {
    const type = attributeNamed(label, 'type');
    if (type?.value === 'none') return stated('none', read.tag(label));
    if (type !== undefined && isPlaceholder(type)) return read.template(type);
  }
  const [label] = labels;
  const type = attributeNamed(label, 'type')?.value;
  if (label === undefined || type === undefined) return unknown(texts.hostConfines);
  return stated(type === 'static' ? 'profile' : 'default', read.tag(label));
}
