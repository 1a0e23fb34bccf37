// What Docker documents for a service that does not say otherwise.
import {
  type Facts,
  type Implied,
  imageDecides,
  implied,
  incomplete,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Text } from '../../core/message';
import type { NamespaceMode } from '../../core/workload';
import { docs, documents } from '../../knowledge/sources';
import { engineDecides, hostDecides } from './messages';

const reference = 'https://docs.docker.com/reference/compose-file';
const services = docs('Docker docs: Compose file reference, services', `${reference}/services/`);
const deploy = docs('Docker docs: Compose file reference, deploy', `${reference}/deploy/`, false);
const run = docs(
  'Docker docs: docker container run',
  'https://docs.docker.com/reference/cli/docker/run/',
  false,
);
const appArmorProfile = docs(
  'Docker docs: AppArmor security profiles',
  'https://docs.docker.com/engine/security/apparmor/',
  false,
);

/** Where Compose documents variables and their defaults. */
export const interpolation = docs(
  'Docker docs: Compose file reference, interpolation',
  `${reference}/interpolation/`,
  false,
);

const because = (en: string, de: string): Text => ({ en, de });

/** No memory limit. */
export const memory: Implied<'unlimited'> = implied(
  'unlimited',
  because(
    'Without a limit, a container may use as much memory as the host has.',
    'Ohne Limit darf ein Container so viel Arbeitsspeicher nutzen, wie der Host hat.',
  ),
  documents.dockerResources,
);

/** No CPU limit. */
export const cpus: Implied<'unlimited'> = implied(
  'unlimited',
  because(
    'Without a limit, a container may use all CPUs of the host.',
    'Ohne Limit darf ein Container alle CPUs des Hosts nutzen.',
  ),
  documents.dockerResources,
);

/** No limit of processes. */
export const pidsLimit: Implied<'unlimited'> = implied(
  'unlimited',
  because(
    'Without a limit, a container may start any number of processes.',
    'Ohne Limit darf ein Container beliebig viele Prozesse starten.',
  ),
  run,
);

/** Not privileged. */
export const privileged: Implied<boolean> = implied(
  false,
  because('Containers are unprivileged by default.', 'Container sind von sich aus nicht privilegiert.'),
  run,
);

/** New privileges may be gained, through setuid programs for instance. */
export const noNewPrivileges: Implied<boolean> = implied(
  false,
  because(
    'Without the option no-new-privileges, setuid programs can gain privileges.',
    'Ohne die Option no-new-privileges können setuid-Programme Rechte hinzugewinnen.',
  ),
  run,
);

/** Docker's seccomp profile. */
export const seccomp: Implied<'default'> = implied(
  'default',
  because(
    'Docker applies its own seccomp profile by default.',
    'Docker wendet von sich aus sein seccomp-Profil an.',
  ),
  documents.dockerSeccomp,
);

/** Docker's AppArmor profile. */
export const appArmor: Implied<'default'> = implied(
  'default',
  because(
    'Docker applies its own AppArmor profile by default where the host has AppArmor.',
    'Docker wendet von sich aus sein AppArmor-Profil an, wenn der Host AppArmor hat.',
  ),
  appArmorProfile,
);

/** The SELinux labels of the engine. */
export const selinux: Implied<'default'> = implied(
  'default',
  because(
    'Labels stay as the engine sets them, where the host has SELinux.',
    'Die Labels bleiben, wie die Engine sie setzt, wenn der Host SELinux hat.',
  ),
  run,
);

/** A writable root file system. */
export const readOnlyRootFilesystem: Implied<boolean> = implied(
  false,
  because(
    'The root file system of a container is writable by default.',
    'Das Wurzeldateisystem eines Containers ist von sich aus beschreibbar.',
  ),
  services,
);

/** A namespace of its own. */
export const ownNamespace: Implied<NamespaceMode> = implied(
  'own',
  because(
    'A container gets a namespace of its own by default.',
    'Ein Container bekommt von sich aus einen eigenen Namespace.',
  ),
  run,
);

/** No init of the engine. */
export const engineInit: Implied<boolean> = implied(
  false,
  because(
    'Without init: true, the image’s own process is PID 1.',
    'Ohne init: true ist der Prozess des Images PID 1.',
  ),
  services,
);

/** No health check in the file. */
export const healthcheck: Implied<boolean> = implied(
  false,
  because(
    'The file has no health check; only the image might bring one.',
    'Die Datei hat keine Zustandsprüfung; nur das Image könnte eine mitbringen.',
  ),
  services,
);

/** One container for each service. */
export const replicas: Implied<number> = implied(
  1,
  because(
    'Compose starts one container for each service by default.',
    'Compose startet von sich aus einen Container je Dienst.',
  ),
  deploy,
);

/** No restart. */
export const restart: Implied<string> = implied(
  'no',
  because(
    'Without a restart policy a container is not restarted.',
    'Ohne Neustartregel wird ein Container nicht neu gestartet.',
  ),
  services,
);

/** The project's default network. */
export const networks: Facts<string> = {
  items: [
    implied(
      'default',
      because(
        'Without networks a service joins the default network of its project.',
        'Ohne networks gehört ein Dienst zum Standardnetz seines Projekts.',
      ),
      services,
    ),
  ],
};

/** The image comes from a registry. */
export const notBuiltHere: Implied<boolean> = implied(
  false,
  because('Without build, the image is pulled.', 'Ohne build wird das Image geladen.'),
  services,
);

/** The engine's own driver, which never turns a log over. */
export const logging: Implied<string> = implied(
  'json-file',
  because(
    'Without a log driver, Docker uses json-file, which keeps everything; daemon.json may set another default.',
    'Ohne Log-Treiber nimmt Docker json-file, das alles behält; daemon.json kann eine andere Vorgabe setzen.',
  ),
  documents.dockerJsonFile,
);

/** The engine's own driver, where only its options are stated. */
export const logDriver: Implied<string> = implied(
  'json-file',
  because(
    'Without a driver, Docker uses json-file; daemon.json may set another default.',
    'Ohne driver nimmt Docker json-file; daemon.json kann eine andere Vorgabe setzen.',
  ),
  documents.dockerJsonFile,
);

/** The kernel's files below /proc and /sys are hidden. */
export const maskedPaths: Implied<boolean> = implied(
  true,
  because(
    'The engine hides sensitive files below /proc and /sys by default.',
    'Die Engine verbirgt heikle Dateien unter /proc und /sys von sich aus.',
  ),
  run,
);

/** Any address of the host. */
export const anyAddress: Implied<string> = implied(
  '0.0.0.0',
  because(
    'Without an address a port is published on all interfaces of the host.',
    'Ohne Adresse ist ein Port auf allen Schnittstellen des Hosts erreichbar.',
  ),
  services,
);

/** What the image decides. */
export const fromImage: Unknown = imageDecides;

/** A list that only the image decides. */
export const listFromImage: Facts<never> = incomplete<never>([], fromImage);

/** What the engine's configuration decides. */
export const fromEngine: Unknown = unknown(engineDecides);

/** What the host decides. */
export const fromHost: Unknown = unknown(hostDecides);
