// The ports of a Compose service.
import {
  type Fact,
  type Facts,
  isKnown,
  type Known,
  knownValue,
  mapFact,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { PublishedPort } from '../../core/workload';
import { enginePicksPort } from '../container-options/messages';
import { containerPorts, portParts, portRange, protocolOf } from '../container-options/values';
import * as defaults from './defaults';
import { type Section, sectionOf } from './section';
import { type Found, known, mapOf, read, type Words, wordsOf } from './words';

/** What the service publishes. A stronger file replaces a port only where all of its parts are the same. */
export function portsOf(service: Section): Facts<PublishedPort> {
  return service.list('ports', port, ({ port: inside, lastPort, hostPort, address, protocol }) => {
    const parts: readonly Fact<string | number>[] = [inside, hostPort, address];
    // A part that is left open, such as a free port of the host, has no place; one that a variable decides has.
    if (parts.some((part) => part.state === 'unknown' && part.place !== undefined)) return undefined;
    return JSON.stringify([parts.map((part) => knownValue(part)), lastPort, protocol]);
  });
}

function port(item: Found): readonly Known<PublishedPort>[] | Unknown {
  const map = mapOf(item);
  if (map !== undefined) return [stated(longPort(sectionOf(item, map), item), item.place)];
  const words = wordsOf(item);
  if (words === null) return [];
  return 'state' in words ? words : shortPort(words);
}

function longPort(long: Section, { place }: Found): PublishedPort {
  const protocol = long.scalar('protocol', protocolOf, stated('tcp' as const, place));
  const published = long.scalar('published', portRange, unknown(enginePicksPort));
  return {
    ...containerPorts(long.scalar('target', portRange, notStated)),
    hostPort: mapFact(published, ({ first }) => first),
    address: long.scalar('host_ip', (text) => text || undefined, defaults.anyAddress),
    protocol: isKnown(protocol) ? protocol.value : 'tcp',
  };
}

function shortPort(words: Words): readonly Known<PublishedPort>[] | Unknown {
  const parts = portParts(words.text);
  const part = (text: string): Words => ({ ...words, text });
  const range = read(part(parts.container), portRange);
  // One variable for everything says nothing about any part.
  if (!isKnown(range) && parts.host === undefined) return range;
  const hostPort: Fact<number> =
    parts.host === undefined
      ? unknown(enginePicksPort)
      : mapFact(read(part(parts.host), portRange), ({ first }) => first);
  const address: Fact<string> =
    parts.address === undefined ? defaults.anyAddress : read(part(parts.address), (text) => text);
  const protocol = protocolOf(parts.protocol) ?? 'tcp';
  return [known({ ...containerPorts(range), hostPort, address, protocol }, words)];
}
