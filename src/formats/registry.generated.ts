// Generated from src/formats/*/recognition.ts by `npm run gen`; do not edit.
import autounattend from './autounattend/recognition';
import cloudInit from './cloud-init/recognition';
import compose from './compose/recognition';
import daemonJson from './daemon-json/recognition';
import devcontainer from './devcontainer/recognition';
import dockerInfo from './docker-info/recognition';
import dockerfile from './dockerfile/recognition';
import firecracker from './firecracker/recognition';
import hostCapabilities from './host-capabilities/recognition';
import kubernetes from './kubernetes/recognition';
import kubevirt from './kubevirt/recognition';
import libvirt from './libvirt/recognition';
import libvirtConfiguration from './libvirt-configuration/recognition';
import lima from './lima/recognition';
import ovf from './ovf/recognition';
import packer from './packer/recognition';
import proxmox from './proxmox/recognition';
import quadlet from './quadlet/recognition';
import script from './script/recognition';
import terraform from './terraform/recognition';
import vagrantfile from './vagrantfile/recognition';
import virtualbox from './virtualbox/recognition';
import vmx from './vmx/recognition';
import type { KnownFormat } from './format';

/** Every format; the readers are loaded when a file needs them. */
export const formats: readonly KnownFormat[] = [
  { ...autounattend, load: async () => (await import('./autounattend/index')).default },
  { ...cloudInit, load: async () => (await import('./cloud-init/index')).default },
  { ...compose, load: async () => (await import('./compose/index')).default },
  { ...daemonJson, load: async () => (await import('./daemon-json/index')).default },
  { ...devcontainer, load: async () => (await import('./devcontainer/index')).default },
  { ...dockerInfo, load: async () => (await import('./docker-info/index')).default },
  { ...dockerfile, load: async () => (await import('./dockerfile/index')).default },
  { ...firecracker, load: async () => (await import('./firecracker/index')).default },
  { ...hostCapabilities, load: async () => (await import('./host-capabilities/index')).default },
  { ...kubernetes, load: async () => (await import('./kubernetes/index')).default },
  { ...kubevirt, load: async () => (await import('./kubevirt/index')).default },
  { ...libvirt, load: async () => (await import('./libvirt/index')).default },
  { ...libvirtConfiguration, load: async () => (await import('./libvirt-configuration/index')).default },
  { ...lima, load: async () => (await import('./lima/index')).default },
  { ...ovf, load: async () => (await import('./ovf/index')).default },
  { ...packer, load: async () => (await import('./packer/index')).default },
  { ...proxmox, load: async () => (await import('./proxmox/index')).default },
  { ...quadlet, load: async () => (await import('./quadlet/index')).default },
  { ...script, load: async () => (await import('./script/index')).default },
  { ...terraform, load: async () => (await import('./terraform/index')).default },
  { ...vagrantfile, load: async () => (await import('./vagrantfile/index')).default },
  { ...virtualbox, load: async () => (await import('./virtualbox/index')).default },
  { ...vmx, load: async () => (await import('./vmx/index')).default },
];
