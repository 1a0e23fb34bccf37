// The host's devices that a Compose service may use.
import {
  type Facts,
  isKnown,
  join,
  type Known,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Device } from '../../core/workload';
import { restore } from '../variables';
import { isTemplated } from '../yaml/mask';
import * as messages from './messages';
import { type Section, sectionOf } from './section';
import { type Found, mapOf, textItem, undecided, wordsOf } from './words';

/** Devices by path, by kind, and those that Swarm or the engine reserves. */
export function devicesOf(service: Section): Facts<Device> {
  const named = service.list('devices', device, ({ name }) => name);
  const rules = service.list('device_cgroup_rules', rule);
  const reserved = service.inner('deploy').inner('resources').inner('reservations');
  const requests = join(
    reserved.list('devices', (item) => request(item, false)),
    service.list('gpus', (item) => request(item, true)),
  );
  return join(join(named, rules), requests);
}

const rule = textItem<Device>((text, words) => undecided(words) ?? { kind: 'other', name: text });

const shortDevice = textItem<Device>((text, words) => {
  const [path = ''] = text.split(':');
  if (isTemplated(text)) return undecided(words);
  // `vendor.com/class=name` is the notation of the Container Device Interface.
  const byInterface = /^[\w.-]+\/[\w.-]+=/.test(text);
  if (byInterface) return { kind: /gpu/i.test(text) ? 'gpu' : 'other', name: restore(text, words) };
  return { kind: 'path', name: restore(path, words) };
});

function device(item: Found): readonly Known<Device>[] | Unknown {
  const map = mapOf(item);
  if (map === undefined) return shortDevice(item);
  const source = sectionOf(item, map).get('source');
  const words = source === undefined ? null : wordsOf(source);
  if (words === null) return unknown(messages.notUnderstood, item.place);
  if ('state' in words) return words;
  return [stated({ kind: 'path', name: restore(words.text, words) }, item.place)];
}

/** A device request of `deploy.resources.reservations.devices` or `gpus`. */
function request(item: Found, gpu: boolean): readonly Known<Device>[] | Unknown {
  const map = mapOf(item);
  if (map === undefined) return [stated({ kind: 'gpu', name: 'all' }, item.place)];
  const long = sectionOf(item, map);
  const driver = long.scalar('driver', (text) => text, notStated);
  const capabilities = long.get('capabilities')?.node.span;
  const wanted =
    capabilities === undefined ? '' : item.source.file.yaml.text.slice(capabilities.start, capabilities.end);
  const isGpu = gpu || /gpu|compute|graphics|utility|nvidia/i.test(wanted);
  const vendor = isKnown(driver) ? driver.value : isGpu ? 'gpu' : wanted;
  return [stated({ kind: isGpu ? 'gpu' : 'other', name: vendor }, item.place)];
}
