// What is known about one machine while it is lowered.

import { type Fact, implied, type Unknown, unknown } from '../../core/fact';
import type { Span } from '../../core/span';
import type { Surroundings } from '../format';
import type { Entry } from './configuration';
import type { FactMaker } from './facts';
import type { Provider } from './providers';
import { defaults } from './sources';

/** What is known about one machine before it becomes a workload. */
export interface MachineReading {
  /** Of the Vagrantfile. */
  readonly path: string;
  readonly around: Surroundings;
  readonly maker: FactMaker;
  /** Settings outside of provider blocks, overrides of the chosen provider last. */
  readonly entries: readonly Entry[];
  readonly provider: Provider | undefined;
  /** Set when code that we cannot see may make further settings. */
  readonly escaped: Unknown | undefined;
  /** The header of the machine. */
  readonly head: Span;
}

/** Why a fact is unknown when the box, which is not part of the file, decides it. */
export const boxDecides = unknown({
  en: 'The box decides it.',
  de: 'Die Box entscheidet es.',
});

/** A default of vagrant-libvirt. */
export function byLibvirt<T>(value: T): Fact<T> {
  const why = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
  return implied(value, why, defaults.libvirt);
}
