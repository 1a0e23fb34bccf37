// Turns the builders of a template into machines in which an image is built.
import { notExpressible, notStated } from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type { VirtualMachine } from '../../core/workload';
import type { Surroundings } from '../format';
import type { Grammar } from '../grammar/grammar';
import { textOf } from '../hcl/value';
import { unsaidMachine } from '../unsaid';
import { builderKind } from './builders';
import { guestFacts } from './guest';
import { noBuild } from './messages';
import { provisioningOf } from './provisioning';
import { type Reader, reader } from './reader';
import { plaintextManagement, secretsOf } from './secrets';
import type { Builder } from './template';

/** The machines of a file's builders. */
export function lower(
  builders: readonly Builder[],
  path: string,
  around: Surroundings,
  bash: Grammar | undefined,
): readonly VirtualMachine[] {
  const taken = new Map<string, number>();
  return builders.flatMap((builder): VirtualMachine[] => {
    const kind = builderKind(builder.type);
    if (kind === undefined) return [];
    const read = reader(builder.settings);
    const name = nameOf(read, builder) || fileNameOf(path);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    const isBuilt = builder.isBuilt ? undefined : noBuild;
    const provisioning = provisioningOf(builder.provisioners, isBuilt, around, bash);
    return [
      {
        kind: 'vm',
        role: 'image',
        id: `${path}#${name}${count > 1 ? `~${count}` : ''}`,
        name,
        format: 'packer',
        path,
        place: builder.settings.place,
        body: builder.body,
        ...unsaidMachine(notStated),
        software: provisioning.software,
        secrets: secretsOf(read, builder.type, provisioning.secrets, provisioning.locked),
        provisioners: provisioning.provisioners,
        automaticUpdates: provisioning.automaticUpdates,
        replicas: notExpressible,
        autostart: notExpressible,
        confinement: notExpressible,
        insecureKey: notExpressible,
        plaintextManagement: plaintextManagement(read),
        ...guestFacts(read, kind.guestIds),
        ...kind.machine(read),
      },
    ];
  });
}

/** The name the machine gets, else the one of its source or builder. */
function nameOf(read: Reader, { type, name }: Builder): string {
  const given = textOf(read.setting('vm_name', 'template_name')?.value);
  return given !== undefined && given !== '' && !given.includes('{{') ? given : (name ?? type);
}
