// Workloads for tests: everything the test does not say is unknown, as in a file that does not say it.

import {
  complete,
  type Fact,
  type Facts,
  incomplete,
  type Known,
  notExpressible,
  notStated,
  stated,
} from '../core/fact';
import type { Place } from '../core/span';
import type { ContainerWorkload, Software, VirtualMachine } from '../core/workload';
import { unsaidContainer, unsaidMachine } from '../formats/unsaid';
import { parseImageReference } from '../knowledge/images';
import { operatingSystemOf, operatingSystemOfImage } from '../knowledge/operating-systems';
import type { PlacementContext } from './context';
import type { Answers } from './questions';

const unsure = <T>(): Fact<T> => notStated;
const unsures = <T>(): Facts<T> => incomplete<T>([], notStated);

/** A place in the test's file; every call gives the same one. */
const somewhere: Place = { path: 'compose.yaml', span: { start: 0, end: 1 } };

/** A stated fact. */
export function says<T>(value: T): Known<T> {
  return stated(value, somewhere);
}

/** A complete list of stated facts. */
export function lists<T>(...values: readonly T[]): Facts<T> {
  return complete(values.map(says));
}

/** What a script installs, completely known. */
export function installs(parts: {
  readonly packages?: readonly string[];
  readonly services?: readonly string[];
  readonly kernelModules?: readonly string[];
}): Software {
  return {
    packages: lists(...(parts.packages ?? [])),
    services: lists(...(parts.services ?? [])),
    kernelModules: lists(...(parts.kernelModules ?? [])),
  };
}

/** Software of which nothing is known because a script was not read. */
export const unreadScript: Software = { packages: unsures(), services: unsures(), kernelModules: unsures() };

const cannotSay: Software = {
  packages: incomplete([], notExpressible),
  services: incomplete([], notExpressible),
  kernelModules: incomplete([], notExpressible),
};

function base(name: string) {
  return {
    id: `${somewhere.path}#${name}`,
    name,
    path: somewhere.path,
    place: somewhere,
    body: somewhere,
    memory: unsure<number | 'unlimited'>(),
    cpus: unsure<number | 'unlimited'>(),
    ports: unsures<never>(),
    devices: unsures<never>(),
    software: cannotSay,
    secrets: unsures<never>(),
    operatingSystem: unsure<never>(),
    provisioners: complete<string>([]),
    labels: unsures<never>(),
  };
}

/** A container about which nothing is known but its name and what the test says. */
export function container(name: string, says: Partial<ContainerWorkload> = {}): ContainerWorkload {
  return {
    ...unsaidContainer(notStated),
    ...base(name),
    kind: 'container',
    format: 'compose',
    role: 'service',
    ...says,
  };
}

/** What the reader of Compose files states about a service that says no more than this. */
export function service(
  name: string,
  image: string,
  more: Partial<ContainerWorkload> = {},
): ContainerWorkload {
  const reference = parseImageReference(image);
  const os = operatingSystemOfImage(reference);
  return container(name, {
    image: says(reference),
    builtHere: says(false),
    devices: complete([]),
    capabilitiesAdded: complete([]),
    mounts: complete([]),
    labels: complete([]),
    ...(os === undefined ? {} : { operatingSystem: says(os) }),
    ...more,
  });
}

/** A service that the project builds itself. */
export function ownService(name: string, more: Partial<ContainerWorkload> = {}): ContainerWorkload {
  const { image: _, ...rest } = service(name, 'own', { builtHere: says(true) });
  return container(name, { ...rest, ...more });
}

/** A machine about which nothing is known but its name, its box and what the test says. */
export function machine(name: string, box: string, more: Partial<VirtualMachine> = {}): VirtualMachine {
  const os = operatingSystemOf(box);
  return {
    ...unsaidMachine(notStated),
    ...base(name),
    kind: 'vm',
    role: 'machine',
    format: 'vagrantfile',
    image: says(box),
    devices: complete([]),
    ...(os === undefined ? {} : { operatingSystem: says(os) }),
    ...more,
  };
}

/** A context without host and answers, on a fixed day. */
export function contextOf(group: PlacementContext['group'], answers: Answers = {}): PlacementContext {
  return { group, host: {}, answers, today: '2026-11-21' };
}
