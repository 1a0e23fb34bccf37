// Finds what a script changes on other machines over SSH: files copied there, programs installed and restarted by hand.
import type { RemoteDeployment } from '../../core/declaration';
import { complete, type Known, stated } from '../../core/fact';
import type { Span } from '../../core/span';
import { sourceSpan } from '../code';
import type { Word } from '../shell/commands';
import { splitWords } from '../shell/line';
import { effective, positionals, type Run } from '../shell/wrappers';
import { mentionsDeployment } from './mentions';
import type { Source } from './sources';

/** Options of ssh, scp and sftp that take the next word. */
const valueOptions: ReadonlySet<string> = new Set(
  [...'BbcDEeFIiJLlmOoPpQRSWw'].map((letter) => `-${letter}`),
);
/** A machine that the script itself made, not one that is looked after. */
const ownMachine = /^(?:[^@]*@)?(?:localhost|127\.[\d.]+|\[?::1\]?|0\.0\.0\.0)$/;
/** Where scp and rsync copy to: `user@host:path`, `$HOST:/srv`. */
const remotePath = /^(?:[\w.-]+@)?(?:[\w.-]{2,}|"?\$[\w{}]+"?(?:@"?\$[\w{}]+"?)?):(?!\/\/)/;

interface Draft {
  readonly steps: Known<string>[];
  readonly copies: Known<string>[];
}

/** What a file does to other machines, one declaration for all of it; none where it only looks at them. */
export function deploymentOf(
  text: string,
  path: string,
  sources: readonly Source[],
  ids: (name: string) => string,
): readonly RemoteDeployment[] {
  if (!mentionsDeployment.test(text)) return [];
  const draft: Draft = { steps: [], copies: [] };
  for (const { code } of sources)
    for (const command of splitWords(code.text))
      for (const run of effective(command)) add(draft, run, path, sourceSpan(code, run.start, run.end));
  const { steps, copies } = draft;
  const [first] = steps;
  if (first?.place === undefined) return [];
  return [
    {
      kind: 'remote-deployment',
      id: ids('ssh'),
      name: 'ssh',
      format: 'script',
      path,
      place: first.place,
      body: first.place,
      steps: complete(steps),
      copies: complete(copies),
    },
  ];
}

function add(draft: Draft, { program, args, command }: Run, path: string, span: Span): void {
  if (program === 'ssh') {
    const [host, ...words] = hostAndCommand(args);
    if (host === undefined || ownMachine.test(host.value ?? '')) return;
    const remote =
      words.length > 0 ? words.map(({ value, prefix }) => value ?? prefix).join(' ') : command.input?.value;
    for (const step of stepsIn(remote ?? command.input?.text ?? '')) {
      draft.steps.push(stated(step, { path, span }));
    }
  } else if (program === 'scp' || program === 'rsync' || program === 'sftp') {
    const target = positionals(args, valueOptions).at(-1);
    if (target !== undefined && remotePath.test(target.text))
      draft.copies.push(stated(program, { path, span }));
  }
}

/** The host and the words behind it, whose options belong to the command that runs there. */
function hostAndCommand(args: readonly Word[]): readonly Word[] {
  let at = 0;
  for (let word = args[at]; word?.prefix.startsWith('-'); word = args[at])
    at += valueOptions.has(word.text) ? 2 : 1;
  const [host, ...words] = args.slice(at);
  if (host === undefined) return [];
  return [host, ...(words[0]?.value === '--' ? words.slice(1) : words)];
}

const installers = /^(?:apt|apt-get|aptitude|yum|dnf|apk|zypper|npm|pip3?|composer|gem)$/;
const verbs: Readonly<Record<string, RegExp>> = {
  systemctl: /^(?:start|restart|reload|enable)$/,
  supervisorctl: /^(?:start|restart|reload|update)$/,
  pm2: /^(?:start|restart|reload)$/,
  docker: /^(?:pull|run|restart|compose|stack)$/,
  podman: /^(?:pull|run|restart)$/,
  'docker-compose': /^(?:up|pull|restart)$/,
  git: /^(?:pull|clone|checkout|reset)$/,
};

/** The commands of a remote script that change the machine, as program and verb. */
function stepsIn(remote: string): readonly string[] {
  return splitWords(remote)
    .flatMap((command) => effective(command))
    .flatMap(({ program = '', args }) => {
      const words = args.filter(({ prefix }) => !prefix.startsWith('-')).map(({ value }) => value ?? '');
      const [verb = '', second = ''] = words;
      if (installers.test(program))
        return /^(?:install|add|ci|upgrade)$/.test(verb) ? [`${program} ${verb}`] : [];
      if (program === 'service')
        return /^(?:start|restart|reload)$/.test(second) ? [`service ${second}`] : [];
      return verbs[program]?.test(verb) === true ? [`${program} ${verb}`] : [];
    });
}
