// R10: which operating systems it can run.
import { claim } from '../../knowledge/sources';
import { systemName } from '../diagram';
import { fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  needs: { en: 'Runs {name}.', de: 'Läuft mit {name}.' },
  foreign: {
    en: '{name} does not run on a Linux kernel: a machine, or a Windows container on a Windows host.',
    de: '{name} läuft nicht auf einem Linux-Kernel: eine Maschine oder ein Windows-Container auf einem Windows-Host.',
  },
  platform: { en: 'Platform {platform}.', de: 'Plattform {platform}.' },
};

export default defineRow({
  id: 'R10',
  title: { en: 'Choice of system', de: 'Wahl des Systems' },
  vm: {
    en: 'Nearly any operating system, old kernels included.',
    de: 'Fast jedes Betriebssystem, alte Kernel eingeschlossen.',
  },
  container: {
    en: 'Only user lands that fit the host’s kernel. On Windows and macOS the engine runs in a Linux VM already.',
    de: 'Nur Userlands, die zum Kernel des Hosts passen. Unter Windows und macOS läuft die Engine bereits in einer Linux-VM.',
  },
  sources: [claim('A1-33'), claim('A1-32'), claim('A2-30')],
  figures: [],
  here({ workload }) {
    const { operatingSystem } = workload;
    const linux = operatingSystem.state !== 'unknown' && operatingSystem.value.family === 'linux';
    return [
      ...fromFact(operatingSystem, linux ? texts.needs : texts.foreign, (system) => ({
        name: systemName(system),
      })),
      ...(workload.kind === 'container'
        ? fromFact(workload.platform, texts.platform, (platform) => ({ platform }))
        : []),
    ];
  },
});
