// R17: snapshots and moving while running.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  passthrough: {
    en: 'The device {name} belongs to one host, which usually rules out live migration.',
    de: 'Das Gerät {name} gehört zu einem Host, was eine Live-Migration meist ausschließt.',
  },
  volume: {
    en: 'State in the volume {name}: back it up and move it separately from the container.',
    de: 'Zustand im Volume {name}: getrennt vom Container sichern und umziehen.',
  },
};

export default defineRow({
  id: 'R17',
  title: { en: 'Snapshots and migration', de: 'Snapshots und Migration' },
  vm: {
    en: 'Snapshots of the whole machine, large and slow to move. A running machine can move to another host, at best with a pause of only 60 ms.',
    de: 'Snapshots der ganzen Maschine, groß und langsam zu verschieben. Eine laufende Maschine kann auf einen anderen Host umziehen, bestenfalls mit nur 60 ms Pause.',
  },
  container: {
    en: 'Replaced rather than moved: the image can be pulled again, and the state belongs in volumes.',
    de: 'Ersetzt statt umgezogen: Das Image lässt sich neu laden, und der Zustand gehört in Volumes.',
  },
  sources: [claim('A1-21'), figure('livemig')],
  figures: [{ figure: 'livemig', side: 'vm' }],
  here(input) {
    const { workload } = input;
    if (workload.kind === 'vm') {
      return [
        ...workload.devices.items.flatMap((fact) =>
          fromFact(fact, texts.passthrough, ({ name }) => ({ name })),
        ),
        ...fromFindings(input, ofRules('vm-snapshot-chain', 'vm-device-passthrough')),
      ];
    }
    return workload.mounts.items
      .filter(({ value }) => value.kind === 'volume' && value.source !== undefined)
      .flatMap((fact) => fromFact(fact, texts.volume, ({ source }) => ({ name: source ?? '' })));
  },
});
