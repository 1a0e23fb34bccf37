// What scripts do to a system, as facts of a machine: collected while its definition is read, script by script.
import { type Known, listed, type Stated, stated, type Unknown, unknown } from '../core/fact';
import type { Place, Span } from '../core/span';
import type { Secret, Software } from '../core/workload';
import type { ScriptFacts } from './shell/facts';
import { type UpdateStep, type Updating, updatesIn } from './shell/updates';
import type { WindowsFacts } from './windows/commands';

/** What scripts have given so far. */
export interface SoftwareDraft {
  readonly packages: Known<string>[];
  readonly services: Known<string>[];
  readonly kernelModules: Known<string>[];
  readonly secrets: Known<Secret>[];
  readonly updates: Stated<Updating>[];
  /** Why there may be more of each. */
  readonly rest: { packages?: Unknown; services?: Unknown; kernelModules?: Unknown };
}

/** Where a span of a script stands. */
export type Locate = (span: Span) => Place;

/** A draft of which nothing is known. */
export function emptySoftware(): SoftwareDraft {
  return { packages: [], services: [], kernelModules: [], secrets: [], updates: [], rest: {} };
}

/** There may be more software than was read. */
export function closeSoftware({ rest }: SoftwareDraft, why: Unknown): void {
  rest.packages ??= why;
  rest.services ??= why;
  rest.kernelModules ??= why;
}

const variableDecides = {
  en: 'A variable of the script decides it.',
  de: 'Eine Variable des Skripts entscheidet es.',
};

/** Adds what a shell script does; `script` is the text the facts were read from. */
export function addShell(draft: SoftwareDraft, script: string, facts: ScriptFacts, at: Locate): void {
  const { rest } = draft;
  const open = (span: Span | undefined): Unknown | undefined => span && unknown(variableDecides, at(span));
  for (const found of facts.packages) {
    // A name that goes on with an expansion is none.
    if (found.isPrefix) rest.packages ??= unknown(variableDecides, at(found));
    else if (found.kind === 'system') draft.packages.push(stated(found.name, at(found)));
  }
  for (const found of facts.services) draft.services.push(stated(found.name, at(found)));
  for (const found of facts.kernelModules) draft.kernelModules.push(stated(found.name, at(found)));
  for (const { account, quality, ...span } of facts.passwords) {
    if (quality !== 'literal' && quality !== 'well-known') continue;
    draft.secrets.push(stated({ kind: 'password', name: account ?? 'shell', quality }, at(span)));
  }
  const packages = open(facts.unknownPackages[0]);
  const services = open(facts.unknownServices[0]);
  const kernelModules = open(facts.unknownKernelModules[0]);
  if (packages !== undefined) rest.packages ??= packages;
  if (services !== undefined) rest.services ??= services;
  if (kernelModules !== undefined) rest.kernelModules ??= kernelModules;
  addUpdates(draft, updatesIn(script, facts.commands), at);
}

/** Adds what commands of Windows do. Only what is known of them is looked for, so that there may be more. */
export function addWindows(draft: SoftwareDraft, facts: WindowsFacts, at: Locate): void {
  for (const { name, ...span } of facts.packages) draft.packages.push(stated(name, at(span)));
  for (const { name, ...span } of facts.services) draft.services.push(stated(name, at(span)));
  for (const { account, quality, ...span } of facts.passwords)
    draft.secrets.push(stated({ kind: 'password', name: account, quality }, at(span)));
  addUpdates(draft, facts.updates, at);
}

/** Adds what is said about updates. */
export function addUpdates({ updates }: SoftwareDraft, steps: readonly UpdateStep[], at: Locate): void {
  for (const { how, ...span } of steps) updates.push(stated(how, at(span)));
}

/** The software of a draft that nothing is added to any more. */
export function softwareOf({ packages, services, kernelModules, rest }: SoftwareDraft): Software {
  return {
    packages: listed(packages, rest.packages),
    services: listed(services, rest.services),
    kernelModules: listed(kernelModules, rest.kernelModules),
  };
}
