// Turns changes of the model's terms into edits of the command that starts a machine; only where all of it is literal.
import type { Setting, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import type { EditorParts } from '../editor';
import { placeIn, type QemuWord } from '../qemu/words';
import { hasHole } from '../variables';
import { optionRemoval } from './edits';
import type { MachineStart } from './machines';

/** What a shell takes as it is, in and outside of quotes. */
const plain = /^[\w./:@,+=%[\]~-]+$/;

/** A word with the one before it, mostly its option. */
interface Found {
  readonly word: QemuWord;
  readonly flag: QemuWord | undefined;
  /** The characters of the word that stand at the place. */
  readonly text: string;
  readonly tool: MachineStart['tool'];
}

/** Makes the edits of a file's machines. */
export function machineEditor(text: string, path: string, machines: readonly MachineStart[]): EditorParts {
  /** The word at a place or around it; none that several machines share or a variable is part of. */
  function find(place: Place): Found | undefined {
    if (place.path !== path) return undefined;
    const { start, end } = place.span;
    const found = machines.flatMap(({ words, tool }): Found[] => {
      const at = words.findIndex((word) => {
        const { span } = word.at === undefined ? word.place : placeIn(word, 0, word.text.length);
        return span.start <= start && end <= span.end;
      });
      const word = words[at];
      const written = text.slice(start, end).replace(/^(["'])(.*)\1$/s, '$2');
      if (word === undefined || hasHole(written) || !plain.test(written) || !word.text.includes(written))
        return [];
      return [{ word, flag: words[at - 1], text: written, tool }];
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /** The place's text without the quotes around it. */
  const inner = ({ span: { start, end } }: Place): Place['span'] =>
    /["']/.test(text.charAt(start)) ? { start: start + 1, end: end - 1 } : { start, end };

  function removal(place: Place): TextEdit | undefined {
    const found = find(place);
    if (found === undefined) return undefined;
    const { word, flag } = found;
    // A setting of VirtualBox is one word of a command that needs all of them.
    if (found.tool === 'vboxmanage') return undefined;
    const isWhole = word.place.span.start === place.span.start && word.place.span.end === place.span.end;
    // Without its display option a machine opens a window.
    if (!isWhole || /^--?(?:display|vnc|spice|sdl|nographic)$/.test(flag?.text ?? '')) return undefined;
    if (/^--?(?:sdl|nographic)$/.test(word.text)) return undefined;
    if (word.text.startsWith('-')) return optionRemoval(text, place.span);
    if (flag?.text.startsWith('-') !== true) return undefined;
    const between = text.slice(flag.place.span.end, place.span.start);
    if (!/^[ \t]+$/.test(between)) return undefined;
    return optionRemoval(text, { start: flag.place.span.start, end: place.span.end });
  }

  function replacement(place: Place, value: string): TextEdit | undefined {
    const found = find(place);
    if (found === undefined || !plain.test(value)) return undefined;
    const next = found.tool === 'qemu' ? asQemu(found, value) : asOther(found.text, value);
    return next === undefined ? undefined : { span: inner(place), text: next };
  }

  function binding(place: Place, address: string): TextEdit | undefined {
    const found = find(place);
    if (found === undefined) return undefined;
    const next = bound(found.text, address.includes(':') ? `[${address}]` : address);
    return next === undefined ? undefined : { span: inner(place), text: next };
  }

  function protection(place: Place): TextEdit | undefined {
    const found = find(place);
    if (found === undefined || !/^--?(?:virtfs|fsdev)$/.test(found.flag?.text ?? '')) return undefined;
    return { span: inner(place), text: `${found.text},readonly=on` };
  }

  function set(id: string, setting: Setting): TextEdit | undefined {
    const start = machines.find(({ workload }) => workload.id === id);
    if (start?.tool !== 'qemu' || setting.name !== 'memoryBalloon') return undefined;
    const { place, hypervisor } = start.workload;
    const { end, start: from } = place.span;
    const isQemu = /^(?:\S*\/)?(?:qemu-system-\w+|qemu-kvm|kvm)$/.test(text.slice(from, end));
    if (!isQemu || hypervisor.state === 'unknown') return undefined;
    return { span: { start: end, end }, text: ' -device virtio-balloon' };
  }

  return { removal, replacement, binding, protection, set };
}

/** The value in QEMU's words where it stands: a card, a disk, a screen, an accelerator. */
function asQemu({ word, flag, text }: Found, value: string): string | undefined {
  const option = flag?.text.replace(/^--?/, '');
  if (value === 'virtio') {
    if (option === 'device') {
      if (/^(?:e1000|rtl8139|pcnet|ne2k|i8255|vmxnet3|igb|tulip)/.test(text)) return 'virtio-net-pci';
      if (/cirrus/.test(text)) return 'virtio-vga';
      // The bus it names would not take it.
      return /^(?:ide-hd|ide-drive)$/.test(text) && !/,bus=/.test(word.text) ? 'virtio-blk-pci' : undefined;
    }
    if (option === 'nic') return 'virtio-net-pci';
    return option === 'net' || option === 'vga' || option === 'drive' ? 'virtio' : undefined;
  }
  if (value === 'kvm') {
    if (text !== 'tcg') return undefined;
    if (option === 'machine' || option === 'M') return 'kvm:tcg';
    return option === 'accel' && word.text === 'tcg' ? 'kvm -accel tcg' : undefined;
  }
  return text === word.text && !text.startsWith('-') ? value : option === 'drive' ? value : undefined;
}

function asOther(text: string, value: string): string | undefined {
  return /[=,]/.test(text) ? undefined : value;
}

/** What listens, listening on another address; `undefined` for what does not say where it listens. */
function bound(text: string, address: string): string | undefined {
  // Short for a debugger's port on every address.
  if (/^--?s$/.test(text)) return `-gdb tcp:${address}:1234`;
  const forward = /^(hostfwd=(?:tcp|udp)?:)[^:,[\]]*(:[^,]*)$/.exec(text);
  if (forward !== null) return `${forward[1]}${address}${forward[2]}`;
  const rule = /^([^,]*,(?:tcp|udp),)[^,]*(,\d+,[^,]*,\d+)$/.exec(text);
  if (rule !== null) return `${rule[1]}${address}${rule[2]}`;
  const channel = /^((?:mon:)?(?:tcp|telnet|websocket):)[^:,[\]]*(:\d.*)$/.exec(text);
  if (channel !== null) return `${channel[1]}${address}${channel[2]}`;
  const named = /^(.*?\b(?:addr|host|listen)=)[^,]*(.*)$/.exec(text);
  if (named !== null) return `${named[1]}${address}${named[2]}`;
  const display = /^[\w.]*(:\d+)$/.exec(text);
  if (display !== null) return `${address}${display[1]}`;
  // The lists of SPICE and of sockets, which name no address yet.
  if (/^(?:port|tls-port)=/.test(text)) return `${text},addr=${address}`;
  if (/^socket,/.test(text)) return `${text},host=${address}`;
  return /^(?:\d+\.){3}\d+$|^::$/.test(text) ? address : undefined;
}
