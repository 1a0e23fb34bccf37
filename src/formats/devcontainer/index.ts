// The devcontainer.json format: development containers of VS Code, Codespaces and other tools.

import { statementAround } from '../comments';
import type { Format } from '../format';
import { commentLine, jsonComments } from '../json/comments';
import { parseJson } from '../json/parse';
import { editor } from './edits';
import { lower } from './lower';

/**
 * Development containers. Properties become the options of `docker run` that tools make of them; `remoteUser` is not the
 * container's user, and `hostRequirements` asks for a host, it limits nothing.
 */
export default {
  id: 'devcontainer',
  grammars: () => [],
  read(text, path, _, around) {
    const file = parseJson(text);
    const workloads = lower(file, path, around);
    return {
      problems: file.problems,
      workloads,
      comments: jsonComments(file),
      edits: editor(file, path),
      statementAt: (offset) => statementAround(file, offset),
      commentLine,
    };
  },
} satisfies Format;
