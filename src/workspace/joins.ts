// Joins what several files say about one container: the service that runs it, and the Dockerfile stage it is built from.
import { type Fact, type Facts, imageDecides, is, isKnown } from '../core/fact';
import type { ContainerWorkload } from '../core/workload';

const joined = new WeakMap<ContainerWorkload, readonly [ContainerWorkload, ContainerWorkload]>();

/**
 * The service with what its image says wherever only the image decides; places stay in the image's file. The same two
 * give the same object, by which rules know that nothing changed.
 */
export function withImage(service: ContainerWorkload, image: ContainerWorkload): ContainerWorkload {
  const known = joined.get(service);
  if (known?.[0] === image) return known[1];
  const fact = <T>(own: Fact<T>, its: Fact<T>): Fact<T> => (own === imageDecides ? its : own);
  const facts = <T>(own: Facts<T>, its: Facts<T>): Facts<T> =>
    own.rest === imageDecides ? { ...its, items: [...own.items, ...its.items] } : own;
  const startsItself = isKnown(service.entrypoint);
  const result: ContainerWorkload = {
    ...service,
    // The tag that a build gets says nothing; what it is built on does.
    image: image.image,
    operatingSystem: image.operatingSystem,
    stages: image.stages,
    user: fact(service.user, image.user),
    entrypoint: fact(service.entrypoint, image.entrypoint),
    // An entrypoint of its own leaves the image's CMD out.
    command: startsItself ? service.command : fact(service.command, image.command),
    exposed: facts(service.exposed, image.exposed),
    // That a service states no check is implied only as long as its image is not known.
    healthcheck: isLeftOpen(service.healthcheck) ? image.healthcheck : service.healthcheck,
    stopSignal: fact(service.stopSignal, image.stopSignal),
    mounts: withVolumes(service.mounts, image.mounts),
    software: {
      packages: facts(service.software.packages, image.software.packages),
      services: facts(service.software.services, image.software.services),
      kernelModules: facts(service.software.kernelModules, image.software.kernelModules),
    },
  };
  joined.set(service, [image, result]);
  return result;
}

function isLeftOpen(fact: Fact<boolean>): boolean {
  return fact === imageDecides || (fact.state === 'implied' && fact.place === undefined);
}

/** The service's mounts and those anonymous volumes of the image that nothing is mounted over. */
function withVolumes(
  own: ContainerWorkload['mounts'],
  its: ContainerWorkload['mounts'],
): ContainerWorkload['mounts'] {
  const targets = new Set(own.items.map(({ value }) => value.target));
  const volumes = its.items.filter(({ value }) => !targets.has(value.target));
  return { ...own, items: [...own.items, ...volumes] };
}

const answered = new WeakMap<
  ContainerWorkload,
  { readonly runs: readonly ContainerWorkload[]; readonly image: ContainerWorkload }
>();

/**
 * The image with what every one of its known runs decides instead of it: another user, an init of the engine, a health
 * check. Where the runs differ, the image's own word stands. `runs` are the services before they were joined.
 */
export function withRuns(image: ContainerWorkload, runs: readonly ContainerWorkload[]): ContainerWorkload {
  if (runs.length === 0) return image;
  const known = answered.get(image);
  if (known?.runs.length === runs.length && known.runs.every((run, index) => run === runs[index]))
    return known.image;
  const common = <T>(of: (run: ContainerWorkload) => Fact<T>): Fact<T> | undefined => {
    const [first, ...others] = runs.map(of);
    if (first?.state !== 'stated') return undefined;
    return others.every((other) => is(other, first.value)) ? first : undefined;
  };
  const result: ContainerWorkload = {
    ...image,
    user: common(({ user }) => user) ?? image.user,
    engineInit: common(({ engineInit }) => engineInit) ?? image.engineInit,
    healthcheck: common(({ healthcheck }) => healthcheck) ?? image.healthcheck,
    stopSignal: common(({ stopSignal }) => stopSignal) ?? image.stopSignal,
    userNamespace: common(({ userNamespace }) => userNamespace) ?? image.userNamespace,
    runtime: common(({ runtime }) => runtime) ?? image.runtime,
    lifetime: common(({ lifetime }) => lifetime) ?? image.lifetime,
  };
  answered.set(image, { runs, image: result });
  return result;
}
