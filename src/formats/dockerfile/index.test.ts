import assert from 'node:assert/strict';
import { alone } from '../format';
import format from './index';
import recognition from './recognition';

describe('dockerfile format', () => {
  it('recognises names', () => {
    for (const path of [
      'Dockerfile',
      'a/b/dockerfile',
      'Dockerfile.dev',
      'web.Dockerfile',
      'web.dockerfile',
      'Containerfile',
      'x/Containerfile.fedora',
      'Dockerfile-alpine',
      'Dockerfile.3.13',
    ]) {
      assert.ok(recognition.recognisesName(path), path);
    }
    for (const path of [
      'Dockerfile.md',
      'Dockerfile.j2',
      '.dockerignore',
      'Dockerfile.dockerignore',
      'docker-compose.yml',
      'src/dockerfile.ts',
      'Dockerfile/readme',
      'mydockerfile',
    ]) {
      assert.ok(!recognition.recognisesName(path), path);
    }
    assert.ok(recognition.mayHold('build/image'));
    assert.ok(recognition.mayHold('Dockerfile.php'));
    assert.ok(!recognition.mayHold('readme.txt'));
  });

  it('recognises content by its first instruction', () => {
    for (const text of [
      'FROM alpine\n',
      '# syntax=docker/dockerfile:1\n\n# c\nfrom a as b\n',
      'ARG V=1\nARG W\nFROM a:$V\n',
      '\ufeffFROM --platform=linux/amd64 "a"\n',
    ]) {
      assert.ok(recognition.recognisesContent(text), text);
    }
    for (const text of [
      '',
      'From here on it rains.\n',
      'ARG V=1\n',
      'RUN x\n',
      '#!/bin/sh\necho\n',
      'FROM\n',
    ]) {
      assert.ok(!recognition.recognisesContent(text), text);
    }
  });

  it('finds suppressions and what they speak about', () => {
    const text = [
      '# berth-ignore-file a -- r',
      'FROM a',
      '# something else',
      '# berth-ignore b -- r',
      '# more',
      'RUN x \\',
      '  # berth-ignore c -- r',
      '  && y',
      '# berth-ignore d -- r',
    ].join('\n');
    const { comments } = format.read(text, 'Dockerfile', {}, alone);
    assert.deepEqual(
      comments.map((comment) => [
        comment.text,
        comment.target && text.slice(comment.target.start, comment.target.start + 4),
      ]),
      [
        ['berth-ignore-file a -- r', 'FROM'],
        ['berth-ignore b -- r', 'RUN '],
        ['berth-ignore c -- r', 'RUN '],
        ['berth-ignore d -- r', undefined],
      ],
    );
  });

  it('gives the statement around an offset', () => {
    const text = '# c\nFROM a\n\nRUN x \\\n  y\n';
    const reading = format.read(text, 'Dockerfile', {}, alone);
    const at = (offset: number): string => {
      const { start, end } = reading.statementAt(offset);
      return text.slice(start, end);
    };
    assert.equal(at(text.indexOf('y')), 'RUN x \\\n  y');
    assert.equal(at(text.indexOf('a\n')), 'FROM a');
    assert.equal(at(1), text);
    assert.equal(reading.commentLine?.('berth-ignore x -- y'), '# berth-ignore x -- y');
  });
});
