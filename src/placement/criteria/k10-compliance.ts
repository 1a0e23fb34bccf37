// K10: rules and contracts that ask for separation.
import { isKnown } from '../../core/fact';
import type { Workload } from '../../core/workload';
import { bsi, claim, nist } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { evidenceOf, namedLike } from '../reading';
import { certainties } from '../weights';

const answers = {
  none: { e: 0.5, text: { en: 'no rule asks for separation', de: 'keine Vorgabe verlangt eine Trennung' } },
  'shared-kernel-accepted': {
    e: 0,
    text: { en: 'the rule accepts a shared kernel', de: 'die Vorgabe lässt einen geteilten Kernel zu' },
  },
  'own-kernel-required': {
    e: -1,
    text: { en: 'a rule demands a kernel of its own', de: 'eine Vorgabe verlangt einen eigenen Kernel' },
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
  title: { en: 'Rules and contracts ask for separation', de: 'Vorgaben verlangen Trennung' },
  direction: 'vm',
  questions: ['K10.compliance'],
  sources: [claim('A1-62'), claim('A1-73'), nist('4.3.4'), bsi('SYS.1.6.A26'), bsi('SYS.1.6.A3')],
  clauses: {
    container: { en: 'no rule asks for separation', de: 'keine Vorgabe eine Trennung verlangt' },
    vm: {
      en: 'a rule or an auditor demands a kernel of its own',
      de: 'eine Vorgabe oder Prüfstelle einen eigenen Kernel verlangt',
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
        en: 'the label {key} says that a rule applies',
        de: 'das Label {key} sagt, dass eine Vorgabe gilt',
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
        en: 'the name {name} suggests data under a rule; only a name',
        de: 'der Name {name} lässt Daten unter einer Vorgabe vermuten; nur ein Name',
      },
      args: { name: workload.name },
    },
  };
}
