// What Docker documents for a container that is started without options.
import { complete, imageDecides, implied, notExpressible, notStated } from '../../core/fact';
import { docs } from '../../knowledge/sources';
import * as compose from '../compose/defaults';
import { type ContainerFacts, unsaidContainer } from '../unsaid';

const run = docs(
  'Docker docs: docker container run',
  'https://docs.docker.com/reference/cli/docker/container/run/',
  false,
);

/** A container of Docker, before its image and its options are known. */
export const dockerDefaults: ContainerFacts = {
  ...unsaidContainer(notExpressible),
  memory: compose.memory,
  memoryReservation: notStated,
  cpus: compose.cpus,
  pidsLimit: compose.pidsLimit,
  ports: complete([]),
  devices: complete([]),
  mounts: complete([]),
  environment: complete([]),
  secrets: complete([]),
  labels: complete([]),
  profiles: complete([]),
  stageImages: complete([]),
  exposed: compose.listFromImage,
  software: {
    packages: compose.listFromImage,
    services: compose.listFromImage,
    kernelModules: compose.listFromImage,
  },
  capabilitiesAdded: complete([]),
  capabilitiesDropped: complete([]),
  privileged: compose.privileged,
  noNewPrivileges: compose.noNewPrivileges,
  seccomp: compose.seccomp,
  appArmor: compose.appArmor,
  selinux: compose.selinux,
  maskedPaths: compose.maskedPaths,
  readOnlyRootFilesystem: compose.readOnlyRootFilesystem,
  pidNamespace: compose.ownNamespace,
  ipcNamespace: compose.ownNamespace,
  utsNamespace: compose.ownNamespace,
  networkNamespace: compose.ownNamespace,
  userNamespace: compose.fromEngine,
  cgroupNamespace: compose.fromEngine,
  runtime: compose.fromEngine,
  image: notStated,
  builtHere: notStated,
  lifetime: notStated,
  operatingSystem: imageDecides,
  user: imageDecides,
  entrypoint: imageDecides,
  command: imageDecides,
  stopSignal: imageDecides,
  platform: compose.fromHost,
  restart: compose.restart,
  healthcheck: compose.healthcheck,
  logging: implied(
    { driver: compose.logging.value, limited: false },
    compose.logging.why,
    compose.logging.source,
  ),
  engineInit: implied(
    false,
    {
      en: 'Without --init, the image’s own process is PID 1.',
      de: 'Ohne --init ist der Prozess des Images PID 1.',
    },
    run,
  ),
  replicas: implied(
    1,
    { en: 'The command starts one container.', de: 'Der Befehl startet einen Container.' },
    run,
  ),
  networks: complete([
    implied(
      'bridge',
      {
        en: 'Without --network a container joins the default bridge.',
        de: 'Ohne --network gehört ein Container zur Standard-Bridge.',
      },
      run,
    ),
  ]),
};
