// Writes changes of the model back into a module's file, and refuses where expressions decide.
import type { Setting } from '../../core/format';
import type { Place, Span } from '../../core/span';
import { editorOf } from '../editor';
import { remove, replaceLiteral, setAttribute } from '../hcl/edits';
import { attribute, blocks, type HclBlock, type HclFile, type HclStatement } from '../hcl/tree';
import type { Machine } from './lower';

/** The editor of a file of a module. */
export function editor(
  file: HclFile,
  path: string,
  machines: readonly Machine[],
): ReturnType<typeof editorOf> {
  const statement = (place: Place): HclStatement | undefined =>
    place.path === path ? statementOf(file, place.span) : undefined;
  return editorOf({
    removal(place) {
      const found = statement(place);
      return found === undefined || !isRemovable(found) ? undefined : remove(file, found);
    },
    replacement(place, value) {
      const found = statement(place);
      return found === undefined ? undefined : replaced(found, value);
    },
    binding(place, address) {
      const found = statement(place);
      return found === undefined || !isAddress(found) ? undefined : replaced(found, address);
    },
    protection(place) {
      const found = statement(place);
      if (found?.kind !== 'block' || found.type !== 'filesystem') return undefined;
      return setAttribute(file, found, 'readonly', 'true');
    },
    set(id, setting) {
      const machine = machines.find(({ workload }) => workload.id === id);
      return machine === undefined ? undefined : stateSetting(file, machine.block, setting);
    },
  });
}

/** The statement that a place stands for; a place within a text, such as user data, stands for none. */
function statementOf(file: HclFile, span: Span): HclStatement | undefined {
  return file.statements.findLast((each) => standsFor(each).some((own) => isSame(own, span)));
}

/** The places that facts have: a whole setting, its name, the head of a block, an object or its bracket. */
function standsFor(statement: HclStatement): readonly Span[] {
  switch (statement.kind) {
    case 'block':
      return [statement.head];
    case 'attribute':
      return [statement.span, statement.nameSpan];
    case 'entry':
      return [statement.span, statement.key.span];
    case 'item': {
      const { span } = statement.value;
      return [span, { start: span.start, end: span.start + 1 }];
    }
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** What decides what its block is: without it, the block means something else or nothing. */
const deciding = /^(?:type|name|model|protocol|device|id|source)$/;

/** Blocks of whole resources stay, and so does what decides what a block is. */
function isRemovable(statement: HclStatement): boolean {
  if (statement.kind === 'block') return statement.container.owner !== undefined;
  return !deciding.test(nameOf(statement) ?? '');
}

/** Names of settings that hold an address on which something listens. */
function isAddress(statement: HclStatement): boolean {
  const name = nameOf(statement)?.toLowerCase() ?? '';
  return /^(?:listen_address|listen|address|source_host|remotedisplay\.vnc\.ip)$/.test(name);
}

function nameOf(statement: HclStatement): string | undefined {
  if (statement.kind === 'attribute') return statement.name;
  if (statement.kind !== 'entry') return undefined;
  const { key } = statement;
  if (key.kind === 'name') return key.name;
  const [part] = key.kind === 'template' ? key.parts : [];
  return part?.kind === 'text' ? part.text : undefined;
}

/** Settings whose truth is the opposite of the fact they state. */
const opposite = new Set(['full_clone', 'full', 'eagerly_scrub']);

/** How settings that are words say what facts say as truth values. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  patch_mode: { true: 'AutomaticByOS' },
};

function replaced(statement: HclStatement, value: string) {
  if (statement.kind === 'block') return undefined;
  const name = nameOf(statement) ?? '';
  // The slot of a drive names its bus and a number that has to stay free.
  if (name === 'interface' || name === 'slot') return undefined;
  const word = Object.hasOwn(words, name) ? words[name]?.[value] : value;
  if (word === undefined) return undefined;
  const turned = opposite.has(name) ? (word === 'true' ? 'false' : word === 'false' ? 'true' : word) : word;
  return replaceLiteral(statement.value, turned);
}

function stateSetting(file: HclFile, block: HclBlock, setting: Setting) {
  const type = block.labels[0]?.text ?? '';
  switch (setting.name) {
    case 'linkedClone': {
      if (type === 'proxmox_vm_qemu') return setAttribute(file, block, 'full_clone', 'false');
      const clone = blocks(block.body, 'clone')[0];
      // vSphere makes linked clones only of templates with exactly one snapshot, which no file shows.
      if (clone === undefined || type === 'vsphere_virtual_machine') return undefined;
      return setAttribute(file, clone, 'full', 'false');
    }
    case 'memoryBalloon': {
      if (type === 'hyperv_machine_instance') {
        const dynamic = setAttribute(file, block, 'dynamic_memory', 'true');
        const fixed = attribute(block.body, 'static_memory');
        const off = fixed === undefined ? undefined : replaceLiteral(fixed.value, 'false');
        if (dynamic === undefined || (fixed !== undefined && off === undefined)) return undefined;
        return off === undefined ? dynamic : [dynamic, off];
      }
      const memory = blocks(block.body, 'memory')[0];
      const dedicated = attribute(memory?.body, 'dedicated')?.value;
      // As much as the machine has: Proxmox VE then takes back only what the guest does not use.
      if (memory === undefined || dedicated?.kind !== 'number') return undefined;
      return setAttribute(file, memory, 'floating', String(dedicated.value));
    }
    default:
      return undefined;
  }
}
