// R15: money, without inventing prices.
import { knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { claim } from '../../knowledge/sources';
import { computed } from '../here';
import { defineRow } from '../row';

const texts = {
  perHour: {
    en: 'For your own calculation: {memory} of memory and {cpus} vCPU, assigned for as long as the VM runs.',
    de: 'Für die eigene Rechnung: {memory} Arbeitsspeicher und {cpus} vCPU, zugeteilt, solange die VM läuft.',
  },
};

export default defineRow({
  id: 'R15',
  title: { en: 'Cost', de: 'Kosten' },
  vm: {
    en: 'More hardware for the same load, but cheap to run while nothing changes. Berth ships no prices; use your own.',
    de: 'Mehr Hardware für dieselbe Last, aber günstig im Betrieb, solange sich nichts ändert. Berth bringt keine Preise mit; setze eigene ein.',
  },
  container: {
    en: 'Less hardware, but automation, monitoring and skill cost money first. Saved hardware alone is half the truth.',
    de: 'Weniger Hardware, dafür kosten Automatisierung, Überwachung und Können zuerst Geld. Gesparte Hardware allein ist die halbe Wahrheit.',
  },
  sources: [claim('A1-67'), claim('A1-68'), claim('A1-71'), claim('A1-44')],
  figures: [],
  here({ workload }) {
    const memory = knownValue(workload.memory);
    const cpus = knownValue(workload.cpus);
    return workload.kind === 'vm' && typeof memory === 'number' && typeof cpus === 'number'
      ? [computed(texts.perHour, { memory: bytes(memory), cpus })]
      : [];
  },
});
