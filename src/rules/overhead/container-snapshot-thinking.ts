// Containers that are kept as snapshots, as one keeps a VM, instead of an image that can be built again.
import type { EngineCommand } from '../../core/declaration';
import { is, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, claim, nist } from '../../knowledge/sources';

export default defineRule({
  id: 'container-snapshot-thinking',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Container kept as a snapshot', de: 'Container als Snapshot aufbewahrt' },
  why: {
    en: `With a VM, a snapshot is the backup. A container has no such state to keep: the program comes from an image that can be
built again, and the data lies in volumes. \`docker commit\`, \`docker export\` and a \`docker save\` as a backup keep the
program files and leave out exactly the volumes; nobody can tell later how the result came about, and nothing in it gets
updates. Secrets and logs that were in the container go along.

Write what was changed into a Dockerfile and build the image from it. Save data with the database’s own tool
(\`pg_dump\`, \`mysqldump\`) or as an archive of the volume. Carrying a built image with \`docker save\` and \`docker load\` to
machines without a registry is fine.`,
    de: `Bei einer VM ist der Snapshot die Sicherung. Ein Container hat keinen solchen Zustand: Das Programm kommt aus
einem Image, das sich neu bauen lässt, und die Daten liegen in Volumes. \`docker commit\`, \`docker export\` und
\`docker save\` als Sicherung bewahren die Programmdateien auf und lassen gerade die Volumes weg; wie das Ergebnis
entstanden ist, weiß später niemand, und nichts darin bekommt Updates. Geheimnisse und Protokolle aus dem Container wandern
mit.

Schreibe in ein Dockerfile, was geändert wurde, und baue das Image daraus. Sichere Daten mit dem Werkzeug der Datenbank
(\`pg_dump\`, \`mysqldump\`) oder als Archiv des Volumes. Ein gebautes Image mit \`docker save\` und \`docker load\` auf Rechner
ohne Registry zu bringen ist in Ordnung.`,
  },
  sources: [claim('A1-36'), claim('A1-21'), bsi('SYS.1.6.A23'), nist('4.5.3')],
  messages: {
    commit: {
      en: 'An image made by commit can be neither built again nor updated, and leaves the volumes out. Put the changes into a Dockerfile; back up data from its volume or with the database’s own tool.',
      de: 'Ein Image aus commit lässt sich weder neu bauen noch aktualisieren und enthält die Volumes nicht. Schreibe die Änderungen in ein Dockerfile; sichere Daten aus ihrem Volume oder mit dem Werkzeug der Datenbank.',
    },
    export: {
      en: 'An export keeps the program files of a container like a VM snapshot, without its volumes and without a way to build it again. Back up the volumes, and rebuild the container from its image.',
      de: 'Ein Export bewahrt die Programmdateien eines Containers auf wie ein VM-Snapshot, ohne seine Volumes und ohne Weg, ihn neu zu bauen. Sichere die Volumes und erzeuge den Container neu aus seinem Image.',
    },
    import: {
      en: 'An import brings a container back as an image without history, entry point and user. Build the image from a Dockerfile, and restore the data into its volume.',
      de: 'Ein Import holt einen Container als Image ohne Historie, Startbefehl und Benutzer zurück. Baue das Image aus einem Dockerfile und stelle die Daten in ihrem Volume wieder her.',
    },
    save: {
      en: 'An image saved as a backup keeps what its Dockerfile or registry already holds, and none of the data. Push the image to a registry, and back up the volumes.',
      de: 'Ein Image als Sicherung zu speichern bewahrt, was Dockerfile oder Registry schon enthalten, aber keine Daten. Lade das Image in eine Registry und sichere die Volumes.',
    },
  },
  examples: {
    bad: [
      {
        format: 'script',
        path: 'scripts/nightly.sh',
        text: '#!/bin/sh\n⟦docker commit⟧ shop-db "backup/shop-db:$(date +%F)"\n⟦docker export⟧ shop-web > /srv/backup/shop-web.tar\n',
      },
      {
        format: 'script',
        path: 'restore.sh',
        text: '#!/bin/sh\n⟦docker export⟧ old-web | ⟦docker import⟧ - web:flat\n',
      },
      {
        format: 'script',
        path: 'scripts/backup-images.sh',
        text: '#!/bin/sh\n⟦docker save⟧ -o "/backup/shop-$(date +%F).tar" acme/shop:5.2\n',
      },
      {
        format: 'script',
        path: 'Makefile',
        text: 'image:\n\tdocker run --name setup ubuntu:24.04 /tmp/install.sh\n\t⟦docker commit⟧ setup acme/tools:latest\n',
      },
    ],
    good: [
      {
        format: 'script',
        path: 'scripts/air-gap.sh',
        text: '#!/bin/sh\ndocker build -t acme/shop:5.2 .\ndocker save acme/shop:5.2 | gzip > shop.tar.gz\nscp shop.tar.gz site:\nssh site "docker load -i shop.tar.gz"\n',
      },
      {
        format: 'script',
        path: 'scripts/bundle.sh',
        text: '#!/bin/sh\ndocker pull nginx:1.29\ndocker save -o bundle/nginx.tar nginx:1.29\n',
      },
      {
        format: 'script',
        path: 'build/rootfs.sh',
        text: '#!/bin/sh\nid=$(docker create acme/rootfs:1)\ndocker export "$id" | tar -C rootfs -xf -\ndocker export $(docker create alpine:3.22) > rootfs.tar\n',
      },
      {
        format: 'script',
        path: 'build/base.sh',
        text: '#!/bin/sh\ndebootstrap stable rootfs\ntar -C rootfs -c . | docker import - acme/base:1\ndocker run --rm acme/base:1 true\n',
      },
      {
        format: 'script',
        path: 'scripts/dump.sh',
        text: '#!/bin/sh\ndocker exec shop-db pg_dump shop > "/srv/backup/$(date +%F).sql"\ndocker run --rm -v data:/data alpine:3.22 tar -c /data > data.tar\n',
      },
    ],
  },
  checkDeclaration(declaration, report, { declarations }) {
    if (declaration.kind !== 'engine-command') return;
    const message = habitOf(declaration, declarations.filter(isCommand));
    if (message !== undefined) report({ message, evidence: [{ place: declaration.place }] });
  },
});

function isCommand(declaration: { readonly kind: string }): declaration is EngineCommand {
  return declaration.kind === 'engine-command';
}

/** What a backup is called, or a date in its name. */
const backup = /backup|bak(?:[^a-z]|$)|snapshot|restore|\$\(date|`date|\$\{?(?:DATE|TODAY|TIMESTAMP|NOW)\b/i;
/** A file system that something else goes on with: a chroot, an archive that is unpacked, a disk image. */
const rootFileSystem =
  /root-?fs|chroot|initr|\btar\b[^|]*(?:\s-?[a-z]*x|--extract)|\bbsdtar\b|\bcpio\b|ext4|\.img\b|wsl/i;

function habitOf(
  command: EngineCommand,
  others: readonly EngineCommand[],
): 'commit' | 'export' | 'import' | 'save' | undefined {
  const output = knownValue(command.output) ?? '';
  const words = command.arguments.items.map(({ value }) => value).join(' ');
  const isBackup = backup.test(`${words} ${output}`) || backup.test(command.path.replace(/^.*\//, ''));
  switch (command.command) {
    case 'commit':
      return 'commit';
    case 'export':
      if (isRoundTrip(output)) return 'export';
      if (rootFileSystem.test(`${words} ${output} ${command.path}`)) return undefined;
      return is(command.madeHere, false) || isBackup ? 'export' : undefined;
    case 'import':
      return isBackup ||
        others.some((other) => isRoundTrip(knownValue(other.output) ?? '') && follows(command, other))
        ? 'import'
        : undefined;
    case 'save':
      return isBackup && !is(command.madeHere, true) ? 'save' : undefined;
    default:
      return undefined;
  }
}

/** Exported straight into an image again, which only drops its history. */
function isRoundTrip(output: string): boolean {
  return /^\|.*\b(?:docker|podman|nerdctl)\s+(?:image\s+)?import\b/.test(output);
}

function follows({ place }: EngineCommand, { body }: EngineCommand): boolean {
  return (
    place.path === body.path && place.span.start > body.span.end && place.span.start - body.span.end < 10
  );
}
