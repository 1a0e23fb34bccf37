// Machines of builders that rent one in a cloud.
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
} from '../../core/fact';
import { gibibyte } from '../../core/size';
import type { Disk, Hypervisor, Label } from '../../core/workload';
import { type Cloud, type InstanceSize, instanceSize } from '../../knowledge/instance-sizes';
import { textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { platformDecides, sizeIsInstance, unknownSize } from './messages';
import { type Reader, reader, sizeOf } from './reader';
import type { Settings } from './settings';

/** The settings that name the machine's size, by cloud. */
const sizeSettings = {
  aws: ['instance_type', 'spot_instance_types'],
  azure: ['vm_size'],
  gcp: ['machine_type'],
  other: ['size', 'flavor', 'server_type', 'instance_type', 'plan_id', 'commercial_type', 'shape', 'plan'],
} as const;

/** What a builder says that rents its machine in `cloud`. */
export function cloudMachine(
  read: Reader,
  cloud: Extract<Hypervisor, Cloud | 'other'>,
): Partial<MachineFacts> {
  const instanceType = read.text(sizeSettings[cloud]);
  const size: Fact<InstanceSize> =
    cloud === 'other'
      ? platformDecides
      : convertFact(instanceType, (name) => instanceSize(cloud, name), unknownSize);
  const sized = (value: (size: InstanceSize) => number): Fact<number> =>
    isKnown(size) ? implied(value(size.value), sizeIsInstance, size.value.source, size.place) : size;
  return {
    memory: sized(({ memory }) => memory),
    cpus: sized(({ cpus }) => cpus),
    instanceType,
    hypervisor: stated(cloud, read.settings.place),
    disks: disksOf(read, cloud),
    networkCards: incomplete([], platformDecides),
    consoles: incomplete([], notExpressible),
    labels: labelsOf(read),
    firmware: notExpressible,
    graphicalInterface: notExpressible,
    secureBoot: read.flag(['secure_boot_enabled', 'enable_secure_boot'], notStated),
    tpm: read.flag(['vtpm_enabled', 'enable_vtpm'], notStated),
    nestedVirtualization: read.flag('enable_nested_virtualization', notStated),
    devices: devicesOf(read),
  };
}

function disksOf(read: Reader, cloud: Hypervisor): Facts<Disk> {
  const { settings } = read;
  const gigabytes = sizeOf(gibibyte);
  const names = ['launch_block_device_mappings', 'ami_block_device_mappings'] as const;
  const groups = names.map((name) => settings.groups(name)).find((found) => found.length > 0) ?? [];
  const mapped = groups.map((group: Settings) => {
    const part = reader(group);
    const disk: Disk = {
      kind: 'disk',
      ...unsaidDisk(platformDecides),
      capacity: part.fact('volume_size', gigabytes, platformDecides),
      source: part.text(['device_name', 'snapshot_id']),
    };
    return stated(disk, group.place);
  });
  const size = read.setting('disk_size', 'os_disk_size_gb', 'volume_size');
  const own: readonly Known<Disk>[] =
    size === undefined
      ? []
      : [
          stated(
            {
              kind: 'disk',
              ...unsaidDisk(platformDecides),
              capacity: read.make.fact(size.value, size.place, gigabytes),
            },
            size.place,
          ),
        ];
  return listed([...mapped, ...own], cloud === 'other' || own.length === 0 ? platformDecides : undefined);
}

function devicesOf(read: Reader): MachineFacts['devices'] {
  const type = read.setting('accelerator_type');
  return type === undefined
    ? incomplete([], platformDecides)
    : complete([stated({ kind: 'gpu', name: textOf(type.value) ?? 'accelerator' }, type.place)]);
}

function labelsOf(read: Reader): Facts<Label> {
  const setting = read.setting('tags', 'run_tags', 'azure_tags', 'labels', 'image_labels');
  if (setting === undefined) return complete([]);
  const { value, place } = setting;
  if (value.kind !== 'map') {
    return incomplete([], value.kind === 'unknown' ? read.make.unknown(value, place) : notStated);
  }
  return complete(
    [...value.entries].map(([key, item]) => {
      const at = value.members?.get(key) ?? place;
      return stated({ key, value: read.make.text(item, at) }, at);
    }),
  );
}
