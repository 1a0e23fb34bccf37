// K9: code of others, tenants and attackers: how strong a boundary the workload needs.
import { type Message, render } from '../../core/message';
import { claim, figure, nist } from '../../knowledge/sources';
import { defineCriterion } from '../criterion';
import { foreignCode, foreignCodeAnswer, stockProduct } from '../reading';
import { certainties } from '../weights';

/** What follows for the boundary; the sign alone is what gate G3 says. */
function weakBoundary(sign: Message): Message {
  return {
    text: {
      en: '{sign}; a shared kernel is a weak boundary for that',
      de: '{sign}; dafür ist ein geteilter Kernel eine schwache Grenze',
    },
    args: { sign: { en: render(sign, 'en'), de: render(sign, 'de') } },
  };
}

export default defineCriterion({
  id: 'K9',
  title: { en: 'Code of others, need for protection', de: 'Fremder Code, hoher Schutzbedarf' },
  direction: 'boundary',
  questions: ['K9.foreignCode', 'ci.runner'],
  sources: [claim('A1-62'), claim('A1-45'), nist('4.3.4'), nist('4.5.2'), figure('fc-boot-init')],
  clauses: {
    container: { en: 'only code you trust runs in it', de: 'nur vertrauenswürdiger Code darin läuft' },
    vm: { en: 'code of others runs in it', de: 'fremder Code darin läuft' },
  },
  evaluate(workload, { answers }) {
    const answer = foreignCodeAnswer(answers);
    if (answer !== undefined) {
      return {
        e: answer === 'yes' ? -1 : 0.5,
        certainty: certainties.answer,
        evidence: [],
        text:
          answer === 'yes'
            ? weakBoundary({
                text: { en: 'it runs code of others', de: 'der Workload führt fremden Code aus' },
              })
            : {
                text: {
                  en: 'it only runs code you trust',
                  de: 'der Workload führt nur vertrauenswürdigen Code aus',
                },
              },
      };
    }
    const sign = foreignCode(workload);
    if (sign !== undefined) {
      const { certainty, evidence, text } = sign;
      return { e: -1, certainty, evidence, text: weakBoundary(text) };
    }
    const stock = stockProduct(workload);
    if (stock === undefined) return undefined;
    return {
      e: 0.5,
      certainty: certainties.implied,
      evidence: [stock.evidence],
      text: {
        text: {
          en: '{name} is a finished product that runs no code of its users',
          de: '{name} ist ein fertiges Produkt, das keinen Code seiner Nutzer ausführt',
        },
        args: { name: stock.name },
      },
    };
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  judge:\n    image: ⟦judge0/judge0:1.13.1⟧\n',
      speaksFor: 'vm',
    },
    { format: 'compose', text: 'services:\n  ⟦exercise-runner⟧:\n    build: .\n', speaksFor: 'vm' },
    { format: 'compose', text: 'services:\n  proxy:\n    image: ⟦nginx:1.29⟧\n', speaksFor: 'container' },
    { format: 'compose', text: 'services:\n  api:\n    build: .\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  ci:\n    image: gitlab/gitlab-runner:v17.0.0\n',
      answers: { 'ci.runner': 'provider' },
      speaksFor: 'container',
    },
  ],
});
