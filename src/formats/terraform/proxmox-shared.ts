// What both providers for Proxmox VE have in common.
import {
  convertFact,
  type Fact,
  is,
  isKnown,
  type Known,
  mapFact,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Device, NetworkCard, OperatingSystem } from '../../core/workload';
import { operatingSystemOfProxmox } from '../../knowledge/guest-ids';
import { shellWord } from '../container-options/words';
import { plainText } from '../hcl/tree';
import { type QemuFacts, qemuFacts } from '../qemu/facts';
import type { QemuWord } from '../qemu/words';
import { byDefault, orElse, systemNamed } from './machine';
import { texts } from './messages';
import type { Section } from './section';
import { defaults } from './sources';

/** The firmware; a clone has that of its template unless it says otherwise. */
export function firmwareOf(settings: Section, inherits: boolean): Fact<'bios' | 'uefi'> {
  const bios = convertFact(
    settings.text('bios'),
    (name): 'bios' | 'uefi' | undefined =>
      name === 'ovmf' ? 'uefi' : name === 'seabios' ? 'bios' : undefined,
    texts.unreadable,
  );
  return orElse(bios, inherits ? unknown(texts.imageDecides) : byDefault('bios', defaults.bpg));
}

/** Secure Boot needs UEFI, and its keys on the EFI disk. */
export function secureBoot(
  firmware: Fact<'bios' | 'uefi'>,
  efiDisk: Section | undefined,
  keysByDefault: boolean,
): Fact<boolean> {
  if (is(firmware, 'bios')) return { ...firmware, value: false };
  if (efiDisk === undefined) return unknown(texts.imageDecides);
  const keys = efiDisk.flag('pre_enrolled_keys');
  return orElse(keys, byDefault(keysByDefault, keysByDefault ? defaults.telmate : defaults.bpg));
}

/** `host` hands the processor on as it is; every other name is a model. */
export function cpuMode(type: Fact<string>): Fact<string> {
  return mapFact(type, (name) =>
    name === 'host' ? 'host-passthrough' : name === 'max' ? 'maximum' : 'custom',
  );
}

/** The processor of the host brings its virtualisation along, if the host lets it. */
export function nested(type: Fact<string>): Fact<boolean> {
  return is(type, 'host') || is(type, 'max') ? unknown(texts.hostCpu, type.place) : notStated;
}

/** `scsi0`, `virtio1`, `ide2`. */
export function busOf(slot: Fact<string>): Fact<string> {
  return mapFact(slot, (name) => name.replace(/\d+$/, ''));
}

/** The image's name, else the kind of system that Proxmox is told. */
export function operatingSystem(
  kind: Fact<string>,
  ...images: readonly Fact<string>[]
): Fact<OperatingSystem> {
  const byImage = systemNamed(...images);
  if (isKnown(byImage)) return byImage;
  const byKind = convertFact(kind, operatingSystemOfProxmox, texts.imageDecides);
  return isKnown(byKind) || byImage === notStated ? byKind : byImage;
}

/** The bridge that the installer makes leads into the network of the host; what others lead to, the host says. */
export function attachmentOf(bridge: Fact<string>): NetworkCard['attachment'] {
  return convertFact(
    bridge,
    (name) => (name === 'nat' ? ('nat' as const) : name === 'vmbr0' ? ('bridged' as const) : undefined),
    texts.networkDecides,
  );
}

/** A display of the nineties, where the guest has it. */
export function legacyDisplay(settings: Section): Known<string>[] {
  const type = settings.one('vga')?.text('type') ?? notStated;
  return is(type, 'cirrus') ? [type] : [];
}

/** A serial port of the host that is handed over. */
export function serialDevice(serial: Section, name: string): Known<Device>[] {
  const path = serial.text(name);
  return isKnown(path) && path.value.startsWith('/dev/')
    ? [{ ...path, value: { kind: 'path', name: path.value } }]
    : [];
}

/** Arguments for QEMU that a definition adds past Proxmox VE: `-vnc 0.0.0.0:77` opens a screen without its login. */
export function qemuArguments(settings: Section, name: string): QemuFacts & { readonly rest?: Unknown } {
  const located = settings.expression(name);
  const text = plainText(located?.expression);
  if (located === undefined) return qemuFacts([]);
  if (text === undefined) {
    const written = settings.text(name);
    return isKnown(written) ? qemuFacts([]) : { ...qemuFacts([]), rest: written };
  }
  const start = located.expression.span.start + 1;
  const words = [...text.matchAll(/(?:[^\s"']|"[^"]*"?|'[^']*'?)+/g)].map((match): QemuWord => {
    const [written] = match;
    const span = { start: start + match.index, end: start + match.index + written.length };
    // Escapes and lines of a heredoc shift what follows them.
    const isExact = text.length === located.expression.span.end - located.expression.span.start - 2;
    const place = isExact ? { path: located.path, span } : (settings.placeOf(name) ?? settings.place);
    const word = shellWord(written, place);
    return isExact && word.text === written ? { ...word, at: span.start } : word;
  });
  return qemuFacts(words);
}

/** The account of a password; cloud images call theirs as they like. */
export function login(user: Fact<string>): string {
  return isKnown(user) ? user.value : 'root';
}
