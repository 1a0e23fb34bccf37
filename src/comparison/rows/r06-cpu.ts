// R6: processor time.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  vcpus: { en: 'Gets {count} virtual CPUs.', de: 'Bekommt {count} virtuelle CPUs.' },
  cpus: { en: 'May use {count} CPUs.', de: 'Darf {count} CPUs nutzen.' },
  unlimited: { en: 'May use all CPUs of the host.', de: 'Darf alle CPUs des Hosts nutzen.' },
  mode: { en: 'CPU mode {mode}.', de: 'CPU-Modus {mode}.' },
};

export default defineRow({
  id: 'R6',
  title: { en: 'Processor', de: 'Prozessor' },
  vm: {
    en: 'With hardware support almost native; emulated in software, a percent or two of it.',
    de: 'Mit Hardwarehilfe fast wie nativ; in Software emuliert ein, zwei Prozent davon.',
  },
  container: {
    en: 'Native: the processes run on the host’s kernel. gVisor costs on system calls, not on computing.',
    de: 'Nativ: Die Prozesse laufen auf dem Kernel des Hosts. gVisor kostet bei Systemaufrufen, nicht beim Rechnen.',
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
