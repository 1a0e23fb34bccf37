// R14: whether the same definition gives the same thing again.
import { knownValue } from '../../core/fact';
import { claim, nist } from '../../knowledge/sources';
import { aboutWorkload, fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  digest: { en: 'Pinned by digest.', de: 'Per Digest festgelegt.' },
  tag: { en: 'Tag {tag}: a label that can move.', de: 'Tag {tag}: ein Etikett, das wandern kann.' },
  noTag: {
    en: 'No tag: whatever is latest that day.',
    de: 'Kein Tag: was an dem Tag gerade das Neueste ist.',
  },
  box: { en: 'Starts from {name}.', de: 'Startet von {name}.' },
  defined: {
    en: 'Defined in this file, so it can be made again.',
    de: 'In dieser Datei definiert, also wieder herstellbar.',
  },
};

export default defineRow({
  id: 'R14',
  title: { en: 'Reproducibility', de: 'Reproduzierbarkeit' },
  vm: {
    en: 'With a pinned box and scripted provisioning; a machine changed by hand or by snapshot cannot be made again.',
    de: 'Mit festgelegter Box und geskripteter Einrichtung; eine von Hand oder per Snapshot geänderte Maschine lässt sich nicht wieder herstellen.',
  },
  container: {
    en: 'The image is the artefact and runs everywhere alike; a tag is only a label, a digest is a promise.',
    de: 'Das Image ist das Artefakt und läuft überall gleich; ein Tag ist nur ein Etikett, ein Digest ein Versprechen.',
  },
  sources: [claim('A1-37'), claim('A1-38'), nist('4.2.2')],
  figures: [],
  here({ workload }) {
    if (workload.kind === 'vm') {
      return [
        aboutWorkload(workload, texts.defined),
        ...fromFact(workload.image, texts.box, (name) => ({ name })),
      ];
    }
    const image = knownValue(workload.image);
    if (image === undefined) return [];
    if (image.digest !== undefined) return fromFact(workload.image, texts.digest);
    return image.tag === undefined
      ? fromFact(workload.image, texts.noTag)
      : fromFact(workload.image, texts.tag, ({ tag }) => ({ tag: tag ?? '' }));
  },
});
