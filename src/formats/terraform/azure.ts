// Microsoft Azure: azurerm_linux_virtual_machine, azurerm_windows_virtual_machine and the older azurerm_virtual_machine.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  knownValue,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Disk, OperatingSystem, Secret } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { labelsOf } from './aws';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  joined,
  type MachineReading,
  orElse,
  unsaid,
} from './machine';
import { texts } from './messages';
import { passwordIn } from './provisioning';
import type { Section } from './section';
import { bySize } from './sizes';
import { defaults } from './sources';
import { allUserData, userDataOf } from './user-data';

const docs = defaults.azure;

/** Reads a machine of Azure. */
export function azureMachine({ resource, settings }: MachineReading): Description {
  const isOld = resource.type === 'azurerm_virtual_machine';
  const profile = settings.one('os_profile');
  const windows = settings.one('os_profile_windows_config');
  const isWindows = resource.type.includes('windows') || windows !== undefined;
  const isLinux = resource.type.includes('linux') || settings.has('os_profile_linux_config');
  const reference = settings.one('source_image_reference') ?? settings.one('storage_image_reference');
  const image = reference === undefined ? settings.text('source_image_id') : imageOf(reference);
  const userData = allUserData(
    userDataOf(settings.expression('custom_data'), settings.scope),
    userDataOf(settings.expression('user_data'), settings.scope),
    userDataOf(profile?.expression('custom_data'), settings.scope),
  );
  const { name: _, ...provided } = userData ?? { name: notStated };
  return {
    ...provided,
    name: settings.text('name'),
    hypervisor: stated('azure', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    ...bySize('azure', settings.text(isOld ? 'vm_size' : 'size')),
    operatingSystem: operatingSystem(
      settings,
      reference,
      isWindows ? 'windows' : isLinux ? 'linux' : undefined,
    ),
    image,
    imageVersion: reference?.text('version') ?? notStated,
    disks: disksOf(settings),
    secrets: joined(complete(logins(settings, profile, isWindows)), userData?.secrets ?? complete([])),
    secureBoot: settings.flag('secure_boot_enabled'),
    tpm: settings.flag('vtpm_enabled'),
    labels: labelsOf(settings),
    automaticUpdates: orElse(
      automaticUpdates(settings, isWindows, windows),
      userData?.automaticUpdates ?? notStated,
    ),
  };
}

/** `Canonical:0001-com-ubuntu-server-jammy:22_04-lts`, as Azure’s tools write it. */
function imageOf(reference: Section): Fact<string> {
  const parts = ['publisher', 'offer', 'sku'].map((name) => reference.text(name));
  const open = parts.find((part) => !isKnown(part));
  if (open !== undefined) return open === notStated ? reference.text('id') : open;
  return stated(parts.map((part) => knownValue(part)).join(':'), reference.place);
}

/** The sku names the release, the offer the system; the publisher alone may be anybody. */
function operatingSystem(
  settings: Section,
  reference: Section | undefined,
  family: 'windows' | 'linux' | undefined,
): Fact<OperatingSystem> {
  const offer = reference?.text('offer') ?? notStated;
  const sku = reference?.text('sku') ?? notStated;
  const publisher = reference?.text('publisher') ?? notStated;
  if (reference !== undefined && isKnown(offer)) {
    const names = [`${offer.value}-${knownValue(sku) ?? ''}`, knownValue(sku), knownValue(publisher)];
    const found = names
      .flatMap((name) =>
        name === undefined ? [] : operatingSystemOf(name.replace(/(\d\d)_(\d\d)/, '$1.$2')),
      )
      .find((system) => system !== undefined && (family === undefined || system.family === family));
    if (found !== undefined) {
      return offer.state === 'stated' ? stated(found, reference.place) : { ...offer, value: found };
    }
  }
  if (family !== undefined) return stated({ family }, settings.place);
  return isKnown(offer) ? unknown(texts.imageDecides, offer.place) : offer;
}

function disksOf(settings: Section): Facts<Disk> {
  const disk = (section: Section): Disk => ({
    kind: 'disk',
    ...unsaid,
    capacity: gigabytes(section.number('disk_size_gb')),
    source: orElse(section.text('image_uri'), section.text('managed_disk_id')),
    persistent: section.has('diff_disk_settings')
      ? stated(false, section.placeOf('diff_disk_settings') ?? section.place)
      : notStated,
  });
  return joined(
    ...['os_disk', 'storage_os_disk', 'storage_data_disk'].map((name) => itemsOf(settings.all(name), disk)),
  );
}

function logins(
  settings: Section,
  profile: Section | undefined,
  isWindows: boolean,
): readonly Known<Secret>[] {
  const user = orElse(settings.text('admin_username'), profile?.text('admin_username') ?? notStated);
  const access = settings.one('os_profile_linux_config') ?? settings;
  // Such a password lets nobody in over the network.
  const isLocked = is(access.flag('disable_password_authentication'), true);
  const name = `${isWindows ? 'winrm' : isLocked ? 'azure' : 'ssh'}: ${knownValue(user) ?? 'admin'}`;
  return [settings, ...(profile === undefined ? [] : [profile])].flatMap((section) =>
    passwordIn(section, 'admin_password', name),
  );
}

/** Windows updates itself unless that is switched off; Linux leaves it to the image. */
function automaticUpdates(settings: Section, isWindows: boolean, older: Section | undefined): Fact<boolean> {
  const mode = settings.text('patch_mode');
  if (isKnown(mode) && mode.value !== 'ImageDefault') return { ...mode, value: mode.value !== 'Manual' };
  const switches = ['automatic_updates_enabled', 'enable_automatic_updates'].map((name) =>
    settings.flag(name),
  );
  const found = switches.find(isKnown) ?? older?.flag('enable_automatic_upgrades') ?? notStated;
  if (found !== notStated || !isWindows || older !== undefined) return found;
  return byDefault(true, defaults.azureWindows);
}
