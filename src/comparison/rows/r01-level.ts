// R1: at which level the virtualisation sits.
import { claim } from '../../knowledge/sources';
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
    en: 'A container beside the others of this file.',
    de: 'Ein Container neben den anderen dieser Datei.',
  },
  runtime: { en: 'Runs under the OCI runtime {name}.', de: 'Läuft unter der OCI-Runtime {name}.' },
};

export default defineRow({
  id: 'R1',
  title: { en: 'Level', de: 'Ebene' },
  vm: {
    en: 'The hardware is virtualised; a hypervisor of type 1 sits below the operating systems, one of type 2 on top of one. KVM and Hyper-V blur that border.',
    de: 'Die Hardware wird virtualisiert; ein Hypervisor vom Typ 1 liegt unter den Betriebssystemen, einer vom Typ 2 auf einem. KVM und Hyper-V verwischen die Grenze.',
  },
  container: {
    en: 'The operating system is virtualised: namespaces and control groups of one kernel separate processes.',
    de: 'Das Betriebssystem wird virtualisiert: Namespaces und Control Groups eines Kernels trennen Prozesse.',
  },
  sources: [claim('A1-81'), claim('A1-24'), claim('A2-01')],
  figures: [],
  here({ workload }) {
    if (workload.kind === 'vm') {
      const known = fromFact(workload.hypervisor, texts.hypervisor, (name) => ({ name }));
      return known.length > 0 ? known : [aboutWorkload(workload, texts.unknownHypervisor)];
    }
    const kind = aboutWorkload(workload, workload.role === 'image' ? texts.image : texts.service);
    return [kind, ...fromFact(workload.runtime, texts.runtime, (name) => ({ name }))];
  },
});
