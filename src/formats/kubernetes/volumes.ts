// The volumes of a pod, and where its containers mount them.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  join,
  type Known,
  knownValue,
  listed,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place } from '../../core/span';
import type { Mount } from '../../core/workload';
import type { Entry, Section, View } from '../yaml/view';
import * as defaults from './defaults';
import * as messages from './messages';
import type { ContainerNode } from './parse';
import * as values from './values';

interface Volume {
  readonly kind: Mount['kind'];
  readonly source?: Fact<string>;
}

/** The volumes of a pod. */
export interface Volumes {
  /** `hostPath`, `configMap`, `emptyDir`. */
  readonly kinds: Facts<string>;
  readonly byName: ReadonlyMap<string | undefined, Volume>;
  /** Why the pod may have more of them. */
  readonly rest?: Unknown;
  /** Host paths that no container mounts, and the container they are counted for. */
  readonly unmounted: readonly Volume[];
  readonly adopter: ContainerNode | undefined;
}

/** Reads the volumes in a pod's `spec`, and the claims that the object around it makes for each of its pods. */
export function volumesOf(
  view: View,
  spec: Section,
  objectSpec: Section,
  nodes: readonly ContainerNode[],
): Volumes {
  const { scalar } = view;
  const all: [name: string | undefined, volume: Volume][] = [];
  for (const entry of view.entries(objectSpec, 'volumeClaimTemplates').found) {
    const metadata = view.inner(view.sectionOf(entry, {}), 'metadata');
    const name = scalar(metadata, 'name', (text) => text || undefined, notStated);
    if (isKnown(name)) all.push([name.value, { kind: 'volume', source: name }]);
  }
  const list = view.entries(spec, 'volumes');
  const kinds: Known<string>[] = [];
  let rest = list.rest;
  for (const entry of list.found) {
    const volume = view.sectionOf(entry, {});
    if (volume.gap !== undefined) rest = volume.gap;
    if (volume.map === undefined) continue;
    const name = knownValue(scalar(volume, 'name', (text) => text || undefined, notStated));
    const { found } = view.pairs(volume);
    const source = found.find((field) => field.name !== 'name');
    // A volume that names no source is an emptyDir.
    const kind = source?.name ?? 'emptyDir';
    const read = volumeOf(view, kind, source, volume);
    kinds.push(
      stated(kind, read.source?.place ?? (source === undefined ? entry.place : headOf(view, source))),
    );
    all.push([name, read]);
  }

  const mountLists = nodes.map((node) => view.entries({ ...node.listed }, 'volumeMounts'));
  const mounted = new Set(
    mountLists.flatMap(({ found }) =>
      found.map((entry) => knownValue(scalar(view.sectionOf(entry, {}), 'name', (text) => text, notStated))),
    ),
  );
  const mountsAreComplete = mountLists.every(({ rest }) => rest === undefined);

  return {
    kinds: listed(kinds, rest),
    byName: new Map(all),
    ...(rest && { rest }),
    unmounted: mountsAreComplete
      ? all.flatMap(([name, volume]) =>
          volume.kind === 'bind' && (name === undefined || !mounted.has(name)) ? [volume] : [],
        )
      : [],
    adopter: nodes.find(({ position }) => position === 'main'),
  };
}

function headOf({ at }: View, entry: Entry): Place {
  const { statement } = entry;
  return statement.kind === 'pair' ? at(statement.keySpan) : entry.place;
}

function volumeOf(view: View, kind: string, source: Entry | undefined, volume: Section): Volume {
  const fields: Section = source === undefined ? {} : view.sectionOf(source, volume);
  const text = (key: string): Fact<string> =>
    view.scalar(fields, key, (found) => found || undefined, notStated);
  if (kind === 'hostPath') return { kind: 'bind', source: text('path') };
  if (kind === 'persistentVolumeClaim') return { kind: 'volume', source: text('claimName') };
  if (kind !== 'emptyDir') return { kind: 'other' };
  return { kind: is(text('medium'), 'Memory') ? 'tmpfs' : 'volume' };
}

/** What a container mounts of its pod's volumes. */
export function mountsOf(view: View, volumes: Volumes, node: ContainerNode, own: Section): Facts<Mount> {
  const { scalar, sectionOf } = view;

  function mount(entry: Entry): readonly Known<Mount>[] | Unknown {
    const fields = sectionOf(entry, {});
    const name = scalar(fields, 'name', (text) => text || undefined, notStated);
    const target = scalar(fields, 'mountPath', (text) => text || undefined, notStated);
    const readOnly = scalar(fields, 'readOnly', values.boolean, stated(false, entry.place));
    if (!isKnown(name)) return name;
    if (!isKnown(target)) return target;
    if (!isKnown(readOnly)) return readOnly;
    const volume = volumes.byName.get(name.value);
    if (volume === undefined) return volumes.rest ?? unknown(messages.missingVolume, entry.place);
    const { kind, source } = volume;
    if (kind === 'bind' && source !== undefined && !isKnown(source)) return source;
    const within = knownValue(scalar(fields, 'subPath', (text) => text || undefined, notStated));
    const from = source === undefined ? undefined : knownValue(source);
    const propagation = scalar(fields, 'mountPropagation', values.propagation, notStated);
    const result: Mount = {
      kind,
      target: target.value,
      readOnly: readOnly.value,
      ...(from === undefined
        ? {}
        : {
            source: kind === 'bind' && within !== undefined ? `${from.replace(/\/$/, '')}/${within}` : from,
          }),
      ...(propagation.state === 'stated' ? { propagation } : {}),
    };
    return [stated(result, kind === 'bind' && source?.place !== undefined ? source.place : entry.place)];
  }

  /** Host paths that no container of the pod mounts count for its first one. */
  function unmounted(): Facts<Mount> {
    const items = volumes.adopter === node ? volumes.unmounted : [];
    return complete(
      items.flatMap(({ source }) => {
        if (source === undefined || !isKnown(source)) return [];
        const result: Mount = { kind: 'bind', source: source.value, target: source.value, readOnly: false };
        const { why, source: page } = defaults.unmounted;
        return [implied(result, why, page, source.place)];
      }),
    );
  }

  return join(view.list(own, 'volumeMounts', mount), unmounted());
}
