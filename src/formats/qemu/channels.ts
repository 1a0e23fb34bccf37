// Ways to a guest from outside: screens, serial lines, and the control interfaces of QEMU itself.
import { type Fact, implied, type Known, stated, type Unknown, unknown } from '../../core/fact';
import type { GraphicalConsole, HostChannel, Secret } from '../../core/workload';
import { secretQuality } from '../../knowledge/secrets';
import { documents } from '../../knowledge/sources';
import { hasHole, restore } from '../variables';
import * as messages from './messages';
import { listenAddress } from './network';
import type { QemuOption } from './options';
import { isOn, known, type List, listOf, opened, type Part, partOf, type QemuWord, written } from './words';

/** What the options say about ways in. */
export interface Channels {
  readonly consoles: readonly Known<GraphicalConsole>[];
  readonly managementInterfaces: readonly Known<string>[];
  /** Why there may be further control interfaces. */
  readonly openInterfaces: Unknown | undefined;
  readonly secrets: readonly Known<Secret>[];
  readonly hostChannels: readonly Known<HostChannel>[];
  /** Host devices behind character devices: `/dev/ttyUSB0`. */
  readonly paths: readonly Known<string>[];
}

/** A character device that waits for connections. */
interface Listener {
  readonly protocol: string;
  /** Empty where none is named. */
  readonly host: string;
  readonly port: string;
  readonly word: QemuWord;
}

/** Finds the ways in among the options. */
export function channelsOf(options: readonly QemuOption[]): Channels {
  const consoles: Known<GraphicalConsole>[] = [];
  const managementInterfaces: Known<string>[] = [];
  const secrets: Known<Secret>[] = [];
  const hostChannels: Known<HostChannel>[] = [];
  const paths: Known<string>[] = [];
  let openInterfaces: Unknown | undefined;

  // Other secrets open disks or certificates, which no one logs in with.
  const usedBy = new Map<string, string>();
  for (const { name, value } of options) {
    const used = name === 'vnc' || name === 'spice' ? listOf(value).get('password-secret') : undefined;
    if (used !== undefined) usedBy.set(used.value, name);
  }
  // What uses a character device may stand before or behind it.
  const chardevs = new Map<string, List>();
  for (const { name, value } of options) {
    if (name !== 'chardev') continue;
    const list = listOf(value, 'backend');
    chardevs.set(list.get('id')?.value ?? '', list);
    const path = list.get('path');
    if (path?.value.startsWith('/dev/') === true) paths.push(known(written(path), value, path.place));
  }
  const chardev = (id: string | undefined): Listener | undefined => {
    const list = id === undefined ? undefined : chardevs.get(id);
    return list === undefined ? undefined : socketListener(list);
  };
  const listenerOf = (value: QemuWord): Listener | undefined =>
    value.text.startsWith('chardev:') ? chardev(value.text.slice(8)) : shortListener(value);

  const control = (listener: Listener | undefined): void => {
    if (listener === undefined) return;
    const { protocol, host, port, word } = listener;
    if (hasHole(host)) openInterfaces ??= opened(word);
    else managementInterfaces.push(known(`${protocol}:${host || '0.0.0.0'}:${restore(port, word)}`, word));
  };
  const serial = (listener: Listener | undefined): void => {
    if (listener === undefined) return;
    const { host, word } = listener;
    const place = word.place;
    const address = hasHole(host)
      ? opened(word)
      : host === ''
        ? implied('0.0.0.0', messages.everywhere, documents.qemuInvocation, place)
        : known(host.replace(/^\[|\]$/g, ''), word);
    const password = implied(false, messages.noPassword, documents.qemuInvocation, place);
    consoles.push(known({ kind: 'serial', address, password }, word));
  };
  const secret = (name: string, part: Part | undefined): void => {
    if (part === undefined || hasHole(part.value)) return;
    const quality = secretQuality('PASSWORD', part.value);
    if (quality !== undefined)
      secrets.push(known({ kind: 'password', name, quality }, part.word, part.place));
  };

  for (const { name, flag, value } of options) {
    switch (name) {
      case 's':
        managementInterfaces.push(known('gdb:0.0.0.0:1234', flag));
        break;
      case 'monitor':
      case 'qmp':
        control(listenerOf(value));
        break;
      case 'gdb':
        // A debugger's port always waits for somebody.
        control(gdb(listenerOf(value) ?? shortListener(value, true)));
        break;
      case 'serial': {
        const isMonitor = value.text.startsWith('mon:');
        const listener = listenerOf(isMonitor ? partOf(value, 4, value.text.length) : value);
        serial(listener);
        if (isMonitor) control(listener);
        if (value.text.startsWith('/dev/')) paths.push(known(restore(value.text, value), value));
        break;
      }
      case 'parallel':
        if (value.text.startsWith('/dev/')) paths.push(known(restore(value.text, value), value));
        break;
      case 'device': {
        const list = listOf(value, 'driver');
        const driver = list.get('driver')?.value ?? '';
        if (/serial|virtconsole|^pci-serial|^sclp/.test(driver)) serial(chardev(list.get('chardev')?.value));
        break;
      }
      case 'vnc':
        consoles.push(...vnc(value));
        break;
      case 'display': {
        const list = listOf(value, 'type');
        const at = list.get('vnc');
        const type = list.get('type')?.value;
        if (type === undefined && at !== undefined)
          consoles.push(...vnc(partOf(value, 4, value.text.length)));
        break;
      }
      case 'spice': {
        const list = listOf(value);
        consoles.push(...spice(list));
        secret('spice', list.get('password'));
        break;
      }
      case 'object': {
        const list = listOf(value, 'qom-type');
        const console = usedBy.get(list.get('id')?.value ?? '');
        if (list.get('qom-type')?.value === 'secret' && console !== undefined) {
          secret(console, list.get('data'));
        }
        break;
      }
      case 'incoming':
        if (/^tcp:/.test(value.text) && !hasHole(value.text.slice(0, 5))) {
          hostChannels.push(
            known(
              { kind: 'unencrypted-migration', setting: `-incoming ${restore(value.text, value)}` },
              value,
            ),
          );
        }
        break;
    }
  }
  for (const { name, value } of options) {
    if (name === 'mon') control(chardev(listOf(value, 'chardev').get('chardev')?.value));
  }
  return { consoles, managementInterfaces, openInterfaces, secrets, hostChannels, paths };
}

/** A debugger's port, which gives power over the guest only. */
function gdb(listener: Listener | undefined): Listener | undefined {
  return listener && { ...listener, protocol: 'gdb' };
}

/** `tcp:0.0.0.0:4444,server=on,wait=off`; `undefined` for what does not wait for connections from the network. */
function shortListener(word: QemuWord, alwaysServes = false): Listener | undefined {
  const [, protocol, host = '', port = ''] =
    /^(tcp|telnet|websocket):([^,]*):([^,:]+)(?=,|$)/.exec(word.text) ?? [];
  if (protocol === undefined) return undefined;
  if (!alwaysServes && isOn(listOf(word).get('server')) !== true) return undefined;
  return { protocol, host, port, word };
}

/** `-chardev socket,host=…,port=…,server=on`. */
function socketListener(list: List): Listener | undefined {
  const port = list.get('port');
  if (list.get('backend')?.value !== 'socket' || port === undefined) return undefined;
  if (isOn(list.get('server')) !== true) return undefined;
  return { protocol: 'tcp', host: list.get('host')?.value ?? '', port: port.value, word: list.word };
}

function vnc(word: QemuWord): readonly Known<GraphicalConsole>[] {
  const list = listOf(word, 'display');
  const [display] = list.parts;
  if (display === undefined || /^(?:none|to=|)$/.test(display.value)) return [];
  const [, host] = /^(.*):[^:]+$/s.exec(display.value) ?? [];
  const address: Fact<string> = display.value.startsWith('unix:')
    ? known('socket', word, display.place)
    : host === undefined
      ? opened(word, display.place)
      : listenAddress(display, host);
  if (host === undefined && !hasHole(display.value)) return [];
  const asks = ['password', 'password-secret', 'sasl'].map((key) => list.get(key)).filter((part) => part);
  const asking = asks.find((part) => part?.key === 'password-secret' || isOn(part) !== false);
  const password: Fact<boolean> =
    asking === undefined
      ? hasHole(word.text.at(-1) ?? '')
        ? opened(word)
        : implied(false, messages.noPassword, documents.qemuInvocation, display.place)
      : asking.key !== 'password-secret' && isOn(asking) === undefined
        ? opened(word, asking.place)
        : known(true, word, asking.place);
  return [known({ kind: 'vnc', address, password }, word)];
}

function spice(list: List): readonly Known<GraphicalConsole>[] {
  const { word } = list;
  const at = list.get('addr');
  const isSocket = isOn(list.get('unix')) === true;
  if (!isSocket && list.get('port') === undefined && list.get('tls-port') === undefined) return [];
  const address: Fact<string> = isSocket
    ? known('socket', word)
    : at === undefined
      ? implied('0.0.0.0', messages.everywhere, documents.qemuInvocation, word.place)
      : listenAddress(at, at.value);
  const open = list.get('disable-ticketing');
  const asks = list.get('password') ?? list.get('password-secret') ?? list.get('sasl');
  const password: Fact<boolean> =
    open !== undefined && isOn(open) === true
      ? known(false, word, open.place)
      : asks !== undefined
        ? known(true, word, asks.place)
        : unknown(messages.asksLater, word.place);
  return [known({ kind: 'spice', address, password }, word)];
}

/** Whether the clipboard or files go through SPICE's agent. */
export function agentShares(
  options: readonly QemuOption[],
  switchedOff: 'disable-copy-paste' | 'disable-agent-file-xfer',
): Known<boolean> | undefined {
  for (const { name, value } of options) {
    if (name !== 'spice') continue;
    const off = listOf(value).get(switchedOff);
    if (off !== undefined && isOn(off) === true) return known(false, value, off.place);
  }
  const channel = options.find(
    ({ name, value }) =>
      (name === 'device' && value.text.includes('com.redhat.spice.0')) ||
      (name === 'chardev' && value.text.startsWith('spicevmc') && value.text.includes('name=vdagent')),
  );
  const own = options.find(({ name, value }) => name === 'chardev' && value.text.startsWith('qemu-vdagent'));
  if (own !== undefined && switchedOff === 'disable-copy-paste') {
    const clipboard = listOf(own.value, 'backend').get('clipboard');
    if (clipboard !== undefined && isOn(clipboard) === true) return stated(true, clipboard.place);
  }
  return channel === undefined
    ? undefined
    : implied(true, messages.spiceAgent, documents.qemuInvocation, channel.value.place);
}
