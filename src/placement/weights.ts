// Weights and thresholds as data. No published source ranks them: they are this project's own proposal, and shown as such.

/** Ids of the criteria; K2 and K11 of the decision model are the two ends of one axis, K8 is gate G1. */
export const criterionIds = [
  'K1',
  'K2',
  'K3',
  'K4',
  'K5',
  'K6',
  'K7',
  'K9',
  'K10',
  'K12',
  'K13',
  'K14',
  'K15',
  'K16',
] as const;

/** The id of a criterion. */
export type CriterionId = (typeof criterionIds)[number];

/** Ids of the gates. */
export const gateIds = ['G1', 'G2', 'G3', 'G4', 'G5'] as const;

/** The id of a gate. */
export type GateId = (typeof gateIds)[number];

/**
 * Weight of each criterion; they sum to 100. The articles list five reasons for containers and four for VMs without
 * ranking them, so each side has about half; security and kernel matters weigh more, since tuning cannot repair a wrong
 * answer there.
 */
export const weights: Readonly<Record<CriterionId, number>> = {
  K1: 8,
  K2: 14,
  K3: 6,
  K4: 6,
  K5: 5,
  K6: 8,
  K7: 7,
  K9: 12,
  K10: 8,
  K12: 5,
  K13: 6,
  K14: 5,
  K15: 4,
  K16: 6,
};

/** How sure a piece of evidence is, by its kind. */
export const certainties = {
  /** A file or the engine states it. */
  file: 1,
  /** A citation implies it: a documented default, a known image. */
  implied: 0.9,
  /** The user said so. */
  answer: 0.9,
  /** A name or a path suggests it. */
  hint: 0.4,
} as const;

/** Where the arithmetic changes its answer. */
export const thresholds = {
  /** |S| from which packaging is clear: `+` an image, `−` a machine. */
  packaging: 0.2,
  /** How far beyond `packaging` S must be for the full margin. */
  margin: 0.3,
  /** B from which rootless, user namespaces or gVisor are advised. */
  rootless: 0.35,
  /** B above which a kernel of its own is needed. */
  ownKernel: 0.65,
  /** |e| from which a criterion is strong enough to split a workload in two. */
  strong: 0.7,
} as const;

/** Limits of the confidence, in percent. */
export const caps = {
  /** Nothing is ever surer. */
  always: 90,
  /** A gate's question is open. */
  openGate: 60,
  /** Nothing is known about what runs. */
  nothingToPackage: 40,
} as const;

/** Confidence in percent from which a verdict is called probable, or well supported. */
export const confidenceClasses = { probable: 40, supported: 70 } as const;

/** How many questions and flips a verdict shows at most. */
export const limits = { questions: 3, flips: 5 } as const;
