// The shape of a rule: one file says everything about it, and its examples are its tests.
import type { Declaration } from './declaration';
import type { Concern, Confidence, Evidence, Fix, Severity } from './finding';
import type { FormatId } from './format';
import type { Arguments, Text } from './message';
import type { PostureFacts } from './posture';
import type { Source } from './source';
import type { ContainerWorkload, VirtualMachine, Workload } from './workload';

/** What is known about the machine the workloads would run on. */
export interface HostProfile {
  /** Bytes of memory. */
  readonly memory?: number;
  /** Logical CPUs. */
  readonly cpus?: number;
}

/** What a rule may know beside the workload. */
export interface RuleContext {
  readonly host: HostProfile;
  /** Today as `YYYY-MM-DD`, for end-of-life dates. */
  readonly today: string;
  /** The workloads that belong together: those of the same file, and of the files it includes. */
  readonly group: readonly Workload[];
  /**
   * The workloads that share a host as far as files tell: those of the files in one folder, or of all files below the
   * folder of a berth.yaml that describes the host. Machines of a cloud and images in the making are not among them.
   */
  readonly hosted: readonly Workload[];
  /** What the files of the group declare beside workloads. */
  readonly declarations: readonly Declaration[];
  /** What is known of the engine the containers would run under. */
  readonly posture: PostureFacts;
}

/** One claim, before the rule's constant parts are added. `M` are the names of the rule's messages. */
export interface Report<M extends string = string> {
  readonly message: M;
  readonly args?: Arguments;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Default: the rule's severity. */
  readonly severity?: Severity;
  /** Default: `high`. */
  readonly confidence?: Confidence;
  readonly fix?: Fix;
}

/** A file in a rule's example. `⟦` and `⟧` mark where findings of this rule must start and end. */
export interface Example {
  readonly format: FormatId;
  /** Where the file's name matters; default: the format's usual name. */
  readonly path?: string;
  readonly text: string;
  /** The text after the fixes of all its findings of this rule. */
  readonly fixed?: string;
  /** Other files it refers to, by path. */
  readonly around?: Readonly<Record<string, string>>;
  /** Host profile the example supposes. */
  readonly host?: HostProfile;
  /** What the example supposes about the engine: these hold. */
  readonly posture?: readonly Mitigation[];
}

interface RuleBase<M extends string> {
  /** The file's name; names the fault. */
  readonly id: string;
  readonly concern: Concern;
  readonly severity: Severity;
  /** Under 60 characters. */
  readonly title: Text;
  /** Markdown: what it grants or costs, why that matters, what to do. */
  readonly why: Text;
  readonly sources: readonly [Source, ...Source[]];
  /** Name of the matching rule in other tools, for the crosswalk: `{ hadolint: ['DL3002'] }`. */
  readonly peers?: Readonly<Record<string, readonly string[]>>;
  /** What makes the fault matter less, and the severity it then has at most; said with the finding. Containers only. */
  readonly mitigations?: Readonly<Partial<Record<Mitigation, Severity>>>;
  readonly messages: Readonly<Record<M, Text>>;
  readonly examples: {
    readonly bad: readonly [Example, ...Example[]];
    readonly good: readonly [Example, ...Example[]];
  };
}

/** Properties of a container's surroundings that lower severities; `rules/mitigations.ts` says when each holds. */
export type Mitigation =
  | 'user-namespaces'
  | 'rootless-engine'
  | 'sandbox-runtime'
  | 'engine-no-new-privileges';

/**
 * A rule, checked for each container, each VM (and what configures their host), each workload, or each declaration, or once
 * for all workloads of a group or a host.
 */
export type RuleDefinition<M extends string = string> = RuleBase<M> &
  (
    | {
        checkContainer(
          workload: ContainerWorkload,
          report: (claim: Report<M>) => void,
          context: RuleContext,
        ): void;
      }
    | {
        checkMachine(
          workload: VirtualMachine,
          report: (claim: Report<M>) => void,
          context: RuleContext,
        ): void;
        /** Where what configures the host of machines may state the same fault for all of them. */
        checkDeclaration?(
          declaration: Declaration,
          report: (claim: Report<M>) => void,
          context: RuleContext,
        ): void;
      }
    | { checkWorkload(workload: Workload, report: (claim: Report<M>) => void, context: RuleContext): void }
    | {
        checkDeclaration(
          declaration: Declaration,
          report: (claim: Report<M>) => void,
          context: RuleContext,
        ): void;
      }
    | {
        /** Once for all workloads that share a host, in the order of their paths; `report` names the workload it is about. */
        checkHost(
          hosted: readonly Workload[],
          report: (subject: Workload, claim: Report<M>) => void,
          context: RuleContext,
        ): void;
      }
    | {
        /** `report` names the workload or declaration each claim is about. */
        checkGroup(
          group: readonly Workload[],
          report: (subject: Workload | Declaration, claim: Report<M>) => void,
          context: RuleContext,
        ): void;
      }
  );

/** A rule of any message names, as the registry holds it. */
export type Rule = RuleDefinition<string>;

/** Declares a rule; the message names are checked against the reports. */
export function defineRule<const M extends string>(rule: RuleDefinition<M>): Rule {
  // The registry forgets the message names; they were checked here, where the reports are written.
  return rule as unknown as Rule;
}
