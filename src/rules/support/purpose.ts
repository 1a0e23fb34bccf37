// What a workload is for, as far as its names tell: the exceptions of the rules speak about purposes.
import { knownValue } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { findImage, type ImageRow, imageName, statefulImages } from '../../knowledge/images';

/** Path with forward slashes and in lower case, so that one pattern serves every spelling. */
function plain(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}

function fileName(path: string): string {
  return plain(path).replace(/^.*\//, '');
}

/** Made for development only: `compose.dev.yaml`, `Dockerfile.development`, or a file in `.devcontainer`. */
export function isDevelopmentFile(path: string): boolean {
  return (
    /(^|[^a-z])(dev|devel|development|local)([^a-z]|$)/.test(fileName(path)) ||
    /(^|\/)\.devcontainer\/[^/]+$/.test(plain(path))
  );
}

/** A template to copy and fill in: `compose.example.yaml`, `docker-compose.yml.sample`. */
export function isExampleFile(path: string): boolean {
  return /(^|[^a-z])(example|sample|template|dist)([^a-z]|$)/.test(fileName(path));
}

/** Whether the workload's image is known and its path matches. */
export function hasImage(workload: ContainerWorkload, pattern: RegExp): boolean {
  const image = knownValue(workload.image);
  return image !== undefined && pattern.test(imageName(image));
}

/** Whether the workload's name or its image's path matches. */
export function isCalled(workload: ContainerWorkload, pattern: RegExp): boolean {
  return pattern.test(workload.name.toLowerCase()) || hasImage(workload, pattern);
}

/** Runs once and ends (a migration, a seed, a setup step), or only when a profile asks for it. */
export function isOneShot(workload: ContainerWorkload): boolean {
  return (
    (workload.restart.state === 'stated' && workload.restart.value === 'no') ||
    workload.profiles.items.length > 0 ||
    /(^|[-_.])(init|migrat(e|ion|ions|or)|seed(er)?|setup|bootstrap|job|once)([-_.]|$)/.test(
      workload.name.toLowerCase(),
    )
  );
}

/** Lies in a `.devcontainer` folder. */
export function isDevContainerFile(path: string): boolean {
  return /(^|\/)\.devcontainer\//.test(plain(path));
}

/** The row of a table of images that the workload's image is in. */
export function imageRow<Row extends ImageRow>(
  workload: ContainerWorkload,
  rows: readonly Row[],
): Row | undefined {
  const image = knownValue(workload.image);
  return image === undefined ? undefined : findImage(rows, image);
}

/** Builds of well-known databases by other publishers (`acme/postgres`), but not their clients and exporters. */
const databaseName =
  /(^|[-_/])(postgres(ql)?|postgis|mysql|mariadb|percona|mongo(db)?|redis|valkey|cassandra|couchdb|elasticsearch|opensearch|influxdb|clickhouse|mssql|oracle-(xe|free)|etcd|minio)([-_](server|db|database|ha|oss|cluster|windows|express|\d[\d.]*))*$/;

/** A database, queue or store: it writes to its own data, and its start script often changes owners. */
export function isStateful(workload: ContainerWorkload): boolean {
  return imageRow(workload, statefulImages) !== undefined || hasImage(workload, databaseName);
}
