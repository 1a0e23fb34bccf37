// The JSON that scripts depend on: every field of the contract, and nothing that contradicts it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recognitions } from '../../src/formats/recognitions.generated';
import { berth, root, scratch } from './berth';

type Json = Readonly<Record<string, unknown>>;

const severities = ['error', 'warning', 'info', 'hint'];
const placements = ['container', 'sandboxed-container', 'vm', 'hybrid', 'undecided'];
const formats: readonly string[] = ['configuration', ...recognitions.map(({ id }) => id)];

function object(value: unknown): Json {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `no object: ${value}`);
  // Checked just above.
  return value as Json;
}

function list(value: unknown): readonly unknown[] {
  assert.ok(Array.isArray(value), `no list: ${JSON.stringify(value)}`);
  return value;
}

function text(value: unknown): string {
  assert.equal(typeof value, 'string');
  const string = String(value);
  assert.doesNotMatch(string, /\{\w+\}|undefined|\[object/, 'a placeholder or a value that is none');
  return string;
}

function count(value: unknown): number {
  assert.ok(Number.isInteger(value) && Number(value) >= 0, `no count: ${value}`);
  return Number(value);
}

function keys(value: Json, expected: readonly string[]): void {
  assert.deepEqual(Object.keys(value).toSorted(), expected.toSorted());
}

/** Lines and columns from 1, in order, within the file. */
function place(value: Json, path: string): void {
  const lines = contentOf(path).split(/\r\n|\n|\r/);
  const [line, column, endLine, endColumn] = ['line', 'column', 'endLine', 'endColumn'].map((key) =>
    count(value[key]),
  );
  assert.ok(line !== undefined && column !== undefined && endLine !== undefined && endColumn !== undefined);
  assert.ok(line >= 1 && column >= 1 && endLine <= lines.length);
  assert.ok(line < endLine || (line === endLine && column <= endColumn), `${path} ${line}:${column}`);
  assert.ok(column <= (lines[line - 1]?.length ?? -1) + 1, `${path} ${line}:${column}`);
  assert.ok(endColumn <= (lines[endLine - 1]?.length ?? -1) + 1, `${path} ${endLine}:${endColumn}`);
}

function contentOf(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

function problem(value: unknown, path: string): void {
  const { message, ...where } = object(value);
  keys(where, ['line', 'column', 'endLine', 'endColumn']);
  place(where, path);
  text(message);
}

function evidence(value: unknown): void {
  const { path, message, ...where } = object(value);
  keys(where, ['line', 'column', 'endLine', 'endColumn']);
  place(where, text(path));
  if (message !== undefined) text(message);
}

function verdict(value: unknown): string {
  const fields = object(value);
  keys(fields, ['placement', 'confidence', 'reasons', 'gates', 'questions', 'flips']);
  assert.ok(placements.includes(text(fields.placement)));
  assert.ok(count(fields.confidence) <= 100);
  for (const each of list(fields.reasons)) {
    const reason = object(each);
    keys(reason, [
      'criterion',
      'title',
      'text',
      'direction',
      'weight',
      'certainty',
      'contribution',
      'evidence',
    ]);
    assert.match(text(reason.criterion), /^K\d+$/);
    text(reason.title);
    text(reason.text);
    assert.ok(['container', 'vm', 'boundary', 'neutral'].includes(text(reason.direction)));
    for (const number of [reason.weight, reason.certainty, reason.contribution])
      assert.ok(typeof number === 'number' && Number.isFinite(number));
    list(reason.evidence).forEach(evidence);
  }
  for (const each of list(fields.gates)) {
    const gate = object(each);
    keys(gate, ['gate', 'state', 'text', 'evidence']);
    assert.match(text(gate.gate), /^G\d$/);
    list(gate.evidence).forEach(evidence);
  }
  for (const each of list(fields.questions)) {
    keys(object(each), ['id', 'text']);
    text(object(each).text);
  }
  for (const each of list(fields.flips)) {
    keys(object(each), ['to', 'text']);
    text(object(each).text);
  }
  return text(fields.placement);
}

function size(value: unknown): void {
  assert.ok(value === null || (typeof value === 'number' && value > 0), `no size: ${value}`);
}

describe('command line: JSON of check', function () {
  this.timeout(30_000);
  for (const language of ['en', 'de']) {
    it(`keeps the contract over all examples (${language})`, () => {
      const started = performance.now();
      const { stdout, status } = berth(['check', '--format', 'json', '--lang', language, 'test/examples']);
      assert.equal(status, 1);
      const report = object(JSON.parse(stdout));
      keys(report, ['schema', 'tool', 'files', 'workloads', 'findings', 'summary']);
      assert.equal(report.schema, 1);
      assert.deepEqual(report.tool, { name: 'berth', version: '0.1.0' });

      const paths = new Map<string, string>();
      for (const each of list(report.files)) {
        const file = object(each);
        keys(file, ['path', 'format', 'problems']);
        const path = text(file.path);
        assert.ok(existsSync(join(root, path)) && !paths.has(path));
        assert.ok(formats.includes(text(file.format)));
        paths.set(path, text(file.format));
        for (const item of list(file.problems)) problem(item, path);
      }

      const ids = new Map<string, string>();
      for (const each of list(report.workloads)) {
        const workload = object(each);
        keys(workload, ['id', 'name', 'kind', 'format', 'path', 'line', 'memoryBytes', 'cpus', 'verdict']);
        const path = text(workload.path);
        assert.equal(paths.get(path), workload.format);
        assert.ok(['container', 'vm'].includes(text(workload.kind)));
        assert.ok(text(workload.name).length > 0);
        const line = count(workload.line);
        assert.ok(line >= 1 && line <= contentOf(path).split('\n').length);
        size(workload.memoryBytes);
        size(workload.cpus);
        assert.ok(!ids.has(text(workload.id)));
        ids.set(text(workload.id), verdict(workload.verdict));
      }

      const prints = new Set<string>();
      for (const each of list(report.findings)) {
        const { path, line, column, endLine, endColumn, ...finding } = object(each);
        keys(finding, [
          'rule',
          'concern',
          'severity',
          'adjusted',
          'confidence',
          'workload',
          'message',
          'related',
          'fixable',
          'suppressed',
          'fingerprint',
        ]);
        place({ line, column, endLine, endColumn }, text(path));
        assert.match(text(finding.rule), /^[a-z0-9-]+$/);
        assert.ok(['isolation', 'overhead', 'placement', 'operations'].includes(text(finding.concern)));
        assert.ok(severities.includes(text(finding.severity)));
        assert.ok(['high', 'medium', 'low'].includes(text(finding.confidence)));
        // A declaration, such as a namespace, has no verdict and stands in no list.
        assert.ok(ids.has(text(finding.workload)) || /#[A-Z]\w+\/|#\w+/.test(text(finding.workload)));
        assert.ok(text(finding.message).length > 20);
        list(finding.related).forEach(evidence);
        assert.equal(typeof finding.fixable, 'boolean');
        if (finding.suppressed !== null) assert.ok(text(object(finding.suppressed).reason).length > 5);
        if (finding.adjusted !== null) {
          const { from, why } = object(finding.adjusted);
          assert.ok(severities.includes(text(from)) && from !== finding.severity);
          assert.ok(text(finding.message).endsWith(text(why)));
        }
        assert.match(text(finding.fingerprint), /^[0-9a-f]{16}$/);
        assert.ok(!prints.has(text(finding.fingerprint)), 'two findings of one fingerprint');
        prints.add(text(finding.fingerprint));
      }

      const summary = object(report.summary);
      keys(summary, ['files', 'workloads', 'findings', 'placements', 'milliseconds']);
      assert.equal(summary.files, paths.size);
      assert.equal(summary.workloads, ids.size);
      assert.deepEqual(
        summary.findings,
        Object.fromEntries(
          severities.map((severity) => [
            severity,
            list(report.findings).filter(
              (finding) => object(finding).severity === severity && object(finding).suppressed === null,
            ).length,
          ]),
        ),
      );
      const counted: Record<string, number> = {};
      for (const placement of ids.values()) counted[placement] = (counted[placement] ?? 0) + 1;
      assert.deepEqual({ ...object(summary.placements) }, counted);
      assert.ok(count(summary.milliseconds) <= performance.now() - started);
    });
  }

  it('differs between the languages in texts alone', () => {
    const shape = (language: string): string =>
      berth(['check', '--format', 'json', '--lang', language, 'test/examples']).stdout.replace(
        /"(message|text|title|why|milliseconds)": .*/g,
        '"$1"',
      );
    assert.equal(shape('en'), shape('de'));
  });

  it('carries a suppression with its reason, related places and sizes', () => {
    const folder = scratch({
      'compose.yaml':
        'services:\n  a:\n    image: acme/a:1\n    mem_limit: 512m\n    cpus: 1.5\n    # berth-ignore container-privileged -- lab\n    privileged: true\n',
    });
    const report = JSON.parse(berth(['check', '--format', 'json'], { cwd: folder }).stdout);
    assert.deepEqual([report.workloads[0].memoryBytes, report.workloads[0].cpus], [512 * 1024 * 1024, 1.5]);
    const found = report.findings.find(({ rule }: { rule: string }) => rule === 'container-privileged');
    assert.deepEqual(found.suppressed, { reason: 'lab' });
    assert.deepEqual([found.line, found.column, found.endLine, found.endColumn], [7, 5, 7, 21]);
    assert.equal(report.summary.findings.error, 0);
  });

  it('counts columns in UTF-16 units, and lines at CRLF', () => {
    const folder = scratch({
      'compose.yaml': 'services:\r\n  "😀":\r\n    image: a\r\n    {privileged}\r\n'.replace(
        '{privileged}',
        'privileged: true # 😀',
      ),
    });
    const report = JSON.parse(berth(['check', '--format', 'json'], { cwd: folder }).stdout);
    const found = report.findings.find(({ rule }: { rule: string }) => rule === 'container-privileged');
    assert.deepEqual([found.line, found.column, found.endLine, found.endColumn], [4, 5, 4, 21]);
    assert.equal(report.workloads[0].name, '😀');
  });

  it('is an empty report for an empty folder', () => {
    const { status, stdout } = berth(['check', '--format', 'json'], { cwd: scratch() });
    const { milliseconds, ...summary } = JSON.parse(stdout).summary;
    assert.equal(status, 0);
    assert.deepEqual(summary, {
      files: 0,
      workloads: 0,
      findings: { error: 0, warning: 0, info: 0, hint: 0 },
      placements: {},
    });
    assert.ok(milliseconds >= 0);
  });
});

/** Every fact within a value, however deep. */
function facts(value: unknown, found: Json[] = []): Json[] {
  if (typeof value !== 'object' || value === null) return found;
  if ('state' in value) found.push(object(value));
  for (const inner of Object.values(value)) facts(inner, found);
  return found;
}

describe('command line: JSON of inspect', function () {
  this.timeout(30_000);

  it('keeps the contract over all examples', () => {
    const { files } = JSON.parse(berth(['check', '--format', 'json', 'test/examples']).stdout);
    const paths: string[] = files.map(({ path }: { path: string }) => path);
    const { status, stdout } = berth(['inspect', '--format', 'json', ...paths]);
    assert.equal(status, 0);
    const report = object(JSON.parse(stdout));
    keys(report, ['schema', 'files']);
    assert.equal(report.schema, 1);
    assert.deepEqual(
      list(report.files).map((file) => object(file).path),
      paths,
    );
    for (const each of list(report.files)) {
      const { path, format, problems, workloads, instructions, ...more } = object(each);
      keys(more, []);
      for (const item of list(problems)) problem(item, text(path));
      assert.equal(instructions !== undefined, format === 'dockerfile');
      for (const item of list(workloads)) {
        const workload = object(item);
        keys(workload, ['id', 'name', 'kind', 'line', 'facts']);
        const known = object(workload.facts);
        for (const name of workload.kind === 'vm'
          ? ['memoryBytes', 'vcpus', 'guestOs', 'hypervisor', 'diskBytes']
          : ['memoryBytes', 'vcpus', 'user', 'privileged', 'image'])
          assert.ok(name in known || name === 'diskBytes', `${path}: ${name}`);
        for (const fact of facts(known)) {
          // A value of another file names it.
          const { path: elsewhere, ...own } = fact;
          keys(own, ['state', 'value', 'line', 'column', 'why']);
          if (elsewhere !== undefined)
            assert.ok(text(elsewhere) !== path && existsSync(join(root, text(elsewhere))));
          assert.ok(['stated', 'implied', 'unknown'].includes(text(fact.state)));
          assert.equal(fact.why === null, fact.state === 'stated');
          if (fact.why !== null) text(fact.why);
          if (fact.state === 'unknown') assert.equal(fact.value, null);
          if (fact.state === 'stated') assert.ok(count(fact.line) >= 1 && count(fact.column) >= 1);
        }
      }
    }
  });

  it('agrees with what BuildKit reads from hard Dockerfiles', function () {
    const traps = resolve(root, '../shared/cases/dockerfile-buildkit/traps.json');
    if (!existsSync(traps)) {
      console.log('      left out: the recorded results of BuildKit are not beside the project');
      this.skip();
    }
    interface Trap {
      readonly text: string;
      readonly expected: { readonly error?: string; readonly escape?: string; readonly instructions: Json[] };
    }
    // The recording's own shape.
    const cases = JSON.parse(readFileSync(traps, 'utf8')) as readonly Trap[];
    const folder = scratch(
      Object.fromEntries(cases.map((trap, index) => [`${index}.Dockerfile`, trap.text])),
    );
    const names = cases.map((_, index) => `${index}.Dockerfile`);
    const report = JSON.parse(berth(['inspect', '--format', 'json', ...names], { cwd: folder }).stdout);
    for (const [index, { expected }] of cases.entries()) {
      const file = report.files[index];
      if (expected.error !== undefined) {
        assert.ok(file.problems.length > 0, `${index}: ${expected.error}`);
        continue;
      }
      assert.equal(file.escape, expected.escape);
      assert.deepEqual(file.instructions.map(withoutDefaults), expected.instructions, String(index));
    }
  });
});

/** An instruction as the recording has it: without what says nothing. */
function withoutDefaults(instruction: Json): Json {
  return Object.fromEntries(
    Object.entries(instruction).flatMap(([key, value]) => {
      if (value === false || (Array.isArray(value) && value.length === 0)) return [];
      return [[key, key === 'trigger' ? withoutDefaults(object(value)) : value]];
    }),
  );
}
