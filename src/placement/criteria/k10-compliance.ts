// K10: rules and contracts that ask for separation.
import { isKnown } from '../../core/fact';
import type { Workload } from '../../core/workload';
import { bsi, claim, nist } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { evidenceOf, namedLike } from '../reading';
import { certainties } from '../weights';

const answers = {
  none: {
    e: 0.5,
    text: {
      en: 'no regulation or contract asks for separation',
      de: 'keine Vorschrift und kein Vertrag verlangt eine Trennung',
    },
  },
  'shared-kernel-accepted': {
    e: 0,
    text: {
      en: 'the regulation or contract accepts a shared kernel',
      de: 'Vorschrift oder Vertrag erlauben einen geteilten Kernel',
    },
  },
  'own-kernel-required': {
    e: -1,
    text: {
      en: 'a regulation or contract demands a kernel of its own',
      de: 'eine Vorschrift oder ein Vertrag verlangt einen eigenen Kernel',
    },
  },
} as const;

/** Words of a label that somebody writes only where such a rule applies. */
const labelWords = /(^|[^a-z])(pci([-_]?dss)?|hipaa|phi|gdpr|dsgvo|kritis|vs-nfd|fedramp|itar)([^a-z]|$)/i;
const classified = /(^|[^a-z])(confidential|restricted|secret|vertraulich|geheim)([^a-z]|$)/i;
const classification = /(data|security|schutz).*(class|level|bedarf)|classification|compliance|sensitivity/i;

/** Words of a name that make such a rule likely, no more. */
const nameWords =
  /(^|[^a-z])(payments?|paymentservice|billing|cardholder|pci|patients?|hipaa|ehr)([^a-z]|$)/i;

export default defineCriterion({
  id: 'K10',
  title: { en: 'Regulation or contract', de: 'Vorschriften und Verträge' },
  direction: 'vm',
  questions: ['K10.compliance'],
  sources: [claim('A1-62'), claim('A1-73'), nist('4.3.4'), bsi('SYS.1.6.A26'), bsi('SYS.1.6.A3')],
  clauses: {
    container: {
      en: 'no regulation or contract asks for separation',
      de: 'keine Vorschrift und kein Vertrag eine Trennung verlangt',
    },
    vm: {
      en: 'a regulation, a contract or an auditor demands a kernel of its own',
      de: 'eine Vorschrift, ein Vertrag oder eine Prüfstelle einen eigenen Kernel verlangt',
    },
  },
  evaluate(workload, { answers: given }) {
    const answer = given['K10.compliance'];
    if (answer !== undefined) {
      const { e, text } = answers[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    return labelled(workload) ?? named(workload);
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  pay:\n    image: shop/pay:4\n    labels:\n      ⟦compliance: pci-dss⟧\n',
      speaksFor: 'vm',
    },
    { format: 'compose', text: 'services:\n  ⟦payment⟧:\n    image: shop/pay:4\n', speaksFor: 'vm' },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'unknown' },
    {
      format: 'compose',
      text: 'services:\n  web:\n    image: nginx:1.29\n',
      answers: { 'K10.compliance': 'shared-kernel-accepted' },
      speaksFor: 'neutral',
    },
  ],
});

function labelled(workload: Workload): Assessment | undefined {
  const label = workload.labels.items.find(({ value: { key, value } }) => {
    const text = isKnown(value) ? value.value : '';
    return (
      labelWords.test(key) || (classification.test(key) && (labelWords.test(text) || classified.test(text)))
    );
  });
  if (label === undefined) return undefined;
  return {
    e: -0.7,
    certainty: certainties.file,
    evidence: [evidenceOf(label, workload)],
    text: {
      text: {
        en: 'the label {key} names data or a regulation that asks for protection',
        de: 'das Label {key} nennt Daten oder eine Vorschrift, die Schutz verlangen',
      },
      args: { key: label.value.key },
    },
  };
}

function named(workload: Workload): Assessment | undefined {
  const evidence = namedLike(workload, nameWords);
  if (evidence === undefined) return undefined;
  return {
    e: -0.7,
    certainty: certainties.hint,
    evidence: [evidence],
    text: {
      text: {
        en: 'the name {name} suggests data under a regulation, but a name proves nothing',
        de: 'der Name {name} lässt Daten vermuten, für die eine Vorschrift gilt, doch ein Name beweist nichts',
      },
      args: { name: workload.name },
    },
  };
}
