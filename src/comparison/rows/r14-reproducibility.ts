// R14: whether the same definition gives the same thing again.
import { knownValue } from '../../core/fact';
import { claim, nist } from '../../knowledge/sources';
import { aboutWorkload, fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  digest: { en: 'Pinned by digest.', de: 'Per Digest festgelegt.' },
  tag: {
    en: 'Tag {tag}: a label that may point to another image later.',
    de: 'Tag {tag}: ein Etikett, das später auf ein anderes Image zeigen kann.',
  },
  noTag: {
    en: 'No tag: whatever “latest” means that day.',
    de: 'Kein Tag: was „latest“ gerade bedeutet.',
  },
  box: { en: 'Starts from {name}.', de: 'Startet von {name}.' },
  defined: {
    en: 'This file defines the machine; what has changed on its disk since is not in it.',
    de: 'Diese Datei definiert die Maschine; was sich seither auf ihrer Platte geändert hat, steht nicht darin.',
  },
};

export default defineRow({
  id: 'R14',
  title: { en: 'Reproducibility', de: 'Reproduzierbarkeit' },
  vm: {
    en: 'Possible with a pinned box and scripted provisioning; what was changed by hand or kept in a snapshot cannot be rebuilt.',
    de: 'Möglich mit festgelegter Box und Einrichtung per Skript; was von Hand geändert wurde oder nur in einem Snapshot liegt, lässt sich nicht neu aufbauen.',
  },
  container: {
    en: 'The image is the artefact and stays the same wherever it runs; a tag is only a label, a digest names exactly one image.',
    de: 'Das Image ist das Artefakt und überall dasselbe; ein Tag ist nur ein Etikett, ein Digest bezeichnet genau ein Image.',
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
