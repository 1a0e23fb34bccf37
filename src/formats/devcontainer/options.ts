// The properties of a devcontainer.json as the options of `docker run` that tools make of them.
import type { Place } from '../../core/span';
import { type Option, type OptionList, splitOptions } from '../container-options/split';
import { literalWord, type OptionWord, openWord } from '../container-options/words';
import { type JsonNode, type JsonStatement, member } from '../json/tree';

/** `${localEnv:NAME}`, `${localWorkspaceFolder}` and their like; bounded, so that unclosed ones stay cheap. */
const variables = /\$\{[^}]{0,200}\}/g;

/** The text of a value as a word, with variables left open; `undefined` for null, lists and objects. */
export function wordOf(node: JsonNode | undefined, place: Place): OptionWord | undefined {
  if (node?.kind !== 'scalar' || node.type === 'null') return undefined;
  return openWord(node.text, variables, place);
}

/** What `devcontainer.json` and the metadata of features have in common, as options. */
export function metadataOptions(root: JsonNode | undefined, path: string): Option[] {
  const options: Option[] = [];
  const at = ({ span }: JsonStatement): Place => ({ path, span });

  const add = (name: string, statement: JsonStatement): void => {
    const value = wordOf(statement.value, at(statement));
    if (value !== undefined) options.push({ name, value });
  };
  const single = (key: string, name: string): void => {
    const found = member(root, key);
    if (found !== undefined) add(name, found);
  };
  const each = (key: string, name: string): void => {
    for (const item of itemsOf(root, key)) add(name, item);
  };

  single('privileged', 'privileged');
  single('init', 'init');
  each('capAdd', 'cap-add');
  each('securityOpt', 'security-opt');
  for (const item of itemsOf(root, 'mounts')) {
    if (item.value?.kind !== 'object') add('mount', item);
    else {
      const parts = item.value.entries.flatMap(({ name, value }) =>
        value?.kind === 'scalar' ? [`${name}=${value.text}`] : [],
      );
      options.push({ name: 'mount', value: openWord(parts.join(','), variables, at(item)) });
    }
  }
  for (const variable of membersOf(root, 'containerEnv')) options.push(assignment(variable, at(variable)));
  return options;
}

/** `NAME=value`. */
function assignment(variable: JsonStatement & { readonly name: string }, place: Place): Option {
  const value = wordOf(variable.value, place);
  // Without a value it is removed or broken: the name alone hands nothing over.
  if (value === undefined) return { name: 'env', value: literalWord(variable.name, place) };
  return { name: 'env', value: { ...value, text: `${variable.name}=${value.text}` } };
}

/** All options of a `devcontainer.json` that starts a container by itself. */
export function containerOptions(root: JsonNode, path: string): Omit<OptionList, 'operands'> {
  const at = ({ span }: JsonStatement): Place => ({ path, span });
  const options = metadataOptions(root, path);
  const user = member(root, 'containerUser');
  const userName = user && wordOf(user.value, at(user));
  if (userName !== undefined) options.push({ name: 'user', value: userName });
  const words = itemsOf(root, 'runArgs').flatMap((item) => wordOf(item.value, at(item)) ?? []);
  const { options: said, open } = splitOptions(words, true);
  options.push(...said);
  const ports = member(root, 'appPort');
  const published: readonly JsonStatement[] =
    ports?.value?.kind === 'array' ? ports.value.entries : ports === undefined ? [] : [ports];
  for (const port of published) {
    const value = wordOf(port.value, at(port));
    if (value !== undefined && port.value?.kind === 'scalar' && port.value.type === 'string')
      options.push({ name: 'publish', value });
  }
  const gpu = member(member(root, 'hostRequirements')?.value, 'gpu');
  const needed =
    gpu?.value?.kind === 'object' || (gpu?.value?.kind === 'scalar' && gpu.value.text === 'true');
  if (gpu !== undefined && needed && !said.some(({ name }) => name === 'gpus'))
    options.push({ name: 'gpus', value: literalWord('all', at(gpu)) });
  const mount = member(root, 'workspaceMount');
  const workspace = mount && wordOf(mount.value, at(mount));
  if (workspace !== undefined && workspace.text !== '') options.push({ name: 'mount', value: workspace });
  return open === undefined ? { options } : { options, open };
}

/** Variables of the tool's own processes in the container: no part of the container, but readable in the file. */
export function remoteVariables(root: JsonNode, path: string): Option[] {
  return membersOf(root, 'remoteEnv').map((variable) => assignment(variable, { path, span: variable.span }));
}

/** The items of a list; nothing where there is none. */
export function itemsOf(root: JsonNode | undefined, key: string): readonly JsonStatement[] {
  const value = member(root, key)?.value;
  return value?.kind === 'array' ? value.entries : [];
}

/** The members of an object; nothing where there is none. */
export function membersOf(root: JsonNode | undefined, key: string) {
  const value = member(root, key)?.value;
  return value?.kind === 'object' ? value.entries : [];
}
