// Finds the virtual machines among the objects of a file.
import { type KubernetesFile, type KubernetesObject, mapAt, valueAt } from '../kubernetes/parse';
import type { YamlMap } from '../yaml/tree';

/** A virtual machine of an object, or the template of several. */
export interface MachineNode {
  readonly object: KubernetesObject;
  /** `spec` of the machine's instance: domain, networks, volumes. */
  readonly instance: YamlMap;
  /** The map whose `metadata` is that of the instance. */
  readonly holder: YamlMap;
  /** `spec` of the `VirtualMachine`, which names a size and disk templates; absent for bare instances. */
  readonly machine?: YamlMap;
}

/** The machines of a file, in the order of its objects. */
export function machinesOf(file: KubernetesFile): readonly MachineNode[] {
  return file.objects.flatMap((object) => machineIn(file, object) ?? []);
}

function machineIn({ reader }: KubernetesFile, object: KubernetesObject): MachineNode | undefined {
  if (!/^(?:pool\.)?kubevirt\.io\//.test(object.version)) return undefined;
  const follow = (from: YamlMap | undefined, ...keys: readonly string[]): YamlMap | undefined =>
    keys.reduce((map, key) => map && mapAt(reader, map, key), from);
  /** The instance that a machine, or a set of instances, makes from its template. */
  const templated = (spec: YamlMap | undefined, isMachine: boolean): MachineNode | undefined => {
    const holder = follow(spec, 'template');
    const instance = follow(holder, 'spec');
    if (spec === undefined || holder === undefined || instance === undefined) return undefined;
    return { object, instance, holder, ...(isMachine && { machine: spec }) };
  };
  switch (object.kind) {
    case 'VirtualMachine':
      return templated(follow(object.map, 'spec'), true);
    case 'VirtualMachinePool':
      return templated(follow(object.map, 'spec', 'virtualMachineTemplate', 'spec'), true);
    case 'VirtualMachineInstanceReplicaSet':
      return templated(follow(object.map, 'spec'), false);
    case 'VirtualMachineInstance': {
      const instance = follow(object.map, 'spec');
      return instance && { object, instance, holder: object.map };
    }
    default:
      return undefined;
  }
}

/** Names of the snapshots that the file takes of a machine. */
export function snapshotsOf(
  { reader, objects }: KubernetesFile,
  machine: string,
): readonly KubernetesObject[] {
  return objects.filter(({ kind, map }) => {
    const spec = kind === 'VirtualMachineSnapshot' ? mapAt(reader, map, 'spec') : undefined;
    const source = spec && mapAt(reader, spec, 'source');
    const name = source && valueAt(reader, source, 'name');
    return name?.kind === 'scalar' && name.text === machine;
  });
}
