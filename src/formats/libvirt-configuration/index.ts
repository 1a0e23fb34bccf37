// The libvirt-configuration format: libvirtd.conf and its successors, and qemu.conf.
import type { Comment } from '../../core/format';
import type { Span } from '../../core/span';
import type { Format } from '../format';
import { isPragma } from '../pragma';
import { editor } from './edits';
import { lowerConfiguration } from './lower';
import { parseConfiguration } from './parse';
import type { ConfigurationFile } from './tree';

/** Configuration of libvirt's daemons and of its QEMU driver. */
export default {
  id: 'libvirt-configuration',
  grammars: () => [],
  read(text, path) {
    const file = parseConfiguration(text);
    return {
      problems: file.problems,
      workloads: [],
      declarations: lowerConfiguration(file, path),
      comments: suppressions(file),
      edits: editor(file),
      statementAt: (offset) => statementAround(file, offset),
      commentLine: (comment) => `# ${comment}`,
    };
  },
} satisfies Format;

/** Comments that may suppress findings, each with the setting on its line, else the one that follows. */
function suppressions({ text, comments, entries }: ConfigurationFile): readonly Comment[] {
  return comments.flatMap((span): Comment[] => {
    const content = text.slice(span.start, span.end).replace(/^#+/, '').trim();
    if (!isPragma(content)) return [];
    const target =
      entries.find(
        (entry) => entry.span.end <= span.start && !text.slice(entry.span.end, span.start).includes('\n'),
      ) ?? entries.find((entry) => entry.span.start >= span.end);
    return [target === undefined ? { span, text: content } : { span, text: content, target: target.span }];
  });
}

function statementAround({ text, entries }: ConfigurationFile, offset: number): Span {
  const entry = entries.find(({ span }) => span.start <= offset && offset <= span.end);
  return entry?.span ?? { start: 0, end: text.length };
}
