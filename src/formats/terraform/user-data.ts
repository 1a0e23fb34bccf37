// User data and scripts that a definition hands to its machines: where they stand, and what they decide.
import { fileNameOf, resolvePath } from '../../core/path';
import { joinUserData, readUserData, type UserData, unreadUserData } from '../cloud-init/facts';
import type { Code } from '../code';
import type { HclCall, HclExpression, HclTemplate } from '../hcl/tree';
import { addressIn, type Located, type Resource } from './module';
import { evaluated, type Scope } from './scope';
import { type Section, sectionOfBlock } from './section';

/** A text with the way to its places, and the file they are in. */
export interface Written {
  readonly code: Code;
  readonly path: string;
}

/** Deepest chain of locals, templates and functions that is followed. */
const deepest = 8;

/** What user data decides; `undefined` where there is none. */
export function userDataOf(located: Located | undefined, scope: Scope): UserData | undefined {
  if (located === undefined) return undefined;
  return read(located.expression, { ...scope, path: located.path }, 0);
}

/** Several pieces of user data as one; `undefined` where there is none. */
export function allUserData(...pieces: readonly (UserData | undefined)[]): UserData | undefined {
  const [first, ...others] = pieces.filter((piece) => piece !== undefined);
  return first === undefined ? undefined : others.reduce(joinUserData, first);
}

function read(expression: HclExpression, scope: Scope, depth: number): UserData | undefined {
  if (depth > deepest) return unreadUserData();
  switch (expression.kind) {
    case 'null':
      return undefined;
    case 'group':
      return read(expression.value, scope, depth + 1);
    case 'template': {
      const [only] = expression.parts;
      if (expression.parts.length === 1 && only?.kind === 'interpolation' && expression.form === 'quoted')
        return read(only.value, scope, depth + 1);
      return readUserData(codeOf(expression, scope), scope.path);
    }
    case 'call':
      return readCall(expression, scope, depth);
    case 'access':
      return readReference(expression, scope, depth);
    default:
      return unreadUserData();
  }
}

/** Functions that only change how a text is encoded. */
const wrappers = new Set([
  'base64encode',
  'base64gzip',
  'trimspace',
  'chomp',
  'tostring',
  'sensitive',
  'nonsensitive',
]);

function readCall({ name, args }: HclCall, scope: Scope, depth: number): UserData | undefined {
  const [first] = args;
  if (first === undefined) return unreadUserData();
  if (wrappers.has(name)) return read(first, scope, depth + 1);
  if (name === 'file' || name === 'filebase64' || name === 'templatefile') {
    const file = fileNamed(first, scope);
    return file === undefined ? unreadUserData() : readUserData(file.code, file.path);
  }
  return unreadUserData();
}

/** The file that an expression names; `undefined` where that is open, or where there is none. */
export function fileNamed(expression: HclExpression, scope: Scope): Written | undefined {
  const value = evaluated(expression, scope);
  if (value.kind !== 'string' || fileNameOf(value.text) === '') return undefined;
  const { around, folder } = scope.module;
  const path = resolvePath(folder, value.text);
  const text = around.text(path);
  return text === undefined ? undefined : { code: { text }, path };
}

/** Locals, templates that are rendered, and messages that are put together of parts. */
function readReference(expression: HclExpression, scope: Scope, depth: number): UserData | undefined {
  const { module } = scope;
  if (expression.kind === 'access' && expression.of.kind === 'name' && expression.of.name === 'local') {
    const [step] = expression.steps;
    const local = step?.kind === 'member' ? module.locals.get(step.name) : undefined;
    if (local !== undefined && expression.steps.length === 1)
      return read(local.expression, { ...scope, path: local.path }, depth + 1);
  }
  const resource = module.resources.get(addressIn(expression) ?? '');
  if (resource === undefined) return unreadUserData();
  const settings = sectionOfBlock(resource.block, { ...scope, path: resource.path });
  const inner = (section: Section, name: string): UserData | undefined => {
    const located = section.expression(name);
    return located && read(located.expression, { ...scope, path: located.path }, depth + 1);
  };
  if (resource.type === 'template_file') return inner(settings, 'template') ?? unreadUserData();
  if (/^(?:template_)?cloudinit_config$/.test(resource.type)) {
    const { items, rest } = settings.all('part');
    const more = rest === undefined ? undefined : unreadUserData();
    return allUserData(...items.map((part) => inner(part, 'content')), more) ?? unreadUserData();
  }
  return unreadUserData();
}

/** The user data that a resource for it holds: `libvirt_cloudinit_disk`, `proxmox_virtual_environment_file`. */
export function userDataIn(resource: Resource, name: string, scope: Scope): UserData | undefined {
  const settings = sectionOfBlock(resource.block, { ...scope, path: resource.path });
  const holder = settings.has(name) ? settings : settings.one('source_raw');
  return userDataOf(holder?.expression(name), scope);
}

/** A text as the machine gets it; what Terraform fills in stands as it is written, `${…}`. */
export function codeOf({ parts }: HclTemplate, scope: Scope): Code {
  const source = scope.module.texts.get(scope.path) ?? '';
  let text = '';
  const pieces: number[] = [];
  for (const part of parts) {
    pieces.push(text.length, part.span.start);
    text += part.kind === 'text' ? part.text : source.slice(part.span.start, part.span.end);
  }
  return { text, pieces };
}
