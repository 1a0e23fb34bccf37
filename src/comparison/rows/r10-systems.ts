// R10: which operating systems it can run.
import { claim } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  needs: { en: 'Runs {name}.', de: 'Läuft mit {name}.' },
  foreign: {
    en: '{name} does not run on a Linux kernel: it takes a VM, or for Windows a container on a Windows host.',
    de: '{name} läuft nicht auf einem Linux-Kernel: Dafür braucht es eine VM oder, bei Windows, einen Container auf einem Windows-Host.',
  },
  platform: { en: 'Platform {platform}.', de: 'Plattform {platform}.' },
};

export default defineRow({
  id: 'R10',
  title: { en: 'Choice of operating system', de: 'Wahl des Betriebssystems' },
  vm: {
    en: 'Nearly any operating system, old kernels included.',
    de: 'Fast jedes Betriebssystem, alte Kernel eingeschlossen.',
  },
  container: {
    en: 'Only userlands that fit the host’s kernel. On Windows and macOS, Docker Desktop runs Linux containers in a VM already.',
    de: 'Nur Userlands, die zum Kernel des Hosts passen. Unter Windows und macOS führt Docker Desktop Linux-Container ohnehin in einer VM aus.',
  },
  sources: [claim('A1-33'), claim('A1-32'), claim('A2-30')],
  figures: [],
  here({ workload }) {
    const { operatingSystem } = workload;
    // A family we do not know may well be a Linux.
    const linux =
      operatingSystem.state !== 'unknown' && ['linux', 'other'].includes(operatingSystem.value.family);
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
