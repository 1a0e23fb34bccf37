// Kubernetes manifests: objects with pods, namespaces, policies.
import type { Comment, Problem } from '../../core/format';
import type { Format } from '../format';
import { isPragma } from '../pragma';
import { statementAround, suppressionComments } from '../yaml/comments';
import { clusterOf } from './cluster';
import { declarationsOf } from './declarations';
import { editor } from './edits';
import { isPatch } from './kustomize';
import { lower } from './lower';
import { tooMuch } from './messages';
import { type KubernetesFile, mapAt, parse } from './parse';

/** Kubernetes objects of one file; the folder's other files are asked for what decides about them. */
export default {
  id: 'kubernetes',
  grammars: () => [],
  read(text, path, _grammars, around) {
    const file = parse(text);
    const cluster = clusterOf(file, path, around);
    const { containers, lostAt } = lower(file, path, cluster, isPatch(path, around));
    const problems: Problem[] = [...file.problems];
    if (lostAt !== undefined) problems.push({ span: lostAt, message: tooMuch });
    return {
      problems,
      workloads: containers.map(({ workload }) => workload),
      declarations: declarationsOf(file, path, cluster, containers),
      comments: [...suppressionComments(file.yaml), ...annotations(file)],
      edits: editor(file, containers),
      statementAt: (offset) => statementAround(file.yaml, offset),
      commentLine: (line) => `# ${line}`,
    };
  },
} satisfies Format;

/** Annotations with which other tools are told to leave an object alone. */
function annotations({ yaml, reader, objects }: KubernetesFile): readonly Comment[] {
  return objects.flatMap(({ map }) => {
    const metadata = mapAt(reader, map, 'metadata');
    const found = metadata && mapAt(reader, metadata, 'annotations');
    return (found === undefined ? [] : reader.pairs(found)).flatMap(({ span }) => {
      const text = yaml.text.slice(span.start, span.end);
      return isPragma(text) ? [{ span, text, target: map.span }] : [];
    });
  });
}
