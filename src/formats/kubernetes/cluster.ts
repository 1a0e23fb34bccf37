// What other objects say about a pod or a namespace, in the same file or folder.
import { type Fact, isKnown, notStated, stated } from '../../core/fact';
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Place } from '../../core/span';
import type { Surroundings } from '../format';
import { ofRecentTexts } from '../recent';
import type { View } from '../yaml/view';
import { viewOf } from './access';
import { type KubernetesFile, type KubernetesObject, parse, podOf, reopened } from './parse';

/** An object with the view of its file. */
export interface Found {
  readonly object: KubernetesObject;
  readonly view: View;
  readonly file: KubernetesFile;
}

/** What is known of the objects around. */
export interface Cluster {
  /** The OCI runtime that a RuntimeClass stands for, where the class is among the files. */
  handlerOf(runtimeClass: string): Fact<string> | undefined;
  /** A LimitRange that may set limits in the namespace. */
  limitRangeFor(namespace: Fact<string>): Place | undefined;
  /** What scales an object of this kind and name. */
  autoscalerOf(kind: string, name: string): Place | undefined;
  /** The level of the Pod Security Standards that the namespace enforces, where its object is among the files. */
  levelOf(namespace: Fact<string>): Fact<string>;
  /** A pod that names the namespace. */
  podIn(namespace: string): Place | undefined;
  /** A policy of an admission controller beside Kubernetes' own. */
  otherPolicy(): Place | undefined;
}

/** A text without any of these needs no reading. */
const speaking =
  /\bkind["']?\s*:\s*["']?(?:RuntimeClass|LimitRange|HorizontalPodAutoscaler|ScaledObject|Namespace)\b/;
const withPods = /\b(?:containers|initContainers)["']?\s*:/;
const policy =
  /\bapiVersion["']?\s*:\s*["']?(?:kyverno\.io|(?:constraints|templates)\.gatekeeper\.sh|policies\.kubewarden\.io|security\.openshift\.io)\/|\bkind["']?\s*:\s*["']?ValidatingAdmissionPolicy\b/;

/** Most files of a folder that are looked at. */
const maxNeighbours = 200;

/** Label of a namespace that says what its pods may not do. */
const enforceLabel = 'pod-security.kubernetes.io/enforce';

/** Looks into the file first, and into its folder only when something is asked for. */
export function clusterOf(file: KubernetesFile, path: string, around: Surroundings): Cluster {
  const own = objectsOf(file, path);
  let texts: readonly NeighbourText[] | undefined;
  const neighbours = (): readonly NeighbourText[] => {
    texts ??= textsAround(path, around);
    return texts;
  };
  const found = searchFrom(file, path, around, speaking);
  return {
    handlerOf(runtimeClass) {
      const match = found('RuntimeClass').find(({ object }) => object.name === runtimeClass);
      return match && handlerOf(match.object, match.view);
    },
    limitRangeFor(namespace) {
      const match = found('LimitRange').find(({ object, view }) => {
        const other = namespaceOf(object, view);
        return !isKnown(other) || !isKnown(namespace) || other.value === namespace.value;
      });
      return match?.view.at(match.object.header.span);
    },
    autoscalerOf(kind, name) {
      const scalers = [...found('HorizontalPodAutoscaler'), ...found('ScaledObject')];
      const match = scalers.find(({ object, view }) => {
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
    levelOf(namespace) {
      if (!isKnown(namespace)) return namespace;
      const match = found('Namespace').find(({ object }) => object.name === namespace.value);
      if (match === undefined) return notStated;
      const { view, object } = match;
      const labels = view.inner(view.inner(view.section(object.map), 'metadata'), 'labels');
      return view.scalar(labels, enforceLabel, (text) => text, notStated);
    },
    podIn(namespace) {
      const placeIn = (objects: readonly Found[]): Place | undefined => {
        const match = objects.find(({ object, view, file: source }) => {
          const named = namespaceOf(object, view);
          return isKnown(named) && named.value === namespace && podOf(source.reader, object) !== undefined;
        });
        return match?.view.at(match.object.header.span);
      };
      const here = placeIn(own);
      if (here !== undefined) return here;
      for (const other of neighbours()) {
        if (!withPods.test(other.text) || !other.text.includes(namespace)) continue;
        const place = placeIn(read(other));
        if (place !== undefined) return place;
      }
      return undefined;
    },
    otherPolicy() {
      for (const { path: other, text } of [{ path, text: file.yaml.text }, ...neighbours()]) {
        const match = policy.exec(text);
        if (match !== null)
          return { path: other, span: { start: match.index, end: match.index + match[0].length } };
      }
      return undefined;
    },
  };
}

/**
 * Finds objects by their kind, those of the file first, then those of its folder. `speaking` is what the text of another
 * file must hold to be worth reading.
 */
export function searchFrom(
  file: KubernetesFile,
  path: string,
  around: Surroundings,
  speaking: RegExp,
): (kind: string) => readonly Found[] {
  let found: ReadonlyMap<string, readonly Found[]> | undefined;
  return (kind) => {
    found ??= byKind([
      ...objectsOf(file, path),
      ...textsAround(path, around).flatMap((other) => (speaking.test(other.text) ? read(other) : [])),
    ]);
    return found.get(kind) ?? [];
  };
}

/** The OCI runtime of a RuntimeClass. */
export function handlerOf(object: KubernetesObject, view: View): Fact<string> {
  return view.scalar(view.section(object.map), 'handler', (text) => text || undefined, notStated);
}

/** The namespace that an object names. */
export function namespaceOf(object: KubernetesObject, view: View): Fact<string> {
  const metadata = view.inner(view.section(object.map), 'metadata');
  return view.scalar(metadata, 'namespace', (text) => text || undefined, notStated);
}

/** Whether something was found, which can be told of the files around: where it is, else that it is not there. */
export function presence(found: Place | undefined, otherwise: Place): Fact<boolean> {
  return stated(found !== undefined, found ?? otherwise);
}

function objectsOf(file: KubernetesFile, path: string): readonly Found[] {
  const view = viewOf(file, path);
  return file.objects.map((object) => ({ object, view, file }));
}

function byKind(all: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const kinds = new Map<string, Found[]>();
  for (const found of all) {
    const { kind } = found.object;
    const same = kinds.get(kind);
    if (same === undefined) kinds.set(kind, [found]);
    else same.push(found);
  }
  return kinds;
}

interface NeighbourText {
  readonly path: string;
  readonly text: string;
}

/** Characters of neighbours that stay read; every file of a folder asks for the same ones. */
const roomForNeighbours = 500_000;

const parseNeighbour = ofRecentTexts(parse, roomForNeighbours);

function read({ path, text }: NeighbourText): readonly Found[] {
  return objectsOf(reopened(parseNeighbour(text)), path);
}

/** The other YAML files of the folder. */
function textsAround(path: string, around: Surroundings): readonly NeighbourText[] {
  const folder = folderOf(path);
  const own = fileNameOf(path);
  return around
    .names(folder)
    .filter((name) => name !== own && /\.ya?ml$/i.test(name))
    .slice(0, maxNeighbours)
    .flatMap((name) => {
      const other = resolvePath(folder, name);
      const text = around.text(other);
      return text === undefined ? [] : [{ path: other, text }];
    });
}
