// Suppressions in a file: our own (`berth-ignore RULE -- reason`), and those of other tools where our rule has a peer.
import type { Finding } from '../core/finding';
import type { Comment, Problem } from '../core/format';
import type { Text } from '../core/message';
import type { Rule } from '../core/rule';
import { contains, type Place, type Span } from '../core/span';
import { type ForeignSuppression, foreignSuppressions } from './foreign';
import { suggestion } from './nearest';
import { texts } from './texts';

/** What suppressions depend on beside the comments. */
export interface SuppressionContext {
  /** The analysed file; comments without a path stand in it, and only its own are reported. */
  readonly path: string;
  /** The text of the analysed file and of the others that comments were given of. */
  textOf(path: string): string | undefined;
  /** Whether comments for other tools count. */
  readonly honourOtherTools: boolean;
  /** Today as `YYYY-MM-DD`, for comments that end. */
  readonly today: string;
}

/** What of a rule matters here. */
export type SuppressibleRule = Pick<Rule, 'id' | 'peers'>;

/** What a suppression speaks about. */
interface Form {
  readonly scope: 'statement' | 'block' | 'file';
  readonly description: Text;
}

/** The words that begin a suppression. */
export const suppressionForms: Readonly<Record<string, Form>> = {
  'berth-ignore': { scope: 'statement', description: texts.statementForm },
  'berth-ignore-block': { scope: 'block', description: texts.blockForm },
  'berth-ignore-file': { scope: 'file', description: texts.fileForm },
};

/** One of our own comments, taken apart. */
interface Suppression {
  /** As written; may be none of `suppressionForms`. */
  readonly form: string;
  readonly rules: readonly string[];
  readonly reason: string;
}

function ownSuppressions({ text }: Comment): Suppression[] {
  return [...text.matchAll(/\b(berth-ignore(?:-[a-z]+)*)\b[ \t]*(.*)/g)].map(([, form = '', rest = '']) => {
    const dash = /(?:^|\s)(?:--|[–—])(?:\s|$)/.exec(rest);
    const names = dash === null ? rest : rest.slice(0, dash.index);
    return {
      form,
      rules: names.split(/[\s,]+/).filter((name) => name !== ''),
      reason: dash === null ? '' : rest.slice(dash.index + dash[0].length).trim(),
    };
  });
}

/** Whether a suppression speaks about what stands at a span of its file. */
type Scope = (span: Span) => boolean;

const nowhere: Scope = () => false;
const everywhere: Scope = () => true;

function within(target: Span | undefined): Scope {
  return target === undefined ? nowhere : (span) => contains(target, span);
}

/**
 * What a block suppression speaks about: the statement it stands before, if whole workloads stand in that; else the
 * innermost workload or declaration around it; else that statement.
 */
function blockOf({ span, target, block }: Comment, bodies: readonly Span[]): Span | undefined {
  if (block !== undefined) return block;
  if (target !== undefined && bodies.some((body) => contains(target, body))) return target;
  const length = ({ start, end }: Span): number => end - start;
  const around = bodies.filter((body) => contains(body, span));
  const [first] = around;
  return first === undefined
    ? target
    : around.reduce((inner, body) => (length(body) < length(inner) ? body : inner), first);
}

/**
 * Marks suppressed findings and reports our own suppressions that are wrong or unused. A comment speaks only about its own
 * file. `bodies` are the places of workloads and declarations, for block suppressions.
 */
export function suppress(
  findings: readonly Finding[],
  comments: readonly Comment[],
  rules: readonly SuppressibleRule[],
  bodies: readonly Place[],
  context: SuppressionContext,
): { findings: Finding[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const result = [...findings];
  const byRule = groupBy([...findings.keys()], (index) => findings[index]?.rule ?? '');
  const bodiesOf = groupBy(bodies, ({ path }) => path);
  const ids = new Set(rules.map(({ id }) => id));
  const heads = new Map<string, number>();

  /** Suppresses the rule's findings in the scope that nothing suppressed yet; whether there are any at all. */
  function accept(rule: string, path: string, scope: Scope, reason: string): boolean {
    let used = false;
    for (const index of byRule.get(rule) ?? []) {
      const finding = result[index];
      if (finding === undefined) continue;
      const { place } = finding.evidence[0];
      if (place.path !== path || !scope(place.span)) continue;
      used = true;
      if (finding.suppressed === undefined) result[index] = { ...finding, suppressed: { reason } };
    }
    return used;
  }

  function scopeOf(kind: ForeignSuppression['scope'], comment: Comment, path: string): Scope {
    switch (kind) {
      case 'file':
        return everywhere;
      case 'block': {
        const spans = (bodiesOf.get(path) ?? []).map(({ span }) => span);
        return within(blockOf(comment, spans));
      }
      case 'line':
        return lineScope(comment.target, isYaml(path) ? context.textOf(path) : undefined);
      case 'section': {
        const { target, block } = comment;
        return within(target !== undefined && block?.start === target.start ? block : target);
      }
      case 'statement':
        return within(comment.target);
    }
  }

  function acceptOwn(comment: Comment, { form, rules: named, reason }: Suppression): void {
    const path = comment.path ?? context.path;
    const problem = (text: Text, args: Readonly<Record<string, string | Text>>): void => {
      // The problems of another file are its own analysis' to tell.
      if (path === context.path) problems.push({ span: comment.span, message: { text, args } });
    };
    const scope = suppressionForms[form]?.scope;
    if (scope === undefined) problem(texts.unknownForm, { form });
    else if (named.length === 0) problem(texts.noRule, { form, rule: 'RULE' });
    else if (reason === '') problem(texts.noReason, { form, rule: named.join(' ') });
    else
      for (const rule of named) {
        if (!ids.has(rule))
          problem(texts.unknownRule, {
            rule,
            suggestion: suggestion(rule, ids, texts.didYouMean, texts.listRules),
          });
        else if (!accept(rule, path, scopeOf(scope, comment, path), reason)) problem(texts.unused, { rule });
      }
  }

  function acceptForeign(comment: Comment): void {
    const path = comment.path ?? context.path;
    const text = context.textOf(path);
    const found = foreignSuppressions(comment, {
      yaml: isYaml(path),
      atStart() {
        const head = heads.get(path) ?? headLength(text ?? '');
        heads.set(path, head);
        return comment.span.start < head;
      },
      annotation: text !== undefined && !/[#;/<]/.test(text.charAt(comment.span.start)),
      today: context.today,
    });
    for (const { tool, accepts, scope, label, reason } of found) {
      const target = scopeOf(scope, comment, path);
      for (const { id, peers } of rules)
        if (peers?.[tool]?.some(accepts))
          accept(id, path, target, reason === '' ? label : `${reason} (${label})`);
    }
  }

  for (const comment of comments)
    for (const suppression of ownSuppressions(comment)) acceptOwn(comment, suppression);
  if (context.honourOtherTools) for (const comment of comments) acceptForeign(comment);
  return { findings: result, problems };
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** What starts on the first line of the target; the whole target without a text, for a file whose statements do not nest. */
function lineScope(target: Span | undefined, text: string | undefined): Scope {
  if (target === undefined || text === undefined) return within(target);
  const end = text.indexOf('\n', target.start);
  const line = { start: target.start, end: end < 0 ? text.length : end };
  return ({ start }) => contains(line, { start, end: start });
}

/** How far a file goes with nothing but comments, empty lines and the mark of a YAML document. */
function headLength(text: string): number {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    if (line !== '' && line !== '---' && !line.startsWith('#')) return at;
    at = end < 0 ? text.length : end + 1;
  }
  return text.length;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The comment text that suppresses `rule` for the next statement. */
export function suppressionText(rules: readonly string[], reason: string): string {
  return `berth-ignore ${rules.join(', ')} -- ${reason}`;
}
