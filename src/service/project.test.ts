// Several files judged together: services and the Dockerfiles they build, in memory.
import assert from 'node:assert/strict';
import { applyEdits } from '../core/edit';
import { knownValue } from '../core/fact';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { filesAround } from '../formats/testing';
import { type Analysis, createAnalyst, recognise } from './analysis';
import { editsOf } from './fixes';
import type { FileSource } from './project';

/** Analyses one of the files; `slow`: the others come later, as from a remote file system. */
async function analyse(files: Record<string, string>, path: string, slow = false): Promise<Analysis> {
  const around = filesAround(files);
  const source: FileSource = slow
    ? {
        text: (file) => Promise.resolve(around.text(file)),
        names: (folder) => Promise.resolve(around.names(folder)),
      }
    : around;
  const text = files[path] ?? assert.fail(path);
  const known = recognise(path, () => text) ?? assert.fail(path);
  return createAnalyst(installedGrammarFiles, source).analyse(
    path,
    { text },
    { host: {}, today: '2026-11-21' },
    known,
  );
}

function places(analysis: Analysis, rule: string): string[] {
  return analysis.findings
    .filter((finding) => finding.rule === rule)
    .map(
      ({ evidence: [{ place }] }) =>
        `${place.path}:${analysis.linesOf(place.path).positionAt(place.span.start).line + 1}`,
    );
}

const dockerfile = 'FROM python:3.13-slim\nCOPY . /srv\nEXPOSE 8080\nCMD ["python", "/srv/app.py"]\n';
const compose = 'services:\n  web:\n    build: ./web\n    read_only: true\n';

describe('a service and the Dockerfile it builds', () => {
  for (const slow of [false, true]) {
    it(`are one workload${slow ? ', also when files come later' : ''}`, async () => {
      const analysis = await analyse(
        { 'web/Dockerfile': dockerfile, 'compose.yaml': compose },
        'compose.yaml',
        slow,
      );
      const [web] = analysis.workloads;
      assert.ok(web?.kind === 'container');
      assert.equal(web.exposed.items[0]?.value, 8080);
      assert.equal(web.exposed.items[0]?.place?.path, 'web/Dockerfile');
      assert.deepEqual(knownValue(web.command)?.words, ['python', '/srv/app.py']);
      assert.ok(analysis.dependencies.has('web/Dockerfile'));
    });
  }

  it('report what the image decides in its own file', async () => {
    const files = { 'web/Dockerfile': dockerfile, 'compose.yaml': compose };
    assert.deepEqual(places(await analyse(files, 'compose.yaml'), 'container-runs-as-root'), [
      'web/Dockerfile:1',
    ]);
    assert.deepEqual(places(await analyse(files, 'web/Dockerfile'), 'container-runs-as-root'), [
      'web/Dockerfile:1',
    ]);
  });

  it('let the service decide about the user of the image', async () => {
    const files = { 'web/Dockerfile': dockerfile, 'compose.yaml': `${compose}    user: "10001"\n` };
    assert.deepEqual(places(await analyse(files, 'compose.yaml'), 'container-runs-as-root'), []);
    assert.deepEqual(places(await analyse(files, 'web/Dockerfile'), 'container-runs-as-root'), []);
    const other = `${compose}    user: "10001"\n  job:\n    build: ./web\n`;
    const twice = await analyse({ ...files, 'compose.yaml': other }, 'web/Dockerfile');
    assert.deepEqual(
      places(twice, 'container-runs-as-root'),
      ['web/Dockerfile:1'],
      'one run of two is not enough',
    );
  });

  it('follow the target stage', async () => {
    const staged =
      'FROM golang:1.24 AS build\nRUN go build -o /app .\nFROM alpine:3.22 AS debug\nUSER root\nCMD ["/app"]\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';
    const target = 'services:\n  web:\n    build:\n      context: .\n      target: debug\n';
    const files = { Dockerfile: staged, 'compose.yaml': target };
    assert.deepEqual(places(await analyse(files, 'compose.yaml'), 'container-runs-as-root'), [
      'Dockerfile:4',
    ]);
    assert.deepEqual(places(await analyse(files, 'Dockerfile'), 'container-runs-as-root'), []);
  });

  it('are one also where another service, or a pod beside it, runs the image that one builds', async () => {
    const image = 'example.org/shop/web:latest';
    const files = {
      'web/Dockerfile': dockerfile,
      'compose.yaml': `${compose}    image: ${image}\n  job:\n    image: ${image}\n`,
      'deployment/web.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`,
    };
    const project = await analyse(files, 'compose.yaml');
    assert.deepEqual(places(project, 'ops-latest-tag'), []);
    const [pod] = (await analyse(files, 'deployment/web.yaml')).workloads;
    assert.equal(pod?.kind === 'container' && pod.command.place?.path, 'web/Dockerfile');
  });

  it('take a health check of the image for one of the service', async () => {
    const checked = `${dockerfile}HEALTHCHECK CMD curl -f http://localhost:8080/\n`;
    const files = { 'web/Dockerfile': checked, 'compose.yaml': `${compose}    restart: always\n` };
    assert.deepEqual(places(await analyse(files, 'compose.yaml'), 'ops-no-healthcheck'), []);
  });

  it('stay apart when the Dockerfile is missing', async () => {
    const analysis = await analyse({ 'compose.yaml': compose }, 'compose.yaml');
    const [web] = analysis.workloads;
    assert.ok(web?.kind === 'container' && web.user.state === 'unknown');
    assert.deepEqual(places(analysis, 'container-runs-as-root'), []);
  });

  it('are fixed in the file that says it', async () => {
    const files = { 'web/Dockerfile': dockerfile, 'compose.yaml': compose };
    const analysis = await analyse(files, 'web/Dockerfile');
    const { fix } = analysis.findings.find(({ rule }) => rule === 'container-runs-as-root') ?? assert.fail();
    const edits = editsOf(analysis, fix ?? assert.fail('no fix')) ?? assert.fail('no edits');
    assert.deepEqual([...edits.keys()], ['web/Dockerfile']);
    assert.match(applyEdits(dockerfile, edits.get('web/Dockerfile') ?? []), /USER 10001\nCMD/);
  });
});
