// Asks one rule about a text in tests.
import assert from 'node:assert/strict';
import type { Finding } from '../core/finding';
import type { FormatId } from '../core/format';
import { type PostureFacts, unknownPosture } from '../core/posture';
import type { HostProfile, RuleContext } from '../core/rule';
import type { Workload } from '../core/workload';
import { readExample, usualPath } from '../formats/testing';
import { check } from './check';
import { hostedAmong } from './hosted';
import { rules } from './registry.generated';

/** A text, and what is known beside it. */
export interface Asked {
  readonly format: FormatId;
  readonly text: string;
  /** Default: the format's usual name. */
  readonly path?: string;
  readonly host?: HostProfile;
  readonly posture?: Partial<PostureFacts>;
}

/** What rules may know of these workloads: nothing beside them, unless told. */
export function contextOf(group: readonly Workload[], told: Partial<RuleContext> = {}): RuleContext {
  return {
    host: {},
    today: '2026-11-21',
    group,
    hosted: hostedAmong(group),
    declarations: [],
    posture: unknownPosture,
    ...told,
  };
}

/** What the rule of this id finds in a text; an id that is no rule fails the test. */
export async function findingsOf(
  rule: string,
  { format, text, path = usualPath(format), host = {}, posture = {} }: Asked,
): Promise<Finding[]> {
  const { workloads, declarations = [] } = await readExample(format, path, text);
  const chosen = rules.filter(({ id }) => id === rule);
  assert.equal(chosen.length, 1, rule);
  const context = contextOf(workloads, {
    host,
    declarations,
    posture: { ...unknownPosture, ...posture },
  });
  return check(chosen, context, (_, start, end) => text.slice(start, end));
}
