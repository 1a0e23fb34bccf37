// What `vboxmanage` commands of a template set: `["modifyvm", "{{.Name}}", "--memory", "2048"]`.
import type { Place } from '../../core/span';
import { type HclValue, itemsOf, textOf } from '../hcl/value';
import type { Reader } from './reader';
import type { Setting } from './settings';

/** One command, its words as values. */
interface Command {
  readonly words: readonly HclValue[];
  readonly place: Place;
}

/** The commands of a builder. */
export interface VBoxManage {
  /** The value that `modifyvm` sets last for one of these flags. */
  flag(...names: readonly string[]): Setting | undefined;
  /** Commands that begin with these words. */
  commands(...words: readonly string[]): readonly Command[];
}

/** Reads the commands that run before the machine starts, then those that run behind its build. */
export function vboxManage(read: Reader): VBoxManage {
  const all = ['vboxmanage', 'vboxmanage_post'].flatMap((name) =>
    (itemsOf(read.setting(name)?.value) ?? []).flatMap((item): Command[] => {
      const words = itemsOf(item);
      return words === undefined ? [] : [{ words, place: item.place }];
    }),
  );
  return {
    flag(...names) {
      for (const { words, place } of all.toReversed()) {
        if (textOf(words[0]) !== 'modifyvm') continue;
        const at = words.findLastIndex((word) => names.includes(textOf(word) ?? ''));
        const value = at === -1 ? undefined : words[at + 1];
        if (value !== undefined) return { value, place };
      }
      return undefined;
    },
    commands: (...wanted) =>
      all.filter(({ words }) => wanted.every((word, index) => textOf(words[index]) === word)),
  };
}
