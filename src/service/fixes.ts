// What fixes come to as edits.
import { merged, overlap } from '../core/edit';
import type { Fix } from '../core/finding';
import { changedPath, type TextEdit } from '../core/format';
import type { Analysis } from './analysis';

/** Edits by the path of the file they change. */
export type FileEdits = ReadonlyMap<string, readonly TextEdit[]>;

/** The edits of all changes of a fix, or `undefined` when one of them cannot be expressed. */
export function editsOf(analysis: Analysis, fix: Fix): FileEdits | undefined {
  const all = new Map<string, (readonly TextEdit[])[]>();
  for (const change of fix.changes) {
    const edits = analysis.edits(change);
    if (edits === undefined) return undefined;
    const path = changedPath(change);
    all.set(path, [...(all.get(path) ?? []), edits]);
  }
  return new Map(Array.from(all, ([path, changes]) => [path, merged(changes)]));
}

/** Safe fixes within the file that do not touch each other; what is left over is fixed by asking again. */
export function safeEdits(analysis: Analysis): readonly TextEdit[] {
  const all: TextEdit[] = [];
  for (const { fix, suppressed } of analysis.findings) {
    if (fix?.safety !== 'safe' || suppressed !== undefined) continue;
    const edits = editsOf(analysis, fix);
    const own = edits?.get(analysis.path);
    if (own !== undefined && edits?.size === 1 && !overlap(all, own)) all.push(...own);
  }
  return all;
}
