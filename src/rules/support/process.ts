// The programs a container starts: the words of ENTRYPOINT and CMD, with shell lines taken apart.
import { isKnown, type Known } from '../../core/fact';
import type { Place } from '../../core/span';
import type { ContainerWorkload, Process } from '../../core/workload';

/** One command of a start line. */
export interface Start {
  /** Words without quotes; assignments and `exec` before the program are dropped. */
  readonly words: readonly string[];
  /** Ends with `&`: the shell does not wait for it. */
  readonly background: boolean;
  /** The ENTRYPOINT or CMD that starts it. */
  readonly place: Place | undefined;
}

/** Name of a program without its folder: `/usr/sbin/sshd` is `sshd`. */
export function programOf(start: Start): string {
  return (start.words[0] ?? '').replace(/^.*\//, '');
}

/** The commands that ENTRYPOINT and CMD start, as far as they are known; arguments of an ENTRYPOINT are one of them. */
export function starts({ entrypoint, command }: ContainerWorkload): readonly Start[] {
  return [entrypoint, command].flatMap((process) =>
    isKnown(process) && process.value.words.length > 0 ? read(process) : [],
  );
}

const shells = new Set(['sh', 'bash', 'ash', 'dash', 'zsh']);

function read(process: Known<Process>): readonly Start[] {
  const { form, words } = process.value;
  const place = process.place;
  if (form === 'shell') return words.flatMap((line) => split(line, place));
  const script = shellScript(words);
  return script === undefined ? [{ words, background: false, place }] : split(script, place);
}

/** The script of `["sh", "-c", "…"]`. */
export function shellScript(words: readonly string[]): string | undefined {
  if (!shells.has((words[0] ?? '').replace(/^.*\//, ''))) return undefined;
  const option = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  return option < 0 ? undefined : words[option + 1];
}

/** Splits a shell line at `;`, `&&`, `||`, `|`, `&` and line ends outside quotes. */
function split(line: string, place: Place | undefined): readonly Start[] {
  const found: Start[] = [];
  let words: string[] = [];
  let word = '';
  let started = false;
  let quote = '';
  const endWord = (): void => {
    if (started) words.push(word);
    word = '';
    started = false;
  };
  const endCommand = (background: boolean): void => {
    endWord();
    const program = words.findIndex((text) => text !== 'exec' && !/^\w+=/.test(text));
    if (program >= 0) found.push({ words: words.slice(program), background, place });
    words = [];
  };
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (quote !== '') {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      started = true;
    } else if (char === '\\') {
      // A continued line reads on as if the break were not there.
      const length = /^\r?\n/.exec(line.slice(i + 1, i + 3))?.[0].length;
      if (length === undefined) {
        word += line.charAt(i + 1);
        started = true;
      }
      i += length ?? 1;
    } else if (char === '&' && (word.endsWith('>') || word.endsWith('<') || line.charAt(i + 1) === '>')) {
      // A redirection such as 2>&1 or &>file.
      word += char;
      started = true;
    } else if (char === ';' || char === '|' || char === '&' || char === '\n') {
      const twice = line.charAt(i + 1) === char;
      endCommand(char === '&' && !twice);
      if (twice) i++;
    } else if (char === ' ' || char === '\t' || char === '\r') endWord();
    else {
      word += char;
      started = true;
    }
  }
  endCommand(false);
  return found;
}

/** A service that a start line brings up through a service manager. */
interface StartedService {
  readonly name: string;
  readonly place: Place | undefined;
}

/** Services started with `service x start`, `/etc/init.d/x start`, `systemctl start x` and the like. */
export function startedServices(workload: ContainerWorkload): readonly StartedService[] {
  return starts(workload).flatMap((start) => {
    const name = startedService(start);
    return name === undefined ? [] : [{ name, place: start.place }];
  });
}

/** The service that one command brings up through a service manager, if it does. */
export function startedService({ words }: Start): string | undefined {
  const [program = '', first = '', second = ''] = words;
  const isStart = (word: string): boolean => word === 'start' || word === 'restart';
  if (/^\/etc\/(rc\.d\/)?init\.d\//.test(program))
    return isStart(first) ? program.replace(/^.*\//, '') : undefined;
  const manager = program.replace(/^.*\//, '');
  if (manager === 'service' || manager === 'rc-service' || manager === 'invoke-rc.d')
    return isStart(second) ? first : undefined;
  return manager === 'systemctl' && isStart(first) ? second : undefined;
}

/** Programs that people or pipelines call in a container they work in, and such that only keep it open. */
const worksInside =
  /^(make|cmake|ninja|sleep|tail|jupyter|pytest|tox|echo|printf|cat|ls|env|printenv|pwd|id|date|true|false|test|top|less|vi|vim|tmux)$/;
/** Interpreters that talk to somebody when they are given nothing to run. */
const interpreters =
  /^(python[\d.]*|ipython|node|irb|ghci|jshell|pwsh|lua|R|julia|erl|iex|psql|mysql|redis-cli|mongosh?)$/;
/** Build tools as the start program: the image is the tool, unless they are told to run something. */
const buildTools =
  /^(go|cargo|rustc|swift|swiftc|mvn|mvnw|gradle|gradlew|dotnet|gcc|g\+\+|clang|sbt|lein|ghc|cabal|stack)$/;

/** Somebody works in the container: a shell, a tool that builds or tests, a word said before it ends. */
export function isWork(start: Start): boolean {
  const program = programOf(start);
  const given = start.words.slice(1);
  const last = given.at(-1) ?? '';
  if (/^(--?help|-h|--version|-v|-V|help|version)$/.test(last)) return true;
  if (shells.has(program) || interpreters.test(program))
    return given.every((word) => /^-[il]+$|^--(login|interactive)$/.test(word));
  if (worksInside.test(program)) return true;
  return buildTools.test(program) && !given.some((word) => /run|exec|start|watch|\.dll$/i.test(word));
}
