// Where a finding is shown: at the text that states the fact, else at the header of the workload.
import { type Fact, isKnown } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import type { Place } from '../../core/span';
import type { ContainerWorkload, Workload } from '../../core/workload';

/** The place that states or implies the fact; the workload's header where nothing in the file does. */
export function placeOf(fact: Fact<unknown>, workload: Workload): Place {
  return fact.place ?? workload.place;
}

/** Where a service's own Dockerfile names what it is built on; absent where that file is not known. */
export function imagePlace({ role, build, image }: ContainerWorkload): Place | undefined {
  if (role !== 'service' || build === undefined || !isKnown(build.dockerfile)) return undefined;
  return image.place?.path === build.dockerfile.value ? image.place : undefined;
}

/** The fact as the only evidence. */
export function evidenceOf(fact: Fact<unknown>, workload: Workload): readonly [Evidence] {
  return [{ place: placeOf(fact, workload) }];
}
