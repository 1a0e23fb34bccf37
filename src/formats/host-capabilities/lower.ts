// Turns libvirt's report of a host into a declaration: how much there is to share, and how guests can run.
import type { HypervisorHost } from '../../core/declaration';
import {
  type Fact,
  implied,
  incomplete,
  isKnown,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import { documents } from '../../knowledge/sources';
import { bytesOf } from '../libvirt/values';
import { wholeNumber } from '../values';
import { attributeNamed, childNamed, childrenNamed, descend, textOf, type XmlElement } from '../xml/tree';
import { type Reader, xmlReader } from '../xml/values';
import { driversListed, guestsListed, notReported, sumOfNodes, unfinished, unreadable } from './messages';
import type { CapabilitiesFile } from './parse';

const docs = documents.libvirtCapabilities;

/** Kinds of domains whose guests the processor runs itself. */
const accelerated = new Set(['kvm', 'xen', 'hvf', 'hyperv', 'bhyve']);

/** The host of a report; none for other XML. */
export function lowerHost({ root, host }: CapabilitiesFile, path: string): readonly HypervisorHost[] {
  if (root === undefined || host === undefined) return [];
  const read = xmlReader(path, unreadable);
  const broken = root.recovered || host.recovered;
  const cells = cellsOf(host);
  return [
    {
      kind: 'hypervisor-host',
      id: `${path}#host`,
      name: 'host',
      format: 'host-capabilities',
      path,
      place: read.tag(host),
      body: read.at(root),
      memory: sum(
        cells.map((cell) => bytesOf(read, childNamed(cell, 'memory'))),
        broken,
      ),
      cpus: cpusOf(read, host, cells, broken),
      architecture: architectureOf(read, host),
      acceleration: accelerationOf(read, root, host, broken),
      listens: incomplete([], notExpressible),
      authentication: notExpressible,
      confinement: confinementOf(read, host, broken),
      user: userOf(read, host),
      consoleAddress: notExpressible,
      consoleLogin: notExpressible,
      openToAccounts: notExpressible,
    },
  ];
}

function cellsOf(host: XmlElement): readonly XmlElement[] {
  const cells = descend(host, 'topology', 'cells');
  return cells === undefined ? [] : childrenNamed(cells, 'cell');
}

/** The sum of what every node says; unknown where one does not. */
function sum(parts: readonly Fact<number>[], broken: boolean): Fact<number> {
  const [first] = parts;
  if (broken) return unknown(unfinished);
  if (first === undefined) return unknown(notReported);
  let total = 0;
  for (const part of parts) {
    if (!isKnown(part)) return part === notStated ? unknown(notReported) : part;
    total += part.value;
  }
  if (parts.length === 1) return first;
  return implied(total, sumOfNodes, docs, first.place);
}

function cpusOf(read: Reader, host: XmlElement, cells: readonly XmlElement[], broken: boolean): Fact<number> {
  const counts = cells.map((cell) =>
    read.value(attributeNamed(childNamed(cell, 'cpus'), 'num'), (text) => wholeNumber(text) || undefined),
  );
  if (counts.length > 0) return sum(counts, broken);
  const topology = descend(host, 'cpu', 'topology');
  if (topology === undefined) return unknown(notReported);
  const factors = ['sockets', 'dies', 'clusters', 'cores', 'threads'].flatMap(
    (name) => wholeNumber(attributeNamed(topology, name)?.value ?? '') ?? [],
  );
  return stated(
    factors.reduce((product, factor) => product * factor, 1),
    read.tag(topology),
  );
}

function architectureOf(read: Reader, host: XmlElement): Fact<string> {
  const arch = descend(host, 'cpu', 'arch');
  return read.text(arch === undefined ? undefined : textOf(arch));
}

function accelerationOf(read: Reader, root: XmlElement, host: XmlElement, broken: boolean): Fact<boolean> {
  const own = architectureOf(read, host);
  const guests = childrenNamed(root, 'guest').flatMap((guest) => childrenNamed(guest, 'arch'));
  for (const arch of guests) {
    // Guests of the 32-bit sister run in hardware too; foreign ones never do.
    const name = attributeNamed(arch, 'name')?.value ?? '';
    if (isKnown(own) && name !== own.value && !(own.value === 'x86_64' && name === 'i686')) continue;
    const domain = childrenNamed(arch, 'domain').find((candidate) =>
      accelerated.has(attributeNamed(candidate, 'type')?.value ?? ''),
    );
    if (domain !== undefined) return stated(true, read.tag(domain));
  }
  if (broken) return unknown(unfinished);
  return guests.length === 0 ? unknown(notReported) : implied(false, guestsListed, docs, read.tag(host));
}

/** The `<secmodel>` whose `<model>` has that name. */
function securityModel(host: XmlElement, name: RegExp): XmlElement | undefined {
  return childrenNamed(host, 'secmodel').find((candidate) => {
    const model = childNamed(candidate, 'model');
    return model !== undefined && name.test(textOf(model)?.value ?? '');
  });
}

function confinementOf(read: Reader, host: XmlElement, broken: boolean): HypervisorHost['confinement'] {
  const mandatory = securityModel(host, /^(?:selinux|apparmor)$/);
  if (mandatory !== undefined) return stated('default', read.tag(mandatory));
  const others = securityModel(host, /./);
  if (broken || others === undefined) return unknown(broken ? unfinished : notReported);
  return implied('none', driversListed, docs, read.tag(others));
}

/** The account guests run under, as the label of file ownership gives it: `+64055:+108`. */
function userOf(read: Reader, host: XmlElement): Fact<string> {
  const ownership = securityModel(host, /^dac$/);
  const labels = ownership === undefined ? [] : childrenNamed(ownership, 'baselabel');
  const label = labels.find((candidate) => attributeNamed(candidate, 'type')?.value === 'kvm') ?? labels[0];
  return read.value(label === undefined ? undefined : textOf(label), (text) => {
    const [user = ''] = text.split(':');
    return user === '+0' ? 'root' : user || undefined;
  });
}
