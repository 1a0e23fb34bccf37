// R15: money, without inventing prices.
import { knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { claim } from '../../knowledge/sources';
import { computed } from '../here';
import { defineRow } from '../row';

const texts = {
  perHour: {
    en: 'To price it: {memory} and {cpus} CPUs, reserved around the clock.',
    de: 'Zum Bepreisen: {memory} und {cpus} CPUs, rund um die Uhr reserviert.',
  },
};

export default defineRow({
  id: 'R15',
  title: { en: 'Economics', de: 'Kosten' },
  vm: {
    en: 'More hardware for the same load; knowledge that most teams have. Enter your own prices: none are shipped.',
    de: 'Mehr Hardware für dieselbe Last; Wissen, das die meisten Teams haben. Setze eigene Preise ein: Mitgeliefert werden keine.',
  },
  container: {
    en: 'Less hardware; automation, monitoring and skill must be paid for first. Saved hardware alone is half the truth.',
    de: 'Weniger Hardware; Automatisierung, Überwachung und Können wollen erst bezahlt sein. Gesparte Hardware allein ist die halbe Wahrheit.',
  },
  sources: [claim('A1-67'), claim('A1-68'), claim('A1-44')],
  figures: [],
  here({ workload }) {
    const memory = knownValue(workload.memory);
    const cpus = knownValue(workload.cpus);
    return workload.kind === 'vm' && typeof memory === 'number' && typeof cpus === 'number'
      ? [computed(texts.perHour, { memory: bytes(memory), cpus })]
      : [];
  },
});
