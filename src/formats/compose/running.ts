// How a Compose service is started, watched, repeated and ended.
import { type Fact, implied, isKnown, mapFact, notStated, stated, unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Logging, Process } from '../../core/workload';
import { boolean, integer, isLimited, words } from '../container-options/values';
import type { ContainerFacts } from '../unsaid';
import { resolve } from '../yaml/tree';
import * as defaults from './defaults';
import * as messages from './messages';
import { listOf, type Section } from './section';
import { mapOf, plainItem, scalarOf } from './words';

/** The process and what the engine does about it; `awaited` is where another service waits for its end. */
export function runningOf(service: Section, awaited: Place | undefined) {
  const nonEmpty = (text: string): string | undefined => text || undefined;
  return {
    entrypoint: process(service, 'entrypoint'),
    command: process(service, 'command'),
    engineInit: service.scalar('init', boolean, defaults.engineInit),
    healthcheck: healthcheck(service),
    replicas: replicas(service),
    restart: restart(service),
    lifetime: lifetime(service, awaited),
    logging: logging(service),
    stopSignal: service.scalar('stop_signal', nonEmpty, defaults.fromImage),
  } satisfies Partial<ContainerFacts>;
}

/** Of several files the strongest says it all: command lines are not put together. */
function process(service: Section, key: string): Fact<Process> {
  const found = service.get(key);
  const absent = service.missing<Process>(defaults.fromImage);
  if (found === undefined) return absent;
  const exec = (list: readonly string[]): Process => ({ form: 'exec', words: list });
  if (resolve(found.node)?.kind !== 'sequence') {
    return scalarOf<Process>(
      found,
      (text) => {
        const list = words(text);
        return list === undefined ? undefined : exec(list);
      },
      absent,
    );
  }
  const { items, rest } = listOf(found, plainItem);
  if (rest !== undefined) return rest;
  const value = exec(items.map((item) => item.value));
  const guess = items.find((item) => item.state === 'implied');
  if (guess?.state === 'implied') return implied(value, guess.why, guess.source, found.place);
  return stated(value, found.place);
}

function healthcheck(service: Section): Fact<boolean> {
  const found = service.get('healthcheck');
  const absent = service.missing(defaults.healthcheck);
  if (found === undefined) return absent;
  if (mapOf(found) === undefined) return scalarOf<boolean>(found, () => undefined, absent);
  const check = service.inner('healthcheck');
  const disabled = check.get('disable');
  if (disabled !== undefined) {
    const off = scalarOf(disabled, boolean, stated(false, disabled.place));
    if (!isKnown(off) || off.value) return mapFact(off, () => false);
  }
  const test = check.get('test');
  if (test === undefined) return defaults.fromImage;
  const { start, end } = test.node.span;
  const written = test.source.file.yaml.text.slice(start, end);
  return stated(!/^(?:\[\s*|-\s+)?["']?NONE["']?\s*\]?$/.test(written), test.place);
}

function modeOf(service: Section): Fact<string> {
  return service.inner('deploy').scalar('mode', (text) => text, notStated);
}

function replicas(service: Section): Fact<number> {
  const mode = modeOf(service);
  if (isKnown(mode) && mode.value.startsWith('global')) return unknown(messages.onePerNode, mode.place);
  const deploy = service.inner('deploy');
  return deploy.get('replicas') === undefined
    ? service.scalar('scale', integer, defaults.replicas)
    : deploy.scalar('replicas', integer, defaults.replicas);
}

function restart(service: Section): Fact<string> {
  const policy = service.inner('deploy').get('restart_policy');
  if (service.get('restart') !== undefined || policy === undefined) {
    return service.scalar(
      'restart',
      (text) => (text === 'false' ? 'no' : text || undefined),
      defaults.restart,
    );
  }
  const conditions: Readonly<Record<string, string>> = {
    none: 'no',
    any: 'always',
    'on-failure': 'on-failure',
  };
  return service
    .inner('deploy')
    .inner('restart_policy')
    .scalar('condition', (text) => conditions[text], stated('always', policy.place));
}

/** Whether it is made to end: only where the file says so, for a service that once ends is started all the same. */
function lifetime(service: Section, awaited: Place | undefined): Fact<'service' | 'job'> {
  const mode = modeOf(service);
  if (isKnown(mode)) return { ...mode, value: mode.value.endsWith('-job') ? 'job' : 'service' };
  const policy = restart(service);
  if (policy.state === 'stated' && /^(?:always|unless-stopped)$/.test(policy.value)) {
    return stated('service', policy.place);
  }
  if (awaited !== undefined) return stated('job', awaited);
  const number = service.inner('deploy').get('replicas');
  return number === undefined ? service.missing(notStated) : stated('service', number.place);
}

function logging(service: Section): Fact<Logging> {
  const found = service.get('logging');
  const section = service.inner('logging');
  const absent = found === undefined ? defaults.logging : { ...defaults.logDriver, place: found.place };
  const driver = section.scalar('driver', (text) => text || undefined, absent);
  const options = section.inner('options');
  const size =
    options.get('max-size') === undefined ? undefined : options.scalar('max-size', (text) => text, notStated);
  if (size !== undefined && !isKnown(size)) return size;
  return mapFact(driver, (name) => ({ driver: name, limited: isLimited(name, size?.value ?? '') }));
}
