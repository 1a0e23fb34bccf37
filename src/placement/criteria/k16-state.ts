// K16: state that one writer keeps on a local disk; weak, since volumes and operators exist.
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { stateOf } from '../reading';
import { certainties } from '../weights';

const answers = {
  operator: {
    e: 0.3,
    text: {
      en: 'an operator or a replica looks after its data',
      de: 'ein Operator oder Replikat sorgt für die Daten',
    },
  },
  'own-backup': { e: 0, text: { en: 'its volume is backed up', de: 'das Volume wird gesichert' } },
  nobody: { e: -0.7, text: { en: 'nobody backs up its data', de: 'niemand sichert die Daten' } },
} as const;

export default defineCriterion({
  id: 'K16',
  title: { en: 'State on a local disk', de: 'Zustand auf lokaler Platte' },
  direction: 'vm',
  questions: ['K16.backup'],
  sources: [claim('A1-56'), claim('A1-55')],
  clauses: {
    container: {
      en: 'an operator or a replica looks after its data',
      de: 'ein Operator oder Replikat für die Daten sorgt',
    },
    vm: { en: 'it keeps data that nobody backs up', de: 'niemand die Daten des Workloads sichert' },
  },
  evaluate(workload, { answers: given }) {
    const answer = given['K16.backup'];
    if (answer !== undefined) {
      const { e, text } = answers[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    return stateOf(workload);
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  db:\n    image: ⟦postgres:17⟧\n    volumes:\n      - data:/var/lib/postgresql/data\nvolumes:\n  data:\n',
      speaksFor: 'vm',
    },
    { format: 'compose', text: 'services:\n  ⟦web⟧:\n    build: .\n', speaksFor: 'container' },
    {
      format: 'compose',
      text: 'services:\n  db:\n    image: postgres:17\n',
      answers: { 'K16.backup': 'own-backup' },
      speaksFor: 'neutral',
    },
  ],
});
