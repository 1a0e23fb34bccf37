// The settings for a .vmx file that a template holds (`vmx_data`, `configuration_parameters`).
import { stated } from '../../core/fact';
import type { Place } from '../../core/span';
import { type HclKnown, type HclValue, textOf } from '../hcl/value';
import type { MachineFacts } from '../unsaid';
import { truthOf } from '../values';
import { readChannels } from '../vmx/channels';
import { parseVmx } from '../vmx/parse';
import { settingsOf } from '../vmx/values';
import type { Reader } from './reader';
import type { Setting } from './settings';

/** The settings, by their names without regard to case. */
export interface VmxData {
  setting(name: string): Setting | undefined;
  /** Ways between guest and host that they open or close. */
  readonly channels: MachineFacts['hostChannels']['items'];
}

/** Reads the maps of these names; a later one changes what an earlier one says. */
export function vmxData(read: Reader, ...names: readonly string[]): VmxData {
  const settings = new Map<string, Setting>();
  for (const name of names) {
    const found = read.setting(name);
    if (found?.value.kind !== 'map') continue;
    for (const [key, value] of found.value.entries) {
      settings.set(key.toLowerCase(), { value, place: found.value.members?.get(key) ?? found.place });
    }
  }
  // The reader of .vmx files gets what Packer writes into one; its places lead back to the template.
  const places = new Map<number, Place>();
  let text = '';
  for (const [name, { value, place }] of settings) {
    const written = textOf(value);
    if (written === undefined || /["\r\n]/.test(name + written)) continue;
    places.set(text.length, place);
    text += `${name} = "${written}"\n`;
  }
  const channels = readChannels(settingsOf(parseVmx(text), '')).flatMap((channel) => {
    const place = places.get(channel.place?.span.start ?? -1);
    return place === undefined ? [] : [stated(channel.value, place)];
  });
  return { setting: (name) => settings.get(name), channels };
}

/** What VMware takes for a truth value. */
export function vmxTruth(value: HclValue | HclKnown): boolean | undefined {
  return truthOf(textOf(value) ?? '');
}
