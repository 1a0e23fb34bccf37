// The documentation that defaults of Packer and of its plugins rest on.
import { docs, documents } from '../../knowledge/sources';

/** The builders of a plugin: their settings stand in the code, each with its default. */
const builders = (plugin: string): string =>
  `https://github.com/hashicorp/packer-plugin-${plugin}/tree/main/builder/${plugin}`;

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
  qemu: docs('Packer: QEMU builder', builders('qemu')),
  virtualbox: docs('Packer: VirtualBox builder', builders('virtualbox')),
  vmware: docs(
    'Packer docs: VMware builder',
    'https://developer.hashicorp.com/packer/integrations/vmware/vmware/latest/components/builder/iso',
    false,
  ),
  vsphere: docs('Packer: vSphere builder', builders('vsphere')),
  hyperv: docs('Packer: Hyper-V builder', builders('hyperv')),
  proxmox: docs('Packer: Proxmox builder', builders('proxmox')),
  parallels: docs(
    'Packer: Parallels builder',
    'https://github.com/Parallels/packer-plugin-parallels/tree/main/builder/parallels',
  ),
} as const;
