// The format of Proxmox VE's machine configurations: one machine each.
import type { Comment } from '../../core/format';
import { statementAround, suppressionComments } from '../comments';
import type { Format } from '../format';
import { editor } from './edits';
import { lowerProxmox } from './lower';
import { type ProxmoxFile, parseProxmox } from './parse';

/**
 * Proxmox takes comments for the machine's description and moves them to the top as soon as it writes the file: there they
 * speak about the whole machine, elsewhere about the setting that follows.
 */
function suppressionsOf(file: ProxmoxFile): readonly Comment[] {
  const first = file.entries[0]?.span.start ?? 0;
  const end = file.entries.at(-1)?.span.end ?? first;
  return suppressionComments(file).map((comment) =>
    comment.span.end <= first ? { ...comment, target: { start: first, end } } : comment,
  );
}

/** `qemu-server/*.conf`. */
export default {
  id: 'proxmox',
  grammars: () => [],
  read(text, path) {
    const file = parseProxmox(text);
    const machine = lowerProxmox(file, path);
    return {
      problems: file.problems,
      workloads: machine === undefined ? [] : [machine],
      comments: suppressionsOf(file),
      edits: editor(file, machine?.id),
      statementAt: (offset) => statementAround(file, offset),
      commentLine: (comment) => `# ${comment}`,
    };
  },
} satisfies Format;
