// Where a finding is shown: at the text that states the fact, else at the header of the workload.
import type { Fact } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import type { Place } from '../../core/span';
import type { ContainerWorkload, Workload } from '../../core/workload';

/** The place that states or implies the fact; the header of the workload or declaration where nothing in the file does. */
export function placeOf(fact: Fact<unknown>, subject: Pick<Workload, 'place'>): Place {
  return fact.place ?? subject.place;
}

/** The FROM of the image that a service is built from; absent where that Dockerfile is not known. */
export function imagePlace({ role, stages }: ContainerWorkload): Place | undefined {
  // Only a Dockerfile has stages.
  return role === 'service' ? stages.place : undefined;
}

/** The fact as the only evidence. */
export function evidenceOf(fact: Fact<unknown>, subject: Pick<Workload, 'place'>): readonly [Evidence] {
  return [{ place: placeOf(fact, subject) }];
}
