// The format of Windows answer files: reads them into the machine they set up, and writes changes back.
import type { Format } from '../format';
import { commentLine, statementAround, suppressionComments } from '../xml/comments';
import { parseXml } from '../xml/parse';
import { editor } from './edits';
import { lower } from './lower';

/** Answer files for Windows Setup and Sysprep. */
export default {
  id: 'autounattend',
  grammars: () => [],
  read(text, path) {
    const document = parseXml(text);
    const machine = lower(document, path);
    return {
      problems: document.problems,
      workloads: machine === undefined ? [] : [machine],
      comments: suppressionComments(document),
      edits: editor(document),
      statementAt: (offset) => statementAround(document, offset),
      commentLine,
    };
  },
} satisfies Format;
