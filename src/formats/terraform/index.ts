// The Terraform format: reads the machines of a module's file, and writes changes back.

import { statementAround } from '../comments';
import type { Format } from '../format';
import { commentLine, hclComments } from '../hcl/comments';
import { editor } from './edits';
import { lowerMachines } from './lower';
import { moduleOf } from './module';

/** Terraform files. */
export default {
  id: 'terraform',
  grammars: () => [],
  read(text, path, _grammars, around) {
    const { file, module } = moduleOf(text, path, around);
    const machines = lowerMachines(file, path, module);
    return {
      problems: file.problems,
      workloads: machines.map(({ workload }) => workload),
      comments: hclComments(file),
      edits: editor(file, path, machines),
      statementAt: (offset) => statementAround(file, offset),
      commentLine,
    };
  },
} satisfies Format;
