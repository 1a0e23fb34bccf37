// K14: memory pressure on the host, which many small guests feel first.
import { isKnown } from '../../core/fact';
import { bytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { evidenceOf } from '../reading';
import { certainties } from '../weights';

/** Share of the host's memory from which it is scarce, and from which it is worth a thought; ours. */
const scarce = 0.8;
const noticeable = 0.5;

export default defineCriterion({
  id: 'K14',
  title: { en: 'Density and memory pressure', de: 'Dichte und Speicherdruck' },
  direction: 'container',
  questions: ['K14.hostMemory'],
  sources: [claim('A2-18'), claim('A1-29'), claim('A1-07'), figure('vm-14-16gb')],
  clauses: {
    container: { en: 'memory is scarce on the host', de: 'der Arbeitsspeicher des Hosts knapp ist' },
    vm: { en: 'the host has plenty of memory', de: 'der Host reichlich Arbeitsspeicher hat' },
  },
  evaluate(workload, { answers, host, group }) {
    const answer = answers['K14.hostMemory'];
    if (answer !== undefined) {
      return {
        e: answer === 'scarce' ? 1 : -0.3,
        certainty: certainties.answer,
        evidence: [],
        text: {
          text:
            answer === 'scarce'
              ? { en: 'memory is scarce on the host', de: 'der Arbeitsspeicher des Hosts ist knapp' }
              : { en: 'the host has plenty of memory', de: 'der Host hat reichlich Arbeitsspeicher' },
        },
      };
    }
    if (host.memory === undefined || host.memory <= 0) return undefined;
    const memories = group.map(({ memory }) => memory);
    let sum = 0;
    for (const memory of memories) {
      if (!isKnown(memory) || memory.value === 'unlimited') return undefined;
      sum += memory.value;
    }
    const share = sum / host.memory;
    const own = isKnown(workload.memory) ? evidenceOf(workload.memory, workload) : { place: workload.place };
    return {
      e: share >= scarce ? 1 : share >= noticeable ? 0.5 : 0,
      certainty: certainties.file,
      evidence: [own],
      text: {
        text: {
          en: 'the workloads of this file ({count}) claim {sum} of the host’s {host}',
          de: 'die Workloads dieser Datei ({count}) beanspruchen {sum} von den {host} des Hosts',
        },
        args: { count: memories.length, sum: bytes(sum), host: bytes(host.memory) },
      },
    };
  },
  examples: [
    {
      format: 'libvirt',
      text: '<domain type="kvm"><name>one</name>⟦<memory unit="GiB">60</memory>⟧</domain>\n',
      host: { memory: 64 * 1024 ** 3 },
      speaksFor: 'container',
    },
    {
      format: 'libvirt',
      text: '<domain type="kvm"><name>one</name><memory unit="GiB">60</memory></domain>\n',
      speaksFor: 'unknown',
    },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n    mem_limit: ⟦64m⟧\n',
      host: { memory: 64 * 1024 ** 3 },
      speaksFor: 'neutral',
    },
  ],
});
