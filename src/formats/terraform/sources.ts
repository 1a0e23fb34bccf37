// The documentation that the providers' defaults rest on.
import { docs } from '../../knowledge/sources';

const registry = 'https://registry.terraform.io/providers';

/** Citations of defaults, by whose they are. */
export const defaults = {
  variables: docs(
    'Terraform docs: Input variables',
    'https://developer.hashicorp.com/terraform/language/values/variables',
    false,
  ),
  imageName: docs(
    'Terraform docs: Resources',
    'https://developer.hashicorp.com/terraform/language/resources/syntax',
    false,
  ),
  libvirt: docs(
    'Terraform provider libvirt: libvirt_domain',
    'https://github.com/dmacvicar/terraform-provider-libvirt/blob/v0.8.3/website/docs/r/domain.html.markdown',
  ),
  libvirtCode: docs(
    'Terraform provider libvirt: defaults of a domain',
    'https://github.com/dmacvicar/terraform-provider-libvirt/blob/v0.8.3/libvirt/domain_def.go',
  ),
  libvirtNew: docs(
    'Terraform provider libvirt: libvirt_domain from 0.9 on',
    'https://github.com/dmacvicar/terraform-provider-libvirt/blob/main/docs/resources/domain.md',
  ),
  libvirtVolume: docs(
    'Terraform provider libvirt: libvirt_volume',
    'https://github.com/dmacvicar/terraform-provider-libvirt/blob/v0.8.3/website/docs/r/volume.html.markdown',
  ),
  telmate: docs(
    'Terraform provider Proxmox (Telmate): proxmox_vm_qemu',
    'https://github.com/Telmate/terraform-provider-proxmox/blob/master/docs/resources/vm_qemu.md',
  ),
  bpg: docs(
    'Terraform provider Proxmox (bpg): proxmox_virtual_environment_vm',
    'https://github.com/bpg/terraform-provider-proxmox/blob/main/docs/resources/virtual_environment_vm.md',
  ),
  vsphere: docs(
    'Terraform provider vSphere: vsphere_virtual_machine',
    'https://github.com/hashicorp/terraform-provider-vsphere/blob/main/website/docs/r/virtual_machine.html.markdown',
  ),
  esxi: docs(
    'Terraform provider ESXi: esxi_guest',
    'https://github.com/josenk/terraform-provider-esxi/blob/master/README.md',
  ),
  hyperv: docs(
    'Terraform provider Hyper-V: hyperv_machine_instance',
    'https://github.com/taliesins/terraform-provider-hyperv/blob/master/docs/resources/machine_instance.md',
  ),
  aws: docs(
    'Terraform provider AWS: aws_instance',
    `${registry}/hashicorp/aws/latest/docs/resources/instance`,
    false,
  ),
  azure: docs(
    'Terraform provider Azure: azurerm_linux_virtual_machine',
    'https://github.com/hashicorp/terraform-provider-azurerm/blob/main/website/docs/r/linux_virtual_machine.html.markdown',
  ),
  azureWindows: docs(
    'Terraform provider Azure: azurerm_windows_virtual_machine',
    `${registry}/hashicorp/azurerm/latest/docs/resources/windows_virtual_machine`,
    false,
  ),
  google: docs(
    'Terraform provider Google Cloud: google_compute_instance',
    'https://github.com/hashicorp/terraform-provider-google/blob/main/website/docs/r/compute_instance.html.markdown',
  ),
} as const;
