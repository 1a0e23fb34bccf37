// R13: what operating it means: units to patch, logs, health.
import { is, knownValue } from '../../core/fact';
import { claim, figure } from '../../knowledge/sources';
import { computed, fromFact, machinesOf } from '../here';
import { defineRow } from '../row';

const texts = {
  patchUnits: {
    en: 'To patch: the host, and the guest operating systems of this file ({count}).',
    de: 'Zu pflegen: der Host und die Gastbetriebssysteme dieser Datei ({count}).',
  },
  rebuild: {
    en: 'Patched by rebuilding the image and by patching the host.',
    de: 'Gepflegt wird, indem man das Image neu baut und den Host pflegt.',
  },
  foreign: {
    en: 'Patched by taking a newer image from its publisher and by patching the host.',
    de: 'Gepflegt wird, indem man ein neueres Image des Herausgebers nimmt und den Host pflegt.',
  },
  health: { en: 'A health check is defined.', de: 'Eine Zustandsprüfung ist definiert.' },
  restart: { en: 'Restart policy: {policy}.', de: 'Neustartverhalten: {policy}.' },
  provisioner: { en: 'Set-up by: {name}.', de: 'Einrichtung durch: {name}.' },
};

export default defineRow({
  id: 'R13',
  title: { en: 'Operations', de: 'Betrieb' },
  vm: {
    en: 'Every guest needs patches, logs and monitoring like a server of its own.',
    de: 'Jeder Gast braucht Pflege, Protokolle und Überwachung wie ein eigener Server.',
  },
  container: {
    en: 'Images are rebuilt and containers replaced; logs and metrics must leave the container, since many live only minutes.',
    de: 'Images werden neu gebaut, Container ersetzt; Logs und Metriken müssen den Container verlassen, denn viele leben nur Minuten.',
  },
  sources: [claim('A1-09'), claim('A1-43'), claim('A1-55'), figure('sysdig-life5')],
  figures: [
    { figure: 'sysdig-life5', side: 'container' },
    { figure: 'sysdig-life10', side: 'container' },
  ],
  here(input) {
    const { workload } = input;
    if (workload.kind === 'vm') {
      return [
        computed(texts.patchUnits, { count: machinesOf(input).length }),
        ...workload.provisioners.items.flatMap((fact) =>
          fromFact(fact, texts.provisioner, (name) => ({ name })),
        ),
      ];
    }
    const built = knownValue(workload.builtHere);
    return [
      ...(built === undefined ? [] : fromFact(workload.builtHere, built ? texts.rebuild : texts.foreign)),
      ...(is(workload.healthcheck, true) ? fromFact(workload.healthcheck, texts.health) : []),
      ...fromFact(workload.restart, texts.restart, (policy) => ({ policy })),
    ];
  },
});
