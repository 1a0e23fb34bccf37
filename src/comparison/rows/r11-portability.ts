// R11: how well it moves.
import { claim } from '../../knowledge/sources';
import { fromFact } from '../here';
import { defineRow } from '../row';

const texts = {
  bound: { en: 'Bound to the host’s device {name}.', de: 'An das Gerät {name} des Hosts gebunden.' },
  bind: { en: 'Needs the host’s path {path}.', de: 'Braucht den Pfad {path} des Hosts.' },
  architecture: { en: 'Built for {name}.', de: 'Für {name} gebaut.' },
};

export default defineRow({
  id: 'R11',
  title: { en: 'Portability', de: 'Übertragbarkeit' },
  vm: {
    en: 'Whole disks, gigabytes in size, in formats that differ between hypervisors.',
    de: 'Ganze Platten, Gigabytes groß, in Formaten, die sich je nach Hypervisor unterscheiden.',
  },
  container: {
    en: 'The same image on every engine, as far as CPU architecture and kernel fit.',
    de: 'Dasselbe Image auf jeder Engine, soweit CPU-Architektur und Kernel passen.',
  },
  sources: [claim('A1-34'), claim('A2-28')],
  figures: [],
  here({ workload }) {
    const devices = workload.devices.items.flatMap((fact) =>
      fromFact(fact, texts.bound, ({ name }) => ({ name })),
    );
    if (workload.kind === 'vm') {
      return [...devices, ...fromFact(workload.architecture, texts.architecture, (name) => ({ name }))];
    }
    const binds = workload.mounts.items.filter(
      ({ value }) => value.kind === 'bind' && value.source?.startsWith('/'),
    );
    return [
      ...devices,
      ...binds.flatMap((fact) => fromFact(fact, texts.bind, ({ source }) => ({ path: source ?? '' }))),
    ];
  },
});
