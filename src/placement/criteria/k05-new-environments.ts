// K5: new environments have to be made quickly, as for development.
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { developmentSetup } from '../reading';
import { certainties } from '../weights';

const purposes = {
  development: {
    e: 0.7,
    text: { en: 'it is a development environment', de: 'es geht um eine Entwicklungsumgebung' },
  },
  lab: {
    e: -1,
    text: {
      en: 'it is a lab for kernels, networks or attacks',
      de: 'es geht um ein Labor für Kernel, Netze oder Angriffe',
    },
  },
  production: { e: 0, text: { en: 'it runs in production', de: 'der Workload läuft produktiv' } },
} as const;

export default defineCriterion({
  id: 'K5',
  title: { en: 'New environments in no time', de: 'Neue Umgebungen auf Zuruf' },
  direction: 'container',
  questions: ['purpose'],
  sources: [claim('A1-60'), claim('A2-24')],
  clauses: {
    container: {
      en: 'new environments have to be made quickly',
      de: 'neue Umgebungen schnell entstehen müssen',
    },
    vm: {
      en: 'it is a lab for kernels, networks or attacks',
      de: 'der Workload zu einem Labor für Kernel, Netze oder Angriffe gehört',
    },
  },
  evaluate(workload, { answers }) {
    const answer = answers.purpose;
    if (answer !== undefined) {
      const { e, text } = purposes[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    const evidence = developmentSetup(workload);
    if (evidence === undefined) return undefined;
    return {
      e: 0.7,
      certainty: certainties.hint,
      evidence: [evidence],
      text: {
        text: {
          en: 'it looks like a development environment, since the project’s sources are mounted',
          de: 'das sieht nach einer Entwicklungsumgebung aus, denn die Quellen des Projekts sind eingebunden',
        },
      },
    };
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  web:\n    build: .\n    volumes:\n      - ⟦.:/app⟧\n',
      speaksFor: 'container',
    },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\nend\n',
      answers: { purpose: 'lab' },
      speaksFor: 'vm',
    },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\nend\n',
      answers: { purpose: 'production' },
      speaksFor: 'neutral',
    },
  ],
});
