// K4: the number of instances has to follow the load.
import { isKnown } from '../../core/fact';
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { certaintyOf, evidenceOf } from '../reading';
import { certainties } from '../weights';

export default defineCriterion({
  id: 'K4',
  title: { en: 'Has to grow and shrink', de: 'Muss wachsen und schrumpfen' },
  direction: 'container',
  questions: ['K4.loadPattern'],
  sources: [claim('A1-59'), claim('A1-35'), claim('A1-70')],
  clauses: {
    container: { en: 'its load rises and falls', de: 'die Last schwankt' },
    vm: { en: 'its load is constant', de: 'die Last konstant ist' },
  },
  evaluate(workload, { answers }) {
    const answer = answers['K4.loadPattern'];
    if (answer !== undefined) {
      return {
        e: answer === 'elastic' ? 1 : -0.5,
        certainty: certainties.answer,
        evidence: [],
        text: {
          text:
            answer === 'elastic'
              ? { en: 'its load rises and falls', de: 'die Last schwankt' }
              : { en: 'its load is constant', de: 'die Last ist konstant' },
        },
      };
    }
    if (workload.kind === 'vm' || !isKnown(workload.replicas) || workload.replicas.value < 2)
      return undefined;
    return {
      e: 0.7,
      certainty: certaintyOf(workload.replicas),
      evidence: [evidenceOf(workload.replicas, workload)],
      text: {
        text: { en: 'it runs as {count} replicas', de: 'der Workload läuft in {count} Replikaten' },
        args: { count: workload.replicas.value },
      },
    };
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n    deploy:\n      replicas: ⟦4⟧\n',
      speaksFor: 'container',
    },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K4.loadPattern': 'constant' },
      speaksFor: 'vm',
    },
  ],
});
