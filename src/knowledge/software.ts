// Software that scripts install or start, by the role it plays for a rule or a criterion.

import type { Source } from '../core/source';
import { bsi, cis, docs, documents, nist } from './sources';

/** What a piece of software is to us. */
export type SoftwareRole =
  | 'ssh-server'
  | 'init-system'
  | 'process-supervisor'
  | 'desktop'
  | 'remote-desktop'
  | 'kernel-headers'
  | 'kernel-module-tool'
  | 'compiler'
  | 'database'
  | 'queue'
  | 'web-server'
  | 'application-server'
  | 'directory-service'
  | 'mail-server'
  | 'file-server'
  | 'name-server'
  | 'vpn'
  | 'monitoring'
  | 'log-daemon'
  | 'scheduler'
  | 'automatic-updates'
  | 'container-engine'
  | 'hypervisor'
  | 'privilege-drop';

/** Roles that answer requests of others, as opposed to what helps to run a system; a rule may add its own. */
export const servingRoles: readonly SoftwareRole[] = [
  'database',
  'queue',
  'web-server',
  'application-server',
  'directory-service',
  'mail-server',
  'file-server',
  'name-server',
];

/** A piece of software and the names under which scripts meet it. */
export interface SoftwareRow {
  /** What a message calls it. */
  readonly name: string;
  readonly role: SoftwareRole;
  /** Package names; `#` stands for a version number, a trailing `*` for anything. */
  readonly packages: readonly string[];
  /** Programs that are the running software itself (not its tools), without path. */
  readonly commands: readonly string[];
  /** Names for a service manager, without `.service`; `#` and `*` as above. */
  readonly services: readonly string[];
  readonly source: Source;
}

// Package and service names are the distributions' own; they were written down from memory.
const packageNames = docs('Package names of the distributions', 'https://repology.org', false);

function row(
  name: string,
  role: SoftwareRole,
  packages: readonly string[],
  services: readonly string[] = [],
  commands: readonly string[] = [],
  source: Source = packageNames,
): SoftwareRow {
  return { name, role, packages, services, commands, source };
}

/** Everything we recognise in scripts. */
export const software: readonly SoftwareRow[] = [
  row(
    'OpenSSH server',
    'ssh-server',
    ['openssh-server', 'openssh', 'ssh'],
    ['ssh', 'sshd'],
    ['sshd'],
    cis('5.7'),
  ),
  row('Dropbear', 'ssh-server', ['dropbear', 'dropbear-bin'], ['dropbear'], ['dropbear'], cis('5.7')),
  row('TinySSH', 'ssh-server', ['tinyssh'], ['tinysshd'], ['tinysshd'], cis('5.7')),
  row(
    'systemd',
    'init-system',
    ['systemd', 'systemd-sysv', 'systemd-container'],
    [],
    ['systemd', 'init'],
    bsi('SYS.1.6.A11'),
  ),
  row('OpenRC', 'init-system', ['openrc'], [], ['openrc', 'openrc-init'], bsi('SYS.1.6.A11')),
  row('SysV init', 'init-system', ['sysvinit-core', 'upstart'], [], [], bsi('SYS.1.6.A11')),
  row(
    'Supervisor',
    'process-supervisor',
    ['supervisor'],
    ['supervisor', 'supervisord'],
    ['supervisord'],
    documents.dockerMultiService,
  ),
  row(
    'runit',
    'process-supervisor',
    ['runit'],
    ['runit'],
    ['runsvdir', 'runsvdir-start'],
    documents.dockerMultiService,
  ),
  row(
    's6',
    'process-supervisor',
    ['s6', 's6-overlay'],
    [],
    ['s6-svscan', 's6-overlay-suexec'],
    documents.dockerMultiService,
  ),
  row('Monit', 'process-supervisor', ['monit'], ['monit'], ['monit'], documents.dockerMultiService),
  row('Circus', 'process-supervisor', ['circus'], ['circusd'], ['circusd'], documents.dockerMultiService),

  row(
    'GNOME',
    'desktop',
    ['ubuntu-desktop*', 'gnome', 'gnome-shell', 'gnome-core', 'task-gnome-desktop', 'gdm#'],
    ['gdm', 'gdm#'],
  ),
  row(
    'KDE Plasma',
    'desktop',
    [
      'kubuntu-desktop',
      'kde-full',
      'kde-standard',
      'kde-plasma-desktop',
      'plasma-desktop',
      'task-kde-desktop',
      'sddm',
    ],
    ['sddm'],
  ),
  row('Xfce', 'desktop', [
    'xfce#',
    'xubuntu-desktop',
    'xubuntu-core',
    'task-xfce-desktop',
    'xfce#-session',
    'xfce-desktop*',
  ]),
  row('LXDE', 'desktop', [
    'lxde',
    'lxde-core',
    'lubuntu-desktop',
    'lxqt',
    'task-lxde-desktop',
    'task-lxqt-desktop',
  ]),
  row('MATE', 'desktop', [
    'ubuntu-mate-desktop',
    'ubuntu-mate-core',
    'mate-desktop-environment*',
    'task-mate-desktop',
  ]),
  row('Cinnamon', 'desktop', ['cinnamon', 'cinnamon-desktop-environment', 'task-cinnamon-desktop']),
  row(
    'Desktop environment',
    'desktop',
    ['task-desktop', 'lightdm', '@workstation-product-environment', '@gnome-desktop', '@xfce-desktop'],
    ['lightdm', 'display-manager'],
  ),
  row(
    'Desktop Experience',
    'desktop',
    ['desktop-experience', 'server-gui-shell'],
    [],
    [],
    documents.windowsHardware,
  ),
  row('Remote Desktop Services', 'remote-desktop', ['rds-rd-server'], ['termservice']),
  row('xrdp', 'remote-desktop', ['xrdp', 'xorgxrdp'], ['xrdp'], ['xrdp']),
  row(
    'VNC server',
    'remote-desktop',
    ['tightvncserver', 'tigervnc-standalone-server', 'tigervnc-server*', 'x11vnc', 'vnc4server', 'vino'],
    ['vncserver'],
    ['vncserver', 'x11vnc', 'Xvnc'],
  ),

  row(
    'Kernel headers',
    'kernel-headers',
    [
      'linux-headers*',
      'kernel-headers',
      'kernel-devel*',
      'linux-virt-dev',
      'linux-lts-dev',
      'linux-image-*',
      'linux-modules-*',
      'kmod-*',
    ],
    [],
    [],
    nist('4.5.2'),
  ),
  row('DKMS', 'kernel-module-tool', ['dkms', '*-dkms'], ['dkms'], ['dkms'], nist('4.5.2')),
  row('Module loading', 'kernel-module-tool', [], [], ['modprobe', 'insmod'], nist('4.5.2')),

  row(
    'C compiler',
    'compiler',
    [
      'gcc',
      'gcc-#',
      'g++',
      'g++-#',
      'gcc-c++',
      'clang',
      'clang-#',
      'build-essential',
      'build-base',
      'base-devel',
      '@development*',
      '@c-development',
      'musl-dev',
      'llvm-#',
    ],
    [],
    [],
    cis('4.3'),
  ),
  row(
    'Build tools',
    'compiler',
    [
      'make',
      'cmake',
      'automake',
      'autoconf',
      'libtool',
      'ninja-build',
      'meson',
      'bison',
      'flex',
      'pkg-config',
      'pkgconf',
    ],
    [],
    [],
    cis('4.3'),
  ),
  row(
    'Development files',
    'compiler',
    [
      'python#-dev',
      'python#-devel',
      'libc6-dev',
      'linux-libc-dev',
      'libssl-dev',
      'openssl-dev',
      'libffi-dev',
      'zlib1g-dev',
      'libpq-dev',
      'libxml2-dev',
    ],
    [],
    [],
    cis('4.3'),
  ),
  row('Go', 'compiler', ['golang', 'golang-go', 'golang-#', 'golang-#-go'], [], [], cis('4.3')),
  row('Rust', 'compiler', ['rustc', 'cargo', 'rust'], [], [], cis('4.3')),
  row(
    'Java development kit',
    'compiler',
    [
      'openjdk-#-jdk',
      'openjdk-#-jdk-headless',
      'openjdk#-jdk',
      'java-#-openjdk-devel',
      'default-jdk',
      'default-jdk-headless',
      'maven',
      'gradle',
    ],
    [],
    [],
    cis('4.3'),
  ),

  row(
    'PostgreSQL',
    'database',
    ['postgresql', 'postgresql-#', 'postgresql-server', 'postgresql#-server', 'postgresql#'],
    ['postgresql', 'postgresql-#', 'postgresql#', 'postgres'],
    ['postgres', 'postmaster'],
  ),
  row(
    'MySQL',
    'database',
    [
      'mysql-server',
      'mysql-server-#',
      'mysql-community-server',
      'default-mysql-server',
      'percona-server-server*',
      'percona-xtradb-cluster*',
    ],
    ['mysql', 'mysqld'],
    ['mysqld', 'mysqld_safe'],
  ),
  row(
    'MariaDB',
    'database',
    ['mariadb-server', 'mariadb-server-#', 'mariadb'],
    ['mariadb'],
    ['mariadbd', 'mariadbd-safe'],
  ),
  row(
    'MongoDB',
    'database',
    ['mongodb', 'mongodb-server', 'mongodb-org', 'mongodb-org-server'],
    ['mongod', 'mongodb'],
    ['mongod'],
  ),
  row(
    'Redis',
    'database',
    ['redis', 'redis-server', 'redis-stack-server', 'valkey'],
    ['redis', 'redis-server', 'valkey'],
    ['redis-server', 'valkey-server'],
  ),
  row('Memcached', 'database', ['memcached'], ['memcached'], ['memcached']),
  row(
    'Elasticsearch',
    'database',
    ['elasticsearch', 'opensearch'],
    ['elasticsearch', 'opensearch'],
    ['elasticsearch'],
  ),
  row('Cassandra', 'database', ['cassandra'], ['cassandra'], ['cassandra']),
  row('CouchDB', 'database', ['couchdb'], ['couchdb'], ['couchdb']),
  row('InfluxDB', 'database', ['influxdb', 'influxdb#'], ['influxdb', 'influxd'], ['influxd']),
  row('Neo4j', 'database', ['neo4j'], ['neo4j'], ['neo4j']),
  row('Microsoft SQL Server', 'database', ['mssql-server'], ['mssql-server'], ['sqlservr']),
  row('Oracle Database', 'database', ['oracle-database-*', 'oracle-xe*'], ['oracle-xe*', 'oracledb*'], []),
  row('etcd', 'database', ['etcd', 'etcd-server'], ['etcd'], ['etcd']),
  row('Consul', 'database', ['consul'], ['consul'], ['consul']),
  row('ZooKeeper', 'database', ['zookeeper', 'zookeeperd'], ['zookeeper'], []),
  row('RabbitMQ', 'queue', ['rabbitmq-server'], ['rabbitmq-server'], ['rabbitmq-server']),
  row('Kafka', 'queue', ['kafka', 'confluent-kafka'], ['kafka'], ['kafka-server-start.sh']),
  row('Mosquitto', 'queue', ['mosquitto'], ['mosquitto'], ['mosquitto']),
  row('ActiveMQ', 'queue', ['activemq'], ['activemq'], ['activemq']),

  row(
    'nginx',
    'web-server',
    ['nginx', 'nginx-full', 'nginx-light', 'nginx-extras', 'nginx-core', 'openresty'],
    ['nginx', 'openresty'],
    ['nginx', 'openresty'],
  ),
  row(
    'Apache HTTP Server',
    'web-server',
    ['apache2', 'httpd'],
    ['apache2', 'httpd'],
    ['apache2', 'httpd', 'apache2-foreground', 'apache2ctl', 'apachectl', 'httpd-foreground'],
  ),
  row('Caddy', 'web-server', ['caddy'], ['caddy'], ['caddy']),
  row('lighttpd', 'web-server', ['lighttpd'], ['lighttpd'], ['lighttpd']),
  row('HAProxy', 'web-server', ['haproxy'], ['haproxy'], ['haproxy']),
  row('Varnish', 'web-server', ['varnish'], ['varnish'], ['varnishd']),
  row('Squid', 'web-server', ['squid', 'squid#'], ['squid', 'squid#'], ['squid']),
  row('IIS', 'web-server', ['web-server', 'iis-webserverrole', 'iis-webserver'], ['w3svc'], []),
  row(
    'PHP-FPM',
    'application-server',
    ['php-fpm', 'php#-fpm', 'php#-php-fpm'],
    ['php-fpm', 'php#-fpm'],
    ['php-fpm', 'php-fpm#'],
  ),
  row('Tomcat', 'application-server', ['tomcat', 'tomcat#'], ['tomcat', 'tomcat#'], ['catalina.sh']),
  row('Jenkins', 'application-server', ['jenkins'], ['jenkins'], []),
  row('GitLab', 'application-server', ['gitlab-ce', 'gitlab-ee'], ['gitlab-runsvdir'], []),
  row(
    'uWSGI and Gunicorn',
    'application-server',
    ['uwsgi', 'gunicorn'],
    ['uwsgi', 'gunicorn'],
    ['uwsgi', 'gunicorn'],
  ),
  row('OpenLDAP', 'directory-service', ['slapd', 'openldap-servers'], ['slapd'], ['slapd']),
  row('Active Directory', 'directory-service', ['ad-domain-services'], ['ntds', 'adws']),
  row('FreeIPA', 'directory-service', ['ipa-server', 'freeipa-server'], ['ipa'], []),
  row(
    'Postfix',
    'mail-server',
    ['postfix', 'exim#', 'sendmail', 'dovecot*'],
    ['postfix', 'exim#', 'sendmail', 'dovecot'],
    ['postfix', 'dovecot'],
  ),
  row(
    'NFS server',
    'file-server',
    ['nfs-kernel-server', 'nfs-ganesha*'],
    ['nfs-kernel-server', 'nfs-server'],
    ['rpc.nfsd'],
    nist('4.5.2'),
  ),
  row('Samba', 'file-server', ['samba'], ['smbd', 'smb', 'nmbd'], ['smbd']),
  row(
    'FTP server',
    'file-server',
    ['vsftpd', 'proftpd*', 'pure-ftpd'],
    ['vsftpd', 'proftpd', 'pure-ftpd'],
    ['vsftpd', 'proftpd', 'pure-ftpd'],
  ),
  row(
    'DNS and DHCP server',
    'name-server',
    ['bind9', 'bind', 'dnsmasq', 'unbound', 'isc-dhcp-server', 'kea-dhcp#-server'],
    ['bind9', 'named', 'dnsmasq', 'unbound', 'isc-dhcp-server'],
    ['named', 'dnsmasq', 'unbound', 'dhcpd'],
  ),
  row(
    'VPN',
    'vpn',
    ['openvpn', 'wireguard', 'wireguard-tools', 'strongswan', 'libreswan'],
    ['openvpn*', 'wg-quick*', 'strongswan', 'ipsec'],
    ['openvpn'],
  ),

  row(
    'Prometheus and exporters',
    'monitoring',
    ['prometheus', 'prometheus-*', 'node-exporter'],
    ['prometheus', 'prometheus-node-exporter', 'node_exporter', 'node-exporter'],
    ['prometheus', 'node_exporter'],
  ),
  row(
    'Monitoring agent',
    'monitoring',
    [
      'zabbix-agent',
      'zabbix-agent#',
      'telegraf',
      'datadog-agent',
      'newrelic-infra',
      'collectd',
      'nagios-nrpe-server',
      'netdata',
      'otelcol*',
      'metricbeat',
    ],
    ['zabbix-agent', 'zabbix-agent#', 'telegraf', 'datadog-agent', 'collectd', 'netdata', 'metricbeat'],
    ['telegraf', 'zabbix_agentd', 'collectd', 'netdata', 'otelcol'],
  ),
  row('Grafana', 'monitoring', ['grafana', 'grafana-server'], ['grafana-server'], ['grafana-server']),
  row(
    'Log shipper',
    'log-daemon',
    ['filebeat', 'fluent-bit', 'fluentd', 'td-agent', 'promtail', 'logstash'],
    ['filebeat', 'fluent-bit', 'fluentd', 'td-agent', 'promtail', 'logstash'],
    ['filebeat', 'fluent-bit', 'fluentd', 'promtail', 'logstash'],
  ),
  row(
    'Syslog',
    'log-daemon',
    ['rsyslog', 'syslog-ng', 'syslog-ng-core'],
    ['rsyslog', 'syslog', 'syslog-ng'],
    ['rsyslogd', 'syslogd', 'syslog-ng'],
  ),
  row(
    'Cron',
    'scheduler',
    ['cron', 'cronie', 'dcron', 'anacron'],
    ['cron', 'crond', 'anacron'],
    ['cron', 'crond'],
  ),
  row(
    'Unattended upgrades',
    'automatic-updates',
    ['unattended-upgrades', 'dnf-automatic', 'yum-cron'],
    [
      'unattended-upgrades',
      'dnf-automatic',
      'dnf-automatic.timer',
      'dnf-automatic-install.timer',
      'yum-cron',
      'apt-daily',
      'apt-daily.timer',
      'apt-daily-upgrade',
      'apt-daily-upgrade.timer',
      'update-engine',
    ],
    ['unattended-upgrade'],
    bsi('OPS.1.1.3'),
  ),

  row(
    'Docker',
    'container-engine',
    ['docker.io', 'docker-ce', 'docker', 'docker-engine', 'moby-engine', 'docker-ee'],
    ['docker'],
    ['dockerd'],
  ),
  row('containerd', 'container-engine', ['containerd', 'containerd.io'], ['containerd'], ['containerd']),
  row(
    'Podman',
    'container-engine',
    ['podman', 'podman-docker', 'cri-o', 'cri-o-#'],
    ['podman', 'crio'],
    ['crio'],
  ),
  row(
    'Kubernetes',
    'container-engine',
    ['kubelet', 'kubeadm', 'k3s', 'microk8s', 'rke#-server'],
    ['kubelet', 'k3s', 'k3s-agent', 'rke#-server'],
    ['kubelet', 'k3s', 'kubeadm'],
  ),
  row(
    'QEMU and libvirt',
    'hypervisor',
    [
      'qemu-kvm',
      'qemu-system-x86',
      'qemu-system*',
      'libvirt-daemon-system',
      'libvirt-daemon',
      'libvirt',
      'libvirt-bin',
    ],
    ['libvirtd', 'virtqemud'],
    ['libvirtd'],
  ),
  row('VirtualBox', 'hypervisor', ['virtualbox', 'virtualbox-#', 'virtualbox-dkms'], ['vboxdrv'], []),
  row('gosu', 'privilege-drop', ['gosu'], [], ['gosu'], documents.dockerBestPractices),
  row('su-exec', 'privilege-drop', ['su-exec'], [], ['su-exec'], documents.dockerBestPractices),
  row('setpriv', 'privilege-drop', ['setpriv'], [], ['setpriv'], documents.dockerBestPractices),
];

/** Finds rows by names that are exact or hold `#` or `*`. */
interface Index {
  readonly exact: ReadonlyMap<string, SoftwareRow>;
  /** By the first two characters; names that begin with `*` stand under the empty key. */
  readonly patterns: ReadonlyMap<string, readonly Pattern[]>;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly row: SoftwareRow;
}

function index(namesOf: (row: SoftwareRow) => readonly string[]): Index {
  const exact = new Map<string, SoftwareRow>();
  const patterns = new Map<string, Pattern[]>();
  for (const known of software) {
    for (const name of namesOf(known)) {
      if (/[#*]/.test(name)) addPattern(patterns, name, known);
      else if (!exact.has(name)) exact.set(name, known);
    }
  }
  return { exact, patterns };
}

function addPattern(patterns: Map<string, Pattern[]>, name: string, row: SoftwareRow): void {
  const key = name.startsWith('*') ? '' : name.slice(0, 2);
  const bucket = patterns.get(key) ?? [];
  bucket.push({ pattern: asPattern(name), row });
  patterns.set(key, bucket);
}

function asPattern(name: string): RegExp {
  const source = name
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('#', '\\d+(?:\\.\\d+)*');
  return new RegExp(`^${source}$`);
}

function find({ exact, patterns }: Index, name: string): SoftwareRow | undefined {
  const known = exact.get(name);
  if (known !== undefined) return known;
  for (const key of [name.slice(0, 2), '']) {
    const match = patterns.get(key)?.find(({ pattern }) => pattern.test(name));
    if (match !== undefined) return match.row;
  }
  return undefined;
}

const byPackage = index((known) => known.packages);
const byCommand = index((known) => known.commands);
const byService = index((known) => known.services);
const byName = index((known) => [...known.packages, ...known.commands, ...known.services]);

/** What a package is to us. Takes the name without its version: `postgresql-14`, `linux-headers-generic`. */
export function softwareOfPackage(name: string): SoftwareRow | undefined {
  return find(byPackage, name);
}

/** What a program is to us. Takes the file's name, with or without its directory. */
export function softwareOfCommand(path: string): SoftwareRow | undefined {
  return find(byCommand, path.slice(path.lastIndexOf('/') + 1));
}

/** What a service is to us; `.service` and an instance after `@` do not matter. */
export function softwareOfService(name: string): SoftwareRow | undefined {
  return find(byService, name.replace(/\.service$/, '').replace(/@.*$/, ''));
}

/** Whether any row knows the word as a package, a program or a service. */
export function isSoftwareName(word: string): boolean {
  return find(byName, word) !== undefined;
}
