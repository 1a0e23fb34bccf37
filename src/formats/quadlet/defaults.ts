// What Podman documents for a container that is started without options, and Quadlet for a unit without keys.
import { complete, type Implied, implied, notStated, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { NamespaceMode } from '../../core/workload';
import { docs } from '../../knowledge/sources';
import { dockerDefaults } from '../container-options/defaults';
import type { ContainerFacts } from '../unsaid';

const run = docs('podman-run(1)', 'https://docs.podman.io/en/stable/markdown/podman-run.1.html');
const configuration = docs(
  'containers.conf(5)',
  'https://github.com/containers/common/blob/main/docs/containers.conf.5.md',
);
const unit = docs(
  'podman-systemd.unit(5)',
  'https://docs.podman.io/en/stable/markdown/podman-systemd.unit.5.html',
);
const service = docs(
  'systemd.service(5)',
  'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html',
  false,
);

const because = (en: string, de: string): Text => ({ en, de });

const ownNamespace: Implied<NamespaceMode> = implied(
  'own',
  because(
    'Podman gives a container a namespace of its own by default.',
    'Podman gibt einem Container von sich aus einen eigenen Namespace.',
  ),
  configuration,
);

/** A container of Podman, before its image and its options are known. */
export const podmanDefaults: ContainerFacts = {
  ...dockerDefaults,
  pidsLimit: implied(
    2048,
    because(
      'Podman limits a container to 2048 processes by default.',
      'Podman begrenzt einen Container von sich aus auf 2048 Prozesse.',
    ),
    run,
  ),
  memory: implied(
    'unlimited',
    because(
      'Without a limit, a container may use as much memory as the host has.',
      'Ohne Limit darf ein Container so viel Arbeitsspeicher nutzen, wie der Host hat.',
    ),
    run,
  ),
  cpus: implied(
    'unlimited',
    because(
      'Without a limit, a container may use all CPUs of the host.',
      'Ohne Limit darf ein Container alle CPUs des Hosts nutzen.',
    ),
    run,
  ),
  privileged: implied(
    false,
    because('Containers are unprivileged by default.', 'Container sind von sich aus nicht privilegiert.'),
    configuration,
  ),
  noNewPrivileges: implied(
    false,
    because(
      'Without the option no-new-privileges, setuid programs can gain privileges.',
      'Ohne die Option no-new-privileges können setuid-Programme Rechte hinzugewinnen.',
    ),
    run,
  ),
  seccomp: implied(
    'default',
    because(
      'Podman applies its own seccomp profile by default.',
      'Podman wendet von sich aus sein seccomp-Profil an.',
    ),
    configuration,
  ),
  appArmor: implied(
    'default',
    because(
      'Podman applies its own AppArmor profile by default where the host has AppArmor and the container is not rootless.',
      'Podman wendet von sich aus sein AppArmor-Profil an, wenn der Host AppArmor hat und der Container nicht rootless ist.',
    ),
    configuration,
  ),
  selinux: implied(
    'default',
    because(
      'Podman separates containers by SELinux labels where the host has SELinux.',
      'Podman trennt Container durch SELinux-Labels, wenn der Host SELinux hat.',
    ),
    configuration,
  ),
  maskedPaths: implied(
    true,
    because(
      'Podman hides sensitive files below /proc and /sys by default.',
      'Podman verbirgt heikle Dateien unter /proc und /sys von sich aus.',
    ),
    unit,
  ),
  readOnlyRootFilesystem: implied(
    false,
    because(
      'The root file system of a container is writable by default.',
      'Das Wurzeldateisystem eines Containers ist von sich aus beschreibbar.',
    ),
    configuration,
  ),
  pidNamespace: ownNamespace,
  ipcNamespace: ownNamespace,
  utsNamespace: ownNamespace,
  networkNamespace: ownNamespace,
  cgroupNamespace: ownNamespace,
  logging: implied(
    { driver: 'journald', limited: true },
    because(
      'Podman logs to the systemd journal where there is one, and the journal limits its size.',
      'Podman protokolliert ins Journal von systemd, wenn es eines gibt; das Journal begrenzt seine Größe.',
    ),
    configuration,
  ),
  engineInit: implied(
    false,
    because(
      'Without an init of the engine, the image’s own process is PID 1.',
      'Ohne Init der Engine ist der Prozess des Images PID 1.',
    ),
    configuration,
  ),
  networks: complete([
    implied(
      'podman',
      because(
        'Without a network of its own a container joins Podman’s default network.',
        'Ohne eigenes Netz gehört ein Container zum Standardnetz von Podman.',
      ),
      configuration,
    ),
  ]),
};

/** A container of a Quadlet unit. */
export const unitDefaults: ContainerFacts = {
  ...podmanDefaults,
  restart: implied(
    'no',
    because(
      'Without Restart= systemd does not start a service again.',
      'Ohne Restart= startet systemd einen Dienst nicht neu.',
    ),
    service,
  ),
  lifetime: implied(
    'service',
    because(
      'Quadlet makes a service that goes on, unless Type=oneshot is stated.',
      'Quadlet macht einen Dienst daraus, der weiterläuft, wenn nicht Type=oneshot angegeben ist.',
    ),
    unit,
  ),
  healthcheck: implied(
    false,
    because(
      'The unit has no health check; only the image might bring one.',
      'Die Unit hat keine Zustandsprüfung; nur das Image könnte eine mitbringen.',
    ),
    unit,
  ),
  replicas: implied(1, because('A unit starts one container.', 'Eine Unit startet einen Container.'), unit),
  builtHere: implied(
    false,
    because('Without a build unit, the image is pulled.', 'Ohne Build-Unit wird das Image geladen.'),
    unit,
  ),
  runtime: unknown(
    because(
      'The configuration of the container engine decides it.',
      'Die Konfiguration der Container-Engine entscheidet es.',
    ),
  ),
  memoryReservation: notStated,
};

/** A unit in a folder of users: Podman runs rootless, in a user namespace. */
export const rootlessNamespace: Implied<NamespaceMode> = implied(
  'own',
  because(
    'The unit lies in a folder of users, where Podman runs rootless: root in the container is that user on the host.',
    'Die Unit liegt in einem Ordner für Benutzer, wo Podman rootless läuft: root im Container ist auf dem Host dieser Benutzer.',
  ),
  unit,
);
