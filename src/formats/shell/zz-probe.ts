import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { testGrammar } from '../grammar/testing';
import { mentionsSoftware } from './mentions';
import { readScript } from './script';
function* files(d: string): Generator<string> { for (const f of readdirSync(d)) { const p = join(d, f); if (statSync(p).isDirectory()) yield* files(p); else yield p; } }
async function main() {
  const bash = await testGrammar('bash');
  // hostile
  const N = 20000;
  for (const piece of ['(', '$(', '{ ', '"$(', '`', '<<E ', 'cat <<E\n', '"', "'", '[[ ', 'if a; then ', 'case a in ', '((', 'a|', 'a&&', '$((', '${a', '\\', ';;', 'f() { ', '<(', '${a:-', 'a=(', 'for x in ', '{a,', '!', '> ', 'x="']) {
    const t = performance.now();
    readScript(piece.repeat(N / piece.length), bash);
    const t1 = performance.now();
    readScript(piece.repeat(2*N / piece.length), bash);
    const t2 = performance.now();
    if (t2 - t1 > 150) console.log(JSON.stringify(piece), Math.round(t1 - t), Math.round(t2 - t1));
  }
  let runs = 0, yes = 0, ms = 0, pre = 0, bytes = 0, partial = 0;
  const pk = new Map<string, number>(), sv = new Map<string, number>(), pw = new Map<string, number>(), mods = new Map<string, number>(), us = new Map<string,number>();
  const inc = (m: Map<string, number>, k: string) => m.set(k, (m.get(k) ?? 0) + 1);
  for (const dir of ['dockerfile', 'peer_dockerfile']) for (const f of files('/work/shared/corpus/' + dir)) {
    const text = readFileSync(f, 'utf8').replace(/\\[ \t]*\n(?:\s*#[^\n]*\n|\s*\n)*/g, ' ');
    for (const m of text.matchAll(/^\s*RUN\s+([^\n]*)/gim)) {
      const body = m[1] ?? ''; runs++; bytes += body.length;
      const t0 = performance.now(); const y = mentionsSoftware(body); pre += performance.now() - t0;
      if (!y) continue; yes++;
      const t1 = performance.now(); const r = readScript(body, bash); ms += performance.now() - t1;
      if (r.isPartial) { partial++; if (partial % 12 === 0) console.log('PARTIAL', body.slice(0, 160)); }
      for (const p of r.packages) inc(pk, p.name); for (const s of r.services) inc(sv, s.name + ' ' + s.how);
      for (const p of r.passwords) inc(pw, (p.account ?? '-') + ' ' + p.quality); for (const p of r.kernelModules) inc(mods, p.name); for (const p of r.users) inc(us, p.name);
    }
  }
  console.log({ runs, yes, bytes, pre: Math.round(pre), ms: Math.round(ms), partial });
  const top = (m: Map<string, number>, n: number) => [...m].sort((a, b) => b[1] - a[1]).slice(0, n).map(([k, v]) => `${k}:${v}`).join(' | ');
  console.log(top(pk, 90)); console.log('SV', top(sv, 120)); console.log('PW', top(pw, 30)); console.log('MOD', top(mods, 30)); console.log('US', top(us, 40));
}
void main();
