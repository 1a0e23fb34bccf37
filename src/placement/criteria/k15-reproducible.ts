// K15: an artefact exists that can be built again and runs the same everywhere.
import { isKnown } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { claim } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { certaintyOf, evidenceOf, portablePayload, wholeSystem } from '../reading';
import { certainties } from '../weights';

export default defineCriterion({
  id: 'K15',
  title: { en: 'A reproducible artefact exists', de: 'Ein reproduzierbares Artefakt existiert' },
  direction: 'container',
  questions: [],
  sources: [claim('A1-37'), claim('A1-36'), claim('A1-39')],
  clauses: {
    container: { en: 'it is built as an image', de: 'der Workload als Image gebaut wird' },
    vm: {
      en: 'it can only be set up by hand',
      de: 'der Workload sich nur von Hand einrichten lässt',
    },
  },
  evaluate(workload) {
    if (workload.kind === 'container') return ofContainer(workload);
    if (!portablePayload(workload)) return undefined;
    const [first] = [...workload.software.packages.items, ...workload.software.services.items];
    return {
      e: 0.5,
      certainty: certainties.file,
      evidence: [first === undefined ? { place: workload.place } : evidenceOf(first, workload)],
      text: {
        text: {
          en: 'what it installs is listed here, so an image can be built from the list',
          de: 'was die Maschine installiert, steht hier; daraus lässt sich ein Image bauen',
        },
      },
    };
  },
  examples: [
    { format: 'dockerfile', text: 'FROM ⟦alpine:3.22⟧\nCMD ["sleep", "60"]\n', speaksFor: 'container' },
    { format: 'compose', text: 'services:\n  web:\n    image: ⟦nginx:1.29⟧\n', speaksFor: 'container' },
    {
      format: 'libvirt',
      text: '<domain type="kvm"><name>old</name><memory unit="GiB">2</memory></domain>\n',
      speaksFor: 'unknown',
    },
  ],
});

function ofContainer(workload: ContainerWorkload): Assessment | undefined {
  const { image, builtHere, role } = workload;
  const own = role === 'image' || (isKnown(builtHere) && builtHere.value);
  const base = isKnown(image) ? evidenceOf(image, workload) : undefined;
  const pinned =
    isKnown(image) &&
    (image.value.digest !== undefined || (image.value.tag !== undefined && image.value.tag !== 'latest'));
  if (!own && base === undefined) return undefined;
  // A whole system in an image can be built again, but not one part at a time.
  const whole = wholeSystem(workload) !== undefined;
  return {
    e: whole ? 0.3 : pinned || (own && role === 'service') ? 1 : 0.5,
    certainty: isKnown(image) ? certaintyOf(image) : certainties.file,
    evidence: [base ?? { place: workload.place }],
    text: {
      text: own
        ? {
            en: 'its image is built from a file and can be built again',
            de: 'das Image wird aus einer Datei gebaut und lässt sich neu bauen',
          }
        : pinned
          ? {
              en: 'it runs from an image whose version is stated',
              de: 'der Workload läuft aus einem Image mit genannter Version',
            }
          : {
              en: 'it runs from an image, but of no stated version',
              de: 'der Workload läuft aus einem Image, aber ohne genannte Version',
            },
    },
  };
}
