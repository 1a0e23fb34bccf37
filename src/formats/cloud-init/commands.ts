// Commands and files of a cloud-config: scripts that run at once, and those that others run.

import { stated } from '../../core/fact';
import { fromBase64 } from '../base64';
import type { Code } from '../code';
import { closeSoftware } from '../software';
import { resolve, type YamlItem, type YamlMap, type YamlPair, type YamlSequence } from '../yaml/tree';
import { isPrivateKey } from './accounts';
import { addPeriodic, addProvisioner, addScript, locator } from './draft';
import { notRead } from './messages';
import { type Config, codeAt, isOpen, itemsOf, placeOf, scalarOf, textAt } from './values';

/** Reads a list of commands: each a line for the shell, or the words of a program. */
export function readCommands(config: Config, pair: YamlPair | undefined): void {
  for (const statement of itemsOf(config, pair)) {
    addProvisioner(config.draft, 'shell', placeOf(config, statement));
    const value = resolve(statement.value);
    if (value?.kind === 'sequence') readWords(config, value);
    else readShell(config, statement);
  }
}

function readShell(config: Config, statement: YamlItem | YamlPair): void {
  const scalar = scalarOf(statement.value);
  if (scalar === undefined || config.seen.has(scalar)) return;
  config.seen.add(scalar);
  const { code, at } = codeAt(config, scalar);
  addScript(config.draft, code.text, at);
}

const shells = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/;

/** `[sh, -c, '…']` is a script; other words are made one line, quoted where a shell would take them apart. */
function readWords(config: Config, sequence: YamlSequence): void {
  const items = config.reader.items(sequence);
  const [first, option, script] = items;
  const optionText = scalarOf(option?.value)?.text ?? '';
  if (
    script !== undefined &&
    shells.test(scalarOf(first?.value)?.text ?? '') &&
    /^-[a-z]*c$/.test(optionText)
  ) {
    readShell(config, script);
    return;
  }
  let text = '';
  const pieces: number[] = [];
  for (const { value } of items) {
    const scalar = scalarOf(value);
    // The words are short; an alias to a long text would make them as long, as often as it is used.
    if (scalar === undefined || text.length > longestLine) break;
    const { code } = codeAt(config, scalar);
    const quote = /^[\w@%+=:,./-]*$/.test(code.text) ? '' : code.text.includes("'") ? '"' : "'";
    text += text === '' ? quote : ` ${quote}`;
    pieces.push(...shifted(code, text.length));
    text += code.text + quote;
  }
  addScript(config.draft, text, locator({ text, pieces }, config.at));
}

/** Characters. */
const longestLine = 100_000;

function shifted({ text, pieces = [0, 0] }: Code, by: number): readonly number[] {
  return pieces
    .map((offset, index) => (index % 2 === 0 ? offset + by : offset))
    .slice(0, text === '' ? 2 : undefined);
}

/** Where cloud-init itself runs what lies there. */
const runByItself = /^\/var\/lib\/cloud\/(?:data\/)?scripts\//;

/** Reads `write_files`: settings, keys, and scripts that a command of the same cloud-config runs; after the commands. */
export function readFiles(config: Config, map: YamlMap): void {
  const { reader, draft } = config;
  for (const { value } of itemsOf(config, reader.get(map, 'write_files'))) {
    const file = resolve(value);
    if (file?.kind !== 'map') continue;
    const path = textAt(config, file, 'path') ?? '';
    const pair = reader.get(file, 'content');
    const scalar = scalarOf(pair?.value);
    const isRun = draft.words.has(path) || runByItself.test(path);
    const encoding = textAt(config, file, 'encoding') ?? '';
    const isEncoded = !/^(?:text\/plain)?$/.test(encoding);
    const isHidden = scalar === undefined || isEncoded || isOpen(scalar.text.trim().slice(0, 60));
    if (isRun && isHidden) closeSoftware(draft, notRead);
    if (pair === undefined || scalar === undefined || config.seen.has(scalar)) continue;
    config.seen.add(scalar);
    const plain = /^b(?:ase)?64$/.test(encoding) ? fromBase64(scalar.text) : scalar.text;
    if (plain !== undefined && isPrivateKey(plain)) {
      const secret = { kind: 'private-key', name: path, quality: 'literal' } as const;
      draft.secrets.push(stated(secret, placeOf(config, pair)));
    }
    if (isHidden) continue;
    const { code, at } = codeAt(config, scalar);
    if (/^\s*#!.{0,60}sh\b/.test(code.text) || (path.endsWith('.sh') && !/^\s*#!/.test(code.text))) {
      if (isRun) addScript(draft, code.text, at);
    } else {
      addPeriodic(draft, code.text, at);
      if (isRun && /^\s*#!/.test(code.text)) closeSoftware(draft, notRead);
    }
  }
}
