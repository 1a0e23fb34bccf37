// Generated from src/formats/*/recognition.ts by `npm run gen`; do not edit.
import dockerfile from './dockerfile/recognition';
import libvirt from './libvirt/recognition';
import type { KnownFormat } from './format';

/** Every format; the readers are loaded when a file needs them. */
export const formats: readonly KnownFormat[] = [
  { ...dockerfile, load: async () => (await import('./dockerfile/index')).default },
  { ...libvirt, load: async () => (await import('./libvirt/index')).default },
];
