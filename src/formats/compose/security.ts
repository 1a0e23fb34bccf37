// What separates a Compose service from the host: privileges, profiles and namespaces.
import { convertFact, type Fact } from '../../core/fact';
import type { NamespaceMode } from '../../core/workload';
import { boolean, namespaceMode, profile } from '../container-options/values';
import type { ContainerFacts } from '../unsaid';
import * as defaults from './defaults';
import { notUnderstood } from './messages';
import type { Section } from './section';
import { plainItem, textItem, undecided } from './words';

const option = textItem<{ readonly name: string; readonly value: string }>((text, words) => {
  const open = undecided(words);
  if (open !== undefined) return open;
  const [, name = text, value = ''] = /^([\w-]+)[=:](.*)$/.exec(text) ?? [];
  return { name, value };
});

/** Everything about isolation. */
export function securityOf(service: Section) {
  const options = service.list('security_opt', option);

  function securityOption<T>(
    name: string,
    convert: (value: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const item = options.items.findLast(({ value }) => value.name === name);
    if (item === undefined) return options.rest ?? absent;
    return convertFact(item, ({ value }) => convert(value), notUnderstood);
  }

  const namespace = (key: string, absent: Fact<NamespaceMode>): Fact<NamespaceMode> =>
    service.scalar(key, namespaceMode, absent);
  const itself = (text: string): string => text;

  return {
    privileged: service.scalar('privileged', boolean, defaults.privileged),
    capabilitiesAdded: service.list('cap_add', plainItem, itself),
    capabilitiesDropped: service.list('cap_drop', plainItem, itself),
    noNewPrivileges: securityOption(
      'no-new-privileges',
      (value) => (value === '' ? true : boolean(value)),
      defaults.noNewPrivileges,
    ),
    seccomp: securityOption('seccomp', profile, defaults.seccomp),
    appArmor: securityOption('apparmor', profile, defaults.appArmor),
    selinux: securityOption(
      'label',
      (value) => (value === 'disable' ? 'disabled' : 'profile'),
      defaults.selinux,
    ),
    maskedPaths: securityOption('systempaths', (value) => value !== 'unconfined', defaults.maskedPaths),
    readOnlyRootFilesystem: service.scalar('read_only', boolean, defaults.readOnlyRootFilesystem),
    pidNamespace: namespace('pid', defaults.ownNamespace),
    ipcNamespace: namespace('ipc', defaults.ownNamespace),
    utsNamespace: namespace('uts', defaults.ownNamespace),
    networkNamespace: namespace('network_mode', defaults.ownNamespace),
    userNamespace: namespace('userns_mode', defaults.fromEngine),
    cgroupNamespace: namespace('cgroup', defaults.fromEngine),
    runtime: service.scalar('runtime', (text) => text || undefined, defaults.fromEngine),
  } satisfies Partial<ContainerFacts>;
}
