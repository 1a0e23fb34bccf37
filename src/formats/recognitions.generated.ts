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
import type { Recognition } from './format';

/** How every format is recognised. */
export const recognitions: readonly Recognition[] = [
  autounattend,
  cloudInit,
  compose,
  daemonJson,
  devcontainer,
  dockerInfo,
  dockerfile,
  firecracker,
  hostCapabilities,
  kubernetes,
  kubevirt,
  libvirt,
  libvirtConfiguration,
  lima,
  ovf,
  packer,
  proxmox,
  quadlet,
  script,
  terraform,
  vagrantfile,
  virtualbox,
  vmx,
];
