// Lowers a Lima template into the workload model: one machine.
import { type Fact, implied, is, isKnown, notExpressible, notStated, stated } from '../../core/fact';
import { fileNameOf, folderOf } from '../../core/path';
import type { VirtualMachine } from '../../core/workload';
import { unsaidMachine } from '../unsaid';
import { cardsOf, disksOf, foldersOf, portsOf, screensOf } from './devices';
import { imageOf, provisioningOf } from './guest';
import { valueAt } from './layers';
import * as messages from './messages';
import { openFor, type Template } from './parse';
import * as values from './values';

/** The machine of a template; none where the file holds no map. */
export function lower(template: Template): readonly VirtualMachine[] {
  const { own, map } = template;
  const [header] = headers.flatMap((key) => map?.pairs.find(({ name }) => name === key) ?? []);
  const first = header ?? map?.pairs[0];
  if (map === undefined || first === undefined) return [];
  const { path } = own;
  const name = nameOf(path);
  const place = own.view.at(first.value.kind === 'scalar' ? first.span : first.keySpan);
  const plain = valueAt(template, ['plain'], values.boolean, notStated);
  const type = valueAt(template, ['vmType'], values.text, notStated);
  const isVz = is(type, 'vz') || is(type, 'krunkit');
  const image = imageOf(template);
  const { why, source } = messages.vzAcceleration;
  return [
    {
      kind: 'vm',
      role: 'machine',
      id: `${path}#${name}`,
      name,
      format: 'lima',
      path,
      place,
      body: own.view.at(map.span),
      ...unsaidMachine(notExpressible),
      memory: valueAt(template, ['memory'], values.bytes, messages.memory),
      cpus: valueAt(template, ['cpus'], values.count, messages.cpus),
      ports: portsOf(template, plain),
      ...provisioningOf(template, image.operatingSystem, plain),
      ...image,
      hypervisor: stated('lima', place),
      acceleration: isVz ? implied('hardware', why, source, isKnown(type) ? type.place : place) : notStated,
      disks: disksOf(template),
      networkCards: cardsOf(template),
      ...screensOf(template),
      sharedFolders: foldersOf(template, plain),
      firmware: firmwareOf(template, type),
      tpm: valueAt(template, ['tpm'], values.boolean, messages.noTpm),
      nestedVirtualization: valueAt(
        template,
        ['nestedVirtualization'],
        values.boolean,
        isVz ? messages.notNested : messages.hostCpu,
      ),
      cpuMode: cpuModeOf(template),
      architecture: valueAt(
        template,
        ['arch'],
        (text) => (text === 'default' ? undefined : text),
        messages.hostArchitecture,
      ),
    },
  ];
}

/** Keys that stand for the whole, the best first. */
const headers = ['vmType', 'images', 'base', 'minimumLimaVersion'];

/** Lima names an instance after its file; those of instances themselves lie in a folder of that name. */
function nameOf(path: string): string {
  const file = fileNameOf(path).replace(/\.ya?ml$/i, '');
  return file.toLowerCase() === 'lima' ? fileNameOf(folderOf(path)) || file : file;
}

function firmwareOf(template: Template, type: Fact<string>): VirtualMachine['firmware'] {
  if (is(type, 'wsl2')) return notExpressible;
  return valueAt(
    template,
    ['firmware', 'legacyBIOS'],
    (text) => {
      const legacy = values.boolean(text);
      return legacy === undefined ? undefined : legacy ? ('bios' as const) : ('uefi' as const);
    },
    messages.uefi,
  );
}

/** The mode that all architectures have in common. */
function cpuModeOf(template: Template): Fact<string> {
  for (const { view, root } of template.layers) {
    const types = [
      view.inner(view.inner(view.inner(root, 'vmOpts'), 'qemu'), 'cpuType'),
      view.inner(root, 'cpuType'),
    ].flatMap((section) => view.pairs(section).found);
    const modes = types.map((entry) => {
      const text = view.textOf(entry);
      return typeof text === 'string' ? values.cpuMode(text) : undefined;
    });
    const [first] = types;
    const [mode] = modes;
    if (first !== undefined && mode !== undefined && modes.every((other) => other === mode)) {
      return stated(mode, first.place);
    }
    if (first !== undefined) return messages.hostCpu;
  }
  return openFor(template, 'vmOpts') ?? messages.hostCpu;
}
