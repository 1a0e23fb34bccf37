// The facts of a VirtualBox machine: from its settings file, and from the copy an OVF of VirtualBox carries.
import {
  convertFact,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Device, HostChannel, Label, SharedFolder, VirtualMachine } from '../../core/workload';
import { operatingSystemOfVirtualBox } from '../../knowledge/guest-ids';
import { documents } from '../../knowledge/sources';
import { type MachineFacts, unsaidMachine } from '../unsaid';
import { wholeNumber } from '../values';
import { attributeNamed, childNamed, childrenNamed, descend, walk, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from '../xml/values';
import { parallelPorts, portDevices, remoteDisplays, secretsOf, serialConsoles } from './consoles';
import {
  architectureOfId,
  armFirmware,
  biosBoot,
  deviceList,
  hardwareByDefault,
  inVariables,
  noName,
  versionDecides,
} from './messages';
import { adaptersOf, cardOf, forwardsOf } from './network';
import { byDefault, flag, found, orDefault, type Settings, settingsOf } from './settings';
import { storageOf } from './storage';

const legacyCards = /^am79c9/i;

/** Reads a `<Machine>`. */
export function machineFacts(machine: XmlElement, read: Reader): MachineFacts {
  const settings = settingsOf(machine, read);
  const { broken } = settings;
  const list = <T>(...items: (readonly Known<T>[])[]): Facts<T> => listed(items.flat(), broken);
  const at = (attribute: string, ...path: string[]) => attributeNamed(found(settings, path), attribute);
  const cpu = (name: string): XmlElement | undefined =>
    found(settings, ['CPU', name], ['Platform', 'x86', 'CPU', name], ['Platform', 'CPU', name]);
  const adapters = adaptersOf(settings);
  const storage = storageOf(settings);
  const firmware = firmwareOf(settings);
  const tpm = found(settings, ['TrustedPlatformModule']);
  return {
    ...unsaidMachine(notExpressible),
    memory: read.value(at('RAMSize', 'Memory'), (text) => {
      const size = wholeNumber(text);
      return size === undefined ? undefined : size * mebibyte;
    }),
    cpus: orDefault(
      read.value(
        attributeNamed(found(settings, ['CPU'], ['Platform', 'CPU']), 'count'),
        (text) => wholeNumber(text) || undefined,
      ),
      byDefault(settings, 1),
    ),
    ports: list(...adapters.map((adapter) => forwardsOf(settings, adapter))),
    devices: list(usbDevices(settings), pciDevices(settings), portDevices(settings), storage.drives),
    secrets: list(secretsOf(settings)),
    operatingSystem: operatingSystem(settings),
    labels: list(groupsOf(settings)),
    hypervisor: stated('virtualbox', read.tag(machine)),
    acceleration: orDefault(
      convertFact(
        flag(settings, attributeNamed(cpu('HardwareVirtEx'), 'enabled')),
        (enabled) => (enabled ? 'hardware' : undefined),
        versionDecides,
      ),
      byDefault(settings, 'hardware', hardwareByDefault, documents.virtualBoxManual),
    ),
    autostart: flag(settings, at('enabled', 'Autostart')),
    disks: storage.disks,
    networkCards: list(adapters.map((adapter) => cardOf(settings, adapter))),
    consoles: list(remoteDisplays(settings), serialConsoles(settings)),
    sharedFolders: list(sharedFolders(settings)),
    graphicalInterface: read.value(attributeNamed(machine, 'defaultFrontend'), (value) =>
      value === '' ? undefined : value !== 'headless',
    ),
    clipboardShared: orDefault(sharing(settings, at('mode', 'Clipboard')), byDefault(settings, false)),
    dragAndDrop: orDefault(sharing(settings, at('mode', 'DragAndDrop')), byDefault(settings, false)),
    firmware,
    secureBoot: secureBoot(firmware),
    tpm: orDefault(
      read.value(attributeNamed(tpm, 'type'), (type) => (type === '' ? undefined : type !== 'None')),
      byDefault(settings, false, deviceList),
    ),
    nestedVirtualization: orDefault(
      flag(settings, attributeNamed(cpu('NestedHWVirt'), 'enabled')),
      byDefault(settings, false),
    ),
    memoryBalloon: balloon(settings),
    architecture: architecture(settings),
    legacyDevices: list(
      storage.floppies,
      parallelPorts(settings).map((port) => stated('parallel', read.tag(port))),
      soundBlaster(settings),
      adapters.flatMap((adapter) => legacyCard(settings, adapter)),
    ),
    linkedClone: storage.linkedClone,
    memorySharing: orDefault(flag(settings, at('PageFusion', 'Memory')), byDefault(settings, false)),
    snapshots: list(snapshotsOf(settings)),
    hostChannels: list(channelsOf(settings)),
  };
}

function operatingSystem({ read, machine }: Settings): VirtualMachine['operatingSystem'] {
  return convertFact(read.text(attributeNamed(machine, 'OSType')), operatingSystemOfVirtualBox, noName);
}

function architecture({ read, machine, ...settings }: Settings): Fact<string> {
  const platform = attributeNamed(found({ read, machine, ...settings }, ['Platform']), 'architecture');
  if (platform?.value === 'ARM') return stated('aarch64', read.at(platform));
  const id = attributeNamed(machine, 'OSType');
  if (id === undefined || id.value === '') return notStated;
  if (isPlaceholder(id)) return read.template(id);
  const bits = /_arm64$/i.test(id.value) ? 'aarch64' : /_64$/.test(id.value) ? 'x86_64' : 'i686';
  return implied(bits, architectureOfId, documents.virtualBoxManual, read.at(id));
}

function firmwareOf(settings: Settings): VirtualMachine['firmware'] {
  const { read, machine } = settings;
  const type = attributeNamed(found(settings, ['Firmware']), 'type');
  const isArm =
    attributeNamed(found(settings, ['Platform']), 'architecture')?.value === 'ARM' ||
    /_arm64$/i.test(attributeNamed(machine, 'OSType')?.value ?? '');
  return orDefault(
    read.value(type, (value) => (/^EFI/.test(value) ? 'uefi' : value === 'BIOS' ? 'bios' : undefined)),
    isArm
      ? byDefault(settings, 'uefi', armFirmware, documents.virtualBoxManual)
      : byDefault(settings, 'bios'),
  );
}

function secureBoot(firmware: VirtualMachine['firmware']): Fact<boolean> {
  if (!isKnown(firmware)) return firmware;
  return firmware.value === 'bios'
    ? implied(false, biosBoot, documents.virtualBoxManual, firmware.place)
    : unknown(inVariables, firmware.place);
}

/** Whether a mode lets something pass: every mode but `Disabled` does, in one direction or both. */
function sharing({ read }: Settings, mode: ReturnType<typeof attributeNamed>): Fact<boolean> {
  return read.value(mode, (value) => (value === '' ? undefined : value.toLowerCase() !== 'disabled'));
}

/** A balloon of a fixed size is inflated when the machine starts; without one it may still be set while it runs. */
function balloon({ read, ...rest }: Settings): Fact<boolean> {
  const guest = found({ read, ...rest }, ['Guest']);
  const size = attributeNamed(guest, 'memoryBalloonSize') ?? attributeNamed(guest, 'MemoryBalloonSize');
  const megabytes = read.value(size, wholeNumber);
  return isKnown(megabytes) && megabytes.value > 0 ? { ...megabytes, value: true } : notStated;
}

function usbDevices(settings: Settings): readonly Known<Device>[] {
  const lists = [found(settings, ['USB', 'DeviceFilters']), found(settings, ['USBController'])];
  return lists
    .flatMap((filters) => (filters === undefined ? [] : childrenNamed(filters, 'DeviceFilter')))
    .filter((filter) => !is(flag(settings, attributeNamed(filter, 'active')), false))
    .map((filter) => {
      const value = (name: string): string => attributeNamed(filter, name)?.value ?? '';
      const ids = [value('vendorId'), value('productId')].filter((id) => id !== '').join(':');
      return stated({ kind: 'usb', name: ids || value('name') }, settings.read.tag(filter));
    });
}

function pciDevices(settings: Settings): readonly Known<Device>[] {
  const devices = found(settings, ['HostPci', 'Devices']);
  return (devices === undefined ? [] : childrenNamed(devices, 'Device')).map((device) => {
    const name = attributeNamed(device, 'name')?.value || attributeNamed(device, 'host')?.value || 'pci';
    return stated({ kind: 'pci', name }, settings.read.tag(device));
  });
}

function sharedFolders(settings: Settings): readonly Known<SharedFolder>[] {
  const folders = found(settings, ['SharedFolders']);
  return (folders === undefined ? [] : childrenNamed(folders, 'SharedFolder')).flatMap((folder) => {
    const source = attributeNamed(folder, 'hostPath');
    if (source === undefined || source.value === '') return [];
    const target =
      attributeNamed(folder, 'autoMountPoint')?.value || (attributeNamed(folder, 'name')?.value ?? '');
    const readOnly = attributeNamed(folder, 'writable')?.value === 'false';
    return [
      stated<SharedFolder>(
        { source: source.value, target, readOnly, kind: 'live', origin: 'explicit' },
        settings.read.tag(folder),
      ),
    ];
  });
}

function soundBlaster(settings: Settings): readonly Known<string>[] {
  const adapter = found(settings, ['AudioAdapter']);
  const enabled = is(flag(settings, attributeNamed(adapter, 'enabled')), true);
  const controller = attributeNamed(adapter, 'controller');
  return enabled && controller?.value === 'SB16' ? [stated('sb16', settings.read.at(controller))] : [];
}

function legacyCard({ read }: Settings, adapter: XmlElement): readonly Known<string>[] {
  const type = attributeNamed(adapter, 'type');
  return type !== undefined && legacyCards.test(type.value) ? [stated('pcnet', read.at(type))] : [];
}

function snapshotsOf({ read, machine }: Settings): readonly Known<string>[] {
  const first = childNamed(machine, 'Snapshot');
  return (first === undefined ? [] : [...walk([first])])
    .filter(({ name }) => name === 'Snapshot')
    .map((snapshot) => stated(attributeNamed(snapshot, 'name')?.value ?? '', read.tag(snapshot)));
}

function groupsOf({ read, machine }: Settings): readonly Known<Label>[] {
  const groups = descend(machine, 'Groups');
  return (groups === undefined ? [] : childrenNamed(groups, 'Group')).map((group) =>
    stated({ key: 'group', value: read.text(attributeNamed(group, 'name')) }, read.tag(group)),
  );
}

function channelsOf(settings: Settings): readonly Known<HostChannel>[] {
  const { read } = settings;
  const acceleration = attributeNamed(found(settings, ['Display']), 'accelerate3D');
  const teleporter = found(settings, ['Teleporter']);
  return [
    ...(acceleration !== undefined && is(flag(settings, acceleration), true)
      ? [
          stated<HostChannel>(
            { kind: 'accelerated-graphics', setting: 'accelerate3D="true"' },
            read.at(acceleration),
          ),
        ]
      : []),
    // What a teleported machine holds in memory crosses the network as it is.
    ...(teleporter !== undefined && is(flag(settings, attributeNamed(teleporter, 'enabled')), true)
      ? [
          stated<HostChannel>(
            { kind: 'unencrypted-migration', setting: 'Teleporter enabled="true"' },
            read.tag(teleporter),
          ),
        ]
      : []),
  ];
}
