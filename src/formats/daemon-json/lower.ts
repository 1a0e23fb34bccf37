// Lowers a daemon.json into the declaration of an engine, with Docker's documented defaults.
import type { EngineDeclaration } from '../../core/declaration';
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  listed,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type { Place } from '../../core/span';
import type { Logging } from '../../core/workload';
import { docs, documents } from '../../knowledge/sources';
import { isLimited } from '../container-options/values';
import { isBroken, type JsonFile, type JsonMember, type JsonScalar, member } from '../json/tree';
import * as messages from './messages';

const reference = docs('Docker docs: dockerd', 'https://docs.docker.com/reference/cli/dockerd/', false);
const userNamespaces = docs(
  'Docker docs: Isolate containers with a user namespace',
  'https://docs.docker.com/engine/security/userns-remap/',
  false,
);

/** The engine of a file; nothing for a file that is no object. */
export function lower(file: JsonFile, path: string): readonly EngineDeclaration[] {
  const { root } = file;
  if (root?.kind !== 'object') return [];
  const at = ({ span }: JsonMember): Place => ({ path, span });
  const broken = isBroken(file, root.span)
    ? unknown(messages.brokenJson, { path, span: root.span })
    : undefined;

  const absent = <T>(fact: Fact<T>): Fact<T> => broken ?? fact;

  /** A setting's value; `convert` gives `undefined` for what the engine refuses. */
  function setting<T>(
    name: string,
    convert: (value: JsonScalar) => T | undefined,
    otherwise: Fact<T>,
  ): Fact<T> {
    const found = member(root, name);
    if (found === undefined) return absent(otherwise);
    const value = found.value?.kind === 'scalar' ? convert(found.value) : undefined;
    return value === undefined ? unknown(messages.notUnderstood, at(found)) : stated(value, at(found));
  }

  /** The texts of a list. */
  function list(name: string, otherwise: Facts<string>): Facts<string> {
    const found = member(root, name);
    if (found === undefined) return broken === undefined ? otherwise : incomplete([], broken);
    if (found.value?.kind !== 'array') return incomplete([], unknown(messages.notUnderstood, at(found)));
    const items = found.value.entries.flatMap(({ value, span }) =>
      value.kind === 'scalar' ? [stated(value.text, { path, span })] : [],
    );
    return listed(items, broken);
  }

  const remap = setting('userns-remap', text, notStated);
  const profile = setting('seccomp-profile', text, implied('', messages.ownProfile, documents.dockerSeccomp));
  const { start } = root.span;
  return [
    {
      kind: 'engine',
      origin: 'configuration',
      id: `${path}#engine`,
      name: fileNameOf(path),
      format: 'daemon-json',
      path,
      place: { path, span: { start, end: Math.min(start + 1, root.span.end) } },
      body: { path, span: root.span },
      version: notExpressible,
      runtimeVersion: notExpressible,
      kernel: notExpressible,
      operatingSystem: notExpressible,
      rootless: /\/\.config\/docker\/[^/]+$/.test(path)
        ? implied(true, messages.rootlessPlace, documents.dockerRootless)
        : unknown(messages.commandLine),
      userNamespaces: isKnown(remap)
        ? { ...remap, value: remap.value !== '' }
        : remap === notStated
          ? implied(false, messages.noRemap, userNamespaces)
          : remap,
      noNewPrivileges: setting('no-new-privileges', truth, implied(false, messages.mayGain, reference)),
      seccomp: isKnown(profile) ? { ...profile, value: profileOf(profile.value) } : profile,
      selinux: setting('selinux-enabled', truth, implied(false, messages.noSelinux, reference)),
      appArmor: notExpressible,
      defaultRuntime: setting(
        'default-runtime',
        (value) => text(value) || undefined,
        implied('runc', messages.runcByDefault, reference),
      ),
      runtimes: runtimes(member(root, 'runtimes'), broken),
      logging: logging(),
      listens: list('hosts', incomplete([], unknown(messages.commandLine))),
      verifiesClients: setting('tlsverify', truth, implied(false, messages.noVerification, reference)),
      liveRestore: setting('live-restore', truth, implied(false, messages.noLiveRestore, reference)),
    },
  ];

  function runtimes(found: JsonMember | undefined, rest: Unknown | undefined): Facts<string> {
    const own = found?.value?.kind === 'object' ? found.value.entries : [];
    const items = own.map(({ name, span }) => stated(name, { path, span }));
    return rest === undefined
      ? complete([...items, implied('runc', messages.runcByDefault, reference)])
      : incomplete(items, rest);
  }

  function logging(): Fact<Logging> {
    const driver = setting(
      'log-driver',
      (value) => text(value) || undefined,
      implied('json-file', messages.jsonFile, documents.dockerJsonFile),
    );
    if (!isKnown(driver)) return driver;
    const size = member(member(root, 'log-opts')?.value, 'max-size');
    const limit = size?.value?.kind === 'scalar' ? size.value.text : '';
    const limited = isLimited(driver.value, limit);
    return { ...driver, value: { driver: driver.value, limited } };
  }
}

function text(value: JsonScalar): string | undefined {
  return value.type === 'string' ? value.text : undefined;
}

function truth(value: JsonScalar): boolean | undefined {
  return value.type === 'boolean' ? value.text === 'true' : undefined;
}

function profileOf(name: string): 'default' | 'unconfined' | 'profile' {
  if (name === '' || name === 'builtin') return 'default';
  return name === 'unconfined' ? 'unconfined' : 'profile';
}
