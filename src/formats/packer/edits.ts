// Turns changes of the model's terms into edits of a Packer template.
import type { Change, TextEdit } from '../../core/format';
import type { Place } from '../../core/span';
import { editorOf } from '../editor';
import { remove, replaceLiteral } from '../hcl/edits';
import { type HclExpression, type HclFile, type HclStatement, pathOf } from '../hcl/tree';
import { remove as removeJson, replaceScalar } from '../json/edits';
import type { JsonFile, JsonStatement } from '../json/tree';

type Editor = (change: Change) => readonly TextEdit[] | undefined;

/** What builders need, so that it is replaced, never removed. */
const required = /^(?:iso_url|iso_urls|iso_checksum|source_ami|source_path|communicator|instance_type)$/;

/** Makes the edits of a file in HCL. */
export function hclEditor(file: HclFile, path: string): Editor {
  let places: ReadonlyMap<string, HclStatement> | undefined;

  function statementOf(place: Place): HclStatement | undefined {
    if (place.path !== path) return undefined;
    places ??= new Map(file.statements.map((statement) => [keyOf(statement.span), statement]));
    return places.get(keyOf(place.span));
  }

  function literalAt(place: Place): HclExpression | undefined {
    const statement = statementOf(place);
    return statement === undefined || statement.kind === 'block' ? undefined : statement.value;
  }

  return editorOf({
    removal(place) {
      const statement = statementOf(place);
      if (statement === undefined || (statement.kind === 'attribute' && required.test(statement.name))) {
        return undefined;
      }
      return remove(file, statement);
    },
    replacement(place, value) {
      const found = literalAt(place);
      return found === undefined || pathOf(found).length > 0 ? undefined : replaceLiteral(found, value);
    },
    binding(place, address) {
      const found = literalAt(place);
      return found === undefined ? undefined : replaceLiteral(found, address);
    },
    protection: () => undefined,
    set: () => undefined,
  });
}

/** Makes the edits of a template in JSON. */
export function jsonEditor(file: JsonFile, path: string): Editor {
  function statementOf(place: Place): JsonStatement | undefined {
    if (place.path !== path) return undefined;
    return file.statements.find(({ span }) => keyOf(span) === keyOf(place.span));
  }

  function replacement(place: Place, value: string): TextEdit | undefined {
    const found = statementOf(place)?.value;
    if (found?.kind !== 'scalar' || found.text.includes('{{')) return undefined;
    const keeps = found.type !== 'string' && /^(?:\d+|true|false)$/.test(value);
    return replaceScalar(found, keeps ? value : JSON.stringify(value));
  }

  return editorOf({
    removal(place) {
      const statement = statementOf(place);
      if (statement === undefined || (statement.kind === 'member' && required.test(statement.name))) {
        return undefined;
      }
      return removeJson(file, statement);
    },
    replacement,
    binding: replacement,
    protection: () => undefined,
    set: () => undefined,
  });
}

function keyOf({ start, end }: Place['span']): string {
  return `${start}:${end}`;
}
