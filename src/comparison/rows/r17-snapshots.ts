// R17: snapshots and moving while running.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  passthrough: {
    en: 'The device {name} is bound to this host, which rules out live migration.',
    de: 'Das Gerät {name} ist an diesen Host gebunden, was eine Live-Migration ausschließt.',
  },
  volume: {
    en: 'State in the volume {name}: backed up and moved apart from the container.',
    de: 'Zustand im Volume {name}: getrennt vom Container zu sichern und umzuziehen.',
  },
};

export default defineRow({
  id: 'R17',
  title: { en: 'Snapshots and migration', de: 'Snapshots und Migration' },
  vm: {
    en: 'Snapshots of the whole machine, large and slow to move; a running machine can move with a pause as short as 60 ms at best.',
    de: 'Snapshots der ganzen Maschine, groß und träge zu bewegen; eine laufende Maschine kann umziehen, bestenfalls mit 60 ms Pause.',
  },
  container: {
    en: 'No snapshot is needed: the image is there, the state lies in volumes. The container is replaced, not moved.',
    de: 'Ein Snapshot ist nicht nötig: Das Image ist da, der Zustand liegt in Volumes. Der Container wird ersetzt, nicht bewegt.',
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
