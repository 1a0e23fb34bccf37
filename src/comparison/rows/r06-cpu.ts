// R6: processor time.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  vcpus: { en: 'Virtual CPUs: {count}.', de: 'Virtuelle CPUs: {count}.' },
  cpus: { en: 'CPU limit: {count}.', de: 'CPU-Limit: {count}.' },
  unlimited: { en: 'May use all CPUs of the host.', de: 'Darf alle CPUs des Hosts nutzen.' },
  mode: { en: 'CPU mode {mode}.', de: 'CPU-Modus {mode}.' },
};

export default defineRow({
  id: 'R6',
  title: { en: 'Processor', de: 'Prozessor' },
  vm: {
    en: 'Almost native speed with hardware support; without it, in one small test, one to two percent of it.',
    de: 'Mit Hardware-Unterstützung fast so schnell wie nativ; ohne sie in einem kleinen Test noch ein bis zwei Prozent davon.',
  },
  container: {
    en: 'Native: the processes run on the host’s kernel. gVisor slows down system calls, not computing.',
    de: 'Nativ: Die Prozesse laufen auf dem Kernel des Hosts. gVisor bremst Systemaufrufe, nicht das Rechnen.',
  },
  sources: [claim('A2-10'), claim('A2-16'), figure('linpack-student'), figure('tcg-slowdown')],
  figures: [
    { figure: 'linpack-student', side: 'vm' },
    { figure: 'fc-cpu', side: 'sandboxed-container' },
    { figure: 'tcg-slowdown', side: 'vm' },
    { figure: 'gv-cpu', side: 'sandboxed-container' },
    { figure: 'gv-node-rps', side: 'sandboxed-container' },
    { figure: 'felter-summary', side: 'container' },
  ],
  here(input) {
    const { workload } = input;
    const { cpus } = workload;
    const limit =
      cpus.state !== 'unknown' && cpus.value === 'unlimited'
        ? fromFact(cpus, texts.unlimited)
        : fromFact(cpus, workload.kind === 'vm' ? texts.vcpus : texts.cpus, (count) => ({ count }));
    return [
      ...limit,
      ...(workload.kind === 'vm' ? fromFact(workload.cpuMode, texts.mode, (mode) => ({ mode })) : []),
      ...fromFindings(
        input,
        ofRules(
          'container-no-cpu-limit',
          'container-no-pids-limit',
          'vm-vcpu-oversized',
          'vm-software-emulation',
        ),
      ),
    ];
  },
});
