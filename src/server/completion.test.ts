// Completion of suppression comments: which words, where, and what they replace.
import assert from 'node:assert/strict';
import { applyEdits } from '../core/edit';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { rules } from '../rules/registry.generated';
import { createAnalyst, recognise } from '../service/analysis';
import { suppressionForms } from '../workspace/suppressions';
import { completionsAt } from './completion';

/** The text after accepting each proposal at `|`, by its label. */
async function proposals(marked: string): Promise<ReadonlyMap<string, string>> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const known = recognise('Dockerfile', () => text);
  assert.ok(known);
  const context = { host: {}, today: '2026-11-21' };
  const analysis = await createAnalyst(installedGrammarFiles).analyse('Dockerfile', { text }, context, known);
  return new Map(
    completionsAt(analysis, offset, 'en').map(({ label, textEdit }) => {
      assert.ok(textEdit && 'range' in textEdit);
      const { start, end } = textEdit.range;
      const span = { start: analysis.lines.offsetAt(start), end: analysis.lines.offsetAt(end) };
      return [label, applyEdits(text, [{ span, text: textEdit.newText }])];
    }),
  );
}

describe('completion of suppressions', () => {
  it('proposes the words that begin one', async () => {
    const found = await proposals('FROM a\n# ber|\nUSER root\n');
    assert.deepEqual([...found.keys()], Object.keys(suppressionForms));
    assert.equal(found.get('berth-ignore-block'), 'FROM a\n# berth-ignore-block \nUSER root\n');
  });

  it('proposes rules behind every one of them, also for a second rule', async () => {
    const ids = rules.map(({ id }) => id).sort();
    for (const form of Object.keys(suppressionForms))
      for (const before of ['', 'container-sshd, ']) {
        const found = await proposals(`FROM a\n# ${form} ${before}cont|\nUSER root\n`);
        assert.deepEqual([...found.keys()].sort(), ids);
        assert.equal(
          found.get('container-privileged'),
          `FROM a\n# ${form} ${before}container-privileged -- \nUSER root\n`,
        );
      }
  });

  it('proposes nothing in the reason, nor outside of comments', async () => {
    for (const text of [
      '# berth-ignore container-sshd -- be|',
      '# berth-ignore container-sshd -- a b|',
      'RUN b|',
      '# a b|',
    ])
      assert.equal((await proposals(`FROM a\n${text}\n`)).size, 0, text);
  });
});
