import { testGrammar } from '../grammar/testing';
import { readScript } from './script';
async function main() {
  const bash = await testGrammar('bash');
  const N = Number(process.argv[2] ?? 10000);
  for (const piece of ['echo a b c\n', 'a=(', 'a=(b) ', 'a=(b)\n', 'a|', 'a|\n', 'a|b;', '(', '(a) ', '(a);', '$(', '$(a) ', '$(a)', '{ ', '{ a; }; ', '"$(', '"$(a)" ', '`', '`a` ', '[[ ', '[[ a ]] && ', 'if a; then ', 'if a; then b; fi; ', 'case a in ', 'case a in b) c;; esac; ', '((', '((a))\n', 'a&&', 'a&&b\n','a||', '$((', '${a', '${a}', '${a:-', 'f() { ', 'f() { a; }; ', '<(', 'for x in ', '{a,', '!', 'x="', "x='", 'x="a" ', '<<E ', 'cat <<E\n', 'cat <<E\nE\n', 'a >b ', 'a <', '\\\n', 'a\\\n', '#\n', '=', '[', '[a]=', 'a[', 'a[$', '@(', '*', '~', ';;', '&', 'a & ', 'else ', 'do ', 'fi ', ')', '}', 'a ) ', '\u0000', '😀', '$', '$"', "$'", '$[', '((a=', '|| ', '>', '<<<', '<<-', '>&']) {
    const t = performance.now();
    process.stdout.write('');
    readScript(piece.repeat(N / piece.length), bash);
    const ms = performance.now() - t;
    if (ms > N / 100) console.log(JSON.stringify(piece), Math.round(ms) + 'ms');
  }
  console.log('ok', readScript('apt-get install -y nginx', bash).packages.length);
}
void main();
