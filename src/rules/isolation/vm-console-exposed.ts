// Screens of guests that answer on every address of the host.
import { isKnown, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { isWildcardAddress } from '../../knowledge/ports';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { confidenceOf, loopbackFix } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-console-exposed',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Console of a guest is open to the network', de: 'Konsole eines Gasts ist im Netz offen' },
  why: {
    en: `The console of a guest is its keyboard and screen: whoever reaches it can restart the machine into a rescue shell, past
every password inside. On \`0.0.0.0\` or \`::\` everybody in the host’s network reaches it. A VNC password is cut off
after eight characters and crosses the network weakly protected, so it delays rather than prevents.

Listen on 127.0.0.1 or a socket, and connect with \`virt-viewer\` over SSH or a tunnel.`,
    de: `Die Konsole eines Gasts ist seine Tastatur und sein Bildschirm: Wer sie erreicht, kann die Maschine in eine Rettungs-Shell
neu starten, an jedem Passwort im Inneren vorbei. Auf \`0.0.0.0\` oder \`::\` erreicht sie jeder im Netz des Hosts. Ein
VNC-Passwort wird nach acht Zeichen abgeschnitten und geht schwach geschützt durchs Netz, es verzögert also nur.

Lausche auf 127.0.0.1 oder einem Socket und verbinde dich mit \`virt-viewer\` über SSH oder durch einen Tunnel.`,
  },
  sources: [
    claim('A1-53'),
    documents.libvirtDomain,
    documents.qemuSystem,
    bsi('SYS.1.5.A5'),
    bsi('SYS.1.5.A25'),
    cwe('306'),
  ],
  messages: {
    open: {
      en: 'The {kind} console of {workload} answers on every address of the host without a password: whoever reaches it sits at the machine. Bind it to 127.0.0.1 or a socket.',
      de: 'Die {kind}-Konsole von {workload} antwortet auf jeder Adresse des Hosts ohne Passwort: Wer sie erreicht, sitzt an der Maschine. Binde sie an 127.0.0.1 oder einen Socket.',
    },
    weak: {
      en: 'The {kind} console of {workload} answers on every address of the host; a password there is at best short and can be guessed (VNC uses eight characters). Bind it to 127.0.0.1 or a socket.',
      de: 'Die {kind}-Konsole von {workload} antwortet auf jeder Adresse des Hosts; ein Passwort dort ist bestenfalls kurz und zu erraten (VNC nutzt acht Zeichen). Binde sie an 127.0.0.1 oder einen Socket.',
    },
  },
  examples: {
    bad: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" port="-1" ⟦listen="0.0.0.0"⟧/>\n    <graphics type="spice">\n      <listen type="address" ⟦address="::"⟧/>\n    </graphics>\n    <graphics type="vnc" ⟦listen="0.0.0.0"⟧ passwd="k3v9Qp71"/>\n  </devices>\n</domain>\n',
        fixed:
          '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" port="-1" listen="127.0.0.1"/>\n    <graphics type="spice">\n      <listen type="address" address="127.0.0.1"/>\n    </graphics>\n    <graphics type="vnc" listen="127.0.0.1" passwd="k3v9Qp71"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "vnc"\n    ⟦libvirt.graphics_ip = "0.0.0.0"⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "vnc"\n    libvirt.graphics_ip = "127.0.0.1"\n  end\nend\n',
      },
    ],
    good: [
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc"/>\n    <graphics type="spice">\n      <listen type="none"/>\n    </graphics>\n    <graphics type="vnc" socket="/run/a.vnc" listen="0.0.0.0"/>\n    <graphics type="spice" listen="0.0.0.0" passwd="k3v9Qp71-zz"/>\n    <graphics type="vnc" listen="{{ address }}"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "generic/debian12"\n  config.vm.provider "libvirt" do |libvirt|\n    libvirt.graphics_type = "spice"\n  end\nend\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const console of machine.consoles.items) {
      const { kind, address, password } = console.value;
      if (!isKnown(address) || !isWildcardAddress(address.value)) continue;
      const isOpen = knownValue(password) === false;
      // SPICE encrypts what is typed as its password; what only the host decides is not held against a screen.
      if (!isOpen && kind !== 'vnc') continue;
      const place = placeOf(address, machine);
      report({
        message: isOpen ? 'open' : 'weak',
        args: { kind: kind.toUpperCase() },
        severity: isOpen ? 'error' : 'warning',
        confidence: confidenceOf(address),
        evidence: [{ place }],
        fix: loopbackFix(place),
      });
    }
  },
});
