// A workload of which nothing is said yet: formats spread it and state what their files can say. It stands behind what
// names the workload: before that, V8 takes ten times as long (40 µs, measured).
import { type Facts, incomplete, type Unknown } from '../core/fact';
import type { ContainerWorkload, Disk, VirtualMachine } from '../core/workload';

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

/** Every fact of a machine. */
export type MachineFacts = Omit<
  VirtualMachine,
  'kind' | 'role' | 'id' | 'name' | 'format' | 'path' | 'place' | 'body'
>;

/** All facts unknown for one reason: mostly `notExpressible` or `notStated`. */
export function unsaidMachine(why: Unknown): MachineFacts {
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
    replicas: why,
    instanceType: why,
    hypervisor: why,
    acceleration: why,
    image: why,
    imageVersion: why,
    imageChecksum: why,
    autostart: why,
    disks: list,
    networkCards: list,
    consoles: list,
    sharedFolders: list,
    graphicalInterface: why,
    clipboardShared: why,
    dragAndDrop: why,
    firmware: why,
    secureBoot: why,
    tpm: why,
    nestedVirtualization: why,
    memoryBalloon: why,
    memoryMinimum: why,
    confinement: why,
    cpuMode: why,
    architecture: why,
    legacyDevices: list,
    linkedClone: why,
    insecureKey: why,
    plaintextManagement: list,
    managementInterfaces: list,
    memorySharing: why,
    snapshots: list,
    automaticUpdates: why,
    hostChannels: list,
  };
}

/** A disk of which only the kind is known. */
export function unsaidDisk(why: Unknown): Omit<Disk, 'kind'> {
  return {
    bus: why,
    capacity: why,
    cache: why,
    allocation: why,
    backingFiles: why,
    format: why,
    source: why,
    persistent: why,
  };
}
