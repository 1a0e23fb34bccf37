// Devices, screens and control sockets that a provider's block gives a machine.
import {
  complete,
  type Facts,
  implied,
  incomplete,
  type Known,
  listed,
  notStated,
  stated,
} from '../../core/fact';
import type { GraphicalConsole, HostChannel, VirtualMachine } from '../../core/workload';
import type { Entry } from './configuration';
import type { FactMaker } from './facts';
import { boxDecides, byLibvirt, type MachineReading } from './reading';
import {
  assigned,
  calls,
  customization,
  customized,
  follow,
  occurrences,
  type Setting,
  text,
  truth,
  word,
} from './settings';
import { defaults } from './sources';

/** Devices of the host that the machine gets. */
export function devicesOf({ maker, provider, escaped }: MachineReading): VirtualMachine['devices'] {
  const found: Known<VirtualMachine['devices']['items'][number]['value']>[] = [];
  for (const { entry } of occurrences(provider?.entries ?? [])) {
    const words = customization(entry)?.map((value) => text(value) ?? '') ?? [];
    if (entry.kind !== 'call') continue;
    const place = maker.place(entry.span);
    const named = words[words.indexOf('--name') + 1] ?? 'usb';
    if (words[0] === 'usbfilter' && words[1] === 'add')
      found.push(stated({ kind: 'usb', name: named }, place));
    const pci = words[words.indexOf('--pciattach') + 1];
    if (words.includes('--pciattach')) found.push(stated({ kind: 'pci', name: pci ?? '' }, place));
    if (provider?.family !== 'libvirt') continue;
    const detail = [...entry.options].map(([key, { value }]) => `${key}=${text(value) ?? '?'}`).join(' ');
    if (entry.path === 'usb' || entry.path === 'redirdev')
      found.push(stated({ kind: 'usb', name: detail }, place));
    if (entry.path === 'pci') found.push(stated({ kind: 'pci', name: detail }, place));
  }
  return listed(found, escaped);
}

/** Screens and serial ports that listen. */
export function consolesOf({ maker, provider, escaped }: MachineReading): VirtualMachine['consoles'] {
  const own = (...paths: string[]): Setting | undefined =>
    follow(provider?.entries ?? [], assigned(...paths));
  if (provider?.family === 'libvirt') {
    const type = own('graphics_type');
    const kind = text(type?.value) ?? 'vnc';
    if (kind === 'none') return complete([]);
    if (kind !== 'vnc' && kind !== 'spice') return incomplete([], notStated);
    const address = maker.fact(own('graphics_ip'), word, escaped ?? byLibvirt('127.0.0.1'));
    const password = maker.fact(own('graphics_passwd'), (value) => word(value) !== '', byLibvirt(false));
    const span = (own('graphics_ip') ?? type)?.span;
    const console = { kind, address, password } as const;
    const why = { en: 'Default of vagrant-libvirt.', de: 'Standard von vagrant-libvirt.' };
    return complete([
      span === undefined ? implied(console, why, defaults.libvirt) : stated(console, maker.place(span)),
    ]);
  }
  if (provider?.family !== 'virtualbox') return incomplete([], boxDecides);
  const serial = serialConsoles(provider.entries, maker);
  const remote = follow(provider.entries, customized('--vrde', '--vrdp'));
  if (remote === undefined) return incomplete(serial, boxDecides);
  if (truth(remote.value) !== true) return complete(serial);
  const address = maker.fact(
    follow(provider.entries, customized('--vrdeaddress', '--vrde-address')),
    word,
    boxDecides,
  );
  return complete([
    stated({ kind: 'rdp', address, password: boxDecides }, maker.place(remote.span)),
    ...serial,
  ]);
}

/** Serial ports that take connections over TCP, on every address (VirtualBox's DrvTCP). */
function serialConsoles(entries: readonly Entry[], maker: FactMaker): readonly Known<GraphicalConsole>[] {
  return ['1', '2', '3', '4'].flatMap((port) => {
    const mode = follow(entries, customized(`--uartmode${port}`, `--uart-mode${port}`));
    if (mode === undefined || text(mode.value)?.toLowerCase() !== 'tcpserver') return [];
    const place = maker.place(mode.span);
    const address = implied(
      '0.0.0.0',
      {
        en: 'VirtualBox listens for serial connections on all addresses of the host.',
        de: 'VirtualBox lauscht für serielle Verbindungen auf allen Adressen des Hosts.',
      },
      defaults.virtualboxManage,
      place,
    );
    const password = implied(
      false,
      {
        en: 'A serial port asks for no login of its own.',
        de: 'Eine serielle Schnittstelle verlangt selbst keinen Login.',
      },
      defaults.virtualboxManage,
      place,
    );
    return [stated({ kind: 'serial', address, password } as const, place)];
  });
}

/** Emulated devices that only old systems need. */
export function legacyDevicesOf({ maker, provider }: MachineReading): Facts<string> {
  if (provider?.family !== 'libvirt') return incomplete([], boxDecides);
  const found: Known<string>[] = [];
  for (const [path, names] of legacyChoices) {
    const setting = follow(provider.entries, assigned(path));
    const name = text(setting?.value);
    if (setting !== undefined && name !== undefined && names.includes(name)) {
      found.push(stated(name, maker.place(setting.span)));
    }
  }
  return incomplete(found, notStated);
}

const legacyChoices: readonly (readonly [string, readonly string[]])[] = [
  ['video_type', ['cirrus']],
  ['sound_type', ['sb16', 'es1370', 'pcspk']],
  ['nic_model_type', ['ne2k_pci', 'ne2k_isa']],
];

/** Addresses after `-monitor` or `-qmp`, which may stand in a call of their own; only a `server` listens. */
export function managementInterfaces({ maker, provider, escaped }: MachineReading): Facts<string> {
  const found: Known<string>[] = [];
  let flag = '';
  for (const { entry } of calls(provider?.entries ?? [], 'qemuargs')) {
    for (const word of (text(entry.options.get('value')?.value) ?? '').split(/\s+/)) {
      const isListening =
        /^(tcp|telnet|udp):/.test(word) && (/(^|,)server\b/.test(word) || word.startsWith('udp:'));
      if (/^-(monitor|qmp|qmp-pretty)$/.test(flag) && isListening) {
        found.push(stated(word.split(',')[0] ?? word, maker.place(entry.span)));
      }
      flag = word;
    }
  }
  return listed(found, escaped);
}

/** Ways between guest and host that VirtualBox opens on request. */
export function hostChannelsOf({ maker, provider, escaped }: MachineReading): Facts<HostChannel> {
  if (provider?.family !== 'virtualbox') return incomplete([], notStated);
  const found: Known<HostChannel>[] = [];
  for (const [flag, kind] of channels) {
    const setting = follow(provider.entries, customized(flag));
    if (setting !== undefined && truth(setting.value) === true)
      found.push(stated({ kind, setting: `${flag} ${text(setting.value)}` }, maker.place(setting.span)));
  }
  return listed(found, escaped);
}

const channels: readonly (readonly [string, HostChannel['kind']])[] = [
  ['--accelerate3d', 'accelerated-graphics'],
  ['--accelerate-3d', 'accelerated-graphics'],
  ['--vrdemulticon', 'shared-console'],
  ['--vrde-multi-con', 'shared-console'],
];
