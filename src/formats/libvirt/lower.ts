// Turns a domain into the workload model. libvirt lists every device of a machine, so a missing one is a statement too.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  type Known,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type { Hypervisor, VirtualMachine } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { unsaidMachine } from '../unsaid';
import { truthOf, wholeNumber } from '../values';
import {
  attributeNamed,
  childNamed,
  childrenNamed,
  descend,
  elementsOf,
  textOf,
  type XmlElement,
} from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';
import { readChannels } from './channels';
import { readConsole, readSecret, readSerialConsoles } from './consoles';
import { readCard, readFolder, readForwards, readHostDevice, readLegacyDevice } from './devices';
import { readDisk } from './disks';
import { texts } from './messages';
import type { DomainFile } from './parse';
import { qemuArguments } from './qemu-arguments';
import {
  architectureOf,
  confinement,
  cpuMode,
  firmwareOf,
  memorySharing,
  nestedVirtualization,
  operatingSystem,
  secureBoot,
  snapshotsOf,
} from './system';
import { bytesOf, reader } from './values';

const docs = documents.libvirtDomain;

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
    secrets: added(
      graphics.flatMap((screen) => readSecret(read, screen)),
      behind.secrets,
    ),
    operatingSystem: operatingSystem(read, domain),
    hypervisor,
    acceleration,
    disks: added(
      named('disk').map((disk) => readDisk(read, disk)),
      behind.disks,
    ),
    networkCards: added(
      named('interface').map((card) => readCard(read, card)),
      behind.networkCards,
    ),
    consoles: added(
      [
        ...graphics.flatMap((screen) => readConsole(read, screen, isQemu)),
        ...readSerialConsoles(read, devices.elements),
      ],
      behind.consoles,
    ),
    sharedFolders: added(
      named('filesystem').flatMap((folder) => readFolder(read, folder)),
      behind.sharedFolders,
    ),
    graphicalInterface: window === undefined ? absent(devices) : stated(true, read.tag(window)),
    clipboardShared: spiceFeature(read, devices, 'clipboard', 'copypaste', texts.clipboard),
    dragAndDrop: spiceFeature(read, devices, 'filetransfer', 'enable', texts.fileTransfer),
    firmware,
    secureBoot: secureBoot(read, domain, firmware),
    tpm: tpm === undefined ? absent(devices) : stated(true, read.tag(tpm)),
    // A second -cpu replaces the one libvirt writes.
    nestedVirtualization: behind.nestedVirtualization ?? nestedVirtualization(read, domain),
    memoryBalloon: memoryBalloon(read, devices, isQemu || is(hypervisor, 'xen')),
    memoryMinimum: bytesOf(read, descend(domain, 'memtune', 'min_guarantee')),
    confinement: confinement(read, domain),
    cpuMode: behind.cpuMode ?? cpuMode(read, domain),
    architecture: architectureOf(read, domain),
    legacyDevices: added(
      devices.elements.flatMap((device) => readLegacyDevice(read, device)),
      behind.legacyDevices,
    ),
    managementInterfaces: added([], behind.managementInterfaces),
    memorySharing: memorySharing(read, domain),
    snapshots: snapshotsOf(read, domain),
    hostChannels: added(readChannels(read, domain, devices.elements), behind.hostChannels),
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
    .flatMap((setting) => (setting === undefined ? [] : read.value(setting, truthOf)));
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
