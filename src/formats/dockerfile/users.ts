// The user a base image runs as when the Dockerfile names none.
import { type Fact, implied, unknown } from '../../core/fact';
import type { Source } from '../../core/source';
import type { ImageReference } from '../../core/workload';
import {
  fatBases,
  findImage,
  imageName,
  initImages,
  nestedEngineImages,
  nonRootImages,
  privilegeDroppingImages,
  sdkImages,
} from '../../knowledge/images';
import { documents } from '../../knowledge/sources';
import * as messages from './messages';

/** Images of distributions and tools that set no user of their own. */
const rootNames =
  /^(ubuntu|debian|alpine|centos|fedora|rockylinux|almalinux|oraclelinux|amazonlinux|archlinux|busybox|photon|mageia|clearlinux|opensuse\/(leap|tumbleweed|archive)|(quay\.io\/centos|quay\.io\/fedora|registry\.fedoraproject\.org)\/.+|ghcr\.io\/oracle\/oraclelinux|registry\.access\.redhat\.com\/ubi\d+(\/ubi(-minimal|-init|-micro)?)?|redhat\/ubi\d+(-minimal|-init|-micro)?|mcr\.microsoft\.com\/dotnet\/(core\/)?(sdk|aspnet|runtime|runtime-deps)|docker|bash|composer|tomcat|caddy|wordpress|drupal|nextcloud|nats|registry|traefik|amazoncorretto|sapmachine|pypy|ros|gazebo)$/;

/** Official images for one processor architecture. */
const architectureOwner = /^(amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//;

/** Rows whose images start as root, whatever their tag says. */
const rootRows = [fatBases, sdkImages, privilegeDroppingImages, initImages, nestedEngineImages].map((rows) =>
  rows.map(({ images, source }) => ({ images, source })),
);

/** The user of a base image, as far as knowledge about it goes. */
export function userOfImage(image: ImageReference): Fact<string> {
  const nonRoot = findImage(nonRootImages, image);
  if (nonRoot !== undefined) return user(image, nonRoot.user, nonRoot.source);
  const name = imageName(image).replace(architectureOwner, '');
  // Windows has no root; what its images run as depends on their kind.
  if (/(^|\/)windows(\/|$)/.test(name) || /windowsservercore|nanoserver/.test(image.tag ?? '')) {
    return unknown(messages.baseDecides(image.text));
  }
  // Other tags than those for `nonroot`, which the table above has.
  if (name.startsWith('gcr.io/distroless/')) return user(image, 'root', documents.distroless);
  if (rootNames.test(name)) return user(image, 'root', documents.dockerfileReference);
  for (const rows of rootRows) {
    const row = findImage(rows, image);
    if (row !== undefined) return user(image, 'root', row.source);
  }
  return unknown(messages.baseDecides(image.text));
}

function user(image: ImageReference, name: string, source: Source): Fact<string> {
  return implied(name, messages.baseUser(image.text, name), source);
}

/** Whether it is one of Docker Hub's official images, which have no owner in their name. */
export function isOfficial(image: ImageReference): boolean {
  return !imageName(image).includes('/');
}
