// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of Dockerfiles look like that.
import assert from 'node:assert/strict';
import { expand, type Lookup, unknowable } from './words';

const values = new Map<string, string | typeof unknowable>([
  ['A', 'a'],
  ['EMPTY', ''],
  ['HIDDEN', unknowable],
]);
const lookup: Lookup = (name) => values.get(name);

function value(text: string, token = '\\'): string {
  const result = expand(text, token, lookup);
  return result.kind === 'value'
    ? result.value
    : result.kind === 'unknown'
      ? `?${result.variable}`
      : `!${result.reason}`;
}

describe('dockerfile words', () => {
  it('replaces variables', () => {
    assert.equal(value('x$A-${A}_$B.'), 'xa-a_.');
    assert.equal(value('$'), '$');
    assert.equal(value('$A$A'), 'aa');
  });

  it('follows defaults and alternatives', () => {
    assert.equal(value('${B:-d}${B-e}${EMPTY:-f}${EMPTY-g}'), 'def');
    assert.equal(value('${A:+x}${B:+y}${EMPTY:+z}${EMPTY+w}'), 'xw');
    assert.equal(value('${B:-${C:-$A}}'), 'a');
    assert.equal(value('${B:-a b}'), 'a b');
    assert.equal(value('${A:?no}'), 'a');
    assert.equal(value('${B:?give it}'), '!B: give it');
  });

  it('removes quotes and escapes, and expands only where the shell would', () => {
    assert.equal(value(`'$A' "$A \\"x\\" \\n" \\$A`), '$A a "x" \\n $A');
    assert.equal(value('`$A C:\\dir', '`'), '$A C:\\dir');
  });

  it('says which variable is not known, and only when it counts', () => {
    assert.equal(value('x${HIDDEN}y'), '?HIDDEN');
    assert.equal(value('${A:-$HIDDEN}'), 'a');
    assert.equal(value('${B:-$HIDDEN}'), '?HIDDEN');
    assert.equal(value('${HIDDEN:-x}'), '?HIDDEN');
    assert.equal(value('${A#a}'), '?A');
    assert.equal(value('${A/a/b}'), '?A');
  });

  it('refuses what BuildKit refuses', () => {
    assert.equal(value('${A'), '!unsupported modifier () in substitution');
    assert.equal(value('${'), "!syntax error: missing '}'");
    assert.equal(value('${A:-'), "!syntax error: missing '}'");
    assert.equal(value('${}'), '!syntax error: bad substitution');
    assert.equal(value('${A:x}'), '!unsupported modifier (:x) in substitution');
    assert.equal(value("'"), '!unexpected end of statement while looking for matching single-quote');
  });

  it('stops at values that grow without end and at deep nesting', () => {
    const doubled = expand('$L$L', '\\', () => 'x'.repeat(50_000));
    assert.equal(doubled.kind, 'error');
    assert.equal(expand('${a:-'.repeat(5000), '\\', lookup).kind, 'error');
  });
});
