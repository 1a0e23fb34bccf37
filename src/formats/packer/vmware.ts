// Machines of the VMware builders for Workstation, Fusion and single ESXi hosts, `vmx_data` included.
import {
  complete,
  type Fact,
  implied,
  incomplete,
  isKnown,
  type Known,
  notStated,
  stated,
} from '../../core/fact';
import { mebibyte } from '../../core/size';
import type { Disk, GraphicalConsole, NetworkCard } from '../../core/workload';
import { type HclKnown, textOf } from '../hcl/value';
import { type MachineFacts, unsaidDisk } from '../unsaid';
import { biosBoot, sourceMachine } from './messages';
import { byDefaultOf, countOf, factOf, itemSettings, megabytesOf, not, put, type Reader } from './reader';
import type { Setting } from './settings';
import { sources } from './sources';
import { type VmxData, vmxData, vmxTruth } from './vmx-data';

const usual = byDefaultOf(sources.vmware);

/** What a VMware builder says; `isFresh`: it makes the machine itself, of an ISO image. */
export function vmwareMachine(read: Reader, isFresh: boolean): Partial<MachineFacts> {
  const data = vmxData(read, 'vmx_data', 'vmx_data_post');
  const otherwise = isFresh ? notStated : sourceMachine;
  /** A key of `vmx_data`, which the builder writes last. */
  const key = <T>(name: string, convert: (value: HclKnown) => T | undefined, fact: Fact<T>): Fact<T> => {
    const setting = data.setting(name);
    return setting === undefined ? fact : factOf(setting, convert, fact);
  };
  const firmware = key('firmware', firmwareOf, read.fact('firmware', firmwareOf, otherwise));
  const secure = read.fact('firmware', (value) => (textOf(value) === 'efi-secure' ? true : undefined));
  return {
    memory: key('memsize', megabytesOf, read.megabytes('memory', otherwise)),
    cpus: key('numvcpus', countOf, read.count('cpus', otherwise)),
    hypervisor: stated('vmware', read.settings.place),
    disks: isFresh ? complete(disksOf(read)) : incomplete([], sourceMachine),
    networkCards: isFresh ? complete([cardOf(read, data)]) : incomplete([], sourceMachine),
    consoles: consolesOf(read),
    graphicalInterface: not(read.flag('headless', usual(false))),
    clipboardShared: not(key('isolation.tools.copy.disable', vmxTruth, notStated)),
    dragAndDrop: not(key('isolation.tools.dnd.disable', vmxTruth, notStated)),
    firmware,
    secureBoot: key(
      'uefi.secureboot.enabled',
      vmxTruth,
      isKnown(secure)
        ? secure
        : isKnown(firmware) && firmware.value === 'bios'
          ? implied(false, biosBoot, sources.vmware, firmware.place)
          : notStated,
    ),
    tpm: key('vtpm.present', vmxTruth, notStated),
    nestedVirtualization: key('vhv.enable', vmxTruth, otherwise),
    hostChannels: incomplete(data.channels, notStated),
    linkedClone: read.flag('linked'),
  };
}

function firmwareOf(value: HclKnown): 'bios' | 'uefi' | undefined {
  const text = textOf(value)?.toLowerCase();
  return text === 'bios' ? 'bios' : text?.startsWith('efi') === true ? 'uefi' : undefined;
}

/** The bus behind an adapter's name. */
export function busOf(adapter: string): string {
  return /^(?:ide|sata|nvme|usb)$/.test(adapter) ? adapter : 'scsi';
}

function disksOf(read: Reader): readonly Known<Disk>[] {
  const adapter = read.fact(
    'disk_adapter_type',
    (value) => {
      const name = textOf(value)?.toLowerCase();
      return name === undefined ? undefined : busOf(name);
    },
    usual('scsi'),
  );
  const main: Disk = {
    kind: 'disk',
    ...unsaidDisk(notStated),
    bus: adapter,
    capacity: read.megabytes('disk_size', usual(40000 * mebibyte)),
    allocation: read.fact(
      'disk_type_id',
      allocationOf,
      read.setting('remote_type') === undefined ? usual('thin') : notStated,
    ),
    backingFiles: usual(0),
    format: usual('vmdk'),
  };
  const more = itemSettings(read.setting('disk_additional_size')).map((size) =>
    stated<Disk>({ ...main, capacity: factOf(size, megabytesOf) }, size.place),
  );
  const iso = read.setting('iso_url', 'iso_urls');
  const disc: Disk = { kind: 'cdrom', ...unsaidDisk(notStated), source: read.text('iso_url') };
  const discs = iso === undefined ? [] : [stated(disc, iso.place)];
  return [
    put(main, read.setting('disk_size', 'disk_type_id', 'disk_adapter_type'), usual),
    ...more,
    ...discs,
  ];
}

/** Types 2 to 4 take the whole capacity at once. */
function allocationOf(value: HclKnown): 'thin' | 'thick' | undefined {
  const type = textOf(value)?.toLowerCase() ?? '';
  if (/^[015]$|^thin$/.test(type)) return 'thin';
  return /^[234]$|thick$/.test(type) ? 'thick' : undefined;
}

function cardOf(read: Reader, data: VmxData): Known<NetworkCard> {
  const network = data.setting('ethernet0.connectiontype') ?? read.setting('network');
  const type = data.setting('ethernet0.virtualdev') ?? read.setting('network_adapter_type');
  const card: NetworkCard = {
    attachment: network === undefined ? notStated : factOf(network, attachmentOf),
    model: type === undefined ? usual('e1000') : factOf(type, (value) => textOf(value)?.toLowerCase()),
  };
  return put(card, network ?? type, usual);
}

function attachmentOf(value: HclKnown): 'nat' | 'host-only' | 'bridged' | 'other' | undefined {
  const name = textOf(value)?.toLowerCase();
  if (name === 'nat' || name === 'bridged') return name;
  return name === 'hostonly' ? 'host-only' : name === undefined ? undefined : 'other';
}

/** Packer types what the installer asks over VNC, with a password of its own making. */
function consolesOf(read: Reader): MachineFacts['consoles'] {
  const disabled = read.flag('disable_vnc');
  if (isKnown(disabled) && disabled.value) return complete([]);
  const bound: Setting | undefined = read.setting('vnc_bind_address');
  const console: GraphicalConsole = {
    kind: 'vnc',
    address: read.text('vnc_bind_address', usual('127.0.0.1')),
    password: not(read.flag('vnc_disable_password', usual(false))),
  };
  return complete([put(console, bound, usual)]);
}
