// Which part of an editor answers which kind of change: written once for all formats whose editors have the same parts.
import type { Change, Setting, TextEdit } from '../core/format';
import type { Place } from '../core/span';

/** One edit, several, or none where the syntax cannot express the change safely. */
type Edits = TextEdit | readonly TextEdit[] | undefined;

/** What an editor does about each kind of change. */
export interface EditorParts {
  removal(place: Place): Edits;
  replacement(place: Place, value: string): Edits;
  binding(place: Place, address: string): Edits;
  /** Makes a mount read-only. */
  protection(place: Place): Edits;
  /** States a setting of the workload or declaration with this id. */
  set(id: string, setting: Setting): Edits;
}

/** The editor with these parts. */
export function editorOf(parts: EditorParts): (change: Change) => readonly TextEdit[] | undefined {
  return (change) => {
    const found = answer(parts, change);
    return found !== undefined && 'span' in found ? [found] : found;
  };
}

function answer(parts: EditorParts, change: Change): Edits {
  switch (change.kind) {
    case 'remove':
      return parts.removal(change.place);
    case 'replace':
      return parts.replacement(change.place, change.value);
    case 'bind':
      return parts.binding(change.place, change.address);
    case 'make-read-only':
      return parts.protection(change.place);
    case 'set':
      return parts.set(change.workload, change.setting);
  }
}
