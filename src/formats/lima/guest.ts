// What runs in an instance: its image, the system in it, and what provisioning puts there.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  isKnown,
  join,
  type Known,
  knownValue,
  listed,
  mapKnown,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { EnvironmentVariable, OperatingSystem, VirtualMachine } from '../../core/workload';
import { imageVersionOf } from '../../knowledge/image-versions';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { addProvisioner, addScript, emptyDraft, finish, locator } from '../cloud-init/draft';
import { secretsIn } from '../secrets';
import { closeSoftware } from '../software';
import { decodedCode } from '../yaml/code';
import { resolve } from '../yaml/tree';
import { entriesOf, type Listed, valueAt } from './layers';
import * as messages from './messages';
import { openFor, type Template } from './parse';
import * as values from './values';

type ImageFacts = Pick<VirtualMachine, 'image' | 'imageVersion' | 'imageChecksum' | 'operatingSystem'>;

/** The image: the first one listed stands for those of the other architectures. */
export function imageOf(template: Template): ImageFacts {
  const { found, rest } = entriesOf(template, 'images');
  const [first] = found;
  const field = (key: string): Fact<string> =>
    first === undefined
      ? (rest ?? notStated)
      : first.layer.view.scalar(first.fields, key, values.text, notStated);
  const image = field('location');
  const digest = field('digest');
  const version = isKnown(image) ? imageVersionOf(image.value) : undefined;
  return {
    image,
    imageVersion: isKnown(image) && version !== undefined ? mapKnown(image, () => version) : notStated,
    imageChecksum: isKnown(digest)
      ? mapKnown(digest, () => true)
      : digest === notStated && isKnown(image)
        ? messages.noChecksum
        : digest,
    operatingSystem: systemOf(template, image),
  };
}

const families: Readonly<Record<string, OperatingSystem>> = {
  linux: { family: 'linux' },
  darwin: { family: 'macos', distribution: 'macos' },
  freebsd: { family: 'bsd', distribution: 'freebsd' },
  windows: { family: 'windows' },
};

function systemOf(template: Template, image: Fact<string>): Fact<OperatingSystem> {
  const kind = valueAt(template, ['os'], (text) => families[text.toLowerCase()], notStated);
  const { why, source } = messages.systemOfName;
  const named = (name: string, place: Known<string>['place']): Fact<OperatingSystem> | undefined => {
    const system = operatingSystemOf(name);
    // An installer's name says less than `os`, and never something else.
    if (system === undefined || (isKnown(kind) && system.family !== kind.value.family)) return undefined;
    return implied(system, why, source, place);
  };
  if (isKnown(image)) {
    const found = named(image.value, image.place);
    if (found !== undefined) return found;
  }
  for (const { name, entry } of template.elsewhere) {
    const found = name.startsWith('template:')
      ? named(name.replace(/^template:(?:\/\/)?/, ''), entry.place)
      : undefined;
    if (found !== undefined) return found;
  }
  if (kind !== notStated) return kind;
  return openFor(template, 'os') ?? implied({ family: 'linux' }, messages.linux.why, messages.linux.source);
}

type SoftwareFacts = Pick<VirtualMachine, 'software' | 'secrets' | 'provisioners' | 'automaticUpdates'>;

/** What scripts install and start, with the container engine that Lima brings. */
export function provisioningOf(
  template: Template,
  system: Fact<OperatingSystem>,
  plain: Fact<boolean>,
): SoftwareFacts {
  const draft = emptyDraft();
  const { found, rest } = entriesOf(template, 'provision');
  const isWindows = knownValue(system)?.family === 'windows';
  for (const listed of found) {
    const { layer, entry, fields } = listed;
    const mode = knownValue(layer.view.scalar(fields, 'mode', values.text, notStated)) ?? 'system';
    if (mode === 'data' || mode === 'yq') continue;
    if (mode === 'ansible') {
      addProvisioner(draft, 'ansible', entry.place);
      closeSoftware(draft, unknown(messages.playbook, entry.place));
      continue;
    }
    const script = scriptOf(listed);
    if (isWindows) closeSoftware(draft, unknown(messages.powerShell, entry.place));
    else if (script === undefined) closeSoftware(draft, unknown(messages.outside, entry.place));
    else addScript(draft, script.text, locator(script, layer.view.at));
    addProvisioner(draft, 'shell', entry.place);
  }
  if (rest !== undefined) closeSoftware(draft, rest);
  const { software, secrets, provisioners, automaticUpdates } = finish(draft);
  const upgrades = valueAt(template, ['upgradePackages'], values.boolean, notStated);
  return {
    software: { ...software, services: join(engineOf(template, system, plain), software.services) },
    secrets: join(secretsIn(variablesOf(template), []), secrets),
    provisioners: rest === undefined ? provisioners : incomplete(provisioners.items, rest),
    // Without it the image decides, which may well update itself.
    automaticUpdates: is(upgrades, true) ? upgrades : automaticUpdates,
  };
}

function scriptOf({ layer, fields }: Listed) {
  const entry = layer.view.get(fields, 'script');
  const value = entry && resolve(entry.node);
  return value?.kind === 'scalar' && value.type !== 'null' ? decodedCode(layer.yaml.text, value) : undefined;
}

/**
 * containerd where the template asks for it. Lima also starts it where nothing is said: then the list is open, since the
 * machine is not there for what its author did not ask for.
 */
function engineOf(template: Template, system: Fact<OperatingSystem>, plain: Fact<boolean>): Facts<string> {
  const family = knownValue(system)?.family;
  if (is(plain, true) || (family !== undefined && family !== 'linux')) return complete([]);
  const asked = ['system', 'user'].map((key) =>
    valueAt(template, ['containerd', key], values.boolean, notStated),
  );
  const on = asked.find((fact) => is(fact, true));
  if (on !== undefined && isKnown(on)) return complete([mapKnown(on, () => 'containerd')]);
  const [root, user] = asked;
  const open = [user === notStated ? messages.containerd : user, root].find(
    (fact): fact is Unknown => fact !== undefined && !isKnown(fact) && fact !== notStated,
  );
  return listed([], open);
}

/** Variables of the guest and parameters of the template. */
function variablesOf(template: Template): Facts<EnvironmentVariable> {
  const items: Known<EnvironmentVariable>[] = [];
  let open: Unknown | undefined;
  for (const key of ['env', 'param']) {
    open ??= openFor(template, key);
    for (const { view, root } of template.layers) {
      const { found, rest } = view.pairs(view.inner(root, key));
      open ??= rest;
      for (const { name, ...entry } of found) {
        const text = view.textOf(entry);
        const value: Fact<string> =
          text === null ? notStated : typeof text === 'string' ? stated(text, entry.place) : text;
        items.push(stated({ name, value, kind: 'environment' }, entry.place));
      }
    }
  }
  return listed(items, open);
}
