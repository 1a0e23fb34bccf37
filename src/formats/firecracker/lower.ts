// Turns a Firecracker configuration into the workload model. The devices of a microVM are few, and all of them are virtio.
import {
  convertFact,
  type Fact,
  type Facts,
  implied,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import { fileNameOf } from '../../core/path';
import { mebibyte } from '../../core/size';
import type { Place, Span } from '../../core/span';
import type { Disk, NetworkCard, OperatingSystem, VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import {
  isBroken,
  type JsonFile,
  type JsonMember,
  type JsonNode,
  type JsonScalar,
  member,
} from '../json/tree';
import { unsaidDisk, unsaidMachine } from '../unsaid';

const docs = documents.firecrackerApi;

const texts = {
  format: {
    en: 'Such a file describes a microVM of Firecracker.',
    de: 'Eine solche Datei beschreibt eine microVM von Firecracker.',
  },
  kvm: {
    en: 'Firecracker runs guests with KVM only.',
    de: 'Firecracker betreibt Gäste nur mit KVM.',
  },
  virtio: {
    en: 'Disks and network cards of Firecracker are virtio devices.',
    de: 'Platten und Netzwerkkarten von Firecracker sind virtio-Geräte.',
  },
  unsafe: {
    en: 'Without cache_type, Firecracker confirms flushes of the guest without writing anything out (Unsafe).',
    de: 'Ohne cache_type bestätigt Firecracker Flush-Befehle des Gasts, ohne wirklich zu schreiben (Unsafe).',
  },
  readOnly: {
    en: 'Nothing is written to a read-only drive.',
    de: 'Auf ein schreibgeschütztes Laufwerk wird nichts geschrieben.',
  },
  hostNetwork: {
    en: 'The host’s configuration of this tap device decides it.',
    de: 'Die Konfiguration dieses Tap-Geräts auf dem Host entscheidet es.',
  },
  noBalloon: {
    en: 'A microVM has a balloon only where balloon configures one.',
    de: 'Einen Balloon hat eine microVM nur, wo balloon einen einrichtet.',
  },
  noDevice: {
    en: 'Firecracker has no such device.',
    de: 'Firecracker hat kein solches Gerät.',
  },
  imageName: {
    en: 'The name of the image says it.',
    de: 'Der Name des Abbilds sagt es.',
  },
  notUnderstood: {
    en: 'Firecracker would not accept this value.',
    de: 'Diesen Wert nähme Firecracker nicht an.',
  },
  broken: {
    en: 'The JSON is broken, so something may be lost.',
    de: 'Das JSON ist fehlerhaft; etwas kann verloren gegangen sein.',
  },
} satisfies Record<string, Text>;

/** The microVM of a file; none for a file that is no object. */
export function lowerFirecracker(file: JsonFile, path: string): VirtualMachine | undefined {
  const { root } = file;
  if (root?.kind !== 'object') return undefined;
  const at = (span: Span): Place => ({ path, span });
  const broken = isBroken(file, root.span) ? unknown(texts.broken) : undefined;

  /** A value of an object; `null` counts as not there. */
  function value<T>(
    of: JsonNode | undefined,
    name: string,
    convert: (scalar: JsonScalar) => T | undefined,
  ): Fact<T> {
    const found = member(of, name);
    const node = found?.value;
    if (found === undefined || isNull(node)) return broken ?? notStated;
    const converted = node?.kind === 'scalar' ? convert(node) : undefined;
    return converted === undefined
      ? unknown(texts.notUnderstood, at(found.span))
      : stated(converted, at(found.span));
  }
  const all = <T>(items: readonly Known<T>[]): Facts<T> => listed(items, broken);
  const absent = (why: Text): Fact<boolean> => broken ?? implied(false, why, documents.firecracker);

  const readDisk = (node: JsonNode): Known<Disk> => {
    const readOnly = value(node, 'is_read_only', truth);
    const cache = value(node, 'cache_type', (scalar) =>
      scalar.text === 'Unsafe' ? 'unsafe' : scalar.text === 'Writeback' ? 'writeback' : undefined,
    );
    return stated(
      {
        kind: 'disk',
        ...unsaidDisk(notExpressible),
        bus: implied('virtio', texts.virtio, documents.firecracker),
        cache:
          isKnown(readOnly) && readOnly.value
            ? unknown(texts.readOnly, readOnly.place)
            : cache === notStated
              ? implied('unsafe', texts.unsafe, documents.firecrackerCaching)
              : cache,
        source: value(node, 'path_on_host', text),
      },
      at(node.span),
    );
  };
  const readCard = (node: JsonNode): Known<NetworkCard> => {
    const device = member(node, 'host_dev_name');
    return stated(
      {
        attachment: unknown(texts.hostNetwork, device === undefined ? at(node.span) : at(device.span)),
        model: implied('virtio', texts.virtio, documents.firecracker),
      },
      at(node.span),
    );
  };

  const configuration = member(root, 'machine-config')?.value;
  const drives = itemsOf(member(root, 'drives'));
  const name = fileNameOf(path.replaceAll('\\', '/')).replace(/\.json(\..*)?$/i, '');
  return {
    kind: 'vm',
    role: 'machine',
    id: `${path}#${name}`,
    name,
    format: 'firecracker',
    path,
    place: at(member(root, 'boot-source')?.keySpan ?? { start: root.span.start, end: root.span.start + 1 }),
    body: at(root.span),
    ...unsaidMachine(notExpressible),
    memory: value(configuration, 'mem_size_mib', (scalar) => whole(scalar, mebibyte)),
    cpus: value(configuration, 'vcpu_count', (scalar) => whole(scalar, 1)),
    devices: all([]),
    operatingSystem: operatingSystem(),
    hypervisor: implied('firecracker', texts.format, docs),
    acceleration: implied('hardware', texts.kvm, documents.firecracker),
    disks: all(drives.map(readDisk)),
    networkCards: all(itemsOf(member(root, 'network-interfaces')).map(readCard)),
    consoles: all([]),
    sharedFolders: all([]),
    graphicalInterface: absent(texts.noDevice),
    clipboardShared: absent(texts.noDevice),
    dragAndDrop: absent(texts.noDevice),
    tpm: absent(texts.noDevice),
    memoryBalloon: balloon(),
    cpuMode: cpuMode(),
    legacyDevices: all([]),
    hostChannels: all([]),
  };

  /** A template masks parts of the host's CPU. */
  function cpuMode(): Fact<string> {
    const own = member(root, 'cpu-config');
    if (own !== undefined && !isNull(own.value)) return stated('custom', at(own.span));
    const template = value(configuration, 'cpu_template', text);
    if (!isKnown(template)) return template;
    return template.value === 'None' ? notStated : { ...template, value: 'custom' };
  }

  function balloon(): Fact<boolean> {
    const found = member(root, 'balloon');
    return found === undefined || isNull(found.value)
      ? absent(texts.noBalloon)
      : stated(true, at(found.span));
  }

  /** The name of the image with the root file system tells, if any. */
  function operatingSystem(): Fact<OperatingSystem> {
    const rootDrive = drives.find((node) => isTrue(member(node, 'is_root_device'))) ?? drives[0];
    const source = value(rootDrive, 'path_on_host', text);
    if (!isKnown(source) || source.place === undefined) return notStated;
    const system = convertFact(source, operatingSystemOf, texts.imageName);
    return isKnown(system) ? implied(system.value, texts.imageName, docs, source.place) : notStated;
  }
}

function isNull(node: JsonNode | undefined): boolean {
  return node?.kind === 'scalar' && node.type === 'null';
}

function isTrue(found: JsonMember | undefined): boolean {
  return found?.value?.kind === 'scalar' && truth(found.value) === true;
}

/** The objects of a list. */
function itemsOf(found: JsonMember | undefined): readonly JsonNode[] {
  const items = found?.value?.kind === 'array' ? found.value.entries : [];
  return items.map(({ value }) => value).filter(({ kind }) => kind === 'object');
}

function text(scalar: JsonScalar): string | undefined {
  return scalar.type === 'string' && scalar.text !== '' ? scalar.text : undefined;
}

function truth(scalar: JsonScalar): boolean | undefined {
  return scalar.type === 'boolean' ? scalar.text === 'true' : undefined;
}

function whole(scalar: JsonScalar, factor: number): number | undefined {
  return scalar.type === 'number' && /^\d{1,12}$/.test(scalar.text)
    ? Number(scalar.text) * factor
    : undefined;
}
