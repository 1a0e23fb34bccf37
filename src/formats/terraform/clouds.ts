// Other clouds: what most of their machines have in common, an image, a size and user data, under each one's names.
import { type Fact, implied, mapFact, notStated, stated, unknown } from '../../core/fact';
import { type Description, type MachineReading, orElse, sectionOf, systemNamed } from './machine';
import { texts } from './messages';
import type { CloudType } from './resource-types';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData, userDataOf } from './user-data';

/** How one cloud calls the settings; a dot leads into a block or a map. */
interface Names {
  readonly name: string;
  readonly image: string;
  readonly size: string;
  readonly userData: string;
  /** Where the machine has its own numbers of CPUs and GB. */
  readonly cpus?: string;
  readonly memory?: string;
}

const names: Readonly<Record<CloudType, Names>> = {
  digitalocean_droplet: { name: 'name', image: 'image', size: 'size', userData: 'user_data' },
  hcloud_server: { name: 'name', image: 'image', size: 'server_type', userData: 'user_data' },
  openstack_compute_instance_v2: {
    name: 'name',
    image: 'image_name',
    size: 'flavor_name',
    userData: 'user_data',
  },
  linode_instance: { name: 'label', image: 'image', size: 'type', userData: 'metadata.user_data' },
  vultr_instance: { name: 'label', image: 'image_id', size: 'plan', userData: 'user_data' },
  scaleway_instance_server: { name: 'name', image: 'image', size: 'type', userData: 'user_data.cloud-init' },
  upcloud_server: { name: 'title', image: 'template.storage', size: 'plan', userData: 'user_data' },
  alicloud_instance: {
    name: 'instance_name',
    image: 'image_id',
    size: 'instance_type',
    userData: 'user_data',
  },
  exoscale_compute_instance: { name: 'name', image: 'template_id', size: 'type', userData: 'user_data' },
  oci_core_instance: {
    name: 'display_name',
    image: 'source_details.source_id',
    size: 'shape',
    userData: 'metadata.user_data',
    memory: 'shape_config.memory_in_gbs',
  },
  yandex_compute_instance: {
    name: 'name',
    image: 'boot_disk.initialize_params.image_id',
    size: 'platform_id',
    userData: 'metadata.user-data',
    cpus: 'resources.cores',
    memory: 'resources.memory',
  },
};

/** The section in which the last word of a path stands, and that word. */
function follow(
  settings: Section,
  path: string,
): { readonly holder: Section | undefined; readonly last: string } {
  const words = path.split('.');
  let holder: Section | undefined = settings;
  for (const word of words.slice(0, -1)) holder = holder?.one(word);
  return { holder, last: words.at(-1) ?? '' };
}

/** Reads a machine of one of these clouds. */
export function cloudMachine(type: CloudType): (reading: MachineReading) => Description {
  const own = names[type];
  return ({ module, settings }) => {
    const text = (path: string): Fact<string> => {
      const { holder, last } = follow(settings, path);
      return holder?.text(last) ?? notStated;
    };
    const number = (path: string | undefined): Fact<number> => {
      if (path === undefined) return notStated;
      const { holder, last } = follow(settings, path);
      return holder?.number(last) ?? notStated;
    };
    const { holder, last } = follow(settings, own.image);
    const [lookup] = holder?.references(last) ?? [];
    // Data sources look an image up by its name.
    const image =
      lookup === undefined
        ? text(own.image)
        : orElse(sectionOf(lookup, module).text('name'), sectionOf(lookup, module).text('family'));
    const data = follow(settings, own.userData);
    const userData = allUserData(userDataOf(data.holder?.expression(data.last), settings.scope));
    const bySize = unknown(texts.sizeDecides, settings.placeOf(own.size));
    return {
      ...userData,
      name: text(own.name),
      hypervisor: stated('cloud', settings.place),
      acceleration: implied('hardware', texts.resourceType, defaults.imageName),
      instanceType: text(own.size),
      // Oracle and Yandex mean 2^30 by their GB.
      memory: orElse(
        mapFact(number(own.memory), (gigabytes) => gigabytes * 2 ** 30),
        bySize,
      ),
      cpus: orElse(number(own.cpus), bySize),
      operatingSystem: systemNamed(image),
      image,
    };
  };
}
