// G5: nothing says what runs, so that there is nothing to place.
import { isKnown } from '../../core/fact';
import { claim } from '../../knowledge/sources';
import { defineGate } from '../gate';
import { foreignCode, isLinux, manyDisksOf, provisioningOf } from '../reading';
import { certainties } from '../weights';

export default defineGate({
  id: 'G5',
  title: { en: 'Nothing says what runs', de: 'Unbekannt, was läuft' },
  question: 'G5.whatRuns',
  sources: [claim('A1-80'), claim('A1-40')],
  clauses: {
    met: { en: 'nothing is known about what runs', de: 'über das, was läuft, nichts bekannt ist' },
    notMet: { en: 'ordinary services run in it', de: 'gewöhnliche Dienste darin laufen' },
  },
  evaluate(workload, { answers }) {
    if (workload.kind === 'container' || answers['G5.whatRuns'] !== undefined) return undefined;
    // Who knows that the application can or cannot move knows what it is.
    if (answers['K7.vendorSupport'] !== undefined) return undefined;
    // A kernel of another family is reason enough for a machine, whatever runs on it.
    if (isKnown(workload.operatingSystem) && !isLinux(workload.operatingSystem.value)) return undefined;
    const provisioning = provisioningOf(workload);
    if (provisioning?.kind === 'inline') return undefined;
    if (provisioning !== undefined) {
      return {
        state: 'undecidable',
        certainty: certainties.file,
        evidence: [provisioning.evidence],
        text: {
          text: {
            en: 'a script or a tool outside this file decides what runs',
            de: 'was darin läuft, entscheidet ein Skript oder Werkzeug außerhalb dieser Datei',
          },
        },
      };
    }
    // Hardware or a known purpose says enough about what the machine is for.
    const device = workload.devices.items.some(({ value }) => value.kind !== 'path');
    if (device || manyDisksOf(workload).length > 0 || foreignCode(workload)?.state === 'met')
      return undefined;
    return {
      state: 'met',
      certainty: certainties.file,
      evidence: [{ place: workload.place }],
      text: {
        text: {
          en: 'the file defines a machine but not what runs in it',
          de: 'die Datei beschreibt eine Maschine, aber nicht, was darin läuft',
        },
      },
    };
  },
  examples: [
    {
      format: 'libvirt',
      text: '⟦<domain type="kvm">⟧<name>one</name><memory unit="GiB">2</memory></domain>\n',
      state: 'met',
    },
    {
      format: 'libvirt',
      text: '<domain type="kvm"><name>one</name><memory unit="GiB">2</memory></domain>\n',
      answers: { 'G5.whatRuns': 'services' },
      state: 'silent',
    },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provision "shell", inline: "apt-get install -y nginx"\nend\n',
      state: 'silent',
    },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provision "shell", path: "install.sh"\nend\n',
      state: 'undecidable',
    },
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provision "shell", path: "install.sh"\nend\n',
      answers: { 'K7.vendorSupport': 'movable' },
      state: 'silent',
    },
    { format: 'dockerfile', text: 'FROM debian:12\nCMD ["sleep", "60"]\n', state: 'silent' },
  ],
});
