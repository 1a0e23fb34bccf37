// Gives the same workload again as long as nothing that it was made of has changed.
import type { ContainerWorkload } from '../../core/workload';
import type { Surroundings } from '../format';
import type { YamlPair, YamlReader } from '../yaml/tree';
import { lower } from './lower';
import type { Service } from './project';
import type { Scope } from './scope';

interface Remembered {
  readonly workload: ContainerWorkload;
  readonly madeOf: readonly unknown[];
  /** The texts of other files that were asked for. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  /** The variables that were asked for, each with what files say of it. */
  readonly variables: ReadonlyMap<string, string>;
  /** Steps of lookup it took: they count again, so that a reading does not depend on the ones before. */
  readonly steps: number;
}

/** By the service's key, which lives as long as its file's text is remembered, then by the project and the service. */
const remembered = new WeakMap<YamlPair, Map<string, Remembered>>();

/** The workload of a service of the project that is read at `path`. */
export function workloadOf(
  service: Service,
  path: string,
  around: Surroundings,
  reader: YamlReader,
): ContainerWorkload {
  const { pair } = service.key;
  const { scope } = service.source;
  const name = `${path}#${service.id}`;
  const known = remembered.get(pair)?.get(name);
  if (known !== undefined && isCurrent(known, service, around)) {
    reader.take(known.steps);
    return known.workload;
  }
  const texts = new Map<string, string | undefined>();
  const before = reader.taken();
  scope.asked.clear();
  const workload = lower(service, (wanted) => {
    const text = around.text(wanted);
    texts.set(wanted, text);
    return text;
  });
  const steps = reader.taken() - before;
  const variables = new Map([...scope.asked].map((asked) => [asked, said(scope, asked)]));
  const entry: Remembered = { workload, madeOf: service.madeOf, texts, variables, steps };
  if (reader.exhausted()) return workload;
  const entries = remembered.get(pair) ?? new Map<string, Remembered>();
  entries.set(name, entry);
  remembered.set(pair, entries);
  return workload;
}

function isCurrent(
  { madeOf, texts, variables }: Remembered,
  service: Service,
  around: Surroundings,
): boolean {
  let current =
    madeOf.length === service.madeOf.length && madeOf.every((part, index) => part === service.madeOf[index]);
  for (const [name, value] of variables) if (said(service.source.scope, name) !== value) current = false;
  // Every file is asked for, so that whoever watches the questions knows all that the answer rests on.
  for (const [path, text] of texts) if (around.text(path) !== text) current = false;
  return current;
}

/** What files say of a variable, as one text. */
function said(scope: Scope, name: string): string {
  return JSON.stringify(scope.lookup(name) ?? null);
}
