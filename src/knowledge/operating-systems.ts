// Operating systems: what the name of a box, an image, an ISO file or a libosinfo id tells about them.

import type { ImageReference, OperatingSystem } from '../core/workload';

/** A distribution and how names spell it. */
interface Distribution {
  readonly os: OperatingSystem;
  /** Finds the name in lower-case text; a first group, if it matches, is the release. */
  readonly pattern: RegExp;
  /** Turns the release as found into the vendor's spelling, or rejects it (`64` of `debian64` is no release). */
  readonly release?: (found: string) => string | undefined;
}

const linux = (distribution: string): OperatingSystem => ({ family: 'linux', distribution });

/** Accepts a major version within a range, so that `64` and `86` of an architecture are not taken for one. */
const major =
  (low: number, high: number) =>
  (found: string): string | undefined => {
    const number = Number.parseInt(found, 10);
    return number >= low && number <= high ? String(number) : undefined;
  };

const ubuntuCodenames: Readonly<Record<string, string>> = {
  lucid: '10.04',
  precise: '12.04',
  quantal: '12.10',
  raring: '13.04',
  saucy: '13.10',
  trusty: '14.04',
  utopic: '14.10',
  vivid: '15.04',
  wily: '15.10',
  xenial: '16.04',
  yakkety: '16.10',
  zesty: '17.04',
  artful: '17.10',
  bionic: '18.04',
  cosmic: '18.10',
  disco: '19.04',
  eoan: '19.10',
  focal: '20.04',
  groovy: '20.10',
  hirsute: '21.04',
  impish: '21.10',
  jammy: '22.04',
  kinetic: '22.10',
  lunar: '23.04',
  mantic: '23.10',
  noble: '24.04',
  oracular: '24.10',
  plucky: '25.04',
  questing: '25.10',
  resolute: '26.04',
};

const debianCodenames: Readonly<Record<string, string>> = {
  squeeze: '6',
  wheezy: '7',
  jessie: '8',
  stretch: '9',
  buster: '10',
  bullseye: '11',
  bookworm: '12',
  trixie: '13',
};

// A codename counts where nothing but an architecture's `32` or `64` continues it: `focal64`, not `stretched`.
const codenames = (names: Readonly<Record<string, string>>): RegExp =>
  new RegExp(`(?<![a-z])(${Object.keys(names).join('|')})(?:32|64)?(?![a-z0-9])`);
const ubuntuCodename = codenames(ubuntuCodenames);
const debianCodename = codenames(debianCodenames);

const windowsServer = (found: string): string => {
  const [, year = '', r2] = /^(?:20|2k)(\d\d?)(.*)$/.exec(found) ?? [];
  return `20${year.padStart(2, '0')}${r2 ? '-r2' : ''}`;
};

const windowsClient = (found: string): string => (found === '81' ? '8.1' : found);

// Order matters: the more special name stands before the one it contains.
const distributions: readonly Distribution[] = [
  {
    os: linux('ubuntu'),
    pattern: /ubuntu(?:[a-z_/:.-]{0,40}?(\d{1,2}[._-]?(?:04|10))(?!\d))?/,
    release: (found) => {
      const digits = found.replace(/\D/g, '');
      return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
    },
  },
  {
    os: linux('centos-stream'),
    pattern:
      /centos[-_/:]*(?:linux[-_]?)?stream[-_/:]?(?:genericcloud-)?(\d{1,2})?|centos-?(\d{1,2})s(?![a-z])/,
    release: major(8, 12),
  },
  {
    os: linux('centos'),
    pattern: /centos(?:[-_/: ]*(?:linux[-_ ]?)?(?:centos)?(\d{1,2})(?!\d))?/,
    // `centos71` is 7.1; `centos64` could be 6.4 or an architecture.
    release: (found) =>
      major(4, 8)(found) ?? (/^[567]\d$/.test(found) && found !== '64' ? found.charAt(0) : undefined),
  },
  {
    os: linux('rhel'),
    pattern: /(?:rhel|redhat-?enterprise-?linux|enterprise[-_]linux)(?:[-_/: a-z]{0,12}?(\d{1,2})(?!\d))?/,
    release: major(4, 12),
  },
  {
    os: linux('rocky'),
    pattern: /(?<![a-z])rocky(?:[-_]?linux)?(?:[-_/: ]?(\d{1,2})(?!\d))?/,
    release: major(8, 12),
  },
  {
    os: linux('almalinux-kitten'),
    pattern: /alma(?:[-_]?linux)?[-_]kitten(?:[-_/: ]?(\d{1,2})(?!\d))?/,
    release: major(8, 12),
  },
  {
    os: linux('almalinux'),
    pattern: /alma(?:[-_]?linux)(?:[-_ ]?os)?(?:[-_/: ]?(\d{1,2})(?!\d))?/,
    release: major(8, 12),
  },
  {
    os: linux('oracle-linux'),
    pattern: /oracle[-_]?linux(?:[-_/: r]?(\d{1,2})(?!\d))?|(?<![a-z])ol-?(\d)(?!\d)/,
    release: major(5, 12),
  },
  {
    os: linux('fedora-coreos'),
    pattern: /fedora[-_]?coreos/,
  },
  {
    os: linux('fedora'),
    pattern: /fedora(?:[-_/: a-z]{0,24}?(\d{2})(?!\d))?/,
    release: major(10, 60),
  },
  {
    os: linux('amazon-linux'),
    pattern: /amazon[-_]?linux(?:[-_/: ]?(2023|2)(?!\d))?|(?<![a-z])(?:amzn|al)(2023|2)(?!\d)/,
  },
  { os: linux('opensuse-tumbleweed'), pattern: /tumbleweed/ },
  {
    os: linux('opensuse-leap'),
    pattern: /opensuse(?:[-_/]?leap)?(?:[-_/: ]?(\d\d(?:\.\d)?)(?!\d))?|(?<![a-z])leap[-_/](\d\d\.\d)/,
  },
  { os: linux('sles'), pattern: /(?<![a-z])sles?(?:[-_/: ]?(\d\d))(?!\d)/ },
  {
    os: linux('alpine'),
    pattern: /alpine(?:linux)?(?:[-_/:a-z]{0,12}?(3[._]?\d{1,2})(?!\d))?/,
    release: (found) => `3.${found.slice(1).replace(/\D/, '')}`,
  },
  {
    os: linux('debian'),
    pattern: /debian(?:[-_/: a-z]{0,20}?(\d{1,2})(?!\d))?/,
    release: major(4, 16),
  },
  { os: linux('arch'), pattern: /arch[-_]?linux/ },
  { os: linux('gentoo'), pattern: /gentoo/ },
  { os: linux('kali'), pattern: /(?<![a-z])kali/ },
  { os: linux('nixos'), pattern: /nixos(?:[-_/: ]?(\d\d\.\d\d))?/ },
  { os: linux('flatcar'), pattern: /flatcar/ },
  { os: linux('cirros'), pattern: /(?<![a-z])cirros(?:[-_/: ]?(\d\.\d)(?:\.\d)?)?/ },
  { os: linux('coreos'), pattern: /(?<![a-z])coreos/ },
  { os: linux('photon'), pattern: /(?<![a-z])photon(?:[-_/: ]?(\d)(?:\.\d)?)?(?![a-z])/ },
  { os: { family: 'bsd', distribution: 'freebsd' }, pattern: /freebsd(?:[-_/: ]?(\d{1,2}(?:\.\d)?)(?!\d))?/ },
  { os: { family: 'bsd', distribution: 'openbsd' }, pattern: /openbsd(?:[-_/: ]?(\d\.\d)(?!\d))?/ },
  { os: { family: 'bsd', distribution: 'netbsd' }, pattern: /netbsd(?:[-_/: ]?(\d{1,2}\.\d)(?!\d))?/ },
  { os: { family: 'bsd', distribution: 'dragonfly' }, pattern: /dragonfly-?bsd/ },
  {
    os: { family: 'macos', distribution: 'macos' },
    // Apple's own images are called `UniversalMac_15.6.1_…`.
    pattern: /(?:macosx?|(?<![a-z])osx|mac-os|universalmac)(?:[-_/: ]?(10\.\d{1,2}|1[1-9]|2[6-9])(?!\d))?/,
  },
  {
    os: { family: 'solaris', distribution: 'solaris' },
    pattern: /(?<![a-z])(?:open)?solaris(?:[-_/: ]?(\d{2})(?!\d))?/,
  },
  { os: { family: 'solaris', distribution: 'illumos' }, pattern: /omnios|openindiana|smartos|illumos/ },
  {
    os: { family: 'windows', distribution: 'windows-server' },
    pattern:
      /(?<![a-z])w(?:in(?:dows)?)?[-_ ]?(?:server)?[-_ ]?((?:2000|2003|2008|2012|2016|2019|2022|2025|2k(?:3|8|12|16|19|22|25))(?:[-_ ]?r2)?)(?!\d)/,
    release: windowsServer,
  },
  { os: { family: 'windows', distribution: 'windows-server' }, pattern: /windows[-_ ]?server/ },
  {
    os: { family: 'windows', distribution: 'windows' },
    pattern: /(?:win(?:dows)?|(?<![a-z])w)[-_ /]?(xp|vista|7|8\.1|81|8|10|11)(?!\d|srv|\.\d)(?=$|[^a-z]|x\d)/,
    release: windowsClient,
  },
  { os: { family: 'windows' }, pattern: /windows(?:[-_ .]|$|\d)|(?<![a-z])win(?:32|64)(?![a-z0-9])/ },
];

// Digits of an architecture are no release.
const architecture = /x86[_-]64|x86_32|amd64|i[3-6]86|aarch64|arm64|armhf|ppc64(?:le|el)?|s390x|mips64el/g;

function matchDistribution(name: string): OperatingSystem | undefined {
  const text = name.replace(architecture, '');
  for (const { os, pattern, release } of distributions) {
    if (!pattern.test(text)) continue;
    // A URL may name the system several times; the first time with a release counts.
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      const found = match.slice(1).find((group) => group !== undefined);
      const spelled = found === undefined || release === undefined ? found : release(found);
      if (spelled !== undefined) return { ...os, release: spelled };
    }
    return withCodename(os, name);
  }
  return undefined;
}

function withCodename(os: OperatingSystem, name: string): OperatingSystem {
  const byCodename = matchCodename(name);
  return byCodename !== undefined && byCodename.distribution === os.distribution ? byCodename : os;
}

function matchCodename(name: string): OperatingSystem | undefined {
  const ubuntu = ubuntuCodename.exec(name)?.[1];
  if (ubuntu !== undefined) return release('ubuntu', ubuntuCodenames[ubuntu]);
  const debian = debianCodename.exec(name)?.[1];
  if (debian !== undefined) return release('debian', debianCodenames[debian]);
  return undefined;
}

function release(distribution: string, number: string | undefined): OperatingSystem {
  return number === undefined ? linux(distribution) : { family: 'linux', distribution, release: number };
}

/**
 * The operating system behind the name of a VM image: a Vagrant box (`bento/centos-7`), an ISO file or URL, a cloud
 * image, a template, a libosinfo id (long or short). `undefined` where the name does not decide it.
 */
export function operatingSystemOf(name: string): OperatingSystem | undefined {
  const text = name.trim().toLowerCase();
  const byId = operatingSystemOfOsinfo(text);
  if (byId !== undefined) return byId;
  const path = text.replace(/^[a-z][a-z0-9+.-]*:\/\//, '').replace(/[?#].*$/, '');
  const file = path.slice(path.lastIndexOf('/') + 1);
  // The file name is the most special part of a URL; `centos/7` needs the part before the slash as well.
  const byFile = matchDistribution(file) ?? matchCodename(file);
  if (byFile?.release !== undefined) return byFile;
  const byPath = matchDistribution(path) ?? matchCodename(path);
  return byFile === undefined || byPath?.distribution === byFile.distribution ? byPath : byFile;
}

const osinfoVersions: Readonly<Record<string, (product: string, version: string) => OperatingSystem>> = {
  'ubuntu.com': (_, version) => numbered('ubuntu', version, /^\d+\.\d+/),
  'debian.org': (_, version) => numbered('debian', version, /^\d+/),
  'centos.org': (product, version) =>
    numbered(product === 'centos-stream' ? 'centos-stream' : 'centos', version, /^\d+/),
  'redhat.com': (_, version) => numbered('rhel', version, /^\d+/),
  'fedoraproject.org': (product, version) => numbered(product, version, /^\d+/),
  'rockylinux.org': (_, version) => numbered('rocky', version, /^\d+/),
  'almalinux.org': (_, version) => numbered('almalinux', version, /^\d+/),
  'oracle.com': (product, version) =>
    product === 'solaris'
      ? { family: 'solaris', distribution: 'solaris', release: version }
      : numbered('oracle-linux', version, /^\d+/),
  'opensuse.org': (_, version) =>
    version === 'tumbleweed'
      ? linux('opensuse-tumbleweed')
      : numbered('opensuse-leap', version, /^\d+(\.\d+)?/),
  'suse.com': (_, version) => numbered('sles', version, /^\d+/),
  'alpinelinux.org': (_, version) => numbered('alpine', version, /^\d+\.\d+/),
  'archlinux.org': () => linux('arch'),
  'gentoo.org': () => linux('gentoo'),
  'nixos.org': (_, version) => numbered('nixos', version, /^\d+\.\d+/),
  'libosinfo.org': (product) => ({ family: product === 'linux' ? 'linux' : 'other' }),
  'freebsd.org': (_, version) => ({ family: 'bsd', distribution: 'freebsd', release: version }),
  'openbsd.org': (_, version) => ({ family: 'bsd', distribution: 'openbsd', release: version }),
  'netbsd.org': (_, version) => ({ family: 'bsd', distribution: 'netbsd', release: version }),
  'apple.com': (_, version) => ({ family: 'macos', distribution: 'macos', release: version }),
};

function numbered(distribution: string, version: string, pattern: RegExp): OperatingSystem {
  return release(distribution, pattern.exec(version)?.[0]);
}

function operatingSystemOfOsinfo(text: string): OperatingSystem | undefined {
  const [, vendor = '', product = '', version = ''] =
    /^https?:\/\/([a-z.]+)\/([a-z-]+)\/([a-z0-9._-]+)$/.exec(text) ?? [];
  if (vendor === 'microsoft.com' && product === 'win') return matchDistribution(`win${version}`);
  return Object.hasOwn(osinfoVersions, vendor) ? osinfoVersions[vendor]?.(product, version) : undefined;
}

/**
 * The operating system whose user land a container image brings, as far as its name tells: `ubuntu:22.04`,
 * `debian:bookworm-slim`, `python:3.13-alpine3.20`, `mcr.microsoft.com/windows/servercore:ltsc2019`.
 * `undefined` where the name does not decide it (`postgres:16`); the owner's name never decides (`alpine/git`).
 */
export function operatingSystemOfImage(image: ImageReference): OperatingSystem | undefined {
  const repository = image.repository.toLowerCase();
  const tag = (image.tag ?? '').toLowerCase();
  const windows = windowsImage(repository, tag);
  if (windows !== undefined) return windows;
  const base = repository.slice(repository.lastIndexOf('/') + 1);
  const exact = exactImages.get(base) ?? exactImages.get(repository);
  if (exact !== undefined) return numberedOrCodename(exact, tag);
  // Red Hat's base images carry the release in the owner's place: `ubi8/ubi-minimal`.
  const universal = /(?:^|\/)ubi(\d{1,2})(?=[/-]|$)/.exec(repository)?.[1];
  if (universal !== undefined) return release('rhel', universal);
  const byTag = matchLinux(tag);
  if (byTag?.release !== undefined) return byTag;
  return matchLinux(base) ?? byTag;
}

// Images of the distributions themselves, whose tag is the release.
const exactImages: ReadonlyMap<string, string> = new Map([
  ['ubuntu', 'ubuntu'],
  ['debian', 'debian'],
  ['alpine', 'alpine'],
  ['centos', 'centos'],
  ['fedora', 'fedora'],
  ['fedora-minimal', 'fedora'],
  ['rockylinux', 'rocky'],
  ['almalinux', 'almalinux'],
  ['oraclelinux', 'oracle-linux'],
  ['amazonlinux', 'amazon-linux'],
  ['opensuse/leap', 'opensuse-leap'],
]);

const tagRelease: Readonly<Record<string, RegExp>> = {
  ubuntu: /^(\d{1,2}\.(?:04|10))(?![.\d])/,
  alpine: /^v?(\d+\.\d+)(?!\d)/,
  'amazon-linux': /^(2023|2)(?!\d)/,
  'opensuse-leap': /^(\d+\.\d+)/,
};

function numberedOrCodename(distribution: string, tag: string): OperatingSystem {
  const stream = /^stream-?(\d+)/.exec(tag)?.[1];
  if (distribution === 'centos' && stream !== undefined) return release('centos-stream', stream);
  const number = (tagRelease[distribution] ?? /^(?:centos)?(\d{1,2})(?!\d)/).exec(tag)?.[1];
  if (number !== undefined) return release(distribution, number);
  return withCodename(linux(distribution), tag);
}

function matchLinux(text: string): OperatingSystem | undefined {
  if (text === '') return undefined;
  const os = matchDistribution(text) ?? matchCodename(text);
  return os?.family === 'linux' ? os : undefined;
}

function windowsImage(repository: string, tag: string): OperatingSystem | undefined {
  const isBase = /(?:^|\/)windows(?:\/|$)|(?:^|\/)(?:windowsservercore|nanoserver)$/.test(repository);
  if (!isBase && !/windowsservercore|nanoserver|(?:^|[-_])windows(?:[-_]|$)/.test(tag)) return undefined;
  const year = /ltsc(20\d\d)/.exec(tag)?.[1] ?? (/(?:^|[-_])1809(?!\d)/.test(tag) ? '2019' : undefined);
  const server: OperatingSystem = { family: 'windows', distribution: 'windows-server' };
  return year === undefined ? server : { ...server, release: year };
}
