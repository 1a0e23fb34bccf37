// What fixes come to as edits.
import { overlap } from '../core/edit';
import type { Fix } from '../core/finding';
import type { TextEdit } from '../core/format';
import type { Analysis } from './analysis';

/** The edits of all changes of a fix, or `undefined` when one of them cannot be expressed. */
export function editsOf(analysis: Analysis, fix: Fix): readonly TextEdit[] | undefined {
  const all: TextEdit[] = [];
  for (const change of fix.changes) {
    const edits = analysis.edits(change);
    if (edits === undefined) return undefined;
    all.push(...edits);
  }
  return all;
}

/** Safe fixes that do not touch each other; what is left over is fixed by asking again. */
export function safeEdits(analysis: Analysis): readonly TextEdit[] {
  const all: TextEdit[] = [];
  for (const { fix, suppressed } of analysis.findings) {
    if (fix?.safety !== 'safe' || suppressed !== undefined) continue;
    const edits = editsOf(analysis, fix);
    if (edits !== undefined && !overlap(all, edits)) all.push(...edits);
  }
  return all;
}
