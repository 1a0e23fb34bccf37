// G3: code of others runs in the workload, so that it must not share the host's kernel.
import { claim, figure, nist } from '../../knowledge/sources';
import { defineGate } from '../gate';
import { foreignCode, foreignCodeAnswer } from '../reading';
import { certainties } from '../weights';

export default defineGate({
  id: 'G3',
  title: { en: 'Runs code of others', de: 'Führt fremden Code aus' },
  question: 'K9.foreignCode',
  sources: [claim('A1-45'), claim('A1-62'), nist('4.3.4'), nist('4.5.2'), figure('fc-vmm-overhead')],
  clauses: {
    met: { en: 'code of others runs in it', de: 'fremder Code darin läuft' },
    notMet: { en: 'only code you trust runs in it', de: 'nur vertrauenswürdiger Code darin läuft' },
  },
  evaluate(workload, { answers }) {
    const answer = foreignCodeAnswer(answers);
    const sign = foreignCode(workload);
    if (answer !== undefined) {
      return {
        state: answer === 'yes' ? 'met' : 'not-met',
        certainty: certainties.answer,
        evidence: sign?.evidence ?? [],
        text: {
          text:
            answer === 'yes'
              ? { en: 'it runs code of others', de: 'der Workload führt fremden Code aus' }
              : {
                  en: 'it only runs code you trust',
                  de: 'der Workload führt nur vertrauenswürdigen Code aus',
                },
        },
      };
    }
    if (sign === undefined) return undefined;
    const { state, certainty, evidence, text } = sign;
    return { state, certainty, evidence, text };
  },
  examples: [
    { format: 'compose', text: 'services:\n  judge:\n    image: ⟦judge0/judge0:1.13.1⟧\n', state: 'met' },
    {
      format: 'compose',
      text: 'services:\n  ci:\n    image: ⟦gitlab/gitlab-runner:v17.0.0⟧\n',
      state: 'undecidable',
    },
    {
      format: 'compose',
      text: 'services:\n  ⟦code-runner⟧:\n    build: .\n    volumes:\n      - ⟦/var/run/docker.sock:/var/run/docker.sock⟧\n',
      state: 'met',
    },
    {
      format: 'compose',
      text: 'services:\n  dashboard:\n    build: .\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
      state: 'silent',
    },
    { format: 'compose', text: 'services:\n  ⟦code-runner⟧:\n    build: .\n', state: 'open' },
    {
      format: 'compose',
      text: 'services:\n  judge:\n    image: judge0/judge0:1.13.1\n',
      answers: { 'K9.foreignCode': 'no' },
      state: 'not-met',
    },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "⟦rapid7/metasploitable3-ub1404⟧"\nend\n',
      state: 'met',
    },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', state: 'silent' },
  ],
});
