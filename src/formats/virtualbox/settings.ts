// Questions asked of a machine's settings: the schema moved elements over the years, and leaves defaults out.
import { type Fact, implied, notStated, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import { documents } from '../../knowledge/sources';
import { truthOf } from '../values';
import { attributeNamed, childNamed, descend, elementsOf, type XmlElement } from '../xml/tree';
import type { Reader, Written } from '../xml/values';
import { settingsDefault, unfinished } from './messages';

/** A machine's settings. */
export interface Settings {
  readonly read: Reader;
  readonly machine: XmlElement;
  readonly hardware: XmlElement | undefined;
  /** The second number of the settings' version: 19 for `1.19-linux`; absent where none is written. */
  readonly version: number | undefined;
  /** Why what is not there may have been lost; absent for settings that were read whole. */
  readonly broken: Unknown | undefined;
}

/** The settings of a machine; its version stands at the root, in an OVF at the machine itself. */
export function settingsOf(machine: XmlElement, read: Reader): Settings {
  const hardware = childNamed(machine, 'Hardware');
  const written = attributeNamed(machine, 'version') ?? attributeNamed(machine.parent, 'version');
  const version = /^1\.(\d{1,3})(?!\d)/.exec(written?.value ?? '')?.[1];
  const lost =
    hardware === undefined ||
    [machine, ...elementsOf(machine.children), ...elementsOf(hardware.children)].some(
      ({ recovered }) => recovered,
    );
  return {
    read,
    machine,
    hardware,
    version: version === undefined ? undefined : Number(version),
    broken: lost ? unknown(unfinished) : undefined,
  };
}

/** A value that holds where the settings say nothing: a default of the schema. */
export function byDefault<T>(
  { broken }: Settings,
  value: T,
  why: Text = settingsDefault,
  source = documents.virtualBoxSettings,
): Fact<T> {
  return broken ?? implied(value, why, source);
}

/** The fact, or the default where the settings do not state it. */
export function orDefault<T>(fact: Fact<T>, otherwise: Fact<T>): Fact<T> {
  return fact === notStated ? otherwise : fact;
}

/** A boolean attribute. */
export function flag({ read }: Settings, written: Written | undefined): Fact<boolean> {
  return read.value(written, truthOf);
}

/** The first of several places where versions of the schema keep an element below the hardware or the machine. */
export function found(
  { hardware, machine }: Settings,
  ...paths: readonly (readonly string[])[]
): XmlElement | undefined {
  for (const path of paths) {
    const element = descend(hardware, ...path) ?? descend(machine, ...path);
    if (element !== undefined) return element;
  }
  return undefined;
}
