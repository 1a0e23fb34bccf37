// Lowers a report into the declaration of an engine, with the same conclusions as from a live answer.
import type { EngineDeclaration } from '../../core/declaration';
import { complete, type Fact, type Facts, incomplete, stated, unknown } from '../../core/fact';
import type { Logging } from '../../core/workload';
import { isLimited } from '../container-options/values';
import { notReported, optionsNotReported } from './messages';
import type { Field, Report } from './report';

const silent = unknown(notReported);

/** The engine that reported; `length` is that of the file. */
export function lower(report: Report, path: string, length: number): EngineDeclaration {
  const { engine, product, runc, security, defaultRuntime, warnings } = report;
  const texts = (fields: readonly Field[] | undefined): Facts<string> =>
    fields === undefined
      ? incomplete([], silent)
      : complete(fields.map(({ text, place }) => stated(text, place)));

  /** Whether the security options have one of that name. */
  function option(...names: readonly string[]): Fact<boolean> {
    if (security === undefined) return silent;
    const found = security.options.find(({ text }) => names.includes(optionParts(text).get('name') ?? ''));
    return stated(found !== undefined, found?.place ?? security.place);
  }

  function seccomp(): EngineDeclaration['seccomp'] {
    const found = security?.options.find(({ text }) => optionParts(text).get('name') === 'seccomp');
    if (security === undefined) return silent;
    if (found === undefined) return stated('unconfined', security.place);
    const profile = optionParts(found.text).get('profile') ?? 'default';
    const kind = /^(?:default|builtin)$/.test(profile)
      ? 'default'
      : profile === 'unconfined'
        ? 'unconfined'
        : 'profile';
    return stated(kind, found.place);
  }

  function logging(): Fact<Logging> {
    const driver = report.loggingDriver;
    if (driver === undefined) return silent;
    if (!isLimited(driver.text, '')) return unknown(optionsNotReported, driver.place);
    return stated({ driver: driver.text, limited: true }, driver.place);
  }

  // The engine itself warns of an address on which it takes commands from anybody.
  const open = warnings.flatMap(({ text, place }) => {
    const address = /API is accessible on https?:\/\/(\S+?)(?:\s|$)/i.exec(text)?.[1];
    return address === undefined ? [] : [stated(`tcp://${address}`, place)];
  });
  return {
    kind: 'engine',
    origin: 'report',
    id: `${path}#engine`,
    name: engine === undefined ? product : `${product} ${engine.text}`,
    format: 'docker-info',
    path,
    place: report.place,
    body: { path, span: { start: 0, end: length } },
    version: engine === undefined ? silent : stated(`${product} ${engine.text}`, engine.place),
    runtimeVersion: runc === undefined ? silent : stated(runc.text.replace(/^v/, ''), runc.place),
    kernel: single(report.kernel),
    operatingSystem: single(report.operatingSystem),
    rootless: option('rootless'),
    // An engine without root maps user IDs too.
    userNamespaces: option('userns', 'rootless'),
    noNewPrivileges: option('no-new-privileges'),
    seccomp: seccomp(),
    selinux: option('selinux'),
    appArmor: option('apparmor'),
    defaultRuntime: single(defaultRuntime),
    runtimes: texts(report.runtimes),
    logging: logging(),
    listens: incomplete(open, silent),
    verifiesClients: open[0] === undefined ? silent : stated(false, open[0].place),
    liveRestore:
      report.liveRestore === undefined
        ? silent
        : stated(report.liveRestore.text === 'true', report.liveRestore.place),
  };
}

function single(field: Field | undefined): Fact<string> {
  return field === undefined ? silent : stated(field.text, field.place);
}

/** `name=seccomp,profile=default` as a map. */
function optionParts(option: string): ReadonlyMap<string, string> {
  return new Map(
    option.split(',').map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
