// Turns changes of the model's terms into edits of the cloud-configs in a file.
import type { Change, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import { editorOf } from '../editor';
import { isPrivate, remove, replaceScalar, statementIndex } from '../yaml/edits';
import type { Statement } from '../yaml/tree';
import { type Config, isOpen } from './values';

/** Makes the edits of one file; none for what a template fills in, and for scripts. */
export function editor(configs: readonly Config[]): (change: Change) => readonly TextEdit[] | undefined {
  let places: readonly ReadonlyMap<string, Statement>[] | undefined;

  /** The statement behind a fact's place, and the edits made of it in its part, moved to where the part stands. */
  function edit(
    { span }: Place,
    make: (config: Config, statement: Statement) => readonly TextEdit[] | undefined,
  ): readonly TextEdit[] | undefined {
    places ??= configs.map(({ yaml }) => statementIndex(yaml.statements));
    for (const [index, config] of configs.entries()) {
      const shift = config.at({ start: 0, end: 0 }).span.start;
      const statement = places[index]?.get(`${span.start - shift}:${span.end - shift}`);
      if (statement === undefined) continue;
      const written = config.yaml.text.slice(statement.span.start, statement.span.end);
      if (!isPrivate(statement) || isOpen(written) || /\{[{%#]/.test(written)) return undefined;
      return make(config, statement)?.map((made) => ({
        ...made,
        span: { start: made.span.start + shift, end: made.span.end + shift },
      }));
    }
    return undefined;
  }

  return editorOf({
    removal: (place) => edit(place, ({ yaml }, statement) => remove(yaml, statement, topOf(statement))),
    replacement: (place, value) =>
      edit(place, ({ yaml }, statement) => {
        // An item is a command or a name, which another value would turn into something else.
        if (statement.kind === 'item') return undefined;
        const { value: scalar } = statement;
        // `no` is false for cloud-init, though a text for YAML 1.2; a text would be put in quotes.
        const isTruth =
          scalar.kind === 'scalar' && scalar.style === 'plain' && /^(?:true|false)$/.test(value);
        const made = isTruth ? { span: scalar.span, text: value } : replaceScalar(yaml, statement, value);
        return made && [made];
      }),
    binding: () => undefined,
    protection: () => undefined,
    set: () => undefined,
  });
}

/** What stays even if it is left empty: the outermost statement, unless it is removed itself. */
function topOf(statement: Statement): Statement {
  let top = statement;
  for (let next = top.container.owner; next !== undefined; next = next.container.owner) top = next;
  return top;
}
