// The documentation that defaults of Packer and of its plugins rest on.
import { docs, documents } from '../../knowledge/sources';

const file = (plugin: string, path: string): string =>
  `https://github.com/hashicorp/packer-plugin-${plugin}/blob/main/builder/${path}`;

/** Citations of defaults, by what they say. */
export const sources = {
  packer: documents.packer,
  variables: docs(
    'Packer docs: Input variables',
    'https://developer.hashicorp.com/packer/docs/templates/hcl_templates/variables',
    false,
  ),
  communicator: docs(
    'Packer docs: WinRM communicator',
    'https://developer.hashicorp.com/packer/docs/communicators/winrm',
    false,
  ),
  qemu: docs('Packer: QEMU builder', file('qemu', 'qemu/config.go')),
  virtualbox: docs('Packer: VirtualBox builder', file('virtualbox', 'virtualbox/iso/builder.go')),
  vmware: docs('Packer: VMware builder', file('vmware', 'vmware/common/disk_config.go')),
  vsphere: docs('Packer: vSphere builder', file('vsphere', 'vsphere/common/storage_config.go')),
  hyperv: docs('Packer: Hyper-V builder', file('hyperv', 'hyperv/common/config.go')),
  proxmox: docs('Packer: Proxmox builder', file('proxmox', 'proxmox/common/config.go')),
  parallels: docs(
    'Packer docs: Parallels builder',
    'https://developer.hashicorp.com/packer/integrations/parallels/parallels/latest/components/builder/iso',
    false,
  ),
} as const;
