// Generated from src/formats/*/recognition.ts by `npm run gen`; do not edit.
import compose from './compose/recognition';
import daemonJson from './daemon-json/recognition';
import devcontainer from './devcontainer/recognition';
import dockerInfo from './docker-info/recognition';
import dockerfile from './dockerfile/recognition';
import kubernetes from './kubernetes/recognition';
import libvirt from './libvirt/recognition';
import quadlet from './quadlet/recognition';
import script from './script/recognition';
import vagrantfile from './vagrantfile/recognition';
import type { Recognition } from './format';

/** How every format is recognised. */
export const recognitions: readonly Recognition[] = [
  compose,
  daemonJson,
  devcontainer,
  dockerInfo,
  dockerfile,
  kubernetes,
  libvirt,
  quadlet,
  script,
  vagrantfile,
];
