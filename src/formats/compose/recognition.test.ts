// Which files are Compose files.
import assert from 'node:assert/strict';
import recognition from './recognition';

describe('recognising Compose files', () => {
  it('by name', () => {
    const names = [
      'compose.yaml',
      'a/docker-compose.yml',
      'docker-compose.prod.yml',
      'compose.override.yaml',
    ];
    names.push('dev.compose.yml', 'podman-compose.yaml', 'x/example.docker-compose.yml', 'compose-dev.yaml');
    for (const name of names) assert.ok(recognition.recognisesName(name), name);
    const others = ['values.yaml', 'composer.yaml', 'compose.json', 'decompose.yml', 'docker-compose.yml.j2'];
    others.push('.github/workflows/docker-compose.yml', 'a/.gitea/workflows/compose.yaml');
    for (const name of others) assert.ok(!recognition.recognisesName(name), name);
    assert.deepEqual(['a.yml', 'b.yaml', 'c.json'].map(recognition.mayHold), [true, true, false]);
  });

  it('by content', () => {
    const texts = [
      'services:\n  a:\n    image: b\n',
      '# x\nversion: "3"\r\n\r\nservices:\r\n    a:\r\n      restart: always\r\n      build: .\r\n',
      '"services":\n  a:\n    ports: [80]\n  b: {image: c}\n',
      'services: {a: {build: .}}\n',
      '{"services": {"a": {"image": "b"}}}',
      'x-a: &a\n  image: b\nservices:\n  # c\n  a:\n    <<: *a\n    image: d\n',
    ];
    for (const text of texts) assert.ok(recognition.recognisesContent(text), text);
  });

  it('and not other files with services', () => {
    const texts = [
      'apiVersion: v1\nkind: Service\nservices:\n  a:\n    image: b\n',
      'jobs:\n  test:\n    services:\n      db:\n        image: postgres\n',
      'services:\n  - docker:dind\nimage: alpine\nbuild:\n  script: make\n',
      'services:\n  - name: web\n    image: a\n',
      'services:\n  App\\Controller:\n    autowire: true\n',
      'services:\n  api:\n    path: ./api\n',
      'pipeline:\n  build:\n    image: go\nservices:\n  db:\n    image: postgres\n',
      'services:\n  a:\n    labels:\n      image: b\n',
      'image: x\nservices:\n',
      'services: {a: {path: b}}\nimage: x\n',
      '',
      '{',
    ];
    for (const text of texts) assert.ok(!recognition.recognisesContent(text), text);
  });

  it('in linear time', () => {
    for (const text of ['\n'.repeat(65_536), ' '.repeat(65_536), `services:\n${'  a:\n'.repeat(13_000)}`]) {
      assert.ok(!recognition.recognisesContent(text));
    }
  });
});
