// The Vagrant format: reads Vagrantfiles into machines and writes changes back.
import type { Problem } from '../../core/format';
import { folderOf, resolvePath } from '../../core/path';
import type { Format, Reading } from '../format';
import { mentionsSoftware } from '../shell/mentions';
import { editsOf } from './edits';
import { lower } from './lower';
import { parseVagrantfile, type Vagrantfile } from './parse';
import { statementAt, suppressionsOf } from './statements';

/** Vagrantfiles. */
export default {
  id: 'vagrantfile',
  grammars: (text) => (/\binline\b/.test(text) && mentionsSoftware(text) ? ['ruby', 'bash'] : ['ruby']),
  read(text, path, grammars, around) {
    const { ruby, bash } = grammars;
    if (ruby === undefined) return unread(text);
    const file = parseVagrantfile(text, ruby, (reference) =>
      around.text(resolvePath(folderOf(path), reference)),
    );
    const machines = lower(file, path, around, bash);
    return {
      problems: problemsOf(file),
      workloads: machines.map(({ workload }) => workload),
      comments: suppressionsOf(file.tree, text.length),
      edits: (change) => editsOf(file, machines, change),
      statementAt: (offset) => statementAt(file.tree, text.length, offset),
      commentLine: (comment) => `# ${comment}`,
    };
  },
} satisfies Format;

/** What is known of a text that nobody could read. */
function unread(text: string): Reading {
  const message = {
    text: {
      en: 'The grammar for Ruby is missing, so nothing in this file is known.',
      de: 'Die Grammatik für Ruby fehlt, daher ist über diese Datei nichts bekannt.',
    },
  };
  return {
    problems: [{ span: { start: 0, end: Math.min(text.length, 1) }, message }],
    workloads: [],
    comments: [],
    edits: () => undefined,
    statementAt: () => ({ start: 0, end: text.length }),
    commentLine: (comment) => `# ${comment}`,
  };
}

function problemsOf({ error, configuration }: Vagrantfile): readonly Problem[] {
  const problems: Problem[] = [];
  if (error !== undefined) {
    const message = {
      text: {
        en: 'This is not complete Ruby; the machines are read as far as they can be understood. Fix the syntax.',
        de: 'Das ist kein vollständiges Ruby; die Maschinen werden gelesen, soweit sie verständlich sind. Berichtige die Syntax.',
      },
    };
    problems.push({ span: error, message });
  }
  const head = configuration.configure?.head;
  if (configuration.limited && head !== undefined) {
    const message = {
      text: {
        en: 'The file creates more machines or loops than Berth follows; the rest is unknown.',
        de: 'Die Datei erzeugt mehr Maschinen oder Schleifen, als Berth verfolgt; der Rest ist unbekannt.',
      },
    };
    problems.push({ span: head, message });
  }
  return problems;
}
