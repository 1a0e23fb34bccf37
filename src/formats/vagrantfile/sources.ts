// The documentation that Vagrant's and its providers' defaults rest on.

import { docs, documents } from '../../knowledge/sources';

const vagrant = 'https://github.com/hashicorp/vagrant/blob/main/plugins';

/** Citations of defaults, by what they say. */
export const defaults = {
  /** The automatic forward of the login port, the shared project folder, the machine without `define`. */
  machine: docs('Vagrant: defaults of config.vm', `${vagrant}/kernel_v2/config/vm.rb`),
  network: docs(
    'Vagrant docs: Forwarded ports',
    'https://developer.hashicorp.com/vagrant/docs/networking/forwarded_ports',
    false,
  ),
  multiMachine: docs(
    'Vagrant docs: Multi-machine',
    'https://developer.hashicorp.com/vagrant/docs/multi-machine',
    false,
  ),
  provider: docs(
    'Vagrant docs: Default provider',
    'https://developer.hashicorp.com/vagrant/docs/providers/basic_usage',
    false,
  ),
  winrm: docs('Vagrant: defaults of config.winrm', `${vagrant}/communicators/winrm/config.rb`),
  ssh: documents.vagrantSsh,
  virtualbox: documents.vagrantVirtualBox,
  virtualboxDocs: docs(
    'Vagrant docs: VirtualBox configuration',
    'https://developer.hashicorp.com/vagrant/docs/providers/virtualbox/configuration',
  ),
  virtualboxManage: docs(
    'VirtualBox manual: VBoxManage modifyvm',
    'https://www.virtualbox.org/manual/topics/vboxmanage.html',
    false,
  ),
  vmware: docs(
    'Vagrant docs: VMware configuration',
    'https://developer.hashicorp.com/vagrant/docs/providers/vmware/configuration',
  ),
  hyperv: docs('Vagrant: defaults of the Hyper-V provider', `${vagrant}/providers/hyperv/config.rb`),
  libvirt: docs(
    'vagrant-libvirt: defaults',
    'https://github.com/vagrant-libvirt/vagrant-libvirt/blob/main/lib/vagrant-libvirt/config.rb',
  ),
  parallels: docs(
    'vagrant-parallels: linked clones by default',
    'https://github.com/Parallels/vagrant-parallels/commit/07c834fbf85d13f81ee8c5d69cb86b3a724718d7',
  ),
  boxVersion: docs(
    'Vagrant docs: Box versioning',
    'https://developer.hashicorp.com/vagrant/docs/boxes/versioning',
    false,
  ),
  boxName: docs('Vagrant docs: Boxes', 'https://developer.hashicorp.com/vagrant/docs/boxes', false),
  settings: docs('Ruby docs: YAML', 'https://docs.ruby-lang.org/en/master/YAML.html', false),
  environment: docs('Ruby docs: ENV', 'https://docs.ruby-lang.org/en/master/ENV.html', false),
} as const;
