// The sizes of KubeVirt's common instance types.
import assert from 'node:assert/strict';
import { commonSizeOf } from './kubevirt-sizes';

describe('common instance types of KubeVirt', () => {
  it('have the size of their series', () => {
    const sizes = [
      'u1.nano',
      'u1.medium',
      'o1.large',
      'cx1.2xlarge1gi',
      'm1.xlarge',
      'n1.medium',
      'rt1.small',
    ];
    assert.deepEqual(
      sizes.map((name) => {
        const size = commonSizeOf(name);
        return size && [size.cpus, size.memory / 2 ** 30];
      }),
      [
        [1, 0.5],
        [1, 4],
        [2, 8],
        [8, 16],
        [4, 32],
        [4, 4],
        [1, 2],
      ],
    );
  });

  it('are no others', () => {
    for (const name of ['u2.medium', 'm1.medium', 'o1.2xmedium', 'u1', 'u1.constructor', 'x.u1.nano', ''])
      assert.equal(commonSizeOf(name), undefined, name);
  });
});
