// Outdated Windows guests with an open remote desktop.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { OperatingSystem } from '../../core/workload';
import { attack, bsi, claim, cwe } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { confidenceOf, leadsTo, loopbackFix, openPorts } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-old-windows-rdp-open',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Outdated Windows with open remote desktop', de: 'Altes Windows mit offenem Remotedesktop' },
  why: {
    en: `Thirty outdated Windows machines with open remote desktops are the example of the article for VMs that are less
secure than good containers. A hole such as BlueKeep (CVE-2019-0708) needed nothing but this port and no password, and the
separate kernel protects the host, not the machine.

Close the port to the network, put a gateway with a second factor in front of it, and plan the move to a supported release.`,
    de: `Dreißig veraltete Windows-Maschinen mit offenem Remotedesktop sind das Beispiel des Artikels für VMs, die unsicherer sind
als gute Container. Eine Lücke wie BlueKeep (CVE-2019-0708) brauchte nur diesen Port und kein Passwort, und der eigene
Kernel schützt den Host, nicht die Maschine.

Schließe den Port zum Netz, setze ein Gateway mit zweitem Faktor davor, und plane den Wechsel auf eine unterstützte Version.`,
  },
  sources: [claim('A1-53'), bsi('SYS.1.5.A5'), attack('T1133'), cwe('1104')],
  messages: {
    open: {
      en: '{workload} is a {system} whose remote desktop is open on every address of the host: some holes of that age need no password to take it over. Bind it to 127.0.0.1 or put a gateway in front.',
      de: '{workload} ist ein {system}, dessen Remotedesktop auf jeder Adresse des Hosts offen ist: Manche Lücken dieses Alters brauchen zur Übernahme kein Passwort. Binde ihn an 127.0.0.1 oder setze ein Gateway davor.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2008r2"\n  ⟦config.vm.network "forwarded_port", guest: 3389, host: 3389⟧\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2008r2"\n  config.vm.network "forwarded_port", guest: 3389, host: 3389, host_ip: "127.0.0.1"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/7"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <interface type="user">\n      <portForward proto="tcp" address="0.0.0.0">\n        ⟦<range start="3389"/>⟧\n      </portForward>\n    </interface>\n  </devices>\n</domain>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.network "forwarded_port", guest: 3389, host: 3389\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2012r2"\n  config.vm.network "forwarded_port", guest: 3389, host: 3389, host_ip: "127.0.0.1"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://microsoft.com/win/7"/>\n    </libosinfo:libosinfo>\n  </metadata>\n  <devices>\n    <interface type="user"/>\n  </devices>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { operatingSystem } = machine;
    if (!isKnown(operatingSystem) || !isOldWindows(operatingSystem.value)) return;
    for (const forward of openPorts(machine)) {
      if (!leadsTo(forward.value, 3389)) continue;
      report({
        message: 'open',
        args: { system: systemName(operatingSystem.value) },
        confidence: confidenceOf(operatingSystem, forward),
        evidence: [{ place: placeOf(forward, machine) }, { place: placeOf(operatingSystem, machine) }],
        ...(forward.state === 'stated' ? { fix: loopbackFix(forward.place) } : {}),
      });
    }
  },
});

/** Windows Server up to 2012 R2, and Windows up to 7. */
function isOldWindows({ distribution, release = '' }: OperatingSystem): boolean {
  if (distribution === 'windows') return ['xp', 'vista', '7'].includes(release);
  return distribution === 'windows-server' && Number.parseInt(release, 10) <= 2012;
}
