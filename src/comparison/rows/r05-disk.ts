// R5: disk and image size.
import { knownValue } from '../../core/fact';
import { bytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  disk: { en: 'A disk of {size}.', de: 'Eine Platte mit {size}.' },
  box: { en: 'Box or disk image: {name}.', de: 'Box oder Abbild: {name}.' },
  image: { en: 'Image: {name}.', de: 'Image: {name}.' },
  stages: {
    en: 'Build stages: {count}; only one of them is shipped.',
    de: 'Build-Stufen: {count}; nur eine davon wird ausgeliefert.',
  },
};

export default defineRow({
  id: 'R5',
  title: { en: 'Disk and image', de: 'Platte und Image' },
  vm: {
    en: 'A disk with a whole operating system: vendors ask for 920 MB (Debian) to 32 GB (Windows Server). Linked clones and thin disks reduce what is really written.',
    de: 'Eine Platte mit einem ganzen Betriebssystem: Hersteller verlangen 920 MB (Debian) bis 32 GB (Windows Server). Verknüpfte Klone und mitwachsende Platten verringern, was wirklich geschrieben wird.',
  },
  container: {
    en: 'Layers of a few MB to several hundred MB, shared between images with the same base.',
    de: 'Schichten von wenigen bis zu mehreren hundert MB; Images mit gleicher Basis teilen sie sich.',
  },
  sources: [claim('A1-84'), claim('A2-07'), figure('img-node-lts')],
  figures: [
    { figure: 'img-alpine-latest', side: 'container' },
    { figure: 'img-debian-trixie-slim', side: 'container' },
    { figure: 'img-ubuntu-24.04', side: 'container' },
    { figure: 'img-python-3.13-slim', side: 'container' },
    { figure: 'img-node-lts', side: 'container' },
    { figure: 'debian-disk-inst', side: 'vm' },
    { figure: 'ubuntu-disk-cloud', side: 'vm' },
    { figure: 'win-disk', side: 'vm' },
  ],
  axis: 'MB',
  here(input) {
    const { workload } = input;
    const findings = fromFindings(
      input,
      ofRules(
        'container-fat-base',
        'container-no-multistage',
        'vm-thick-disk',
        'vm-linked-clone-off',
        'vm-snapshot-chain',
      ),
    );
    if (workload.kind === 'container') {
      return [
        ...fromFact(workload.image, texts.image, ({ text }) => ({ name: text })),
        ...((knownValue(workload.stages) ?? 1) > 1
          ? fromFact(workload.stages, texts.stages, (count) => ({ count }))
          : []),
        ...findings,
      ];
    }
    return [
      ...fromFact(workload.image, texts.box, (name) => ({ name })),
      ...workload.disks.items.flatMap(({ value }) =>
        fromFact(value.capacity, texts.disk, (size) => ({ size: bytes(size) })),
      ),
      ...findings,
    ];
  },
});
