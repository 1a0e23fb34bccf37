// R9: what each side itself adds to be attacked.
import { claim } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  port: { en: 'Port {port} leaves it.', de: 'Port {port} führt hinaus.' },
  package: { en: 'Installs {name}.', de: 'Installiert {name}.' },
};

/** How many packages or ports are named before the list stops being read. */
const most = 6;

export default defineRow({
  id: 'R9',
  title: { en: 'Own attack surface', de: 'Eigene Angriffsfläche' },
  vm: {
    en: 'A whole operating system with its services to patch; the separation comes from kernel and hypervisor, not from that system.',
    de: 'Ein ganzes Betriebssystem mit seinen Diensten, das gepflegt werden will; die Trennung kommt von Kernel und Hypervisor, nicht von diesem System.',
  },
  container: {
    en: 'Only what the image holds, and the engine; a full base image brings most of an operating system back.',
    de: 'Nur was im Image liegt, und die Engine; ein volles Basis-Image bringt das meiste eines Betriebssystems zurück.',
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
