// What other objects say about a pod: RuntimeClasses, limit ranges, autoscalers, in the same file or folder.
import { type Fact, isKnown, notStated, stated } from '../../core/fact';
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import type { Surroundings } from '../format';
import { parseYaml } from '../yaml/parse';
import { resolve, type YamlValue } from '../yaml/tree';
import { type View, viewOf } from './access';
import { type KubernetesFile, type KubernetesObject, parse } from './parse';

/** What is known of the objects around a pod. */
export interface Cluster {
  /** The OCI runtime that a RuntimeClass stands for, where the class is among the files. */
  handlerOf(runtimeClass: string): Fact<string> | undefined;
  /** A LimitRange that sets limits in the namespace. */
  limitRangeFor(namespace: Fact<string>): Place | undefined;
  /** What scales an object of this kind and name. */
  autoscalerOf(kind: string, name: string): Place | undefined;
}

/** Kinds that speak about pods of other files; a text without them needs no reading. */
const speaking = /\bkind["']?\s*:\s*["']?(?:RuntimeClass|LimitRange|HorizontalPodAutoscaler|ScaledObject)\b/;

/** Most files of a folder that are looked at. */
const maxNeighbours = 200;

interface Found {
  readonly object: KubernetesObject;
  readonly view: View;
}

/** Looks into the file first, and into its folder only when something is asked for. */
export function clusterOf(file: KubernetesFile, path: string, around: Surroundings): Cluster {
  let all: readonly Found[] | undefined;
  const found = (kinds: readonly string[]): readonly Found[] => {
    all ??= [...objectsOf(file, path), ...neighbours(path, around)];
    return all.filter(({ object }) => kinds.includes(object.kind));
  };
  return {
    handlerOf(runtimeClass) {
      const match = found(['RuntimeClass']).find(({ object }) => object.name === runtimeClass);
      return match?.view.scalar(match.view.section(match.object.map), 'handler', (text) => text, notStated);
    },
    limitRangeFor(namespace) {
      const match = found(['LimitRange']).find(({ object, view }) => {
        const other = namespaceOf(object, view);
        return !isKnown(other) || !isKnown(namespace) || other.value === namespace.value;
      });
      return match?.view.at(match.object.header.span);
    },
    autoscalerOf(kind, name) {
      const match = found(['HorizontalPodAutoscaler', 'ScaledObject']).find(({ object, view }) => {
        const target = view.inner(view.inner(view.section(object.map), 'spec'), 'scaleTargetRef');
        const targetKind = view.scalar(target, 'kind', (text) => text, notStated);
        const targetName = view.scalar(target, 'name', (text) => text, notStated);
        return (
          isKnown(targetName) &&
          targetName.value === name &&
          (!isKnown(targetKind) || targetKind.value === kind)
        );
      });
      return match?.view.at(match.object.header.span);
    },
  };
}

/** The namespace that an object names. */
export function namespaceOf(object: KubernetesObject, view: View): Fact<string> {
  const metadata = view.inner(view.section(object.map), 'metadata');
  return view.scalar(metadata, 'namespace', (text) => text || undefined, notStated);
}

function objectsOf(file: KubernetesFile, path: string): readonly Found[] {
  const view = viewOf(file, path);
  return file.objects.map((object) => ({ object, view }));
}

function neighbours(path: string, around: Surroundings): readonly Found[] {
  return textsAround(path, around).flatMap(([other, text]) =>
    speaking.test(text) ? objectsOf(parse(text), other) : [],
  );
}

/** The other YAML files of the folder. */
export function textsAround(
  path: string,
  around: Surroundings,
): readonly (readonly [path: string, text: string])[] {
  const folder = folderOf(path);
  const own = fileNameOf(path);
  return around
    .names(folder)
    .filter((name) => name !== own && /\.ya?ml$/i.test(name))
    .slice(0, maxNeighbours)
    .flatMap((name) => {
      const other = resolvePath(folder, name);
      const text = around.text(other);
      return text === undefined ? [] : [[other, text] as const];
    });
}
