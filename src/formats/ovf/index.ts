// The OVF format: descriptors of virtual appliances.
import type { Format } from '../format';
import { commentLine, statementAround, suppressionComments } from '../xml/comments';
import { editor } from './edits';
import { lowerSystems } from './lower';
import { parseOvf } from './parse';

/** `.ovf`. */
export default {
  id: 'ovf',
  grammars: () => [],
  read(text, path) {
    const file = parseOvf(text);
    const { document } = file;
    return {
      problems: document.problems,
      workloads: lowerSystems(file, path),
      comments: suppressionComments(document),
      edits: editor(document),
      statementAt: (offset) => statementAround(document, offset),
      commentLine,
    };
  },
} satisfies Format;
