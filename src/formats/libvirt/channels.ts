// Ways between guest and host, or between guests, that a domain opens.
import { type Known, stated } from '../../core/fact';
import type { HostChannel } from '../../core/workload';
import { attributeNamed, descend, type XmlElement } from '../xml/tree';
import type { Reader } from '../xml/values';

/** The ways a domain opens in so many words. */
export function readChannels(
  read: Reader,
  domain: XmlElement,
  devices: readonly XmlElement[],
): readonly Known<HostChannel>[] {
  const host = descend(domain, 'os', 'smbios');
  // The vendor, model and serial numbers of the host, as the guest sees them in its BIOS.
  const identity: readonly Known<HostChannel>[] =
    attributeNamed(host, 'mode')?.value === 'host' && host !== undefined
      ? [stated({ kind: 'host-information', setting: '<smbios mode="host"/>' }, read.tag(host))]
      : [];
  return [...identity, ...devices.flatMap((device) => channelOf(read, device))];
}

function channelOf(read: Reader, device: XmlElement): readonly Known<HostChannel>[] {
  switch (device.name) {
    case 'video': {
      const acceleration = descend(device, 'model', 'acceleration');
      return acceleration !== undefined && attributeNamed(acceleration, 'accel3d')?.value === 'yes'
        ? [
            stated(
              { kind: 'accelerated-graphics', setting: '<acceleration accel3d="yes"/>' },
              read.tag(acceleration),
            ),
          ]
        : [];
    }
    case 'graphics': {
      const policy = attributeNamed(device, 'sharePolicy');
      return policy !== undefined && /^(?:force-shared|ignore)$/.test(policy.value)
        ? [stated({ kind: 'shared-console', setting: `sharePolicy="${policy.value}"` }, read.at(policy))]
        : [];
    }
    case 'shmem':
      return [
        stated(
          { kind: 'shared-memory', setting: `<shmem name="${attributeNamed(device, 'name')?.value ?? ''}">` },
          read.tag(device),
        ),
      ];
    default:
      return [];
  }
}
