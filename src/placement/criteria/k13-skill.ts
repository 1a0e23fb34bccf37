// K13: experience with running containers, and what a second way of operating costs; mostly asked.
import { isKnown } from '../../core/fact';
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { headers, isLinux, machinesOf, ofGroup } from '../reading';
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
      en: 'the team is taking its first steps with containers',
      de: 'das Team macht erste Schritte mit Containern',
    },
  },
  '2': {
    e: 0,
    text: {
      en: 'the team runs containers in production',
      de: 'das Team betreibt Container produktiv',
    },
  },
  '3': {
    e: 0.3,
    text: {
      en: 'the team has run containers in production for years',
      de: 'das Team betreibt seit Jahren Container produktiv',
    },
  },
} as const;

/** Machines of a group whose system no container host could run. */
const fixedMachines = ofGroup((group) =>
  machinesOf(group).filter(
    ({ operatingSystem }) => isKnown(operatingSystem) && !isLinux(operatingSystem.value),
  ),
);

export default defineCriterion({
  id: 'K13',
  title: { en: 'Skill and effort of operation', de: 'Können und Betriebsaufwand' },
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
  evaluate(workload, { answers, group }) {
    const answer = answers['K13.skill'];
    if (answer !== undefined) {
      const { e, text } = levels[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    if (workload.kind === 'container') return undefined;
    const fixed = fixedMachines(group).filter((machine) => machine !== workload);
    if (fixed.length === 0) return undefined;
    return {
      e: -0.7,
      certainty: certainties.file,
      evidence: headers(workload, fixed),
      text: {
        text: {
          en: 'other machines of the file ({count}) need a hypervisor anyway, so containers would be a second thing to operate',
          de: 'andere Maschinen der Datei ({count}) brauchen ohnehin einen Hypervisor, Container wären also eine zweite Betriebsart',
        },
        args: { count: fixed.length },
      },
    };
  },
  examples: [
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K13.skill': '0' },
      speaksFor: 'vm',
    },
    {
      format: 'vagrantfile',
      text: `Vagrant.configure("2") do |config|
  config.vm.define ⟦"log"⟧ do |log|
    log.vm.box = "debian/trixie64"
  end
  config.vm.define ⟦"client"⟧ do |client|
    client.vm.box = "gusztavvargadr/windows-10"
  end
end
`,
      workload: 'log',
      speaksFor: 'vm',
    },
  ],
});
