// R4: memory, with the arithmetic of the whole file.
import { knownValue } from '../../core/fact';
import { bytes, decimalBytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { vendorMinimum } from '../../knowledge/vendor-minimum';
import { computed, containersOf, fromFact, fromFindings, machinesOf, ofRules } from '../here';
import { type ComparisonInput, defineRow, type RowEvidence } from '../row';

const texts = {
  given: { en: 'Gets {memory}.', de: 'Bekommt {memory}.' },
  unlimited: { en: 'May use all memory of the host.', de: 'Darf den ganzen Speicher des Hosts nutzen.' },
  sum: {
    en: '{count} machines of this file take {memory} together.',
    de: '{count} Maschinen dieser Datei nehmen zusammen {memory}.',
  },
  left: {
    en: 'The host has {host}; {left} are left for it. Proxmox wants 1 GB or more for the host.',
    de: 'Der Host hat {host}; für ihn bleiben {left}. Proxmox verlangt mindestens 1 GB für den Host.',
  },
  guestShare: {
    en: 'Of that, the operating systems need at least {memory}: the vendor’s minimum for each.',
    de: 'Davon brauchen die Betriebssysteme mindestens {memory}: das Herstellerminimum je Gast.',
  },
  asContainers: {
    en: '{count} empty containers take about {memory} (3.9 MiB each, as gVisor’s guide measured for runc); the applications come on top in both cases.',
    de: '{count} leere Container nehmen etwa {memory} (je 3,9 MiB, von gVisors Anleitung für runc gemessen); die Anwendungen kommen in beiden Fällen hinzu.',
  },
  limits: {
    en: 'The limits of {count} containers add up to {memory}.',
    de: 'Die Grenzen von {count} Containern ergeben zusammen {memory}.',
  },
};

/** Memory of an empty runc container in bytes: the figure `mem-runc-empty`, 3.9 MiB. */
const emptyContainer = 3.9 * 1024 * 1024;

function machineArithmetic(input: ComparisonInput): RowEvidence[] {
  const running = machinesOf(input).filter((machine) => knownValue(machine.autostart) !== false);
  const sizes = running.map((machine) => knownValue(machine.memory));
  const known = sizes.filter((size) => typeof size === 'number');
  // A sum with an unknown part would be wrong in the direction that matters.
  if (running.length < 2 || known.length !== running.length) return [];
  const sum = known.reduce((total, size) => total + size, 0);
  const rows = [computed(texts.sum, { count: running.length, memory: bytes(sum) })];
  const { memory: host } = input.host;
  if (host !== undefined)
    rows.push(computed(texts.left, { host: bytes(host), left: bytes(Math.max(host - sum, 0)) }));
  const minima = running.map((machine) => {
    const system = knownValue(machine.operatingSystem);
    return system && vendorMinimum(system)?.memory;
  });
  if (minima.every((minimum) => minimum !== undefined)) {
    rows.push(
      computed(texts.guestShare, {
        memory: decimalBytes(minima.reduce((total, minimum) => total + minimum, 0)),
      }),
    );
  }
  return [
    ...rows,
    computed(texts.asContainers, { count: running.length, memory: bytes(running.length * emptyContainer) }),
  ];
}

function containerArithmetic(input: ComparisonInput): RowEvidence[] {
  const limits = containersOf(input)
    .map((container) => knownValue(container.memory))
    .filter((memory) => typeof memory === 'number');
  if (limits.length < 2) return [];
  const sum = limits.reduce((total, limit) => total + limit, 0);
  return [computed(texts.limits, { count: limits.length, memory: bytes(sum) })];
}

export default defineRow({
  id: 'R4',
  title: { en: 'Memory', de: 'Arbeitsspeicher' },
  vm: {
    en: 'A full guest operating system takes 512 MB to 2 GB before the application. The hypervisor’s own part is small: up to 5 MiB for a microVM.',
    de: 'Ein volles Gastbetriebssystem nimmt 512 MB bis 2 GB vor der Anwendung. Der Anteil des Hypervisors selbst ist klein: bis zu 5 MiB bei einer microVM.',
  },
  container: {
    en: 'A few MiB beside the application; without a limit it may take all of the host.',
    de: 'Wenige MiB neben der Anwendung; ohne Grenze kann es der ganze Host werden.',
  },
  sources: [claim('A1-84'), claim('A2-14'), claim('A2-13'), figure('mem-runc-empty')],
  figures: [
    { figure: 'mem-runc-empty', side: 'container' },
    { figure: 'mem-runc-node', side: 'container' },
    { figure: 'mem-runsc-empty', side: 'sandboxed-container' },
    { figure: 'fc-vmm-overhead', side: 'sandboxed-container' },
    { figure: 'k8s-ovh', side: 'sandboxed-container' },
    { figure: 'kata-qemu-mem', side: 'sandboxed-container' },
    { figure: 'alpine-ram', side: 'vm' },
    { figure: 'win-core-ram', side: 'vm' },
    { figure: 'ubuntu-ram-cloud', side: 'vm' },
    { figure: 'win-desktop-ram', side: 'vm' },
  ],
  axis: 'MB',
  here(input) {
    const { workload } = input;
    const memory = knownValue(workload.memory);
    return [
      ...(memory === 'unlimited'
        ? fromFact(workload.memory, texts.unlimited)
        : fromFact(workload.memory, texts.given, (size) => ({
            memory: size === 'unlimited' ? '' : bytes(size),
          }))),
      ...(workload.kind === 'vm' ? machineArithmetic(input) : containerArithmetic(input)),
      ...fromFindings(
        input,
        ofRules(
          'container-no-memory-limit',
          'vm-host-memory-overcommit',
          'vm-below-vendor-minimum',
          'vm-no-balloon',
          'vm-gui-in-server',
        ),
      ),
    ];
  },
});
