// The types of Terraform resources that are machines, and those that say who may reach one.

/** Machines of clouds that are read by what they have in common. */
const cloudTypes = [
  'digitalocean_droplet',
  'hcloud_server',
  'openstack_compute_instance_v2',
  'linode_instance',
  'vultr_instance',
  'scaleway_instance_server',
  'upcloud_server',
  'alicloud_instance',
  'exoscale_compute_instance',
  'oci_core_instance',
  'yandex_compute_instance',
] as const;

/** One of them. */
export type CloudType = (typeof cloudTypes)[number];

/** Resources that are machines, or templates that others make machines of. */
export const machineTypes = [
  'libvirt_domain',
  'proxmox_vm_qemu',
  'proxmox_virtual_environment_vm',
  'proxmox_vm',
  'vsphere_virtual_machine',
  'esxi_guest',
  'hyperv_machine_instance',
  'aws_instance',
  'aws_spot_instance_request',
  'aws_launch_template',
  'aws_launch_configuration',
  'azurerm_linux_virtual_machine',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine',
  'google_compute_instance',
  'google_compute_instance_template',
  ...cloudTypes,
] as const;

/** One of the types of machines. */
export type MachineType = (typeof machineTypes)[number];

/** Resources that open or close ports of machines. */
const firewallTypes = [
  'aws_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
  'azurerm_network_security_group',
  'azurerm_network_security_rule',
  'google_compute_firewall',
] as const;

/** All resources for whose sake a file is read. */
export const resourceTypes: readonly string[] = [...machineTypes, ...firewallTypes];

/** Whether resources of this type are machines. */
export function isMachineType(type: string): type is MachineType {
  return machineTypes.some((known) => known === type);
}
