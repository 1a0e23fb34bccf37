// Databases and stores whose data go with the container.
import { isKnown, knownValue } from '../../core/fact';
import type { Fix, Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Mount } from '../../core/workload';
import { type StatefulImage, statefulImages } from '../../knowledge/images';
import { bsi, claim, documents } from '../../knowledge/sources';
import { endsByItself, isInOperation } from '../support/lifetime';
import { placeOf } from '../support/place';
import { isWork, programOf, starts } from '../support/process';
import { imageRow, isExampleFile, isForDevelopment, isTestFile } from '../support/purpose';
import { oneLower } from '../support/severity';

export default defineRule({
  id: 'ops-data-in-container-layer',
  concern: 'operations',
  severity: 'error',
  title: { en: 'Data are lost with the container', de: 'Daten gehen mit dem Container verloren' },
  why: {
    en: `A VM keeps its disk; a container’s writable layer goes when the container is replaced, which every update does. A
database without a volume loses everything with the first new version of its image.

Some images declare a volume of their own. The engine then makes one without a name: the data outlive a restart, but
\`docker compose down\`, another project name or a removed container leave them behind where nobody finds them. With \`--rm\`,
which Quadlet’s units use, the engine deletes such a volume at every stop.

Give the data folder a named volume, a persistent volume claim (Kubernetes) or a directory of the host, and back it up.
Caches without persistence, clients and set-ups for tests are left out, and so is a tmpfs, which says that the data may go.
A store that is started by hand or for development counts less.`,
    de: `Eine VM behält ihre Platte; die Schreibschicht eines Containers verschwindet, wenn er ersetzt wird, und das tut jedes
Update. Eine Datenbank ohne Volume verliert mit der ersten neuen Version ihres Images alles.

Manche Images erklären selbst ein Volume. Die Engine legt dann eines ohne Namen an: Die Daten überleben einen Neustart, aber
nach \`docker compose down\`, mit einem anderen Projektnamen oder nach dem Entfernen des Containers bleiben sie zurück, wo sie
niemand findet. Mit \`--rm\`, das Quadlets Units nutzen, löscht die Engine ein solches Volume bei jedem Stopp.

Gib dem Datenordner ein benanntes Volume, einen PersistentVolumeClaim (Kubernetes) oder ein Verzeichnis des Hosts, und
sichere es. Caches ohne Persistenz, Clients und
Aufbauten für Tests bleiben außen vor, ebenso ein tmpfs, denn es sagt, dass die Daten verschwinden dürfen. Ein Datenspeicher,
der von Hand oder für die Entwicklung gestartet wird, zählt weniger.`,
  },
  sources: [claim('A1-56'), bsi('SYS.1.6.A19'), documents.konveyor],
  messages: {
    layer: {
      en: '{workload} ({image}) keeps its data in {folder}, which no volume holds: they are gone when the container is replaced, and every update does that. Give the folder a persistent volume.',
      de: '{workload} ({image}) legt seine Daten in {folder} ab, das auf keinem Volume liegt: Sie sind weg, sobald der Container ersetzt wird, also bei jedem Update. Gib dem Ordner ein persistentes Volume.',
    },
    anonymous: {
      en: '{workload} ({image}) keeps its data in {folder}, in a volume without a name: when the container is removed, they go with it or stay where nobody finds them. Give the folder a named volume.',
      de: '{workload} ({image}) legt seine Daten in {folder} in einem Volume ohne Namen ab: Wird der Container entfernt, gehen sie verloren oder bleiben, wo sie niemand findet. Gib dem Ordner ein benanntes Volume.',
    },
    pod: {
      en: '{workload} ({image}) keeps its data in {folder}, in a volume that lives as long as the pod: every new pod starts empty. Claim a persistent volume unless the data may go.',
      de: '{workload} ({image}) legt seine Daten in {folder} in einem Volume ab, das so lange lebt wie der Pod: Jeder neue Pod beginnt leer. Fordere ein persistentes Volume an, außer die Daten dürfen verschwinden.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦db⟧:\n    image: postgres:17\n    restart: always\n    volumes:\n      - ./init.sql:/docker-entrypoint-initdb.d/init.sql\n',
        fixed:
          'services:\n  db:\n    image: postgres:17\n    restart: always\n    volumes:\n      - ./init.sql:/docker-entrypoint-initdb.d/init.sql\n      - db-data:/var/lib/postgresql/data\nvolumes:\n  db-data:\n',
      },
      {
        format: 'compose',
        text: 'services:\n  ⟦search⟧:\n    image: elasticsearch:8.17.0\n    restart: unless-stopped\n  ⟦cache⟧:\n    image: redis:8\n    command: redis-server --appendonly yes\n',
      },
      {
        format: 'compose',
        text: 'services:\n  ⟦db⟧:\n    image: mysql:8.4\n    restart: always\n    volumes:\n      - /var/lib/mysql\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - ⟦name: db⟧\n          image: postgres:17\n        - ⟦name: queue⟧\n          image: rabbitmq:4\n          volumeMounts:\n            - { name: scratch, mountPath: /var/lib/rabbitmq }\n      volumes:\n        - name: scratch\n          emptyDir: {}\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/library/mariadb:11\n',
        fixed: '[Container]\nImage=docker.io/library/mariadb:11\nVolume=app-data:/var/lib/mysql\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --name db postgres:18\n',
        fixed: '#!/bin/sh\ndocker run --volume=db-data:/var/lib/postgresql -d --name db postgres:18\n',
      },
    ],
    good: [
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  serviceName: db\n  template:\n    spec:\n      containers:\n        - name: db\n          image: postgres:17\n          volumeMounts:\n            - { name: data, mountPath: /var/lib/postgresql/data }\n  volumeClaimTemplates:\n    - metadata:\n        name: data\n',
      },
      { format: 'script', text: '#!/bin/sh\ndocker run --rm postgres:17 pg_dump -h db shop\n' },
      {
        format: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/var/lib/postgresql/data\n  next:\n    image: postgres:18\n    volumes:\n      - next:/var/lib/postgresql\n  moved:\n    image: postgres:17\n    environment:\n      PGDATA: /srv/pg\n    volumes:\n      - moved:/srv\n  mongo:\n    image: mongo:8\n    command: mongod --dbpath /store\n    volumes:\n      - ./store:/store\nvolumes:\n  data:\n  next:\n  moved:\n',
      },
      {
        format: 'compose',
        text: 'services:\n  cache:\n    image: redis:8\n  scratch:\n    image: mysql:8.4\n    tmpfs: /var/lib/mysql\n  client:\n    image: postgres:17\n    command: psql -h db\n  backup:\n    image: mysql:8.4\n    command: ["sh", "-c", "mysqldump -h db shop"]\n  other:\n    image: mysql:8.4\n    volumes_from: [scratch]\n  paths:\n    image: mysql:8.4\n    volumes: ["$STORE"]\n',
      },
      { format: 'compose', path: 'tests/compose.yaml', text: 'services:\n  db:\n    image: postgres:17\n' },
      { format: 'dockerfile', text: 'FROM postgres:17\nCOPY init.sql /docker-entrypoint-initdb.d/\n' },
    ],
  },
  checkContainer(workload, report) {
    const { role, image, mounts, path } = workload;
    const row = imageRow(workload, statefulImages);
    if (role !== 'service' || row === undefined || !isKnown(image) || mounts.rest !== undefined) return;
    if (endsByItself(workload) || isTestFile(path) || isExampleFile(path)) return;
    if (!isServer(workload) || (row.maybeCache === true && !persists(workload))) return;
    const volumes = mounts.items.map(({ value }) => value).filter((mount) => holdsData(mount, row, workload));
    if (volumes.some((mount) => !isAnonymous(mount))) return;
    const message = kindOf(workload, row, volumes.length > 0);
    const folder = row.data[0] ?? '';
    report({
      message,
      severity: severityOf(workload, severities[message]),
      confidence: 'medium',
      args: { image: image.value.text, folder },
      evidence: [{ place: workload.place }, { place: placeOf(image, workload) }],
      ...(volumes.length === 0 ? { fix: volume(workload, folder) } : {}),
    });
  },
});

/** Where the data are. A kubelet makes no volume of what an image declares: the folder goes with the container. */
function kindOf(
  { pod }: ContainerWorkload,
  { anonymousVolume }: StatefulImage,
  hasVolume: boolean,
): keyof typeof severities {
  if (pod !== undefined) return hasVolume ? 'pod' : 'layer';
  return hasVolume || anonymousVolume ? 'anonymous' : 'layer';
}

/** An emptyDir is chosen, and says that the data may go. */
const severities = { layer: 'error', anonymous: 'warning', pod: 'info' } as const;

/** What is started by hand, or to develop, loses less. */
function severityOf(workload: ContainerWorkload, severity: Severity): Severity {
  if (isForDevelopment(workload)) return 'info';
  return isInOperation(workload) ? severity : oneLower(severity);
}

/** Programs of these images that talk to a server, or watch one. */
const clients =
  /^(psql|pg_\w+|createdb|mysql\w*|mariadb(-\w+)?|mongo|mongosh|mongo(dump|restore|import|export)|redis-(cli|sentinel|benchmark)|valkey-(cli|sentinel)|cqlsh|nodetool|mc|influx|clickhouse(-client)?|cypher-shell|rabbitmqctl|curl|wget|nc|timeout|until|while|for)$/;

/** It starts the server: the image's own start, options for it, or a program that is no client and no shell. */
function isServer(workload: ContainerWorkload): boolean {
  return starts(workload).every((start) => {
    const program = programOf(start);
    if (program === 'mysqld' || program.startsWith('-')) return true;
    return !clients.test(program) && !isWork(start) && !start.words.includes('--sentinel');
  });
}

/** A cache that is told to write its data down. */
function persists(workload: ContainerWorkload): boolean {
  return starts(workload).some(({ words }) =>
    words.some((word, index) => {
      const next = words[index + 1];
      return (/^--?appendonly$/.test(word) && next === 'yes') || (/^--?save$/.test(word) && next !== '');
    }),
  );
}

/** Whether the mount is at the data folder, above or in it, or at one that the service is told to use instead. */
function holdsData({ target }: Mount, { data }: StatefulImage, workload: ContainerWorkload): boolean {
  const folder = target.replace(/\/+$/, '');
  const isAt = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);
  if (data.some((path) => isAt(path) || (folder.startsWith(`${path}/`) && !/\.\w+$/.test(folder))))
    return true;
  const told = [
    ...starts(workload).flatMap(({ words }) => words),
    ...workload.environment.items.flatMap(({ value: { name, value } }) =>
      /data|dir|path|home/i.test(name) ? [knownValue(value) ?? ''] : [],
    ),
  ];
  return told.some((word) => isAt(word.replace(/^[^/]*=/, '')));
}

function isAnonymous({ kind, source }: Mount): boolean {
  return kind === 'volume' && source === undefined;
}

function volume(workload: ContainerWorkload, folder: string): Fix {
  const source = `${workload.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-data`;
  return {
    title: {
      text: { en: 'Add the volume {source} for {folder}', de: 'Volume {source} für {folder} ergänzen' },
      args: { source, folder },
    },
    safety: 'changes-behaviour',
    changes: [
      { kind: 'set', workload: workload.id, setting: { name: 'volume', value: { source, target: folder } } },
    ],
  };
}
