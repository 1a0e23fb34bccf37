// Network cards of a machine and the ports that their NAT forwards.
import { implied, is, isKnown, type Known, notStated, stated } from '../../core/fact';
import type { NetworkCard, PublishedPort } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { wholeNumber } from '../values';
import { attributeNamed, childNamed, childrenNamed, elementsOf, type XmlElement } from '../xml/tree';
import { everywhere } from './messages';
import { byDefault, flag, found, orDefault, type Settings } from './settings';

// TNetworkConfig of the schema; an internal network has neither the host nor anything outside in it.
const attachments: Readonly<Record<string, 'nat' | 'host-only' | 'bridged' | 'other'>> = {
  NAT: 'nat',
  NATNetwork: 'nat',
  HostInterface: 'bridged',
  BridgedInterface: 'bridged',
  HostOnlyInterface: 'host-only',
  HostOnlyNetwork: 'host-only',
  InternalNetwork: 'other',
  GenericInterface: 'other',
  CloudNetwork: 'other',
};

/** The adapters that are switched on. */
export function adaptersOf(settings: Settings): readonly XmlElement[] {
  const network = found(settings, ['Network']);
  return (network === undefined ? [] : childrenNamed(network, 'Adapter')).filter((adapter) =>
    is(flag(settings, attributeNamed(adapter, 'enabled')), true),
  );
}

/** The card of an adapter. */
export function cardOf(settings: Settings, adapter: XmlElement): Known<NetworkCard> {
  const { read } = settings;
  const mode = elementsOf(adapter.children).find(({ name }) => attachments[name] !== undefined);
  const kind = attachments[mode?.name ?? ''];
  return stated(
    {
      attachment: mode === undefined || kind === undefined ? notStated : stated(kind, read.tag(mode)),
      model: orDefault(read.text(attributeNamed(adapter, 'type')), byDefault(settings, 'Am79C973')),
    },
    read.tag(adapter),
  );
}

/** The ports that the NAT of an adapter forwards. */
export function forwardsOf({ read }: Settings, adapter: XmlElement): readonly Known<PublishedPort>[] {
  const nat = childNamed(adapter, 'NAT');
  return (nat === undefined ? [] : childrenNamed(nat, 'Forwarding')).map((rule) => {
    const place = read.tag(rule);
    const address = read.text(attributeNamed(rule, 'hostip'));
    const empty = attributeNamed(rule, 'hostip')?.value === '';
    return stated(
      {
        port: read.value(attributeNamed(rule, 'guestport'), wholeNumber),
        hostPort: read.value(attributeNamed(rule, 'hostport'), wholeNumber),
        address:
          address === notStated || (!isKnown(address) && empty)
            ? implied('0.0.0.0', everywhere, documents.virtualBoxManual, place)
            : address,
        // The numbers of NATProtocol: 0 is UDP, 1 is TCP.
        protocol: attributeNamed(rule, 'proto')?.value === '0' ? 'udp' : 'tcp',
      },
      place,
    );
  });
}
