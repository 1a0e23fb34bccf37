// The comparison as plain data in one language: what the webview, the command line and JSON show.

/** A place as editors count it, from 0. */
export interface ViewPlace {
  /** Path or URI, as the document was handed in. */
  readonly path: string;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** A sentence with the line that says so; without a place it comes from an answer, the host profile or the engine. */
export interface ViewEvidence {
  readonly text: string;
  readonly place?: ViewPlace;
  /** `defect`: weakens the side it runs on today; `cost`: overhead; `plain`: a fact. */
  readonly tone: 'plain' | 'defect' | 'cost';
}

/** A cited number or range. */
export interface ViewFigure {
  readonly id: string;
  /** Whose number it is: `Firecracker microVM`. */
  readonly label: string;
  readonly side: 'container' | 'sandboxed-container' | 'vm' | 'reference';
  /** The number as text with its unit: `≤ 125 ms`, `60–120 s`. */
  readonly text: string;
  /** In the row's axis unit, for drawing; absent where it is a word. */
  readonly low?: number;
  readonly high?: number;
  /** `SPECIFICATION.md, Firecracker, 2020`. */
  readonly source: string;
  readonly url?: string;
  readonly note?: string;
  /** `cited` was read at its source; `memory` was not; `measured` was taken on this machine. */
  readonly kind: 'cited' | 'memory' | 'measured';
}

/** One aspect of the comparison, R1 to R17. */
export interface ViewRow {
  readonly id: string;
  readonly title: string;
  /** The general statement about VMs, and about containers. */
  readonly vm: string;
  readonly container: string;
  /** What this workload's files say. */
  readonly here: readonly ViewEvidence[];
  readonly figures: readonly ViewFigure[];
  /** Unit of the figures' axis, which is logarithmic; absent where there is nothing to draw. */
  readonly axis?: string;
}

/** A box of a layer diagram. */
export interface ViewLayer {
  readonly kind: 'workload' | 'guest' | 'hypervisor' | 'engine' | 'kernel' | 'host';
  readonly title: string;
  readonly detail?: string;
  /** What breaks the boundary of this layer, in words: `docker.sock: root on the host`. */
  readonly hole?: string;
  readonly place?: ViewPlace;
}

/** Layers from top to bottom; boxes of one layer stand side by side. */
export interface ViewDiagram {
  readonly title: string;
  /** Whether the workload's files describe this side today. */
  readonly today: boolean;
  readonly layers: readonly (readonly ViewLayer[])[];
}

/** A reason of the verdict. */
export interface ViewReason {
  readonly criterion: string;
  readonly title: string;
  readonly text: string;
  readonly direction: 'container' | 'vm' | 'boundary' | 'neutral';
  readonly weight: number;
  readonly certainty: number;
  /** Negative towards a VM. */
  readonly contribution: number;
  readonly places: readonly ViewPlace[];
}

/** The verdict, written out. */
export interface ViewVerdict {
  readonly placement: 'container' | 'sandboxed-container' | 'vm' | 'hybrid' | 'undecided';
  /** `Container fits`. */
  readonly title: string;
  readonly summary: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly confidenceWord: string;
  /** Where the mark stands between container (0) and VM (1), and how wide the doubt is around it. */
  readonly position: number;
  readonly spread: number;
  readonly reasons: readonly ViewReason[];
  readonly gates: readonly {
    readonly id: string;
    readonly title: string;
    readonly text: string;
    readonly state: string;
    readonly places: readonly ViewPlace[];
  }[];
  readonly unknown: readonly {
    readonly criterion: string;
    readonly title: string;
    readonly weight: number;
  }[];
  readonly questions: readonly { readonly id: string; readonly text: string }[];
  readonly flips: readonly { readonly text: string; readonly places: readonly ViewPlace[] }[];
}

/** The whole comparison of one workload. */
export interface ComparisonView {
  readonly schema: 1;
  readonly workload: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'container' | 'vm';
    readonly format: string;
    readonly place: ViewPlace;
  };
  /** The other workloads of the file, for switching. */
  readonly siblings: readonly { readonly id: string; readonly name: string }[];
  readonly verdict: ViewVerdict;
  readonly diagrams: { readonly vm: ViewDiagram; readonly container: ViewDiagram };
  readonly rows: readonly ViewRow[];
  /** What the engine gives, after the user asked; label and value. */
  readonly engine?: readonly { readonly label: string; readonly value: string }[];
  /** Findings that count, by concern. */
  readonly counts: { readonly isolation: number; readonly overhead: number };
  /** Words of the page itself: headings, buttons, legends. */
  readonly words: Readonly<Record<string, string>>;
}
