// The `berth` command: understands the arguments and hands them to one module per command.
import { version } from '../../package.json';
import { type Language, languageOf, render } from '../core/message';
import { texts } from './texts';
import { UsageError } from './usage';

/** One command: takes its own arguments, gives the exit status. */
type Command = (args: readonly string[], language: Language) => number | Promise<number>;

const commands: Record<string, () => Promise<Command>> = {
  check: async () => (await import('./check')).check,
  compare: async () => (await import('./compare')).compare,
  explain: async () => (await import('./explain')).explain,
  inspect: async () => (await import('./inspect')).inspect,
  engine: async () => (await import('./engine')).engine,
  lsp: async () => (await import('./lsp')).lsp,
  // Not for people: how a run over many files starts its second thread.
  '--second-thread': async () => (await import('./second-thread')).help,
};

/** The language of the environment, by POSIX' order of precedence. */
function environmentLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return languageOf(LC_ALL || LC_MESSAGES || LANG);
}

/** Takes `--lang` out of the arguments, wherever it stands; without it, `language` stays. */
function takeLanguage(args: readonly string[], language: Language): { language: Language; rest: string[] } {
  const rest = [...args];
  const index = rest.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (index < 0) return { language, rest };
  const [option = ''] = rest.splice(index, 1);
  const value = option.includes('=') ? option.slice('--lang='.length) : rest.splice(index, 1)[0];
  if (value !== 'en' && value !== 'de') {
    throw new UsageError({ text: texts.unknownLanguage, args: { value: value ?? '' } });
  }
  return { language: value, rest };
}

async function run(args: readonly string[]): Promise<number> {
  let language = environmentLanguage();
  try {
    const taken = takeLanguage(args, language);
    language = taken.language;
    const [name, ...rest] = taken.rest;
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      const stream = name === undefined ? process.stderr : process.stdout;
      stream.write(`${texts.help[language]}\n`);
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === '-V' || name === 'version') {
      process.stdout.write(`berth ${version}\n`);
      return 0;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) throw new UsageError({ text: texts.unknownCommand, args: { name } });
    if (rest.includes('--help') || rest.includes('-h')) {
      process.stdout.write(`${texts.help[language]}\n`);
      return 0;
    }
    return await (await load())(rest, language);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`berth: ${render(error.problem, language)}\n`);
      return 2;
    }
    throw error;
  }
}

// A reader that closes the pipe early (`berth check | head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// Setting the status instead of calling exit lets everything be written first.
void run(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
