// The daemon.json format: how the Docker engine is configured.

import { statementAround } from '../comments';
import type { Format } from '../format';
import { jsonComments } from '../json/comments';
import { parseJson } from '../json/parse';
import { editor } from './edits';
import { lower } from './lower';

/** `daemon.json`. The engine takes no comments in it, so a suppression there is for those who strip them. */
export default {
  id: 'daemon-json',
  grammars: () => [],
  read(text, path) {
    const file = parseJson(text);
    return {
      problems: file.problems,
      workloads: [],
      declarations: lower(file, path),
      comments: jsonComments(file),
      edits: editor(file),
      statementAt: (offset) => statementAround(file, offset),
    };
  },
} satisfies Format;
