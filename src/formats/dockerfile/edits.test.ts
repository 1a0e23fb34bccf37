// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import { applyEdits } from '../../core/edit';
import type { Change } from '../../core/format';
import { alone } from '../format';
import format from './index';

const path = 'Dockerfile';

/** The text after a change, `undefined` when the format refuses it; `⟦…⟧` marks the place. */
function changed(
  marked: string,
  change: (place: { path: string; span: { start: number; end: number } }) => Change,
) {
  const start = marked.indexOf('⟦');
  const end = marked.indexOf('⟧') - 1;
  const text = marked.replace(/[⟦⟧]/g, '');
  const edits = format.read(text, path, {}, alone).edits(change({ path, span: { start, end } }));
  return edits === undefined ? undefined : applyEdits(text, edits);
}

const remove = (marked: string) => changed(marked, (place) => ({ kind: 'remove', place }));
const replace = (marked: string, value: string) =>
  changed(marked, (place) => ({ kind: 'replace', place, value }));
const setUser = (text: string) =>
  changed(text, () => ({
    kind: 'set',
    workload: 'Dockerfile#Dockerfile',
    setting: { name: 'user', value: 'app' },
  }));

describe('dockerfile edits', () => {
  it('removes an instruction with its line', () => {
    assert.equal(remove('FROM a\n# why\n⟦EXPOSE 22⟧\nCMD x\n'), 'FROM a\n# why\nCMD x\n');
    assert.equal(remove('FROM a\r\nUSER ⟦root⟧\r\nCMD x\r\n'), 'FROM a\r\nCMD x\r\n');
    assert.equal(remove('FROM a\nCMD x\n⟦USER root⟧'), 'FROM a\nCMD x');
    assert.equal(remove('FROM a\nENV ⟦A=1⟧\nCMD x\n'), 'FROM a\nCMD x\n');
    assert.equal(remove('FROM a\nARG ⟦TOKEN=x⟧\nCMD x\n'), 'FROM a\nCMD x\n');
  });

  it('removes one of several parts and keeps the others', () => {
    assert.equal(remove('FROM a\nEXPOSE ⟦22⟧ 80\n'), 'FROM a\nEXPOSE 80\n');
    assert.equal(remove('FROM a\nEXPOSE 80 ⟦22⟧\n'), 'FROM a\nEXPOSE 80\n');
    assert.equal(remove('FROM a\nENV A=1 \\\n    ⟦B="x y"⟧ \\\n    C=3\n'), 'FROM a\nENV A=1 \\\n    C=3\n');
    assert.equal(remove('FROM a\nENV A=1 \\\n  # about B\n  ⟦B=2⟧\n'), undefined);
    assert.equal(remove('FROM a\nVOLUME ["/a", ⟦"/b"⟧]\n'), 'FROM a\nVOLUME ["/a"]\n');
    assert.equal(remove('FROM a\nVOLUME [⟦"/a"⟧, "/b"]\n'), 'FROM a\nVOLUME ["/b"]\n');
    assert.equal(remove('FROM a\nRUN ⟦--security=insecure⟧ make\n'), 'FROM a\nRUN make\n');
  });

  it('removes nothing that the image needs', () => {
    assert.equal(remove('FROM a\n⟦RUN x⟧\n'), undefined);
    assert.equal(remove('⟦FROM a⟧\n'), undefined);
    assert.equal(remove('FROM a\nCOPY ⟦id_rsa⟧ /x\n'), undefined);
  });

  it('replaces a value in the spelling of its place', () => {
    assert.equal(replace('FROM ⟦node:20⟧ AS x\n', 'node:20-slim'), 'FROM node:20-slim AS x\n');
    assert.equal(replace('FROM a\nUSER ⟦root⟧\n', 'app'), 'FROM a\nUSER app\n');
    assert.equal(replace('FROM a\nENV A=⟦1⟧ B=2\n', 'x "y"'), 'FROM a\nENV A="x \\"y\\"" B=2\n');
    assert.equal(
      replace('# escape=`\nFROM a\nENV A=⟦1⟧\n', 'c:\\x "y"'),
      '# escape=`\nFROM a\nENV A="c:\\x `"y`""\n',
    );
    assert.equal(replace('FROM a\nCMD ["x", ⟦"y"⟧]\n', 'a"b'), 'FROM a\nCMD ["x", "a\\"b"]\n');
  });

  it('writes a process in exec form', () => {
    assert.equal(
      replace('FROM a\n⟦CMD node server.js --port 80⟧\n', 'node server.js --port 80'),
      'FROM a\nCMD ["node", "server.js", "--port", "80"]\n',
    );
    assert.equal(replace('FROM a\n⟦entrypoint  [ "x" ]⟧\n', 'y'), 'FROM a\nENTRYPOINT ["y"]\n');
    assert.equal(replace('FROM a\n⟦CMD node "a b"⟧\n', 'node "a b"'), undefined);
    assert.equal(replace('FROM a\n⟦CMD node $X⟧\n', 'node x'), undefined);
  });

  it('replaces nothing that a variable decides', () => {
    assert.equal(replace('ARG B=a\nFROM ⟦${B}:1⟧\n', 'b'), undefined);
    assert.equal(replace('FROM a\nENV A=⟦$B⟧\n', 'b'), undefined);
    assert.equal(replace('FROM ⟦a⟧\n', 'two words'), undefined);
    assert.equal(replace('FROM a\nRUN ⟦make⟧\n', 'x'), undefined);
  });

  it('sets the user before the program starts, or changes the USER there is', () => {
    assert.equal(setUser('FROM a\nRUN x\nEXPOSE 80\nCMD y\n'), 'FROM a\nRUN x\nEXPOSE 80\nUSER app\nCMD y\n');
    assert.equal(
      setUser('FROM a\nRUN x\n\n# how\n  # it starts\nCMD y\n'),
      'FROM a\nRUN x\n\nUSER app\n# how\n  # it starts\nCMD y\n',
    );
    assert.equal(
      setUser('FROM a\nCOPY <<#END /f\n# in the file\n#END\nCMD y\n'),
      'FROM a\nCOPY <<#END /f\n# in the file\n#END\nUSER app\nCMD y\n',
    );
    assert.equal(setUser('FROM a\nCMD y\nRUN x'), 'FROM a\nCMD y\nRUN x\nUSER app');
    assert.equal(
      setUser('FROM b AS b\nUSER root\nFROM a\r\n'),
      'FROM b AS b\nUSER root\nFROM a\r\nUSER app\r\n',
    );
    assert.equal(setUser('FROM a\nUSER root\nCMD y\n'), 'FROM a\nUSER app\nCMD y\n');
    assert.equal(setUser('FROM a\nUSER $U\nCMD y\n'), undefined);
  });

  it('refuses what an image cannot say', () => {
    assert.equal(
      changed('FROM a\n', () => ({
        kind: 'set',
        workload: 'Dockerfile#Dockerfile',
        setting: { name: 'noNewPrivileges', value: true },
      })),
      undefined,
    );
    assert.equal(
      changed('FROM a\nEXPOSE ⟦80⟧\n', (place) => ({ kind: 'bind', place, address: '127.0.0.1' })),
      undefined,
    );
  });
});
