// The arithmetic of the verdict: score, coverage, boundary, confidence and the word, on plain numbers.

import type { GateState } from './gate';
import { type CriterionId, caps, certainties, type GateId, thresholds } from './weights';

/** Where a workload should run; `undecided` when nothing honest can be said. */
export type Placement = 'container' | 'sandboxed-container' | 'vm' | 'hybrid' | 'undecided';

/** What is packaged: an application image, a whole machine, both, or unclear. */
export type Packaging = 'image' | 'machine' | 'both' | 'unclear';

/** Which boundary the need calls for, lowest first. The fine order is this project's own. */
export type Boundary = 'hardened' | 'rootless' | 'own-kernel';

/** A known criterion as numbers. */
export interface Judgement {
  readonly id: CriterionId;
  readonly weight: number;
  /** −1 to +1, as in `Assessment`. */
  readonly e: number;
  /** Above 0, at most 1. */
  readonly certainty: number;
  readonly part?: string;
}

/** A gate as a state and a number. */
export interface GateJudgement {
  readonly id: GateId;
  readonly state: GateState;
  readonly certainty: number;
}

/** All the arithmetic needs; the counterfactual changes it and decides again. */
export interface Inputs {
  /** What the workload is today. */
  readonly present: 'container' | 'vm';
  /** A VM whose purpose is to carry a container engine: both packagings at once. */
  readonly carriesEngine: boolean;
  /** The known criteria, each at most once. */
  readonly judgements: readonly Judgement[];
  /** The gates something points to, each at most once. */
  readonly gates: readonly GateJudgement[];
  /** Sum of the weights of all criteria, known or not. */
  readonly totalWeight: number;
}

/** The word with the numbers that lead to it. */
export interface Decision {
  readonly placement: Placement;
  /** Whole percent, 0 to 90. */
  readonly confidence: number;
  /** S, −1 (VM) to +1 (container); 0 when nothing is known. */
  readonly score: number;
  /** Q, 0 to 1: how much of the weight is known. */
  readonly coverage: number;
  readonly packaging: Packaging;
  readonly boundary: Boundary;
  /** The gate that decided the word, if one did. */
  readonly decidedBy?: GateId;
}

/**
 * What a criterion weighs on S. K9 asks for a boundary, and reaches packaging only by half: foreign code may stay an
 * image behind a kernel of its own.
 */
export function scoreWeight(judgement: { readonly id: CriterionId; readonly weight: number }): number {
  return judgement.id === 'K9' ? judgement.weight / 2 : judgement.weight;
}

/** Decides the word. */
export function decide(inputs: Inputs): Decision {
  const score = scoreOf(inputs.judgements);
  const known = inputs.judgements.reduce((sum, { weight, certainty }) => sum + weight * certainty, 0);
  const coverage = inputs.totalWeight === 0 ? 0 : known / inputs.totalWeight;
  const boundary = boundaryOf(inputs);
  const gate = (id: GateId): GateJudgement | undefined => inputs.gates.find((each) => each.id === id);
  const finish = (placement: Placement, packaging: Packaging, decidedBy?: GateJudgement): Decision => {
    const base = { placement, score, coverage, packaging, boundary };
    const confidence = confidenceOf(inputs, base, decidedBy);
    return decidedBy === undefined
      ? { ...base, confidence }
      : { ...base, confidence, decidedBy: decidedBy.id };
  };

  const machine = [gate('G1'), gate('G4'), gate('G2')].find((each) => each?.state === 'met');
  if (machine !== undefined) return finish('vm', 'machine', machine);
  const nothing = gate('G5');
  if (nothing?.state === 'met') return finish('undecided', 'unclear', nothing);
  if (inputs.carriesEngine) return finish('hybrid', 'both');

  const packaging = packagingOf(inputs, score);
  if (boundary === 'own-kernel' && packaging !== 'machine' && packaging !== 'both') {
    return finish(ownKernelWord(inputs, packaging), packaging);
  }
  if (packaging === 'machine') return finish('vm', packaging);
  if (packaging === 'both') return finish('hybrid', packaging);
  if (packaging === 'unclear' || isUndecidable(inputs, 'G3')) return finish('undecided', packaging);
  return finish('container', packaging);
}

function scoreOf(judgements: readonly Judgement[]): number {
  let sum = 0;
  let weight = 0;
  for (const judgement of judgements) {
    const share = scoreWeight(judgement) * judgement.certainty;
    sum += share * judgement.e;
    weight += share;
  }
  return weight === 0 ? 0 : sum / weight;
}

function packagingOf(inputs: Inputs, score: number): Packaging {
  const module = inputs.gates.find(({ id }) => id === 'G2')?.state;
  const side = sideOf(score, inputs.judgements);
  if (module === 'open' || module === 'undecidable') {
    // The image fits, the kernel part does not: the host has to bring the module, or a machine of its own does.
    return inputs.present === 'vm' || side === 'machine' ? 'machine' : 'both';
  }
  if (module === 'not-met' && inputs.present === 'container') {
    // The host brings the kernel part; where it brings hardware too, the image is bound to that one host.
    const hardware = inputs.judgements.some(({ id, e }) => id === 'K6' && e < 0);
    return side === 'image' && !hardware ? 'image' : 'both';
  }
  // An image of what? As long as nobody says what runs, no reason for an image is a reason to build one.
  return side === 'image' && isUndecidable(inputs, 'G5') ? 'unclear' : side;
}

function isUndecidable(inputs: Inputs, gate: GateId): boolean {
  return inputs.gates.some(({ id, state }) => id === gate && state === 'undecidable');
}

function sideOf(score: number, judgements: readonly Judgement[]): Packaging {
  // A hint may weaken what is known, but no word rests on a name: what is known must say the same without it.
  const solid = scoreOf(judgements.filter(({ certainty }) => certainty > certainties.hint));
  const least = Math.min(Math.abs(score), Math.abs(solid));
  if (least >= thresholds.packaging && score > 0 === solid > 0) return score > 0 ? 'image' : 'machine';
  return splits(judgements) ? 'both' : 'unclear';
}

/** Whether strong reasons of different parts pull in different directions. */
function splits(judgements: readonly Judgement[]): boolean {
  const strong = judgements.filter(({ e }) => Math.abs(e) >= thresholds.strong);
  return strong.some((one) => one.e > 0 && strong.some((other) => other.e < 0 && other.part !== one.part));
}

function boundaryOf(inputs: Inputs): Boundary {
  if (inputs.gates.some(({ id, state }) => id === 'G3' && state === 'met')) return 'own-kernel';
  const need = Math.max(
    0,
    ...inputs.judgements
      .filter(({ id }) => id === 'K9' || id === 'K10')
      .map(({ e, certainty }) => -e * certainty),
  );
  if (need > thresholds.ownKernel) return 'own-kernel';
  return need >= thresholds.rootless ? 'rootless' : 'hardened';
}

function ownKernelWord(inputs: Inputs, packaging: Packaging): Placement {
  // A sandbox brings little to a trusted database (gVisor performance guide), and its data wants a machine anyway.
  const stateful = inputs.judgements.some(({ id, e }) => id === 'K16' && e <= -0.5);
  const foreign = inputs.gates.some(({ id, state }) => id === 'G3' && state === 'met');
  if (stateful && !foreign) return 'vm';
  return packaging === 'unclear' && inputs.present === 'vm' ? 'vm' : 'sandboxed-container';
}

/** Whether only an answer can close the gate: a hint may meet it, but settles nothing. */
function isOpen({ state, certainty }: GateJudgement): boolean {
  return state === 'open' || state === 'undecidable' || (state === 'met' && certainty <= certainties.hint);
}

function confidenceOf(
  inputs: Inputs,
  { score, coverage, packaging }: { score: number; coverage: number; packaging: Packaging },
  decidedBy: GateJudgement | undefined,
): number {
  const limit = Math.min(
    caps.always,
    inputs.gates.some(isOpen) ? caps.openGate : caps.always,
    decidedBy?.id === 'G5' ? caps.nothingToPackage : caps.always,
  );
  // A gate leaves no other word, so what else is unknown cannot change it: only the gate's own certainty counts.
  if (decidedBy !== undefined && decidedBy.id !== 'G5')
    return Math.floor(Math.min(limit, caps.always * decidedBy.certainty));
  const distance = Math.abs(Math.abs(score) - thresholds.packaging);
  const margin = packaging === 'both' ? 1 : Math.min(1, distance / thresholds.margin);
  return Math.floor(Math.min(limit, 100 * coverage * (0.5 + 0.5 * margin)));
}
