// R2: how many operating systems run.
import { knownValue } from '../../core/fact';
import { claim } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { computed, containersOf, fromFact, fromFindings, machinesOf, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  guest: { en: 'Guest operating system: {name}.', de: 'Gastbetriebssystem: {name}.' },
  userland: { en: 'Userland: {name}, without a kernel.', de: 'Userland: {name}, ohne Kernel.' },
  copies: {
    en: 'The {count} machines of this file boot {systems} operating systems; as containers they would share one kernel.',
    de: 'Die {count} Maschinen dieser Datei booten {systems} Betriebssysteme; als Container würden sie sich einen Kernel teilen.',
  },
  shared: {
    en: 'The {count} containers of this file share one kernel; as VMs they would boot {count} operating systems.',
    de: 'Die {count} Container dieser Datei teilen sich einen Kernel; als VMs würden sie {count} Betriebssysteme booten.',
  },
};

export default defineRow({
  id: 'R2',
  title: { en: 'Operating system per instance', de: 'Betriebssystem je Instanz' },
  vm: {
    en: 'Each VM brings a whole operating system with its own kernel.',
    de: 'Jede VM bringt ein ganzes Betriebssystem mit eigenem Kernel mit.',
  },
  container: {
    en: 'None, only libraries and programs on the host’s kernel.',
    de: 'Keines, nur Bibliotheken und Programme auf dem Kernel des Hosts.',
  },
  sources: [claim('A1-82'), claim('A1-12'), claim('A1-23')],
  figures: [],
  here(input) {
    const { workload } = input;
    const machines = machinesOf(input).filter((machine) => knownValue(machine.autostart) !== false).length;
    const containers = containersOf(input).length;
    return [
      ...fromFact(
        workload.operatingSystem,
        workload.kind === 'vm' ? texts.guest : texts.userland,
        (system) => ({
          name: systemName(system),
        }),
      ),
      ...(workload.kind === 'vm' && machines > 1
        ? [computed(texts.copies, { count: machines, systems: machines })]
        : []),
      ...(workload.kind === 'container' && containers > 1
        ? [computed(texts.shared, { count: containers })]
        : []),
      ...fromFindings(input, ofRules('container-full-init', 'vm-per-tiny-service')),
    ];
  },
});
