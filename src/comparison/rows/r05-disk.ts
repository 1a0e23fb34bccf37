// R5: disk and image size.
import { bytes } from '../../core/message';
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  disk: { en: 'A disk of {size}.', de: 'Eine Platte mit {size}.' },
  box: { en: 'Starts from the box or image {name}.', de: 'Startet von der Box oder dem Image {name}.' },
  image: { en: 'Built on or run from {name}.', de: 'Gebaut auf oder gestartet von {name}.' },
  stages: {
    en: '{count} build stages; only the last is shipped.',
    de: '{count} Build-Stufen; nur die letzte wird ausgeliefert.',
  },
};

export default defineRow({
  id: 'R5',
  title: { en: 'Disk and image', de: 'Platte und Image' },
  vm: {
    en: 'A disk with a whole operating system: vendors ask for 4 GB and more. Linked clones and thin disks reduce what is really written.',
    de: 'Eine Platte mit einem ganzen Betriebssystem: Hersteller verlangen 4 GB und mehr. Linked Clones und dünn belegte Platten verringern, was wirklich geschrieben wird.',
  },
  container: {
    en: 'Layers from a few MB to several hundred, shared between images with the same base.',
    de: 'Schichten von wenigen MB bis zu mehreren hundert, geteilt zwischen Images mit gleicher Basis.',
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
        ...fromFact(workload.stages, texts.stages, (count) => ({ count })),
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
