// Whether an image's name stays the same image.
import type { ImageReference } from '../../core/workload';

/** Neither a digest nor a tag other than `latest`: every build or start may get another image. */
export function isMovingTag({ tag, digest }: ImageReference): boolean {
  return digest === undefined && (tag === undefined || tag === 'latest');
}

/** A template that something else fills in (upper case is not allowed in image names), or an image of this machine only. */
export function isNoPublishedImage({ registry, repository }: ImageReference): boolean {
  return registry === 'localhost' || /[A-Z<>{}$]/.test(repository) || repository === '';
}
