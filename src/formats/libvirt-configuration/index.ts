// The libvirt-configuration format: libvirtd.conf and its successors, and qemu.conf.
import { statementAround, suppressionComments } from '../comments';
import type { Format } from '../format';
import { editor } from './edits';
import { lowerConfiguration } from './lower';
import { parseConfiguration } from './parse';

/** Configuration of libvirt's daemons and of its QEMU driver. */
export default {
  id: 'libvirt-configuration',
  grammars: () => [],
  read(text, path) {
    const file = parseConfiguration(text);
    const commented = { text, comments: file.comments, statements: file.entries };
    return {
      problems: file.problems,
      workloads: [],
      declarations: lowerConfiguration(file, path),
      comments: suppressionComments(commented),
      edits: editor(file),
      statementAt: (offset) => statementAround(commented, offset),
      commentLine: (comment) => `# ${comment}`,
    };
  },
} satisfies Format;
