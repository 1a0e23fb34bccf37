// The fixes that several rules offer; only what the file states can be taken out or added safely.
import type { Fact } from '../../core/fact';
import type { Fix } from '../../core/finding';
import type { Setting } from '../../core/format';
import type { Message, Text } from '../../core/message';
import type { Workload } from '../../core/workload';

/** Takes the statement out, which gives the engine's default back: the container can do less than before. */
export function removal(fact: Fact<unknown>): { readonly fix?: Fix } {
  if (fact.state !== 'stated') return {};
  return {
    fix: {
      title: { text: { en: 'Remove this setting', de: 'Diese Einstellung entfernen' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'remove', place: fact.place }],
    },
  };
}

/** Writes another value where the file states one. */
export function correction(fact: Fact<unknown>, value: string): { readonly fix?: Fix } {
  if (fact.state !== 'stated') return {};
  return {
    fix: {
      title: { text: { en: 'Set it to {value}', de: 'Auf {value} setzen' }, args: { value } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'replace', place: fact.place, value }],
    },
  };
}

/** States a setting where the file says nothing; no fix where it says something else. */
export function addition(
  fact: Fact<unknown>,
  workload: Workload,
  setting: Setting,
  title: Text | Message,
): { readonly fix?: Fix } {
  if (fact.state !== 'implied' || fact.place !== undefined) return {};
  return {
    fix: {
      title: 'text' in title ? title : { text: title },
      safety: 'changes-behaviour',
      changes: [{ kind: 'set', workload: workload.id, setting }],
    },
  };
}
