// The disks, cards, folders and passed-through devices of a machine.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  join,
  type Known,
  knownValue,
  listed,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Device, Disk, NetworkCard, SharedFolder } from '../../core/workload';
import * as values from '../kubernetes/values';
import { unsaidDisk } from '../unsaid';
import type { Entry, Section, View } from '../yaml/view';
import * as messages from './messages';
import type { Volume, Volumes } from './volumes';

/** A disk with the volume behind it. */
export interface DiskReading {
  readonly fact: Known<Disk>;
  readonly volume: Volume | undefined;
  /** `bootOrder`, where it is stated. */
  readonly order?: number;
}

/** Kinds of volumes that hold settings of the guest, not a system or data. */
const settings = /^(?:cloudInit\w*|sysprep|configMap|secret|serviceAccount|downwardAPI|downwardMetrics)$/;

/** Whether a volume holds settings only. */
export function isSettings(volume: Volume | undefined): boolean {
  return volume !== undefined && settings.test(volume.kind);
}

/** The disks of a machine, those that no disk names included. */
export function disksOf(
  view: View,
  devices: Section,
  volumes: Volumes,
  folders: Facts<SharedFolder>,
): { readonly disks: readonly DiskReading[]; readonly rest?: Unknown } {
  const listed = view.entries(devices, 'disks');
  const disks: DiskReading[] = [];
  let rest = listed.rest ?? volumes.rest;
  const named = new Set<string>(folders.items.map(({ value }) => value.target));
  for (const entry of listed.found) {
    const fields = view.sectionOf(entry, devices);
    if (fields.map === undefined) {
      rest ??= fields.gap ?? notStated;
      continue;
    }
    const name = knownValue(view.scalar(fields, 'name', (text) => text, notStated));
    if (name !== undefined) named.add(name);
    const volume = volumes.all.find((candidate) => candidate.name === name);
    const order = knownValue(view.scalar(fields, 'bootOrder', values.integer, notStated));
    const fact = stated(diskOf(view, fields, entry, volume, volumes.rest), entry.place);
    disks.push({ fact, volume, ...(order !== undefined && { order }) });
  }
  if (listed.rest === undefined) {
    for (const volume of volumes.all) {
      // Memory dumps are written by the host; no guest sees them.
      if (volume.kind === 'memoryDump' || (volume.name !== undefined && named.has(volume.name))) continue;
      const disk: Disk = {
        kind: 'disk',
        ...unsaidDisk(notExpressible),
        ...volume.disk,
        bus: messages.clusterDecides,
        cache: messages.clusterDecides,
      };
      const { why, source } = messages.unlistedDisk;
      const fact = implied(disk, why, source, volume.entry.place);
      disks.push({ fact, volume });
    }
  }
  return rest === undefined ? { disks } : { disks, rest };
}

function diskOf(
  view: View,
  fields: Section,
  entry: Entry,
  volume: Volume | undefined,
  more: Unknown | undefined,
): Disk {
  const kind = (['disk', 'cdrom', 'lun', 'floppy'] as const).find(
    (key) => view.get(fields, key) !== undefined,
  );
  const target = view.inner(fields, kind ?? 'disk');
  const missing = more ?? unknown(messages.missingVolume, entry.place);
  return {
    kind: kind ?? 'disk',
    ...unsaidDisk(notExpressible),
    ...(volume?.disk ?? { capacity: missing, source: missing, persistent: missing, allocation: missing }),
    bus: view.scalar(target, 'bus', (text) => text || undefined, messages.clusterDecides),
    cache: view.scalar(fields, 'cache', (text) => text || undefined, messages.clusterDecides),
  };
}

/** The network cards, and what of the node goes to the machine with them. */
export function cardsOf(
  view: View,
  instance: Section,
  devices: Section,
  preference: Unknown | undefined,
): { readonly cards: Facts<NetworkCard>; readonly functions: readonly Known<Device>[] } {
  const networks = new Map<string, Section>();
  const listed = view.entries(instance, 'networks');
  for (const entry of listed.found) {
    const network = view.sectionOf(entry, instance);
    const name = knownValue(view.scalar(network, 'name', (text) => text, notStated));
    if (name !== undefined) networks.set(name, network);
  }
  const functions: Known<Device>[] = [];
  const model = preference ?? messages.virtioCard;
  const cards = view.list(devices, 'interfaces', (entry): readonly Known<NetworkCard>[] | Unknown => {
    const fields = view.sectionOf(entry, devices);
    if (fields.map === undefined) return fields.gap ?? notStated;
    const name = knownValue(view.scalar(fields, 'name', (text) => text, notStated));
    const network = name === undefined ? undefined : networks.get(name);
    const direct = view.get(fields, 'sriov');
    if (direct !== undefined) {
      const device: Device = { kind: 'pci', name: name ?? 'sriov', isVirtualFunction: true };
      functions.push(stated(device, direct.place));
    }
    const card: NetworkCard = {
      attachment: attachmentOf(view, fields, network),
      model:
        direct === undefined
          ? view.scalar(fields, 'model', (text) => text || undefined, model)
          : notExpressible,
    };
    return [stated(card, entry.place)];
  });
  if (cards.items.length > 0 || cards.rest !== undefined) return { cards, functions };
  const { why, source } = messages.podCard;
  const attaches = view.scalar(devices, 'autoattachPodInterface', values.boolean, implied(true, why, source));
  if (!isKnown(attaches)) return { cards: incomplete([], attaches), functions };
  if (!attaches.value) return { cards, functions };
  const card: NetworkCard = { attachment: messages.clusterDecides, model };
  return { cards: complete([implied(card, why, source, attaches.place)]), functions };
}

function attachmentOf(view: View, fields: Section, network: Section | undefined): NetworkCard['attachment'] {
  const has = (key: string) => view.get(fields, key)?.place;
  const nat = has('masquerade') ?? has('slirp') ?? has('passt') ?? has('passtBinding');
  if (nat !== undefined) return stated('nat', nat);
  const direct = has('macvtap');
  if (direct !== undefined) return stated('bridged', direct);
  const passed = has('sriov');
  if (passed !== undefined) return stated('other', passed);
  const bridge = has('bridge');
  if (bridge !== undefined) {
    const { why, source } = messages.podBridge;
    const isPod = network?.map !== undefined && view.get(network, 'pod') !== undefined;
    return isPod ? implied('other', why, source, bridge) : unknown(messages.attachmentDecides, bridge);
  }
  const binding = has('binding');
  return binding === undefined ? messages.clusterDecides : unknown(messages.bindingDecides, binding);
}

/** Devices of the node that the machine gets, with what its cards bring. */
export function passedThrough(
  view: View,
  devices: Section,
  functions: readonly Known<Device>[],
): Facts<Device> {
  const passed = (key: string, kind: Device['kind']): Facts<Device> =>
    view.list(devices, key, (entry): readonly Known<Device>[] | Unknown => {
      const fields = view.sectionOf(entry, devices);
      const name = ['deviceName', 'claimName', 'name']
        .map((field) => view.scalar(fields, field, values.literal, notStated))
        .find((fact) => fact !== notStated);
      if (name === undefined || !isKnown(name)) return name ?? fields.gap ?? notStated;
      return [mapKnown(name, (value): Device => ({ kind, name: value }))];
    });
  const gpus = passed('gpus', 'gpu');
  const others = passed('hostDevices', 'other');
  return listed([...gpus.items, ...others.items, ...functions], gpus.rest ?? others.rest);
}

/** File systems that go to the guest as they are. */
export function foldersOf(view: View, devices: Section, volumes: Volumes): Facts<SharedFolder> {
  return view.list(devices, 'filesystems', (entry): readonly Known<SharedFolder>[] | Unknown => {
    const fields = view.sectionOf(entry, devices);
    const name = view.scalar(fields, 'name', values.literal, notStated);
    if (!isKnown(name)) return name;
    const volume = volumes.all.find((candidate) => candidate.name === name.value);
    const source = volume === undefined ? undefined : knownValue(volume.disk.source);
    const folder: SharedFolder = {
      source: source ?? name.value,
      target: name.value,
      // What Kubernetes projects into a pod cannot be written.
      readOnly: isSettings(volume),
      kind: 'live',
      origin: 'explicit',
    };
    return [stated(folder, entry.place)];
  });
}

/** Devices that only old systems need. */
export function legacyDevicesOf(view: View, devices: Section): Facts<string> {
  const cards = view.list(devices, 'interfaces', (entry): readonly Known<string>[] => {
    const model: Fact<string> = view.scalar(
      view.sectionOf(entry, devices),
      'model',
      (text) => (/^(?:ne2k_pci|pcnet)$/.test(text) ? text : undefined),
      notStated,
    );
    return isKnown(model) ? [mapKnown(model, (value) => value)] : [];
  });
  const floppies = view.list(devices, 'disks', (entry): readonly Known<string>[] => {
    const floppy = view.get(view.sectionOf(entry, devices), 'floppy');
    return floppy === undefined ? [] : [stated('floppy', floppy.place)];
  });
  return join(cards, floppies);
}
