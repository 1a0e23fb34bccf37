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
import type { KnownFormat } from './format';

/** Every format; the readers are loaded when a file needs them. */
export const formats: readonly KnownFormat[] = [
  { ...compose, load: async () => (await import('./compose/index')).default },
  { ...daemonJson, load: async () => (await import('./daemon-json/index')).default },
  { ...devcontainer, load: async () => (await import('./devcontainer/index')).default },
  { ...dockerInfo, load: async () => (await import('./docker-info/index')).default },
  { ...dockerfile, load: async () => (await import('./dockerfile/index')).default },
  { ...kubernetes, load: async () => (await import('./kubernetes/index')).default },
  { ...libvirt, load: async () => (await import('./libvirt/index')).default },
  { ...quadlet, load: async () => (await import('./quadlet/index')).default },
  { ...script, load: async () => (await import('./script/index')).default },
  { ...vagrantfile, load: async () => (await import('./vagrantfile/index')).default },
];
