// The Packer format: templates in HCL and JSON, and files that set their variables.

import { statementAround } from '../comments';
import type { Format, Reading } from '../format';
import { commentLine, hclComments } from '../hcl/comments';
import { jsonComments } from '../json/comments';
import { parseJson } from '../json/parse';
import { mentionsSoftware } from '../shell/mentions';
import { hclEditor, jsonEditor } from './edits';
import { legacyBuilders } from './legacy';
import { lower } from './lower';
import { buildersOf, hclOf } from './template';

/** Templates of Packer. A builder is a machine in which an image is made; containers and builds without a machine are none. */
export default {
  id: 'packer',
  // Scripts may stand in other files of the template, too.
  grammars: (text) =>
    /\bprovisioner|\bsource\s+"|\bbuild\s*\{/.test(text) || mentionsSoftware(text) ? ['bash'] : [],
  read(text, path, { bash }, around): Reading {
    if (/\.json$/i.test(path)) {
      const file = parseJson(text);
      return {
        problems: file.problems,
        workloads: lower(legacyBuilders(file, path), path, around, bash),
        comments: jsonComments(file),
        edits: jsonEditor(file, path),
        statementAt: (offset) => statementAround(file, offset),
      };
    }
    const file = hclOf(text);
    const isVariables = /\.pkrvars\.hcl$/i.test(path);
    return {
      problems: file.problems,
      workloads: isVariables ? [] : lower(buildersOf(file, path, around), path, around, bash),
      comments: hclComments(file),
      edits: hclEditor(file, path),
      statementAt: (offset) => statementAround(file, offset),
      commentLine,
    };
  },
} satisfies Format;
