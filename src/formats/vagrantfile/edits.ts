// Writes changes of the model back into a Vagrantfile, and refuses where Ruby code, not a literal, says the thing.

import type { Change, Setting, TextEdit } from '../../core/format';
import type { Place, Span } from '../../core/span';
import { field, type Node, type Tree, textOf } from '../grammar/tree';
import { lineBreakOf, startOfLine } from '../lines';
import type { Call, Configuration, Entry, Machine } from './configuration';
import type { LoweredMachine } from './lower';
import type { Vagrantfile } from './parse';
import type { Family } from './providers';
import { text as textOfSetting } from './settings';
import { isContainer, pathTo, startsLine } from './statements';

type Edits = readonly TextEdit[] | undefined;

/** The edits that make a change, or `undefined` where the file cannot express it safely. */
export function editsOf(file: Vagrantfile, machines: readonly LoweredMachine[], change: Change): Edits {
  // The offsets of a repaired tree fit, its nodes may not.
  if (!file.intact) return undefined;
  switch (change.kind) {
    case 'remove':
      return removal(file.tree, change.place);
    case 'replace':
      return replacement(file.tree, change.place, change.value);
    case 'bind':
      return binding(file.tree, change.place, change.address);
    case 'make-read-only':
      return readOnly(file.tree, change.place);
    case 'set':
      return setting(file, machines, change.workload, change.setting);
  }
}

/** The node at a place with its parent. */
function nodeAt(tree: Tree, { span }: Place): { readonly node: Node; readonly parent: Node } | undefined {
  const path = pathTo(tree, span);
  const node = path.at(-1);
  const parent = path.at(-2);
  if (node === undefined || parent === undefined || node.start !== span.start || node.end !== span.end)
    return undefined;
  return { node, parent };
}

function removal(tree: Tree, place: Place): Edits {
  const found = nodeAt(tree, place);
  if (found === undefined) return undefined;
  const { node, parent } = found;
  if (contains(node, 'heredoc_beginning') || field(node, 'block') !== undefined) return undefined;
  if (node.type === 'pair' && parent.type === 'argument_list') return removedArgument(parent, node);
  if (!isContainer(parent) || !saysOneThing(tree, node)) return undefined;
  const { text } = tree;
  const lineStart = startOfLine(text, node.start);
  const lineEnd = text.indexOf('\n', node.end);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const behind = text.slice(node.end, lineEnd < 0 ? text.length : lineEnd).trim();
  if (!startsLine(text, node.start) || (behind !== '' && !behind.startsWith('#'))) return undefined;
  return [{ span: { start: lineStart, end }, text: '' }];
}

function removedArgument(list: Node, pair: Node): Edits {
  const siblings = list.namedChildren;
  const index = siblings.indexOf(pair);
  const before = siblings[index - 1];
  return before === undefined ? undefined : [{ span: { start: before.end, end: pair.end }, text: '' }];
}

/** Whether removing the statement removes one setting: `customize` may carry several flags. */
function saysOneThing(tree: Tree, node: Node): boolean {
  const method = field(node, 'method');
  if (method === undefined || textOf(tree, method) !== 'customize') return true;
  const flags = textOf(tree, node).match(/["']--[a-z]/g) ?? [];
  return flags.length <= 1;
}

function contains(node: Node, type: string): boolean {
  return node.type === type || node.namedChildren.some((child) => contains(child, type));
}

function replacement(tree: Tree, place: Place, value: string): Edits {
  const found = nodeAt(tree, place);
  if (found === undefined) return undefined;
  return literal(tree, valueNode(tree, found.node), value);
}

/** The node that holds the value a statement or an option states. */
function valueNode(tree: Tree, node: Node): Node | undefined {
  switch (node.type) {
    case 'assignment':
      return field(node, 'right');
    case 'pair':
      return field(node, 'value');
    case 'call':
      // `customize ['modifyvm', :id, '--draganddrop', 'hosttoguest']`
      return saysOneThing(tree, node) ? argumentsOf(node)[0]?.namedChildren.at(-1) : undefined;
    default:
      return node;
  }
}

/** Replaces a literal by one of its kind. */
function literal(tree: Tree, node: Node | undefined, value: string): Edits {
  const written = node && writtenAs(tree, node, value);
  return node === undefined || written === undefined ? undefined : [{ span: spanOf(node), text: written }];
}

function writtenAs(tree: Tree, node: Node, value: string): string | undefined {
  switch (node.type) {
    case 'string': {
      if (contains(node, 'interpolation')) return undefined;
      const quote = textOf(tree, node).charAt(0);
      return quote === '"' || quote === "'" ? quoted(value, quote) : undefined;
    }
    case 'simple_symbol':
      return /^[a-z_]\w*$/i.test(value) ? `:${value}` : undefined;
    case 'integer':
    case 'float':
      return /^\d+(\.\d+)?$/.test(value) ? value : undefined;
    case 'true':
    case 'false':
      return value === 'true' || value === 'false' ? value : undefined;
    default:
      return undefined;
  }
}

function quoted(value: string, quote: string): string {
  const safe = quote === '"' ? value.replace(/[\\"#]/g, '\\$&') : value.replace(/[\\']/g, '\\$&');
  return quote + safe + quote;
}

function binding(tree: Tree, place: Place, address: string): Edits {
  const found = nodeAt(tree, place);
  if (found === undefined) return undefined;
  const { node } = found;
  if (node.type !== 'call') return literal(tree, valueNode(tree, node), address);
  const known = option(tree, node, 'host_ip');
  if (known !== undefined) return literal(tree, field(known, 'value'), address);
  // A hash variable may hold the address already.
  return addOption(tree, node, 'host_ip', (quote) => quoted(address, quote));
}

function readOnly(tree: Tree, place: Place): Edits {
  const found = nodeAt(tree, place);
  if (found === undefined) return undefined;
  const { node } = found;
  const options = option(tree, node, 'mount_options');
  if (options === undefined)
    return addOption(tree, node, 'mount_options', (quote) => `[${quoted('ro', quote)}]`);
  const list = field(options, 'value');
  const last = list?.namedChildren.at(-1);
  if (list?.type !== 'array' || last?.type !== 'string') return undefined;
  const quote = textOf(tree, last).charAt(0);
  return [{ span: { start: last.end, end: last.end }, text: `, ${quoted('ro', quote === '"' ? '"' : "'")}` }];
}

/** The keyword argument of a call. */
function option(tree: Tree, call: Node, name: string): Node | undefined {
  return argumentsOf(call).find((argument) => {
    const key = argument.type === 'pair' ? field(argument, 'key') : undefined;
    return key !== undefined && textOf(tree, key).replace(/^[:"']+|["']+$/g, '') === name;
  });
}

function argumentsOf(call: Node): readonly Node[] {
  const list = field(call, 'arguments');
  return list === undefined ? [] : list.namedChildren.filter((child) => child.type !== 'comment');
}

/** Adds a keyword argument behind the last one, written as its neighbours are. */
function addOption(tree: Tree, call: Node, name: string, value: (quote: string) => string): Edits {
  const list = argumentsOf(call);
  const last = list.at(-1);
  if (call.type !== 'call' || last === undefined || last.type === 'heredoc_beginning') return undefined;
  if (
    list.some(({ type }) => type === 'hash' || type === 'hash_splat_argument' || type === 'splat_argument')
  ) {
    return undefined;
  }
  const positional = last.type === 'pair' ? undefined : last.type;
  // A variable in last place may be a hash with options of its own.
  if (positional !== undefined && positional !== 'string' && positional !== 'simple_symbol') return undefined;
  const rocket = list.some((pair) => pair.children.some((token) => token.type === '=>'));
  const quote = textOf(tree, call).includes('"') ? '"' : "'";
  const key = rocket ? `:${name} => ` : `${name}: `;
  return [{ span: { start: last.end, end: last.end }, text: `, ${key}${value(quote)}` }];
}

// --- settings that the file does not make yet ---------------------------------------------------------------------

/** How a provider writes a setting, or `undefined` when it has none. */
function written(family: Family, { name, value }: Setting): string | undefined {
  switch (name) {
    case 'memory':
      return ownSizes.has(family) ? `memory = ${Math.round(value / 2 ** 20)}` : undefined;
    case 'cpus':
      return ownSizes.has(family) ? `cpus = ${Math.ceil(value)}` : undefined;
    case 'linkedClone':
      return linking.has(family) ? 'linked_clone = true' : undefined;
    case 'memoryBalloon':
      return family === 'libvirt' ? 'memballoon_enabled = true' : undefined;
    default:
      return undefined;
  }
}

const ownSizes: ReadonlySet<Family> = new Set(['virtualbox', 'vmware', 'hyperv', 'libvirt', 'parallels']);
const linking: ReadonlySet<Family> = new Set(['virtualbox', 'vmware', 'hyperv', 'parallels']);

function setting(file: Vagrantfile, machines: readonly LoweredMachine[], id: string, change: Setting): Edits {
  const lowered = machines.find(({ workload }) => workload.id === id);
  if (lowered === undefined) return undefined;
  const { machine, provider, workload } = lowered;
  if (change.name === 'linkedClone' || change.name === 'memoryBalloon') {
    const present = workload[change.name];
    if (present.state === 'stated') return replacement(file.tree, present.place, String(change.value));
  }
  const line = written(provider?.family ?? 'virtualbox', change);
  if (line === undefined) return undefined;
  const name = provider?.name ?? 'virtualbox';
  // A size is of one machine; how the disk is cloned may be said for all.
  const forAll = change.name === 'linkedClone' || change.name === 'memoryBalloon';
  const shared = machines.filter((other) => other.machine.body.start === machine.body.start).length > 1;
  if (shared && !forAll) return undefined;
  const own = providerBlock(machine.log.entries, name);
  const common = providerBlock(file.configuration.root.entries, name);
  const only = machines.length === 1;
  const block = own ?? (forAll || only ? common : undefined);
  if (block !== undefined) return insertInto(file.tree, block.span, (variable) => [`${variable}.${line}`]);
  const whole = forAll ? file.configuration.configure?.body : enclosing(machine, file.configuration);
  return (
    whole &&
    insertInto(file.tree, whole, (variable) => [
      `${variable}.vm.provider "${name}" do |provider|`,
      `  provider.${line}`,
      'end',
    ])
  );
}

function enclosing(machine: Machine, configuration: Configuration): Span | undefined {
  return machine.name === undefined ? configuration.configure?.body : machine.body;
}

function providerBlock(entries: readonly Entry[], name: string): Call | undefined {
  return entries.findLast(
    (entry): entry is Call =>
      entry.kind === 'call' &&
      entry.path === 'vm.provider' &&
      entry.body !== undefined &&
      textOfSetting(entry.args[0]?.value) === name,
  );
}

/** Inserts lines before the `end` of the block of the call at `span`; `lines` gets the block's first parameter. */
function insertInto(tree: Tree, span: Span, lines: (variable: string) => readonly string[]): Edits {
  const call = pathTo(tree, span).at(-1);
  const block = call && field(call, 'block');
  const end = block?.children.at(-1);
  const parameters = block && field(block, 'parameters');
  const variable = parameters?.namedChildren[0];
  if (
    call === undefined ||
    block?.type !== 'do_block' ||
    end?.type !== 'end' ||
    variable?.type !== 'identifier'
  ) {
    return undefined;
  }
  const { text } = tree;
  if (!startsLine(text, end.start)) return undefined;
  const lineStart = startOfLine(text, end.start);
  const first = field(block, 'body')?.namedChildren[0];
  const known = first !== undefined && startsLine(text, first.start);
  const indent = known
    ? text.slice(startOfLine(text, first.start), first.start)
    : `${text.slice(lineStart, end.start)}  `;
  const eol = lineBreakOf(text);
  const added = lines(textOf(tree, variable))
    .map((line) => indent + line + eol)
    .join('');
  return [{ span: { start: lineStart, end: lineStart }, text: added }];
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
