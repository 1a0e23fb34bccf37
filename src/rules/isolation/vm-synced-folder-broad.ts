// Folders of the host that a guest may change, wider than it needs.
import type { Known } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { SharedFolder } from '../../core/workload';
import { hostPathOf, normalizeHostPath } from '../../knowledge/host-paths';
import { bsi, claim, cwe } from '../../knowledge/sources';
import { confidenceOf } from '../support/machine';
import { evidenceOf } from '../support/place';

export default defineRule({
  id: 'vm-synced-folder-broad',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Guest may change many of the host’s files', de: 'Gast darf viele Dateien des Hosts ändern' },
  why: {
    en: `A shared folder is a hole in the wall that a VM is chosen for. What the guest writes there appears on the host at
once: in the home folder that includes keys, shell profiles and other projects, and even in the project’s own folder it
includes what the host runs next, such as scripts or a Vagrantfile, which is Ruby.

Share only the folder that is needed, read-only where that is enough (\`mount_options: ["ro"]\`, \`<readonly/>\`, Lima’s
default), or let \`rsync\` copy it into the guest.`,
    de: `Ein geteilter Ordner ist ein Loch in der Wand, derentwegen man eine VM wählt. Was der Gast dort schreibt, erscheint sofort
auf dem Host: im Home-Verzeichnis auch in Schlüsseln, Shell-Profilen und anderen Projekten, und selbst im Projektordner
noch in dem, was der Host als Nächstes ausführt, etwa in Skripten oder einem Vagrantfile, das Ruby ist.

Teile nur den Ordner, der gebraucht wird, schreibgeschützt, wo das genügt (\`mount_options: ["ro"]\`, \`<readonly/>\`,
Limas Standard), oder lass \`rsync\` ihn in den Gast kopieren.`,
  },
  sources: [
    claim('A1-17'),
    claim('A1-50'),
    claim('A2-04'),
    bsi('SYS.1.5.A3'),
    bsi('SYS.1.5.A23'),
    cwe('668'),
  ],
  messages: {
    broad: {
      en: '{workload} may change {folder} of the host, with everything below: whoever takes over the guest reaches keys, profiles and other projects. Share only the folder it needs, read-only or by rsync.',
      de: '{workload} darf {folder} des Hosts samt allem darunter ändern: Wer den Gast übernimmt, erreicht Schlüssel, Profile und andere Projekte. Teile nur den nötigen Ordner, schreibgeschützt oder per rsync.',
    },
    readable: {
      en: '{workload} can read {folder} of the host with everything below, keys and tokens included. Share only the folder it needs.',
      de: '{workload} kann {folder} des Hosts samt allem darunter lesen, auch Schlüssel und Tokens. Teile nur den nötigen Ordner.',
    },
    project: {
      en: '{workload} may change the project’s folder, and with it what the host runs from there, such as a Vagrantfile or scripts. For guests you do not trust, share a subfolder or copy with rsync.',
      de: '{workload} darf den Projektordner ändern und damit auch, was der Host daraus ausführt, etwa ein Vagrantfile oder Skripte. Teile bei Gästen, denen du nicht traust, einen Unterordner oder kopiere mit rsync.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.synced_folder ".", "/vagrant", disabled: true\n  ⟦config.vm.synced_folder "~", "/home/host"⟧\n  ⟦config.vm.synced_folder "../..", "/work"⟧\nend\n',
        fixed:
          'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.synced_folder ".", "/vagrant", disabled: true\n  config.vm.synced_folder "~", "/home/host", mount_options: ["ro"]\n  config.vm.synced_folder "../..", "/work", mount_options: ["ro"]\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  ⟦config.vm.synced_folder ".", "/vagrant"⟧\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    ⟦<filesystem type="mount">⟧\n      <source dir="/home"/>\n      <target dir="home"/>\n    </filesystem>\n    ⟦<filesystem type="mount">⟧\n      <source dir="/"/>\n      <target dir="host"/>\n      <readonly/>\n    </filesystem>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "tools"\nsharedFolder0.present = "TRUE"\nsharedFolder0.enabled = "TRUE"\nsharedFolder0.readAccess = "TRUE"\nsharedFolder0.writeAccess = "TRUE"\n⟦sharedFolder0.hostPath = "/home/ina"⟧\nsharedFolder0.guestName = "ina"\n',
        fixed:
          'config.version = "8"\ndisplayName = "tools"\nsharedFolder0.present = "TRUE"\nsharedFolder0.enabled = "TRUE"\nsharedFolder0.readAccess = "TRUE"\nsharedFolder0.writeAccess = "FALSE"\nsharedFolder0.hostPath = "/home/ina"\nsharedFolder0.guestName = "ina"\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nmounts:\n- ⟦location: "~"\n  writable: true⟧\n- ⟦location: "{{.Home}}"\n  mountPoint: /host⟧\n',
        fixed:
          'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nmounts:\n- location: "~"\n  writable: false\n- location: "{{.Home}}"\n  mountPoint: /host\n',
      },
      {
        format: 'lima',
        text: 'base:\n- template:_images/debian-13\n- ⟦template:_default/mounts⟧\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <SharedFolders>\n        ⟦<SharedFolder name="home" hostPath="/home/mia" writable="true" autoMount="true"/>⟧\n        <SharedFolder name="data" hostPath="/srv/shop/data" writable="true"/>\n      </SharedFolders>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <SharedFolders>\n        <SharedFolder name="home" hostPath="/home/mia" writable="false" autoMount="true"/>\n        <SharedFolder name="data" hostPath="/srv/shop/data" writable="true"/>\n      </SharedFolders>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  ⟦filesystem⟧ {\n    source   = "/home/ops"\n    target   = "ops"\n    readonly = false\n  }\n}\n',
        fixed:
          'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  filesystem {\n    source   = "/home/ops"\n    target   = "ops"\n    readonly = true\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  vboxmanage = [\n    ⟦["sharedfolder", "add", "{{.Name}}", "--name", "home", "--hostpath", "/home"]⟧,\n  ]\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.synced_folder ".", "/vagrant", type: "rsync"\n  config.vm.synced_folder "src", "/src"\n  config.vm.synced_folder "../shared", "/shared"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <filesystem type="mount">\n      <source dir="/srv/textures"/>\n      <target dir="textures"/>\n    </filesystem>\n  </devices>\n</domain>\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "tools"\nsharedFolder0.present = "TRUE"\nsharedFolder0.enabled = "TRUE"\nsharedFolder0.readAccess = "TRUE"\nsharedFolder0.writeAccess = "TRUE"\nsharedFolder0.hostPath = "/srv/textures"\nsharedFolder0.guestName = "textures"\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "tools"\nisolation.tools.hgfs.disable = "TRUE"\nsharedFolder0.present = "TRUE"\nsharedFolder0.enabled = "TRUE"\nsharedFolder0.readAccess = "TRUE"\nsharedFolder0.hostPath = "/"\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nmounts:\n- location: /srv/fixtures\n- location: ~/projects/shop\n  writable: true\n',
      },
      {
        format: 'lima',
        text: 'base: template:_images/debian-13\nplain: true\nmounts:\n- location: "~"\n  writable: true\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <SharedFolders>\n        <SharedFolder name="data" hostPath="/srv/shop/data" writable="true"/>\n      </SharedFolders>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name   = "shop"\n  memory = 2048\n  vcpu   = 2\n\n  filesystem {\n    source   = "/srv/shop/assets"\n    target   = "assets"\n    readonly = false\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "virtualbox-iso" "shop" {\n  vboxmanage = [\n    ["sharedfolder", "add", "{{.Name}}", "--name", "src", "--hostpath", "./src"],\n  ]\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    for (const folder of machine.sharedFolders.items) {
      const { source, readOnly, kind, origin } = folder.value;
      if (kind === 'copy') continue;
      const evidence = evidenceOf(folder, machine);
      const confidence = confidenceOf(folder);
      if (isBroad(source)) {
        const message = readOnly ? 'readable' : 'broad';
        const args = { folder: source };
        // What a tool shares without being asked is known to those who use it.
        const severity = !readOnly ? 'warning' : origin === 'default' ? 'hint' : 'info';
        report({ message, args, severity, confidence, evidence, ...(readOnly ? {} : readOnlyFix(folder)) });
      } else if (isProject(source) && !readOnly) {
        report({ message: 'project', severity: 'hint', confidence, evidence });
      }
    }
  },
});

/** A directory that holds more than one project: a home, the root, a folder above this one. */
function isBroad(source: string): boolean {
  const path = normalizeHostPath(source);
  if (/^(\.\.\/)*\.\.$/.test(path) || /^(\/home|\/users|c:\/users)\/[^/]+$/i.test(path)) return true;
  const { kind } = hostPathOf(path);
  return kind === 'sensitive' || (kind === 'below-sensitive' && path.startsWith('~'));
}

function isProject(source: string): boolean {
  return normalizeHostPath(source) === '';
}

function readOnlyFix(folder: Known<SharedFolder>): { readonly fix?: Fix } {
  if (folder.state !== 'stated') return {};
  return {
    fix: {
      title: { text: { en: 'Share it read-only', de: 'Schreibgeschützt teilen' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'make-read-only', place: folder.place }],
    },
  };
}
