// The keys of a container unit as the options of `podman run` that Quadlet makes of them.
import type { Unknown } from '../../core/fact';
import { unknown } from '../../core/fact';
import { type Option, type OptionList, splitOptions } from '../container-options/split';
import { literalWord, type OptionWord, openWord } from '../container-options/words';
import { booleanOf, plainText, type UnitWord, wordsOf } from '../unit/words';
import { restore } from '../variables';
import { moduleDecides, templateDecides } from './messages';
import { placeOf, type Setting, settingOf, settingsOf, type Unit } from './units';

/** What stands for a value nobody knows here: specifiers, variables of systemd, template tags. */
const variables = /(?<!%)%[A-Za-z]|\$\{\w+\}|\{[{%][^{}]*[}%]\}/g;

/** A value's text as a word of a command line, specifiers left open. */
export function wordOf(text: string, setting: Setting, word?: UnitWord): OptionWord {
  const open = openWord(text, variables, placeOf(setting, word?.span));
  return { ...open, text: open.text.replaceAll('%%', '%') };
}

/** Keys of which the last entry counts. */
const single: Readonly<Record<string, string>> = {
  Entrypoint: 'entrypoint',
  HealthCmd: 'health-cmd',
  LogDriver: 'log-driver',
  Memory: 'memory',
  PidsLimit: 'pids-limit',
  StopSignal: 'stop-signal',
  UserNS: 'userns',
};

/** Keys of which every entry counts, each with one value. */
const repeated: Readonly<Record<string, string>> = {
  EnvironmentFile: 'env-file',
  ExposeHostPort: 'expose',
  LogOpt: 'log-opt',
  PublishPort: 'publish',
  Tmpfs: 'tmpfs',
  Volume: 'volume',
};

/** Keys of which every entry counts, each with several words. */
const wordLists: Readonly<Record<string, string>> = {
  AddCapability: 'cap-add',
  AddDevice: 'device',
  Annotation: 'annotation',
  DropCapability: 'cap-drop',
  Environment: 'env',
  Label: 'label',
  Mount: 'mount',
};

/** Keys that become an option of `--security-opt`. */
const security: Readonly<Record<string, string>> = {
  AppArmor: 'apparmor=',
  Mask: 'mask=',
  SeccompProfile: 'seccomp=',
  SecurityLabelFileType: 'label=filetype:',
  SecurityLabelLevel: 'label=level:',
  SecurityLabelType: 'label=type:',
  Unmask: 'unmask=',
};

/** Keys that switch something on. */
const switches: Readonly<Record<string, { readonly name: string; readonly value?: string }>> = {
  NoNewPrivileges: { name: 'security-opt', value: 'no-new-privileges' },
  ReadOnly: { name: 'read-only' },
  RunInit: { name: 'init' },
  SecurityLabelDisable: { name: 'security-opt', value: 'label=disable' },
  SecurityLabelNested: { name: 'security-opt', value: 'label=nested' },
};

/** The options of a unit; `section` is that of the container, or of the pod it joins. */
export function optionsOf(unit: Unit, section: string): Omit<OptionList, 'operands'> {
  const options: Option[] = [];
  let open: Unknown | undefined;
  const last = (key: string): Setting | undefined => settingOf(unit, section, key);
  const all = (key: string): readonly Setting[] => settingsOf(unit, section, key);

  for (const [key, name] of Object.entries(single)) {
    const setting = last(key);
    if (setting !== undefined) options.push({ name, value: wordOf(plainText(setting.entry.value), setting) });
  }
  for (const [key, name] of Object.entries(repeated)) {
    for (const setting of all(key)) {
      options.push({ name, value: wordOf(plainText(setting.entry.value), setting) });
    }
  }
  for (const [key, name] of Object.entries(wordLists)) {
    for (const setting of all(key)) {
      const words = wordsOf(setting.entry.value);
      for (const word of words) {
        // A device with a dash before it may be missing.
        const text = key === 'AddDevice' ? word.text.replace(/^-/, '') : word.text;
        options.push({ name, value: wordOf(text, setting, words.length > 1 ? word : undefined) });
      }
    }
  }
  for (const [key, prefix] of Object.entries(security)) {
    for (const setting of key === 'Mask' || key === 'Unmask' ? all(key) : all(key).slice(-1)) {
      const word = wordOf(plainText(setting.entry.value), setting);
      options.push({ name: 'security-opt', value: { ...word, text: prefix + word.text } });
    }
  }
  for (const [key, { name, value }] of Object.entries(switches)) {
    const setting = last(key);
    const on = setting && booleanOf(plainText(setting.entry.value));
    if (setting === undefined) continue;
    if (on === undefined) {
      const word = wordOf(setting.entry.value.text, setting);
      options.push({ name, value: value === undefined ? word : { ...word, text: `${value}=${word.text}` } });
    } else if (value === undefined) options.push({ name, value: literalWord(String(on), placeOf(setting)) });
    else if (on) options.push({ name, value: literalWord(value, placeOf(setting)) });
    else if (value === 'no-new-privileges') {
      options.push({ name, value: literalWord(`${value}=false`, placeOf(setting)) });
    }
  }
  for (const setting of all('Network')) {
    const word = wordOf(plainText(setting.entry.value), setting);
    const text = word.text
      .replace(/^([^:]*)\.network(?=:|$)/, 'systemd-$1')
      .replace(/^([^:]*)\.container(?=:|$)/, 'container:$1');
    options.push({ name: 'network', value: { ...word, text } });
  }
  // A mapping of its own needs a user namespace of its own.
  for (const key of ['UIDMap', 'GIDMap', 'SubUIDMap', 'SubGIDMap', 'RemapUsers', 'RemapUid']) {
    const setting = last(key);
    if (setting !== undefined)
      options.unshift({ name: 'userns', value: literalWord('private', placeOf(setting)) });
  }
  const user = userOf(last('User'), last('Group'));
  if (user !== undefined) options.push({ name: 'user', value: user });

  for (const setting of all('PodmanArgs')) {
    const split = splitOptions(
      wordsOf(setting.entry.value).map((word) => wordOf(word.text, setting, word)),
      true,
    );
    options.push(...split.options);
    open ??= split.open;
  }
  for (const setting of all('GlobalArgs')) {
    const words = wordsOf(setting.entry.value).map((word) => wordOf(word.text, setting, word));
    const { options: global } = splitOptions(words, true);
    options.push(...global.filter(({ name }) => name === 'runtime'));
  }
  const module = last('ContainersConfModule');
  if (module !== undefined) open ??= unknown(moduleDecides, placeOf(module));
  // Options alone leave the driver, and how far it is limited, as it is.
  const kept = options.some(({ name }) => name === 'log-driver')
    ? options
    : options.filter(({ name }) => name !== 'log-opt');
  const [tag] = unit.file.tagLines;
  if (tag !== undefined) open ??= unknown(templateDecides, { path: unit.path, span: tag });
  return open === undefined ? { options: kept } : { options: kept, open };
}

function userOf(user: Setting | undefined, group: Setting | undefined): OptionWord | undefined {
  if (user === undefined) return undefined;
  const name = wordOf(plainText(user.entry.value), user);
  if (group === undefined) return name;
  const second = wordOf(plainText(group.entry.value), group);
  return second.unresolved.length > 0
    ? name
    : { ...name, text: `${name.text}:${restore(second.text, second)}` };
}
