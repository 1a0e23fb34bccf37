// The words between formats and the rest: problems, changes and edits. `Format` itself is in src/formats/format.ts.
import type { Message } from './message';
import type { Place, Span } from './span';

/** Ids of the formats, as product.md's `format` fields show them; the list grows with src/formats. */
export type FormatId =
  | 'dockerfile'
  | 'compose'
  | 'kubernetes'
  | 'devcontainer'
  | 'quadlet'
  | 'script'
  | 'daemon-json'
  | 'docker-info'
  | 'configuration'
  | 'vagrantfile'
  | 'libvirt'
  | 'packer'
  | 'terraform'
  | 'cloud-init'
  | 'autounattend'
  | 'vmx'
  | 'ovf'
  | 'virtualbox'
  | 'lima'
  | 'kubevirt'
  | 'firecracker'
  | 'proxmox'
  | 'host-capabilities'
  | 'libvirt-configuration';

/** Something in a file that could not be read, with what to do about it. */
export interface Problem {
  readonly span: Span;
  readonly message: Message;
}

/** Replace the text of `span` by `text`. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** A setting that a fix may state for a workload, in the model's terms. */
export type Setting =
  | { readonly name: 'noNewPrivileges'; readonly value: true }
  | { readonly name: 'readOnlyRootFilesystem'; readonly value: true }
  | { readonly name: 'capabilitiesDropped'; readonly value: 'ALL' }
  | { readonly name: 'pidsLimit'; readonly value: number }
  | { readonly name: 'memory'; readonly value: number }
  | { readonly name: 'cpus'; readonly value: number }
  | { readonly name: 'user'; readonly value: string }
  | { readonly name: 'runtime'; readonly value: string }
  | { readonly name: 'runAsNonRoot'; readonly value: true }
  | { readonly name: 'seccomp'; readonly value: 'default' }
  | { readonly name: 'engineInit'; readonly value: true }
  /** A readiness probe that opens a TCP connection to the port. */
  | { readonly name: 'readinessProbe'; readonly value: number }
  | { readonly name: 'restart'; readonly value: string }
  /** Turns the engine's log over: `size` as engines write it (`10m`), `files` kept. */
  | { readonly name: 'logRotation'; readonly value: { readonly size: string; readonly files: number } }
  /** A named volume for a folder of the container. */
  | { readonly name: 'volume'; readonly value: { readonly source: string; readonly target: string } }
  | { readonly name: 'label'; readonly value: { readonly key: string; readonly text: string } }
  | { readonly name: 'userNamespaces'; readonly value: true }
  | { readonly name: 'linkedClone'; readonly value: true }
  | { readonly name: 'memoryBalloon'; readonly value: true };

/** A change in the model's terms; the format turns it into edits or says that it cannot. */
export type Change =
  /** Remove the statement (key, list item, element, line) that states what stands at `place`. */
  | { readonly kind: 'remove'; readonly place: Place }
  /** Replace the value stated at `place`; `value` is plain, the format quotes it as needed. */
  | { readonly kind: 'replace'; readonly place: Place; readonly value: string }
  /** Bind the published port or console stated at `place` to `address`. */
  | { readonly kind: 'bind'; readonly place: Place; readonly address: string }
  /** Make the mount or shared folder stated at `place` read-only. */
  | { readonly kind: 'make-read-only'; readonly place: Place }
  /** State what the workload or declaration with this id does not say yet. */
  | { readonly kind: 'set'; readonly workload: string; readonly setting: Setting };

/**
 * A comment of the file, without its markers (`#`, `<!--`). What other tools read as a comment, such as an annotation of a
 * Kubernetes object, is given as one too.
 */
export interface Comment {
  /** The whole comment, markers included. */
  readonly span: Span;
  readonly text: string;
  /** The statement (with everything nested in it) that follows, which a suppression speaks about. */
  readonly target?: Span;
  /** The stage, container or object that a block suppression in it speaks about, where it is no body of a workload. */
  readonly block?: Span;
  /** The file it stands in; absent for the file that was read. */
  readonly path?: string;
}

/** The file a change is about: that of its place, else that of the workload or declaration, whose ids start with their path. */
export function changedPath(change: Change): string {
  return change.kind === 'set'
    ? change.workload.slice(0, change.workload.lastIndexOf('#'))
    : change.place.path;
}
