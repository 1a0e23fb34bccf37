// A Terraform module: the resources, variables and locals of all files of one folder.
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Surroundings } from '../format';
import { type Binding, type Evaluator, evaluatorOf } from '../hcl/evaluate';
import { parseHcl } from '../hcl/parse';
import { attribute, blocks, type HclBlock, type HclExpression, type HclFile, pathOf } from '../hcl/tree';
import { ofRecentTexts } from '../recent';

/** A `resource` or `data` block with the file it stands in. */
export interface Resource {
  readonly mode: 'resource' | 'data';
  readonly type: string;
  readonly name: string;
  readonly block: HclBlock;
  readonly path: string;
}

/** An expression with the file it stands in. */
export interface Located {
  readonly expression: HclExpression;
  readonly path: string;
}

/** What gives a variable its value, as far as files tell. */
export interface Variable {
  /** `default = …`. */
  readonly preset?: Located;
  /** The line of a `*.tfvars` file. */
  readonly assigned?: Located;
}

/** A module with everything that is found by name. */
export interface Module {
  /** The folder of its files. */
  readonly folder: string;
  readonly around: Surroundings;
  /** `aws_instance.web`, or `data.aws_ami.debian`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** The same without data sources. */
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Located>;
  /** The text of each file of the module that was read. */
  readonly texts: ReadonlyMap<string, string>;
  readonly evaluator: Evaluator;
}

/** UTF-16 units: a module of some thousand lines. */
const room = 2 ** 19;
const parse = ofRecentTexts((text) => parseHcl(text), room);

/** Reads a file of HCL; those seen last are not read again. */
export function fileOf(text: string): HclFile {
  return parse(text);
}

/** More files than this in one folder are no module that anybody wrote by hand. */
const mostFiles = 200;

/** The module of the file at `path`, and the file itself. */
export function moduleOf(
  text: string,
  path: string,
  around: Surroundings,
): { readonly file: HclFile; readonly module: Module } {
  const folder = folderOf(path);
  const own = fileNameOf(path);
  const file = fileOf(text);
  const resources = new Map<string, Resource>();
  const variables = new Map<string, Variable>();
  const locals = new Map<string, Located>();
  const texts = new Map<string, string>([[path, text]]);
  const add = (tree: HclFile, at: string): void => {
    for (const block of blocks(tree.body)) addBlock(block, at, resources, variables, locals);
  };
  add(file, path);
  const names = around.names(folder).filter((name) => name !== own);
  for (const name of names.filter(isConfiguration).slice(0, mostFiles)) {
    const at = resolvePath(folder, name);
    const other = around.text(at);
    if (other === undefined) continue;
    texts.set(at, other);
    add(fileOf(other), at);
  }
  for (const name of valueFiles(names)) {
    const at = resolvePath(folder, name);
    const values = around.text(at);
    if (values === undefined) continue;
    for (const entry of fileOf(values).body.entries) {
      if (entry.kind !== 'attribute') continue;
      const assigned = { expression: entry.value, path: at };
      variables.set(entry.name, { ...variables.get(entry.name), assigned });
    }
  }
  const byType = new Map<string, Resource[]>();
  for (const resource of resources.values()) {
    if (resource.mode === 'data') continue;
    const list = byType.get(resource.type);
    if (list === undefined) byType.set(resource.type, [resource]);
    else list.push(resource);
  }
  const evaluator = evaluatorOf({
    binding: (words) => bindingOf(words, { resources, variables, locals }),
    // Terraform finds files from the folder it runs in, mostly that of the module; `path.module` is that folder.
    text: (name) => {
      const at = resolvePath(folder, name);
      const found = around.text(at);
      return found === undefined ? undefined : { path: at, text: found };
    },
  });
  return { file, module: { folder, around, resources, byType, variables, locals, texts, evaluator } };
}

/** What a reference stands for: a variable, a local, an attribute that a resource of the module sets. */
function bindingOf(
  words: readonly string[],
  { resources, variables, locals }: Pick<Module, 'resources' | 'variables' | 'locals'>,
): Binding | undefined {
  const [root = '', name = '', third = ''] = words;
  if (root === 'local') {
    const found = locals.get(name);
    return found === undefined ? undefined : { words: 2, ...found };
  }
  if (root === 'var') {
    const variable = variables.get(name);
    if (variable?.assigned !== undefined) {
      const assumption = { name: `var.${name}`, file: variable.assigned.path };
      return { words: 2, ...variable.assigned, assumption };
    }
    return variable?.preset === undefined
      ? undefined
      : { words: 2, ...variable.preset, assumption: { name: `var.${name}` } };
  }
  if (third === '') return undefined;
  const isData = root === 'data';
  const resource = resources.get(isData ? `data.${name}.${third}` : `${root}.${name}`);
  const set = attribute(resource?.block.body, isData ? (words[3] ?? '') : third);
  if (resource === undefined || set === undefined) return undefined;
  return { words: isData ? 4 : 3, expression: set.value, path: resource.path };
}

/** Files that Terraform merges over others are left out: they change blocks instead of adding some. */
function isConfiguration(name: string): boolean {
  return /\.(?:tf|tofu)$/i.test(name) && !/(?:^|_)override\.(?:tf|tofu)$/i.test(name);
}

/**
 * Terraform loads `terraform.tfvars`, then `*.auto.tfvars`; others only when they are named, so a single one of them is
 * taken for the one that is. The last one wins.
 */
function valueFiles(names: readonly string[]): readonly string[] {
  const all = names.filter((name) => /\.tfvars$/i.test(name));
  const automatic = all.filter((name) => /\.auto\.tfvars$/i.test(name));
  const named = all.filter((name) => !automatic.includes(name) && name !== 'terraform.tfvars');
  return [
    ...(named.length === 1 ? named : []),
    ...all.filter((name) => name === 'terraform.tfvars'),
    ...automatic,
  ];
}

function addBlock(
  block: HclBlock,
  path: string,
  resources: Map<string, Resource>,
  variables: Map<string, Variable>,
  locals: Map<string, Located>,
): void {
  const [first, second] = block.labels;
  switch (block.type) {
    case 'resource':
    case 'data': {
      if (first === undefined || second === undefined) return;
      const resource: Resource = {
        mode: block.type,
        type: first.text,
        name: second.text,
        block,
        path,
      };
      const address = addressOf(resource);
      if (!resources.has(address)) resources.set(address, resource);
      return;
    }
    case 'variable': {
      const preset = attribute(block.body, 'default');
      if (first === undefined || variables.has(first.text)) return;
      variables.set(first.text, preset === undefined ? {} : { preset: { expression: preset.value, path } });
      return;
    }
    case 'locals':
      for (const entry of block.body.entries) {
        if (entry.kind === 'attribute') locals.set(entry.name, { expression: entry.value, path });
      }
      return;
    default:
      return;
  }
}

/** How other places of the module call it: `aws_instance.web`, `data.aws_ami.debian`. */
export function addressOf({ mode, type, name }: Pick<Resource, 'mode' | 'type' | 'name'>): string {
  return mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
}

/** The resources of a type, of all files of the module. */
export function resourcesOfType({ byType }: Module, type: string): readonly Resource[] {
  return byType.get(type) ?? [];
}

/** The address of the resource that a reference begins with. */
export function addressIn(expression: HclExpression): string | undefined {
  const [first, second, third] = pathOf(expression);
  if (first === 'data') return second && third && `data.${second}.${third}`;
  return first && second && `${first}.${second}`;
}
