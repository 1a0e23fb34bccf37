// What a Compose service sees of the host and of volumes.
import { type Facts, isKnown, join, type Known, stated, type Unknown, unknown } from '../../core/fact';
import type { Mount } from '../../core/workload';
import { boolean, isPath, propagation as propagationOf, volumeParts } from '../container-options/values';
import { hasHole, restore } from '../variables';
import { isTemplated } from '../yaml/mask';
import * as messages from './messages';
import { type Section, sectionOf } from './section';
import { type Found, known, mapOf, textItem, undecided, wordsOf } from './words';

/** The mounts; a stronger file replaces what has the same target. `root` holds the volumes of the project. */
export function mountsOf(service: Section, root: Section): Facts<Mount> {
  const target = (mount: Mount): string => mount.target;
  const declared = service.list('volumes', (item) => volume(item, root), target);
  const temporary = service.list('tmpfs', tmpfs, target);
  const shared = service.get('volumes_from');
  return join(
    declared,
    temporary,
    shared === undefined ? undefined : unknown(messages.otherVolumes, shared.place),
  );
}

const tmpfs = textItem<Mount>((text, words) => {
  const [target = '', options = ''] = text.split(':');
  if (target === '' || hasHole(target)) return undecided(words);
  return { kind: 'tmpfs', target, readOnly: options.split(',').includes('ro') };
});

function volume(item: Found, root: Section): readonly Known<Mount>[] | Unknown {
  const map = mapOf(item);
  if (map !== undefined) return longVolume(sectionOf(item, map), item, root);
  const words = wordsOf(item);
  if (words === null) return [];
  if ('state' in words) return words;
  const open = undecided(words);
  const parts = volumeParts(words.text);
  if (parts === undefined) return open ?? unknown(messages.notUnderstood, words.place);
  const { source, target, options } = parts;
  // A variable is kept as written inside a path, but one that stands for everything or for the mode says nothing.
  const vague = source === undefined ? hasHole(target) : hasHole(options.join());
  if (open !== undefined && (vague || isTemplated(words.text))) return open;
  const mount = mountOf(
    source === undefined ? undefined : restore(source, words),
    restore(target, words),
    options.includes('ro') || options.includes('readonly'),
    root,
  );
  const spread = options.map(propagationOf).find((found) => found !== undefined);
  return [
    known(spread === undefined ? mount : { ...mount, propagation: stated(spread, words.place) }, words),
  ];
}

/** A mount by its source; a named volume that binds a directory of the host counts as that bind. */
function mountOf(source: string | undefined, target: string, readOnly: boolean, root: Section): Mount {
  const bound = source === undefined || isPath(source) ? undefined : boundDirectory(source, root);
  const from = bound ?? source;
  const kind =
    from === undefined ? 'volume' : isPath(from) ? 'bind' : from.includes('$') ? 'other' : 'volume';
  return {
    kind,
    target,
    readOnly,
    ...(from === undefined ? {} : { source: from }),
  };
}

/** The host's directory behind a top-level volume with `driver_opts: {o: bind, device: …}`. */
function boundDirectory(name: string, root: Section): string | undefined {
  const options = root.inner('volumes').inner(name).inner('driver_opts');
  const text = (key: string): string | undefined => {
    const found = textOf(options, key);
    return typeof found === 'string' ? found : undefined;
  };
  return text('o')?.split(',').includes('bind') === true ? text('device') : undefined;
}

/** A text with its open variables as written. */
function textOf(from: Section, key: string): string | Unknown | undefined {
  const found = from.get(key);
  const words = found === undefined ? null : wordsOf(found);
  if (words === null) return undefined;
  if ('state' in words) return words;
  if (isTemplated(words.text)) return unknown(messages.templateDecides, words.place);
  return restore(words.text, words);
}

function longVolume(long: Section, { place }: Found, root: Section): readonly Known<Mount>[] | Unknown {
  const first = (...keys: readonly string[]): string | Unknown | undefined =>
    keys.map((key) => textOf(long, key)).find((found) => found !== undefined);
  const type = first('type') ?? 'volume';
  const source = first('source', 'src');
  const target = first('target', 'destination', 'dst');
  const readOnly = long.scalar('read_only', boolean, stated(false, place));
  for (const part of [type, source, target, readOnly]) {
    if (part !== undefined && typeof part === 'object' && part.state === 'unknown') return part;
  }
  if (typeof type !== 'string' || typeof target !== 'string' || typeof source === 'object') {
    return unknown(messages.notUnderstood, place);
  }
  const bind = long.inner('bind');
  const propagation = textOf(bind, 'propagation');
  const spread = typeof propagation === 'string' ? propagationOf(propagation) : undefined;
  const own = bind.get('propagation');
  const mount = {
    ...mountOf(source, target, isKnown(readOnly) && readOnly.value, root),
    ...(own === undefined || spread === undefined ? {} : { propagation: stated(spread, own.place) }),
  };
  if (type === 'volume') return [stated(mount, place)];
  // A named pipe is an object of the host, like a bound file.
  const kind = type === 'bind' || type === 'npipe' ? 'bind' : type === 'tmpfs' ? 'tmpfs' : 'other';
  return [stated({ ...mount, kind }, place)];
}
