// The VirtualBox format: the settings file of a machine.
import type { Format } from '../format';
import { commentLine, statementAround, suppressionComments } from '../xml/comments';
import { editor } from './edits';
import { lowerMachines } from './lower';
import { parseSettings } from './parse';

/** `.vbox`. VirtualBox takes comments in it, and drops them when it writes the file anew. */
export default {
  id: 'virtualbox',
  grammars: () => [],
  read(text, path) {
    const file = parseSettings(text);
    const { document } = file;
    return {
      problems: document.problems,
      workloads: lowerMachines(file, path),
      comments: suppressionComments(document),
      edits: editor(document),
      statementAt: (offset) => statementAround(document, offset),
      commentLine,
    };
  },
} satisfies Format;
