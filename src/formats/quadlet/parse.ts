// Reads a unit and whatever it refers to.
import type { Problem } from '../../core/format';
import type { ContainerWorkload } from '../../core/workload';
import type { Surroundings } from '../format';
import { parseUnit } from '../unit/parse';
import type { UnitFile } from '../unit/tree';
import { lacksImage, lower } from './lower';
import { noImage } from './messages';
import { isDropIn, unitOf } from './units';

/** A file of Quadlet, read. */
export interface QuadletFile {
  readonly file: UnitFile;
  readonly problems: readonly Problem[];
  /** Absent for pods, volumes, networks, images, builds, Kubernetes units and drop-ins. */
  readonly workload?: ContainerWorkload;
}

/** Reads a text. Total. */
export function parse(text: string, path: string, around: Surroundings): QuadletFile {
  const file = parseUnit(text);
  const workload =
    isDropIn(path) || !path.endsWith('.container') ? undefined : lower(unitOf(file, path, around), around);
  if (workload === undefined) return { file, problems: file.problems };
  const problems =
    lacksImage(workload) && file.tagLines.length === 0
      ? [...file.problems, { span: workload.place.span, message: noImage }]
      : file.problems;
  return { file, problems, workload };
}
