// What scripts decide about updates of a system: whether they are installed now, regularly, or no more.
import { type Fact, notStated, type Stated, stated } from '../../core/fact';
import type { Span } from '../../core/span';
import { softwareOfPackage, softwareOfService } from '../../knowledge/software';
import type { Command } from './commands';
import { effective, positionals, type Run } from './wrappers';

/**
 * `off`: what installs updates by itself is removed or switched off; `regular`: it is installed or switched on; `once`:
 * everything is updated while the script runs; `never`: not even that, because the definition declines it.
 */
export type Updating = 'off' | 'regular' | 'once' | 'never';

/** A command or a setting that decides something about updates. */
export interface UpdateStep extends Span {
  readonly how: Updating;
}

/** What a script says about updates; `text` is the script that the commands were read from. */
export function updatesIn(text: string, commands: readonly Command[]): readonly UpdateStep[] {
  const steps = commands
    .flatMap((command) => effective(command))
    .flatMap((run): UpdateStep[] => {
      const how = updatingOf(run);
      return how === undefined ? [] : [{ how, start: run.start, end: run.end }];
    });
  return [...steps, ...periodicIn(text)];
}

/** What settings of APT in a text, mostly a file below /etc/apt/apt.conf.d, say about updates. */
export function periodicIn(text: string): readonly UpdateStep[] {
  const settings = text.matchAll(
    /APT::Periodic::(?:Unattended-Upgrade|Enable)[ \t]{1,20}(?:\\?["'])?(\d{1,4})(?!\d)(?:\\?["'])?/g,
  );
  return [...settings].flatMap(({ 0: setting, 1: days, index: start }): UpdateStep[] => {
    const before = text.slice(Math.max(text.lastIndexOf('\n', start) + 1, start - 80), start);
    if (/^[ \t]*(?:#|\/\/)/.test(before)) return [];
    return [{ how: days === '0' ? 'off' : 'regular', start, end: start + setting.length }];
  });
}

/** The fact that steps with their places give: what is switched off counts more than what is done once. */
export function updatesFact(steps: readonly Stated<Updating>[]): Fact<boolean> {
  const order: readonly Updating[] = ['off', 'regular', 'once', 'never'];
  for (const how of order) {
    const step = steps.find(({ value }) => value === how);
    if (step !== undefined) return stated(how === 'regular' || how === 'once', step.place);
  }
  return notStated;
}

const none: ReadonlySet<string> = new Set();

function updatingOf({ program, args }: Run): Updating | undefined {
  if (program === undefined) return undefined;
  const words = positionals(args, none);
  const [verb, ...names] = words.map(({ value }) => value ?? '');
  switch (program) {
    case 'apt':
    case 'apt-get':
    case 'aptitude':
      if (/^(?:remove|purge|autoremove)$/.test(verb ?? '')) return names.some(updates) ? 'off' : undefined;
      if (verb === 'install') return names.some(updates) ? 'regular' : undefined;
      return /^(?:upgrade|dist-upgrade|full-upgrade|safe-upgrade)$/.test(verb ?? '') ? 'once' : undefined;
    case 'yum':
    case 'dnf':
    case 'microdnf':
    case 'tdnf':
      if (/^(?:remove|erase)$/.test(verb ?? '')) return names.some(updates) ? 'off' : undefined;
      if (verb === 'install') return names.some(updates) ? 'regular' : undefined;
      return /^(?:update|upgrade)$/.test(verb ?? '') && names.length === 0 ? 'once' : undefined;
    case 'zypper':
      return /^(?:update|up|patch|dist-upgrade|dup)$/.test(verb ?? '') ? 'once' : undefined;
    case 'apk':
      return verb === 'upgrade' && names.length === 0 ? 'once' : undefined;
    case 'pacman':
      return args.some((word) => /^-S[a-z]*u/.test(word.text)) ? 'once' : undefined;
    case 'systemctl':
      return serviceUpdating(verb, names);
    default:
      return undefined;
  }
}

function updates(name: string): boolean {
  return softwareOfPackage(name)?.role === 'automatic-updates';
}

function serviceUpdating(verb: string | undefined, names: readonly string[]): Updating | undefined {
  const isOff = verb === 'disable' || verb === 'mask';
  if (!isOff && verb !== 'enable') return undefined;
  if (!names.some((name) => softwareOfService(name)?.role === 'automatic-updates')) return undefined;
  return isOff ? 'off' : 'regular';
}
