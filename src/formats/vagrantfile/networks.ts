// Network cards and forwarded ports of a machine.

import { type Facts, implied, type Known, listed, notStated, stated } from '../../core/fact';
import type { Text } from '../../core/message';
import type { NetworkCard, PublishedPort } from '../../core/workload';
import type { Call } from './configuration';
import { boxDecides, type MachineReading } from './reading';
import {
  assigned,
  calls,
  customized,
  follow,
  lastByKey,
  numeric,
  type Occurrence,
  text,
  truth,
} from './settings';
import { defaults } from './sources';
import type { KnownValue } from './value';

const everywhere: Text = {
  en: 'Without host_ip the port listens on all addresses of the host.',
  de: 'Ohne host_ip lauscht der Port auf allen Adressen des Hosts.',
};
const automatic: Text = {
  en: 'By itself, Vagrant forwards the login port from the host’s loopback address.',
  de: 'Vagrant leitet den Login-Port von sich aus von der Loopback-Adresse des Hosts weiter.',
};

/** The kind of a network call: `forwarded_port`, `private_network`, `public_network`. */
function kindOf(call: Call): string | undefined {
  return text(call.args[0]?.value);
}

/** Ports that Vagrant forwards from the host, the automatic one for logins included. */
export function portsOf(reading: MachineReading): Facts<PublishedPort> {
  const { maker, entries, provider, escaped } = reading;
  const named = calls(entries, 'vm.network').filter(({ entry }) => kindOf(entry) === 'forwarded_port');
  // The same id, or else the same host port, speaks about the same forward.
  const forwards = lastByKey(named, ({ options }) => {
    const id = options.get('id');
    const protocol = text(options.get('protocol')?.value) ?? 'tcp';
    const host = text(options.get('host')?.value) ?? String(options.get('host')?.span.start);
    return id === undefined ? `${protocol} ${host}` : `id ${text(id.value)}`;
  });
  const items: Known<PublishedPort>[] = [];
  let rest = escaped;
  for (const { entry, certainty } of forwards) {
    if (truth(entry.options.get('disabled')?.value) === true) continue;
    if (certainty === 'open') rest ??= maker.unknown({ kind: 'condition' }, entry.span);
    else items.push(stated(forwardedPort(reading, entry), maker.place(entry.span)));
  }
  for (const { entry, certainty } of calls(entries, 'vm.forward_port')) {
    if (certainty !== 'open') items.push(stated(oldForward(reading, entry), maker.place(entry.span)));
  }
  const login = loginPort(reading, forwards);
  if (login !== undefined) items.push(login);
  const forwarding = ['virtualbox', 'vmware', 'parallels', 'libvirt', 'qemu', undefined];
  if (!forwarding.includes(provider?.family)) rest ??= boxDecides;
  return listed(items, rest);
}

function forwardedPort({ maker }: MachineReading, { options }: Call): PublishedPort {
  const open = implied('0.0.0.0', everywhere, defaults.network);
  return {
    port: maker.argument(options.get('guest'), portNumber, notStated),
    hostPort: maker.argument(options.get('host'), portNumber, notStated),
    address: maker.argument(options.get('host_ip'), (value) => text(value) || '0.0.0.0', open),
    protocol: text(options.get('protocol')?.value) === 'udp' ? 'udp' : 'tcp',
  };
}

/** `config.vm.forward_port 80, 8080` of the first configuration version. */
function oldForward({ maker }: MachineReading, { args }: Call): PublishedPort {
  return {
    port: maker.argument(args[0], portNumber, notStated),
    hostPort: maker.argument(args[1], portNumber, notStated),
    address: implied('0.0.0.0', everywhere, defaults.network),
    protocol: 'tcp',
  };
}

function portNumber(value: KnownValue): number | undefined {
  const port = numeric(value);
  return port !== undefined && Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
}

/** The forward that Vagrant adds for its own logins, unless one with its id exists. */
function loginPort(
  { entries, provider }: MachineReading,
  forwards: readonly Occurrence<Call>[],
): Known<PublishedPort> | undefined {
  if (!['virtualbox', 'vmware', 'parallels', undefined].includes(provider?.family)) return undefined;
  const winrm = text(follow(entries, assigned('vm.communicator'))?.value) === 'winrm';
  const id = winrm ? 'winrm' : 'ssh';
  if (forwards.some(({ entry }) => text(entry.options.get('id')?.value) === id)) return undefined;
  const fact = <T>(value: T) => implied(value, automatic, defaults.machine);
  const [guest, host] = winrm ? [5985, 55985] : [22, 2222];
  return fact({ port: fact(guest), hostPort: fact(host), address: fact('127.0.0.1'), protocol: 'tcp' });
}

/** The cards of a machine: the provider's own first, then those of private and public networks. */
export function networkCardsOf(reading: MachineReading): Facts<NetworkCard> {
  const { maker, entries, escaped } = reading;
  const items: Known<NetworkCard>[] = [...firstCard(reading)];
  let rest = escaped;
  let index = items.length;
  for (const { entry, certainty } of [...calls(entries, 'vm.network')]) {
    const attachment = attachmentOf(reading, entry);
    if (attachment === undefined) continue;
    if (certainty === 'open') {
      rest ??= maker.unknown({ kind: 'condition' }, entry.span);
      continue;
    }
    index++;
    const place = maker.place(entry.span);
    const model = entry.options.get('nic_type') ?? entry.options.get('model_type');
    items.push(
      stated(
        {
          attachment: stated(attachment, place),
          model: maker.argument(model, text, modelOf(reading, index)),
        },
        place,
      ),
    );
  }
  return listed(items, rest);
}

function firstCard(reading: MachineReading): readonly Known<NetworkCard>[] {
  const { provider } = reading;
  const family = provider?.family ?? 'virtualbox';
  if (!['virtualbox', 'vmware', 'parallels', 'libvirt', 'qemu'].includes(family)) return [];
  const why: Text = {
    en: 'Vagrant’s first network card is behind the host’s address translation.',
    de: 'Vagrants erste Netzwerkkarte liegt hinter der Adressübersetzung des Hosts.',
  };
  const attachment = implied<'nat'>('nat', why, defaults.provider);
  return [implied({ attachment, model: modelOf(reading, 1) }, why, defaults.provider)];
}

function modelOf({ maker, provider }: MachineReading, index: number): NetworkCard['model'] {
  const entries = provider?.entries ?? [];
  if (provider?.family === 'libvirt') {
    return maker.fact(follow(entries, assigned('nic_model_type')), text, boxDecides);
  }
  const own =
    follow(entries, customized(`--nictype${index}`)) ?? follow(entries, assigned('default_nic_type'));
  const vmx = follow(
    entries,
    assigned(`vmx.ethernet${index - 1}.virtualdev`, `vmx.ethernet${index - 1}.virtualDev`),
  );
  return maker.fact(own ?? vmx, text, boxDecides);
}

function attachmentOf(
  { provider }: MachineReading,
  call: Call,
): 'nat' | 'host-only' | 'bridged' | 'other' | undefined {
  const { options } = call;
  const internal = options.get('virtualbox__intnet') ?? options.get('intnet');
  switch (kindOf(call)) {
    case 'public_network':
    case 'bridged':
      return 'bridged';
    case 'private_network':
    case 'hostonly': {
      if (internal !== undefined && truth(internal.value) !== false) return 'other';
      if (provider?.family !== 'libvirt') return 'host-only';
      const mode = text(options.get('libvirt__forward_mode')?.value) ?? 'nat';
      return mode === 'nat' || mode === 'route' ? 'nat' : 'host-only';
    }
    default:
      return undefined;
  }
}
