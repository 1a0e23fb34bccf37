// The cloud-init format: reads user data into the machine it sets up, and writes changes back.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import { statementAround, suppressionComments } from '../comments';
import type { Format } from '../format';
import { editor } from './edits';
import { readParts } from './facts';
import { lower } from './lower';
import type { Config } from './values';

/** User data of cloud-init and Ubuntu's installer. */
export default {
  id: 'cloud-init',
  grammars: () => [],
  read(text, path) {
    const { data, configs } = readParts({ text }, path);
    return {
      problems: configs.flatMap(problemsOf),
      workloads: [lower(text, path, data)],
      comments: configs.flatMap(commentsOf),
      edits: editor(configs),
      statementAt: (offset) => statementAt(text, configs, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;

/** What a template leaves behind is no fault of the YAML. */
function problemsOf({ yaml, at }: Config) {
  if (yaml.tagLines.length > 0 || /\{[{%]|\$\{|<%|%\{/.test(yaml.text)) return [];
  return yaml.problems.map((problem) => ({ ...problem, span: at(problem.span).span }));
}

function commentsOf({ yaml, at }: Config): readonly Comment[] {
  return suppressionComments(yaml).map(({ span, target, ...comment }) => ({
    ...comment,
    span: at(span).span,
    ...(target === undefined ? {} : { target: at(target).span }),
  }));
}

/** The statement of the part around an offset; the whole text where it stands in none. */
function statementAt(text: string, configs: readonly Config[], offset: number): Span {
  for (const { yaml, at } of configs) {
    const { start, end } = at({ start: 0, end: yaml.text.length }).span;
    if (offset < start || offset > end) continue;
    return at(statementAround(yaml, offset - start)).span;
  }
  return { start: 0, end: text.length };
}
