// The format of VMware's .vmx files: one machine each.

import { statementAround, suppressionComments } from '../comments';
import type { Format } from '../format';
import { editor } from './edits';
import { lowerVmx } from './lower';
import { parseVmx } from './parse';

/** `.vmx` files. */
export default {
  id: 'vmx',
  grammars: () => [],
  read(text, path, _, around) {
    const file = parseVmx(text);
    const machine = lowerVmx(file, path, around);
    const commented = { text, comments: file.comments, statements: file.entries };
    return {
      problems: file.problems,
      workloads: machine === undefined ? [] : [machine],
      comments: suppressionComments(commented),
      edits: editor(file, machine?.id),
      statementAt: (offset) => statementAround(commented, offset),
      commentLine: (comment) => `# ${comment}`,
    };
  },
} satisfies Format;
