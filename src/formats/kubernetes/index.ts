// Kubernetes manifests: objects with pods, namespaces, policies.
import type { Comment, Problem } from '../../core/format';
import { contains, type Span } from '../../core/span';
import { statementAround, suppressionComments } from '../comments';
import type { Format, Reading, Surroundings } from '../format';
import { isPragma } from '../pragma';
import { clusterOf } from './cluster';
import { declarationsOf } from './declarations';
import { editor } from './edits';
import { isPatch } from './kustomize';
import { lower } from './lower';
import { tooMuch } from './messages';
import { type KubernetesFile, mapAt, mayHoldObjects, parse } from './parse';

/** Kubernetes objects of one file; the folder's other files are asked for what decides about them. */
export default {
  id: 'kubernetes',
  grammars: () => [],
  read(text, path, _grammars, around) {
    return mayHoldObjects(text) ? readObjects(parse(text), path, around) : nothing(text);
  },
} satisfies Format;

/** What the objects of a file say about containers and namespaces, with its comments and edits. */
export function readObjects(file: KubernetesFile, path: string, around: Surroundings): Reading {
  const cluster = clusterOf(file, path, around);
  const { containers, lostAt } = lower(file, path, cluster, isPatch(path, around));
  const declared = declarationsOf(file, path, cluster, containers);
  const problems: Problem[] = [...file.problems];
  if (lostAt !== undefined) problems.push({ span: lostAt, message: tooMuch });
  return {
    problems,
    workloads: containers.map(({ workload }) => workload),
    declarations: declared.map(({ declaration }) => declaration),
    comments: [
      ...inObjects(
        suppressionComments(file.yaml),
        file,
        containers.map(({ workload }) => workload.body.span),
      ),
      ...annotations(file),
    ],
    edits: editor(file, containers, new Map(declared.map(({ declaration, map }) => [declaration.id, map]))),
    statementAt: (offset) => statementAround(file.yaml, offset),
    commentLine: (line) => `# ${line}`,
  };
}

/** The reading of objects that say nothing about containers. */
function nothing(text: string): Reading {
  return {
    problems: [],
    workloads: [],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: text.length }),
    commentLine: (line) => `# ${line}`,
  };
}

/**
 * As a block, a comment speaks about its whole object, unless it stands in a container or before its list item: then about
 * that container, which is the body of a workload.
 */
function inObjects(
  comments: readonly Comment[],
  { objects }: KubernetesFile,
  containers: readonly Span[],
): readonly Comment[] {
  return comments.map((comment) => {
    const at = comment.target?.start ?? comment.span.start;
    const isAboutContainer = containers.some((body) => contains(body, comment.span) || at === body.start);
    const object = objects.find(({ map: { span } }) => span.start <= at && at <= span.end);
    return object === undefined || isAboutContainer ? comment : { ...comment, block: object.map.span };
  });
}

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
