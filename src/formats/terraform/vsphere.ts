// vSphere: vsphere_virtual_machine.
import {
  complete,
  convertFact,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  knownValue,
  mapFact,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Device, Disk, NetworkCard, Secret } from '../../core/workload';
import { type HclEntry, type HclExpression, keyText, plainText } from '../hcl/tree';
import { readChannels } from '../vmx/channels';
import { readConsoles } from '../vmx/devices';
import { type ForeignEntry, type Settings, settingsAmong } from '../vmx/values';
import {
  byDefault,
  type Description,
  gigabytes,
  itemsOf,
  joined,
  type MachineReading,
  megabytes,
  orElse,
  presence,
  sectionOf,
  unsaid,
  vmwareSystem,
} from './machine';
import { texts } from './messages';
import { addressIn } from './module';
import { passwordIn } from './provisioning';
import type { Section } from './section';
import { defaults } from './sources';
import { allUserData, userDataOf } from './user-data';

const docs = defaults.vsphere;

/** Reads a machine of vSphere. */
export function vsphereMachine(reading: MachineReading): Description {
  const { settings } = reading;
  const isClone = settings.has('clone') || settings.has('ovf_deploy');
  const template = templateOf(reading);
  const firmware = convertFact(
    settings.text('firmware'),
    (name): 'bios' | 'uefi' | undefined => (name === 'efi' ? 'uefi' : name === 'bios' ? 'bios' : undefined),
    texts.unreadable,
  );
  const disks = settings.all('disk');
  const vmx = vmxSettings(settings);
  const extra = settings.one('extra_config');
  const userData = allUserData(
    ...['guestinfo.userdata', 'guestinfo.vendordata'].map((name) =>
      userDataOf(extra?.expression(name), settings.scope),
    ),
    userDataOf(settings.one('vapp')?.one('properties')?.expression('user-data'), settings.scope),
  );
  return {
    ...userData,
    name: settings.text('name'),
    secrets: joined(complete(logins(settings)), userData?.secrets ?? complete([])),
    hypervisor: stated('vsphere', settings.place),
    acceleration: implied('hardware', texts.resourceType, docs),
    memory: megabytes(orElse(settings.number('memory'), byDefault(1024, docs))),
    cpus: orElse(settings.number('num_cpus'), byDefault(1, docs)),
    operatingSystem: vmwareSystem(settings.text('guest_id'), template),
    image: template,
    linkedClone: linkedClone(settings),
    firmware: orElse(firmware, byDefault('bios', docs)),
    secureBoot: orElse(settings.flag('efi_secure_boot_enabled'), byDefault(false, docs)),
    tpm: presence(settings, 'vtpm', isClone),
    nestedVirtualization: orElse(settings.flag('nested_hv_enabled'), byDefault(false, docs)),
    disks: joined(
      itemsOf(disks, (disk) => diskOf(disk, settings)),
      itemsOf(settings.all('cdrom'), (drive) => ({
        kind: 'cdrom' as const,
        ...unsaid,
        source: drive.text('path'),
      })),
    ),
    networkCards: itemsOf(settings.all('network_interface'), cardOf),
    devices: passedThrough(settings),
    consoles: complete(readConsoles(vmx)),
    clipboardShared: opened(vmx, 'copy', 'paste'),
    dragAndDrop: opened(vmx, 'dnd'),
    hostChannels: complete(readChannels(vmx)),
    memorySharing: vmx.truth('sched.mem.pshare.enable'),
  };
}

/** Passwords that the customization of the guest sets. */
function logins(settings: Section): readonly Known<Secret>[] {
  const options = settings.one('clone')?.one('customize')?.one('windows_options');
  if (options === undefined) return [];
  const domain = knownValue(options.text('domain_admin_user')) ?? 'Administrator';
  return [
    ...passwordIn(options, 'admin_password', 'winrm: Administrator'),
    ...passwordIn(options, 'domain_admin_password', domain),
  ];
}

/** The template's name, through the data source that looks it up. */
function templateOf({ module, settings }: MachineReading): Fact<string> {
  const clone = settings.one('clone');
  const ovf = settings.one('ovf_deploy');
  if (clone === undefined && ovf === undefined) return settings.text('content_library_item');
  if (ovf !== undefined) return orElse(ovf.text('remote_ovf_url'), ovf.text('local_ovf_path'));
  const [source] = clone?.references('template_uuid') ?? [];
  if (source === undefined) return clone?.text('template_uuid') ?? notStated;
  return sectionOf(source, module).text('name');
}

function linkedClone(settings: Section): Fact<boolean> {
  const clone = settings.one('clone');
  return clone === undefined ? notStated : orElse(clone.flag('linked_clone'), byDefault(false, docs));
}

function diskOf(disk: Section, settings: Section): Disk {
  const thin = orElse(disk.flag('thin_provisioned'), byDefault(true, docs));
  const eager = disk.flag('eagerly_scrub');
  const controller = orElse(disk.text('controller_type'), settings.text('scsi_type'));
  return {
    kind: 'disk',
    ...unsaid,
    capacity: gigabytes(disk.number('size')),
    allocation: is(eager, true)
      ? { ...eager, value: 'thick' }
      : mapFact(thin, (value) => (value ? ('thin' as const) : ('thick' as const))),
    bus: mapFact(controller, (name) => (/^(?:pvscsi|lsilogic|buslogic|scsi)/.test(name) ? 'scsi' : name)),
    source: disk.text('path'),
    persistent: mapFact(
      orElse(disk.text('disk_mode'), byDefault('persistent', docs)),
      (mode) => !/nonpersistent|undoable/.test(mode),
    ),
  };
}

function cardOf(card: Section): NetworkCard {
  return {
    attachment: unknown(texts.networkDecides),
    model: orElse(card.text('adapter_type'), byDefault('vmxnet3', docs)),
  };
}

function passedThrough(settings: Section): Facts<Device> {
  const { items, rest } = settings.texts('pci_device_id');
  const place = settings.placeOf('pci_device_id') ?? settings.place;
  const direct = items.map((item): Known<Device> => ({ ...item, value: { kind: 'pci', name: item.value } }));
  // Ids mostly come from a data source; that a device is handed over is clear all the same.
  const name = nameOfLookup(settings.expression('pci_device_id')?.expression) ?? 'pci';
  const looked =
    rest !== undefined && direct.length === 0 ? [stated<Device>({ kind: 'pci', name }, place)] : [];
  const shared = settings.text('shared_pci_device_id');
  const part: Known<Device>[] = isKnown(shared)
    ? [{ ...shared, value: { kind: 'mediated', name: shared.value } }]
    : [];
  return complete([...direct, ...looked, ...part]);
}

/** `data.vsphere_host_pci_device.gpu`. */
function nameOfLookup(expression: HclExpression | undefined): string | undefined {
  const first = expression?.kind === 'tuple' ? expression.entries[0]?.value : expression;
  return first === undefined ? undefined : addressIn(first);
}

/** Settings for the .vmx file, as a file of that kind: what their keys mean is written down there. */
function vmxSettings(settings: Section): Settings {
  const { expression } = settings.expression('extra_config') ?? {};
  const { path, module } = settings.scope;
  const entries = expression?.kind === 'object' ? expression.entries.flatMap(vmxEntry) : [];
  return settingsAmong(entries, module.texts.get(path) ?? '', path);
}

function vmxEntry(entry: HclEntry): ForeignEntry[] {
  const key = keyText(entry);
  const { value, span } = entry;
  const text = value.kind === 'boolean' || value.kind === 'number' ? String(value.value) : plainText(value);
  if (key === undefined || text === undefined) return [];
  return [{ key, span, value: text, valueSpan: value.span }];
}

/** `isolation.tools.copy.disable = "FALSE"` opens the way; ESXi closes it by itself. */
function opened(vmx: Settings, ...ways: readonly string[]): Fact<boolean> {
  const stands = ways
    .map((way) => mapFact(vmx.truth(`isolation.tools.${way}.disable`), (disabled) => !disabled))
    .filter(isKnown);
  return stands.find(({ value }) => value) ?? stands[0] ?? notStated;
}
