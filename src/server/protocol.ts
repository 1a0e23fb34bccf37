// What the language server and its client say to each other beyond the Language Server Protocol.
import type { ComparisonView } from '../comparison/view';
import type { Language } from '../core/message';

/** `initializationOptions` of a client; every part may be missing. */
export interface InitializationOptions {
  /** The client runs the commands of `clientCommands`; without it, actions that need them are left out. */
  readonly commands?: boolean;
  /** Scheme under which the editor hands links back to the extension: `vscode`, `vscode-insiders`. */
  readonly uriScheme?: string;
  /** The client answers `fileTextRequest` and `fileNamesRequest`. */
  readonly virtualFiles?: boolean;
  /** Folder of the grammar files; default: `grammars` beside the server. */
  readonly grammars?: string;
}

/** Commands that the client implements, because they show something or ask the user. */
export const clientCommands = {
  /** Arguments: URI, position, id of the workload. */
  compare: 'berth.compare',
  /** Arguments: rule id. */
  explain: 'berth.explain',
  /** Arguments: `IgnoreRequest`. */
  ignore: 'berth.ignore',
  /** Argument: URI of the file whose host is meant. */
  hostMemory: 'berth.hostMemory',
} as const;

/** A place in a document, in the protocol's terms. */
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** The client asks the user for a reason and inserts the comment. */
export interface IgnoreRequest {
  readonly uri: string;
  /** Version of the document the position belongs to. */
  readonly version: number;
  readonly position: WirePosition;
  readonly rule: string;
  /** The line to insert, with `{reason}` where the reason goes. */
  readonly template: string;
}

/** Request to the client: the text of a file in a virtual file system, null where there is none. */
export const fileTextRequest = 'berth/fileText';

/** Request to the client: the names of the files in a folder of a virtual file system. */
export const fileNamesRequest = 'berth/fileNames';

/** Parameters of both. */
export interface FileParams {
  readonly uri: string;
}

/** Request: the comparison for the workload at a position. */
export const comparisonRequest = 'berth/comparison';

/** Parameters of `comparisonRequest`. */
export interface ComparisonParams {
  readonly uri: string;
  readonly position: WirePosition;
  /** Id of the workload to stay on while the text changes; wins over the position while it exists. */
  readonly workload?: string;
}

/** Answer of `comparisonRequest`; `view` is null when the document holds no workload. */
export interface ComparisonAnswer {
  readonly view: ComparisonView | null;
  readonly language: Language;
}

/** Request: a rule's explanation as Markdown. */
export const explanationRequest = 'berth/explanation';

/** Parameters of `explanationRequest`; without a rule, the list of all. */
export interface ExplanationParams {
  readonly rule: string;
}

/** Request: all rules, for a list to choose from. */
export const rulesRequest = 'berth/rules';

/** One row of the list of rules. */
export interface RuleRow {
  readonly id: string;
  readonly title: string;
  readonly concern: string;
  readonly severity: string;
}

/** Request: the posture of the local engine. Sent only after the user asked, and never from an untrusted workspace. */
export const engineRequest = 'berth/engine';

/** Parameters of `engineRequest`. */
export interface EngineParams {
  /** The client states that the workspace is trusted; the server refuses otherwise. */
  readonly trusted: boolean;
}

/** Answer of `engineRequest`: a sentence for the user when there is no engine. */
export interface EngineAnswer {
  readonly problem?: string;
}

/** Notification of the server: a document was analysed, its comparison may have changed. */
export const analysedNotification = 'berth/analysed';

/** Parameters of `analysedNotification`. */
export interface AnalysedParams {
  readonly uri: string;
}
