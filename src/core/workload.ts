// The workload model: what container files and VM files lower into, so that rules, criteria and rows are written once.
import type { Fact, Facts, Stated } from './fact';
import type { FormatId } from './format';
import type { Place } from './span';

/** One thing that would run: a Dockerfile's shipped stage, a compose service, a VM. */
export type Workload = ContainerWorkload | VirtualMachine;

/** What containers and VMs have in common. */
interface WorkloadBase {
  /** Unique among the workloads of one analysis: `path#name`, with `~2`, `~3` … for repeated names. */
  readonly id: string;
  /** The name the file gives it, else one derived from the path. */
  readonly name: string;
  readonly format: FormatId;
  readonly path: string;
  /**
   * The header that stands for the whole workload: the FROM instruction of the shipped stage, the service's key, the
   * `config.vm.define` line, the `<domain …>` tag. Findings about something missing are anchored here.
   */
  readonly place: Place;
  /** The whole text that defines the workload, `place` included; decides which workload is under the cursor. */
  readonly body: Place;
  readonly memory: Fact<Memory>;
  /** How many CPUs it may use at most; fractions are possible for containers. */
  readonly cpus: Fact<number | 'unlimited'>;
  /** Ports that leave the workload for the host or the network. */
  readonly ports: Facts<PublishedPort>;
  readonly devices: Facts<Device>;
  /** Programs the definition installs or starts while it builds or provisions. */
  readonly software: Software;
  /** Logins and secrets that the definition itself holds. */
  readonly secrets: Facts<Secret>;
  /** The operating system its user land comes from. */
  readonly operatingSystem: Fact<OperatingSystem>;
  /** What provisions it: `ansible`, `puppet`, `chef`, `salt`, `docker`; `shell` for scripts that stand in the file. */
  readonly provisioners: Facts<string>;
  readonly labels: Facts<Label>;
}

/** Bytes it may use at most; `unlimited` is the documented default of container engines. */
export type Memory = number | 'unlimited';

/** A key with a value; the value is unknown when a variable decides it. */
export interface Label {
  readonly key: string;
  readonly value: Fact<string>;
}

/** A port that is reachable from outside the workload. */
export interface PublishedPort {
  /** Port inside the workload, 1 to 65535; unknown behind a variable. For a range, the first port. */
  readonly port: Fact<number>;
  /** Last port of a range, absent for a single port. */
  readonly lastPort?: number;
  /** Port on the host; unknown when the engine chooses it. */
  readonly hostPort: Fact<number>;
  /** Address it is bound to on the host: `0.0.0.0` (implied where nothing is said), `127.0.0.1`, `::`. */
  readonly address: Fact<string>;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

/** A device of the host that the workload may use. */
export interface Device {
  readonly kind: 'path' | 'pci' | 'usb' | 'gpu' | 'mediated' | 'scsi' | 'other';
  /** The device's name as the file writes it: `/dev/ttyUSB0`, `0000:01:00.0`, `nvidia`. */
  readonly name: string;
  /** A part of a device that was made to be divided, an SR-IOV virtual function; the rest stays with the host. */
  readonly isVirtualFunction?: true;
}

/** What a build or a provisioning script puts into the machine. Names are literal; variables make `rest`. */
export interface Software {
  /** Package names without versions. */
  readonly packages: Facts<string>;
  /** Services that are started or enabled, and programs put into the background. */
  readonly services: Facts<string>;
  /** Kernel modules that are loaded, built or mounted in. */
  readonly kernelModules: Facts<string>;
}

/** A login or secret in plain text. */
export interface Secret {
  readonly kind: 'environment' | 'build-argument' | 'file' | 'password' | 'private-key';
  /** The variable, file or account it is for. */
  readonly name: string;
  /** The text itself is never kept; only whether it is a real literal, a placeholder or a well-known default. */
  readonly quality: 'literal' | 'placeholder' | 'well-known';
}

/** An operating system as far as a name tells. */
export interface OperatingSystem {
  readonly family: 'linux' | 'windows' | 'bsd' | 'macos' | 'solaris' | 'other';
  /** Lower-case: `ubuntu`, `debian`, `centos`, `rhel`, `alpine`, `windows-server`, `windows`, `freebsd`. */
  readonly distribution?: string;
  /** Release as the vendor writes it: `22.04`, `12`, `2012-r2`, `10`. */
  readonly release?: string;
}

/** An image name taken apart; every part as written. */
export interface ImageReference {
  /** As the file writes it, variables resolved. */
  readonly text: string;
  /** Host of the registry, if named: `ghcr.io`, `localhost:5000`. */
  readonly registry?: string;
  /** Path without registry, tag and digest; official images without `library/`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** A program with its arguments as the main process. */
export interface Process {
  /** `exec`: started directly; `shell`: through `/bin/sh -c` or the image's shell. */
  readonly form: 'exec' | 'shell';
  /** Words of the exec form; the whole line as one word in shell form. */
  readonly words: readonly string[];
}

/** Which way mounts below a mount go on. */
export type Propagation = 'private' | 'rprivate' | 'slave' | 'rslave' | 'shared' | 'rshared';

/** A file or directory of the host, or a named volume, that the container sees. */
export interface Mount {
  readonly kind: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** Host path of a bind as written (`~`, `./x`, `$XDG_RUNTIME_DIR/…` kept), name of a volume; absent for an anonymous one. */
  readonly source?: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Mount propagation, where stated; its place is the mount's where it is no statement of its own. */
  readonly propagation?: Stated<Propagation>;
}

/** Where and how an engine keeps what the main process prints. */
export interface Logging {
  /** `json-file`, `local`, `journald`, `none`, … */
  readonly driver: string;
  /** Whether it is limited in size: by options, or because the driver is (`local`, `journald`). */
  readonly limited: boolean;
}

/** How an image is built that a service runs. */
export interface Build {
  /** The statement that says so. */
  readonly place: Place;
  /** Path of the Dockerfile as `resolvePath` makes it; unknown behind a variable, for a remote context or one inline. */
  readonly dockerfile: Fact<string>;
  /** The stage; unknown with `notStated` where the last one is meant. */
  readonly target: Fact<string>;
  /** Build arguments by name; the value is unknown where it is passed through. */
  readonly arguments: Facts<Label>;
}

/** What Kubernetes says about a container beside what every engine can say. */
export interface Pod {
  /** Kind of the object that holds it: `Deployment`, `CronJob`, `Pod`. */
  readonly controller: string;
  /** The object's name; the first words of the workload's. */
  readonly object: string;
  /** The object's header; findings about the pod as a whole are anchored here. */
  readonly place: Place;
  readonly namespace: Fact<string>;
  /** The level of the Pod Security Standards that its namespace enforces, where the file or its folder holds the namespace. */
  readonly enforcedLevel: Fact<string>;
  /** `init` runs before the others and ends, `sidecar` is an init container that goes on, `ephemeral` is for debugging. */
  readonly position: 'main' | 'init' | 'sidecar' | 'ephemeral';
  readonly allowPrivilegeEscalation: Fact<boolean>;
  readonly runAsNonRoot: Fact<boolean>;
  readonly runAsUser: Fact<number>;
  /** As the object states it; unknown where nothing is stated. */
  readonly seccompProfile: Fact<'RuntimeDefault' | 'Localhost' | 'Unconfined'>;
  /** AppArmor profile as the object states it: `RuntimeDefault`, `Unconfined`, `localhost/x`; unknown where nothing is stated. */
  readonly appArmorProfile: Fact<string>;
  readonly hostProcess: Fact<boolean>;
  /** `default`, `unmasked`. */
  readonly procMount: Fact<string>;
  /** Kernel parameters the pod sets, by name. */
  readonly sysctls: Facts<string>;
  /** Parts of SELinux options that are set: `type=spc_t`, `user=…`, `role=…`. */
  readonly selinuxOptions: Facts<string>;
  /** Kinds of volumes of the pod: `hostPath`, `configMap`, `emptyDir`. */
  readonly volumeKinds: Facts<string>;
  /** Whether the token of a service account is mounted. */
  readonly serviceAccountToken: Fact<boolean>;
  /** Whether an autoscaler sets the number of replicas. */
  readonly autoscaled: Fact<boolean>;
}

/** Whose namespace the container uses. */
export type NamespaceMode = 'own' | 'host' | 'other';

/** A literal of the environment. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: Fact<string>;
  /** `argument` is a build argument, which stays in the image's history. */
  readonly kind: 'environment' | 'argument';
}

/** A container: an image definition or a service that runs one. */
export interface ContainerWorkload extends WorkloadBase {
  readonly kind: 'container';
  /** `image`: the file defines an image (Dockerfile); `service`: it says how a container runs (a compose service, a pod's container, a `docker run`). */
  readonly role: 'image' | 'service';
  /** The image it is built from (role image: the base at the end of the stage chain) or runs. */
  readonly image: Fact<ImageReference>;
  /** Built by this project: always for role image, with `build:` for a service. */
  readonly builtHere: Fact<boolean>;
  /** How this project builds it, where the file says so. */
  readonly build?: Build;
  /** External images its build starts from or copies out of, the shipped base included (role image). */
  readonly stageImages: Facts<ImageReference>;
  /** `job`: made to end; `service`: made to go on. Unknown where the file does not decide it. */
  readonly lifetime: Fact<'service' | 'job'>;
  /** How many stages the Dockerfile has; unknown elsewhere. */
  readonly stages: Fact<number>;
  /** User of the main process as written: `root`, `0`, `1000:1000`, `app`. */
  readonly user: Fact<string>;
  /** ENTRYPOINT, as the engine would see it. */
  readonly entrypoint: Fact<Process>;
  /** CMD or `command:`. */
  readonly command: Fact<Process>;
  readonly environment: Facts<EnvironmentVariable>;
  /** Paths copied or added from the build context into the image: `source` as written, per path. */
  readonly copies: Facts<string>;
  /** Ports the image declares, without publishing them. */
  readonly exposed: Facts<number>;
  readonly mounts: Facts<Mount>;
  readonly privileged: Fact<boolean>;
  readonly capabilitiesAdded: Facts<string>;
  readonly capabilitiesDropped: Facts<string>;
  readonly noNewPrivileges: Fact<boolean>;
  readonly seccomp: Fact<'default' | 'unconfined' | 'profile'>;
  readonly appArmor: Fact<'default' | 'unconfined' | 'profile'>;
  readonly selinux: Fact<'default' | 'disabled' | 'profile'>;
  readonly readOnlyRootFilesystem: Fact<boolean>;
  readonly pidNamespace: Fact<NamespaceMode>;
  readonly ipcNamespace: Fact<NamespaceMode>;
  readonly utsNamespace: Fact<NamespaceMode>;
  readonly networkNamespace: Fact<NamespaceMode>;
  readonly userNamespace: Fact<NamespaceMode>;
  readonly cgroupNamespace: Fact<NamespaceMode>;
  readonly pidsLimit: Fact<number | 'unlimited'>;
  /** Bytes of memory that are guaranteed, not limited. */
  readonly memoryReservation: Fact<number>;
  /** OCI runtime: `runc`, `runsc`, `kata`; unknown where the engine's default decides. */
  readonly runtime: Fact<string>;
  /** Whether the engine adds its own init as PID 1. */
  readonly engineInit: Fact<boolean>;
  readonly healthcheck: Fact<boolean>;
  readonly replicas: Fact<number>;
  /** Names of the networks it joins. */
  readonly networks: Facts<string>;
  /** Compose profiles; a service with one is not started by default. */
  readonly profiles: Facts<string>;
  /** Restart policy as written: `no`, `always`, `on-failure`, `unless-stopped`. */
  readonly restart: Fact<string>;
  /** Platform as written: `linux/amd64`, `windows/amd64`. */
  readonly platform: Fact<string>;
  readonly logging: Fact<Logging>;
  /** Signal that asks the main process to end, as written: `SIGTERM`, `SIGQUIT`, `3`. */
  readonly stopSignal: Fact<string>;
  /** Whether the kernel's sensitive files below /proc and /sys stay hidden; `false` for `systempaths=unconfined`, `Unmask=ALL`. */
  readonly maskedPaths: Fact<boolean>;
  /** Set for containers of a pod. */
  readonly pod?: Pod;
}

/**
 * The program that runs the machine, or the management layer (`libvirt`, `proxmox`, `kubevirt`, `lima`, a cloud) where the
 * definition names only that; `cloud` is one that has no word here. `knowledge/hypervisors.ts` says what is known of each.
 */
export type Hypervisor =
  | 'kvm'
  | 'qemu'
  | 'xen'
  | 'virtualbox'
  | 'vmware'
  | 'vsphere'
  | 'hyperv'
  | 'parallels'
  | 'bhyve'
  | 'firecracker'
  | 'vz'
  | 'libvirt'
  | 'proxmox'
  | 'kubevirt'
  | 'lima'
  | 'aws'
  | 'azure'
  | 'gcp'
  | 'cloud'
  | 'other';

/** A disk, CD-ROM or floppy of a VM. */
export interface Disk {
  readonly kind: 'disk' | 'cdrom' | 'floppy' | 'lun';
  /** Emulated bus: `virtio`, `scsi`, `sata`, `ide`, `usb`, `fdc`. */
  readonly bus: Fact<string>;
  /** Capacity in bytes. */
  readonly capacity: Fact<number>;
  /** Cache mode of the hypervisor: `none`, `writeback`, `writethrough`, `unsafe`, `directsync`. */
  readonly cache: Fact<string>;
  /** `thick`: the whole capacity is taken at once. */
  readonly allocation: Fact<'thin' | 'thick'>;
  /** How many backing files lie under it. */
  readonly backingFiles: Fact<number>;
  /** Format of its image: `qcow2`, `raw`, `vmdk`, `vdi`, `vhdx`. */
  readonly format: Fact<string>;
  /** The image or device behind it as written: a path, a volume, a download address. */
  readonly source: Fact<string>;
  /** Whether what the guest writes stays when it is switched off. */
  readonly persistent: Fact<boolean>;
}

/** A network card of a VM. */
export interface NetworkCard {
  /** `nat`: behind the host; `host-only`: with the host alone; `bridged`: directly in the host's network. */
  readonly attachment: Fact<'nat' | 'host-only' | 'bridged' | 'other'>;
  /** Emulated model: `virtio`, `e1000`, `rtl8139`, `82540EM`. */
  readonly model: Fact<string>;
}

/** A screen or serial console of a VM that listens on the network. */
export interface GraphicalConsole {
  readonly kind: 'vnc' | 'spice' | 'rdp' | 'serial' | 'other';
  /** Address it listens on; `none` and `socket` where it has no network address. */
  readonly address: Fact<string>;
  readonly password: Fact<boolean>;
}

/** A directory of the host that the guest sees. */
export interface SharedFolder {
  /** Host path as written. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** `copy`: rsync and the like, nothing the guest changes reaches the host. */
  readonly kind: 'live' | 'copy';
  /** `default`: the tool shares it without being asked (Vagrant's project folder). */
  readonly origin: 'explicit' | 'default';
}

/**
 * A way between guest and host, or around the host's control, that hardening guides close: shrinking disks from inside,
 * reading what the host is, a console for several users, an introspection filter on a card, 3D acceleration …
 */
export interface HostChannel {
  readonly kind:
    | 'disk-shrink'
    | 'host-information'
    | 'shared-console'
    | 'network-filter'
    | 'accelerated-graphics'
    | 'unencrypted-migration'
    /** The guest may connect and disconnect its own devices. */
    | 'device-control'
    /** What the guest may write into the host's files about it has no limit, or a large one. */
    | 'guest-information'
    /** The guest's session stays open when the last console is closed. */
    | 'unlocked-console'
    /** Memory that several guests, or guest and host, share by intention. */
    | 'shared-memory'
    | 'no-log'
    /** The log grows without limit, or old ones are hardly kept. */
    | 'log-rotation';
  /** The setting as the file writes it. */
  readonly setting: string;
}

/** A virtual machine. */
export interface VirtualMachine extends WorkloadBase {
  readonly kind: 'vm';
  /**
   * `machine`: it runs as defined here; `image`: an image is built in it (Packer); `setup`: what is put into a machine
   * that other files define (cloud-init, answer files).
   */
  readonly role: 'machine' | 'image' | 'setup';
  /** How many of it run. */
  readonly replicas: Fact<number>;
  /** Name of a size that the platform defines: `t3.micro`, `u1.medium`. */
  readonly instanceType: Fact<string>;
  readonly hypervisor: Fact<Hypervisor>;
  /** Whether the processor runs the guest's instructions itself, or the hypervisor translates them. */
  readonly acceleration: Fact<'hardware' | 'software'>;
  /** The box, template or image it starts from, as written. */
  readonly image: Fact<string>;
  /** What fixes the image's version, as written: a box version, a dated file, a digest; `latest`, `current` where it moves. */
  readonly imageVersion: Fact<string>;
  /** Whether a checksum verifies the image that is fetched; `false` where the definition switches that off. */
  readonly imageChecksum: Fact<boolean>;
  /** Started together with the others of its file; `false` for `autostart: false`. */
  readonly autostart: Fact<boolean>;
  readonly disks: Facts<Disk>;
  readonly networkCards: Facts<NetworkCard>;
  readonly consoles: Facts<GraphicalConsole>;
  readonly sharedFolders: Facts<SharedFolder>;
  /** A window or desktop is opened for it: `vb.gui = true`. */
  readonly graphicalInterface: Fact<boolean>;
  readonly clipboardShared: Fact<boolean>;
  readonly dragAndDrop: Fact<boolean>;
  readonly firmware: Fact<'bios' | 'uefi'>;
  readonly secureBoot: Fact<boolean>;
  readonly tpm: Fact<boolean>;
  /** CPU virtualisation is handed on to the guest. */
  readonly nestedVirtualization: Fact<boolean>;
  /** The host can take memory back from the running guest. */
  readonly memoryBalloon: Fact<boolean>;
  /** Smallest memory in bytes that ballooning leaves. */
  readonly memoryMinimum: Fact<number>;
  /** Mandatory access control around the hypervisor process (sVirt). */
  readonly confinement: Fact<'default' | 'none' | 'profile'>;
  /** CPU mode: `host-passthrough`, `host-model`, `custom`, `maximum`. */
  readonly cpuMode: Fact<string>;
  /** CPU architecture of the guest: `x86_64`, `aarch64`. */
  readonly architecture: Fact<string>;
  /** Emulated devices that only old systems need: `floppy`, `cirrus`, `sb16`, `parallel`, `ne2k_isa`. */
  readonly legacyDevices: Facts<string>;
  /** The disk is a difference to its template instead of a full copy. */
  readonly linkedClone: Fact<boolean>;
  /** Vagrant's publicly known key pair stays in place. */
  readonly insecureKey: Fact<boolean>;
  /** Remote management that sends passwords in clear text: `winrm`. */
  readonly plaintextManagement: Facts<string>;
  /** Addresses on which the hypervisor's own control interface listens: `tcp:0.0.0.0:4444`. */
  readonly managementInterfaces: Facts<string>;
  /** Whether the host may merge equal memory pages of this guest with those of others (KSM, transparent page sharing). */
  readonly memorySharing: Fact<boolean>;
  /** Names of the snapshots that the definition lists. */
  readonly snapshots: Facts<string>;
  /** Whether packages are updated at first boot or regularly; `false` where the definition switches updates off. */
  readonly automaticUpdates: Fact<boolean>;
  readonly hostChannels: Facts<HostChannel>;
}
