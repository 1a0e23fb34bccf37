// Lines split without a grammar, and the cheap look that decides whether a script is parsed.

import assert from 'node:assert/strict';
import { readLine } from './facts';
import { splitWords } from './line';
import { mentionsSoftware } from './mentions';

describe('splitWords', () => {
  const shown = (text: string): string[] =>
    splitWords(text).map(
      ({ name, args, background }) =>
        [name, ...args].map(({ value }) => value ?? '?').join(' ') + (background ? ' &' : ''),
    );

  const cases: Readonly<Record<string, readonly string[]>> = {
    'service a start && service b start': ['service a start', 'service b start'],
    'a; b | c || d & e': ['a', 'b', 'c', 'd &', 'e'],
    'A=1 B="x y" run --flag="a b" \'c d\'': ['run --flag=a b c d'],
    'run >out 2>&1 </dev/null &>all x': ['run x'],
    'run 2 > out': ['run 2'],
    'if true; then run; fi': ['true', 'run'],
    '(a; b) & { c; }': ['a', 'b', 'c'],
    'run "$A" x$B "$(c | d; e)" \\$f': ['run ? ? ? $f'],
    'run \\\n next # comment': ['run next'],
    'curl http://x/?a=1\\&b=2': ['curl http://x/?a=1&b=2'],
    'echo "open quote && x': ['echo open quote && x'],
    'a <<E\nb c\nE\nd': ['a', 'd'],
    "a <<-'E' | f <<F\n\tb\n\tE\nc\nF\nd": ['a', 'f', 'd'],
    'a <<E\nb': ['a', 'b'],
    '(( x << 2 ))\na': ['x', 'a'],
    'a <<< "b c" d': ['a d'],
    '': [],
    '&& ;; |': [],
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(`splits ${JSON.stringify(text)}`, () => assert.deepEqual(shown(text), expected));
  }

  it('connects pipes', () => {
    const [left, right] = splitWords('echo root:root | chpasswd');
    assert.ok(left);
    assert.equal(right?.pipedFrom, left);
  });

  it('feeds heredocs and here-strings', () => {
    const input = (text: string): string | undefined => splitWords(text)[0]?.input?.value;
    assert.equal(input('chpasswd <<E\nroot:x\nE\n'), 'root:x\n');
    assert.equal(input('chpasswd <<E\nroot:$X\nE\n'), undefined);
    assert.equal(input("chpasswd <<'E'\nroot:$X\nE\n"), 'root:$X\n');
    assert.equal(input('chpasswd <<< "root:x"'), 'root:x');
  });

  it('places words where they stand', () => {
    const text = 'A=1 run "a b"';
    const [command] = splitWords(text);
    assert.ok(command?.args[0]);
    assert.equal(text.slice(command.args[0].start, command.args[0].end), '"a b"');
    assert.equal(text.slice(command.start, command.end), 'run "a b"');
  });

  it('takes only what a shell takes for a blank', () => {
    const [command] = splitWords('install\u00a0curl a\fb \v');
    assert.deepEqual(
      [command?.name.text, ...(command?.args ?? []).map(({ text }) => text)],
      ['install\u00a0curl', 'a\fb', '\v'],
    );
  });

  it('is linear for hostile text', () => {
    const started = process.cpuUsage();
    for (const piece of [
      '"',
      "'",
      '\\',
      '$(',
      '{',
      '{a',
      '<',
      '>',
      '&',
      '|',
      '#',
      'a ',
      '`',
      '\\\n',
      '<(',
      '2>',
    ]) {
      splitWords(piece.repeat(200_000 / piece.length));
      mentionsSoftware(piece.repeat(200_000 / piece.length));
      mentionsSoftware(`install ${piece}`.repeat(20_000));
    }
    const { user } = process.cpuUsage(started);
    assert.ok(user < 5_000_000, `${user} µs`);
  });
});

describe('readLine', () => {
  it('finds services of a start command', () => {
    const { services } = readLine('service mysql start && service apache2 start && tail -f /dev/null');
    assert.deepEqual(
      services.map(({ name }) => name),
      ['mysql', 'apache2'],
    );
  });

  it('keeps places in nested scripts', () => {
    const text = "sh -c 'exec nginx & sshd -D'";
    const { services } = readLine(text);
    assert.deepEqual(
      services.map(({ start, end }) => text.slice(start, end)),
      ['nginx', 'sshd'],
    );
  });
});

describe('mentionsSoftware', () => {
  const yes = [
    'apt-get install -y openssh-server',
    'apt-get install -y linux-headers-5.15.0-91-generic',
    'apt-get install $PACKAGES',
    'apk add \\\n  $PACKAGES',
    '/usr/sbin/sshd -D',
    'service foo start',
    '/etc/init.d/foo start',
    'systemctl enable foo',
    'node a.js & node b.js',
    "echo 'root:x' | chpasswd",
    'modprobe foo',
    'useradd -r app',
    'yum install -y postgresql13-server',
  ];
  for (const text of yes) it(`says yes to ${JSON.stringify(text)}`, () => assert.ok(mentionsSoftware(text)));

  const no = [
    '',
    'apt-get update && apt-get install -y curl ca-certificates',
    'pip install -r requirements.txt',
    'npm ci && npm run build 2>&1',
    'echo "$A" > x; mkdir -p /app && chown 1000 /app',
    'curl -o x "https://example.org/?a=1&b=2"',
    'cmd &> log',
    'cmd >& log',
  ];
  for (const text of no) it(`says no to ${JSON.stringify(text)}`, () => assert.ok(!mentionsSoftware(text)));
});
