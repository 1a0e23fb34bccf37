// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Terraform’s templates look like that.
// Passwords of logins that stand in the definition of a machine.
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, cwe, nist125 } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, isPracticeTarget, runsInCloud } from '../support/machine';
import { evidenceOf } from '../support/place';

/** Images of KubeVirt’s own tests and demonstrations, whose login stands in their documentation. */
const madeForTests = /container-disk-demo|with-test-tooling-container-disk/;

export default defineRule({
  id: 'vm-default-credentials',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Login with a well-known or plain-text password',
    de: 'Login mit bekanntem oder offen notiertem Passwort',
  },
  why: {
    en: `A password that stands in the definition is known to everybody who can read the repository, and the usual ones
(\`vagrant\`, \`password\`, \`admin\`) to everybody else as well: scanners try them first. A kernel of its own does not
help a guest that anybody can simply log in to.

Log in with a key (\`ssh.private_key_path\`, \`ssh_authorized_keys\`), lock the account’s password (\`lock_passwd: true\`), and
take what has to be a password from outside of the file: from the environment, or a variable without default.
\`<PlainText>false</PlainText>\` in an answer file only encodes it. A private key in
the definition opens whatever trusts it to the same readers.

A hash counts only where documentation prints the password beside it. Logins in files for image builds are warnings: the
build may remove them. The login \`vagrant\` that every Vagrant box has is only an information there.`,
    de: `Ein Passwort, das in der Definition steht, kennt jeder, der das Repository lesen kann, und die üblichen (\`vagrant\`,
\`password\`, \`admin\`) kennt auch sonst jeder: Scanner probieren sie zuerst. Der eigene Kernel hilft einem Gast nicht,
bei dem man sich einfach anmelden kann.

Melde dich mit einem Schlüssel an (\`ssh.private_key_path\`, \`ssh_authorized_keys\`), sperre das Passwort des Kontos
(\`lock_passwd: true\`), und nimm, was ein Passwort sein muss, von außerhalb der Datei: aus der
Umgebung oder einer Variable ohne Vorgabe. \`<PlainText>false</PlainText>\` in einer Antwortdatei kodiert es nur. Ein
privater Schlüssel in der Definition öffnet denselben Lesern alles, was ihm vertraut.

Ein Hash zählt nur, wo eine Dokumentation das Passwort dazu abdruckt. Logins in Dateien für den Bau von Images sind
Warnungen: Der Bau kann sie wieder entfernen. Der Login \`vagrant\`, den jede Vagrant-Box hat, ist dort nur eine
Information.`,
  },
  sources: [claim('A1-53'), bsi('SYS.1.5.A14'), nist125(), cwe('798'), cwe('1392')],
  messages: {
    key: {
      en: '{workload} gets a private key that stands in the file ({login}): everybody who reads the repository has it too. Create it on the machine, or bring it in when the machine is deployed.',
      de: '{workload} bekommt einen privaten Schlüssel, der in der Datei steht ({login}): Jeder, der das Repository liest, hat ihn auch. Erzeuge ihn auf der Maschine oder bringe ihn beim Ausrollen ein.',
    },
    default: {
      en: '{workload} accepts a well-known password ({login}), which scanners try first. Use a key instead and lock the password.',
      de: '{workload} nimmt ein allgemein bekanntes Passwort an ({login}), das Scanner zuerst probieren. Nutze stattdessen einen Schlüssel und sperre das Passwort.',
    },
    other: {
      en: 'The password for {login} of {workload} is a well-known one, which is tried first: it protects nothing. Choose another that does not stand in the file.',
      de: 'Das Passwort für {login} bei {workload} ist allgemein bekannt und wird zuerst probiert: Es schützt nichts. Wähle ein anderes, das nicht in der Datei steht.',
    },
    literal: {
      en: 'The password of a login to {workload} is written in the file ({login}): everybody who can read the repository can log in. Use a key, or a password that does not stand in the file.',
      de: 'Das Passwort für einen Login bei {workload} steht in der Datei ({login}): Jeder, der das Repository lesen kann, kann sich anmelden. Nutze einen Schlüssel oder ein Passwort, das nicht in der Datei steht.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.username = "root"\n  ⟦config.ssh.password = "vagrant"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  ⟦config.winrm.password = "K3-paperclip-9"⟧\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc" ⟦passwd="password"⟧/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\nssh_pwauth: true\nusers:\n  - name: deploy\n    lock_passwd: false\n    ⟦plain_text_passwd: Regen-4-Bogen⟧\nchpasswd:\n  expire: false\n  list: |\n    ⟦root:toor⟧\n    backup:RANDOM\n',
      },
      {
        format: 'cloud-init',
        path: 'user-data',
        text: '#cloud-config\nautoinstall:\n  version: 1\n  identity:\n    hostname: web\n    username: ubuntu\n    ⟦password: "$6$exDY1mhS4KUYCE/2$zmn9ToZwTKLhCw.b4/b.ZRTIZM30JZ4QrOQ2aOXJ8yk96xpcCof0kxKwuX1kqLG/ygbJ1f8wxED22bTL4F46P0"⟧\n',
      },
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <UserAccounts>\n        <AdministratorPassword>\n          ⟦<Value>UABhAHMAcwB3ADAAcgBkACEAQQBkAG0AaQBuAGkAcwB0AHIAYQB0AG8AcgBQAGEAcwBzAHcAbwByAGQA</Value>⟧\n          <PlainText>false</PlainText>\n        </AdministratorPassword>\n      </UserAccounts>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'proxmox',
        text: '⟦cipassword: Hafen-Stadt-77⟧\nciuser: ops\nide2: local-lvm:vm-100-cloudinit,media=cdrom\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\n⟦guestinfo.root_password = "Hafen-Stadt-77"⟧\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.ip = "127.0.0.1"\n⟦RemoteDisplay.vnc.password = "admin123"⟧\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/containerdisks/debian:13\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            ⟦password: Kranich-1789-Torf⟧\n            chpasswd: { expire: false }\n',
      },
      {
        format: 'lima',
        text: 'images:\n- location: https://cloud.debian.org/images/cloud/trixie/20251006-2257/debian-13-genericcloud-amd64-20251006-2257.qcow2\n  arch: x86_64\nprovision:\n- mode: system\n  script: |\n    #!/bin/bash\n    echo ⟦"admin:admin"⟧ | chpasswd\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <ProductSection>\n      <Property ovf:key="root.password" ovf:type="string" ovf:password="true" ovf:userConfigurable="true" ⟦ovf:value="Summer-2026-Oak"⟧/>\n      <Property ovf:key="dbPassword" ovf:type="string" ovf:password="true" ovf:userConfigurable="true" ⟦ovf:value="postgres"⟧/>\n    </ProductSection>\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>3</rasd:ResourceType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Debian12_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <RemoteDisplay enabled="true">\n        <VRDEProperties>\n          <Property name="TCP/Address" value="192.0.2.7"/>\n          <Property name="VNCPassword" ⟦value="secret"⟧/>\n        </VRDEProperties>\n      </RemoteDisplay>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name       = "shop"\n  ciuser     = "ops"\n  ⟦cipassword = "vagrant"⟧\n\n  connection {\n    type     = "ssh"\n    user     = "root"\n    ⟦password = "kV7mpX2wTrQ9"⟧\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_linux_virtual_machine" "shop" {\n  name           = "shop"\n  size           = "Standard_B1s"\n  admin_username = "ops"\n  ⟦admin_password = "P@ssw0rd1234"⟧\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "libvirt_domain" "shop" {\n  name      = "shop"\n  cloudinit = libvirt_cloudinit_disk.shop.id\n}\n\nresource "libvirt_cloudinit_disk" "shop" {\n  name      = "shop.iso"\n  user_data = <<-EOT\n    #cloud-config\n    users:\n      - name: ops\n        lock_passwd: false\n        ⟦plain_text_passwd: admin⟧\n  EOT\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  iso_url      = "https://cdimage.debian.org/cdimage/archive/12.11.0/amd64/iso-cd/debian-12.11.0-amd64-netinst.iso"\n  ssh_username = "root"\n  ⟦ssh_password = "root"⟧\n}\n\nbuild {\n  sources = ["source.qemu.web"]\n\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx"]\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'variable "password" {\n  default = ⟦"K3-paperclip-9"⟧\n}\n\nsource "vsphere-iso" "server" {\n  guest_os_type  = "windows2019srvNext_64Guest"\n  communicator   = "winrm"\n  winrm_username = "Administrator"\n  winrm_password = var.password\n  winrm_use_ntlm = true\n}\n',
      },
      {
        format: 'packer',
        path: 'box.json',
        text: '{\n  "builders": [\n    {\n      "type": "virtualbox-iso",\n      "ssh_username": "vagrant",\n      ⟦"ssh_password": "vagrant"⟧\n    }\n  ]\n}\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\nwrite_files:\n  - path: /home/deploy/.ssh/id_rsa\n    owner: deploy:deploy\n    permissions: "0600"\n    ⟦content: |\n      -----BEGIN RSA PRIVATE KEY-----\n      MIIEowIBAAKCAQEAshopKeyThatNobodyUsesAndThatIsLongEnoughForATest0123456789\n      -----END RSA PRIVATE KEY-----⟧\n  - path: /etc/backup/id_rsa\n    encoding: b64\n    ⟦content: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVBc2hvcEtleVRoYXROb2JvZHlVc2VzQW5kVGhhdElzTG9uZ0Vub3VnaEZvckFUZXN0MDEyMzQ1Njc4OQotLS0tLUVORCBSU0EgUFJJVkFURSBLRVktLS0tLQo=⟧\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.ssh.password = ENV["GUEST_PASSWORD"]\n  config.ssh.private_key_path = "keys/lab"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/windows-2022"\n  config.vm.communicator = "winrm"\n  config.winrm.password = "<your password>"\nend\n',
      },
      {
        format: 'libvirt',
        text: '<domain type="kvm">\n  <name>a</name>\n  <devices>\n    <graphics type="vnc"/>\n    <graphics type="spice" passwd="$SPICE_PASSWORD"/>\n  </devices>\n</domain>\n',
      },
      {
        format: 'cloud-init',
        text: '#cloud-config\nusers:\n  - name: deploy\n    lock_passwd: true\n    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample deploy]\n  - name: ops\n    lock_passwd: false\n    passwd: $6$rounds=4096$k1f0Lq2W$Ykf8cV0nW2m1pQv5eXa9bTzR7uHc3dGs6jKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWx/\nchpasswd:\n  users:\n    - {name: root, type: RANDOM}\n',
      },
      {
        format: 'autounattend',
        path: 'autounattend.xml.tftpl',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="oobeSystem">\n    <component name="Microsoft-Windows-Shell-Setup">\n      <AutoLogon>\n        <Password>\n          <Value>${admin_password}</Value>\n          <PlainText>true</PlainText>\n        </Password>\n        <Username>Administrator</Username>\n      </AutoLogon>\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'proxmox',
        text: 'cipassword: $5$hT1xQ2zE$7V0gJ6o8cQ0z1\nciuser: ops\nmemory: 2048\nname: shop\nostype: l26\n',
      },
      {
        format: 'vmx',
        text: 'config.version = "8"\ndisplayName = "shop"\nguestinfo.hostname = "shop"\nRemoteDisplay.vnc.enabled = "TRUE"\nRemoteDisplay.vnc.password = "k3v9Qp71"\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            password: {{ .Values.password }}\n            ssh_authorized_keys:\n              - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample admin@example.org\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      domain:\n        devices: {}\n      volumes:\n      - name: root\n        containerDisk:\n          image: quay.io/kubevirt/fedora-with-test-tooling-container-disk:v1.6.0\n      - name: setup\n        cloudInitNoCloud:\n          userData: |\n            #cloud-config\n            password: fedora\n            chpasswd: { expire: false }\n',
      },
      {
        format: 'ovf',
        text: '<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1" xmlns:rasd="urn:rasd" xmlns:vssd="urn:vssd" xmlns:vmw="http://www.vmware.com/schema/ovf">\n  <VirtualSystem ovf:id="shop">\n    <ProductSection>\n      <Property ovf:key="root.password" ovf:type="string" ovf:password="true" ovf:userConfigurable="true"/>\n      <Property ovf:key="hostname" ovf:type="string" ovf:value="shop.example.org"/>\n    </ProductSection>\n    <OperatingSystemSection ovf:id="1" vmw:osType="debian12_64Guest"/>\n    <VirtualHardwareSection>\n      <System>\n        <vssd:VirtualSystemType>vmx-19</vssd:VirtualSystemType>\n      </System>\n      <Item>\n        <rasd:InstanceID>1</rasd:InstanceID>\n        <rasd:ResourceType>3</rasd:ResourceType>\n      </Item>\n    </VirtualHardwareSection>\n  </VirtualSystem>\n</Envelope>\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name       = "shop"\n  ciuser     = "ops"\n  cipassword = var.password\n\n  connection {\n    type     = "ssh"\n    user     = "root"\n    password = var.root_password\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "shop" {\n  name       = "shop"\n  ciuser     = "ops"\n  cipassword = "change-me"\n\n  connection {\n    type     = "ssh"\n    user     = "root"\n    private_key = file("id_ed25519")\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'source "qemu" "web" {\n  ssh_username = "builder"\n  ssh_password = "builder"\n}\n\nbuild {\n  sources = ["source.qemu.web"]\n\n  provisioner "shell" {\n    inline = ["apt-get install -y nginx", "sudo passwd -l builder"]\n  }\n}\n',
      },
      {
        format: 'packer',
        text: 'variable "password" {\n  type      = string\n  sensitive = true\n}\n\nsource "qemu" "web" {\n  ssh_username = "root"\n  ssh_password = var.password\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const isMeantToFall = isPracticeTarget(machine) && !runsInCloud(machine);
    if (isMeantToFall || isMeantFor(machine, madeForTests)) return;
    for (const secret of machine.secrets.items) {
      const { kind, name, quality } = secret.value;
      // What a box brings by itself is not a decision of this file.
      if (secret.state !== 'stated') continue;
      if (kind === 'private-key' && quality === 'literal') {
        report({
          message: 'key',
          args: { login: name },
          severity: 'warning',
          evidence: evidenceOf(secret, machine),
        });
      }
      if (kind !== 'password') continue;
      const isKnownToAll = quality === 'well-known';
      // The password of a screen, a share or a cloud account does not let anybody log in to the guest.
      if (quality === 'placeholder' || (!isKnownToAll && !isLogin(name))) continue;
      report({
        message: !isLogin(name) ? 'other' : isKnownToAll ? 'default' : 'literal',
        args: { login: name },
        severity: severityOf(machine, name, isKnownToAll),
        confidence: confidenceOf(secret),
        evidence: evidenceOf(secret, machine),
      });
    }
  },
});

function severityOf(machine: VirtualMachine, name: string, isKnownToAll: boolean): Severity {
  // Every Vagrant box has this login.
  const isOfBox = machine.role === 'image' && /^(ssh|winrm): vagrant$/.test(name) && !runsInCloud(machine);
  if (isOfBox && isKnownToAll) return 'info';
  return isLogin(name) && !isForImage(machine) ? 'error' : 'warning';
}

/**
 * Folders in which image builds keep what the installer is told; the build's own login goes with its last step. Of an image
 * itself, scripts that are not read may lock the account again.
 */
function isForImage({ role, path, software }: VirtualMachine): boolean {
  if (role === 'image') return software.packages.rest !== undefined;
  return role === 'setup' && /(?:^|\/)(?:http|[^/]*packer[^/]*|[^/]*answer[-_]?files)\//i.test(path);
}

/** Shell scripts name the account, settings the protocol; the others name a provider and its setting. */
function isLogin(name: string): boolean {
  return /^(ssh|winrm): /.test(name) || !/[: ]|^(smb|vnc|spice|graphics)$/.test(name);
}
