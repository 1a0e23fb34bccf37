// Devices of the host, outdated devices and folders of the host that the options give a machine.
import { type Known, type Unknown, unknown } from '../../core/fact';
import type { Device, HostChannel, SharedFolder } from '../../core/workload';
import { restore } from '../variables';
import * as messages from './messages';
import type { QemuOption } from './options';
import { isOn, known, type List, listOf, type Part, written } from './words';

/** A device that the host shows as a file. */
export function pathDevice(part: Part | undefined): readonly Known<Device>[] {
  return part === undefined ? [] : [known({ kind: 'path', name: written(part) }, part.word)];
}

/** A device of the host that goes to the guest. */
export function handedOver(list: List): readonly Known<Device>[] {
  const driver = list.get('driver')?.value ?? '';
  const text = (key: string): string | undefined => {
    const part = list.get(key);
    return part === undefined ? undefined : written(part);
  };
  if (/^vfio-(?:pci|ap|ccw|platform)/.test(driver)) {
    const path = text('sysfsdev');
    if (path !== undefined && /mdev|mediated|[\da-f]{8}-[\da-f]{4}-/i.test(path)) {
      return [known({ kind: 'mediated', name: path.slice(path.lastIndexOf('/') + 1) }, list.word)];
    }
    return [
      known(
        { kind: driver.startsWith('vfio-pci') ? 'pci' : 'other', name: text('host') ?? path ?? '' },
        list.word,
      ),
    ];
  }
  if (driver === 'usb-host') {
    const [vendor, product] = [text('vendorid'), text('productid')].map((id) => id?.replace(/^0x/i, ''));
    const name =
      vendor !== undefined && product !== undefined
        ? `${vendor}:${product}`
        : restore(list.word.text.slice('usb-host,'.length), list.word);
    return [known({ kind: 'usb', name }, list.word)];
  }
  if (driver.startsWith('virtio-input-host')) return pathDevice(list.get('evdev'));
  return [];
}

/** What older and other options hand over: `-usbdevice host:…`, `-object input-linux,evdev=…`. */
export function otherDevices(options: readonly QemuOption[]): readonly Known<Device>[] {
  return options.flatMap(({ name, value }): readonly Known<Device>[] => {
    if (name === 'usbdevice' && value.text.startsWith('host:')) {
      return [known({ kind: 'usb', name: restore(value.text.slice(5), value) }, value)];
    }
    if (name !== 'object') return [];
    const list = listOf(value, 'qom-type');
    return list.get('qom-type')?.value === 'input-linux' ? pathDevice(list.get('evdev')) : [];
  });
}

const legacySound = /^(?:sb16|es1370|adlib|gus|cs4231a|pcspk)$/;

/** Emulated devices that only old systems need, but for drives and network cards. */
export function legacyDevices(
  options: readonly QemuOption[],
  devices: readonly List[],
): readonly Known<string>[] {
  const found: Known<string>[] = [];
  for (const { name, value } of options) {
    if (name === 'vga' && value.text === 'cirrus') found.push(known('cirrus', value));
    if (name === 'parallel' && value.text !== 'none') found.push(known('parallel', value));
    if (name !== 'soundhw') continue;
    for (const { key, place } of listOf(value).parts) {
      if (legacySound.test(key)) found.push(known(key, value, place));
    }
  }
  for (const list of devices) {
    const driver = list.get('driver');
    if (driver === undefined) continue;
    const { value } = driver;
    if (/^(?:isa-)?cirrus-vga$/.test(value)) found.push(known('cirrus', list.word, driver.valuePlace));
    else if (value === 'isa-parallel') found.push(known('parallel', list.word));
    else if (value === 'isa-fdc') found.push(known('floppy', list.word));
    else if (legacySound.test(value)) found.push(known(value, list.word));
  }
  return found;
}

/** Graphics commands of the guest that the host's driver runs. */
export function acceleratedGraphics(
  options: readonly QemuOption[],
  devices: readonly List[],
): readonly Known<HostChannel>[] {
  const device = devices.find((list) =>
    /^virtio-(?:vga|gpu)-(?:gl|rutabaga)/.test(list.get('driver')?.value ?? ''),
  );
  const display = options.find(
    ({ name, value }) => (name === 'display' || name === 'spice') && isOn(listOf(value).get('gl')) === true,
  );
  const found = device?.word ?? display?.value;
  return found === undefined
    ? []
    : [known({ kind: 'accelerated-graphics', setting: restore(found.text, found) }, found)];
}

/** Folders of the host that the guest sees. */
export interface Folders {
  readonly items: readonly Known<SharedFolder>[];
  /** Why there may be more. */
  readonly open: Unknown | undefined;
}

/** Reads `-fsdev`, `-virtfs` and the devices that belong to them. */
export function foldersOf(options: readonly QemuOption[], devices: readonly List[]): Folders {
  const items: Known<SharedFolder>[] = [];
  for (const { name, value } of options) {
    if (name !== 'fsdev' && name !== 'virtfs') continue;
    const list = listOf(value, 'fsdriver');
    const path = list.get('path');
    if (path === undefined) continue;
    const id = list.get('id')?.value;
    const device = devices.find(
      (other) =>
        other.get('driver')?.value.startsWith('virtio-9p') === true && other.get('fsdev')?.value === id,
    );
    const tag = list.get('mount_tag') ?? device?.get('mount_tag');
    const readOnly = isOn(list.get('readonly')) === true;
    items.push(
      known(
        {
          source: written(path),
          target: tag === undefined ? '' : written(tag),
          readOnly,
          kind: 'live',
          origin: 'explicit',
        },
        value,
      ),
    );
  }
  const virtiofs = devices.find((list) => list.get('driver')?.value.startsWith('vhost-user-fs') === true);
  return {
    items,
    open: virtiofs === undefined ? undefined : unknown(messages.otherProgram, virtiofs.word.place),
  };
}
