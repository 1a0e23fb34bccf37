import assert from 'node:assert/strict';
import { systemName } from './system-names';

describe('names of systems', () => {
  it('are written as their vendors do', () => {
    const names = [
      { family: 'windows', distribution: 'windows-server', release: '2008-r2' },
      { family: 'windows', distribution: 'windows', release: 'xp' },
      { family: 'linux', distribution: 'centos-stream', release: '8' },
      { family: 'linux', distribution: 'oracle-linux' },
      { family: 'linux' },
      { family: 'macos' },
    ] as const;
    assert.deepEqual(names.map(systemName), [
      'Windows Server 2008 R2',
      'Windows XP',
      'CentOS Stream 8',
      'Oracle Linux',
      'Linux',
      'macOS',
    ]);
  });
});
