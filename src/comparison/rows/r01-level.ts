// R1: at which level the virtualisation sits.
import { claim } from '../../knowledge/sources';
import { hypervisorName } from '../diagram';
import { aboutWorkload, fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  hypervisor: { en: 'Runs on {name}.', de: 'Läuft auf {name}.' },
  unknownHypervisor: {
    en: 'A machine of its own; which hypervisor runs it is not stated.',
    de: 'Eine eigene Maschine; welcher Hypervisor sie ausführt, ist nicht angegeben.',
  },
  image: { en: 'An image for a container engine.', de: 'Ein Image für eine Container-Engine.' },
  service: {
    en: 'A service that runs as a container.',
    de: 'Ein Dienst, der als Container läuft.',
  },
  runtime: { en: 'Runs under the OCI runtime {name}.', de: 'Läuft unter der OCI-Laufzeit {name}.' },
};

export default defineRow({
  id: 'R1',
  title: { en: 'Level of virtualisation', de: 'Ebene der Virtualisierung' },
  vm: {
    en: 'The hardware is virtualised; a hypervisor of type 1 sits below the operating systems, one of type 2 runs on top of one. KVM and Hyper-V blur the distinction.',
    de: 'Die Hardware wird virtualisiert; ein Hypervisor vom Typ 1 liegt unter den Betriebssystemen, einer vom Typ 2 läuft auf einem. KVM und Hyper-V verwischen diese Grenze.',
  },
  container: {
    en: 'The operating system is virtualised: one kernel separates processes with namespaces and limits them with control groups.',
    de: 'Das Betriebssystem wird virtualisiert: Ein Kernel trennt Prozesse durch Namespaces und begrenzt sie durch Control Groups.',
  },
  sources: [claim('A1-81'), claim('A1-24'), claim('A2-01')],
  figures: [],
  here({ workload }) {
    if (workload.kind === 'vm') {
      const known = fromFact(workload.hypervisor, texts.hypervisor, (hypervisor) => ({
        name: hypervisorName(hypervisor),
      }));
      return known.length > 0 ? known : [aboutWorkload(workload, texts.unknownHypervisor)];
    }
    const kind = aboutWorkload(workload, workload.role === 'image' ? texts.image : texts.service);
    return [kind, ...fromFact(workload.runtime, texts.runtime, (name) => ({ name }))];
  },
});
