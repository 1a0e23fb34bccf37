// R13: what operating it means: units to patch, logs, health.
import { is, knownValue } from '../../core/fact';
import { claim, figure } from '../../knowledge/sources';
import { computed, fromFact, machinesOf } from '../here';
import { defineRow } from '../row';

const texts = {
  patchUnits: {
    en: 'Patch units of this file: {count} guest operating systems, and the host.',
    de: 'Patch-Einheiten dieser Datei: {count} Gastbetriebssysteme und der Host.',
  },
  rebuild: {
    en: 'Patched by building the image anew, and by patching the host.',
    de: 'Gepflegt, indem das Image neu gebaut und der Host gepflegt wird.',
  },
  foreign: {
    en: 'Patched by taking a newer image from its maker, and by patching the host.',
    de: 'Gepflegt durch ein neueres Image des Herstellers und die Pflege des Hosts.',
  },
  health: { en: 'A health check is defined.', de: 'Ein Health-Check ist definiert.' },
  restart: { en: 'Restart policy: {policy}.', de: 'Neustartregel: {policy}.' },
  provisioner: { en: 'Provisioned with {name}.', de: 'Eingerichtet mit {name}.' },
};

export default defineRow({
  id: 'R13',
  title: { en: 'Operations', de: 'Betrieb' },
  vm: {
    en: 'Every guest is patched, logged and watched like a server of its own.',
    de: 'Jeder Gast wird gepflegt, protokolliert und überwacht wie ein eigener Server.',
  },
  container: {
    en: 'Images are rebuilt and containers replaced; logs and metrics must leave the container, for many live only minutes.',
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
