// A container of which nothing is said yet: formats spread it and state what their files can say. It stands behind what
// names the container: before that, V8 takes ten times as long (40 µs, measured).
import { type Facts, incomplete, type Unknown } from '../core/fact';
import type { ContainerWorkload } from '../core/workload';

/** Every fact of a container. */
export type ContainerFacts = Omit<
  ContainerWorkload,
  'kind' | 'role' | 'id' | 'name' | 'format' | 'path' | 'place' | 'body' | 'build' | 'pod'
>;

/** All facts unknown for one reason: mostly `notExpressible`. */
export function unsaidContainer(why: Unknown): ContainerFacts {
  const list: Facts<never> = incomplete([], why);
  return {
    memory: why,
    cpus: why,
    ports: list,
    devices: list,
    software: { packages: list, services: list, kernelModules: list },
    secrets: list,
    operatingSystem: why,
    provisioners: list,
    labels: list,
    image: why,
    builtHere: why,
    stageImages: list,
    lifetime: why,
    stages: why,
    user: why,
    entrypoint: why,
    command: why,
    environment: list,
    copies: list,
    exposed: list,
    mounts: list,
    privileged: why,
    capabilitiesAdded: list,
    capabilitiesDropped: list,
    noNewPrivileges: why,
    seccomp: why,
    appArmor: why,
    selinux: why,
    readOnlyRootFilesystem: why,
    pidNamespace: why,
    ipcNamespace: why,
    utsNamespace: why,
    networkNamespace: why,
    userNamespace: why,
    cgroupNamespace: why,
    pidsLimit: why,
    memoryReservation: why,
    runtime: why,
    engineInit: why,
    healthcheck: why,
    replicas: why,
    networks: list,
    profiles: list,
    restart: why,
    platform: why,
    logging: why,
    stopSignal: why,
    maskedPaths: why,
  };
}
