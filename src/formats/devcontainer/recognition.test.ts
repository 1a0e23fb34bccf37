// Which files are development containers.
import assert from 'node:assert/strict';
import recognition from './recognition';

describe('recognising development containers', () => {
  for (const path of [
    'devcontainer.json',
    '.devcontainer.json',
    '.devcontainer/devcontainer.json',
    '.devcontainer/python/devcontainer.json',
    'template/src/.devcontainer/devcontainer.json',
  ]) {
    it(`takes ${path}`, () => assert.ok(recognition.recognisesName(path)));
  }
  for (const path of [
    'devcontainer-lock.json',
    'devcontainer-feature.json',
    'src/mydevcontainer.json',
    '.devcontainer/docker-compose.json',
  ]) {
    it(`leaves ${path}`, () => assert.ok(!recognition.recognisesName(path)));
  }
});
