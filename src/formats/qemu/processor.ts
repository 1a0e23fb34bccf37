// Memory, CPUs and who runs their instructions: `-m`, `-smp`, `-cpu`, `-accel`.
import { type Fact, isKnown, unknown } from '../../core/fact';
import type { Hypervisor, VirtualMachine } from '../../core/workload';
import { hasHole } from '../variables';
import * as messages from './messages';
import type { QemuOption } from './options';
import { factOf, isOn, known, type List, listOf, opened, type Part } from './words';

const powers: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of a size as QEMU writes them (`512`, `1.5G`); `unit` counts where none is written. */
export function qemuSize(text: string, unit: 'b' | 'm'): number | undefined {
  const [, count, suffix = unit] = /^(\d{1,15}(?:\.\d{1,15})?)([bkmgt])?(?:i?b)?$/i.exec(text.trim()) ?? [];
  const factor = powers[suffix.toLowerCase()];
  const bytes = count === undefined || factor === undefined ? 0 : Math.round(Number(count) * factor);
  return bytes > 0 ? bytes : undefined;
}

/** The memory of `-m`; later options go on where earlier ones end. */
export function memoryOf(lists: readonly List[]): Fact<number> | undefined {
  const size = lists.map((list) => list.get('size')).findLast((part) => part !== undefined);
  return size === undefined ? undefined : factOf(size, (text) => qemuSize(text, 'm'));
}

/** How many CPUs of `-smp` run at first: the number itself, else all that fit, else sockets times cores times threads. */
export function cpusOf(lists: readonly List[]): Fact<number> | undefined {
  const part = (key: string): Part | undefined =>
    lists.map((list) => list.get(key)).findLast((found) => found !== undefined);
  const whole = (text: string): number | undefined =>
    /^\d{1,4}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
  const count = part('cpus') ?? part('maxcpus');
  if (count !== undefined) return factOf(count, whole);
  const parts = ['drawers', 'books', 'sockets', 'dies', 'clusters', 'modules', 'cores', 'threads']
    .map(part)
    .filter((found) => found !== undefined);
  const [first] = parts;
  if (first === undefined) return undefined;
  let product = 1;
  for (const factor of parts) {
    const value = factOf(factor, whole);
    if (!isKnown(value)) return value;
    product *= value.value;
  }
  return parts.length === 1 ? factOf(first, whole) : known(product, first.word);
}

/** What `-cpu` says. */
export function cpuFacts(list: List): Partial<Pick<VirtualMachine, 'cpuMode' | 'nestedVirtualization'>> {
  const model = list.get('model');
  if (model === undefined) return {};
  const cpuMode = factOf(model, (name) =>
    name === 'host' ? 'host-passthrough' : name === 'max' ? 'maximum' : 'custom',
  );
  const feature = list.parts.findLast(({ key }) => /^[+-]?(?:vmx|svm)$/.test(key));
  if (feature !== undefined) {
    const on = feature.key.startsWith('+') || (!feature.key.startsWith('-') && isOn(feature) === true);
    return { cpuMode, nestedVirtualization: known(on, feature.word, feature.place) };
  }
  const isHost = isKnown(cpuMode) && cpuMode.value !== 'custom';
  return isHost
    ? { cpuMode, nestedVirtualization: unknown(messages.hostCpu, model.valuePlace) }
    : { cpuMode };
}

const accelerators: Readonly<Record<string, Hypervisor>> = {
  kvm: 'kvm',
  tcg: 'qemu',
  xen: 'xen',
  hvf: 'other',
  whpx: 'other',
  nvmm: 'other',
  hax: 'other',
  mshv: 'hyperv',
};

/** What `-accel`, `-machine accel=` and `-enable-kvm` say together. */
export function acceleratorFacts(
  options: readonly QemuOption[],
): Partial<Pick<VirtualMachine, 'hypervisor' | 'acceleration'>> {
  const named: { readonly name: string; readonly part: Part }[] = [];
  let hidden: ReturnType<typeof opened> | undefined;
  for (const { name, flag, value } of options) {
    if (name === 'enable-kvm' || name === 'no-kvm' || name === 'enable-hax') {
      const accelerator = name === 'no-kvm' ? 'tcg' : name.slice(-3);
      const part = { key: name, value: flag.text, word: flag, place: flag.place, valuePlace: flag.place };
      named.push({ name: accelerator, part });
    }
    const part =
      name === 'accel'
        ? listOf(value, 'accel').get('accel')
        : name === 'machine'
          ? listOf(value, 'type').get('accel')
          : undefined;
    if (part === undefined) continue;
    if (hasHole(part.value)) hidden ??= opened(part.word, part.valuePlace);
    else named.push(...part.value.split(':').map((accelerator) => ({ name: accelerator, part })));
  }
  if (hidden !== undefined) return { hypervisor: hidden, acceleration: hidden };
  const [first] = named;
  if (first === undefined) return {};
  const { word, valuePlace } = first.part;
  const agree = <T>(of: (name: string) => T | undefined): Fact<T> => {
    const values = new Set(named.map(({ name }) => of(name)));
    const [value] = values;
    if (values.size === 1 && value !== undefined) return known(value, word, valuePlace);
    return unknown(messages.several, valuePlace);
  };
  return {
    hypervisor: agree((name) => accelerators[name]),
    acceleration: agree((name) => {
      if (accelerators[name] === undefined) return undefined;
      return name === 'tcg' ? 'software' : 'hardware';
    }),
  };
}
