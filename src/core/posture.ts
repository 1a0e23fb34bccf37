// Posture: what the host's engine gives containers.

/** The posture of one engine, as it reports it. */
export interface Posture {
  /** Name and version: `Docker Engine 20.10.24`, `Podman Engine 4.3.1`. */
  readonly engine: string;
  /** Where it was reached: a socket path or a host. */
  readonly endpoint: string;
  readonly operatingSystem: string;
  readonly kernel: string;
  /** The engine itself runs without root. */
  readonly rootless: boolean;
  /** User IDs of containers are mapped to others on the host. */
  readonly userNamespaces: boolean;
  /** Name of the seccomp profile (`default`, `builtin`, `unconfined`), absent where there is none. */
  readonly seccomp?: string;
  readonly appArmor: boolean;
  readonly selinux: boolean;
  readonly runtimes: readonly string[];
  readonly defaultRuntime: string;
  /** `1` or `2`. */
  readonly cgroupVersion: string;
  readonly loggingDriver: string;
  readonly liveRestore: boolean;
  /** Bytes of memory the engine sees. */
  readonly memory: number;
  /** Logical CPUs the engine sees. */
  readonly cpus: number;
  /** Why the engine is taken to run inside a VM already, absent where nothing says so. */
  readonly insideVm?: string;
}

/** Runtimes that put a kernel of their own, or one in user space, between the container and the host. */
const sandboxRuntimes = /^(runsc|kata|kata-|io\.containerd\.(runsc|kata))/;

/** The sandboxing runtimes among those of the engine. */
export function sandboxesOf(posture: Posture): string[] {
  return posture.runtimes.filter((runtime) => sandboxRuntimes.test(runtime));
}
