// Where a finding is shown: at the text that states the fact, else at the header of the workload.
import type { Fact } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import type { Place } from '../../core/span';
import type { Workload } from '../../core/workload';

/** The place that states or implies the fact; the workload's header where nothing in the file does. */
export function placeOf(fact: Fact<unknown>, workload: Workload): Place {
  return fact.place ?? workload.place;
}

/** The fact as the only evidence. */
export function evidenceOf(fact: Fact<unknown>, workload: Workload): readonly [Evidence] {
  return [{ place: placeOf(fact, workload) }];
}
