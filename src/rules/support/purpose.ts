// What a workload is for, as far as its names tell: the exceptions of the rules speak about purposes.
import { is, knownValue } from '../../core/fact';
import type { ContainerWorkload } from '../../core/workload';
import { findImage, type ImageRow, imageName, statefulImages } from '../../knowledge/images';

/** Path with forward slashes and in lower case, so that one pattern serves every spelling. */
function plain(path: string): string {
  return path.replaceAll('\\', '/').toLowerCase();
}

function fileName(path: string): string {
  return plain(path).replace(/^.*\//, '');
}

/** Made for development only: `compose.dev.yaml`, `Dockerfile.development`, `dev/compose.yaml`, or a file in `.devcontainer`. */
export function isDevelopmentFile(path: string): boolean {
  return (
    /(^|[^a-z])(dev|devel|development|local)([^a-z]|$)/.test(fileName(path)) ||
    /(^|\/)(\.devcontainer|dev|devel|development)\/[^/]+$/.test(plain(path))
  );
}

/** Folders of tests, beside which a file is for tests; only the nearest two, since above them may lie anything. */
const testFolder =
  /^(tests?|testing|fixtures?|integration|(functional|unit)([-_]?tests?)?|ci|\.ci|\.github|\.gitlab|\.circleci|molecule)$/;

/** Folders that hold nothing but tests, however deep the file lies below them. */
const testTree =
  /(^|\/)(e2e([-_][^/]*)?|__tests__|__fixtures__|fixtures|integration[-_]?tests?|test[-_]?data|src\/tests?|tests?\/(integration|functional|unit|conformance|([^/]+\/)?data)|spec\/(unit|integration|acceptance|support))\//;

/** Made for tests or pipelines: `docker-compose.ci.yml`, `tests/compose.yaml`, `e2e/shop/Dockerfile`. */
export function isTestFile(path: string): boolean {
  const folders = plain(path).split('/').slice(0, -1).slice(-2);
  return (
    /(^|[^a-z])(tests?|testing|e2e|ci)([^a-z]|$)/.test(fileName(path)) ||
    testTree.test(plain(path)) ||
    folders.some((folder) => testFolder.test(folder))
  );
}

/** A template to copy and fill in: `compose.example.yaml`, `docker-compose.yml.sample`. */
export function isExampleFile(path: string): boolean {
  return /(^|[^a-z])(example|sample|template|dist)([^a-z]|$)/.test(fileName(path));
}

/** Made for production: `compose.prod.yaml`, `production/deployment.yaml`, `overlays/prod/web.yaml`. */
export function isProductionFile(path: string): boolean {
  return (
    /(^|[^a-z])(prod|production|live)([^a-z]|$)/.test(fileName(path)) ||
    /(^|\/)(prod|production)\/[^/]+$/.test(plain(path))
  );
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
  if (workload.profiles.items.length > 0 || is(workload.lifetime, 'job')) return true;
  if (is(workload.lifetime, 'service')) return false;
  return (
    (workload.restart.state === 'stated' && workload.restart.value === 'no') ||
    /(^|[-_.])(init|migrat(e|ion|ions|or)|seed(er)?|setup|bootstrap|job|once)([-_.]|$)/.test(
      workload.name.toLowerCase(),
    )
  );
}

/** What images are called that people and pipelines build, test or develop with. */
const workNames =
  /(^|[-_./])(ci|build|builder|buildenv|toolchain|sdk|compile|dapper|docs|dev|devel|devcontainer|tests?|testing|lint|e2e|cross|workspace)([-_./]|$)/;

/** Made to build or to test in, by its name: what it starts is a job, not a service. */
export function isForBuilding(workload: ContainerWorkload): boolean {
  return isCalled(workload, workNames);
}

/** Lies in a `.devcontainer` folder, or is a dev container's own file elsewhere. */
export function isDevContainerFile(path: string): boolean {
  return /(^|\/)(\.devcontainer\/|\.?devcontainer\.json$)/.test(plain(path));
}

/** A file for development or tests by its kind, name or folder: whoever starts the container is whom it could hurt. */
export function isFileForTrying({ path, pod }: ContainerWorkload): boolean {
  // A cluster for tests runs pods of several people, as others do.
  return isDevelopmentFile(path) || (pod === undefined && isTestFile(path)) || isDevContainerFile(path);
}

/** Its user land is that of Windows, which has no root, no capabilities and no setuid programs. */
export function isWindows(workload: ContainerWorkload): boolean {
  return (
    knownValue(workload.operatingSystem)?.family === 'windows' ||
    /^windows(\/|$)/.test(knownValue(workload.platform) ?? '') ||
    hasImage(workload, /windows|nanoserver/)
  );
}

/** A command of a script that somebody waits for, and that leaves nothing running behind. */
export function isTypedOnce({ format, lifetime }: ContainerWorkload): boolean {
  return format === 'script' && !is(lifetime, 'service');
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

/** Variables by which frameworks are told that they run for development or tests. */
const modeVariable =
  /^(node_env|rails_env|rack_env|app_env|flask_env|mix_env|symfony_env|django_env|environment|aspnetcore_environment|dotnet_environment)$/i;
const developmentMode = /^(dev|devel|development|local|tests?|testing)$/i;

/** The project's sources are bound into the container to be edited while it runs. */
export function mountsSources(workload: ContainerWorkload): boolean {
  return workload.mounts.items.some(
    ({ value: { kind, source, readOnly } }) =>
      kind === 'bind' &&
      !readOnly &&
      source !== undefined &&
      /^(\.{1,2}\/)*(\.{1,2}|(src|app|code|web|www|backend|frontend|client|server|public|html|lib|packages)\/?)\/?$/.test(
        source,
      ),
  );
}

/** Started by hand to develop or to test: by the kind or name of file, a framework's mode, or sources bound in. */
export function isForDevelopment(workload: ContainerWorkload): boolean {
  return (
    workload.format === 'devcontainer' ||
    isDevelopmentFile(workload.path) ||
    isTestFile(workload.path) ||
    (is(workload.builtHere, true) && mountsSources(workload)) ||
    workload.environment.items.some(({ value: { name, value } }) => {
      const mode = knownValue(value);
      return mode !== undefined && modeVariable.test(name) && developmentMode.test(mode);
    })
  );
}

/** Meant to run without anybody watching: it is started again by itself, as services in operation are. */
export function runsUnattended({ lifetime, restart, replicas }: ContainerWorkload): boolean {
  if (replicas.state === 'stated' || is(lifetime, 'service')) return true;
  return restart.state === 'unknown' ? restart.place !== undefined : restart.value !== 'no';
}

/** Programs that exist to look at the host's processes. */
const observers =
  /node[-_]?exporter|cadvisor|netdata|datadog|dd-agent|newrelic|dynatrace|falco|sysdig|glances|process-exporter|ebpf|profiler|parca|beyla|pyroscope|docker-bench|kube-bench|promtail|fluentd|fluent-?bit|filebeat|telegraf|zabbix-agent|beszel|nsenter|netshoot|bpftrace|strace|debug/;

/** Exists to look at the host: its processes, its load, its logs. */
export function observesHost(workload: ContainerWorkload): boolean {
  return isCalled(workload, observers);
}
