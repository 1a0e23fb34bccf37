// Guests whose operating system gets no more security updates.
import { isKnown } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { endOfLife, endOfLifeTableDate } from '../../knowledge/end-of-life';
import { bsi, claim, cwe, documents, nist125 } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { bridgedCards, confidenceOf, isPracticeTarget, openPorts } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-eol-guest-os',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Guest system without security updates', de: 'Gastsystem ohne Sicherheitsupdates' },
  why: {
    en: `Every VM brings an operating system of its own, and with it an attack surface that somebody has to patch. After the end of
support, holes in its kernel and services stay open for good; the hypervisor keeps them from the host, not from the data
inside the guest and not from the network it is in.

Move to a release that is supported. Paid programmes (ESM, ELS, ESU) prolong some of them: check whether this machine is
enrolled. The dates come from endoflife.date; the message says how old they are.`,
    de: `Jede VM bringt ein eigenes Betriebssystem mit und damit eine Angriffsfläche, die jemand pflegen muss. Nach dem
Supportende bleiben Lücken in Kernel und Diensten für immer offen; der Hypervisor hält sie vom Host fern, nicht von den Daten
im Gast und nicht von dem Netz, in dem er steht.

Wechsle auf eine unterstützte Version. Bezahlte Programme (ESM, ELS, ESU) verlängern manche: Prüfe, ob diese Maschine daran
teilnimmt. Die Termine stammen von endoflife.date; die Meldung nennt ihren Stand.`,
  },
  sources: [
    claim('A1-50'),
    claim('A1-53'),
    documents.endOfLife,
    bsi('SYS.1.5.A2'),
    bsi('OPS.1.1.3'),
    nist125(),
    cwe('1104'),
  ],
  messages: {
    ended: {
      en: '{workload} runs {system}, unsupported since {date} (data of {table}): new holes in it stay open. Move to a supported release.',
      de: '{workload} läuft mit {system}, ohne Support seit {date} (Stand {table}): Neue Lücken darin bleiben offen. Wechsle auf eine unterstützte Version.',
    },
    exposed: {
      en: '{workload} runs {system}, unsupported since {date} (data of {table}), and can be reached from the network, where its open holes can be used. Move to a supported release, or close the way in.',
      de: '{workload} läuft mit {system}, ohne Support seit {date} (Stand {table}), und ist aus dem Netz erreichbar: Offene Lücken lassen sich von dort nutzen. Wechsle auf eine unterstützte Version oder schließe den Zugang.',
    },
    limited: {
      en: '{workload} runs {system}: general support ended on {date}, only paid or reduced support goes on until {until} (data of {table}). Make sure that this machine gets it, or move to a newer release.',
      de: '{workload} läuft mit {system}: Der allgemeine Support endete am {date}, nur bezahlter oder verringerter läuft bis {until} (Stand {table}). Stelle sicher, dass diese Maschine ihn bekommt, oder wechsle die Version.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  ⟦config.vm.box = "bento/centos-7"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  ⟦config.vm.box = "ubuntu/xenial64"⟧\n  config.vm.network "public_network"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os ⟦id="http://ubuntu.com/ubuntu/20.04"⟧/>\n    </libosinfo:libosinfo>\n  </metadata>\n</domain>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.define "metasploitable" do |target|\n    target.vm.box = "acme/ubuntu-14.04"\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = ENV["BOX"]\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <metadata>\n    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">\n      <libosinfo:os id="http://debian.org/debian/13"/>\n    </libosinfo:libosinfo>\n  </metadata>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report, { today }) {
    const { operatingSystem } = machine;
    if (!isKnown(operatingSystem) || isPracticeTarget(machine)) return;
    const support = endOfLife(operatingSystem.value, today);
    if (support === undefined || support.state === 'supported') return;
    const { date, limitedUntil = '' } = support;
    const args = { system: systemName(operatingSystem.value), date, table: endOfLifeTableDate };
    const place = placeOf(operatingSystem, machine);
    const confidence = confidenceOf(operatingSystem);
    if (support.state === 'limited') {
      const evidence = [{ place }] as const;
      report({
        message: 'limited',
        args: { ...args, until: limitedUntil },
        severity: 'info',
        confidence,
        evidence,
      });
      return;
    }
    const ways = waysIn(machine);
    report({
      message: ways.length > 0 ? 'exposed' : 'ended',
      args,
      severity: ways.length > 0 ? 'error' : 'warning',
      confidence,
      evidence: [{ place }, ...ways],
    });
  },
});

/** What lets others than the host reach the guest. */
function waysIn(machine: VirtualMachine): readonly Evidence[] {
  return [...bridgedCards(machine), ...openPorts(machine)].map((fact) => ({ place: placeOf(fact, machine) }));
}
