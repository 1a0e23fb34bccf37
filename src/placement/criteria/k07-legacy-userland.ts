// K7: an old user land that the application cannot leave.
import type { Text } from '../../core/message';
import { claim } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { packagedAsMachine, provisioningOf, supportOf } from '../reading';
import { certainties } from '../weights';

/** Years after the end of support from which an unseen payload is taken to be bound to its old user land; ours. */
const boundAfterYears = 4;

const answers = {
  movable: {
    e: 0.5,
    text: {
      en: 'it can move to a supported base',
      de: 'der Workload kann auf eine gepflegte Basis wechseln',
    },
  },
  bound: {
    e: -1,
    text: { en: 'it is bound to its old userland', de: 'der Workload ist an sein altes System gebunden' },
  },
} as const satisfies Readonly<Record<string, { e: number; text: Text }>>;

const ended = {
  en: 'general support for {name} ended on {date}',
  de: 'der allgemeine Support für {name} endete am {date}',
} as const satisfies Text;

const endedAndUnseen = {
  en: 'general support for {name} ended on {date}, and nothing here shows that its content could move',
  de: 'der allgemeine Support für {name} endete am {date}, und nichts zeigt hier, dass der Inhalt umziehen könnte',
} as const satisfies Text;

export default defineCriterion({
  id: 'K7',
  title: { en: 'Old or special userland', de: 'Altes oder besonderes System' },
  direction: 'vm',
  questions: ['K7.vendorSupport'],
  sources: [claim('A1-61'), claim('A1-18')],
  clauses: {
    container: { en: 'it moves to a supported base', de: 'der Workload auf eine gepflegte Basis wechselt' },
    vm: { en: 'it is bound to an old userland', de: 'der Workload an ein altes System gebunden ist' },
  },
  evaluate(workload, { today, answers: given }) {
    const answer = given['K7.vendorSupport'];
    if (answer !== undefined) {
      const { e, text } = answers[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    const support = supportOf(workload, today);
    if (support === undefined) return undefined;
    const { certainty, evidence, name, date } = support;
    if (support.yearsOver <= 0) {
      // An image on a supported base has made the step; a machine on one only has no reason against it.
      return {
        e: workload.kind === 'vm' ? 0 : 0.5,
        certainty,
        evidence: [evidence],
        text: {
          text: { en: '{name} is supported until {date}', de: '{name} wird bis {date} gepflegt' },
          args: { name, date },
        },
      };
    }
    // An end of life is a finding first, since most content can move. Only what nobody has moved for years, and what
    // nothing here describes, is taken to be bound.
    const age = Math.min(1, support.yearsOver / boundAfterYears);
    const isBound = age === 1 && workload.kind === 'vm' && provisioningOf(workload)?.kind === 'elsewhere';
    return {
      e: isBound ? -1 : packagedAsMachine(workload) ? -0.5 * age : -0.3 * age,
      certainty,
      evidence: [evidence],
      text: { text: isBound ? endedAndUnseen : ended, args: { name, date } },
    };
  },
  examples: [
    { format: 'dockerfile', text: 'FROM ⟦debian:13⟧\nCMD ["sleep", "60"]\n', speaksFor: 'container' },
    { format: 'dockerfile', text: 'FROM internal.example/base\nCMD ["sleep", "60"]\n', speaksFor: 'unknown' },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "⟦bento/centos-6.10⟧"\n  config.vm.provision "shell", path: "install.sh"\nend\n',
      speaksFor: 'vm',
    },
  ],
});
