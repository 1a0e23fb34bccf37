// K2 and K11: how often it changes, one axis with two ends; these files do not show it, so it is asked.
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { certainties } from '../weights';

const rates = { weekly: 1, monthly: 0.5, quarterly: -0.3, rarely: -1 } as const;

export default defineCriterion({
  id: 'K2',
  title: { en: 'Changes often, or hardly ever', de: 'Ändert sich oft oder kaum' },
  direction: 'container',
  questions: ['K2.deploysPerMonth', 'K11.lifetime'],
  sources: [claim('A1-57'), claim('A1-63'), claim('A1-71')],
  clauses: {
    container: { en: 'it is deployed every week', de: 'jede Woche ausgeliefert wird' },
    vm: { en: 'it hardly changes for years', de: 'der Workload sich jahrelang kaum ändert' },
  },
  evaluate(_workload, { answers }) {
    const rate = answers['K2.deploysPerMonth'];
    const lifetime = answers['K11.lifetime'];
    if (rate === undefined && lifetime === undefined) return undefined;
    const e = rate !== undefined ? rates[rate] : lifetime === 'stable' ? -0.7 : 0.7;
    return {
      e,
      certainty: certainties.answer,
      evidence: [],
      text: {
        text:
          e > 0
            ? { en: 'it changes regularly', de: 'der Workload ändert sich regelmäßig' }
            : { en: 'it seldom changes', de: 'der Workload ändert sich selten' },
      },
    };
  },
  examples: [
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K2.deploysPerMonth': 'weekly' },
      speaksFor: 'container',
    },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K11.lifetime': 'stable' },
      speaksFor: 'vm',
    },
  ],
});
