// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { render } from '../../core/message';
import { sourceOffset } from '../code';
import { assignmentsOf, flagOf, wordsOf } from './arguments';
import { inspect } from './inspect';
import { parse } from './parse';
import { at, checkSpans, fixtures } from './testing';
import { argumentSpan, argumentText, type Dockerfile, heredocText, type Instruction } from './tree';

function only(file: Dockerfile, keyword: string): Instruction {
  const found = file.instructions.find((instruction) => instruction.keyword === keyword);
  assert.ok(found, `no ${keyword}`);
  return found;
}

function reasons(text: string): string[] {
  return parse(text).problems.map((problem) => render(problem.message, 'en'));
}

describe('dockerfile parse', () => {
  const multi = parse(fixtures.get('multi-stage') ?? '');

  it('reads every instruction of a file with stages, comments and blank lines', () => {
    assert.deepEqual(
      multi.instructions.map(({ keyword, startLine, endLine }) => `${keyword} ${startLine}-${endLine}`),
      [
        'ARG 2-2',
        'ARG 3-3',
        'FROM 5-5',
        'WORKDIR 6-6',
        'COPY 8-8',
        'RUN 9-13',
        'COPY 14-14',
        'ARG 15-15',
        'RUN 16-16',
        'FROM 18-18',
        'RUN 19-20',
        'ENV 21-22',
        'LABEL 23-23',
        'EXPOSE 24-24',
        'VOLUME 25-25',
        'USER 26-26',
        'HEALTHCHECK 27-27',
        'COPY 28-28',
        'ENTRYPOINT 29-29',
        'CMD 30-30',
      ],
    );
    assert.deepEqual(multi.problems, []);
    assert.deepEqual(
      multi.directives.map(({ name, value }) => [name, value]),
      [['syntax', 'docker/dockerfile:1']],
    );
    assert.deepEqual(
      multi.comments.map((comment) => at(multi, comment)),
      ['# modules first, so that they stay cached', '# a comment inside'],
    );
  });

  it('gives the place of the keyword, the flags, the arguments and the strings', () => {
    const copy = multi.instructions.findLast(({ keyword }) => keyword === 'COPY');
    assert.ok(copy);
    assert.equal(at(multi, copy.span), 'COPY --from=build --chown=10001 /out/harbour /usr/bin/');
    assert.equal(at(multi, copy.keywordSpan), 'COPY');
    assert.deepEqual(
      copy.flags.map(({ span }) => at(multi, span)),
      ['--from=build', '--chown=10001'],
    );
    assert.equal(flagOf(copy, 'from')?.text, 'build');
    assert.equal(at(multi, argumentSpan(copy)), '/out/harbour /usr/bin/');
    assert.deepEqual(
      wordsOf(copy).map(({ span }) => at(multi, span)),
      ['/out/harbour', '/usr/bin/'],
    );
    const health = only(multi, 'HEALTHCHECK');
    assert.deepEqual(
      health.json?.map(({ span }) => at(multi, span)),
      ['"/usr/bin/harbour"', '"ping"'],
    );
    assert.deepEqual(inspect(multi).at(-4)?.args, ['CMD', '/usr/bin/harbour', 'ping']);
  });

  it('joins continued lines and maps back into the file', () => {
    const run = only(multi, 'RUN');
    assert.equal(argumentText(run), '    go mod download     && go mod verify'.trim());
    const offset = run.code.text.indexOf('verify');
    assert.equal(multi.text.slice(sourceOffset(run.code, offset)).slice(0, 6), 'verify');
    assert.ok(at(multi, run.span).endsWith('&& go mod verify'));
  });

  it('reads names and values in every notation', () => {
    const file = parse(
      'FROM a\nENV A=1 B="x y" \\\n  C=d\\ e\nENV OLD  some words\nARG P Q=r\nLABEL "a b"=c\n',
    );
    const pairs = file.instructions.flatMap((instruction) =>
      ['ENV', 'ARG', 'LABEL'].includes(instruction.keyword) ? assignmentsOf(file, instruction) : [],
    );
    assert.deepEqual(
      pairs.map(({ name, value }) => [name.text, value?.text]),
      [
        ['A', '1'],
        ['B', '"x y"'],
        ['C', 'd\\ e'],
        ['OLD', 'some words'],
        ['P', undefined],
        ['Q', 'r'],
        ['"a b"', 'c'],
      ],
    );
    assert.equal(at(file, pairs[2]?.span ?? assert.fail()), 'C=d\\ e');
  });

  it('reads heredocs', () => {
    const file = parse(fixtures.get('heredocs') ?? '');
    assert.deepEqual(file.problems, []);
    const [run, copy, python, onbuild, command] = file.instructions.slice(1);
    assert.ok(run && copy && python && onbuild && command);
    assert.match(heredocText(file, run.heredocs[0] ?? assert.fail()), /^set -e\n(.*\n)* {2}curl\n$/);
    assert.deepEqual(
      copy.heredocs.map(({ name, stripTabs, expand }) => [name, stripTabs, expand]),
      [
        ['PAGE', true, false],
        ['SETTINGS', false, true],
      ],
    );
    assert.deepEqual(
      copy.heredocs.map(({ operator }) => at(file, operator)),
      ['<<-"PAGE"', '<<SETTINGS'],
    );
    assert.equal(python.heredocs[0]?.fd, 3);
    assert.equal(onbuild.trigger?.keyword, 'RUN');
    assert.equal(heredocText(file, onbuild.heredocs[0] ?? assert.fail()), 'make\n');
    assert.deepEqual(command.heredocs, []);
  });

  it('honours the escape directive', () => {
    const file = parse(fixtures.get('windows') ?? '');
    assert.equal(file.escape, '`');
    assert.deepEqual(
      file.instructions.map(({ keyword }) => keyword),
      ['FROM', 'SHELL', 'WORKDIR', 'RUN', 'COPY', 'CMD'],
    );
    assert.deepEqual(
      only(file, 'CMD').json?.map(({ text }) => text),
      ['C:\\app\\serve.exe'],
    );
  });

  it('keeps reading where the build stops, and says why', () => {
    assert.match(reasons('')[0] ?? '', /file with no instructions/);
    assert.match(reasons('# escape=x\nFROM a\n')[0] ?? '', /invalid escape token 'x'/);
    assert.match(reasons('# escape=`\n# Escape = \\\nFROM a\n')[0] ?? '', /only one escape parser directive/);
    assert.match(reasons('FROM a\nCMD ["a", 1]\n')[0] ?? '', /comprised of strings only/);
    assert.match(reasons('FROM a\nENV A=1 b\n')[0] ?? '', /can't find = in "b"/);
    assert.match(reasons('FROM a\nLABEL a\n')[0] ?? '', /LABEL must have two arguments/);
    assert.match(
      reasons(`FROM a\nRUN ${'é'.repeat(40_000)}\n`)[0] ?? '',
      /greater than max allowed size of 65535/,
    );
    const open = parse('FROM a\nRUN <<EOF\necho hi\nUSER x\n');
    assert.match(render(open.problems[0]?.message ?? assert.fail(), 'de'), /unterminated heredoc.*EOF/);
    assert.equal(at(open, open.problems[0]?.span ?? open.instructions[0]?.span ?? assert.fail()), '<<EOF');
    assert.equal(open.instructions.at(-1)?.keyword, 'USER');
  });

  it('finds the end of a heredoc after others without an end', () => {
    const file = parse('FROM a\nRUN <<A\nRUN <<B\nRUN <<C\nc\nC\nRUN <<C\n');
    assert.deepEqual(
      file.instructions.map(({ keyword, heredocs }) => `${keyword} ${heredocs.length}`),
      ['FROM 0', 'RUN 0', 'RUN 0', 'RUN 1', 'RUN 0'],
    );
    assert.equal(file.problems.length, 3);
  });

  for (const [name, text] of fixtures) {
    it(`reads every prefix of ${name}`, () => {
      for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
        for (let end = 0; end <= variant.length; end++) checkSpans(parse(variant.slice(0, end)));
      }
    });
  }

  it('reads any mixture of troublesome parts', () => {
    const parts = [
      ...['FROM a', 'RUN ', 'COPY ', 'ENV ', 'ONBUILD ', 'HEALTHCHECK ', 'CMD ', '--mount=a ', '--', ' '],
      ...[
        '<<EOF',
        '<<-',
        "'E O'",
        '3<<',
        '<',
        'EOF',
        '\n',
        '\n',
        '\r\n',
        '\t',
        '\\\n',
        '\\',
        '`',
        '#',
        '# escape=`\n',
      ],
      ...[
        '"',
        "'",
        '[',
        ']',
        ',',
        '"a"',
        '${',
        '}',
        '${a:-',
        '$',
        '=',
        'A=1',
        '\ufeff',
        '\u00a0',
        '\u0085',
        '😀',
      ],
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 40 }), (list) => {
        checkSpans(parse(list.join('')));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});
