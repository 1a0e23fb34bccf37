// Lima templates: one machine each, with what its bases say.

import { statementAround, suppressionComments } from '../comments';
import type { Format } from '../format';
import { editor } from './edits';
import { lower } from './lower';
import { tooMuch } from './messages';
import { parse } from './parse';

/** A template of Lima, or the file of an instance. */
export default {
  id: 'lima',
  grammars: () => [],
  read(text, path, _grammars, around) {
    const template = parse(text, path, around);
    const { yaml } = template.own;
    const workloads = lower(template);
    const isLost = template.layers.some(({ exhausted }) => exhausted());
    return {
      problems: isLost ? [...yaml.problems, { span: { start: 0, end: 0 }, message: tooMuch }] : yaml.problems,
      workloads: isLost ? [] : workloads,
      comments: suppressionComments(yaml),
      edits: editor(template),
      statementAt: (offset) => statementAround(yaml, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;
