// Declarations: what a file says that is no workload, but decides about workloads: namespaces, policies, engines.
import type { Fact, Facts } from './fact';
import type { FormatId } from './format';
import type { Place } from './span';
import type { Label, Logging } from './workload';

interface DeclarationBase {
  /** Unique among the workloads and declarations of one analysis: `path#Namespace/shop`. */
  readonly id: string;
  readonly name: string;
  readonly format: FormatId;
  readonly path: string;
  /** The header that stands for it; findings about something missing are anchored here. */
  readonly place: Place;
  readonly body: Place;
}

/** A Kubernetes namespace. */
export interface Namespace extends DeclarationBase {
  readonly kind: 'namespace';
  readonly labels: Facts<Label>;
  /** Whether this file or another one of its folder holds pods that name it. */
  readonly populated: Fact<boolean>;
  /** Whether this file or another one of its folder holds policies of an admission controller that decides instead. */
  readonly otherPolicies: Fact<boolean>;
}

/** A use of the PodSecurityPolicy API, which Kubernetes 1.25 removed. */
export interface PodSecurityPolicyUse extends DeclarationBase {
  readonly kind: 'pod-security-policy';
  /** `object`: the policy itself; `role`: a role that grants its use; `plugin`: an admission plugin switched on. */
  readonly use: 'object' | 'role' | 'plugin';
}

/** A RuntimeClass: a name for an OCI runtime of the cluster's nodes. */
export interface RuntimeClass extends DeclarationBase {
  readonly kind: 'runtime-class';
  readonly handler: Fact<string>;
}

/** A container engine's configuration (`daemon.json`) or its own report (`docker info`). */
export interface EngineDeclaration extends DeclarationBase {
  readonly kind: 'engine';
  /** `configuration`: what it is told; `report`: what it says of itself. */
  readonly origin: 'configuration' | 'report';
  /** Name and version, as a report gives them. */
  readonly version: Fact<string>;
  /** Version of the OCI runtime (`runc`), as a report gives it. */
  readonly runtimeVersion: Fact<string>;
  readonly kernel: Fact<string>;
  readonly operatingSystem: Fact<string>;
  readonly rootless: Fact<boolean>;
  readonly userNamespaces: Fact<boolean>;
  readonly noNewPrivileges: Fact<boolean>;
  readonly seccomp: Fact<'default' | 'unconfined' | 'profile'>;
  readonly selinux: Fact<boolean>;
  readonly appArmor: Fact<boolean>;
  /** Name of the OCI runtime that containers get without asking. */
  readonly defaultRuntime: Fact<string>;
  readonly runtimes: Facts<string>;
  readonly logging: Fact<Logging>;
  /** Addresses it takes commands on, as written: `unix://…`, `tcp://0.0.0.0:2375`. */
  readonly listens: Facts<string>;
  /** Whether clients must show a certificate (`tlsverify`). */
  readonly verifiesClients: Fact<boolean>;
  readonly liveRestore: Fact<boolean>;
}

/** What a script or pipeline asks of a container engine beside running containers. */
export interface EngineCommand extends DeclarationBase {
  readonly kind: 'engine-command';
  /**
   * `commit`, `export`, `import`, `save`, `load`; `dockerd` where the engine itself is started; `DOCKER_HOST` where the
   * engine's address is set for its clients.
   */
  readonly command: string;
  /** The words behind it, quotes removed (for `DOCKER_HOST` the address); a word behind a variable makes `rest`. */
  readonly arguments: Facts<string>;
  /** Where its result goes, as written: a file, or `| program …`. */
  readonly output: Fact<string>;
  /** Whether the same file makes the container or image it is about. */
  readonly madeHere: Fact<boolean>;
}

/** A host of VMs: its capabilities (libvirt's report), or the configuration of its hypervisor (`libvirtd.conf`, `qemu.conf`). */
export interface HypervisorHost extends DeclarationBase {
  readonly kind: 'hypervisor-host';
  /** Bytes of memory. */
  readonly memory: Fact<number>;
  /** Logical CPUs. */
  readonly cpus: Fact<number>;
  readonly architecture: Fact<string>;
  /** Whether it can run guests in hardware (KVM is there). */
  readonly acceleration: Fact<boolean>;
  /** Addresses on which it takes commands from the network: `tcp:0.0.0.0:16509`. */
  readonly listens: Facts<string>;
  /** How clients of those addresses prove who they are: `none`, `sasl`, `polkit`, `tls`. */
  readonly authentication: Fact<string>;
  /** Mandatory access control around every hypervisor process. */
  readonly confinement: Fact<'default' | 'none'>;
  /** The account hypervisor processes run under. */
  readonly user: Fact<string>;
  /** Address on which guests' screens listen where the guest does not say it. */
  readonly consoleAddress: Fact<string>;
  /** What screens there ask for where the guest does not say it: `none`, `vnc-password`, `password`, `sasl`, `certificate`. */
  readonly consoleLogin: Fact<string>;
  /** Whether every account of the host may give it commands without a login. */
  readonly openToAccounts: Fact<boolean>;
}

/** How a script or a pipeline brings software to another machine by hand: over SSH. One per file. */
export interface RemoteDeployment extends DeclarationBase {
  readonly kind: 'remote-deployment';
  /** What is changed there, as program and verb: `systemctl restart`, `apt-get install`. */
  readonly steps: Facts<string>;
  /** What is copied there: the program, `scp`, `rsync` or `sftp`. */
  readonly copies: Facts<string>;
}

/** Anything a file declares that is no workload. */
export type Declaration =
  | Namespace
  | PodSecurityPolicyUse
  | RuntimeClass
  | EngineDeclaration
  | EngineCommand
  | HypervisorHost
  | RemoteDeployment;
