// The files around one text: where they come from, what was asked of them, and the joins of runs and images.
import { isKnown } from '../core/fact';
import type { FormatId } from '../core/format';
import { resolvePath } from '../core/path';
import type { Build, ContainerWorkload, Workload } from '../core/workload';
import type { Reading, Surroundings } from '../formats/format';
import { imageName } from '../knowledge/images';
import { withImage, withRuns } from '../workspace/joins';
import { foldersUp } from './folders';

/** Where other files come from; what takes time is answered by a promise. Paths are those of `core/path.ts`. */
export interface FileSource {
  /** The text of a file; `undefined` where there is none or it cannot be read. */
  text(path: string): string | undefined | Promise<string | undefined>;
  /** Names of the files directly in a folder, in the order of names; the list of no other folder. */
  names(folder: string): readonly string[] | Promise<readonly string[]>;
  /**
   * Paths of all files in a folder and below it that .gitignore does not leave out, in the order of names, of a list some
   * seconds old at most; absent where nobody can list them.
   */
  below?(folder: string): readonly string[];
}

/** No other files at all. */
export const noFiles: FileSource = { text: () => undefined, names: () => [] };

/** Surroundings that remember what was asked, and what must still be loaded before the answer is right. */
export interface Recorder {
  readonly around: Surroundings;
  /** Other files whose texts were used, found or not. */
  readonly asked: ReadonlySet<string>;
  /** See `FileSource.below`; empty where nobody can list them. */
  below(folder: string): readonly string[];
  /** Loads what was missing; resolves to whether anything was. */
  load(): Promise<boolean>;
  /** Makes the next `load` wait for something else that was missing. */
  await(missing: Promise<unknown>): void;
}

/** Records what one analysis asks of a source. */
export function recorder(source: FileSource): Recorder {
  const texts = new Map<string, string | undefined>();
  const folders = new Map<string, readonly string[]>();
  const asked = new Set<string>();
  let missing: Promise<unknown>[] = [];
  function answer<T>(known: Map<string, T>, key: string, ask: () => T | Promise<T>, meanwhile: T): T {
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found ?? meanwhile;
    const given = ask();
    if (!(given instanceof Promise)) {
      known.set(key, given);
      return given;
    }
    missing.push(given.then((value) => known.set(key, value)));
    return meanwhile;
  }
  return {
    asked,
    below: (folder) => source.below?.(folder) ?? [],
    around: {
      text(path) {
        asked.add(path);
        return answer(texts, path, () => source.text(path), undefined);
      },
      names: (folder) => answer(folders, folder, () => source.names(folder), []),
    },
    async load() {
      const waiting = missing;
      missing = [];
      await Promise.all(waiting);
      return waiting.length > 0;
    },
    await: (promise) => void missing.push(promise),
  };
}

/** How many folders above a Dockerfile are searched for files that build it; an estimate of how deep projects nest. */
const levelsUp = 4;

/** Reads another file of the project; `undefined` while its format or grammar is being loaded. */
export interface Readers {
  /** The workloads of a file, by itself; the same object as long as neither it nor what it was read with changes. */
  read(path: string, text: string): Reading | undefined;
  /** The image that a build makes of a file. */
  readImage(path: string, text: string, build: Build): Reading | undefined;
  formatOf(path: string): FormatId | undefined;
  /** Whether a file of that name may be one of ours. */
  mayBeOurs(path: string): boolean;
}

/** The image that a service is built from, where its Dockerfile is there and can be read. */
function imageOf(
  service: ContainerWorkload,
  around: Surroundings,
  readers: Readers,
): ContainerWorkload | undefined {
  const { build } = service;
  if (build === undefined || !isKnown(build.dockerfile)) return undefined;
  const path = build.dockerfile.value;
  const text = around.text(path);
  const [image] = text === undefined ? [] : (readers.readImage(path, text, build)?.workloads ?? []);
  return image?.kind === 'container' ? image : undefined;
}

/** By the list of a folder's names, which a source gives again as long as nothing changed: many files ask about one folder. */
const runFilesAmong = new WeakMap<readonly string[], readonly string[]>();

/** Files of a folder that may say how an image is run: Compose files and devcontainers. */
function runFilesIn(folder: string, around: Surroundings, { formatOf }: Readers): readonly string[] {
  const names = around.names(folder);
  const known = runFilesAmong.get(names);
  if (known !== undefined) return known;
  const files = names
    .map((name) => resolvePath(folder, name))
    .filter((file) => ['compose', 'devcontainer'].includes(formatOf(file) ?? ''));
  runFilesAmong.set(names, files);
  return files;
}

/** Such files beside or above a path. */
function runFiles(path: string, around: Surroundings, readers: Readers): string[] {
  return [...foldersUp(path, around, levelsUp)].flatMap((folder) =>
    [folder, resolvePath(folder, '.devcontainer')].flatMap((place) => runFilesIn(place, around, readers)),
  );
}

/** The services near a path, by themselves. */
function servicesNear(path: string, around: Surroundings, readers: Readers): ContainerWorkload[] {
  const files = [...new Set(runFiles(path, around, readers))].filter((file) => file !== path);
  return files.flatMap((file) => {
    const text = around.text(file);
    const workloads = text === undefined ? [] : (readers.read(file, text)?.workloads ?? []);
    return workloads.filter((workload) => workload.kind === 'container');
  });
}

/** The workloads of a reading, each with what the other files of its project say about it. */
export function joinAll(
  workloads: readonly Workload[],
  around: Surroundings,
  readers: Readers,
): readonly Workload[] {
  const nearby = new Map<string, readonly ContainerWorkload[]>();
  function near(path: string): readonly ContainerWorkload[] {
    const services = nearby.get(path) ?? servicesNear(path, around, readers);
    nearby.set(path, services);
    return services;
  }
  const makers = new Map<readonly Workload[], ReadonlyMap<string, ContainerWorkload>>();
  function makersIn(group: readonly Workload[]): ReadonlyMap<string, ContainerWorkload> {
    const known = makers.get(group) ?? makersAmong(group);
    makers.set(group, known);
    return known;
  }
  /** The service that builds the image of this name, in the same project or near it. */
  function makerOf({ image, format, path }: ContainerWorkload): ContainerWorkload | undefined {
    if (!isKnown(image)) return undefined;
    const name = imageName(image.value);
    // A Compose file names what it includes; only other kinds of file take images from files beside them.
    return (
      makersIn(workloads).get(name) ?? (format === 'compose' ? undefined : makersIn(near(path)).get(name))
    );
  }

  return workloads.map((workload) => {
    if (workload.kind !== 'container') return workload;
    if (workload.role === 'image') return withRuns(workload, runsOf(workload));
    const built = workload.build === undefined ? withBuild(workload, makerOf(workload)) : workload;
    const image = imageOf(built, around, readers);
    return image === undefined ? built : withImage(built, image);
  });

  function runsOf(image: ContainerWorkload): readonly ContainerWorkload[] {
    return near(image.path).filter((service) => {
      const dockerfile = service.build?.dockerfile;
      if (dockerfile === undefined || !isKnown(dockerfile) || dockerfile.value !== image.path) return false;
      // Another target ships another stage.
      return imageOf(service, around, readers)?.place.span.start === image.place.span.start;
    });
  }
}

const builtBy = new WeakMap<ContainerWorkload, readonly [Build, ContainerWorkload]>();

/** The workload with the build of the service that makes its image. */
function withBuild(workload: ContainerWorkload, maker: ContainerWorkload | undefined): ContainerWorkload {
  if (maker?.build === undefined) return workload;
  const known = builtBy.get(workload);
  if (known?.[0] === maker.build) return known[1];
  const result = { ...workload, build: maker.build, builtHere: maker.builtHere };
  builtBy.set(workload, [maker.build, result]);
  return result;
}

/** The services that build an image and give it a name, by that name; of several the first. */
function makersAmong(workloads: readonly Workload[]): ReadonlyMap<string, ContainerWorkload> {
  const makers = new Map<string, ContainerWorkload>();
  for (const workload of workloads) {
    if (workload.kind !== 'container' || workload.build === undefined || !isKnown(workload.image)) continue;
    const name = imageName(workload.image.value);
    if (!makers.has(name)) makers.set(name, workload);
  }
  return makers;
}
