// R4: memory, with the arithmetic of the whole file.
import { knownValue } from '../../core/fact';
import { bytes, decimalBytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { vendorMinimum } from '../../knowledge/vendor-minimum';
import { computed, containersOf, fromFact, fromFindings, machinesOf, ofRules } from '../here';
import { type ComparisonInput, defineRow, type RowEvidence } from '../row';

const texts = {
  given: { en: 'Gets {memory}.', de: 'Bekommt {memory}.' },
  limit: { en: 'May use up to {memory}.', de: 'Darf bis zu {memory} nutzen.' },
  unlimited: {
    en: 'May use all the memory of the host.',
    de: 'Darf den ganzen Arbeitsspeicher des Hosts nutzen.',
  },
  sum: {
    en: 'The {count} machines of this file may take {memory} together.',
    de: 'Die {count} Maschinen dieser Datei dürfen zusammen {memory} belegen.',
  },
  left: {
    en: 'The host has {host}, which leaves {left} for the host itself. Proxmox advises leaving it 1 GB.',
    de: 'Der Host hat {host}; für ihn selbst übrig: {left}. Proxmox rät, ihm 1 GB zu lassen.',
  },
  nothing: { en: 'nothing', de: 'nichts' },
  guestShare: {
    en: 'By the vendors’ minima, the guest operating systems need {memory} of that.',
    de: 'Nach den Herstellerminima brauchen die Gastbetriebssysteme davon {memory}.',
  },
  asContainers: {
    en: 'Estimate: {count} empty containers take about {memory} (3.9 MiB each, measured for runc by gVisor’s guide); the applications come on top either way.',
    de: 'Schätzung: {count} leere Container belegen etwa {memory} (je 3,9 MiB, gemessen für runc in der Anleitung von gVisor); die Anwendungen kommen so oder so hinzu.',
  },
  limits: {
    en: 'The limits of {count} containers add up to {memory}.',
    de: 'Die Limits von {count} Containern ergeben zusammen {memory}.',
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
    rows.push(
      computed(texts.left, { host: bytes(host), left: host > sum ? bytes(host - sum) : texts.nothing }),
    );
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
    en: 'Vendors ask for 512 MB to 2 GB for a full guest operating system, before the application. The hypervisor’s own part can be small: at most 5 MiB for a Firecracker microVM.',
    de: 'Hersteller verlangen für ein volles Gastbetriebssystem 512 MB bis 2 GB, noch ohne die Anwendung. Der Anteil des Hypervisors selbst kann klein sein: höchstens 5 MiB bei einer microVM von Firecracker.',
  },
  container: {
    en: 'A few MiB on top of the application; without a limit, the application may take all the memory of the host.',
    de: 'Wenige MiB zusätzlich zur Anwendung; ohne Limit kann sie den ganzen Arbeitsspeicher des Hosts belegen.',
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
        : fromFact(workload.memory, workload.kind === 'vm' ? texts.given : texts.limit, (size) => ({
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
