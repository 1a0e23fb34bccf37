// Splits the words of a QEMU command line into options: which of them take the next word is QEMU's to say.
import { type Unknown, unknown } from '../../core/fact';
import { hasHole } from '../variables';
import * as messages from './messages';
import { opened, type QemuWord } from './words';

/** One option. */
export interface QemuOption {
  /** Without dashes, of several names for the same the usual one: `machine` for `-M`. */
  readonly name: string;
  /** The word with the dashes. */
  readonly flag: QemuWord;
  /** What it is given; the flag itself for switches. */
  readonly value: QemuWord;
}

/** A command line taken apart. */
export interface QemuOptions {
  readonly options: readonly QemuOption[];
  /** Words that are no options: the image of the first disk. */
  readonly operands: readonly QemuWord[];
  /** Why there may be further options: a variable, a file of options. */
  readonly open: Unknown | undefined;
}

/** Options without a value, also those that QEMU has since dropped. */
const switches = new Set(
  `alt-grab async-teardown ctrl-grab curses daemonize enable-fips enable-hax enable-kvm enable-sync-profile full-screen h
help jitdump localtime mem-prealloc no-acpi no-fd-bootchk no-frame no-hpet no-kvm no-kvm-irqchip no-kvm-pit
no-kvm-pit-reinjection no-quit no-reboot no-shutdown no-user-config nodefaults nodefconfig nographic old-param
one-insn-per-tick only-migratable perfmap portrait preconfig rtc-td-hack s S sdl semihosting show-cursor singlestep
snapshot std-vga tdf usb version win2k-hack xen-attach xen-create`.split(/\s+/),
);

const otherNames: Readonly<Record<string, string>> = {
  M: 'machine',
  'qmp-pretty': 'qmp',
};

/** Splits the words behind the program's name. Total and linear. */
export function splitQemuWords(words: readonly QemuWord[]): QemuOptions {
  const options: QemuOption[] = [];
  const operands: QemuWord[] = [];
  let open: Unknown | undefined;
  for (let at = 0; at < words.length; at++) {
    const flag = words[at];
    if (flag === undefined) break;
    const [, written] = /^--?([A-Za-z][\w-]*)$/.exec(flag.text) ?? [];
    if (written === undefined) {
      // A variable in front may hold an option that takes this word.
      const before = words[at - 1];
      if (hasHole(flag.text.slice(0, 2))) open ??= opened(flag);
      else if (before === undefined || !hasHole(before.text) || options.at(-1)?.value === before) {
        operands.push(flag);
      }
      continue;
    }
    const name = otherNames[written] ?? written;
    if (switches.has(name)) {
      options.push({ name, flag, value: flag });
      continue;
    }
    const value = words[++at];
    if (value === undefined) break;
    if (name === 'readconfig') open ??= unknown(messages.configurationFile, value.place);
    options.push({ name, flag, value });
  }
  return { options, operands, open };
}
