// The format of Firecracker's configuration files: one microVM each.

import { statementAround } from '../comments';
import type { Format } from '../format';
import { jsonComments } from '../json/comments';
import { parseJson } from '../json/parse';
import { editor } from './edits';
import { lowerFirecracker } from './lower';

/** The JSON of `firecracker --config-file`, which takes no comments; a suppression there is for those who strip them. */
export default {
  id: 'firecracker',
  grammars: () => [],
  read(text, path) {
    const file = parseJson(text);
    const machine = lowerFirecracker(file, path);
    return {
      problems: file.problems,
      workloads: machine === undefined ? [] : [machine],
      comments: jsonComments(file),
      edits: editor(file, machine?.id),
      statementAt: (offset) => statementAround(file, offset),
    };
  },
} satisfies Format;
