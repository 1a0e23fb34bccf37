// What a container may ask of the kernel: its security context, over that of its pod and the old annotations.
import {
  convertFact,
  type Fact,
  type Facts,
  incomplete,
  listed,
  mapFact,
  mapKnown,
  notStated,
  stated,
} from '../../core/fact';
import type { ContainerWorkload, Pod } from '../../core/workload';
import type { Section } from '../yaml/view';
import * as defaults from './defaults';
import { notUnderstood } from './messages';
import type { PodReading } from './pod';
import * as values from './values';

/** The facts of the engines' model, and those that only a pod has. */
interface Security {
  readonly container: Pick<
    ContainerWorkload,
    | 'privileged'
    | 'capabilitiesAdded'
    | 'capabilitiesDropped'
    | 'noNewPrivileges'
    | 'seccomp'
    | 'appArmor'
    | 'selinux'
    | 'readOnlyRootFilesystem'
    | 'maskedPaths'
  >;
  readonly pod: Pick<
    Pod,
    | 'allowPrivilegeEscalation'
    | 'runAsNonRoot'
    | 'runAsUser'
    | 'seccompProfile'
    | 'appArmorProfile'
    | 'hostProcess'
    | 'procMount'
    | 'selinuxOptions'
  >;
}

/** The security facts of the container called `name`. */
export function securityOf(
  { view, securityContext: common, annotations }: PodReading,
  own: Section,
  name: string,
): Security {
  const { scalar, inner, get, list, textItem } = view;
  const context = inner(own, 'securityContext');

  /** A field of the container's security context, else of the pod's. */
  function inherited<T>(key: string, convert: (text: string) => T | undefined, absent: Fact<T>): Fact<T> {
    return scalar(context, key, convert, scalar(common, key, convert, absent));
  }

  /** A field of a block that the container's security context overrides as a whole. */
  function inBlock<T>(
    block: string,
    key: string,
    convert: (text: string) => T | undefined,
    absent: Fact<T>,
  ): Fact<T> {
    const mine = get(context, block);
    const from =
      mine === undefined
        ? context.gap === undefined
          ? inner(common, block)
          : { gap: context.gap }
        : inner(context, block);
    return scalar(from, key, convert, absent);
  }

  function annotation<T>(key: string, convert: (text: string) => T | undefined, absent: Fact<T>): Fact<T> {
    return scalar(annotations, key, convert, absent);
  }

  const seccompProfile = inBlock(
    'seccompProfile',
    'type',
    values.seccompType,
    annotation(
      `container.seccomp.security.alpha.kubernetes.io/${name}`,
      values.seccompType,
      annotation('seccomp.security.alpha.kubernetes.io/pod', values.seccompType, notStated),
    ),
  );
  const appArmorProfile = inBlock(
    'appArmorProfile',
    'type',
    values.literal,
    annotation(`container.apparmor.security.beta.kubernetes.io/${name}`, values.literal, notStated),
  );

  const allowPrivilegeEscalation = scalar(
    context,
    'allowPrivilegeEscalation',
    values.boolean,
    defaults.allowPrivilegeEscalation,
  );

  const selinuxOptions = (): Facts<string> => {
    const mine = get(context, 'seLinuxOptions') === undefined ? common : context;
    if (mine === common && context.gap !== undefined) return incomplete([], context.gap);
    const { found, rest } = view.pairs(inner(mine, 'seLinuxOptions'));
    const items = found.flatMap((entry) => {
      const value = view.textOf(entry);
      return typeof value === 'string' ? [stated(`${entry.name}=${value}`, entry.place)] : [];
    });
    return listed(items, rest);
  };
  const selinux = selinuxOptions();

  const procMount = scalar(context, 'procMount', (text) => text.toLowerCase() || undefined, notStated);

  return {
    container: {
      privileged: scalar(context, 'privileged', values.boolean, defaults.privileged),
      capabilitiesAdded: list(inner(context, 'capabilities'), 'add', textItem),
      capabilitiesDropped: list(inner(context, 'capabilities'), 'drop', textItem),
      noNewPrivileges:
        allowPrivilegeEscalation === defaults.allowPrivilegeEscalation
          ? defaults.noNewPrivileges
          : mapFact(allowPrivilegeEscalation, (allowed) => !allowed),
      seccomp:
        seccompProfile === notStated
          ? defaults.fromKubelet
          : convertFact(seccompProfile, values.engineProfile, notUnderstood),
      appArmor:
        appArmorProfile === notStated
          ? defaults.appArmor
          : convertFact(appArmorProfile, values.profileName, notUnderstood),
      selinux: selinuxMode(selinux),
      readOnlyRootFilesystem: scalar(
        context,
        'readOnlyRootFilesystem',
        values.boolean,
        defaults.readOnlyRootFilesystem,
      ),
      maskedPaths:
        procMount === notStated ? defaults.maskedPaths : mapFact(procMount, (value) => value !== 'unmasked'),
    },
    pod: {
      allowPrivilegeEscalation,
      runAsNonRoot: inherited('runAsNonRoot', values.boolean, defaults.runAsNonRoot),
      runAsUser: inherited('runAsUser', values.integer, notStated),
      seccompProfile,
      appArmorProfile,
      hostProcess: inBlock('windowsOptions', 'hostProcess', values.boolean, notStated),
      procMount,
      selinuxOptions: selinux,
    },
  };
}

function selinuxMode({ items, rest }: Facts<string>): Fact<'default' | 'disabled' | 'profile'> {
  const type = items.find(({ value }) => value.startsWith('type='));
  if (type?.value === 'type=spc_t') return mapKnown(type, () => 'disabled');
  const [first] = items;
  if (first !== undefined) return mapKnown(first, () => 'profile');
  return rest ?? defaults.selinux;
}
