// What provisioning does to a machine: shell scripts are read, other tools are named.

import { complete, type Facts, incomplete, type Known, stated, type Unknown, unknown } from '../../core/fact';
import type { Software } from '../../core/workload';
import type { Grammar } from '../grammar/grammar';
import type { Call, Located } from './configuration';
import type { MachineReading } from './reading';
import { assigned, calls, follow, text } from './settings';

/** What provisioning installs, and which tools besides the shell take part. */
export interface Provisioning {
  readonly software: Software;
  readonly provisioners: Facts<string>;
}

const outside = unknown({
  en: 'A script outside of this file decides it.',
  de: 'Ein Skript außerhalb dieser Datei entscheidet es.',
});
const elsewhere = unknown({
  en: 'Another provisioning tool decides it.',
  de: 'Ein anderes Werkzeug zur Einrichtung entscheidet es.',
});

/** Reads the provisioning of a machine. */
export function provisioningOf(reading: MachineReading, bash: Grammar | undefined): Provisioning {
  const { maker, entries, escaped } = reading;
  const tools: Known<string>[] = [];
  let rest: Unknown | undefined = escaped;
  for (const { entry, certainty } of calls(entries, 'vm.provision')) {
    const type = typeOf(entry);
    if (certainty === 'open') rest ??= maker.unknown({ kind: 'condition' }, entry.span);
    if (type === 'file') continue;
    if (type !== 'shell') {
      const tool = toolOf(type);
      if (tool !== undefined && certainty !== 'open') tools.push(stated(tool, maker.place(entry.head)));
      rest ??= elsewhere;
      continue;
    }
    const script = scriptOf(entry);
    if (script === undefined || bash === undefined) rest ??= outside;
  }
  const software: Software = {
    packages: listed([], rest),
    services: listed([], rest),
    kernelModules: listed([], rest),
  };
  return { software, provisioners: escaped === undefined ? complete(tools) : incomplete(tools, escaped) };
}

function listed<T>(items: readonly Known<T>[], rest: Unknown | undefined): Facts<T> {
  return rest === undefined ? complete(items) : incomplete(items, rest);
}

/** `provision 'shell'`, or `provision 'name', type: 'shell'`. */
function typeOf(call: Call): string {
  return text((call.options.get('type') ?? call.args[0])?.value) ?? 'unknown';
}

function toolOf(type: string): string | undefined {
  if (type.startsWith('ansible')) return 'ansible';
  if (type.startsWith('puppet')) return 'puppet';
  if (type.startsWith('chef')) return 'chef';
  return type === 'unknown' ? undefined : type.replace(/_.*$/, '');
}

function scriptOf(call: Call): Located | undefined {
  const inBlock = follow(call.body?.entries ?? [], assigned('inline'));
  return call.options.get('inline') ?? inBlock;
}
