// Asks a template and its bases for values: scalars from the strongest, lists from all of them.
import { type Fact, type Facts, join, type Known, notStated, type Unknown } from '../../core/fact';
import type { Entry, Section } from '../yaml/view';
import { type Layer, openFor, type Template } from './parse';

/** The value below keys of the top level; `absent` where neither the template nor its bases say it. */
export function valueAt<T>(
  template: Template,
  [top = '', ...more]: readonly string[],
  convert: (text: string) => T | undefined,
  absent: Fact<T>,
): Fact<T> {
  const keys = [top, ...more];
  const last = keys.at(-1) ?? '';
  for (const { view, root } of template.layers) {
    const section = keys.slice(0, -1).reduce((outer, key) => view.inner(outer, key), root);
    const fact: Fact<T> = view.scalar(section, last, convert, notStated);
    if (fact !== notStated) return fact;
  }
  return openFor(template, top) ?? absent;
}

/** An entry of a list, with the file it stands in and its fields. */
export interface Listed {
  readonly layer: Layer;
  readonly entry: Entry;
  readonly fields: Section;
}

/** The entries of the lists below a key, the template's own first; `rest` says why there may be more. */
export function entriesOf(
  template: Template,
  key: string,
): { readonly found: readonly Listed[]; readonly rest?: Unknown } {
  const found: Listed[] = [];
  let rest = openFor(template, key);
  for (const layer of template.layers) {
    const { view, root } = layer;
    const own = view.entries(root, key);
    for (const entry of own.found) found.push({ layer, entry, fields: view.sectionOf(entry, root) });
    rest ??= own.rest;
  }
  return rest === undefined ? { found } : { found, rest };
}

/** The entries of a list as facts. */
export function listOf<T>(
  template: Template,
  key: string,
  each: (listed: Listed) => readonly Known<T>[] | Unknown,
): Facts<T> {
  const { found, rest } = entriesOf(template, key);
  const items: Known<T>[] = [];
  let open = rest;
  for (const listed of found) {
    const known = each(listed);
    if ('state' in known) open ??= known;
    else items.push(...known);
  }
  return join({ items }, { items: [] }, open);
}
