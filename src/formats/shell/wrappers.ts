// Commands that run other commands: `sudo`, `env`, `nohup`, `sh -c '…'`. What they run is what counts.

import type { Span } from '../../core/span';
import { type Command, programName, type Word } from './commands';
import { splitWords } from './line';

/** A program that really runs, after the wrappers around it. */
export interface Run extends Span {
  /** The word that names it. */
  readonly name: Word;
  /** Its name without directory; `undefined` where an expansion decides. */
  readonly program: string | undefined;
  readonly args: readonly Word[];
  readonly background: boolean;
  /** The command as written, for what is fed to it. */
  readonly command: Command;
}

/** The words that are no options. An option of `valueOptions` takes the next word with it; `--` ends the options. */
export function positionals(args: readonly Word[], valueOptions: ReadonlySet<string>): readonly Word[] {
  const found: Word[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (word === undefined) break;
    if (word.value === '--') return [...found, ...args.slice(i + 1)];
    if (!word.prefix.startsWith('-') || word.value === '-') found.push(word);
    else if (takesNext(word.value, valueOptions)) i++;
  }
  return found;
}

/** Whether an option takes the next word: by itself, or as the last of bundled letters (`-ms /bin/sh`). */
function takesNext(option: string | undefined, valueOptions: ReadonlySet<string>): boolean {
  if (option === undefined) return false;
  return (
    valueOptions.has(option) || (/^-[A-Za-z]{2,}$/.test(option) && valueOptions.has(`-${option.slice(-1)}`))
  );
}

/** How a wrapper's own words are told from the command it runs. */
interface Wrapper {
  /** Options that take the next word with them. */
  readonly valueOptions: ReadonlySet<string>;
  /** How many words that are no options stand before the command. */
  readonly operands: number;
}

function wrapper(valueOptions = '', operands = 0): Wrapper {
  return { valueOptions: new Set(valueOptions.split(' ')), operands };
}

const wrappers: ReadonlyMap<string, Wrapper> = new Map([
  ['sudo', wrapper('-u -g -h -p -C -r -t -T -U -D -R --user --group --host --prompt --chdir')],
  ['doas', wrapper('-u -C')],
  ['env', wrapper('-u -C --unset --chdir')],
  ['exec', wrapper('-a')],
  ['command', wrapper()],
  ['builtin', wrapper()],
  ['nohup', wrapper()],
  ['time', wrapper('-f -o')],
  ['setsid', wrapper()],
  ['eatmydata', wrapper()],
  ['nice', wrapper('-n --adjustment')],
  ['ionice', wrapper('-c -n --class --classdata')],
  ['stdbuf', wrapper('-i -o -e')],
  ['timeout', wrapper('-s -k --signal --kill-after', 1)],
  ['gosu', wrapper('', 1)],
  ['su-exec', wrapper('', 1)],
  ['runuser', wrapper('-u -g -G --user --group')],
  ['setpriv', wrapper('--reuid --regid --groups --inh-caps --bounding-set')],
  ['tini', wrapper('-p')],
  ['dumb-init', wrapper('-r --rewrite')],
  ['catchsegv', wrapper()],
  ['chroot', wrapper('', 1)],
  // `curtin in-target --target=/target -- command`, in late commands of Ubuntu’s installer.
  ['curtin', wrapper('-t --target', 1)],
  ['taskset', wrapper('', 1)],
  ['numactl', wrapper('-N -C -m -p -i --cpunodebind --physcpubind --membind --preferred --interleave')],
  ['chrt', wrapper('', 1)],
  ['screen', wrapper('-S -t -c -p -h -s')],
  ['systemd-run', wrapper('-p -u --property --unit --slice --uid --gid')],
  ['xargs', wrapper('-a -d -E -I -L -n -P -s')],
]);

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'su']);

// Deep enough for `sudo env nohup sh -c '…'`, shallow enough for hostile input.
const deepest = 6;

/** The programs a command runs in the end: mostly one, several for `sh -c 'a; b'`. */
export function effective(command: Command, depth = 0): readonly Run[] {
  const { name, args, background } = command;
  const program = programName(command);
  const itself: Run = { start: command.start, end: command.end, name, program, args, background, command };
  if (program === undefined || depth >= deepest) return [itself];
  if (shells.has(program)) return nestedScript(itself, depth) ?? [itself];
  if (/^python[\d.]*$/.test(program) && args[0]?.value === '-m') return inner(itself, 1, depth);
  const known = wrappers.get(program);
  // `command -v x` asks whether x is there.
  if (known === undefined || (program === 'command' && /^-[vV]/.test(args[0]?.text ?? ''))) return [itself];
  return inner(itself, startOfInner(args, known), depth, program === 'xargs');
}

function startOfInner(args: readonly Word[], { valueOptions, operands }: Wrapper): number {
  let left = operands;
  let i = 0;
  for (; i < args.length; i++) {
    const word = args[i];
    const value = word?.value;
    if (word === undefined) break;
    if (value === '--') continue;
    if (word.prefix.startsWith('-')) {
      if (takesNext(value, valueOptions)) i++;
    } else if (/^[A-Za-z_][A-Za-z0-9_]*=/.test(word.text)) {
      // An assignment before the command, as sudo and env take them.
    } else if (left > 0) {
      left--;
    } else {
      break;
    }
  }
  return i;
}

function inner(outer: Run, from: number, depth: number, isFed = false): readonly Run[] {
  const [name, ...rest] = outer.args.slice(from);
  if (name === undefined) return [outer];
  // xargs adds words nobody can know.
  const unknown: Word = { start: outer.start, end: outer.end, text: '', value: undefined, prefix: '' };
  const args = isFed ? [...rest, unknown] : rest;
  return effective({ ...outer.command, start: name.start, name, args }, depth + 1);
}

/** The commands of `sh -c '…'`, where the script is one plain literal. */
function nestedScript(outer: Run, depth: number): readonly Run[] | undefined {
  const at = outer.args.findIndex((word) => /^-[a-z]*c$/.test(word.value ?? ''));
  const word = at < 0 ? undefined : outer.args[at + 1];
  // Spans stay true only where removing the quotes shifts everything by one.
  if (word?.value === undefined || word.value.length !== word.text.length - 2) return undefined;
  const shift = word.start + 1;
  return splitWords(word.value).flatMap((command) =>
    effective(moved(command, shift, outer.background), depth + 1),
  );
}

function moved(command: Command, shift: number, background: boolean): Command {
  const move = (word: Word): Word => ({ ...word, start: word.start + shift, end: word.end + shift });
  const { pipedFrom } = command;
  return {
    start: command.start + shift,
    end: command.end + shift,
    name: move(command.name),
    args: command.args.map(move),
    background: background || command.background,
    ...(pipedFrom === undefined ? {} : { pipedFrom: moved(pipedFrom, shift, background) }),
  };
}
