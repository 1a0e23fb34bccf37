// Turns the machines of a Terraform file into the workload model; what other files of the module say takes part.
import {
  complete,
  type Fact,
  implied,
  isKnown,
  join,
  notExpressible,
  stated,
  unknown,
} from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import { attribute, blocks, type HclBlock, type HclFile } from '../hcl/tree';
import { type HclValue, numberOf, unknownValue } from '../hcl/value';
import { type MachineFacts, unsaidMachine } from '../unsaid';
import { awsMachine } from './aws';
import { azureMachine } from './azure';
import { cloudMachine } from './clouds';
import { esxiMachine } from './esxi';
import { portsOf } from './firewalls';
import { googleMachine } from './google';
import { hypervMachine } from './hyperv';
import { libvirtMachine } from './libvirt';
import { type Description, type MachineReading, sectionOf } from './machine';
import { texts } from './messages';
import { type Module, type Resource, resourcesOfType } from './module';
import { provisioningOf } from './provisioning';
import { bpgMachine } from './proxmox-bpg';
import { telmateMachine } from './proxmox-telmate';
import { isMachineType, type MachineType } from './resource-types';
import { elementsOf, evaluated, type Scope } from './scope';
import { sectionOfBlock } from './section';
import { defaults } from './sources';
import { vsphereMachine } from './vsphere';

const readers: Readonly<Record<MachineType, (reading: MachineReading) => Description>> = {
  libvirt_domain: libvirtMachine,
  proxmox_vm_qemu: telmateMachine,
  proxmox_virtual_environment_vm: bpgMachine,
  proxmox_vm: bpgMachine,
  vsphere_virtual_machine: vsphereMachine,
  esxi_guest: esxiMachine,
  hyperv_machine_instance: hypervMachine,
  aws_instance: awsMachine,
  aws_spot_instance_request: awsMachine,
  aws_launch_template: awsMachine,
  aws_launch_configuration: awsMachine,
  azurerm_linux_virtual_machine: azureMachine,
  azurerm_windows_virtual_machine: azureMachine,
  azurerm_virtual_machine: azureMachine,
  google_compute_instance: googleMachine,
  google_compute_instance_template: googleMachine,
  digitalocean_droplet: cloudMachine('digitalocean_droplet'),
  hcloud_server: cloudMachine('hcloud_server'),
  openstack_compute_instance_v2: cloudMachine('openstack_compute_instance_v2'),
  linode_instance: cloudMachine('linode_instance'),
  vultr_instance: cloudMachine('vultr_instance'),
  scaleway_instance_server: cloudMachine('scaleway_instance_server'),
  upcloud_server: cloudMachine('upcloud_server'),
  alicloud_instance: cloudMachine('alicloud_instance'),
  exoscale_compute_instance: cloudMachine('exoscale_compute_instance'),
  oci_core_instance: cloudMachine('oci_core_instance'),
  yandex_compute_instance: cloudMachine('yandex_compute_instance'),
};

/** A machine with the block that defines it. */
export interface Machine {
  readonly workload: VirtualMachine;
  readonly block: HclBlock;
}

/** The machines of a file. */
export function lowerMachines(file: HclFile, path: string, module: Module): readonly Machine[] {
  const taken = new Map<string, number>();
  return blocks(file.body, 'resource').flatMap((block): Machine[] => {
    const [type, name] = block.labels;
    if (type === undefined || name === undefined || !isMachineType(type.text)) return [];
    const resource: Resource = { mode: 'resource', type: type.text, name: name.text, block, path };
    if (isTemplateOfInstance(resource, module)) return [];
    const own = lowerMachine(resource, type.text, module);
    if (own === undefined) return [];
    const { facts, title } = own;
    const count = (taken.get(title) ?? 0) + 1;
    taken.set(title, count);
    const workload: VirtualMachine = {
      kind: 'vm',
      role: 'machine',
      id: `${path}#${title}${count > 1 ? `~${count}` : ''}`,
      name: title,
      format: 'terraform',
      path,
      place: { path, span: block.head },
      body: { path, span: block.span },
      ...facts,
    };
    return [{ workload, block }];
  });
}

/** A template that an instance of the module names is no machine of its own. */
function isTemplateOfInstance({ type, name }: Resource, module: Module): boolean {
  if (type !== 'aws_launch_template') return false;
  return resourcesOfType(module, 'aws_instance').some((instance) => {
    const template = sectionOf(instance, module).one('launch_template');
    return ['id', 'name'].some((setting) =>
      template?.references(setting).some((each) => each.type === type && each.name === name),
    );
  });
}

function lowerMachine(
  resource: Resource,
  type: MachineType,
  module: Module,
): { readonly facts: MachineFacts; readonly title: string } | undefined {
  const { replicas, scope } = repeated(resource, module);
  // A literal `count = 0` switches the resource off.
  if (replicas.state === 'stated' && replicas.value === 0) return undefined;
  const reading: MachineReading = { module, resource, settings: sectionOfBlock(resource.block, scope) };
  const { name, ...described } = readers[type](reading);
  const ports = portsOf(reading);
  const base: MachineFacts = {
    ...unsaidMachine(notExpressible),
    software: { packages: complete([]), services: complete([]), kernelModules: complete([]) },
    secrets: complete([]),
    provisioners: complete([]),
    plaintextManagement: complete([]),
    replicas,
    ...described,
    ...(ports === undefined ? {} : { ports }),
  };
  const provisioning = provisioningOf(reading);
  const facts = provisioning === undefined ? base : withProvisioning(base, provisioning);
  return { facts, title: isKnown(name) ? name.value : resource.name };
}

function withProvisioning(
  facts: MachineFacts,
  more: Pick<MachineFacts, 'software' | 'secrets' | 'provisioners' | 'plaintextManagement'>,
): MachineFacts {
  const { software, secrets, provisioners, plaintextManagement } = facts;
  return {
    ...facts,
    software: {
      packages: join(software.packages, more.software.packages),
      services: join(software.services, more.software.services),
      kernelModules: join(software.kernelModules, more.software.kernelModules),
    },
    secrets: join(secrets, more.secrets),
    provisioners: join(provisioners, more.provisioners),
    plaintextManagement: join(plaintextManagement, more.plaintextManagement),
  };
}

/** How many there are of a resource, and what its expressions see of `each` and `count`. */
function repeated(
  { block, path }: Resource,
  module: Module,
): { readonly replicas: Fact<number>; readonly scope: Scope } {
  const scope: Scope = { module, path, names: new Map() };
  const forEach = attribute(block.body, 'for_each');
  if (forEach !== undefined) {
    const collection = evaluated(forEach.value, scope);
    const elements = elementsOf(collection, false);
    const place = { path, span: forEach.span };
    if (elements === undefined) return { replicas: unknown(texts.openList, place), scope };
    const replicas: Fact<number> =
      collection.assumed === undefined
        ? stated(elements.length, place)
        : implied(elements.length, texts.variableList, defaults.variables, place);
    const each = merged(elements, 0);
    return { replicas, scope: each === undefined ? scope : { ...scope, names: new Map([['each', each]]) } };
  }
  const count = sectionOfBlock(block, scope).number('count');
  if (isKnown(count) && count.value !== 1) return { replicas: count, scope };
  if (attribute(block.body, 'count') !== undefined && !isKnown(count)) return { replicas: count, scope };
  const counter = attribute(block.body, 'count')?.value;
  const place = { path, span: counter?.span ?? block.head };
  const index: HclValue = {
    kind: 'map',
    entries: new Map([['index', { kind: 'number', value: 0, place }]]),
    place,
  };
  return {
    replicas: isKnown(count) ? count : implied(1, texts.single, defaults.imageName),
    scope: counter === undefined ? scope : { ...scope, names: new Map([['count', index]]) },
  };
}

/** How deep values of several machines are compared. */
const deepest = 6;

/** What several values have in common; what differs is unknown. */
function merged(values: readonly HclValue[], depth: number): HclValue | undefined {
  const [first, ...others] = values;
  if (first === undefined || others.length === 0) return first;
  const open = unknownValue(first.place, ['each.value']);
  if (depth > deepest) return open;
  if (first.kind === 'map') {
    const entries = new Map<string, HclValue>();
    for (const [key, value] of first.entries) {
      const same = others.map((other) => (other.kind === 'map' ? other.entries.get(key) : undefined));
      const present = same.filter((other) => other !== undefined);
      const common = present.length === others.length ? merged([value, ...present], depth + 1) : open;
      if (common !== undefined) entries.set(key, common);
    }
    return { ...first, entries };
  }
  const isSame = others.every(
    (other) =>
      other.kind === first.kind &&
      ((first.kind === 'string' && other.kind === 'string' && first.text === other.text) ||
        (first.kind === 'boolean' && other.kind === 'boolean' && first.value === other.value) ||
        (first.kind === 'number' && numberOf(other) === first.value) ||
        first.kind === 'null'),
  );
  return isSame ? first : open;
}
