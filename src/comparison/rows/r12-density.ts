// R12: how many fit on a host, and how they scale.
import { knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { computed, fromFact, fromFindings, ofRules } from '../here';
import { type ComparisonInput, defineRow, type RowEvidence } from '../row';

const texts = {
  replicas: { en: 'Replicas: {count}.', de: 'Replikate: {count}.' },
  fit: {
    en: 'At {memory} each, {count} fit on a host with {host}, leaving 1 GB for the host itself.',
    de: 'Bei je {memory} passen {count} auf einen Host mit {host}, wenn diesem selbst 1 GB bleibt.',
  },
};

/** Memory to leave to the host in bytes: the figure `pve-host-reserve`, 1 GB. */
const hostReserve = 1000 ** 3;

function howManyFit({ workload, host }: ComparisonInput): RowEvidence[] {
  const memory = knownValue(workload.memory);
  if (typeof memory !== 'number' || memory === 0 || host.memory === undefined) return [];
  const count = Math.max(0, Math.floor((host.memory - hostReserve) / memory));
  return [computed(texts.fit, { memory: bytes(memory), host: bytes(host.memory), count })];
}

export default defineRow({
  id: 'R12',
  title: { en: 'Density and scaling', de: 'Dichte und Skalierung' },
  vm: {
    en: 'As many as the memory of whole guests allows; one more means one more operating system. Specialised guests reach thousands per host (LightVM).',
    de: 'So viele, wie der Speicher ganzer Gäste zulässt; jede weitere bedeutet ein weiteres Betriebssystem. Spezialisierte Gäste erreichen Tausende je Host (LightVM).',
  },
  container: {
    en: 'As many as the applications’ memory allows; one more means a few more processes.',
    de: 'So viele, wie der Speicher der Anwendungen zulässt; ein weiterer bedeutet ein paar Prozesse mehr.',
  },
  sources: [claim('A1-35'), claim('A2-18'), figure('pve-host-reserve')],
  figures: [
    { figure: 'sysdig-perhost', side: 'container' },
    { figure: 'lxd-density', side: 'container' },
    { figure: 'lightvm-density', side: 'vm' },
    { figure: 'fc-mutation', side: 'sandboxed-container' },
    { figure: 'pve-host-reserve', side: 'vm' },
  ],
  here(input) {
    const { workload } = input;
    return [
      ...(workload.kind === 'container'
        ? fromFact(workload.replicas, texts.replicas, (count) => ({ count }))
        : []),
      ...howManyFit(input),
      ...fromFindings(input, ofRules('vm-host-memory-overcommit', 'vm-per-tiny-service')),
    ];
  },
});
