// Which files hold Kubernetes objects.
import assert from 'node:assert/strict';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';
import recognition from './recognition';

describe('recognising Kubernetes objects', () => {
  it('never by name, and only where objects may be', () => {
    assert.ok(!recognition.recognisesName());
    assert.deepEqual(['a.yml', 'b/c.yaml', 'd.json', 'e.tpl', 'kustomization'].map(recognition.mayHold), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('by content', () => {
    const texts = [
      'apiVersion: v1\nkind: Pod\n',
      '# x\n---\nkind: Pod\r\nmetadata: {}\r\napiVersion: v1\r\n',
      'a: 1\n---\napiVersion: v1\nkind: List\nitems: []\n',
      '{{- if .Values.on }}\napiVersion: {{ include "api" . }}\nkind: Deployment\n{{- end }}\n',
      '"apiVersion": v1\n"kind": Pod\n',
      '{"kind": "Pod", "metadata": {"name": "x"}, "apiVersion": "v1"}',
      '{apiVersion: v1, kind: Pod}',
    ];
    for (const text of texts) assert.ok(recognition.recognisesContent(text), text);
  });

  it('and not other files with such words', () => {
    const texts = [
      'apiVersion: v2\nname: chart\n',
      'kind: pipeline\nname: default\nsteps: []\n',
      'apiVersion: v1\n---\nkind: Pod\n',
      'services:\n  a:\n    image: b\n    apiVersion: v1\n    kind: Pod\n',
      '{"a": {"apiVersion": "v1", "kind": "Pod"}}',
      '{"text": "apiVersion kind"}',
      'jobs:\n  a:\n    steps:\n      - run: |\n          kind: Pod\n          apiVersion: v1\n',
      '',
      '{',
    ];
    for (const text of texts) assert.ok(!recognition.recognisesContent(text), text);
  });

  it('leaves Compose files and workflows to others', () => {
    const compose = 'services:\n  kind:\n    image: kindest/node\n';
    assert.equal(recogniseAmong(recognitions, 'stack.yaml', () => compose)?.id, 'compose');
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: a\n';
    assert.equal(recogniseAmong(recognitions, 'x.yaml', () => pod)?.id, 'kubernetes');
    assert.equal(recogniseAmong(recognitions, 'x.json', () => '{"image": "a"}')?.id, undefined);
  });

  it('in linear time', () => {
    for (const text of [
      '\n'.repeat(65_536),
      '{'.repeat(65_536),
      '"'.repeat(65_536),
      'kind:\n'.repeat(11_000),
    ]) {
      assert.ok(!recognition.recognisesContent(text));
    }
  });
});
