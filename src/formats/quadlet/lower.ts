// Lowers a container unit with its drop-ins, its image or build unit and its pod into a workload.
import { type Fact, type Known, knownValue, notStated, stated, unknown } from '../../core/fact';
import { fileNameOf, folderOf, resolvePath } from '../../core/path';
import type { Place, Span } from '../../core/span';
import type { Build, ContainerWorkload, ImageReference, Label, Mount } from '../../core/workload';
import { imageFact, optionFacts, withImage } from '../container-options/facts';
import type { OptionList } from '../container-options/split';
import * as values from '../container-options/values';
import type { Surroundings } from '../format';
import { plainText, wordsOf } from '../unit/words';
import { hasHole, variableDecides } from '../variables';
import { rootlessNamespace, unitDefaults } from './defaults';
import * as messages from './messages';
import { optionsOf, wordOf } from './options';
import { neighbour, placeOf, type Setting, settingOf, settingsOf, textOf, type Unit } from './units';

/** The container of a unit; `undefined` where it has no section `[Container]`. */
export function lower(unit: Unit, around: Surroundings): ContainerWorkload | undefined {
  const { path, file } = unit;
  const header = file.sections.find(({ name }) => name === 'Container');
  if (header === undefined) return undefined;
  const at = (span: Span): Place => ({ path, span });
  const written = textOf(unit, 'Container', 'ContainerName');
  const own = fileNameOf(path).replace(/\.container$/, '');
  const name = written === undefined || /[%${]/.test(written) ? own : written;

  const options = optionsOf(unit, 'Container');
  const pod = podOptions(unit, around);
  const facts = optionFacts({ ...options, options: [...pod, ...options.options] }, unitDefaults);
  const { image, build } = imageOf(unit, around);
  const command = commandOf(unit);
  const volumes = facts.mounts.items.map((item) => withHostPath(item, unit, around));
  return {
    ...withImage({ ...facts, ...serviceFacts(unit, facts), image }, own),
    kind: 'container',
    role: 'service',
    id: `${path}#${name}`,
    name,
    format: 'quadlet',
    path,
    place: at(header.headerSpan),
    body: at({ start: 0, end: file.text.length }),
    mounts: { ...facts.mounts, items: volumes },
    ...(command === undefined ? {} : { command }),
    ...(build === undefined ? {} : { build, builtHere: stated(true, build.place) }),
    ...(facts.userNamespace.place === undefined && isForUsers(path)
      ? { userNamespace: rootlessNamespace }
      : {}),
  };
}

/** Folders from which Podman takes units for users. */
function isForUsers(path: string): boolean {
  return /(?:^|\/)(?:\.config\/containers\/systemd|etc\/containers\/systemd\/users)\//.test(path);
}

/** What a container gets from the pod it joins: network, user namespace and volumes are the pod's. */
function podOptions(unit: Unit, around: Surroundings): OptionList['options'] {
  const setting = settingOf(unit, 'Container', 'Pod');
  if (setting === undefined) return [];
  const joined = { name: 'pod', value: wordOf(plainText(setting.entry.value), setting) };
  const pod = neighbour(unit.path, plainText(setting.entry.value), around);
  if (pod === undefined) return [joined];
  const shared = optionsOf(pod, 'Pod').options;
  return [
    joined,
    ...shared.filter(({ name }) => name === 'network' || name === 'userns' || name === 'volume'),
  ];
}

interface Image {
  readonly image: Fact<ImageReference>;
  readonly build?: Build;
}

function imageOf(unit: Unit, around: Surroundings): Image {
  const setting = settingOf(unit, 'Container', 'Image');
  if (setting === undefined) {
    const folder = settingOf(unit, 'Container', 'Rootfs');
    return {
      image: folder === undefined ? unitDefaults.image : unknown(messages.rootFolder, placeOf(folder)),
    };
  }
  const name = plainText(setting.entry.value);
  const place = placeOf(setting);
  if (name.endsWith('.build')) {
    const other = neighbour(unit.path, name, around);
    return {
      image: unknown(other === undefined ? messages.missingUnit : messages.builtImage, place),
      ...(other === undefined ? {} : { build: buildOf(other, place, around) }),
    };
  }
  if (name.endsWith('.image')) {
    const other = neighbour(unit.path, name, around);
    const inner = other && settingOf(other, 'Image', 'Image');
    if (inner === undefined) return { image: unknown(messages.missingUnit, place) };
    return { image: imageFact(wordOf(plainText(inner.entry.value), inner)) };
  }
  return { image: imageFact(wordOf(name, setting)) };
}

/** The Dockerfile behind a build unit, and the stage and arguments it is built with. */
function buildOf(unit: Unit, place: Place, around: Surroundings): Build {
  const target = settingOf(unit, 'Build', 'Target');
  const words = [
    ...settingsOf(unit, 'Build', 'BuildArg').map((setting) =>
      wordOf(plainText(setting.entry.value), setting),
    ),
    ...settingsOf(unit, 'Build', 'PodmanArgs').flatMap(buildArguments),
  ];
  return {
    place,
    dockerfile: dockerfileOf(unit, around),
    target: target === undefined ? notStated : factOf(target, (text) => text),
    arguments: {
      items: words.map((word): Known<Label> => {
        const [, key = word.text, value] = /^([^=]*)=(.*)$/s.exec(word.text) ?? [];
        const open = value === undefined || hasHole(value);
        return stated(
          {
            key,
            value: open ? unknown(variableDecides(word.unresolved), word.place) : stated(value, word.place),
          },
          word.place,
        );
      }),
    },
  };
}

function buildArguments(setting: Setting) {
  const words = wordsOf(setting.entry.value);
  return words.flatMap((word, index) => {
    const [, joined] = /^--build-arg=(.*)$/s.exec(word.text) ?? [];
    const next = word.text === '--build-arg' ? words[index + 1] : undefined;
    if (next !== undefined) return [wordOf(next.text, setting, next)];
    return joined === undefined ? [] : [wordOf(joined, setting, word)];
  });
}

function dockerfileOf(unit: Unit, around: Surroundings): Fact<string> {
  const file = settingOf(unit, 'Build', 'File');
  const context = settingOf(unit, 'Build', 'SetWorkingDirectory');
  const setting = file ?? context;
  if (setting === undefined) return unknown(messages.remoteBuild);
  const place = placeOf(setting);
  const name = file && plainText(file.entry.value);
  const folder = context && plainText(context.entry.value);
  const remote = /^(?:https?:|git:|github\.com\/|[^/]*@)|\.(?:tar|tgz|tar\.\w+)$|%|\$/;
  if ([name, folder].some((text) => text !== undefined && remote.test(text))) {
    return unknown(messages.remoteBuild, place);
  }
  const here = folderOf(unit.path);
  const base =
    folder === undefined || folder === 'unit' || folder === 'file' ? here : resolvePath(here, folder);
  if (name !== undefined) return stated(resolvePath(base, name), place);
  const standard = resolvePath(base, 'Containerfile');
  const found = around.text(standard) === undefined ? resolvePath(base, 'Dockerfile') : standard;
  return stated(found, place);
}

function commandOf(unit: Unit): ContainerWorkload['command'] | undefined {
  const setting = settingOf(unit, 'Container', 'Exec');
  if (setting === undefined) return undefined;
  const words = wordsOf(setting.entry.value).map((word) => wordOf(word.text, setting, word));
  const open = words.find(({ text }) => hasHole(text));
  if (open !== undefined) return unknown(variableDecides(open.unresolved), placeOf(setting));
  return stated({ form: 'exec', words: words.map(({ text }) => text) }, placeOf(setting));
}

function factOf<T>(setting: Setting, convert: (text: string) => T | undefined): Fact<T> {
  const word = wordOf(plainText(setting.entry.value), setting);
  if (hasHole(word.text)) return unknown(messages.specifierDecides, word.place);
  const value = convert(word.text);
  return value === undefined ? unknown(messages.notUnderstood, word.place) : stated(value, word.place);
}

type ServiceFacts = Pick<
  ContainerWorkload,
  'restart' | 'lifetime' | 'memory' | 'memoryReservation' | 'cpus' | 'pidsLimit'
>;

/** What `[Service]` says: the container runs in the service's control group, so its limits hold too. */
function serviceFacts(unit: Unit, facts: ServiceFacts): Partial<ServiceFacts> {
  const said: { -readonly [K in keyof ServiceFacts]?: ServiceFacts[K] } = {};
  const of = (key: string): Setting | undefined => settingOf(unit, 'Service', key);
  const restart = of('Restart');
  if (restart !== undefined) said.restart = factOf(restart, (text) => text);
  const type = of('Type');
  if (type !== undefined) said.lifetime = factOf(type, (text) => (text === 'oneshot' ? 'job' : 'service'));
  const memory = of('MemoryMax') ?? of('MemoryLimit');
  if (memory !== undefined && facts.memory.state !== 'stated') said.memory = factOf(memory, limitOf);
  const reserved = of('MemoryMin') ?? of('MemoryLow');
  if (reserved !== undefined && facts.memoryReservation.state !== 'stated') {
    said.memoryReservation = factOf(reserved, values.byteSize);
  }
  const cpus = of('CPUQuota');
  if (cpus !== undefined && facts.cpus.state !== 'stated') {
    said.cpus = factOf(cpus, (text) => {
      const share = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
      return share === undefined ? undefined : Number(share) / 100;
    });
  }
  const tasks = of('TasksMax');
  if (tasks !== undefined && facts.pidsLimit.state !== 'stated') {
    said.pidsLimit = factOf(tasks, (text) => (text === 'infinity' ? 'unlimited' : values.integer(text)));
  }
  return said;
}

function limitOf(text: string): number | 'unlimited' | undefined {
  return text === 'infinity' ? 'unlimited' : values.byteSize(text);
}

/** Folders from which Podman takes the units that root runs. */
function isForRoot(path: string): boolean {
  return /(?:^|\/)(?:etc|run|usr\/share)\/containers\/systemd\/(?!users\/)/.test(path);
}

/**
 * The host's path behind a mount: a volume of a unit (`data.volume`) that binds a folder counts as that bind, and the
 * runtime folder `%t` is a user's unless root runs the unit.
 */
function withHostPath(item: Known<Mount>, unit: Unit, around: Surroundings): Known<Mount> {
  const { source } = item.value;
  if (source === undefined) return item;
  if (isForRoot(unit.path) && /^%t(?:\/|$)/.test(source)) {
    return { ...item, value: { ...item.value, source: source.replace('%t', '/run') } };
  }
  if (!source.endsWith('.volume')) return item;
  const other = neighbour(unit.path, source, around);
  const device = other && textOf(other, 'Volume', 'Device');
  const options = other && textOf(other, 'Volume', 'Options');
  if (device === undefined || options?.split(',').includes('bind') !== true) return item;
  return { ...item, value: { ...item.value, kind: 'bind', source: device } };
}

/** Whether the unit lacks what Podman needs to start a container. */
export function lacksImage(workload: ContainerWorkload): boolean {
  return knownValue(workload.image) === undefined && workload.image.place === undefined;
}
