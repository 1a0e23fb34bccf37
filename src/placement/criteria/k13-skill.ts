// K13: experience with running containers, and what their operation costs; no file shows it, so it is asked.
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { certainties } from '../weights';

const levels = {
  '0': {
    e: -1,
    text: {
      en: 'the team has no experience with containers',
      de: 'das Team hat keine Erfahrung mit Containern',
    },
  },
  '1': {
    e: -0.5,
    text: {
      en: 'the team makes its first steps with containers',
      de: 'das Team macht erste Schritte mit Containern',
    },
  },
  '2': { e: 0, text: { en: 'the team runs containers', de: 'das Team betreibt Container' } },
  '3': {
    e: 0.3,
    text: { en: 'the team has run containers for long', de: 'das Team betreibt seit Langem Container' },
  },
} as const;

export default defineCriterion({
  id: 'K13',
  title: { en: 'Skill and cost of operation', de: 'Können und Aufwand des Betriebs' },
  direction: 'vm',
  questions: ['K13.skill'],
  sources: [claim('A1-68'), claim('A1-69'), claim('A1-77')],
  clauses: {
    container: {
      en: 'the team has experience with running containers',
      de: 'das Team Erfahrung mit dem Betrieb von Containern hat',
    },
    vm: {
      en: 'the team has no experience with containers',
      de: 'das Team keine Erfahrung mit Containern hat',
    },
  },
  evaluate(_workload, { answers }) {
    const answer = answers['K13.skill'];
    if (answer === undefined) return undefined;
    const { e, text } = levels[answer];
    return { e, certainty: certainties.answer, evidence: [], text: { text } };
  },
  examples: [
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K13.skill': '0' },
      speaksFor: 'vm',
    },
  ],
});
