// K3: a pipeline and a platform for containers exist; container and VM files do not show them, so it stays unknown.
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';

export default defineCriterion({
  id: 'K3',
  title: { en: 'Pipeline and container platform exist', de: 'Pipeline und Container-Plattform vorhanden' },
  direction: 'container',
  questions: [],
  sources: [claim('A1-58'), claim('A2-26')],
  clauses: {
    container: {
      en: 'a pipeline builds and ships images',
      de: 'eine Pipeline Images baut und ausliefert',
    },
    vm: {
      en: 'there is no pipeline and no platform for images',
      de: 'es weder Pipeline noch Plattform für Images gibt',
    },
  },
  evaluate: () => undefined,
  examples: [{ format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' }],
});
