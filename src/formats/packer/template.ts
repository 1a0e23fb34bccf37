// A Packer template in HCL: the files of a folder together, with variables, locals, sources and builds.
import { folderOf, resolvePath } from '../../core/path';
import type { Surroundings } from '../format';
import { type Binding, type Evaluator, evaluatorOf } from '../hcl/evaluate';
import { parseHcl } from '../hcl/parse';
import { attribute, blocks, type HclBlock, type HclExpression, type HclFile } from '../hcl/tree';
import { itemsOf, textOf } from '../hcl/value';
import { ofRecentTexts } from '../recent';
import { type BlockIn, blockSettings, type Settings } from './settings';

/** A builder with what a template says about it. */
export interface Builder {
  /** `qemu`, `virtualbox-iso`. */
  readonly type: string;
  /** The label of its source, or the name in JSON. */
  readonly name: string | undefined;
  readonly settings: Settings;
  /** Where its definition stands, `place` of the settings included. */
  readonly body: { readonly path: string; readonly span: { readonly start: number; readonly end: number } };
  readonly provisioners: readonly Provisioner[];
  /** Whether a build uses it, so that its provisioners are known. */
  readonly isBuilt: boolean;
}

/** A provisioner that applies to a builder. */
export interface Provisioner {
  readonly type: string;
  readonly settings: Settings;
}

/** Files of a template are parsed once while those beside them are edited. */
const parse = ofRecentTexts(parseHcl, 2_000_000);

/** Reads a file as HCL. */
export function hclOf(text: string): HclFile {
  return parse(text);
}

/** More files than any template has; beyond them, a folder is something else. */
const fileLimit = 100;

interface TemplateFile {
  readonly path: string;
  readonly file: HclFile;
}

/** The builders whose sources stand in the file at `path`. */
export function buildersOf(file: HclFile, path: string, around: Surroundings): readonly Builder[] {
  const files = filesOf(file, path, around, /\.pkr\.hcl$/);
  const evaluator = evaluatorFor(files, path, around);
  const uses = usesOf(files, evaluator);
  return blocks(file.body, 'source').flatMap((block) => {
    const [type, name] = block.labels;
    if (type === undefined) return [];
    const own = uses.filter(({ source }) => source === `${type.text}.${name?.text ?? ''}`);
    const additions = own.flatMap(({ addition }) => addition ?? []);
    return {
      type: type.text,
      name: name?.text,
      settings: blockSettings({ block, path }, additions, evaluator),
      body: { path, span: block.span },
      provisioners: own.flatMap(({ build }) => provisionersOf(build, type.text, name?.text ?? '', evaluator)),
      isBuilt: own.length > 0,
    };
  });
}

/** The files of the folder whose names match, the given one among them, in the order of names. */
function filesOf(file: HclFile, path: string, around: Surroundings, names: RegExp): readonly TemplateFile[] {
  const folder = folderOf(path);
  const others = around
    .names(folder)
    .filter((name) => names.test(name))
    .slice(0, fileLimit)
    .map((name) => resolvePath(folder, name))
    .filter((other) => other !== path);
  const read = others.flatMap((other) => {
    const text = around.text(other);
    return text === undefined ? [] : [{ path: other, file: hclOf(text) }];
  });
  return [{ path, file }, ...read];
}

function evaluatorFor(files: readonly TemplateFile[], path: string, around: Surroundings): Evaluator {
  const bindings = new Map<string, Binding>();
  for (const { path: from, file } of files) {
    for (const block of blocks(file.body)) {
      if (block.type === 'variable') addVariable(bindings, block, from);
      if (block.type === 'variables') {
        for (const { name, value } of attributesOf(block)) {
          const assumption = { name: `var.${name}` };
          bindings.set(`var.${name}`, { words: 2, expression: value, path: from, assumption });
        }
      }
      if (block.type === 'locals') {
        for (const { name, value } of attributesOf(block)) {
          bindings.set(`local.${name}`, { words: 2, expression: value, path: from });
        }
      }
      const value = block.type === 'local' ? attribute(block.body, 'expression')?.value : undefined;
      if (value !== undefined) {
        bindings.set(`local.${block.labels[0]?.text}`, { words: 2, expression: value, path: from });
      }
    }
  }
  setVariables(bindings, path, around);
  return evaluatorOf({
    binding: ([root, name]) => bindings.get(`${root}.${name}`),
    text(name, from) {
      const found = resolvePath(folderOf(from), name);
      const text = around.text(found);
      return text === undefined ? undefined : { path: found, text };
    },
  });
}

function attributesOf(block: HclBlock): readonly { readonly name: string; readonly value: HclExpression }[] {
  return block.body.entries.flatMap((entry) => (entry.kind === 'attribute' ? [entry] : []));
}

function addVariable(bindings: Map<string, Binding>, block: HclBlock, path: string): void {
  const name = `var.${block.labels[0]?.text}`;
  const value = attribute(block.body, 'default')?.value;
  bindings.set(
    name,
    value === undefined ? { words: 2, path } : { words: 2, expression: value, path, assumption: { name } },
  );
}

/**
 * Takes in the files that set variables: those that Packer loads by itself, and for a variable without default the one
 * file that sets it, which somebody has to name on the command line.
 */
function setVariables(bindings: Map<string, Binding>, path: string, around: Surroundings): void {
  const folder = folderOf(path);
  const required = new Map<string, Binding[]>();
  for (const file of around.names(folder).slice(0, fileLimit * 2)) {
    if (!/\.pkrvars\.hcl$/.test(file)) continue;
    const isAutomatic = file.endsWith('.auto.pkrvars.hcl');
    const from = resolvePath(folder, file);
    const text = around.text(from);
    if (text === undefined) continue;
    for (const entry of hclOf(text).body.entries) {
      if (entry.kind !== 'attribute') continue;
      const name = `var.${entry.name}`;
      const declared = bindings.get(name);
      const binding: Binding = { words: 2, expression: entry.value, path: from, assumption: { name, file } };
      // Automatic files are read in the order of their names, the last one wins.
      if (isAutomatic) bindings.set(name, binding);
      else if (declared !== undefined && !('value' in declared) && declared.expression === undefined) {
        required.set(name, [...(required.get(name) ?? []), binding]);
      }
    }
  }
  for (const [name, [only, ...more]] of required) {
    if (only !== undefined && more.length === 0) bindings.set(name, only);
  }
}

/** A build's use of a source. */
interface Use {
  /** `qemu.debian` */
  readonly source: string;
  readonly build: BlockIn;
  /** The block in the build that adds settings. */
  readonly addition?: BlockIn;
}

function usesOf(files: readonly TemplateFile[], evaluator: Evaluator): readonly Use[] {
  return files.flatMap(({ path, file }) =>
    blocks(file.body, 'build').flatMap((block): Use[] => {
      const build = { block, path };
      const listed = attribute(block.body, 'sources');
      const items = listed === undefined ? [] : (itemsOf(evaluator.valueOf(listed.value, path)) ?? []);
      const named = items.map((item) => ({ source: sourceName(textOf(item) ?? ''), build }));
      const added = blocks(block.body, 'source').map((addition) => ({
        source: sourceName(addition.labels.map(({ text }) => text).join('.')),
        build,
        addition: { block: addition, path },
      }));
      return [...named, ...added];
    }),
  );
}

function sourceName(written: string): string {
  return written.replace(/^sources?\./, '');
}

function provisionersOf(
  { block, path }: BlockIn,
  type: string,
  name: string,
  evaluator: Evaluator,
): readonly Provisioner[] {
  return blocks(block.body, 'provisioner').flatMap((provisioner) => {
    const settings = blockSettings({ block: provisioner, path }, [], evaluator);
    const kind = provisioner.labels[0]?.text;
    return kind !== undefined && applies(settings, [`${type}.${name}`, name])
      ? [{ type: kind, settings }]
      : [];
  });
}

/** Whether `only` and `except` let a provisioner run for a builder of one of these names. */
export function applies(settings: Settings, names: readonly string[]): boolean {
  const listed = (setting: string): readonly (string | undefined)[] | undefined =>
    itemsOf(settings.get(setting)?.value)?.map((item) => textOf(item));
  const only = listed('only');
  if (only !== undefined && !only.some((item) => item !== undefined && names.includes(item))) return false;
  return listed('except')?.some((item) => item !== undefined && names.includes(item)) !== true;
}
