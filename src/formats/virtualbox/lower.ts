// Turns VirtualBox's settings into the workload model.
import { fileNameOf } from '../../core/path';
import type { VirtualMachine } from '../../core/workload';
import { attributeNamed } from '../xml/tree';
import { isPlaceholder, xmlReader } from '../xml/values';
import { machineFacts } from './facts';
import { unreadable } from './messages';
import type { SettingsFile } from './parse';

/** The machines of a file. */
export function lowerMachines(file: SettingsFile, path: string): readonly VirtualMachine[] {
  const read = xmlReader(path, unreadable);
  const taken = new Map<string, number>();
  return file.machines.map((machine) => {
    const written = attributeNamed(machine, 'name');
    const isName = written !== undefined && written.value !== '' && !isPlaceholder(written);
    const name = isName ? written.value : fileNameOf(path).replace(/\.vbox.*$/i, '');
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return {
      kind: 'vm',
      role: 'machine',
      id: `${path}#${name}${count > 1 ? `~${count}` : ''}`,
      name,
      format: 'virtualbox',
      path,
      place: read.tag(machine),
      body: read.at(machine),
      ...machineFacts(machine, read),
    };
  });
}
