// The verdict on a workload, and on the workloads of a workspace together, as plain data.
import type { Evidence } from '../core/finding';
import { capitalised, type Message, render, type Text } from '../core/message';
import type { Workload } from '../core/workload';
import type { PlacementContext } from './context';
import { type Change, decisiveCriteria, type Turn, turns } from './counterfactual';
import type { Assessment, Criterion } from './criterion';
import {
  type Boundary,
  type Decision,
  decide,
  type Inputs,
  type Packaging,
  type Placement,
  scoreWeight,
} from './decide';
import type { Gate, GateReading, GateState } from './gate';
import { type Answers, type QuestionId, questions } from './questions';
import { carriesEngine } from './reading';
import { criteria, gates } from './registry.generated';
import { engineTitle, flipTexts, placementNames, summaryReasons, summaryTexts } from './texts';
import { type CriterionId, certainties, confidenceClasses, type GateId, limits, weights } from './weights';

/** A known criterion with what it adds. */
interface Reason {
  readonly criterion: CriterionId;
  readonly title: Text;
  /** The side it speaks for here; `boundary`: it asks for isolation; `neutral`: known, and in the middle. */
  readonly direction: 'container' | 'vm' | 'boundary' | 'neutral';
  readonly weight: number;
  /** 0 to 1. */
  readonly certainty: number;
  /** Weight times certainty times e, negative towards a VM; K9 counts half. */
  readonly contribution: number;
  /** Empty only when an answer or the host profile decides. */
  readonly evidence: readonly Evidence[];
  readonly text: Message;
}

/** A gate that something points to; `engine` is no gate of the model, but decides a hybrid as one would. */
interface GateOutcome {
  readonly gate: GateId | 'engine';
  readonly title: Text;
  readonly state: GateState;
  /** 0 to 1. */
  readonly certainty: number;
  readonly evidence: readonly Evidence[];
  readonly text: Message;
}

/** A question worth asking, with the choices an answer has. */
interface OpenQuestion {
  readonly id: QuestionId;
  readonly text: Text;
  readonly choices: Readonly<Record<string, Text>>;
}

/** A change that would turn the word. */
interface Flip {
  readonly to: Placement;
  /** The criteria or gates that would have to change. */
  readonly subjects: readonly (CriterionId | GateId)[];
  /** One sentence: where it tips, when, and how that stands today. */
  readonly text: Message;
  /** Where today's state stands; empty when it is unknown or an answer. */
  readonly evidence: readonly Evidence[];
}

/** How well a verdict is supported, from its confidence. */
export type ConfidenceClass = 'preliminary' | 'probable' | 'supported';

/** The placement we recommend for one workload, with everything that led to it. */
export interface Verdict {
  /** The workload's id. */
  readonly workload: string;
  readonly placement: Placement;
  /** Whole percent, 0 to 90. */
  readonly confidence: number;
  readonly confidenceClass: ConfidenceClass;
  /** The main reason for the word, without the word: see `title.ts`. */
  readonly summary: Message;
  /** S, −1 (VM) to +1 (container). */
  readonly score: number;
  /** Q, 0 to 1. */
  readonly coverage: number;
  readonly packaging: Packaging;
  readonly boundary: Boundary;
  /** Largest contribution first. */
  readonly reasons: readonly Reason[];
  readonly gates: readonly GateOutcome[];
  /** Criteria nothing is known about. */
  readonly unknown: readonly {
    readonly criterion: CriterionId;
    readonly title: Text;
    readonly weight: number;
  }[];
  /** At most three, the most decisive first. */
  readonly questions: readonly OpenQuestion[];
  /** At most five, the smallest change first. */
  readonly flips: readonly Flip[];
}

/** The placement of several workloads together; never an average. */
interface WorkspaceVerdict {
  readonly placement: Placement;
  /** That of the least sure decided workload, whole percent. */
  readonly confidence: number;
  /** How many workloads got each word. */
  readonly counts: Readonly<Record<Placement, number>>;
}

/** The class of a confidence in percent. */
function confidenceClassOf(confidence: number): ConfidenceClass {
  if (confidence >= confidenceClasses.supported) return 'supported';
  return confidence >= confidenceClasses.probable ? 'probable' : 'preliminary';
}

interface Readings {
  readonly criteria: ReadonlyMap<Criterion, Assessment>;
  readonly gates: ReadonlyMap<Gate, GateReading>;
}

/** The verdict on one workload. */
export function verdictOf(workload: Workload, context: PlacementContext): Verdict {
  const readings = read(workload, context);
  const inputs = inputsOf(workload, readings);
  const decision = decide(inputs);
  // Most readers look at the word alone, and the counterfactual costs more than everything else here together.
  const asked = once(() => questionsOf(readings, inputs, context.answers));
  const flips = once(() =>
    turns(inputs)
      .slice(0, limits.flips)
      .map((turn) => flipOf(turn, readings, asked())),
  );
  return {
    workload: workload.id,
    placement: decision.placement,
    confidence: decision.confidence,
    confidenceClass: confidenceClassOf(decision.confidence),
    summary: summaryOf(decision, inputs, readings),
    score: decision.score,
    coverage: decision.coverage,
    packaging: decision.packaging,
    boundary: decision.boundary,
    reasons: [...readings.criteria]
      .map(([criterion, assessment]) => reasonOf(criterion, assessment))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    gates: [
      ...engineOutcome(workload, decision),
      ...[...readings.gates].map(([{ id, title }, { state, certainty, evidence, text }]) => ({
        gate: id,
        title,
        state,
        certainty,
        evidence,
        text: capitalised(text),
      })),
    ],
    unknown: criteria
      .filter((criterion) => !readings.criteria.has(criterion))
      .map(({ id, title }) => ({ criterion: id, title, weight: weights[id] })),
    get questions() {
      return asked().map((id) => ({ id, text: questions[id].text, choices: questions[id].choices }));
    },
    get flips() {
      return flips();
    },
  };
}

/** The engine in a machine, where it makes the word. */
function engineOutcome(workload: Workload, { placement }: Decision): readonly GateOutcome[] {
  const sign = workload.kind === 'vm' && placement === 'hybrid' ? carriesEngine(workload) : undefined;
  if (sign === undefined) return [];
  return [
    {
      gate: 'engine',
      title: engineTitle,
      state: 'met',
      certainty: certainties.implied,
      evidence: [sign],
      text: capitalised({ text: summaryReasons.engine }),
    },
  ];
}

/** The value, computed when it is first asked for. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** The word for several workloads: their common word, `hybrid` if the decided ones differ. */
export function workspaceVerdict(
  verdicts: readonly Pick<Verdict, 'placement' | 'confidence'>[],
): WorkspaceVerdict {
  const counts: Record<Placement, number> = {
    container: 0,
    'sandboxed-container': 0,
    vm: 0,
    hybrid: 0,
    undecided: 0,
  };
  for (const { placement } of verdicts) counts[placement]++;
  const decided = verdicts.filter(({ placement }) => placement !== 'undecided');
  const words = new Set(decided.map(({ placement }) => placement));
  const [only = 'undecided'] = words;
  const counted = decided.length > 0 ? decided : verdicts;
  return {
    placement: words.size > 1 ? 'hybrid' : only,
    confidence: counted.length === 0 ? 0 : Math.min(...counted.map(({ confidence }) => confidence)),
    counts,
  };
}

/** The numbers the verdict on a workload rests on, for recomputing it. */
export function inputsFor(workload: Workload, context: PlacementContext): Inputs {
  return inputsOf(workload, read(workload, context));
}

function read(workload: Workload, context: PlacementContext): Readings {
  const assessments = new Map<Criterion, Assessment>();
  for (const criterion of criteria) {
    const assessment = criterion.evaluate(workload, context);
    if (assessment !== undefined) assessments.set(criterion, assessment);
  }
  const readings = new Map<Gate, GateReading>();
  for (const gate of gates) {
    const reading = gate.evaluate(workload, context);
    if (reading !== undefined) readings.set(gate, reading);
  }
  return { criteria: assessments, gates: readings };
}

function inputsOf(workload: Workload, readings: Readings): Inputs {
  return {
    present: workload.kind,
    carriesEngine: workload.kind === 'vm' && carriesEngine(workload) !== undefined,
    judgements: [...readings.criteria].map(([{ id }, { e, certainty, part }]) => {
      const judgement = { id, weight: weights[id], e, certainty };
      return part === undefined ? judgement : { ...judgement, part };
    }),
    gates: [...readings.gates].map(([{ id }, { state, certainty }]) => ({ id, state, certainty })),
    totalWeight: Object.values(weights).reduce((sum, weight) => sum + weight, 0),
  };
}

function reasonOf({ id, title, direction }: Criterion, { e, certainty, evidence, text }: Assessment): Reason {
  const weight = weights[id];
  return {
    criterion: id,
    title,
    direction:
      e === 0 ? 'neutral' : direction === 'boundary' && e < 0 ? 'boundary' : e > 0 ? 'container' : 'vm',
    weight,
    certainty,
    contribution: scoreWeight({ id, weight }) * certainty * e,
    evidence,
    text: capitalised(text),
  };
}

/**
 * Gates that an answer would close come first (who brings the code stays a question even where a product is known to run
 * it), then criteria whose answer would turn the word.
 */
function questionsOf(readings: Readings, inputs: Inputs, answers: Answers): readonly QuestionId[] {
  const open = [...readings.gates]
    .filter(([{ id }, { state }]) => state !== 'not-met' && (state !== 'met' || id === 'G3' || id === 'G5'))
    .map(([{ question }]) => question);
  const unsure = criteria.filter((criterion) => {
    const certainty = readings.criteria.get(criterion)?.certainty ?? 0;
    return certainty <= certainties.hint;
  });
  const decisive = decisiveCriteria(
    inputs,
    unsure.map(({ id }) => id),
  );
  const fromCriteria = decisive.flatMap(
    (id) => unsure.find((criterion) => criterion.id === id)?.questions[0] ?? [],
  );
  return [...new Set([...open, ...fromCriteria])]
    .filter((id) => answers[id] === undefined)
    .slice(0, limits.questions);
}

function flipOf(turn: Turn, readings: Readings, asked: readonly QuestionId[]): Flip {
  const parts = turn.changes.map((change) => partOf(change, readings, asked));
  const placement = placementNames[turn.to];
  const dropped = parts.every(({ clause }) => clause === undefined);
  // What is only taken away is said in the clause already.
  const today = parts.flatMap((part) => (dropped || part.clause !== undefined ? (part.today ?? []) : []));
  const args = { placement, today: joined(today, flipTexts.beside) };
  return {
    to: turn.to,
    subjects: turn.changes.map(({ id }) => id),
    text: dropped
      ? { text: flipTexts.dropped, args }
      : { text: flipTexts.learned, args: { ...args, clause: joined(parts.map(clauseOf), flipTexts.and) } },
    evidence: parts.flatMap(({ evidence }) => evidence),
  };
}

function clauseOf({ clause, today = flipTexts.unknown }: FlipPart): Text {
  return clause ?? flat({ text: flipTexts.noLonger, args: { today } });
}

/** One or two clauses as one; `unknown` for none. */
function joined([first = flipTexts.unknown, second]: readonly Text[], text: Text): Text {
  return second === undefined ? first : flat({ text, args: { first, second } });
}

interface FlipPart {
  /** What would have to hold; absent when today's state is only taken away. */
  readonly clause?: Text;
  /** How it stands; absent when it is unknown and not asked. */
  readonly today?: Text;
  readonly evidence: readonly Evidence[];
}

function partOf(change: Change, readings: Readings, asked: readonly QuestionId[]): FlipPart {
  if (change.kind === 'gate') {
    const gate = gates.find(({ id }) => id === change.id);
    const reading = gate === undefined ? undefined : readings.gates.get(gate);
    return {
      ...optional('clause', change.state === 'met' ? gate?.clauses.met : gate?.clauses.notMet),
      today: reading === undefined ? flipTexts.silent : flat(reading.text),
      evidence: reading?.evidence ?? [],
    };
  }
  const criterion = criteria.find(({ id }) => id === change.id);
  const assessment = criterion === undefined ? undefined : readings.criteria.get(criterion);
  const clause = change.e > 0 ? criterion?.clauses.container : criterion?.clauses.vm;
  return {
    ...optional('clause', change.e === 0 ? undefined : clause),
    ...optional('today', assessment === undefined ? questionNumber(criterion, asked) : flat(assessment.text)),
    evidence: assessment?.evidence ?? [],
  };
}

/** A property, or none where the value is absent. */
function optional<K extends string, T>(key: K, value: T | undefined): { readonly [Key in K]?: T } {
  // A computed key widens to `string`; the one key is `K`.
  return value === undefined ? {} : ({ [key]: value } as { readonly [Key in K]?: T });
}

function questionNumber(criterion: Criterion | undefined, asked: readonly QuestionId[]): Text | undefined {
  const number = asked.findIndex((id) => criterion?.questions.includes(id)) + 1;
  return number === 0 ? undefined : flat({ text: flipTexts.asked, args: { number } });
}

/** A message as a text, so that it can be an argument of another; without its full stop, as it ends inside a sentence. */
function flat(message: Message): Text {
  const without = (sentence: string): string => sentence.replace(/\.$/, '');
  return { en: without(render(message, 'en')), de: without(render(message, 'de')) };
}

/** As `flat`, after a colon: German begins a sentence there with a capital, English does not. */
function afterColon(message: Message): Text {
  return { en: flat(message).en, de: flat(capitalised(message)).de };
}

/** Criteria that speak for a container in most files; none of them is a reason to name first. */
const usual: ReadonlySet<CriterionId> = new Set<CriterionId>(['K6', 'K7', 'K12', 'K15']);

function summaryOf(decision: Decision, inputs: Inputs, readings: Readings): Message {
  const told = [...readings.criteria].filter(([{ id }, { e }]) => e > 0 && !usual.has(id));
  if (decision.placement !== 'container' || told.length > 0) {
    return {
      text: summaryTexts.reason,
      args: { reason: afterColon(mainReason(decision, inputs, readings)) },
    };
  }
  const share = ([{ id }, { e, certainty }]: readonly [Criterion, Assessment]): number =>
    weights[id] * e * certainty;
  const [worst] = [...readings.criteria].filter(([, { e }]) => e < 0).sort((a, b) => share(a) - share(b));
  return worst === undefined
    ? { text: summaryTexts.nothingAgainst }
    : { text: summaryTexts.against, args: { reason: afterColon(worst[1].text) } };
}

function mainReason(decision: Decision, inputs: Inputs, readings: Readings): Message {
  const gate =
    [...readings.gates].find(([{ id }]) => id === decision.decidedBy) ?? gateBehind(decision, readings);
  if (gate !== undefined) return gate[1].text;
  if (decision.placement === 'undecided') return { text: summaryReasons.balanced };
  if (decision.packaging === 'both') {
    return { text: inputs.carriesEngine ? summaryReasons.engine : summaryReasons.parts };
  }
  const sign = decision.placement === 'vm' || decision.placement === 'sandboxed-container' ? -1 : 1;
  const [best] = [...readings.criteria].sort(([a, one], [b, other]) => {
    const share = ({ id }: Criterion, { e, certainty }: Assessment): number =>
      sign * weights[id] * e * certainty;
    return share(b, other) - share(a, one);
  });
  return best === undefined ? { text: summaryReasons.balanced } : best[1].text;
}

/** The gate that shaped the word without deciding it alone: foreign code for a sandbox, a module for a hybrid. */
function gateBehind({ placement }: Decision, readings: Readings): readonly [Gate, GateReading] | undefined {
  const found = (id: GateId): readonly [Gate, GateReading] | undefined =>
    [...readings.gates].find(([gate]) => gate.id === id);
  const open = (gate: ReturnType<typeof found>) => (gate?.[1].state === 'not-met' ? undefined : gate);
  if (placement === 'hybrid') return found('G2');
  if (placement === 'sandboxed-container') return open(found('G3'));
  return placement === 'undecided' ? (open(found('G3')) ?? found('G5')) : undefined;
}
