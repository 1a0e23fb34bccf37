// `-netdev`, `-nic` and `-net`: what a guest's network cards are connected to, and the ports forwarded to it.
import { type Fact, implied, type Known, notStated, type Unknown, unknown } from '../../core/fact';
import type { NetworkCard, PublishedPort, SharedFolder } from '../../core/workload';
import { documents } from '../../knowledge/sources';
import { hasHole } from '../variables';
import * as messages from './messages';
import type { QemuOption } from './options';
import { known, type List, listOf, opened, type Part, type QemuWord, written } from './words';

/** The host's end of a card. */
export interface Backend {
  readonly attachment: NetworkCard['attachment'];
  readonly ports: readonly Known<PublishedPort>[];
  /** Why there may be further forwarded ports. */
  readonly openPorts?: Unknown;
  readonly sharedFolders: readonly Known<SharedFolder>[];
}

/** Reads a backend: the list of `-netdev`, `-nic` or `-net`, whose first part is its `type`. */
export function backendOf(list: List): Backend {
  const forwards = list.parts.filter(({ key }) => key === 'hostfwd').map(forwardOf);
  const ports = forwards.flatMap((port) => (port !== undefined && port.state !== 'unknown' ? [port] : []));
  // `id=net0$FORWARDS` may go on with further parts.
  const last = list.word.text.at(-1) ?? '';
  const open =
    forwards.find((port) => port?.state === 'unknown') ?? (hasHole(last) ? opened(list.word) : undefined);
  const folder = list.get('smb');
  return {
    attachment: attachmentOf(list),
    ports,
    ...(open?.state === 'unknown' ? { openPorts: open } : {}),
    sharedFolders:
      folder === undefined
        ? []
        : [
            known(
              { source: written(folder), target: 'qemu', readOnly: false, kind: 'live', origin: 'explicit' },
              folder.word,
              folder.place,
            ),
          ],
  };
}

const attachments: Readonly<Record<string, 'nat' | 'bridged' | 'host-only'>> = {
  user: 'nat',
  passt: 'nat',
  slirp: 'nat',
  bridge: 'bridged',
  'vmnet-bridged': 'bridged',
  'vmnet-shared': 'nat',
  'vmnet-host': 'host-only',
};

function attachmentOf(list: List): NetworkCard['attachment'] {
  const type = list.get('type');
  if (type === undefined) return notStated;
  if (hasHole(type.value)) return opened(type.word, type.valuePlace);
  const attachment = attachments[type.value];
  if (attachment !== undefined) return known(attachment, type.word, type.valuePlace);
  if (type.value === 'tap') {
    const bridge = list.get('br');
    return bridge === undefined
      ? unknown(messages.hostNetwork, type.valuePlace)
      : known('bridged', bridge.word, bridge.place);
  }
  return known('other', type.word, type.valuePlace);
}

/** `tcp:127.0.0.1:2222-10.0.2.15:22`; `undefined` for a socket file. */
function forwardOf(part: Part): Known<PublishedPort> | Unknown | undefined {
  const { word, place } = part;
  const [, protocol = '', host = '', outside = '', inside = ''] =
    /^(tcp|udp)?:([^,:[\]]*|\[[^\]]*\]):([^,:-]*)-[^,:]*:([^,:-]*)$/.exec(part.value) ?? [];
  if (outside === '') return hasHole(part.value) ? opened(word, place) : undefined;
  const number = (text: string): Fact<number> => {
    if (hasHole(text)) return opened(word, place);
    const value = Number(text);
    return Number.isInteger(value) && value > 0 && value < 65_536
      ? known(value, word, place)
      : unknown(messages.unreadable, place);
  };
  return known(
    {
      port: number(inside),
      hostPort: number(outside),
      address: listenAddress(part, host),
      protocol: protocol === 'udp' ? 'udp' : 'tcp',
    },
    word,
    place,
  );
}

/** `-redir tcp:2222::22`, which QEMU has dropped. */
function redirected(word: QemuWord): Backend {
  const [, protocol = 'tcp', outside = '', inside = ''] =
    /^(?:(tcp|udp):)?([^:]+):[^:]*:([^:]+)$/.exec(word.text) ?? [];
  const part: Part = {
    key: 'hostfwd',
    value: `${protocol}::${outside}-:${inside}`,
    word,
    place: word.place,
    valuePlace: word.place,
  };
  const port = forwardOf(part);
  return {
    attachment: notStated,
    ports: port !== undefined && port.state !== 'unknown' ? [port] : [],
    sharedFolders: [],
  };
}

/** The address something listens on; QEMU takes every one where none is named. */
export function listenAddress(part: Part, host: string): Fact<string> {
  if (host === '') return implied('0.0.0.0', messages.everywhere, documents.qemuInvocation, part.place);
  if (hasHole(host)) return opened(part.word, part.place);
  return known(host.replace(/^\[|\]$/g, ''), part.word, part.place);
}

/** Cards as `-device` names them, and as `-nic model=` does; `virtio` for each of its kinds. */
export function cardModel(name: string): string | undefined {
  if (/^virtio(?:-net(?:-\w+)*)?$/.test(name)) return 'virtio';
  return /^(?:e1000(?:e|-\w+)?|igb|rtl8139|pcnet|ne2k_(?:pci|isa)|vmxnet3|tulip|i8255\w+|usb-net|smc91c111|lan9118|sungem|sunhme|spapr-vlan|allwinner-\w+|cadence_gem|ftgmac100|xgmac|dp8393x|lance)$/.test(
    name,
  )
    ? name
    : undefined;
}

/** A card's model as a fact: e1000 in all its versions is one. */
export function modelFact(part: Part): Fact<string> {
  if (hasHole(part.value)) return opened(part.word, part.valuePlace);
  const model = (cardModel(part.value) ?? part.value).replace(/^e1000-.*$/, 'e1000');
  return known(model, part.word, part.valuePlace);
}

/** The backend of a card whose other end was not found. */
export function noBackend(list: List): Backend {
  return {
    attachment: unknown(messages.noBackend, list.word.place),
    ports: [],
    sharedFolders: [],
  };
}

/** The one card behind NAT that a PC gets when nothing is said about the network. */
export function defaultCard(model: string | undefined): Known<NetworkCard> {
  return implied(
    {
      attachment: implied('nat', messages.defaultCard, documents.qemuInvocation),
      model: model === undefined ? notStated : implied(model, messages.cardModel, documents.qemuInvocation),
    },
    messages.defaultCard,
    documents.qemuInvocation,
  );
}

/** The cards of a machine and their other ends. */
export interface Network {
  readonly cards: readonly Known<NetworkCard>[];
  readonly backends: readonly Backend[];
  /** Cards that only old systems need. */
  readonly legacy: readonly Known<string>[];
  /** Whether the network is spoken of at all. */
  readonly speaks: boolean;
}

const legacyCards = /^(?:ne2k_isa|ne2k_pci|pcnet)$/;

/** Reads the options about the network, those of devices among them. */
export function networkOf(options: readonly QemuOption[]): Network {
  const cards: Known<NetworkCard>[] = [];
  const legacy: Known<string>[] = [];
  const named = new Map<string, Backend>();
  const backends: Backend[] = [];
  // `-net` connects everything it names with one another.
  const hub: List[] = [];
  let hubBackend: Backend | undefined;
  let speaks = false;
  const card = (list: List, backend: Backend, model: Part | undefined): void => {
    if (model !== undefined && legacyCards.test(model.value)) {
      legacy.push(known(model.value, model.word, model.valuePlace));
    }
    cards.push(
      known(
        { attachment: backend.attachment, model: model === undefined ? notStated : modelFact(model) },
        list.word,
      ),
    );
  };

  for (const { name, value } of options) {
    if (name === 'device') continue;
    if (name === 'redir') {
      backends.push(redirected(value));
      continue;
    }
    speaks = true;
    const list = listOf(value, 'type');
    const type = list.get('type')?.value;
    if (type === 'none') continue;
    if (name === 'net' && type === 'nic') {
      hub.push(list);
      continue;
    }
    const backend = backendOf(list);
    backends.push(backend);
    if (name === 'netdev') named.set(list.get('id')?.value ?? '', backend);
    else if (name === 'nic') card(list, backend, list.get('model'));
    else hubBackend = backend;
  }
  for (const list of hub) {
    const id = list.get('netdev')?.value;
    const backend = id === undefined ? hubBackend : named.get(id);
    card(list, backend ?? noBackend(list), list.get('model'));
  }
  for (const { name, value } of options) {
    if (name !== 'device') continue;
    const list = listOf(value, 'driver');
    const driver = list.get('driver');
    if (driver === undefined || cardModel(driver.value) === undefined) continue;
    speaks = true;
    const id = list.get('netdev')?.value;
    card(list, (id === undefined ? undefined : named.get(id)) ?? noBackend(list), driver);
  }
  return { cards, backends, legacy, speaks };
}
