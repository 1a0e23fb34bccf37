// K12: the team describes its systems in files and ships by pipeline instead of by hand.
import { claim } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { provisioningOf } from '../reading';
import { certainties } from '../weights';

const answers = {
  pipeline: { e: 1, text: { en: 'a pipeline deploys it', de: 'eine Pipeline liefert den Workload aus' } },
  'by-hand': { e: -1, text: { en: 'it is deployed by hand', de: 'der Workload wird von Hand ausgeliefert' } },
} as const;

export default defineCriterion({
  id: 'K12',
  title: { en: 'The team automates', de: 'Das Team automatisiert' },
  direction: 'container',
  questions: ['K12.deploy'],
  sources: [claim('A1-75'), claim('A1-74'), claim('A1-41')],
  clauses: {
    container: { en: 'a pipeline deploys it', de: 'eine Pipeline den Workload ausliefert' },
    vm: { en: 'it is deployed by hand', de: 'der Workload von Hand ausgeliefert wird' },
  },
  evaluate(workload, { answers: given }) {
    const answer = given['K12.deploy'];
    if (answer !== undefined) {
      const { e, text } = answers[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    if (workload.kind === 'container') {
      return {
        e: 0.7,
        certainty: certainties.file,
        evidence: [{ place: workload.place }],
        text: {
          text: {
            en: 'its set-up is written down, so a pipeline can repeat it without manual steps',
            de: 'der Aufbau ist aufgeschrieben, eine Pipeline kann ihn also ohne Handarbeit wiederholen',
          },
        },
      };
    }
    return byProvisioning(provisioningOf(workload));
  },
  examples: [
    { format: 'compose', text: 'services:\n  ⟦web⟧:\n    image: nginx:1.29\n', speaksFor: 'container' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K12.deploy': 'by-hand' },
      speaksFor: 'vm',
    },
    {
      format: 'libvirt',
      text: '<domain type="kvm"><name>old</name><memory unit="GiB">2</memory></domain>\n',
      speaksFor: 'unknown',
    },
  ],
});

function byProvisioning(provisioning: ReturnType<typeof provisioningOf>): Assessment | undefined {
  if (provisioning === undefined) return undefined;
  const { kind, evidence } = provisioning;
  return {
    e: kind === 'managed' ? 0.7 : 0.5,
    // A script that was not read may do anything: that it exists is only a hint.
    certainty: kind === 'elsewhere' ? certainties.hint : certainties.file,
    evidence: [evidence],
    text: {
      text:
        kind === 'managed'
          ? { en: 'the tool {tool} sets up the machine', de: 'das Werkzeug {tool} richtet die Maschine ein' }
          : { en: 'a script sets up the machine', de: 'ein Skript richtet die Maschine ein' },
      ...(provisioning.tool === undefined ? {} : { args: { tool: provisioning.tool } }),
    },
  };
}
