// Clipboards and file drops between the host and a guest.
import { type Fact, is, type Known } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { confidenceOf, isDesktop } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-clipboard-dragdrop',
  concern: 'isolation',
  severity: 'hint',
  title: {
    en: 'Host and guest share clipboard or files',
    de: 'Host und Gast teilen Zwischenablage oder Dateien',
  },
  why: {
    en: `A shared clipboard lets the guest read what is copied on the host, passwords included, and lets it change what is
pasted there next; dropped files arrive on the other side without a check. For a machine that somebody sits at, that is the
point. For one that runs a service, it is a channel through the wall that nobody uses.

Switch it off (\`--clipboard-mode disabled\`, \`--draganddrop disabled\`, \`<clipboard copypaste="no"/>\`,
\`<filetransfer enable="no"/>\`), or allow one direction only.`,
    de: `Eine geteilte Zwischenablage lässt den Gast lesen, was auf dem Host kopiert wird, auch Passwörter, und ändern, was
dort als Nächstes eingefügt wird; gezogene Dateien kommen ungeprüft auf der anderen Seite an. Bei einer Maschine, vor der
jemand sitzt, ist das der Zweck. Bei einer, die einen Dienst betreibt, ist es ein Kanal durch die Wand, den niemand nutzt.

Schalte sie ab (\`--clipboard-mode disabled\`, \`--draganddrop disabled\`, \`<clipboard copypaste="no"/>\`,
\`<filetransfer enable="no"/>\`) oder erlaube nur eine Richtung.`,
  },
  sources: [claim('A1-17'), bsi('SYS.1.5.A16'), bsi('SYS.1.5.A23')],
  messages: {
    shared: {
      en: '{workload} shares {what} with the host: the guest can read what is copied there, or pass things across unchecked. Switch it off where nobody works on the guest’s screen.',
      de: '{workload} teilt mit dem Host: {what}. Der Gast kann lesen, was dort kopiert wird, oder ungeprüft etwas hinüberreichen; schalte es ab, wo niemand am Bildschirm des Gasts arbeitet.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    ⟦vb.customize ["modifyvm", :id, "--clipboard-mode", "bidirectional"]⟧\n    ⟦vb.customize ["modifyvm", :id, "--draganddrop", "hosttoguest"]⟧\n  end\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice">\n      <clipboard ⟦copypaste="yes"⟧/>\n      <filetransfer enable="no"/>\n    </graphics>\n  </devices>\n</domain>\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice"/>\n    ⟦<channel type="spicevmc">⟧\n      <target type="virtio" name="com.redhat.spice.0"/>\n    </channel>\n  </devices>\n</domain>\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/ubuntu-desktop"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--clipboard-mode", "bidirectional"]\n  end\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.provider "virtualbox" do |vb|\n    vb.customize ["modifyvm", :id, "--clipboard-mode", "disabled"]\n  end\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>mail</name>\n  <devices>\n    <graphics type="spice">\n      <clipboard copypaste="no"/>\n      <filetransfer enable="no"/>\n    </graphics>\n    <channel type="spicevmc">\n      <target type="virtio" name="com.redhat.spice.0"/>\n    </channel>\n  </devices>\n</domain>\n',
      },
    ],
  },
  checkMachine(machine, report) {
    if (isDesktop(machine) || is(machine.graphicalInterface, true)) return;
    const { clipboardShared, dragAndDrop } = machine;
    const clipboard = { en: 'the clipboard', de: 'die Zwischenablage' };
    const files = { en: 'files', de: 'Dateien' };
    const both = { en: 'the clipboard and files', de: 'die Zwischenablage und Dateien' };
    const claimed = (what: typeof clipboard, fact: Known<boolean>): void =>
      report({
        message: 'shared',
        args: { what },
        confidence: confidenceOf(fact),
        evidence: [{ place: placeOf(fact, machine) }],
        ...removal(fact),
      });
    // One channel of SPICE implies both.
    if (is(clipboardShared, true) && is(dragAndDrop, true) && isSamePlace(clipboardShared, dragAndDrop)) {
      claimed(both, clipboardShared);
      return;
    }
    if (is(clipboardShared, true)) claimed(clipboard, clipboardShared);
    if (is(dragAndDrop, true)) claimed(files, dragAndDrop);
  },
});

function isSamePlace(a: Fact<unknown>, b: Fact<unknown>): boolean {
  return a.place?.span.start === b.place?.span.start && a.place?.span.end === b.place?.span.end;
}
