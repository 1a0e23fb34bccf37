// What would flip the word: every gate toggled, every criterion taken away, reversed or learned, and pairs if none does.
import { type Decision, decide, type Inputs, type Judgement, type Placement } from './decide';
import type { GateState } from './gate';
import { type CriterionId, certainties, criterionIds, type GateId, weights } from './weights';

/** One change of the inputs. */
export type Change =
  | { readonly kind: 'criterion'; readonly id: CriterionId; readonly e: number; readonly certainty: number }
  | { readonly kind: 'gate'; readonly id: GateId; readonly state: GateState };

/** Changes that together flip the word. */
export interface Turn {
  readonly changes: readonly [Change, ...Change[]];
  readonly to: Placement;
  /** How much it takes: weight times the difference of certainty times e; 0 for a gate that something points to. */
  readonly size: number;
}

/** What an answer about foreign code makes of K9, as in its criterion. */
const foreignCode = { met: -1, 'not-met': 0.5 } as const;

/** The inputs after the changes. Gate G3 and criterion K9 rest on one question, so that G3 takes K9 along. */
export function changed(inputs: Inputs, changes: readonly Change[]): Inputs {
  let { judgements, gates } = inputs;
  for (const change of changes) {
    if (change.kind === 'gate') {
      const { id, state } = change;
      gates = [...gates.filter((gate) => gate.id !== id), { id, state, certainty: certainties.answer }];
      if (id === 'G3' && (state === 'met' || state === 'not-met')) {
        judgements = withJudgement(judgements, 'K9', foreignCode[state], certainties.answer);
      }
    } else {
      judgements = withJudgement(judgements, change.id, change.e, change.certainty);
    }
  }
  return { ...inputs, judgements, gates };
}

function withJudgement(
  judgements: readonly Judgement[],
  id: CriterionId,
  e: number,
  certainty: number,
): readonly Judgement[] {
  return [...judgements.filter((other) => other.id !== id), { id, weight: weights[id], e, certainty }];
}

/**
 * The turns of one change, smallest first, each criterion and gate at most once per word; without any, the smallest
 * pair; without that, none. To `undecided` is no turn: it gives no other word.
 */
export function turns(inputs: Inputs): readonly Turn[] {
  const now = decide(inputs).placement;
  const steps = possibleChanges(inputs);
  const single = steps.flatMap((change) => turn(inputs, now, [change]));
  const words = (found: readonly Turn[]): readonly Turn[] => found.filter(({ to }) => to !== 'undecided');
  const found = words(single).length > 0 ? words(single) : pairs(inputs, now, steps);
  const sorted = [...found].sort((a, b) => a.size - b.size);
  const seen = new Set<string>();
  return sorted.filter(({ changes, to }) => {
    const key = `${changes.map(({ id }) => id).join('+')} ${to}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function pairs(inputs: Inputs, now: Placement, steps: readonly Change[]): readonly Turn[] {
  // As long as a gate that decides stays met, nothing else turns the word.
  const { decidedBy } = decide(inputs);
  const firsts = decidedBy === undefined ? steps : steps.filter((step) => step.id === decidedBy);
  const found = firsts.flatMap((one) =>
    steps.flatMap((other) => (one.id === other.id ? [] : turn(inputs, now, [one, other]))),
  );
  const words = found.filter(({ to }) => to !== 'undecided');
  const smallest = Math.min(...words.map(({ size }) => size));
  return words.filter(({ size }) => size === smallest).slice(0, 1);
}

function turn(inputs: Inputs, now: Placement, changes: readonly [Change, ...Change[]]): readonly Turn[] {
  const to = decide(changed(inputs, changes)).placement;
  if (to === now) return [];
  return [{ changes, to, size: changes.reduce((sum, change) => sum + sizeOf(inputs, change), 0) }];
}

function sizeOf(inputs: Inputs, change: Change): number {
  // A gate without any sign is the least likely change: it sorts behind every criterion.
  if (change.kind === 'gate') return inputs.gates.some(({ id }) => id === change.id) ? 0 : 100;
  const before = inputs.judgements.find(({ id }) => id === change.id);
  const was = before === undefined ? 0 : before.e * before.certainty;
  return weights[change.id] * Math.abs(change.e * change.certainty - was);
}

function possibleChanges(inputs: Inputs): readonly Change[] {
  return [...gateChanges(inputs), ...criterionIds.flatMap((id) => criterionChanges(inputs, id))];
}

function gateChanges(inputs: Inputs): readonly Change[] {
  const toggles: Change[] = [];
  for (const { id, state } of inputs.gates) {
    if (state !== 'met') toggles.push({ kind: 'gate', id, state: 'met' });
    if (state !== 'not-met') toggles.push({ kind: 'gate', id, state: 'not-met' });
  }
  // Without a sign, only G4 can still come up: G3 is K9 learned, and the others would change what the file says.
  if (!inputs.gates.some(({ id }) => id === 'G4')) toggles.push({ kind: 'gate', id: 'G4', state: 'met' });
  return toggles;
}

function criterionChanges(inputs: Inputs, id: CriterionId): readonly Change[] {
  if (id === 'K9' && inputs.gates.some((gate) => gate.id === 'G3')) return [];
  const known = inputs.judgements.find((judgement) => judgement.id === id);
  const to = (e: number, certainty: number): Change => ({ kind: 'criterion', id, e, certainty });
  if (known === undefined || known.e === 0) return [to(1, certainties.answer), to(-1, certainties.answer)];
  const { e, certainty } = known;
  const learned =
    certainty <= certainties.hint ? [to(1, certainties.answer), to(-1, certainties.answer)] : [];
  return [to(0, certainty), to(-e, certainty), ...learned];
}

/** Criteria whose answer would flip the word, by weight, heaviest first: what is worth asking. */
export function decisiveCriteria(inputs: Inputs, open: readonly CriterionId[]): readonly CriterionId[] {
  const now: Decision = decide(inputs);
  const flips = (id: CriterionId): boolean =>
    [1, -1].some((e) => {
      const change: Change = { kind: 'criterion', id, e, certainty: certainties.answer };
      const { placement } = decide(changed(inputs, [change]));
      return placement !== now.placement && placement !== 'undecided';
    });
  return open.filter(flips).sort((a, b) => weights[b] - weights[a]);
}
