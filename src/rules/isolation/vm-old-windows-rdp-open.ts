// Outdated Windows guests with an open remote desktop.
import { isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { OperatingSystem } from '../../core/workload';
import { attack, bsi, claim, cwe } from '../../knowledge/sources';
import { systemName } from '../../knowledge/system-names';
import { removal } from '../support/fix';
import { confidenceOf, leadsTo, loopbackFix, openPorts, runsInCloud } from '../support/machine';
import { placeOf } from '../support/place';

export default defineRule({
  id: 'vm-old-windows-rdp-open',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Outdated Windows with open remote desktop',
    de: 'Veraltetes Windows mit offenem Remotedesktop',
  },
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
    enabled: {
      en: '{workload} is a {system} and accepts remote desktop connections: some holes of that age need no password to take it over. Leave them off, or put a gateway in front.',
      de: '{workload} ist ein {system} und lässt Remotedesktop zu: Manche Lücken dieses Alters brauchen zur Übernahme kein Passwort. Lass ihn aus oder setze ein Gateway davor.',
    },
    open: {
      en: '{workload} is a {system} whose remote desktop is open on every address of the host: some holes of that age need no password to take it over. Bind it to 127.0.0.1 or put a gateway in front.',
      de: '{workload} ist ein {system}, dessen Remotedesktop auf jeder Adresse des Hosts offen ist: Manche Lücken dieses Alters brauchen zur Übernahme kein Passwort. Binde ihn an 127.0.0.1 oder setze ein Gateway davor.',
    },
    internet: {
      en: '{workload} is a {system} whose remote desktop is open to the whole internet: some holes of that age need no password to take it over. Close the port, or put a gateway in front.',
      de: '{workload} ist ein {system}, dessen Remotedesktop für das ganze Internet offen ist: Manche Lücken dieses Alters brauchen zur Übernahme kein Passwort. Schließe den Port oder setze ein Gateway davor.',
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
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <MetaData>\n        <Key>/IMAGE/NAME</Key>\n        <Value>Windows Server 2012 R2 SERVERSTANDARD</Value>\n      </MetaData>\n    </component>\n  </settings>\n  <settings pass="specialize">\n    <component name="Microsoft-Windows-TerminalServices-LocalSessionManager">\n      ⟦<fDenyTSConnections>false</fDenyTSConnections>⟧\n    </component>\n  </settings>\n</unattend>\n',
        fixed:
          '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <MetaData>\n        <Key>/IMAGE/NAME</Key>\n        <Value>Windows Server 2012 R2 SERVERSTANDARD</Value>\n      </MetaData>\n    </component>\n  </settings>\n  <settings pass="specialize">\n    <component name="Microsoft-Windows-TerminalServices-LocalSessionManager">\n    </component>\n  </settings>\n</unattend>\n',
      },
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Windows7_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="82540EM">\n          <NAT>\n            ⟦<Forwarding name="rdp" proto="1" hostip="0.0.0.0" hostport="3389" guestport="3389"/>⟧\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
        fixed:
          '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Windows7_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="82540EM">\n          <NAT>\n            <Forwarding name="rdp" proto="1" hostip="127.0.0.1" hostport="3389" guestport="3389"/>\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name                  = "erp"\n  size                  = "Standard_B2ms"\n  admin_username        = "ops"\n  admin_password        = var.password\n  network_interface_ids = [azurerm_network_interface.erp.id]\n\n  source_image_reference {\n    publisher = "MicrosoftWindowsServer"\n    offer     = "WindowsServer"\n    sku       = "2012-R2-Datacenter"\n    version   = "latest"\n  }\n}\n\nresource "azurerm_network_interface" "erp" {\n  ip_configuration {\n    name                 = "main"\n    subnet_id            = azurerm_subnet.erp.id\n    public_ip_address_id = azurerm_public_ip.erp.id\n  }\n}\n\nresource "azurerm_network_interface_security_group_association" "erp" {\n  network_interface_id      = azurerm_network_interface.erp.id\n  network_security_group_id = azurerm_network_security_group.erp.id\n}\n\nresource "azurerm_network_security_group" "erp" {\n  ⟦security_rule⟧ {\n    name                   = "rdp"\n    priority               = 100\n    direction              = "Inbound"\n    access                 = "Allow"\n    protocol               = "Tcp"\n    destination_port_range = "3389"\n    source_address_prefix  = "*"\n  }\n}\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: till\nspec:\n  template:\n    metadata:\n      annotations:\n        vm.kubevirt.io/os: windows2k12r2\n    spec:\n      domain:\n        devices: {}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: till\nspec:\n  type: LoadBalancer\n  selector:\n    vm.kubevirt.io/name: till\n  ports:\n  - ⟦port: 3389⟧\n',
      },
    ],
    good: [
      {
        format: 'autounattend',
        text: '<unattend xmlns="urn:schemas-microsoft-com:unattend">\n  <settings pass="windowsPE">\n    <component name="Microsoft-Windows-Setup">\n      <MetaData>\n        <Key>/IMAGE/NAME</Key>\n        <Value>Windows Server 2022 SERVERSTANDARDCORE</Value>\n      </MetaData>\n    </component>\n  </settings>\n  <settings pass="specialize">\n    <component name="Microsoft-Windows-TerminalServices-LocalSessionManager">\n      <fDenyTSConnections>false</fDenyTSConnections>\n    </component>\n  </settings>\n</unattend>\n',
      },
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
      {
        format: 'virtualbox',
        text: '<VirtualBox xmlns="http://www.virtualbox.org/" version="1.19-linux">\n  <Machine name="shop" OSType="Windows7_64">\n    <Hardware>\n      <Memory RAMSize="2048"/>\n      <Network>\n        <Adapter slot="0" enabled="true" type="82540EM">\n          <NAT>\n            <Forwarding name="rdp" proto="1" hostip="127.0.0.1" hostport="3389" guestport="3389"/>\n          </NAT>\n        </Adapter>\n      </Network>\n    </Hardware>\n  </Machine>\n</VirtualBox>\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_windows_virtual_machine" "erp" {\n  name                  = "erp"\n  size                  = "Standard_B2ms"\n  admin_username        = "ops"\n  admin_password        = var.password\n  network_interface_ids = [azurerm_network_interface.erp.id]\n\n  source_image_reference {\n    publisher = "MicrosoftWindowsServer"\n    offer     = "WindowsServer"\n    sku       = "2022-Datacenter"\n    version   = "latest"\n  }\n}\n\nresource "azurerm_network_interface" "erp" {\n  ip_configuration {\n    name                 = "main"\n    subnet_id            = azurerm_subnet.erp.id\n    public_ip_address_id = azurerm_public_ip.erp.id\n  }\n}\n\nresource "azurerm_network_interface_security_group_association" "erp" {\n  network_interface_id      = azurerm_network_interface.erp.id\n  network_security_group_id = azurerm_network_security_group.erp.id\n}\n\nresource "azurerm_network_security_group" "erp" {\n  security_rule {\n    name                   = "rdp"\n    priority               = 100\n    direction              = "Inbound"\n    access                 = "Allow"\n    protocol               = "Tcp"\n    destination_port_range = "3389"\n    source_address_prefix  = "*"\n  }\n}\n',
      },
      {
        format: 'kubevirt',
        text: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata:\n  name: till\nspec:\n  template:\n    metadata:\n      annotations:\n        vm.kubevirt.io/os: windows2k12r2\n    spec:\n      domain:\n        devices: {}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: till\nspec:\n  type: ClusterIP\n  selector:\n    vm.kubevirt.io/name: till\n  ports:\n  - port: 3389\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { operatingSystem } = machine;
    if (!isKnown(operatingSystem) || !isOldWindows(operatingSystem.value)) return;
    const enabled = machine.software.services.items.find(({ value }) => value === 'termservice');
    if (enabled !== undefined) {
      report({
        message: 'enabled',
        args: { system: systemName(operatingSystem.value) },
        // Who can reach the machine is written elsewhere.
        severity: 'warning',
        confidence: 'medium',
        evidence: [{ place: placeOf(enabled, machine) }, { place: placeOf(operatingSystem, machine) }],
        ...removal(enabled),
      });
    }
    for (const forward of openPorts(machine)) {
      if (!leadsTo(forward.value, 3389)) continue;
      report({
        message: runsInCloud(machine) ? 'internet' : 'open',
        args: { system: systemName(operatingSystem.value) },
        confidence: confidenceOf(operatingSystem, forward),
        evidence: [{ place: placeOf(forward, machine) }, { place: placeOf(operatingSystem, machine) }],
        ...(forward.state === 'stated' && !runsInCloud(machine) ? { fix: loopbackFix(forward.place) } : {}),
      });
    }
  },
});

/** Windows Server up to 2012 R2, and Windows up to 7. */
function isOldWindows({ distribution, release = '' }: OperatingSystem): boolean {
  if (distribution === 'windows') return ['xp', 'vista', '7'].includes(release);
  return distribution === 'windows-server' && Number.parseInt(release, 10) <= 2012;
}
