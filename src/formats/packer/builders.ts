// The builders of Packer: which of them make a machine, and of what.
import type { MachineFacts } from '../unsaid';
import { cloudMachine } from './cloud';
import { hyperVMachine, parallelsMachine } from './hyperv';
import { proxmoxMachine } from './proxmox';
import { qemuMachine } from './qemu';
import type { Reader } from './reader';
import { virtualBoxMachine } from './virtualbox';
import { vmwareMachine } from './vmware';
import { vsphereMachine } from './vsphere';

/** How a builder's names of guests are to be read. */
export type GuestIds = 'virtualbox' | 'vmware' | 'proxmox' | 'plain';

/** A kind of builder. */
export interface BuilderKind {
  readonly guestIds: GuestIds;
  machine(read: Reader): Partial<MachineFacts>;
}

const kind = (guestIds: GuestIds, machine: BuilderKind['machine']): BuilderKind => ({ guestIds, machine });

const kinds: readonly (readonly [types: RegExp, kind: BuilderKind])[] = [
  [/^qemu$/, kind('plain', qemuMachine)],
  [/^virtualbox-iso$/, kind('virtualbox', (read) => virtualBoxMachine(read, true))],
  [/^virtualbox-(?:ovf|vm)$/, kind('virtualbox', (read) => virtualBoxMachine(read, false))],
  [/^vmware-iso$/, kind('vmware', (read) => vmwareMachine(read, true))],
  [/^vmware-vmx$/, kind('vmware', (read) => vmwareMachine(read, false))],
  [/^vsphere-iso$/, kind('vmware', (read) => vsphereMachine(read, true))],
  [/^vsphere-(?:clone|supervisor)$/, kind('vmware', (read) => vsphereMachine(read, false))],
  [/^hyperv-iso$/, kind('plain', (read) => hyperVMachine(read, true))],
  [/^hyperv-vmcx$/, kind('plain', (read) => hyperVMachine(read, false))],
  [/^parallels-iso$/, kind('plain', (read) => parallelsMachine(read, true))],
  [/^parallels-(?:pvm|ipsw|macvm)$/, kind('plain', (read) => parallelsMachine(read, false))],
  [/^proxmox(?:-iso)?$/, kind('proxmox', (read) => proxmoxMachine(read, true))],
  [/^proxmox-clone$/, kind('proxmox', (read) => proxmoxMachine(read, false))],
  [/^amazon-(?:ebs|ebssurrogate|ebsvolume|instance)$/, kind('plain', (read) => cloudMachine(read, 'aws'))],
  [/^azure-(?:arm|dtl)$/, kind('plain', (read) => cloudMachine(read, 'azure'))],
  [/^googlecompute$/, kind('plain', (read) => cloudMachine(read, 'gcp'))],
  [
    /^(?:digitalocean|openstack|hcloud|linode|vultr|scaleway|oracle-oci|alicloud-ecs|tencentcloud-cvm|yandex|exoscale|upcloud|ibmcloud-vpc|outscale-bsu|cloudstack|ucloud-uhost)$/,
    kind('plain', (read) => cloudMachine(read, 'other')),
  ],
];

/** What a type of builder makes; `undefined` for containers, for builders without a machine, and for unknown ones. */
export function builderKind(type: string): BuilderKind | undefined {
  return kinds.find(([types]) => types.test(type))?.[1];
}
