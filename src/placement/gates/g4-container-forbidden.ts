// G4: a licence, a vendor or an auditor forbids containers.
import { claim, docs } from '../../knowledge/sources';
import { defineGate } from '../gate';
import { evidenceOf } from '../reading';
import { certainties } from '../weights';

/** Licence services that are commonly bound to one machine or a dongle; a name, and only a reason to ask. */
const licenceServices =
  /^(codemeter(-lite)?|aksusbd|hasp(d|lmd?)?|haspd-modules|flexnet.*|lmadmin|lmgrd|wibukey)$/i;

export default defineGate({
  id: 'G4',
  title: { en: 'Containers are forbidden', de: 'Container sind verboten' },
  question: 'G4.vendorForbidsContainer',
  sources: [
    claim('A1-62'),
    claim('A1-73'),
    docs(
      'Konveyor questionnaire: vendor support and licences',
      'https://github.com/konveyor/tackle2-seed/blob/main/resources/questionnaire.yaml',
    ),
  ],
  clauses: {
    met: {
      en: 'the vendor, the licence or the auditor forbids containers',
      de: 'Hersteller, Lizenz oder Prüfstelle Container verbieten',
    },
    notMet: { en: 'nobody forbids containers', de: 'niemand Container verbietet' },
  },
  evaluate(workload, { answers }) {
    const answer = answers['G4.vendorForbidsContainer'];
    const item = [...workload.software.packages.items, ...workload.software.services.items].find(
      ({ value }) => licenceServices.test(value),
    );
    const evidence = item === undefined ? [] : [evidenceOf(item, workload)];
    if (answer !== undefined) {
      return {
        state: answer === 'yes' ? 'met' : 'not-met',
        certainty: certainties.answer,
        evidence,
        text: {
          text:
            answer === 'yes'
              ? {
                  en: 'the vendor, the licence or the auditor forbids containers',
                  de: 'Hersteller, Lizenz oder Prüfstelle verbieten Container',
                }
              : { en: 'nobody forbids containers', de: 'niemand verbietet Container' },
        },
      };
    }
    if (item === undefined) return undefined;
    return {
      state: 'open',
      certainty: certainties.hint,
      evidence,
      text: {
        text: {
          en: 'the licence service {name} is often bound to one machine',
          de: 'der Lizenzdienst {name} ist oft an eine Maschine gebunden',
        },
        args: { name: item.value },
      },
    };
  },
  examples: [
    {
      format: 'dockerfile',
      text: 'FROM debian:12\nRUN apt-get install -y nginx ⟦codemeter⟧\n',
      state: 'open',
    },
    {
      format: 'compose',
      text: 'services:\n  erp:\n    image: vendor/erp:9\n',
      answers: { 'G4.vendorForbidsContainer': 'yes' },
      state: 'met',
    },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', state: 'silent' },
  ],
});
