// Google Compute Engine: instances and templates of instances.
import {
  convertFact,
  type Fact,
  type Facts,
  implied,
  isKnown,
  mapFact,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Device, Disk } from '../../core/workload';
import { labelsOf } from './aws';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  joined,
  type MachineReading,
  orElse,
  sectionOf,
  systemNamed,
  unsaid,
} from './machine';
import { texts } from './messages';
import type { Section } from './section';
import { bySize } from './sizes';
import { defaults } from './sources';
import { allUserData, userDataOf } from './user-data';

const docs = defaults.google;

/** Reads an instance or a template of instances. */
export function googleMachine(reading: MachineReading): Description {
  const { resource, settings } = reading;
  const metadata = settings.one('metadata');
  const shielded = settings.one('shielded_instance_config');
  const image = imageOf(reading);
  const userData = allUserData(
    userDataOf(settings.expression('metadata_startup_script'), settings.scope),
    ...['user-data', 'startup-script'].map((name) => userDataOf(metadata?.expression(name), settings.scope)),
  );
  const { name: _, ...provided } = userData ?? { name: notStated };
  return {
    ...provided,
    name: settings.text('name'),
    hypervisor: stated('gcp', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    ...bySize(
      'gcp',
      mapFact(settings.text('machine_type'), (type) => type.slice(type.lastIndexOf('/') + 1)),
    ),
    operatingSystem: systemNamed(image),
    image,
    imageVersion: versionOf(image),
    disks: disksOf(settings),
    networkCards: itemsOf(settings.all('network_interface'), (card) => ({
      attachment: notExpressible,
      model: orElse(
        mapFact(card.text('nic_type'), (type) => (type === 'VIRTIO_NET' ? 'virtio' : type.toLowerCase())),
        notStated,
      ),
    })),
    devices: itemsOf(settings.all('guest_accelerator'), (gpu): Device | undefined => {
      const name = gpu.text('type');
      return isKnown(name) ? { kind: 'gpu', name: name.value } : undefined;
    }),
    secureBoot:
      shielded === undefined
        ? notStated
        : orElse(shielded.flag('enable_secure_boot'), byDefault(false, docs)),
    tpm: shielded === undefined ? notStated : orElse(shielded.flag('enable_vtpm'), byDefault(true, docs)),
    nestedVirtualization: orElse(
      settings.one('advanced_machine_features')?.flag('enable_nested_virtualization') ?? notStated,
      byDefault(false, docs),
    ),
    labels: labelsOf(settings, 'labels'),
    ...(resource.type === 'google_compute_instance_template' ? { replicas: unknown(texts.scaled) } : {}),
  };
}

/** The image of the boot disk: `debian-cloud/debian-12`, or what a data source looks up. */
function imageOf({ module, settings }: MachineReading): Fact<string> {
  const parameters = settings.one('boot_disk')?.one('initialize_params');
  const holder = parameters ?? settings.one('disk');
  const setting = parameters === undefined ? 'source_image' : 'image';
  const [source] = holder?.references(setting) ?? [];
  if (source?.type === 'google_compute_image') {
    const lookup = sectionOf(source, module);
    return orElse(lookup.text('family'), lookup.text('name'));
  }
  return orElse(holder?.text(setting) ?? notStated, settings.text('source_image'));
}

/** A dated image stays as it is; the name of a family stands for its newest image. */
function versionOf(image: Fact<string>): Fact<string> {
  return convertFact(
    image,
    (text) => /-(v20\d{6}[a-z]?)$/.exec(text)?.[1] ?? (/(?:^|\/)family\//.test(text) ? 'latest' : undefined),
    texts.imageDecides,
  );
}

function disksOf(settings: Section): Facts<Disk> {
  const disk = (section: Section): Disk => {
    const parameters = section.one('initialize_params') ?? section;
    return {
      kind: 'disk',
      ...unsaid,
      capacity: gigabytes(orElse(parameters.number('size'), section.number('disk_size_gb'))),
      source: orElse(section.text('source'), parameters.text('image')),
    };
  };
  return joined(...['boot_disk', 'attached_disk', 'disk'].map((name) => itemsOf(settings.all(name), disk)));
}
