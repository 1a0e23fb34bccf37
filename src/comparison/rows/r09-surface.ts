// R9: what each side itself adds to be attacked.
import { claim } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  port: { en: 'Port {port} is reachable through the host.', de: 'Port {port} ist über den Host erreichbar.' },
  package: { en: 'Installs {name}.', de: 'Installiert {name}.' },
};

/** How many packages or ports are named before the list stops being read. */
const most = 6;

export default defineRow({
  id: 'R9',
  title: { en: 'Own attack surface', de: 'Eigene Angriffsfläche' },
  vm: {
    en: 'A whole operating system whose services need patching; the separation comes from its kernel and the hypervisor, the rest only adds to the surface.',
    de: 'Ein ganzes Betriebssystem, dessen Dienste gepflegt werden müssen; die Trennung leisten sein Kernel und der Hypervisor, der Rest vergrößert nur die Fläche.',
  },
  container: {
    en: 'What the image holds, the engine and the shared kernel; a full base image brings most of an operating system back.',
    de: 'Was im Image liegt, die Engine und der geteilte Kernel; ein volles Basis-Image bringt fast ein ganzes Betriebssystem zurück.',
  },
  sources: [claim('A1-50'), claim('A2-19'), claim('A1-53')],
  figures: [],
  here(input) {
    const { workload } = input;
    return [
      ...workload.ports.items
        .slice(0, most)
        .flatMap(({ value }) => fromFact(value.port, texts.port, (port) => ({ port: String(port) }))),
      ...workload.software.packages.items
        .slice(0, most)
        .flatMap((fact) => fromFact(fact, texts.package, (name) => ({ name }))),
      ...fromFindings(
        input,
        ofRules(
          'container-sshd',
          'container-fat-base',
          'container-multi-service',
          'vm-eol-guest-os',
          'vm-gui-in-server',
          'vm-legacy-device',
        ),
      ),
    ];
  },
});
