// The tree of an HCL2 file (Packer, Terraform): blocks, attributes and expressions with places, whatever is broken.
import type { Message } from '../../core/message';
import type { Span } from '../../core/span';

/** What stands between the braces of a block, or in the whole file. */
export interface HclBody {
  readonly kind: 'body';
  /** Inside of the braces. */
  readonly span: Span;
  readonly entries: readonly (HclAttribute | HclBlock)[];
  /** The block whose body it is; absent for the file. */
  readonly owner?: HclBlock;
}

interface StatementBase {
  /** From its first character to its last, without the comma. */
  readonly span: Span;
}

/** `memory = 4096`. */
export interface HclAttribute extends StatementBase {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
  readonly container: HclBody;
}

/** `source "qemu" "debian" { … }`. */
export interface HclBlock extends StatementBase {
  readonly kind: 'block';
  readonly type: string;
  /** From the type to the last label: what stands for the whole block. */
  readonly head: Span;
  readonly labels: readonly HclLabel[];
  readonly body: HclBody;
  /** Whether its closing brace is there; where it is not, entries may be missing or belong elsewhere. */
  readonly closed: boolean;
  readonly container: HclBody;
}

/** A label of a block, in quotes or without. */
export interface HclLabel {
  readonly text: string;
  /** With its quotes. */
  readonly span: Span;
}

/** `key = value` or `key: value` in an object. */
export interface HclEntry extends StatementBase {
  readonly kind: 'entry';
  /** A bare word stands for itself here, it is no reference: `keyText`. */
  readonly key: HclExpression;
  readonly value: HclExpression;
  readonly container: HclObject;
  /** Offset of the comma behind it. */
  readonly comma?: number;
}

/** An element of a list. */
export interface HclItem extends StatementBase {
  readonly kind: 'item';
  readonly value: HclExpression;
  readonly container: HclTuple;
  /** Offset of the comma behind it. */
  readonly comma?: number;
}

/** What can be removed or suppressed as one. */
export type HclStatement = HclAttribute | HclBlock | HclEntry | HclItem;

interface ExpressionBase {
  readonly span: Span;
}

/** `42`, `0.5`, `1e3`. */
export interface HclNumber extends ExpressionBase {
  readonly kind: 'number';
  readonly value: number;
}

/** `true`, `false`. */
export interface HclBoolean extends ExpressionBase {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** `null`. */
export interface HclNull extends ExpressionBase {
  readonly kind: 'null';
}

/** A text in quotes or a heredoc. The span holds quotes and markers. */
export interface HclTemplate extends ExpressionBase {
  readonly kind: 'template';
  /** `indented`: `<<-`, whose common indentation is taken away. */
  readonly form: 'quoted' | 'heredoc' | 'indented';
  readonly parts: readonly HclPart[];
  /** Whether its closing quote or marker is there. */
  readonly closed: boolean;
}

/** A piece of a text. */
export type HclPart =
  /**
   * Literal text. Its characters stand one by one at `span`, but for escapes, which are pieces of their own with
   * `isEscape`.
   */
  | { readonly kind: 'text'; readonly text: string; readonly span: Span; readonly isEscape: boolean }
  /** `${…}`; `trims` says on which sides it takes the white space away (`${~`, `~}`). */
  | {
      readonly kind: 'interpolation';
      readonly value: HclExpression;
      readonly span: Span;
      readonly trims: 'none' | 'before' | 'after' | 'both';
    }
  /** `%{…}`: `if`, `else`, `endif`, `for`, `endfor`. */
  | { readonly kind: 'directive'; readonly span: Span };

/** `[a, b]`. */
export interface HclTuple extends ExpressionBase {
  readonly kind: 'tuple';
  readonly entries: readonly HclItem[];
  readonly closed: boolean;
  /** The statement in whose value it stands. */
  readonly owner?: HclStatement;
}

/** `{ a = b }`. */
export interface HclObject extends ExpressionBase {
  readonly kind: 'object';
  readonly entries: readonly HclEntry[];
  readonly closed: boolean;
  /** The statement in whose value it stands. */
  readonly owner?: HclStatement;
}

/** A name: the root of `var.memory`, or the variable of a `for`. */
export interface HclName extends ExpressionBase {
  readonly kind: 'name';
  readonly name: string;
}

/** `.name`, `[key]`, `[*]` or `.*`. */
export type HclStep =
  | { readonly kind: 'member'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly key: HclExpression; readonly span: Span }
  | { readonly kind: 'splat'; readonly span: Span };

/** `var.memory`, `local.disks[0].size`, `aws_instance.web[*].id`. */
export interface HclAccess extends ExpressionBase {
  readonly kind: 'access';
  readonly of: HclExpression;
  readonly steps: readonly HclStep[];
}

/** `lower(var.name)`, `provider::aws::arn_parse(x)`. */
export interface HclCall extends ExpressionBase {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly HclExpression[];
  /** `f(list...)`: the last argument is a list of arguments. */
  readonly expands: boolean;
}

/** `condition ? then : otherwise`. */
export interface HclConditional extends ExpressionBase {
  readonly kind: 'conditional';
  readonly condition: HclExpression;
  readonly then: HclExpression;
  readonly otherwise: HclExpression;
}

/** `!a`, `-a`. */
export interface HclUnary extends ExpressionBase {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: HclExpression;
}

/** The operators between two values. */
export type HclOperator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

/** `a + b`. Long chains nest on the left, so whoever recurses counts depth. */
export interface HclBinary extends ExpressionBase {
  readonly kind: 'binary';
  readonly operator: HclOperator;
  readonly left: HclExpression;
  readonly right: HclExpression;
}

/** `(a)`. */
export interface HclGroup extends ExpressionBase {
  readonly kind: 'group';
  readonly value: HclExpression;
}

/** `[for v in list : f(v) if v != ""]`, `{for k, v in map : k => v...}`. */
export interface HclFor extends ExpressionBase {
  readonly kind: 'for';
  readonly form: 'tuple' | 'object';
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: HclExpression;
  /** Of an object's entries. */
  readonly key?: HclExpression;
  readonly value: HclExpression;
  /** Whether values of equal keys become lists (`...`). */
  readonly groups: boolean;
  readonly condition?: HclExpression;
}

/** Something is missing or cannot be read. */
export interface HclBroken extends ExpressionBase {
  readonly kind: 'broken';
}

/** Any expression. */
export type HclExpression =
  | HclNumber
  | HclBoolean
  | HclNull
  | HclTemplate
  | HclTuple
  | HclObject
  | HclName
  | HclAccess
  | HclCall
  | HclConditional
  | HclUnary
  | HclBinary
  | HclGroup
  | HclFor
  | HclBroken;

/** An HCL file, read. */
export interface HclFile {
  readonly text: string;
  readonly body: HclBody;
  readonly problems: readonly { readonly span: Span; readonly message: Message }[];
  /** With their markers, in the order of their starts. */
  readonly comments: readonly Span[];
  /** Every attribute, block, entry and item in the order of their starts, the outer ones first. */
  readonly statements: readonly HclStatement[];
}

/** The attribute of that name; the first one, if it is repeated (which HCL refuses). */
export function attribute(body: HclBody | undefined, name: string): HclAttribute | undefined {
  return body?.entries.find(
    (entry): entry is HclAttribute => entry.kind === 'attribute' && entry.name === name,
  );
}

/** The blocks directly in a body, of that type if one is given. */
export function blocks(body: HclBody | undefined, type?: string): readonly HclBlock[] {
  if (body === undefined) return [];
  return body.entries.filter(
    (entry): entry is HclBlock => entry.kind === 'block' && (type === undefined || entry.type === type),
  );
}

/** The text of a template without interpolation. */
export function plainText(expression: HclExpression | undefined): string | undefined {
  if (expression?.kind !== 'template') return undefined;
  let text = '';
  for (const part of expression.parts) {
    if (part.kind !== 'text') return undefined;
    text += part.text;
  }
  return text;
}

/** The key of an object's entry: a bare word, a text without interpolation, a number. */
export function keyText({ key }: HclEntry): string | undefined {
  if (key.kind === 'name') return key.name;
  if (key.kind === 'number') return String(key.value);
  if (key.kind === 'boolean') return String(key.value);
  return plainText(key);
}

/** `['var', 'memory']` for `var.memory`: the words of a reference up to its first index or splat. */
export function pathOf(expression: HclExpression): readonly string[] {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind !== 'access' || expression.of.kind !== 'name') return [];
  const path = [expression.of.name];
  for (const step of expression.steps) {
    if (step.kind !== 'member') break;
    path.push(step.name);
  }
  return path;
}
