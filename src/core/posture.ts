// Posture: what the host's engine gives containers.
import { type Fact, notStated } from './fact';

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
const sandboxRuntimes = /^(runsc|gvisor|kata|io\.containerd\.(runsc|kata))/;

/** The sandboxing runtimes among those of the engine. */
export function sandboxesOf(posture: Posture): string[] {
  return posture.runtimes.filter(isSandboxRuntime);
}

/** What decides severities, as facts: asked of an engine, stated in `berth.yaml`, or unknown. */
export interface PostureFacts {
  /** The engine itself runs without root. */
  readonly rootless: Fact<boolean>;
  /** User IDs of containers are mapped to others on the host, as the engine's default. */
  readonly userNamespaces: Fact<boolean>;
  /** The engine denies new privileges to every container. */
  readonly noNewPrivileges: Fact<boolean>;
  /** OCI runtime that containers get without asking. */
  readonly defaultRuntime: Fact<string>;
  /** The engine limits the size of its logs. */
  readonly limitedLogs: Fact<boolean>;
}

/** Nothing is known about the engine. */
export const unknownPosture: PostureFacts = {
  rootless: notStated,
  userNamespaces: notStated,
  noNewPrivileges: notStated,
  defaultRuntime: notStated,
  limitedLogs: notStated,
};

/** Whether an OCI runtime of this name puts a kernel of its own, or one in user space, around each container. */
export function isSandboxRuntime(runtime: string): boolean {
  return sandboxRuntimes.test(runtime);
}
