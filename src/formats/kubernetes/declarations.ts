// What objects without pods declare: namespaces, runtime classes, and uses of the removed PodSecurityPolicy.
import type { Declaration, PodSecurityPolicyUse } from '../../core/declaration';
import { isKnown } from '../../core/fact';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { blockAt } from '../yaml/tags';
import type { YamlMap } from '../yaml/tree';
import type { Entry, View } from '../yaml/view';
import { viewOf } from './access';
import { type Cluster, handlerOf, presence } from './cluster';
import type { Lowered } from './lower';
import { type ContainerNode, type KubernetesFile, type KubernetesObject, workloadId } from './parse';
import { labelsOf } from './pod';

/** A declaration, with the object it was made from. */
export interface Declared {
  readonly declaration: Declaration;
  readonly map: YamlMap;
}

/** The declarations of a file, in the order of its objects. */
export function declarationsOf(
  file: KubernetesFile,
  path: string,
  cluster: Cluster,
  containers: readonly Lowered[],
): readonly Declared[] {
  const view = viewOf(file, path);
  const seen = new Map<string, number>();

  function base(object: KubernetesObject, place: Place) {
    const name = `${object.kind}/${object.name}`;
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return {
      id: workloadId(path, name, number),
      name: object.name,
      format: 'kubernetes' as const,
      path,
      place,
      body: view.at(object.map.span),
    };
  }

  function declare(object: KubernetesObject): Declaration | undefined {
    const place = view.at(object.header.span);
    switch (object.kind) {
      case 'Namespace':
        return {
          ...base(object, place),
          kind: 'namespace',
          labels: labelsOf(view, [view.inner(view.section(object.map), 'metadata')]),
          populated: presence(cluster.podIn(object.name), place),
          otherPolicies: presence(cluster.otherPolicy(), place),
        };
      case 'RuntimeClass':
        return { ...base(object, place), kind: 'runtime-class', handler: handlerOf(object, view) };
      case 'PodSecurityPolicy':
        return isGuarded(file, object) ? undefined : policy(object, place, 'object');
      case 'Role':
      case 'ClusterRole': {
        const resource = isGuarded(file, object) ? undefined : policyUse(object, view);
        return resource && policy(object, resource.place, 'role');
      }
      default:
        return undefined;
    }
  }

  function policy(object: KubernetesObject, place: Place, use: PodSecurityPolicyUse['use']): Declaration {
    return { ...base(object, place), kind: 'pod-security-policy', use };
  }

  const found: Declared[] = [];
  for (const object of file.objects) {
    const declaration = declare(object);
    if (declaration !== undefined) found.push({ declaration, map: object.map });
  }
  for (const { workload, node } of containers) {
    const place = pluginPlace(workload, view, node);
    const { object } = node.pod;
    if (place !== undefined) found.push({ declaration: policy(object, place, 'plugin'), map: object.map });
  }
  return found;
}

/** A template shows the object only to clusters that still know it. */
function isGuarded({ prints }: KubernetesFile, { header }: KubernetesObject): boolean {
  let block = blockAt(prints, header.span.start);
  while (block !== undefined && !block.text.includes('.Capabilities')) block = block.outer;
  return block !== undefined;
}

/** The resource of a role's rule that lets its holders use policies. */
function policyUse(object: KubernetesObject, view: View): Entry | undefined {
  const whole = view.section(object.map);
  for (const entry of view.entries(whole, 'rules').found) {
    const rule = view.sectionOf(entry, whole);
    const verbs = view.list(rule, 'verbs', view.textItem).items;
    if (!verbs.some(({ value }) => value === 'use' || value === '*')) continue;
    const resource = view
      .entries(rule, 'resources')
      .found.find((item) => view.textOf(item) === 'podsecuritypolicies');
    if (resource !== undefined) return resource;
  }
  return undefined;
}

/** The argument with which an API server switches the admission plugin on. */
function pluginPlace(
  { entrypoint, command }: ContainerWorkload,
  view: View,
  { listed }: ContainerNode,
): Place | undefined {
  const words = [entrypoint, command].flatMap((fact) => (isKnown(fact) ? fact.value.words : []));
  if (!words.some((word) => word.includes('PodSecurityPolicy'))) return undefined;
  const item = ['command', 'args']
    .flatMap((key) => view.entries({ ...listed }, key).found)
    .find((entry) => switchesPolicyOn(view.textOf(entry)));
  return item?.place;
}

function switchesPolicyOn(word: unknown): boolean {
  return (
    typeof word === 'string' &&
    /--(?:enable-admission-plugins|admission-control)[= ](?:\S*,)?PodSecurityPolicy\b/.test(word)
  );
}
