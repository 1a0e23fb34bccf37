// The disks, cards, folders, ports and screens of an instance.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  isKnown,
  join,
  type Known,
  knownValue,
  mapFact,
  mapKnown,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type {
  Disk,
  GraphicalConsole,
  NetworkCard,
  PublishedPort,
  SharedFolder,
  VirtualMachine,
} from '../../core/workload';
import { unsaidDisk } from '../unsaid';
import { resolve } from '../yaml/tree';
import { type Listed, listOf, valueAt } from './layers';
import * as messages from './messages';
import type { Template } from './parse';
import * as values from './values';

/** The disk of the instance, and the ones that are added. */
export function disksOf(template: Template): Facts<Disk> {
  const capacity = valueAt(template, ['disk'], values.bytes, messages.diskSize);
  const first: Disk = { kind: 'disk', ...unsaidDisk(notExpressible), capacity, source: notStated };
  const { why, source } = messages.firstDisk;
  const own =
    capacity.state === 'stated' ? stated(first, capacity.place) : implied(first, why, source, capacity.place);
  const added = listOf(template, 'additionalDisks', ({ layer: { view }, entry, fields }) => {
    const name =
      resolve(entry.node)?.kind === 'map'
        ? view.scalar(fields, 'name', values.text, notStated)
        : textOf(view.textOf(entry), entry);
    const disk: Disk = {
      kind: 'disk',
      ...unsaidDisk(notExpressible),
      capacity: notStated,
      source: name,
      persistent: stated(true, entry.place),
    };
    return [stated(disk, entry.place)];
  });
  return join(complete([own]), added);
}

function textOf(found: string | Unknown | null, { place }: Listed['entry']): Fact<string> {
  if (found === null) return notStated;
  return typeof found === 'string' ? stated(found, place) : found;
}

/** A path as the file writes it: variables of Lima kept, the one for the home directory as `~`. */
function pathOf({ layer, fields }: Listed, key: string): string | undefined {
  const entry = layer.view.get(fields, key);
  const value = entry && resolve(entry.node);
  if (value?.kind !== 'scalar' || value.type === 'null') return undefined;
  const { start, end } = value.span;
  const written =
    value.style === 'block' ? value.text : layer.yaml.text.slice(start, end).replace(/^(["'])(.*)\1$/, '$2');
  return written.replace(/^\{\{-?\s*\.Home\s*-?\}\}/, '~');
}

/** The folders that the guest sees. */
export function foldersOf(template: Template, plain: Fact<boolean>): Facts<SharedFolder> {
  if (is(plain, true)) return complete([]);
  const listed = listOf(template, 'mounts', (mount): readonly Known<SharedFolder>[] | Unknown => {
    const { layer, entry, fields } = mount;
    const source = pathOf(mount, 'location');
    if (source === undefined || source === '') return fields.gap ?? notStated;
    const writable = layer.view.scalar(fields, 'writable', values.boolean, notStated);
    if (!isKnown(writable) && writable !== notStated) return writable;
    const folder: SharedFolder = {
      source,
      target: pathOf(mount, 'mountPoint') ?? source,
      readOnly: knownValue(writable) !== true,
      kind: 'live',
      origin: 'explicit',
    };
    return [stated(folder, entry.place)];
  });
  const home = template.elsewhere.find(({ name }) => /^template:(?:\/\/)?_default\/mounts$/.test(name));
  // What the file says of the same folder counts.
  if (home === undefined || listed.items.some(({ value }) => value.target === '~')) return settled(listed);
  const folder: SharedFolder = { source: '~', target: '~', readOnly: true, kind: 'live', origin: 'default' };
  const { why, source } = messages.defaultMount;
  return join(settled(listed), complete([implied(folder, why, source, home.entry.place)]));

  /** The one base that is known to share nothing else leaves the list complete. */
  function settled({ items, rest }: Facts<SharedFolder>): Facts<SharedFolder> {
    const isThisBase = home !== undefined && rest?.place === home.entry.place;
    return rest === undefined || isThisBase ? complete(items) : incomplete(items, rest);
  }
}

/** The ports that are forwarded by a rule; those on 127.0.0.1 without one make the list open. */
export function portsOf(template: Template, plain: Fact<boolean>): Facts<PublishedPort> {
  const isPlain = is(plain, true);
  const rules = listOf(template, 'portForwards', (listed) => {
    const { layer, fields } = listed;
    const flag = (key: string): boolean =>
      knownValue(layer.view.scalar(fields, key, values.boolean, notStated)) === true;
    if (flag('ignore') || flag('reverse') || (isPlain && !flag('static'))) return [];
    return ruleOf(listed);
  });
  const local = valueAt(template, ['ssh', 'localPort'], values.port, notStated);
  const login: Known<PublishedPort>[] =
    local.state === 'stated'
      ? [
          stated(
            { port: { ...local, value: 22 }, hostPort: local, address: messages.loopback, protocol: 'tcp' },
            local.place,
          ),
        ]
      : [];
  return join(rules, complete(login), isPlain ? undefined : messages.forwardsAll);
}

function ruleOf({ layer: { view }, entry, fields }: Listed): readonly Known<PublishedPort>[] | Unknown {
  if (fields.map === undefined) return fields.gap ?? notStated;
  // Sockets of the guest or the host are no ports.
  if (view.get(fields, 'guestSocket') !== undefined || view.get(fields, 'hostSocket') !== undefined)
    return [];
  const range = view.entries(fields, 'guestPortRange').found.map((item) => textOf(view.textOf(item), item));
  const bounds = range.map((bound) => (isKnown(bound) ? values.port(bound.value) : undefined));
  const single = view.scalar(fields, 'guestPort', values.port, notStated);
  const isAll = single === notStated && range.length === 0;
  const [from = 1, to = 65535] = bounds;
  const port: Fact<number> = single === notStated ? stated(from, entry.place) : single;
  const hostRange = view.entries(fields, 'hostPortRange').found[0];
  const first = hostRange && view.textOf(hostRange);
  const ranged = typeof first === 'string' ? values.port(first) : undefined;
  const { why, source } = messages.samePort;
  const same = isKnown(port) ? implied(port.value, why, source, port.place) : port;
  const found: PublishedPort = {
    port,
    ...((isAll || range.length > 0) && { lastPort: to }),
    hostPort:
      ranged === undefined ? view.scalar(fields, 'hostPort', values.port, same) : stated(ranged, entry.place),
    address: view.scalar(fields, 'hostIP', values.text, messages.loopback),
    protocol: knownValue(view.scalar(fields, 'proto', values.text, notStated)) === 'udp' ? 'udp' : 'tcp',
  };
  return withoutLogin(found).map((part) => stated(part, entry.place));
}

/** The port of the guest's SSH server, which Lima takes out of every rule: it has a forward of its own. */
const login = 22;

/** A rule's ports without that of the login: the parts before and behind it. */
function withoutLogin(rule: PublishedPort): readonly PublishedPort[] {
  const { port, hostPort, lastPort } = rule;
  const from = knownValue(port);
  if (from === undefined || from > login || (lastPort ?? from) < login) return [rule];
  if (lastPort === undefined) return [];
  const shift = login + 1 - from;
  const behind: PublishedPort = {
    ...rule,
    port: mapFact(port, (value) => value + shift),
    hostPort: mapFact(hostPort, (value) => value + shift),
  };
  const before: PublishedPort = { ...rule, lastPort: login - 1 };
  return [...(from < login ? [before] : []), ...(lastPort > login ? [behind] : [])];
}

const managed: Readonly<Record<string, 'nat' | 'host-only' | 'bridged'>> = {
  shared: 'nat',
  'user-v2': 'nat',
  host: 'host-only',
  bridged: 'bridged',
};

/** The network cards: the one every instance has, unless `user-v2` takes its place, and the listed ones. */
export function cardsOf(template: Template): Facts<NetworkCard> {
  let replaces = false;
  const listed = listOf(template, 'networks', ({ layer: { view }, entry, fields }) => {
    const name = view.scalar(fields, 'lima', values.text, notStated);
    replaces ||= is(name, 'user-v2');
    return [stated({ attachment: attachment(), model: notExpressible }, entry.place)];

    function attachment(): NetworkCard['attachment'] {
      if (isKnown(name)) {
        const kind = managed[name.value];
        return kind === undefined ? unknown(messages.networkDecides, name.place) : mapKnown(name, () => kind);
      }
      const nat = view.get(fields, 'vzNAT');
      if (nat !== undefined) return stated('nat', nat.place);
      const socket = view.get(fields, 'socket');
      return socket === undefined ? (fields.gap ?? notStated) : unknown(messages.daemonDecides, socket.place);
    }
  });
  if (replaces) return listed;
  const { why, source } = messages.userCard;
  const card: NetworkCard = { attachment: implied('nat', why, source), model: notExpressible };
  return join(complete([implied(card, why, source)]), listed);
}

/** The window and the screen on the network that `video.display` opens. */
export function screensOf(template: Template): Pick<VirtualMachine, 'graphicalInterface' | 'consoles'> {
  const display = valueAt(template, ['video', 'display'], values.text, notStated);
  if (!isKnown(display)) {
    return display === notStated
      ? { graphicalInterface: messages.noDisplay, consoles: complete([]) }
      : { graphicalInterface: display, consoles: incomplete([], display) };
  }
  const isVnc = display.value === 'vnc';
  const graphicalInterface = mapKnown(display, (value) => value !== 'none' && !isVnc);
  if (!isVnc) return { graphicalInterface, consoles: complete([]) };
  const address = valueAt(template, ['video', 'vnc', 'display'], values.vncAddress, messages.vncAddress);
  const console: GraphicalConsole = { kind: 'vnc', address, password: messages.vncPassword };
  const place = address.state === 'stated' ? address.place : display.place;
  return {
    graphicalInterface,
    consoles: complete([place === undefined ? mapKnown(display, () => console) : stated(console, place)]),
  };
}
