// The user a base image runs as when nothing else names one.
import type { Source } from '../core/source';
import type { ImageReference } from '../core/workload';
import {
  fatBases,
  findImage,
  imageName,
  initImages,
  nestedEngineImages,
  nonRootImages,
  privilegeDroppingImages,
  rootMasterImages,
  sdkImages,
} from './images';
import { documents } from './sources';

/** Images of distributions and tools that set no user of their own. */
const rootNames =
  /^(ubuntu|debian|alpine|centos|fedora|rockylinux|almalinux|oraclelinux|amazonlinux|archlinux|busybox|julia|photon|mageia|clearlinux|opensuse\/(leap|tumbleweed|archive)|(quay\.io\/centos|quay\.io\/fedora|registry\.fedoraproject\.org)\/.+|ghcr\.io\/oracle\/oraclelinux|registry\.access\.redhat\.com\/ubi\d+(\/ubi(-minimal|-init|-micro)?)?|redhat\/ubi\d+(-minimal|-init|-micro)?|mcr\.microsoft\.com\/dotnet\/(core\/)?(sdk|aspnet|runtime|runtime-deps)|docker|bash|composer|tomcat|caddy|wordpress|drupal|nextcloud|nats|registry|traefik|amazoncorretto|sapmachine|pypy|ros|gazebo)$/;

/** Official images for one processor architecture. */
const architectureOwner = /^(amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x)\//;

/** Rows whose images start as root, whatever their tag says. */
const rootRows = [
  fatBases,
  sdkImages,
  privilegeDroppingImages,
  rootMasterImages,
  initImages,
  nestedEngineImages,
].map((rows) => rows.map(({ images, source }) => ({ images, source })));

/** The user an image sets, with where that is known from. */
export interface ImageUser {
  readonly name: string;
  readonly source: Source;
}

/** The user of an image as far as knowledge about it goes; `undefined` where nothing is known. */
export function userOfImage(image: ImageReference): ImageUser | undefined {
  const nonRoot = findImage(nonRootImages, image);
  if (nonRoot !== undefined) return { name: nonRoot.user, source: nonRoot.source };
  const name = imageName(image).replace(architectureOwner, '');
  // Windows has no root; what its images run as depends on their kind.
  if (/(^|\/)windows(\/|$)/.test(name) || /windowsservercore|nanoserver/.test(image.tag ?? ''))
    return undefined;
  // Other tags than those for `nonroot`, which the table above has.
  if (name.startsWith('gcr.io/distroless/')) return { name: 'root', source: documents.distroless };
  if (rootNames.test(name)) return { name: 'root', source: documents.dockerfileReference };
  for (const rows of rootRows) {
    const row = findImage(rows, image);
    if (row !== undefined) return { name: 'root', source: row.source };
  }
  return undefined;
}
