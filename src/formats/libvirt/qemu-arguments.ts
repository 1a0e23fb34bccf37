// What `<qemu:commandline>` adds behind libvirt's back: listening control interfaces, forwarded ports, consoles, devices.
import { implied, type Known, stated, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { Place } from '../../core/span';
import type { Device, GraphicalConsole, PublishedPort } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { attributeNamed, elementsOf, type XmlAttribute, type XmlElement } from '../xml/tree';
import { isPlaceholder, type Reader } from './values';

/** What the arguments say, in the model's terms. */
export interface QemuArguments {
  readonly managementInterfaces: readonly Known<string>[];
  readonly ports: readonly Known<PublishedPort>[];
  readonly consoles: readonly Known<GraphicalConsole>[];
  readonly devices: readonly Known<Device>[];
  /** The first argument that a template fills in: anything may stand there. */
  readonly template: XmlAttribute | undefined;
}

const everywhere: Text = {
  en: 'QEMU listens on every address of the host when none is named.',
  de: 'Ohne Adresse lauscht QEMU auf allen Adressen des Hosts.',
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The options of `socket,id=mon,host=0.0.0.0,server`: a flag without value is `on`. */
function optionsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((option) => {
      const [name = '', ...value] = option.split('=');
      return [name, value.length === 0 ? 'on' : value.join('=')];
    }),
  );
}

/** `tcp:0.0.0.0:4444` of a character device in its short form, when it listens. */
function listenerOf(text: string, alwaysServes: boolean): string | undefined {
  const [, kind, host, port] = /^(tcp|telnet|websocket):([^,]*):(\d+)(?=,|$)/.exec(text) ?? [];
  const server = optionsOf(text).get('server');
  if (kind === undefined || !(alwaysServes || server === 'on')) return undefined;
  return `${kind}:${host || '0.0.0.0'}:${port}`;
}

/** Reads the arguments below a domain. */
export function qemuArguments(domain: XmlElement, read: Reader): QemuArguments {
  const values = elementsOf(domain.children)
    .filter((child) => localName(child.name) === 'commandline')
    .flatMap((commandLine) => elementsOf(commandLine.children))
    .filter((child) => localName(child.name) === 'arg')
    .flatMap((argument) => attributeNamed(argument, 'value') ?? []);
  const managementInterfaces: Known<string>[] = [];
  const ports: Known<PublishedPort>[] = [];
  const consoles: Known<GraphicalConsole>[] = [];
  const devices: Known<Device>[] = [];
  const sockets = new Map<string, Known<string>>();

  /** The place of a part of a value, as long as value and text are the same. */
  const part = (written: XmlAttribute, from: number, length: number): Place => {
    const { start, end } = written.valueSpan;
    if (end - start !== written.value.length) return read.at(written);
    return { path: read.at(written).path, span: { start: start + from, end: start + from + length } };
  };
  const addressOf = (host: string | undefined, place: Place): PublishedPort['address'] =>
    host === undefined || host === ''
      ? implied('0.0.0.0', everywhere, documents.qemuSystem, place)
      : stated(host, place);

  const forwards = (written: XmlAttribute): void => {
    for (const match of written.value.matchAll(
      /hostfwd=(tcp|udp)?:([^,:]*|\[[^\]]*\]):(\d+)-[^,:]*:(\d+)/g,
    )) {
      const place = part(written, match.index, match[0].length);
      const [, protocol, host, hostPort, port] = match;
      ports.push(
        stated(
          {
            port: stated(Number(port), place),
            hostPort: stated(Number(hostPort), place),
            address: addressOf(host, place),
            protocol: protocol === 'udp' ? 'udp' : 'tcp',
          },
          place,
        ),
      );
    }
  };

  const vnc = (written: XmlAttribute): void => {
    const place = read.at(written);
    const [display = ''] = written.value.split(',');
    if (display === 'none' || display === '') return;
    const options = optionsOf(written.value);
    const host = /^(.*):\d+$/.exec(display)?.[1];
    const address = display.startsWith('unix:') ? stated('socket', place) : addressOf(host, place);
    const password =
      options.get('password') === 'on' || options.has('password-secret') || options.get('sasl') === 'on';
    consoles.push(stated({ kind: 'vnc', address, password: stated(password, place) }, place));
  };

  const spice = (written: XmlAttribute): void => {
    const place = read.at(written);
    const options = optionsOf(written.value);
    const address =
      options.get('unix') === 'on' ? stated('socket', place) : addressOf(options.get('addr'), place);
    const open = options.get('disable-ticketing') === 'on';
    const withPassword =
      options.has('password') || options.has('password-secret') || options.get('sasl') === 'on';
    const password =
      open || withPassword
        ? stated(!open, place)
        : unknown({ en: 'Set while QEMU runs.', de: 'Wird im Betrieb gesetzt.' }, place);
    consoles.push(stated({ kind: 'spice', address, password }, place));
  };

  for (const [index, flag] of values.entries()) {
    const name = flag.value.replace(/^--?/, '');
    if (name === flag.value) continue;
    if (name === 's') {
      managementInterfaces.push(stated('tcp:0.0.0.0:1234', read.at(flag)));
      continue;
    }
    const written = values[index + 1];
    if (written === undefined || isPlaceholder(written)) continue;
    const { value } = written;
    switch (name) {
      case 'monitor':
      case 'qmp':
      case 'qmp-pretty':
      case 'gdb': {
        const listener = listenerOf(value, name === 'gdb');
        if (listener !== undefined) managementInterfaces.push(stated(listener, read.at(written)));
        break;
      }
      case 'chardev': {
        const options = optionsOf(value);
        const id = options.get('id');
        if (!value.startsWith('socket,') || id === undefined || !options.has('port')) break;
        if (options.get('server') !== 'on') break;
        sockets.set(
          id,
          stated(`tcp:${options.get('host') || '0.0.0.0'}:${options.get('port')}`, read.at(written)),
        );
        break;
      }
      case 'netdev':
      case 'nic':
      case 'net':
        forwards(written);
        break;
      case 'vnc':
        vnc(written);
        break;
      case 'spice':
        spice(written);
        break;
      case 'device': {
        const host = optionsOf(value).get('host');
        if (value.startsWith('vfio-pci,') && host !== undefined) {
          devices.push(stated({ kind: 'pci', name: host }, read.at(written)));
        } else if (value.startsWith('usb-host,')) {
          devices.push(stated({ kind: 'usb', name: value.slice('usb-host,'.length) }, read.at(written)));
        }
        break;
      }
    }
  }
  // A monitor may be declared before or behind the socket it uses.
  for (const [index, flag] of values.entries()) {
    if (flag.value !== '-mon') continue;
    const value = values[index + 1]?.value ?? '';
    const socket = sockets.get(optionsOf(value).get('chardev') ?? value.split(',')[0] ?? '');
    if (socket !== undefined) managementInterfaces.push(socket);
  }
  return { managementInterfaces, ports, consoles, devices, template: values.find(isPlaceholder) };
}
