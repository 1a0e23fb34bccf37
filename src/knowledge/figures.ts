// Published numbers the comparison can show: what was counted on what, by whom, when, and how to read it.

import { type Text, verbatim } from '../core/message';

/** What a figure counts; the unit of each figure stands beside its value. */
export type Metric =
  | 'start_time'
  | 'start_time_trend'
  | 'start_time_share'
  | 'creation_rate'
  | 'memory'
  | 'memory_per_instance'
  | 'memory_overhead'
  | 'memory_min'
  | 'memory_idle'
  | 'memory_reserve'
  | 'memory_threshold'
  | 'disk_min'
  | 'image_size'
  | 'image_size_compressed'
  | 'image_waste'
  | 'layer_sharing'
  | 'cpu_relative'
  | 'cpu_overhead'
  | 'performance_relative'
  | 'throughput_relative'
  | 'requests_per_second_relative'
  | 'network_throughput'
  | 'network_latency_added'
  | 'storage_throughput'
  | 'syscall_time'
  | 'syscalls_blocked'
  | 'kernel_code_executed'
  | 'density'
  | 'density_relative'
  | 'lifetime_share'
  | 'migration_downtime'
  | 'risk'
  | 'derived';

/** A number (or a worded result) somebody published, with where it comes from. */
export interface Figure {
  readonly metric: Metric;
  /** What it was counted on. */
  readonly system: Text;
  /** The typical value in `unit`; a Text where the source gives words; absent where it gives only a range. */
  readonly value?: number | Text;
  /** The lower end in `unit`, where the source gives one. */
  readonly low?: number;
  /** The upper end in `unit`, where the source gives one. */
  readonly high?: number;
  /** The unit as the source writes it (MB is not MiB); `-` for a worded result. */
  readonly unit: string;
  /** Who published it. */
  readonly source: string;
  /** When it was measured or published; absent for arithmetic on other figures. */
  readonly year?: number;
  readonly url?: string;
  /** How to read it: conditions, limits, whose benchmark it is. */
  readonly note?: Text;
  /** False where only a secondary text was read, not the source itself. */
  readonly verified: boolean;
}

type Origin = Pick<Figure, 'source' | 'year' | 'url' | 'verified'>;

const t = (en: string, de: string): Text => ({ en, de });

const firecracker: Origin = {
  source: 'Firecracker SPECIFICATION.md',
  year: 2020,
  url: 'https://github.com/firecracker-microvm/firecracker/blob/main/SPECIFICATION.md',
  verified: true,
};
const kubevirt: Origin = {
  source: 'KubeVirt, GetMemoryOverhead',
  year: 2025,
  url: 'https://github.com/kubevirt/kubevirt/blob/main/pkg/virt-controller/services/renderresources.go',
  verified: true,
};
const osinfo: Origin = {
  source: 'osinfo-db, minimum resources',
  year: 2024,
  url: 'https://gitlab.com/libosinfo/osinfo-db',
  verified: true,
};
const lightvm: Origin = {
  source: 'LightVM, SOSP’17, abstract',
  year: 2017,
  url: 'https://www.inf.telecom-sudparis.eu/acmes/seminars_cpt/light-vm/',
  verified: true,
};
const unikraft: Origin = {
  source: 'Unikraft, EuroSys’21 artifacts',
  year: 2021,
  url: 'https://github.com/unikraft/eurosys21-artifacts',
  verified: true,
};
const percival: Origin = {
  source: 'Percival, EC2 boot time benchmarking',
  year: 2021,
  url: 'https://www.daemonology.net/blog/2021-08-12-EC2-boot-time-benchmarking.html',
  verified: true,
};
const slacker: Origin = {
  source: 'Slacker, FAST’16, abstract',
  year: 2016,
  url: 'https://www.usenix.org/conference/fast16/technical-sessions/presentation/harter',
  verified: true,
};
const gvisor: Origin = {
  source: 'gVisor performance guide, data files',
  year: 2019,
  url: 'https://github.com/google/gvisor/tree/master/website/performance',
  verified: true,
};
const linpack: Origin = {
  source: 'CloudComputing assignment, TU Berlin (student repetition)',
  year: 2019,
  url: 'https://github.com/jjanczur/CloudComputing-assignment2',
  verified: true,
};
const proxmox: Origin = {
  source: 'Proxmox VE docs, qm.adoc',
  year: 2023,
  url: 'https://github.com/proxmox/pve-docs/blob/master/qm.adoc',
  verified: true,
};
const microsoft: Origin = {
  source: 'Microsoft docs, Windows Server hardware requirements',
  year: 2024,
  url: 'https://learn.microsoft.com/windows-server/get-started/hardware-requirements',
  verified: true,
};
const ubuntu: Origin = {
  source: 'Ubuntu Server documentation',
  year: 2025,
  url: 'https://github.com/canonical/ubuntu-server-documentation/blob/main/docs/reference/installation/system-requirements.md',
  verified: true,
};
const debian: Origin = {
  source: 'Debian Installer manual (development version)',
  year: 2024,
  url: 'https://d-i.debian.org/manual/de.amd64/ch02s05.html',
  verified: true,
};
const repoInfo: Origin = {
  source: 'Docker official images, repo-info',
  year: 2026,
  url: 'https://github.com/docker-library/repo-info',
  verified: true,
};
const kata: Origin = {
  source: 'Kata Containers, RuntimeClass kata-qemu',
  year: 2021,
  url: 'https://github.com/kata-containers/kata-containers',
  verified: true,
};
const zdnet: Origin = {
  source: 'Sysdig 2019, table in ZDNet',
  year: 2019,
  url: 'https://www.zdnet.com/article/technology-containers-short-lifespans-are-getting-even-shorter/',
  verified: true,
};

const untested = t(
  'The source marks it as not yet covered by a test.',
  'Die Quelle führt dafür noch keinen Test.',
);
const gvisorMemory = t(
  'Free memory of a cloud machine (Debian 9, n1-standard-4) before and after, divided by 50 containers (redis: 5).',
  'Freier Speicher einer Cloud-Maschine (Debian 9, n1-standard-4) vorher und nachher, geteilt durch 50 Container (redis: 5).',
);
const gvisorPtrace = t(
  'Platform ptrace, in the guide’s own words the worst case; for the newer default there is no figure.',
  'Plattform ptrace, laut der Anleitung selbst der schlechteste Fall; für den neueren Standard liegt keine Zahl vor.',
);
const gvisorSyscall = t(
  'A loop of one cheap system call on a cloud machine; runc’s number includes that machine’s protections against CPU flaws.',
  'Schleife aus einem billigen Systemaufruf auf einer Cloud-Maschine; in der Zahl für runc stecken deren Schutzmaßnahmen gegen CPU-Lücken.',
);
const compressed = t(
  'Compressed transfer size, not the size on disk.',
  'Komprimierte Übertragungsgröße, nicht der Platz auf der Platte.',
);

const table = {
  'fc-boot-init': {
    metric: 'start_time',
    system: t('Firecracker microVM, start until /sbin/init', 'Firecracker-microVM, Start bis /sbin/init'),
    value: 125,
    high: 125,
    unit: 'ms',
    ...firecracker,
    note: t(
      'Upper bound that the project tests: minimal kernel and root file system, no serial console, 1 vCPU, 128 MiB.',
      'Vom Projekt geprüfte Obergrenze: minimaler Kernel und minimales Dateisystem, keine serielle Konsole, 1 vCPU, 128 MiB.',
    ),
  },
  'fc-vmm-start': {
    metric: 'start_time',
    system: t('Firecracker process until its API answers', 'Firecracker-Prozess, bis seine API antwortet'),
    value: 12,
    low: 6,
    high: 60,
    unit: 'ms',
    ...firecracker,
    note: t('Elapsed time; 8 ms of CPU time.', 'Verstrichene Zeit; 8 ms CPU-Zeit.'),
  },
  'fc-vmm-overhead': {
    metric: 'memory_overhead',
    system: t('Firecracker itself, per microVM', 'Firecracker selbst, je microVM'),
    value: 5,
    high: 5,
    unit: 'MiB',
    ...firecracker,
    note: t('Without the guest’s memory.', 'Ohne den Speicher des Gasts.'),
  },
  'fc-cpu': {
    metric: 'cpu_relative',
    system: t(
      'Firecracker guest compared with bare metal, computing only',
      'Firecracker-Gast gegenüber physischer Hardware, nur Rechnen',
    ),
    value: 95,
    low: 95,
    high: 100,
    unit: '%',
    ...firecracker,
    note: untested,
  },
  'fc-net': {
    metric: 'network_throughput',
    system: t('Network of a Firecracker guest', 'Netzwerk eines Firecracker-Gasts'),
    value: 14.5,
    low: 14.5,
    high: 25,
    unit: 'Gbit/s',
    ...firecracker,
    note: t(
      'At 80 % of one emulation core; 25 Gbit/s at 100 %. Not yet covered by a test.',
      'Bei 80 % eines Emulationskerns; 25 Gbit/s bei 100 %. Noch kein Test dafür.',
    ),
  },
  'fc-net-lat': {
    metric: 'network_latency_added',
    system: t(
      'Network latency added by Firecracker, average',
      'Zusätzliche Netzwerklatenz durch Firecracker, im Mittel',
    ),
    value: 0.06,
    unit: 'ms',
    ...firecracker,
    note: untested,
  },
  'fc-storage': {
    metric: 'storage_throughput',
    system: t('Storage of a Firecracker guest', 'Plattenzugriff eines Firecracker-Gasts'),
    value: 1,
    unit: 'GiB/s',
    ...firecracker,
    note: t(
      'At 70 % of one emulation core. Not yet covered by a test.',
      'Bei 70 % eines Emulationskerns. Noch kein Test dafür.',
    ),
  },
  'fc-mutation': {
    metric: 'creation_rate',
    system: t('Firecracker microVMs created per host core', 'Neue Firecracker-microVMs je Host-Kern'),
    value: 5,
    unit: '1/s',
    source: 'Firecracker docs/design.md',
    year: 2024,
    url: 'https://github.com/firecracker-microvm/firecracker/blob/main/docs/design.md',
    note: t(
      'The document’s example: 180 per second on 36 cores.',
      'Das Beispiel des Dokuments: 180 je Sekunde auf 36 Kernen.',
    ),
    verified: true,
  },
  'lightvm-boot': {
    metric: 'start_time',
    system: t('LightVM: unikernel on Xen', 'LightVM: Unikernel auf Xen'),
    value: 2.3,
    unit: 'ms',
    ...lightvm,
    note: t(
      'A VM need not start slowly: this one comes close to starting a process on Linux.',
      'Eine VM muss nicht langsam starten: Diese ist fast so schnell da wie ein Prozess unter Linux.',
    ),
  },
  'fork-exec-lightvm': {
    metric: 'start_time',
    system: t('Starting a process on Linux (fork and exec)', 'Prozessstart unter Linux (fork und exec)'),
    value: 1,
    unit: 'ms',
    ...lightvm,
  },
  'lightvm-density': {
    metric: 'density',
    system: t('LightVM guests on one modest host', 'LightVM-Gäste auf einem einzigen, bescheidenen Host'),
    value: t('thousands', 'Tausende'),
    unit: '-',
    ...lightvm,
    note: t('The abstract gives a word, not a number.', 'Die Zusammenfassung nennt ein Wort, keine Zahl.'),
  },
  'unikraft-boot-guest': {
    metric: 'start_time',
    system: t('Unikraft unikernel, the guest’s part', 'Unikraft-Unikernel, Anteil des Gasts'),
    value: 1,
    unit: 'ms',
    ...unikraft,
    note: t(
      'On top of the time of the virtual machine monitor.',
      'Zusätzlich zur Zeit des Virtual Machine Monitors.',
    ),
  },
  'unikraft-boot-total': {
    metric: 'start_time',
    system: t('Unikraft unikernel with its machine monitor', 'Unikraft-Unikernel samt Machine Monitor'),
    low: 3,
    high: 40,
    unit: 'ms',
    ...unikraft,
    note: t('nginx, SQLite and Redis.', 'nginx, SQLite und Redis.'),
  },
  'unikraft-mem': {
    metric: 'memory',
    system: t('VM with a Unikraft application', 'VM mit einer Unikraft-Anwendung'),
    value: 10,
    high: 10,
    unit: 'MB',
    ...unikraft,
    note: t('Less than this is enough to run it.', 'Zum Laufen genügt weniger.'),
  },
  'unikraft-image': {
    metric: 'image_size',
    system: t('Unikraft application image', 'Abbild einer Unikraft-Anwendung'),
    value: 1,
    unit: 'MB',
    ...unikraft,
  },
  'unikraft-perf': {
    metric: 'throughput_relative',
    system: t('Unikraft compared with a Linux guest', 'Unikraft gegenüber einem Linux-Gast'),
    low: 1.7,
    high: 2.7,
    unit: '×',
    ...unikraft,
    note: t(
      'nginx, SQLite, Redis: a specialised VM can be faster than a general one.',
      'nginx, SQLite, Redis: Eine spezialisierte VM kann schneller sein als eine allgemeine.',
    ),
  },
  'ec2-example-total': {
    metric: 'start_time',
    system: t('EC2 VM, API call until SSH answers', 'EC2-VM, vom API-Aufruf bis zur Antwort von SSH'),
    value: 29.27,
    unit: 's',
    ...percival,
    note: t('One printed run, not a median.', 'Ein abgedruckter Lauf, kein Median.'),
  },
  'ec2-guest-part': {
    metric: 'start_time',
    system: t('EC2 VM, “running” until SSH answers', 'EC2-VM, von „running“ bis zur Antwort von SSH'),
    value: 22.82,
    unit: 's',
    ...percival,
    note: t('The guest’s part of the same run.', 'Anteil des Gasts im selben Lauf.'),
  },
  'ec2-admin': {
    metric: 'start_time',
    system: t('Linux on EC2, until it is available', 'Linux auf EC2, bis es verfügbar ist'),
    low: 60,
    high: 120,
    unit: 's',
    source: 'ADMIN Magazine 65/2021',
    year: 2021,
    url: 'https://www.admin-magazine.com/Archive/2021/65/Comparing-startup-times-of-Linux-distros-in-the-cloud',
    note: t(
      'An expectation of one to two minutes; Windows takes considerably longer.',
      'Erwartung von ein bis zwei Minuten; Windows braucht deutlich länger.',
    ),
    verified: true,
  },
  'vm-start-2021': {
    metric: 'start_time_trend',
    system: t(
      'VM start in AWS and GCP, compared with earlier studies',
      'VM-Start in AWS und GCP gegenüber früheren Studien',
    ),
    value: t('much quicker', 'viel schneller'),
    unit: '-',
    source: 'An Empirical Analysis of VM Startup Times in Public IaaS Clouds, arXiv 2107.03467',
    year: 2021,
    url: 'https://arxiv.org/abs/2107.03467',
    note: t(
      'Over 300,000 data points per provider; the abstract names no seconds.',
      'Über 300.000 Messwerte je Anbieter; die Zusammenfassung nennt keine Sekunden.',
    ),
    verified: true,
  },
  'slacker-pull': {
    metric: 'start_time_share',
    system: t(
      'Pulling the image, share of a container’s start',
      'Laden des Images, Anteil am Containerstart',
    ),
    value: 76,
    unit: '%',
    ...slacker,
    note: t('57 applications; start means pull and run.', '57 Anwendungen; Start heißt Laden und Ausführen.'),
  },
  'slacker-read': {
    metric: 'image_waste',
    system: t(
      'Share of the pulled data that the start reads',
      'Anteil der geladenen Daten, den der Start liest',
    ),
    value: 6.4,
    unit: '%',
    ...slacker,
  },
  'borg-25s': {
    metric: 'start_time',
    system: t('Task start in Borg, median', 'Task-Start in Borg, Median'),
    value: 25,
    unit: 's',
    source: 'Borg, quoted by blog.acolyer.org',
    year: 2015,
    url: 'https://blog.acolyer.org/2016/05/02/slacker-fast-distribution-with-lazy-docker-containers/',
    note: t(
      'Mostly package installation; a secondary source.',
      'Vor allem Paketinstallation; Sekundärquelle.',
    ),
    verified: false,
  },
  'mem-runc-empty': {
    metric: 'memory_per_instance',
    system: t('runc container, empty', 'runc-Container, leer'),
    value: 3.9,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runsc-empty': {
    metric: 'memory_per_instance',
    system: t('gVisor container, empty', 'gVisor-Container, leer'),
    value: 22.6,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runc-node': {
    metric: 'memory_per_instance',
    system: t('runc container, node', 'runc-Container, node'),
    value: 73.2,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runsc-node': {
    metric: 'memory_per_instance',
    system: t('gVisor container, node', 'gVisor-Container, node'),
    value: 118.3,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runc-ruby': {
    metric: 'memory_per_instance',
    system: t('runc container, ruby', 'runc-Container, ruby'),
    value: 43.6,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runsc-ruby': {
    metric: 'memory_per_instance',
    system: t('gVisor container, ruby', 'gVisor-Container, ruby'),
    value: 101.2,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runc-redis': {
    metric: 'memory_per_instance',
    system: t('runc container, redis with 1 GB of data', 'runc-Container, redis mit 1 GB Daten'),
    value: 1006.4,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'mem-runsc-redis': {
    metric: 'memory_per_instance',
    system: t('gVisor container, redis with 1 GB of data', 'gVisor-Container, redis mit 1 GB Daten'),
    value: 1026.8,
    unit: 'MiB',
    ...gvisor,
    note: gvisorMemory,
  },
  'syscall-runc': {
    metric: 'syscall_time',
    system: t('One system call under runc', 'Ein Systemaufruf unter runc'),
    value: 1939,
    unit: 'ns',
    ...gvisor,
    note: gvisorSyscall,
  },
  'syscall-runsc-ptrace': {
    metric: 'syscall_time',
    system: t('One system call under gVisor (ptrace)', 'Ein Systemaufruf unter gVisor (ptrace)'),
    value: 38219,
    unit: 'ns',
    ...gvisor,
    note: gvisorSyscall,
  },
  'syscall-runsckvm': {
    metric: 'syscall_time',
    system: t('One system call under gVisor (KVM)', 'Ein Systemaufruf unter gVisor (KVM)'),
    value: 763,
    unit: 'ns',
    ...gvisor,
    note: gvisorSyscall,
  },
  'gv-node-rps': {
    metric: 'requests_per_second_relative',
    system: t('gVisor compared with runc, node HTTP server', 'gVisor gegenüber runc, node-HTTP-Server'),
    value: 42.3,
    unit: '%',
    ...gvisor,
    note: gvisorPtrace,
  },
  'gv-ruby-rps': {
    metric: 'requests_per_second_relative',
    system: t('gVisor compared with runc, ruby HTTP server', 'gVisor gegenüber runc, ruby-HTTP-Server'),
    value: 48.1,
    unit: '%',
    ...gvisor,
    note: gvisorPtrace,
  },
  'gv-cpu': {
    metric: 'cpu_relative',
    system: t('gVisor, computing only', 'gVisor, nur Rechnen'),
    value: t('no cost at run time', 'keine Kosten zur Laufzeit'),
    unit: '-',
    source: 'gVisor performance guide',
    year: 2019,
    url: 'https://gvisor.dev/docs/architecture_guide/performance/',
    verified: true,
  },
  vee20: {
    metric: 'kernel_code_executed',
    system: t(
      'Kernel code run by Firecracker and gVisor, compared with plain Linux',
      'Ausgeführter Kernel-Code bei Firecracker und gVisor gegenüber bloßem Linux',
    ),
    value: t('substantially more', 'deutlich mehr'),
    unit: '-',
    source: 'Blending Containers and Virtual Machines, VEE’20, abstract',
    year: 2020,
    url: 'https://doi.org/10.1145/3381052.3381315',
    note: t(
      'Better isolation does not come from running less kernel code.',
      'Bessere Isolation entsteht nicht dadurch, dass weniger Kernel-Code läuft.',
    ),
    verified: true,
  },
  'felter-summary': {
    metric: 'performance_relative',
    system: t(
      'Docker compared with KVM (CPU, memory, network, I/O, Redis, MySQL)',
      'Docker gegenüber KVM (CPU, Speicher, Netz, I/O, Redis, MySQL)',
    ),
    value: t('equal or better in every case tested', 'in jedem geprüften Fall gleich gut oder besser'),
    unit: '-',
    source: 'Felter et al., IBM RC25482 / ISPASS’15, abstract',
    year: 2014,
    url: 'https://docslib.org/doc/9914868/an-updated-performance-comparison-of-virtual-machines-and-linux-containers',
    note: t(
      'CPU and memory cost little on both; I/O-heavy applications need tuning on both. Layered file systems and NAT cost, volumes do not.',
      'CPU und Speicher kosten bei beiden wenig; I/O-lastige Anwendungen brauchen bei beiden Feinarbeit. Geschichtete Dateisysteme und NAT kosten, Volumes nicht.',
    ),
    verified: true,
  },
  'linpack-student': {
    metric: 'cpu_relative',
    system: t('KVM guest compared with the host, Linpack', 'KVM-Gast gegenüber dem Host, Linpack'),
    value: 99.9,
    unit: '%',
    ...linpack,
    note: t(
      'A small repetition by students; its year is approximate.',
      'Kleine Wiederholung durch Studierende; das Jahr ist ungefähr.',
    ),
  },
  'tcg-slowdown': {
    metric: 'cpu_relative',
    system: t(
      'QEMU without acceleration compared with the host, Linpack',
      'QEMU ohne Beschleunigung gegenüber dem Host, Linpack',
    ),
    value: 1.46,
    unit: '%',
    ...linpack,
    note: t(
      'About 68 times slower; a small repetition by students.',
      'Etwa 68-mal langsamer; kleine Wiederholung durch Studierende.',
    ),
  },
  'pve-virtio-disk': {
    metric: 'throughput_relative',
    system: t(
      'virtio disk compared with emulated IDE, sequential write',
      'virtio-Platte gegenüber emuliertem IDE, sequenzielles Schreiben',
    ),
    value: 2,
    unit: '×',
    ...proxmox,
  },
  'pve-virtio-net': {
    metric: 'throughput_relative',
    system: t('virtio network compared with emulated e1000', 'virtio-Netzwerk gegenüber emuliertem e1000'),
    value: 3,
    high: 3,
    unit: '×',
    ...proxmox,
    note: t('At most.', 'Höchstens.'),
  },
  'pve-raw': {
    metric: 'throughput_relative',
    system: t('raw disk image, gain over qcow2', 'raw-Abbild, Gewinn gegenüber qcow2'),
    value: 10,
    high: 10,
    unit: '%',
    ...proxmox,
    note: t('At most; the benchmark is from 2013.', 'Höchstens; die Messung stammt von 2013.'),
  },
  'pve-host-reserve': {
    metric: 'memory_reserve',
    system: t('Memory to leave to the hypervisor’s host', 'Speicher, der dem Hypervisor-Host bleiben soll'),
    value: 1,
    unit: 'GB',
    ...proxmox,
    note: t('A rule of thumb of the vendor.', 'Faustregel des Herstellers.'),
  },
  'pve-balloon': {
    metric: 'memory_threshold',
    system: t(
      'Host memory use at which ballooning sets in',
      'Speicherauslastung des Hosts, ab der Ballooning greift',
    ),
    value: 80,
    unit: '%',
    ...proxmox,
  },
  'win-core-ram': {
    metric: 'memory_min',
    system: t('Windows Server 2016 to 2025, Server Core', 'Windows Server 2016 bis 2025, Server Core'),
    value: 512,
    unit: 'MB',
    ...microsoft,
    note: t(
      'In a VM, the setup itself needs over 800 MB.',
      'In einer VM braucht schon die Installation über 800 MB.',
    ),
  },
  'win-desktop-ram': {
    metric: 'memory_min',
    system: t('Windows Server with Desktop Experience', 'Windows Server mit Desktopdarstellung'),
    value: 2,
    unit: 'GB',
    ...microsoft,
    note: t('For 2025 the vendor recommends 4 GB.', 'Für 2025 empfiehlt der Hersteller 4 GB.'),
  },
  'win-disk': {
    metric: 'disk_min',
    system: t('Windows Server, system partition', 'Windows Server, Systempartition'),
    value: 32,
    unit: 'GB',
    ...microsoft,
    note: t(
      'Server Core is about 4 GB smaller than Desktop Experience.',
      'Server Core ist etwa 4 GB kleiner als die Desktopdarstellung.',
    ),
  },
  'ubuntu-ram-iso': {
    metric: 'memory_min',
    system: t('Ubuntu Server 24.04, ISO installation', 'Ubuntu Server 24.04, ISO-Installation'),
    value: 1.5,
    unit: 'GB',
    ...ubuntu,
    note: t('Suggested: 3 GB.', 'Empfohlen: 3 GB.'),
  },
  'ubuntu-ram-cloud': {
    metric: 'memory_min',
    system: t('Ubuntu Server 24.04, cloud image', 'Ubuntu Server 24.04, Cloud-Image'),
    value: 1,
    unit: 'GB',
    ...ubuntu,
  },
  'ubuntu-disk-iso': {
    metric: 'disk_min',
    system: t('Ubuntu Server 24.04, ISO installation', 'Ubuntu Server 24.04, ISO-Installation'),
    value: 5,
    unit: 'GB',
    ...ubuntu,
    note: t('Suggested: 25 GB.', 'Empfohlen: 25 GB.'),
  },
  'ubuntu-disk-cloud': {
    metric: 'disk_min',
    system: t('Ubuntu Server 24.04, cloud image', 'Ubuntu Server 24.04, Cloud-Image'),
    value: 4,
    unit: 'GB',
    ...ubuntu,
    note: t('2.5 GB in theory.', 'Theoretisch 2,5 GB.'),
  },
  'debian-ram-inst': {
    metric: 'memory_min',
    system: t('Debian installation, amd64', 'Debian-Installation, amd64'),
    value: 780,
    unit: 'MB',
    ...debian,
    note: t('For installing, the absolute minimum.', 'Zum Installieren, das absolute Minimum.'),
  },
  'debian-disk-inst': {
    metric: 'disk_min',
    system: t('Debian installation, amd64', 'Debian-Installation, amd64'),
    value: 920,
    unit: 'MB',
    ...debian,
  },
  'debian-ram-nodesk': {
    metric: 'memory_min',
    system: t('Debian 11 without desktop', 'Debian 11 ohne Desktop'),
    value: 256,
    low: 256,
    high: 512,
    unit: 'MiB',
    source: 'Debian 11 manual, s390x',
    year: 2021,
    url: 'https://www.debian.org/releases/bullseye/s390x/ch03s04',
    note: t(
      'Recommended: 512 MiB and 2 GiB of disk; read in the manual for s390x.',
      'Empfohlen: 512 MiB und 2 GiB Platte; gelesen im Handbuch für s390x.',
    ),
    verified: true,
  },
  'alpine-ram': {
    metric: 'memory_idle',
    system: t('Alpine Linux, booted and idle', 'Alpine Linux, gestartet und unbelastet'),
    value: 50,
    unit: 'MB',
    source: 'linuxreviews.org',
    year: 2020,
    url: 'https://linuxreviews.org/Alpine_Linux',
    note: t('Approximate; from a third party, Alpine 3.11.', 'Ungefähr; Angabe Dritter, Alpine 3.11.'),
    verified: true,
  },
  'img-alpine-latest': {
    metric: 'image_size_compressed',
    system: verbatim('alpine:latest (3.24.2)'),
    value: 3.8,
    unit: 'MB',
    ...repoInfo,
    note: compressed,
  },
  'img-debian-trixie-slim': {
    metric: 'image_size_compressed',
    system: verbatim('debian:trixie-slim'),
    value: 29.8,
    unit: 'MB',
    ...repoInfo,
    note: compressed,
  },
  'img-ubuntu-24.04': {
    metric: 'image_size_compressed',
    system: verbatim('ubuntu:24.04'),
    value: 29.8,
    unit: 'MB',
    ...repoInfo,
    note: compressed,
  },
  'img-python-3.13-slim': {
    metric: 'image_size_compressed',
    system: verbatim('python:3.13-slim'),
    value: 43,
    unit: 'MB',
    ...repoInfo,
    note: compressed,
  },
  'img-node-lts': {
    metric: 'image_size_compressed',
    system: verbatim('node:lts (24.19, bookworm)'),
    value: 408.9,
    unit: 'MB',
    ...repoInfo,
    note: compressed,
  },
  'img-buildpack-layer': {
    metric: 'image_size_compressed',
    system: t('Build tools inside node:lts (one layer)', 'Build-Werkzeuge in node:lts (eine Schicht)'),
    value: 211.6,
    unit: 'MB',
    ...repoInfo,
    note: t('52 % of the whole image.', '52 % des ganzen Images.'),
  },
  'img-shared-layer': {
    metric: 'layer_sharing',
    system: t(
      'Layer that python:3.13-slim shares with debian:trixie-slim',
      'Schicht, die python:3.13-slim mit debian:trixie-slim teilt',
    ),
    value: 29.8,
    unit: 'MB',
    ...repoInfo,
    note: t(
      '69 % of python:3.13-slim, stored once if both are present.',
      '69 % von python:3.13-slim, nur einmal gespeichert, wenn beide da sind.',
    ),
  },
  'img-nanoserver': {
    metric: 'image_size',
    system: verbatim('Windows Nano Server'),
    value: t('a few hundred MB', 'einige hundert MB'),
    unit: '-',
    source: 'Microsoft, windows-host-process-containers-base-image',
    year: 2023,
    url: 'https://github.com/microsoft/windows-host-process-containers-base-image',
    note: t('A phrase, no exact number.', 'Eine Umschreibung, keine genaue Zahl.'),
    verified: true,
  },
  'img-servercore': {
    metric: 'image_size',
    system: t('Windows container images, Server 2016 era', 'Windows-Container-Images, Zeit von Server 2016'),
    low: 1.02,
    high: 10.2,
    unit: 'GB',
    source: 'nanoserver-ruby README',
    year: 2018,
    url: 'https://github.com/woodie/nanoserver-ruby',
    note: t(
      'Nano Server 1.02 GB, Server Core 10.2 GB on disk; smaller today.',
      'Nano Server 1,02 GB, Server Core 10,2 GB auf der Platte; heute kleiner.',
    ),
    verified: true,
  },
  'k8s-ovh': {
    metric: 'memory_overhead',
    system: t('Kata with Firecracker, per pod', 'Kata mit Firecracker, je Pod'),
    value: 120,
    unit: 'MiB',
    source: 'Kubernetes docs, Pod Overhead',
    year: 2024,
    url: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
    note: t(
      'The documentation’s example: VM and guest system.',
      'Beispiel der Dokumentation: VM und Gastsystem.',
    ),
    verified: true,
  },
  'kata-qemu-mem': {
    metric: 'memory_overhead',
    system: t('Kata with QEMU, per pod', 'Kata mit QEMU, je Pod'),
    value: 160,
    unit: 'MiB',
    ...kata,
    note: t('What the RuntimeClass reserves.', 'Was die RuntimeClass reserviert.'),
  },
  'kata-qemu-cpu': {
    metric: 'cpu_overhead',
    system: t('Kata with QEMU, per pod', 'Kata mit QEMU, je Pod'),
    value: 250,
    unit: 'mCPU',
    ...kata,
    note: t(
      'What the RuntimeClass reserves, in thousandths of a CPU.',
      'Was die RuntimeClass reserviert, in Tausendstel CPU.',
    ),
  },
  'kubevirt-qemu': {
    metric: 'memory_overhead',
    system: t('QEMU with KVM, beside the guest’s memory', 'QEMU mit KVM, neben dem Speicher des Gasts'),
    value: t(
      '30 MiB, 1/512 of the guest’s memory, 8 MiB per vCPU and 8 MiB for its I/O thread',
      '30 MiB, 1/512 des Gastspeichers, 8 MiB je vCPU und 8 MiB für den I/O-Thread',
    ),
    unit: '-',
    ...kubevirt,
    note: t(
      'What KubeVirt reserves for the process, by its resident memory; a screen adds 32 MiB.',
      'Was KubeVirt für den Prozess reserviert, nach seinem residenten Speicher; ein Bildschirm kostet 32 MiB mehr.',
    ),
  },
  'kubevirt-launcher': {
    metric: 'memory_overhead',
    system: t('KubeVirt’s own processes, per VM', 'Eigene Prozesse von KubeVirt, je VM'),
    value: 190,
    low: 180,
    high: 190,
    unit: 'MiB',
    ...kubevirt,
    note: t(
      'virt-launcher and its monitor, virtqemud and virtlogd; 180 MiB until 2024.',
      'virt-launcher mit Überwachung, virtqemud und virtlogd; bis 2024 180 MiB.',
    ),
  },
  'vsphere-overhead': {
    metric: 'memory_overhead',
    system: t('ESXi, beside the guest’s memory', 'ESXi, neben dem Speicher des Gasts'),
    low: 20.29,
    high: 168.6,
    unit: 'MB',
    source: 'vSphere 6.5 Resource Management, table 6-1',
    year: 2017,
    url: 'https://docs.vmware.com/en/VMware-vSphere/6.5/com.vmware.vsphere.resmgmt.doc/GUID-B42C72C1-F8D5-40DC-93D1-FB31849B1114.html',
    note: t(
      'Needed to power on: from 256 MB with 1 vCPU to 16 GB with 8.',
      'Zum Einschalten nötig: von 256 MB mit 1 vCPU bis 16 GB mit 8.',
    ),
    verified: true,
  },
  'rhel-ram': {
    metric: 'memory_min',
    system: t('Red Hat Enterprise Linux 9 and its rebuilds', 'Red Hat Enterprise Linux 9 und Nachbauten'),
    value: 1.5,
    unit: 'GiB',
    ...osinfo,
    note: t('Installation over the network needs 3 GiB.', 'Die Installation über das Netz braucht 3 GiB.'),
  },
  'windows-10-ram': {
    metric: 'memory_min',
    system: t('Windows 10, 64 bits', 'Windows 10, 64 Bit'),
    value: 2,
    unit: 'GiB',
    ...osinfo,
  },
  'windows-11-ram': {
    metric: 'memory_min',
    system: verbatim('Windows 11'),
    value: 4,
    unit: 'GiB',
    ...osinfo,
  },
  'aks-kata': {
    metric: 'memory_overhead',
    system: t('AKS Pod Sandboxing, default', 'AKS Pod Sandboxing, Standard'),
    value: 600,
    unit: 'MiB',
    source: 'Azure docs, considerations for pod sandboxing',
    year: 2024,
    url: 'https://learn.microsoft.com/azure/aks/considerations-pod-sandboxing',
    note: t(
      '512 MiB of the pod’s VM and about 88 MiB on the host.',
      '512 MiB für die VM des Pods und rund 88 MiB auf dem Host.',
    ),
    verified: true,
  },
  'ali-runv': {
    metric: 'memory_overhead',
    system: t('Alibaba ACK runV, per pod', 'Alibaba ACK runV, je Pod'),
    low: 64,
    high: 512,
    unit: 'MiB',
    source: 'Alibaba Cloud docs, runC and runV',
    year: 2025,
    url: 'https://www.alibabacloud.com/help/en/ack/ack-managed-and-ack-dedicated/user-guide/differences-between-runc-and-runv',
    note: t('64 MiB and 2 % of the request.', '64 MiB und 2 % der Anforderung.'),
    verified: true,
  },
  'lxd-density': {
    metric: 'density_relative',
    system: t('LXD system containers compared with KVM guests', 'LXD-Systemcontainer gegenüber KVM-Gästen'),
    value: 14.5,
    unit: '×',
    source: 'Canonical, 2015 (read in a copy)',
    year: 2015,
    url: 'http://cloudalbania.blogspot.com/2015/05/lxd-crushes-kvm-in-density-and-speed.html',
    note: t('A benchmark of the vendor itself.', 'Eine Messung des Herstellers selbst.'),
    verified: false,
  },
  'sysdig-perhost': {
    metric: 'density',
    system: t(
      'Containers per host, median of Sysdig’s customers',
      'Container je Host, Median der Sysdig-Kunden',
    ),
    value: 30,
    unit: '-',
    source: 'Sysdig 2019 container usage report',
    year: 2019,
    url: 'https://sysdig.com/press-releases/sysdig-2019-container-usage-report/',
    note: t(
      'Twice the year before; read in a secondary text.',
      'Doppelt so viele wie im Vorjahr; in einem Sekundärtext gelesen.',
    ),
    verified: false,
  },
  'sysdig-life5': {
    metric: 'lifetime_share',
    system: t('Containers that live five minutes or less', 'Container, die höchstens fünf Minuten leben'),
    value: 54,
    low: 50,
    high: 54,
    unit: '%',
    ...zdnet,
    note: t(
      '20 % in 2018; the press release says half.',
      '20 % im Jahr 2018; die Pressemitteilung spricht von der Hälfte.',
    ),
  },
  'sysdig-life10': {
    metric: 'lifetime_share',
    system: t('Containers that live ten seconds or less', 'Container, die höchstens zehn Sekunden leben'),
    value: 22,
    unit: '%',
    ...zdnet,
    note: t('11 % in 2018.', '11 % im Jahr 2018.'),
  },
  'sysdig-rootmedian': {
    metric: 'risk',
    system: t('Containers running as root per host, median', 'Als root laufende Container je Host, Median'),
    value: 21,
    unit: '-',
    source: 'Red Hat Developer on Sysdig 2019',
    year: 2019,
    url: 'https://developers.redhat.com/blog/2019/11/08/4-container-usage-takeaways-from-the-2019-sysdig-report/',
    verified: true,
  },
  livemig: {
    metric: 'migration_downtime',
    system: t(
      'Pause of a live VM migration, best case',
      'Pause bei der Live-Migration einer VM, bester Fall',
    ),
    value: 60,
    unit: 'ms',
    source: 'Clark et al., NSDI’05, abstract',
    year: 2005,
    url: 'https://doczz.net/doc/291059/live-migration-of-virtual-machines',
    note: t(
      'A running VM can move with a pause this short.',
      'Eine laufende VM kann mit so kurzer Pause umziehen.',
    ),
    verified: true,
  },
  seccomp: {
    metric: 'syscalls_blocked',
    system: t(
      'System calls blocked by Docker’s default seccomp profile',
      'Systemaufrufe, die Dockers seccomp-Standardprofil sperrt',
    ),
    value: 44,
    unit: '-',
    source: 'Docker docs, seccomp',
    year: 2024,
    url: 'https://docs.docker.com/engine/security/seccomp/',
    note: t('Approximate, of more than 300.', 'Ungefähr, von mehr als 300.'),
    verified: true,
  },
  'vm-14-16gb': {
    metric: 'derived',
    system: t(
      'Left for the host: 64 GB minus four VMs of 16 GB',
      'Rest für den Host: 64 GB abzüglich vier VMs zu 16 GB',
    ),
    value: 0,
    unit: 'GB',
    source: 'Arithmetic on claim A1-07',
    note: t(
      'The example overcommits: the host needs memory too.',
      'Das Beispiel ist überbucht: Auch der Host braucht Speicher.',
    ),
    verified: true,
  },
  'five-vms-floor': {
    metric: 'derived',
    system: t(
      'Five Ubuntu cloud images, vendor minimum of memory',
      'Fünf Ubuntu-Cloud-Images, Mindestspeicher des Herstellers',
    ),
    value: 5,
    unit: 'GB',
    source: 'Arithmetic on ubuntu-ram-cloud',
    url: 'https://github.com/canonical/ubuntu-server-documentation/blob/main/docs/reference/installation/system-requirements.md',
    note: t(
      'And 20 GB of disk; the minimum is meant for a useful system, not an idle one.',
      'Dazu 20 GB Platte; das Minimum gilt für ein brauchbares, nicht für ein unbelastetes System.',
    ),
    verified: true,
  },
  'five-containers-floor': {
    metric: 'derived',
    system: t('Five empty runc containers, memory', 'Fünf leere runc-Container, Speicher'),
    value: 19.5,
    unit: 'MiB',
    source: 'Arithmetic on mem-runc-empty',
    year: 2019,
    url: 'https://github.com/google/gvisor/tree/master/website/performance',
    note: t('The applications’ memory comes on top.', 'Der Speicher der Anwendungen kommt hinzu.'),
    verified: true,
  },
} as const satisfies Readonly<Record<string, Figure>>;

/** The id of a figure. */
export type FigureId = keyof typeof table;

/** Every figure, by id. */
export const figures: Readonly<Record<FigureId, Figure>> = table;
