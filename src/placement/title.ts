// The verdict in two or three words, for headings, lenses and lists.
import type { Text } from '../core/message';
import type { Placement } from './decide';

const titles: Readonly<Record<Placement, Text>> = {
  container: { en: 'Container fits', de: 'Container passt' },
  'sandboxed-container': { en: 'Sandboxed container fits', de: 'Container in Sandbox passt' },
  vm: { en: 'VM fits', de: 'VM passt' },
  hybrid: { en: 'Hybrid fits', de: 'Hybrid passt' },
  undecided: { en: 'No clear verdict yet', de: 'Noch kein klares Urteil' },
};

/** `Container fits`. */
export function verdictTitle({ placement }: { readonly placement: Placement }): Text {
  return titles[placement];
}
