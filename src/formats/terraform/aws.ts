// Amazon EC2: instances, and the templates that autoscaling groups make instances of.
import {
  complete,
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
import type { Disk, Label } from '../../core/workload';
import {
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
import type { Module } from './module';
import type { Section } from './section';
import { bySize } from './sizes';
import { defaults } from './sources';
import { userDataOf } from './user-data';

const docs = defaults.aws;

/** Reads an instance or a template of instances. */
export function awsMachine({ module, settings, resource }: MachineReading): Description {
  const template = templateOf(settings, module);
  /** A setting of the instance, else of its template. */
  const text = (name: string, ofTemplate = name): Fact<string> =>
    orElse(settings.text(name), template?.text(ofTemplate) ?? notStated);
  const imageSetting = settings.has('ami') ? 'ami' : 'image_id';
  const image = imageOf(settings.has(imageSetting) ? settings : (template ?? settings), module);
  const isTemplate = resource.type.startsWith('aws_launch');
  const userData = ['user_data', 'user_data_base64'].map((name) =>
    userDataOf(settings.expression(name) ?? template?.expression(name), settings.scope),
  );
  const { name: _, ...provided } = userData.find((each) => each !== undefined) ?? { name: notStated };
  return {
    ...provided,
    name: nameOf(settings),
    hypervisor: stated('aws', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    ...bySize('aws', text('instance_type')),
    operatingSystem: systemNamed(image.name),
    image: image.name,
    imageVersion: image.version,
    disks: joined(disksOf(settings), template === undefined ? complete([]) : disksOf(template)),
    labels: labelsOf(settings),
    ...(isTemplate ? { replicas: unknown(texts.scaled), autostart: notStated } : {}),
    tpm: notExpressible,
    nestedVirtualization: settings.one('cpu_options')?.flag('nested_virtualization') ?? notStated,
  };
}

/** The launch template that an instance names. */
function templateOf(settings: Section, module: Module): Section | undefined {
  const reference = settings.one('launch_template');
  const [template] = ['id', 'name'].flatMap((name) => reference?.references(name) ?? []);
  return template === undefined ? undefined : sectionOf(template, module);
}

/** The `Name` tag, which the console shows. */
function nameOf(settings: Section): Fact<string> {
  return settings.entries('tags').items.find(({ key }) => key === 'Name')?.value ?? notStated;
}

/** What is known of the image: a name that a data source filters for, or the id. */
function imageOf(
  settings: Section,
  module: Module,
): { readonly name: Fact<string>; readonly version: Fact<string> } {
  const setting = settings.has('ami') ? 'ami' : 'image_id';
  const [source] = settings.references(setting);
  if (source === undefined || source.type !== 'aws_ami') {
    const id = settings.text(setting);
    // An id stands for one image for ever.
    return { name: id, version: isKnown(id) && id.value.startsWith('ami-') ? id : notStated };
  }
  const lookup = sectionOf(source, module);
  const filter = lookup
    .all('filter')
    .items.filter((each) => is(each.text('name'), 'name'))
    .flatMap((each) => each.texts('values').items)[0];
  const recent = lookup.flag('most_recent');
  return {
    name: orElse(filter ?? notStated, lookup.text('name_regex')),
    version: is(recent, true) ? { ...recent, value: 'latest' } : notStated,
  };
}

function disksOf(settings: Section): Facts<Disk> {
  const disk = (device: Section): Disk => ({
    kind: 'disk',
    ...unsaid,
    capacity: gigabytes(
      orElse(device.number('volume_size'), device.one('ebs')?.number('volume_size') ?? notStated),
    ),
    source: orElse(device.text('snapshot_id'), device.one('ebs')?.text('snapshot_id') ?? notStated),
  });
  return joined(
    itemsOf(settings.all('root_block_device'), disk),
    itemsOf(settings.all('ebs_block_device'), disk),
    itemsOf(settings.all('block_device_mappings'), disk),
  );
}

/** Tags as labels. */
export function labelsOf(settings: Section, setting = 'tags'): Facts<Label> {
  const { items, rest } = settings.entries(setting);
  return listed(
    items.map(({ key, value, place }): Known<Label> => stated({ key, value }, place)),
    rest,
  );
}
