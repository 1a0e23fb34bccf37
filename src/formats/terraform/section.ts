// Settings of a block or an object as facts, whatever way they are written: literally, by variables, by `dynamic` blocks.
import {
  complete,
  type Fact,
  type Facts,
  incomplete,
  isKnown,
  type Known,
  listed,
  notStated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import { factMaker } from '../hcl/facts';
import {
  attribute,
  blocks,
  type HclAttribute,
  type HclBlock,
  type HclBody,
  type HclEntry,
  type HclExpression,
  type HclObject,
  keyText,
  plainText,
} from '../hcl/tree';
import { assuming, type HclKnown, type HclValue, numberOf, textOf } from '../hcl/value';
import { texts } from './messages';
import type { Located, Resource } from './module';
import { deepest, definitionOf, elementsOf, evaluated, referencesIn, type Scope, withName } from './scope';
import { defaults } from './sources';

/** Turns values into facts. */
export const maker = factMaker(defaults.variables);

/** Keys and values of a map; `rest` says why there may be more. */
export interface Entries {
  readonly items: readonly { readonly key: string; readonly value: Fact<string>; readonly place: Place }[];
  readonly rest?: Unknown;
}

/** Several sections of one name; `rest` says why there may be more. */
export interface Sections {
  readonly items: readonly Section[];
  readonly rest?: Unknown;
}

type Holder = HclBody | HclObject;
type Setting = HclAttribute | HclEntry;

/** The settings and blocks of a body or an object, by name. */
interface Contents {
  readonly settings: ReadonlyMap<string, Setting>;
  readonly blocks: ReadonlyMap<string, readonly HclBlock[]>;
  /** `dynamic` blocks, by the name of what they make. */
  readonly dynamic: ReadonlyMap<string, readonly HclBlock[]>;
}

const known = new WeakMap<Holder, Contents>();

/** Every machine of a module asks for much the same names, so they are sorted once. */
function contentsOf(holder: Holder): Contents {
  const found = known.get(holder);
  if (found !== undefined) return found;
  const settings = new Map<string, Setting>();
  const blocks = new Map<string, HclBlock[]>();
  const dynamic = new Map<string, HclBlock[]>();
  const add = (to: Map<string, HclBlock[]>, name: string, block: HclBlock): void => {
    const list = to.get(name);
    if (list === undefined) to.set(name, [block]);
    else list.push(block);
  };
  for (const entry of holder.entries) {
    if (entry.kind === 'block') {
      const [label] = entry.labels;
      if (entry.type === 'dynamic' && label !== undefined) add(dynamic, label.text, entry);
      else add(blocks, entry.type, entry);
      continue;
    }
    const name = entry.kind === 'attribute' ? entry.name : keyText(entry);
    if (name !== undefined && !settings.has(name)) settings.set(name, entry);
  }
  const contents = { settings, blocks, dynamic };
  known.set(holder, contents);
  return contents;
}

/** The section of a resource's block; `names` of `for_each` are in the scope. */
export function sectionOfBlock(block: HclBlock, scope: Scope): Section {
  return new Section(block.body, block.head, scope, block.closed ? undefined : block.head);
}

/**
 * A block or an object with settings. A class, because a reading makes hundreds of them, and closures for each cost twice
 * as much as all the rest (measured).
 */
export class Section {
  readonly scope: Scope;
  /** What stands for it: the head of the block, or the object. */
  readonly place: Place;
  private readonly contents: Contents;
  private readonly open: Span | undefined;

  /** `open` is there where the end of the block is missing, so that it may hold more. */
  constructor(holder: Holder, head: Span, scope: Scope, open: Span | undefined) {
    this.scope = scope;
    this.place = { path: scope.path, span: head };
    this.contents = contentsOf(holder);
    this.open = open;
  }

  /** Whether it has a setting or a block of that name. */
  has(name: string): boolean {
    const { settings, blocks, dynamic } = this.contents;
    return settings.has(name) || blocks.has(name) || dynamic.has(name);
  }

  /** Names of all settings and blocks. */
  get names(): readonly string[] {
    const { settings, blocks, dynamic } = this.contents;
    return [...settings.keys(), ...blocks.keys(), ...dynamic.keys()];
  }

  /** The place of a setting, or of the first block of that name. */
  placeOf(name: string): Place | undefined {
    const { settings, blocks, dynamic } = this.contents;
    const setting = settings.get(name);
    if (setting !== undefined) return this.placeOfSetting(setting);
    const block = blocks.get(name)?.[0] ?? dynamic.get(name)?.[0];
    return block === undefined ? undefined : { path: this.scope.path, span: block.head };
  }

  /** A setting that is a text; an empty one says nothing. */
  text(name: string): Fact<string> {
    return this.fact(name, (value) => textOf(value) || undefined);
  }

  number(name: string): Fact<number> {
    return this.fact(name, numberOf);
  }

  flag(name: string): Fact<boolean> {
    return this.fact(name, flagOf);
  }

  /** A list of texts; one text counts as a list of one. */
  texts(name: string): Facts<string> {
    const setting = this.contents.settings.get(name);
    if (setting === undefined) return this.open === undefined ? complete([]) : incomplete([], this.rest());
    return textsIn(evaluated(setting.value, this.scope), this.placeOfSetting(setting));
  }

  /** The entries of a map whose keys mean something only to people: tags, labels. */
  entries(name: string): Entries {
    const setting = this.contents.settings.get(name);
    const block = this.one(name);
    if (setting === undefined) {
      const items = (block?.names ?? []).map((key) => ({
        key,
        value: block?.text(key) ?? notStated,
        place: block?.placeOf(key) ?? this.place,
      }));
      return this.open === undefined ? { items } : { items, rest: this.rest() };
    }
    const whole = this.placeOfSetting(setting);
    const value = evaluated(setting.value, this.scope);
    if (value.kind === 'null') return { items: [] };
    if (value.kind !== 'map') return { items: [], rest: unknown(texts.openList, whole) };
    const items = [...value.entries].map(([key, item]) => {
      const place = block?.placeOf(key) ?? whole;
      return { key, value: factOf(assuming(item, value.assumed), place, textOf), place };
    });
    return { items };
  }

  /** The blocks or objects of that name. */
  all(name: string): Sections {
    const { settings, blocks, dynamic } = this.contents;
    const items: Section[] = (blocks.get(name) ?? []).map((block) => sectionOfBlock(block, this.scope));
    let open = this.open === undefined ? undefined : this.rest();
    const setting = settings.get(name);
    if (setting !== undefined) {
      const found = objectsIn(setting.value, this.scope, 0);
      items.push(...found.items);
      open ??= found.rest;
    }
    for (const block of dynamic.get(name) ?? []) {
      const found = expanded(block, this.scope);
      items.push(...found.items);
      open ??= found.rest;
    }
    return open === undefined ? { items } : { items, rest: open };
  }

  /** The first of them. */
  one(name: string): Section | undefined {
    const { settings, blocks, dynamic } = this.contents;
    const [block] = blocks.get(name) ?? [];
    if (block !== undefined) return sectionOfBlock(block, this.scope);
    return settings.has(name) || dynamic.has(name) ? this.all(name).items[0] : undefined;
  }

  /** The expression of a setting, with the file it stands in. */
  expression(name: string): Located | undefined {
    const setting = this.contents.settings.get(name);
    return setting === undefined ? undefined : { expression: setting.value, path: this.scope.path };
  }

  /** The resources of the module that a setting refers to. */
  references(name: string): readonly Resource[] {
    const setting = this.contents.settings.get(name);
    return setting === undefined ? [] : referencesIn(setting.value, this.scope);
  }

  private rest(): Unknown {
    return unknown(
      texts.openBlock,
      this.open === undefined ? this.place : { ...this.place, span: this.open },
    );
  }

  private fact<T>(name: string, convert: (value: HclKnown) => T | undefined): Fact<T> {
    const setting = this.contents.settings.get(name);
    if (setting === undefined) return notStated;
    return factOf(evaluated(setting.value, this.scope), this.placeOfSetting(setting), convert);
  }

  /** A setting's own line; of a value of several lines only the name. */
  private placeOfSetting(setting: Setting): Place {
    const { path } = this.scope;
    if (!isOnOneLine(setting.span, this.scope))
      return { path, span: setting.kind === 'attribute' ? setting.nameSpan : setting.key.span };
    return { path, span: setting.span };
  }
}

function isOnOneLine({ start, end }: Span, { module, path }: Scope): boolean {
  const newline = module.texts.get(path)?.indexOf('\n', start) ?? -1;
  return newline === -1 || newline >= end;
}

/** What a setting is; what depends on which of several machines it is about is unknown. */
function factOf<T>(value: HclValue, place: Place, convert: (value: HclKnown) => T | undefined): Fact<T> {
  const isOfOne = value.kind === 'unknown' && value.names.some((name) => /^(?:each|count)\./.test(name));
  return isOfOne ? unknown(texts.differs, place) : maker.fact(value, place, convert);
}

/** Providers have switches that are booleans, numbers and words. */
export function flagOf(value: HclKnown): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === '1' || text === 'on' || text === 'yes' || text === 'enabled') return true;
  if (text === '0' || text === 'off' || text === 'no' || text === 'disabled') return false;
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

function textsIn(value: HclValue, place: Place): Facts<string> {
  if (value.kind === 'unknown') return incomplete([], maker.unknown(value, place));
  if (value.kind === 'null') return complete([]);
  const items: Known<string>[] = [];
  let rest: Unknown | undefined;
  for (const item of value.kind === 'list' ? value.items : [value]) {
    const fact = maker.text(assuming(item, value.assumed), place);
    if (isKnown(fact)) items.push(fact);
    else if (fact !== notStated) rest ??= fact;
  }
  return listed(items, rest);
}

/** The objects that an expression is: one, a list of them, or a local or variable that is. */
function objectsIn(expression: HclExpression, scope: Scope, depth: number): Sections {
  const why = unknown(texts.openList, { path: scope.path, span: expression.span });
  if (depth > deepest) return { items: [], rest: why };
  switch (expression.kind) {
    case 'object': {
      const { start } = expression.span;
      const head = isOnOneLine(expression.span, scope) ? expression.span : { start, end: start + 1 };
      return { items: [new Section(expression, head, scope, expression.closed ? undefined : head)] };
    }
    case 'tuple': {
      const found = expression.entries.map(({ value }) => objectsIn(value, scope, depth + 1));
      const rest = expression.closed ? found.find((each) => each.rest !== undefined)?.rest : why;
      const items = found.flatMap((each) => each.items);
      return rest === undefined ? { items } : { items, rest };
    }
    case 'group':
      return objectsIn(expression.value, scope, depth + 1);
    case 'null':
      return { items: [] };
    case 'access': {
      const target = definitionOf(expression, scope);
      return target === undefined
        ? { items: [], rest: why }
        : objectsIn(target.expression, { ...scope, path: target.path }, depth + 1);
    }
    default:
      return { items: [], rest: why };
  }
}

/** More elements than this of one `dynamic` block are not told apart. */
const mostElements = 32;

/** The sections that a `dynamic` block makes. */
function expanded(block: HclBlock, scope: Scope): Sections {
  const content = blocks(block.body, 'content')[0];
  if (content === undefined) return { items: [] };
  const iterator = plainName(attribute(block.body, 'iterator')?.value) ?? block.labels[0]?.text ?? '';
  const forEach = attribute(block.body, 'for_each')?.value;
  const elements = forEach === undefined ? undefined : elementsOf(evaluated(forEach, scope), true);
  if (elements === undefined || elements.length > mostElements) {
    const why = unknown(texts.openList, { path: scope.path, span: block.head });
    return { items: [sectionOfBlock(content, scope)], rest: why };
  }
  return { items: elements.map((element) => sectionOfBlock(content, withName(scope, iterator, element))) };
}

function plainName(expression: HclExpression | undefined): string | undefined {
  return expression?.kind === 'name' ? expression.name : plainText(expression);
}
