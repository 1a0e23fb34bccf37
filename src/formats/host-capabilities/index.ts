// The host-capabilities format: what libvirt reports of a host.
import type { Format } from '../format';
import { commentLine, statementAround, suppressionComments } from '../xml/comments';
import { lowerHost } from './lower';
import { parseCapabilities } from './parse';

/** Reports of `virsh capabilities`. A report is no configuration: nothing is edited in it. */
export default {
  id: 'host-capabilities',
  grammars: () => [],
  read(text, path) {
    const file = parseCapabilities(text);
    const { document } = file;
    return {
      problems: document.problems,
      workloads: [],
      declarations: lowerHost(file, path),
      comments: suppressionComments(document),
      edits: () => undefined,
      statementAt: (offset) => statementAround(document, offset),
      commentLine,
    };
  },
} satisfies Format;
