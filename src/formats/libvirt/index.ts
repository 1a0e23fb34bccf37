// The libvirt format: reads domain XML into machines and writes changes back.
import type { Format } from '../format';
import { commentLine, statementAround, suppressionComments } from '../xml/comments';
import { editsOf } from './edits';
import { lowerDomains } from './lower';
import { parseDomains } from './parse';

/** libvirt domain XML. */
export default {
  id: 'libvirt',
  grammars: () => [],
  read(text, path) {
    const file = parseDomains(text);
    const workloads = lowerDomains(file, path);
    const domains = new Map(workloads.map(({ id }, index) => [id, file.domains[index]]));
    const { document } = file;
    return {
      problems: document.problems,
      workloads,
      comments: suppressionComments(document),
      edits: (change) => editsOf(document, change, (id) => domains.get(id)),
      statementAt: (offset) => statementAround(document, offset),
      commentLine,
    };
  },
} satisfies Format;
