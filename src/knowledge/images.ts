// Container images: reading their names, and what is publicly known about the ones that matter to a rule.

import type { Text } from '../core/message';
import type { Source } from '../core/source';
import type { ImageReference } from '../core/workload';
import type { FigureId } from './figures';
import { docs, documents, figure } from './sources';

/**
 * Takes an image name apart the way container engines do: the first part is a registry when it holds a dot, a colon
 * or an upper-case letter, or is `localhost`. Total: any text has a reading; variables stay in the part they are in.
 */
export function parseImageReference(text: string): ImageReference {
  const whole = text.trim();
  // Colons and slashes inside `${NAME:-default}` separate nothing.
  const mask = whole.replace(/\$\{[^}]*\}?/g, (variable) => '$'.repeat(variable.length));
  const at = mask.indexOf('@');
  const end = at < 0 ? whole.length : at;
  const colon = mask.lastIndexOf(':', end - 1);
  const isTagged = colon > mask.lastIndexOf('/', end - 1);
  const nameEnd = isTagged ? colon : end;
  const slash = mask.indexOf('/');
  const first = slash < 0 || slash >= nameEnd ? '' : mask.slice(0, slash);
  const isRegistry = /[.:A-Z]/.test(first) || first === 'localhost';
  const path = whole.slice(isRegistry ? slash + 1 : 0, nameEnd);
  const isHub = !isRegistry || first === 'docker.io' || first === 'index.docker.io';
  const tag = isTagged ? whole.slice(colon + 1, end) : '';
  const digest = at < 0 ? '' : whole.slice(at + 1);
  return {
    text,
    ...(isRegistry ? { registry: whole.slice(0, slash) } : {}),
    repository: isHub ? path.replace(/^library\//, '') : path,
    ...(tag === '' ? {} : { tag }),
    ...(digest === '' ? {} : { digest }),
  };
}

const mirrors =
  /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io)$/;

/** The name an image is known by: without tag and digest, without the registry for images of Docker Hub. */
export function imageName(image: ImageReference): string {
  const repository = image.repository.toLowerCase();
  const registry = image.registry?.toLowerCase();
  if (registry === undefined || mirrors.test(registry)) return repository.replace(/^library\//, '');
  if (registry === 'public.ecr.aws') return repository.replace(/^docker\/library\//, '');
  return `${registry}/${repository}`;
}

/** Whether it is one of Docker Hub's official images, which have no owner in their name. */
export function isOfficialImage(image: ImageReference): boolean {
  return !imageName(image).includes('/');
}

// Names of docker-library's official images, written down from memory; retired ones that files still name are among them.
const officialNames: ReadonlySet<string> = new Set(
  (
    'adminer aerospike almalinux alpine alt amazoncorretto amazonlinux arangodb archlinux backdrop bash bonita buildpack-deps ' +
    'busybox caddy cassandra centos chronograf cirros clearlinux clefos clickhouse clojure composer consul convertigo couchbase ' +
    'couchdb crate dart debian docker drupal eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang fedora ' +
    'flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy haproxy haskell haxe hello-world hitch httpd ' +
    'hylang ibmjava influxdb irssi java jenkins jetty jobber joomla jruby julia kapacitor kibana kong krakend lightstreamer ' +
    'liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express monica mono mysql nats neo4j ' +
    'neurodebian nextcloud nginx node notary odoo open-liberty openjdk opensuse oraclelinux orientdb percona perl photon php ' +
    'phpmyadmin php-zendserver plone postfixadmin postgres pypy python r-base rabbitmq rakudo-star redis redmine registry ' +
    'rethinkdb rocket.chat rockylinux ros ruby rust sapmachine satosa scratch sentry silverpeas sl solr sonarqube spark ' +
    'spiped storm swarm swift swipl teamspeak telegraf thrift tomcat tomee traefik ubuntu unit varnish vault websphere-liberty ' +
    'wordpress xwiki yourls znc zookeeper'
  ).split(' '),
);

/** Whether it is one of Docker Hub's official images by name, as far as they are known here. */
export function isKnownOfficial(image: ImageReference): boolean {
  return officialNames.has(imageName(image));
}

/** Some images, with where the statement about them comes from. */
export interface ImageRow {
  /** Names as `imageName` gives them; one `*` stands for anything, as in `owner/*`. */
  readonly images: readonly string[];
  /** If present, only tags that match are meant; an absent tag counts as `latest`. */
  readonly tag?: RegExp;
  readonly source: Source;
}

/** The rows of a table, by their ranks in it. */
interface ImageIndex {
  readonly exact: ReadonlyMap<string, readonly number[]>;
  /** Names with a star, what stands before it and behind it. */
  readonly patterns: readonly { readonly start: string; readonly end: string; readonly rank: number }[];
}

const indexes = new WeakMap<readonly ImageRow[], ImageIndex>();

function indexOf(rows: readonly ImageRow[]): ImageIndex {
  const known = indexes.get(rows);
  if (known !== undefined) return known;
  const exact = new Map<string, number[]>();
  const patterns: ImageIndex['patterns'][number][] = [];
  for (const [rank, { images }] of rows.entries()) {
    for (const name of images) {
      const [start = '', end] = name.split('*');
      if (end !== undefined) patterns.push({ start, end, rank });
      else exact.set(name, [...(exact.get(name) ?? []), rank]);
    }
  }
  const index = { exact, patterns };
  indexes.set(rows, index);
  return index;
}

/** The first row about an image. */
export function findImage<Row extends ImageRow>(
  rows: readonly Row[],
  image: ImageReference,
): Row | undefined {
  const { exact, patterns } = indexOf(rows);
  const name = imageName(image);
  const isAbout = (rank: number): boolean => rows[rank]?.tag?.test(image.tag ?? 'latest') ?? true;
  const named = exact.get(name)?.find(isAbout);
  const matched = patterns.find(
    ({ start, end, rank }) =>
      name.length >= start.length + end.length &&
      name.startsWith(start) &&
      name.endsWith(end) &&
      isAbout(rank),
  )?.rank;
  const [first] = [named, matched].filter((rank) => rank !== undefined).sort((a, b) => a - b);
  return first === undefined ? undefined : rows[first];
}

// What single images do is stated by their own pages, which were not read again for this table.
function hub(...images: string[]): { readonly images: readonly string[]; readonly source: Source } {
  const first = images[0] ?? '';
  const name = first.replace(/\/\*$/, '');
  const url = /^[a-z0-9-]+\.[a-z.]+\//.test(name)
    ? `https://${name}`
    : name.includes('/')
      ? `https://hub.docker.com/r/${name}`
      : first.endsWith('/*')
        ? `https://hub.docker.com/u/${name}`
        : `https://hub.docker.com/_/${name}`;
  return { images, source: docs(`Image ${name}`, url, false) };
}

/** An image whose main process does not run as root although the file names no user. */
export interface NonRootImage extends ImageRow {
  /** The user it runs as. */
  readonly user: string;
}

/** Images that set a user other than root themselves. */
export const nonRootImages: readonly NonRootImage[] = [
  { images: ['gcr.io/distroless/*'], tag: /nonroot/, user: 'nonroot', source: documents.distroless },
  { ...hub('cgr.dev/chainguard/*'), user: '65532' },
  { ...hub('nginxinc/nginx-unprivileged', 'ghcr.io/nginxinc/nginx-unprivileged'), user: '101' },
  { ...hub('bitnami/*', 'bitnamilegacy/*', 'public.ecr.aws/bitnami/*'), user: '1001' },
  { ...hub('mcr.microsoft.com/dotnet/*'), tag: /chiseled/, user: '1654' },
  { ...hub('mcr.microsoft.com/windows/nanoserver'), user: 'ContainerUser' },
  { ...hub('mcr.microsoft.com/mssql/server'), user: 'mssql' },
  { ...hub('prom/*', 'quay.io/prometheus/*'), user: 'nobody' },
  { ...hub('grafana/grafana', 'grafana/grafana-oss', 'grafana/grafana-enterprise'), user: '472' },
  { ...hub('grafana/loki'), user: '10001' },
  {
    ...hub('elasticsearch', 'elastic/elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch'),
    user: 'elasticsearch',
  },
  { ...hub('kibana', 'elastic/kibana', 'docker.elastic.co/kibana/kibana'), user: 'kibana' },
  { ...hub('logstash', 'elastic/logstash', 'docker.elastic.co/logstash/logstash'), user: 'logstash' },
  { ...hub('opensearchproject/opensearch', 'opensearchproject/opensearch-dashboards'), user: '1000' },
  { ...hub('jenkins/jenkins', 'jenkins/inbound-agent', 'jenkins/agent'), user: 'jenkins' },
  { ...hub('jupyter/*', 'quay.io/jupyter/*'), user: 'jovyan' },
  { ...hub('curlimages/curl'), user: 'curl_user' },
  { ...hub('gitea/gitea'), tag: /rootless/, user: '1000' },
  { ...hub('selenium/*'), user: 'seluser' },
  { ...hub('apache/airflow'), user: 'airflow' },
  { ...hub('apache/superset'), user: 'superset' },
  { ...hub('apache/kafka'), user: 'appuser' },
  { ...hub('confluentinc/*'), user: 'appuser' },
  { ...hub('memcached'), user: 'memcache' },
  { ...hub('haproxy'), user: 'haproxy' },
  { ...hub('varnish'), user: 'varnish' },
  { ...hub('solr'), user: 'solr' },
  { ...hub('kong'), user: 'kong' },
  { ...hub('adminer'), user: 'adminer' },
  { ...hub('quay.io/keycloak/keycloak'), user: '1000' },
  { ...hub('otel/*', 'ghcr.io/open-telemetry/opentelemetry-collector-releases/*'), user: '10001' },
  { ...hub('dpage/pgadmin4'), user: 'pgadmin' },
  { ...hub('fluent/fluentd'), user: 'fluent' },
  { ...hub('docker'), tag: /rootless/, user: 'rootless' },
  { ...hub('moby/buildkit'), tag: /rootless/, user: '1000' },
  { ...hub('codercom/code-server', 'ghcr.io/coder/code-server'), user: '1000' },
  { ...hub('cimg/*', 'circleci/*'), user: 'circleci' },
  { ...hub('gitpod/*'), user: 'gitpod' },
  { ...hub('n8nio/n8n', 'docker.n8n.io/n8nio/n8n'), user: 'node' },
  { ...hub('nodered/node-red'), user: 'node-red' },
  { ...hub('sonatype/nexus3'), user: 'nexus' },
  { ...hub('rundeck/rundeck'), user: 'rundeck' },
  { ...hub('trinodb/trino'), user: 'trino' },
  { ...hub('apache/nifi'), user: 'nifi' },
  { ...hub('apache/spark'), user: 'spark' },
  { ...hub('jaegertracing/*'), user: '10001' },
  { ...hub('mailhog/mailhog'), user: 'mailhog' },
  { ...hub('quay.io/oauth2-proxy/oauth2-proxy'), user: '65532' },
  { ...hub('quay.io/argoproj/*'), user: '999' },
  { ...hub('quay.io/strimzi/*'), user: '1001' },
  {
    ...hub(
      'quay.io/jetstack/cert-manager-controller',
      'quay.io/jetstack/cert-manager-webhook',
      'quay.io/jetstack/cert-manager-cainjector',
    ),
    user: '1000',
  },
  { ...hub('registry.k8s.io/ingress-nginx/controller'), user: 'www-data' },
  { ...hub('registry.k8s.io/kube-state-metrics/kube-state-metrics'), user: 'nobody' },
  { ...hub('registry.k8s.io/metrics-server/metrics-server'), user: '1000' },
  { ...hub('registry.k8s.io/pause', 'k8s.gcr.io/pause'), user: '65535' },
];

/** Official images that start as root and change to a user of their own before serving (gosu, su-exec, setpriv). */
export const privilegeDroppingImages: readonly ImageRow[] = [
  hub('postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector'),
  hub('mysql', 'mariadb', 'percona'),
  hub('mongo'),
  hub('redis', 'valkey/valkey'),
  hub('rabbitmq'),
  hub('cassandra'),
  hub('couchdb'),
  hub('zookeeper'),
  hub('neo4j'),
  hub('influxdb'),
  hub('nginx', 'httpd'),
  hub('eclipse-mosquitto'),
  hub('hashicorp/vault', 'hashicorp/consul'),
];

/** Servers whose main process stays root to open ports and files, and whose workers answer requests without it. */
export const rootMasterImages: readonly ImageRow[] = [
  hub('nginx', 'httpd'),
  { ...hub('php'), tag: /apache|fpm/ },
  { ...hub('wordpress', 'drupal', 'joomla', 'phpmyadmin', 'mediawiki', 'nextcloud'), tag: /^(?!.*cli).*$/ },
];

/** A base image that brings a whole user land although smaller variants of it exist. */
export interface FatBase extends ImageRow {
  /** Smaller variants, the closest first: a word of the tag (`slim`), or another image. */
  readonly smaller: readonly string[];
  /** Numbers that show the difference; empty where we have none. */
  readonly figures: readonly FigureId[];
}

const notSmall = /^(?!.*(?:slim|alpine|distroless|minimal|chiseled|nanoserver|tiny|windows)).*$/i;

// Read in the tag lists of Docker's official images and in their descriptions on 2026-11-22.
const officialTags = docs(
  'Docker official images: lists of tags',
  'https://github.com/docker-library/official-images/tree/master/library',
);

/** Full bases of which a smaller variant exists. Tags that already name a small variant are not matched. */
export const fatBases: readonly FatBase[] = [
  {
    images: ['node'],
    tag: notSmall,
    smaller: ['slim', 'alpine', 'gcr.io/distroless/nodejs'],
    figures: ['img-node-lts', 'img-buildpack-layer', 'img-python-3.13-slim'],
    source: documents.imageSizes,
  },
  {
    images: ['python'],
    tag: notSmall,
    smaller: ['slim', 'gcr.io/distroless/python3'],
    figures: ['img-python-3.13-slim', 'img-shared-layer'],
    source: documents.imageSizes,
  },
  {
    images: ['debian'],
    // Backports, experimental and rc-buggy have no slim variant.
    tag: /^(?!.*(?:slim|backports|experimental|rc-buggy)).*$/,
    smaller: ['slim'],
    figures: ['img-debian-trixie-slim'],
    source: documents.imageSizes,
  },
  {
    images: ['ubuntu'],
    tag: notSmall,
    smaller: ['debian:*-slim', 'alpine:*'],
    figures: ['img-ubuntu-24.04', 'img-debian-trixie-slim', 'img-alpine-latest'],
    source: documents.imageSizes,
  },
  {
    images: ['ruby', 'perl', 'rust', 'erlang'],
    tag: notSmall,
    smaller: ['slim'],
    figures: [],
    source: officialTags,
  },
  { images: ['elixir'], tag: notSmall, smaller: ['slim', 'alpine'], figures: [], source: officialTags },
  { images: ['php', 'haproxy'], tag: notSmall, smaller: ['alpine'], figures: [], source: officialTags },
  {
    images: ['eclipse-temurin'],
    tag: notSmall,
    smaller: ['jre', 'gcr.io/distroless/java'],
    figures: [],
    source: officialTags,
  },
  {
    images: ['rockylinux', 'almalinux'],
    tag: notSmall,
    smaller: ['minimal'],
    figures: [],
    source: officialTags,
  },
  { ...hub('openjdk'), tag: notSmall, smaller: ['slim'], figures: [] },
  { ...hub('fedora'), tag: notSmall, smaller: ['quay.io/fedora/fedora-minimal'], figures: [] },
  { ...hub('oraclelinux'), tag: notSmall, smaller: ['slim'], figures: [] },
  { ...hub('buildpack-deps'), tag: notSmall, smaller: ['debian:*-slim'], figures: ['img-buildpack-layer'] },
  {
    images: [
      'mcr.microsoft.com/windows',
      'mcr.microsoft.com/windows/server',
      'mcr.microsoft.com/windows/servercore',
    ],
    smaller: ['mcr.microsoft.com/windows/nanoserver'],
    figures: ['img-nanoserver', 'img-servercore'],
    source: figure('img-servercore'),
  },
];

/** A base image made for building. */
export interface SdkImage extends ImageRow {
  /** What it builds: `go`, `rust`, `java`. */
  readonly language: string;
  /** What a shipped stage could use instead, as an example. */
  readonly runtime: string;
}

/** Bases that bring compilers or build tools. */
export const sdkImages: readonly SdkImage[] = [
  { ...hub('golang'), language: 'go', runtime: 'gcr.io/distroless/static' },
  { ...hub('rust'), language: 'rust', runtime: 'debian:*-slim' },
  { ...hub('gcc', 'silkeh/clang'), language: 'c', runtime: 'debian:*-slim' },
  { ...hub('maven', 'gradle'), language: 'java', runtime: 'eclipse-temurin:*-jre' },
  {
    ...hub('openjdk', 'eclipse-temurin', 'amazoncorretto'),
    tag: /jdk/,
    language: 'java',
    runtime: 'eclipse-temurin:*-jre',
  },
  {
    ...hub('sbtscala/scala-sbt', 'hseeberger/scala-sbt'),
    language: 'scala',
    runtime: 'eclipse-temurin:*-jre',
  },
  { ...hub('clojure'), language: 'clojure', runtime: 'eclipse-temurin:*-jre' },
  {
    ...hub('mcr.microsoft.com/dotnet/sdk', 'mcr.microsoft.com/dotnet/core/sdk'),
    language: 'dotnet',
    runtime: 'mcr.microsoft.com/dotnet/aspnet',
  },
  { ...hub('swift'), tag: notSmall, language: 'swift', runtime: 'swift:*-slim' },
  { ...hub('haskell'), language: 'haskell', runtime: 'debian:*-slim' },
  { ...hub('buildpack-deps'), tag: /^(?!.*(?:curl|scm)).*$/, language: 'c', runtime: 'debian:*-slim' },
];

/**
 * Whether a known base starts a shell, an interpreter or nothing when the file names no program: distributions,
 * languages, SDKs and their runtimes.
 */
export function startsInterpreter(image: ImageReference): boolean {
  if (findImage(rootMasterImages, image) !== undefined || imageName(image) === 'haproxy') return false;
  return (
    [fatBases, sdkImages].some((rows) => rows.some(({ images }) => images.includes(imageName(image)))) ||
    /^(alpine|busybox|amazonlinux|archlinux|oraclelinux|centos|photon|bash|julia|pypy|ros|quay\.io\/(centos|fedora)\/.+|registry\.access\.redhat\.com\/ubi\d+(\/ubi(-minimal|-micro)?)?|mcr\.microsoft\.com\/dotnet\/(core\/)?(aspnet|runtime|runtime-deps)|gcr\.io\/distroless\/.+)$/.test(
      imageName(image),
    )
  );
}

/** A base image that starts an init system. */
export interface InitImage extends ImageRow {
  readonly init: 'systemd' | 'runit' | 's6';
  /** Made to test provisioning (Molecule and the like), where a booting system is the point. */
  readonly forTests: boolean;
}

/** Bases that boot an init system as their main process. */
export const initImages: readonly InitImage[] = [
  {
    images: ['phusion/baseimage', 'phusion/passenger-full', 'phusion/passenger-ruby'],
    init: 'runit',
    forTests: false,
    source: docs('baseimage-docker: Dockerfile', 'https://github.com/phusion/baseimage-docker'),
  },
  { ...hub('centos/systemd', 'centos/init'), init: 'systemd', forTests: false },
  {
    ...hub(
      'registry.access.redhat.com/ubi7/ubi-init',
      'registry.access.redhat.com/ubi8/ubi-init',
      'registry.access.redhat.com/ubi9/ubi-init',
      'redhat/ubi8-init',
      'redhat/ubi9-init',
    ),
    init: 'systemd',
    forTests: false,
  },
  {
    ...hub('jrei/systemd-ubuntu', 'jrei/systemd-debian', 'jrei/systemd-centos', 'jrei/systemd-fedora'),
    init: 'systemd',
    forTests: true,
  },
  {
    images: ['geerlingguy/docker-*-ansible'],
    init: 'systemd',
    forTests: true,
    source: docs(
      'docker-ubuntu2204-ansible: Dockerfile',
      'https://github.com/geerlingguy/docker-ubuntu2204-ansible',
    ),
  },
  { ...hub('dokken/*'), init: 'systemd', forTests: true },
  { ...hub('kindest/node'), init: 'systemd', forTests: true },
  {
    images: [
      'nestybox/ubuntu-noble-systemd',
      'nestybox/ubuntu-jammy-systemd',
      'nestybox/ubuntu-focal-systemd',
      'nestybox/ubuntu-bionic-systemd',
    ],
    init: 'systemd',
    forTests: false,
    source: docs('Nestybox Dockerfiles', 'https://github.com/nestybox/dockerfiles'),
  },
  { ...hub('linuxserver/*', 'lscr.io/linuxserver/*', 'ghcr.io/linuxserver/*'), init: 's6', forTests: false },
];

/** An image that keeps data. */
export interface StatefulImage extends ImageRow {
  /** Where it keeps them; any of these paths, or one above, must be a volume for data to survive. */
  readonly data: readonly string[];
  /** The image declares a volume of its own: data then land in an anonymous volume instead of the layer. */
  readonly anonymousVolume: boolean;
  /** Often used as a cache on purpose; loss of data may be fine. */
  readonly maybeCache?: true;
}

/** Databases, queues and stores. */
export const statefulImages: readonly StatefulImage[] = [
  // From release 18 on the volume is one folder higher, and the data lie below it in a folder of their release.
  {
    ...hub('postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector'),
    tag: /(?:^|pg)(?:[1-9]|1[0-7])(?:\D|$)/,
    data: ['/var/lib/postgresql/data', '/var/lib/postgresql'],
    anonymousVolume: true,
  },
  {
    ...hub('postgres', 'postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector'),
    data: ['/var/lib/postgresql', '/var/lib/postgresql/data'],
    anonymousVolume: true,
  },
  {
    ...hub('bitnami/postgresql', 'bitnamilegacy/postgresql'),
    data: ['/bitnami/postgresql'],
    anonymousVolume: false,
  },
  {
    ...hub('mysql', 'mariadb', 'percona', 'mysql/mysql-server'),
    data: ['/var/lib/mysql'],
    anonymousVolume: true,
  },
  { ...hub('bitnami/mysql', 'bitnamilegacy/mysql'), data: ['/bitnami/mysql'], anonymousVolume: false },
  { ...hub('bitnami/mariadb', 'bitnamilegacy/mariadb'), data: ['/bitnami/mariadb'], anonymousVolume: false },
  { ...hub('mongo'), data: ['/data/db'], anonymousVolume: true },
  { ...hub('redis', 'valkey/valkey'), data: ['/data'], anonymousVolume: true, maybeCache: true },
  { ...hub('couchdb'), data: ['/opt/couchdb/data'], anonymousVolume: true },
  { ...hub('cassandra'), data: ['/var/lib/cassandra'], anonymousVolume: true },
  {
    ...hub('elasticsearch', 'elastic/elasticsearch', 'docker.elastic.co/elasticsearch/elasticsearch'),
    data: ['/usr/share/elasticsearch/data'],
    anonymousVolume: false,
  },
  {
    ...hub('opensearchproject/opensearch'),
    data: ['/usr/share/opensearch/data'],
    anonymousVolume: false,
  },
  {
    ...hub('influxdb'),
    data: ['/var/lib/influxdb', '/var/lib/influxdb2', '/var/lib/influxdb3'],
    anonymousVolume: true,
  },
  { ...hub('neo4j'), data: ['/data'], anonymousVolume: true },
  { ...hub('rabbitmq'), data: ['/var/lib/rabbitmq'], anonymousVolume: true },
  { ...hub('minio/minio', 'quay.io/minio/minio'), data: ['/data'], anonymousVolume: false },
  {
    ...hub('clickhouse/clickhouse-server', 'yandex/clickhouse-server'),
    data: ['/var/lib/clickhouse'],
    anonymousVolume: true,
  },
  { ...hub('cockroachdb/cockroach'), data: ['/cockroach/cockroach-data'], anonymousVolume: true },
  { ...hub('mcr.microsoft.com/mssql/server'), data: ['/var/opt/mssql'], anonymousVolume: false },
  { ...hub('gvenzl/oracle-xe', 'gvenzl/oracle-free'), data: ['/opt/oracle/oradata'], anonymousVolume: false },
  { ...hub('rethinkdb'), data: ['/data'], anonymousVolume: true },
  { ...hub('arangodb'), data: ['/var/lib/arangodb3'], anonymousVolume: true },
];

/** Images of others than Docker Hub's official ones that bring a health check of their own. */
export const healthcheckImages: readonly ImageRow[] = [
  hub('mysql/mysql-server'),
  hub('netdata/netdata'),
  hub('louislam/uptime-kuma'),
  hub('vaultwarden/server', 'ghcr.io/dani-garcia/vaultwarden'),
  hub('pihole/pihole', 'ghcr.io/pi-hole/pihole'),
  hub('jellyfin/jellyfin', 'ghcr.io/jellyfin/jellyfin'),
  hub('plexinc/pms-docker'),
  hub('gcr.io/cadvisor/cadvisor'),
  hub('qmcgaw/gluetun', 'ghcr.io/qdm12/gluetun'),
  hub('authelia/authelia', 'ghcr.io/authelia/authelia'),
  hub('ghcr.io/paperless-ngx/paperless-ngx'),
  hub('ghcr.io/gethomepage/homepage'),
  hub('ghcr.io/immich-app/*'),
];

/** Images whose publishers give them no version that stays, or none without paying: only a digest is fixed. */
export const unversionedImages: readonly ImageRow[] = [
  { images: ['gcr.io/distroless/*'], source: documents.distroless },
  hub('cgr.dev/chainguard/*', 'chainguard/*'),
  hub('hello-world', 'tianon/true'),
];

/** Products that collect or show metrics, traces, logs or the state of others. */
export const monitoringImages: readonly ImageRow[] = [
  hub('prom/*', 'quay.io/prometheus/*', 'victoriametrics/*', 'thanosio/*', 'bitnami/prometheus'),
  hub('grafana/*', 'bitnami/grafana', 'quay.io/grafana/*'),
  hub(
    'otel/*',
    'ghcr.io/open-telemetry/*',
    'jaegertracing/*',
    'openzipkin/*',
    'apache/skywalking-oap-server',
    'apache/skywalking-ui',
  ),
  hub('datadog/*', 'gcr.io/datadoghq/*', 'newrelic/*', 'dynatrace/*', 'instana/*', 'splunk/*', 'signoz/*'),
  hub('fluentd', 'fluent/*', 'timberio/vector', 'logstash', 'gliderlabs/logspout', 'graylog/*'),
  hub('docker.elastic.co/beats/*', 'elastic/filebeat', 'elastic/metricbeat', 'docker.elastic.co/apm/*'),
  hub('kibana', 'docker.elastic.co/kibana/*', 'elastic/kibana', 'opensearchproject/opensearch-dashboards'),
  hub('telegraf', 'chronograf', 'kapacitor', 'collectd', 'graphiteapp/*', 'statsd/*', 'netdata/netdata'),
  hub('zabbix/*', 'google/cadvisor', 'gcr.io/cadvisor/*', 'louislam/uptime-kuma', 'twinproduction/gatus'),
  hub(
    'amir20/dozzle',
    'henrygd/beszel',
    'checkmk/*',
    'nicolargo/glances',
    'hertzbeat/*',
    'sentry',
    'getsentry/*',
  ),
];

/** What a product runs code of others for. */
export type ForeignCodePurpose = 'judge' | 'ci-runner' | 'notebook' | 'agent' | 'browser';

/** A product whose purpose is to run code that its users, not its operators, bring. */
export interface ForeignCodeImage extends ImageRow {
  readonly purpose: ForeignCodePurpose;
  /** What it does, as a phrase. */
  readonly what: Text;
}

const judge: Text = { en: 'runs submitted programs', de: 'führt eingereichte Programme aus' };
const runner: Text = {
  en: 'runs the steps of build pipelines',
  de: 'führt die Schritte von Build-Pipelines aus',
};
const notebook: Text = { en: 'runs its users’ notebooks', de: 'führt Notebooks seiner Nutzer aus' };
const agent: Text = {
  en: 'runs code that a language model writes',
  de: 'führt Code aus, den ein Sprachmodell schreibt',
};
const browser: Text = {
  en: 'runs the scripts of foreign web pages',
  de: 'führt die Skripte fremder Webseiten aus',
};

/** Products that run foreign code by design. */
export const foreignCodeImages: readonly ForeignCodeImage[] = [
  { ...hub('judge0/judge0', 'judge0/api'), purpose: 'judge', what: judge },
  { ...hub('ghcr.io/engineer-man/piston'), purpose: 'judge', what: judge },
  { ...hub('trampgeek/jobeinabox'), purpose: 'judge', what: judge },
  {
    ...hub('dmoj/judger', 'dmoj/judge', 'ghcr.io/criyle/go-judge', 'criyle/go-judge'),
    purpose: 'judge',
    what: judge,
  },
  { ...hub('domjudge/judgehost'), purpose: 'judge', what: judge },
  { ...hub('gitlab/gitlab-runner'), purpose: 'ci-runner', what: runner },
  {
    ...hub('myoung34/github-runner', 'ghcr.io/actions/actions-runner', 'summerwind/actions-runner'),
    purpose: 'ci-runner',
    what: runner,
  },
  {
    ...hub('gitea/act_runner', 'code.forgejo.org/forgejo/runner', 'data.forgejo.org/forgejo/runner'),
    purpose: 'ci-runner',
    what: runner,
  },
  { ...hub('drone/drone-runner-docker', 'drone/drone-runner-exec'), purpose: 'ci-runner', what: runner },
  { ...hub('woodpeckerci/woodpecker-agent'), purpose: 'ci-runner', what: runner },
  { ...hub('buildkite/agent'), purpose: 'ci-runner', what: runner },
  { ...hub('concourse/concourse'), purpose: 'ci-runner', what: runner },
  {
    ...hub('jenkins/inbound-agent', 'jenkins/agent', 'jenkins/ssh-agent', 'jenkins/jnlp-slave'),
    purpose: 'ci-runner',
    what: runner,
  },
  {
    ...hub(
      'jupyterhub/jupyterhub',
      'quay.io/jupyterhub/jupyterhub',
      'jupyterhub/singleuser',
      'quay.io/jupyterhub/singleuser',
    ),
    purpose: 'notebook',
    what: notebook,
  },
  {
    ...hub(
      'ghcr.io/all-hands-ai/openhands',
      'docker.all-hands.dev/all-hands-ai/openhands',
      'docker.all-hands.dev/all-hands-ai/runtime',
    ),
    purpose: 'agent',
    what: agent,
  },
  {
    ...hub('browserless/chrome', 'ghcr.io/browserless/chrome', 'ghcr.io/browserless/chromium'),
    purpose: 'browser',
    what: browser,
  },
];

/** Images that run a container engine or a cluster node inside a container, for which privileges are the point. */
export const nestedEngineImages: readonly ImageRow[] = [
  { ...hub('docker'), tag: /dind/ },
  hub('jpetazzo/dind', 'cruizba/ubuntu-dind'),
  hub('rancher/k3s', 'rancher/rancher'),
  hub('kindest/node'),
  hub('moby/buildkit'),
  hub('quay.io/podman/stable', 'quay.io/buildah/stable', 'quay.io/containers/podman'),
  hub('nestybox/ubuntu-focal-systemd-docker', 'nestybox/ubuntu-jammy-systemd-docker'),
];

/** Why a product wants the engine's socket. */
export type SocketPurpose =
  | 'reverse-proxy'
  | 'management'
  | 'updates'
  | 'monitoring'
  | 'logs'
  | 'ci'
  | 'testing'
  | 'socket-proxy';

/** A product that is commonly run with the engine's socket. */
export interface SocketImage extends ImageRow {
  readonly purpose: SocketPurpose;
}

/** Products whose own documentation mounts the engine's socket; the risk stays, the reason is known. */
export const socketImages: readonly SocketImage[] = [
  { ...hub('traefik'), purpose: 'reverse-proxy' },
  {
    ...hub(
      'jwilder/nginx-proxy',
      'nginxproxy/*',
      'jwilder/docker-gen',
      'jrcs/letsencrypt-nginx-proxy-companion',
    ),
    purpose: 'reverse-proxy',
  },
  { ...hub('lucaslorentz/caddy-docker-proxy'), purpose: 'reverse-proxy' },
  { ...hub('portainer/*'), purpose: 'management' },
  {
    ...hub('louislam/dockge', 'selfhostedpro/yacht', 'swarmpit/swarmpit', 'lazyteam/lazydocker'),
    purpose: 'management',
  },
  { ...hub('gethomepage/homepage', 'ghcr.io/gethomepage/homepage'), purpose: 'management' },
  {
    ...hub(
      'containrrr/watchtower',
      'v2tec/watchtower',
      'nickfedor/watchtower',
      'pyouroboros/ouroboros',
      'crazymax/diun',
      'ghcr.io/crazy-max/diun',
    ),
    purpose: 'updates',
  },
  { ...hub('willfarrell/autoheal'), purpose: 'management' },
  { ...hub('gcr.io/cadvisor/cadvisor', 'google/cadvisor'), purpose: 'monitoring' },
  {
    ...hub(
      'datadog/agent',
      'gcr.io/datadoghq/agent',
      'newrelic/infrastructure',
      'netdata/netdata',
      'telegraf',
      'zabbix/zabbix-agent2',
    ),
    purpose: 'monitoring',
  },
  {
    ...hub(
      'amir20/dozzle',
      'grafana/promtail',
      'grafana/alloy',
      'gliderlabs/logspout',
      'elastic/filebeat',
      'docker.elastic.co/beats/filebeat',
      'timberio/vector',
    ),
    purpose: 'logs',
  },
  {
    ...hub(
      'jenkins/jenkins',
      'gitlab/gitlab-runner',
      'drone/drone-runner-docker',
      'woodpeckerci/woodpecker-agent',
      'gitea/act_runner',
    ),
    purpose: 'ci',
  },
  { ...hub('testcontainers/ryuk', 'localstack/localstack'), purpose: 'testing' },
  {
    ...hub(
      'tecnativa/docker-socket-proxy',
      'ghcr.io/tecnativa/docker-socket-proxy',
      'wollomatic/socket-proxy',
      'linuxserver/socket-proxy',
    ),
    purpose: 'socket-proxy',
  },
];
