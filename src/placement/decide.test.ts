// Properties of the arithmetic, over generated inputs.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changed, turns } from './counterfactual';
import { decide, type GateJudgement, type Inputs, type Judgement } from './decide';
import { certainties, criterionIds, gateIds, weights } from './weights';

const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);

const judgement = (id: (typeof criterionIds)[number]): fc.Arbitrary<Judgement> =>
  fc.record(
    {
      id: fc.constant(id),
      weight: fc.constant(weights[id]),
      e: fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10),
      certainty: fc.constantFrom(...Object.values(certainties)),
      part: fc.constantFrom('web', 'database'),
    },
    { requiredKeys: ['id', 'weight', 'e', 'certainty'] },
  );

const gate = (id: (typeof gateIds)[number]): fc.Arbitrary<GateJudgement> =>
  fc.record({
    id: fc.constant(id),
    state: fc.constantFrom('met', 'not-met', 'open', 'undecidable'),
    certainty: fc.constantFrom(...Object.values(certainties)),
  });

const judgements = fc.subarray([...criterionIds]).chain((ids) => fc.tuple(...ids.map(judgement)));
const gates = fc.subarray([...gateIds]).chain((ids) => fc.tuple(...ids.map(gate)));

const inputs: fc.Arbitrary<Inputs> = fc.record({
  present: fc.constantFrom('container', 'vm'),
  carriesEngine: fc.constantFrom(false, false, false, true),
  judgements,
  gates,
  totalWeight: fc.constant(total),
});

const ungated = inputs.map((any): Inputs => ({ ...any, carriesEngine: false, gates: [] }));

const settings = { seed: 20261121, numRuns: 400 } as const;

describe('decide', () => {
  it('keeps S, Q and the confidence in their ranges', () => {
    fc.assert(
      fc.property(inputs, (any) => {
        const { score, coverage, confidence } = decide(any);
        assert.ok(score >= -1 && score <= 1);
        assert.ok(coverage >= 0 && coverage <= 1);
        assert.ok(Number.isInteger(confidence) && confidence >= 0 && confidence <= 90);
      }),
      settings,
    );
  });

  it('is undecided without evidence', () => {
    for (const present of ['container', 'vm'] as const) {
      const nothing = decide({
        present,
        carriesEngine: false,
        judgements: [],
        gates: [],
        totalWeight: total,
      });
      assert.equal(nothing.placement, 'undecided');
      assert.equal(nothing.confidence, 0);
    }
  });

  it('is at most 60 % sure while a gate is open', () => {
    fc.assert(
      fc.property(inputs, (any) => {
        const open = any.gates.some(
          ({ state, certainty }) =>
            state === 'open' ||
            state === 'undecidable' ||
            (state === 'met' && certainty === certainties.hint),
        );
        assert.ok(!open || decide(any).confidence <= 60);
      }),
      settings,
    );
  });

  it('is at most 40 % sure where nothing says what runs', () => {
    const nothing = gates.map((any): GateJudgement[] => [
      ...any.filter(({ id }) => id === 'G3'),
      { id: 'G5', state: 'met', certainty: 1 },
    ]);
    fc.assert(
      fc.property(inputs, nothing, (any, met) => {
        const { placement, confidence } = decide({ ...any, gates: met });
        assert.equal(placement, 'undecided');
        assert.ok(confidence <= 40);
      }),
      settings,
    );
  });

  it('never scores lower when a criterion speaks more for a container', () => {
    fc.assert(
      fc.property(inputs, fc.nat(), (any, index) => {
        const { judgements: all } = any;
        const raised = all.map((each, at) =>
          at === index % Math.max(1, all.length) ? { ...each, e: 1 } : each,
        );
        assert.ok(decide({ ...any, judgements: raised }).score >= decide(any).score - 1e-9);
      }),
      settings,
    );
  });

  it('never scores lower when a criterion that speaks fully for a container is learned', () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom(...criterionIds), (any, id) => {
        const { judgements: all } = any;
        const without = { ...any, judgements: all.filter((each) => each.id !== id) };
        const learned = changed(without, [{ kind: 'criterion', id, e: 1, certainty: 1 }]);
        assert.ok(decide(learned).score >= decide(without).score - 1e-9);
      }),
      settings,
    );
  });

  it('counts K9 half on S, fully on Q', () => {
    const known = (id: 'K9' | 'K10', e: number): Judgement => ({ id, weight: weights[id], e, certainty: 1 });
    const { score, coverage } = decide({
      present: 'container',
      carriesEngine: false,
      judgements: [known('K9', -1), known('K10', 1)],
      gates: [],
      totalWeight: total,
    });
    assert.ok(Math.abs(score - (8 - 6) / (8 + 6)) < 1e-9);
    assert.equal(coverage, 0.2);
  });

  it('never says container when code of others runs, and always VM when containers are impossible', () => {
    fc.assert(
      fc.property(inputs, (any) => {
        const { placement } = decide(any);
        const met = (id: string): boolean => any.gates.some((each) => each.id === id && each.state === 'met');
        if (met('G1') || met('G2') || met('G4')) assert.equal(placement, 'vm');
        else if (met('G3')) assert.notEqual(placement, 'container');
      }),
      settings,
    );
  });

  it('never rests a word on hints alone', () => {
    fc.assert(
      fc.property(ungated, (any) => {
        const hints = any.judgements.map((each) => ({ ...each, certainty: certainties.hint }));
        const { placement } = decide({ ...any, judgements: hints.map(({ part: _, ...each }) => each) });
        assert.equal(placement, 'undecided');
      }),
      settings,
    );
  });

  it('packs no image of a machine whose content nobody knows', () => {
    const unread: Inputs = {
      present: 'vm',
      carriesEngine: false,
      judgements: [{ id: 'K12', weight: weights.K12, e: 0.7, certainty: 1 }],
      gates: [{ id: 'G5', state: 'undecidable', certainty: 1 }],
      totalWeight: total,
    };
    assert.equal(decide(unread).placement, 'undecided');
    assert.equal(decide({ ...unread, gates: [] }).placement, 'container');
  });

  it('splits a workload whose strong parts pull apart', () => {
    const strong = (id: 'K1' | 'K6', e: number, part: string): Judgement => ({
      id,
      weight: 8,
      e,
      certainty: 1,
      part,
    });
    const both = (second: string): Inputs => ({
      present: 'vm',
      carriesEngine: false,
      judgements: [strong('K1', 0.8, 'web'), strong('K6', -0.8, second)],
      gates: [],
      totalWeight: total,
    });
    assert.equal(decide(both('driver')).placement, 'hybrid');
    assert.equal(decide(both('web')).placement, 'undecided');
  });
});

describe('turns', () => {
  it('turn the word when it is decided again', () => {
    fc.assert(
      fc.property(inputs, (any) => {
        const { placement } = decide(any);
        for (const { changes, to } of turns(any)) {
          assert.equal(decide(changed(any, changes)).placement, to);
          assert.notEqual(to, placement);
        }
      }),
      settings,
    );
  });

  it('exist for every word but VM, which may rest on too much', () => {
    fc.assert(
      fc.property(ungated, (any) => {
        assert.ok(decide(any).placement === 'vm' || turns(any).length > 0);
      }),
      settings,
    );
  });

  it('take K9 along with G3, since one answer decides both', () => {
    const judge: Inputs = {
      present: 'container',
      carriesEngine: false,
      judgements: [
        { id: 'K9', weight: weights.K9, e: -1, certainty: 0.9 },
        { id: 'K15', weight: weights.K15, e: 1, certainty: 1 },
        { id: 'K12', weight: weights.K12, e: 0.7, certainty: 1 },
      ],
      gates: [{ id: 'G3', state: 'met', certainty: 0.9 }],
      totalWeight: total,
    };
    assert.equal(decide(judge).placement, 'sandboxed-container');
    const [first] = turns(judge);
    assert.deepEqual([first?.to, first?.changes.map(({ id }) => id)], ['container', ['G3']]);
  });

  it('start with the smallest change', () => {
    fc.assert(
      fc.property(inputs, (any) => {
        const sizes = turns(any).map(({ size }) => size);
        assert.deepEqual(
          sizes,
          [...sizes].sort((a, b) => a - b),
        );
      }),
      settings,
    );
  });
});
