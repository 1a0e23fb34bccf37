// Which version numbers the table of holes takes for open, and which for repaired.
import assert from 'node:assert/strict';
import { type EnginePart, hiddenVm, vulnerabilityOf } from './engine-versions';

describe('versions of engines', () => {
  const cases: readonly (readonly [EnginePart, version: string, hole: string | undefined])[] = [
    ['runc', '1.0.0-rc6', 'CVE-2019-5736'],
    ['runc', '1.0.0-rc93', 'CVE-2024-21626'],
    ['runc', 'v1.1.9-0-gccaecfc', 'CVE-2024-21626'],
    ['runc', '1.1.12', 'CVE-2025-31133'],
    ['runc', '1.2.8', undefined],
    ['runc', '1.3.2', 'CVE-2025-31133'],
    ['runc', '1.3.3', undefined],
    ['runc', '1.4.0', undefined],
    ['runc', 'N/A', undefined],
    ['engine', 'Docker Engine 20.10.24', 'CVE-2024-21626'],
    ['engine', 'Docker Engine 24.0.9', undefined],
    ['engine', 'Docker Engine 25.0.1', 'CVE-2024-21626'],
    ['engine', 'Docker Engine 27.3.1', undefined],
    ['kernel', '5.10.25-linuxkit', 'CVE-2022-0847'],
    ['kernel', '5.10.16.3-microsoft-standard-WSL2', 'CVE-2022-0847'],
    ['kernel', '5.10.104-linuxkit', undefined],
    ['kernel', '5.4.72-microsoft-standard-WSL2', 'CVE-2022-0185'],
    ['kernel', '5.15.0-91-generic', undefined],
    ['kernel', '6.6.16-linuxkit', undefined],
    ['kernel', '4.19.76-linuxkit', undefined],
  ];
  for (const [part, version, hole] of cases) {
    it(`${part} ${version}: ${hole ?? 'nothing known'}`, () => {
      assert.equal(vulnerabilityOf(part, version)?.row.source.id, hole);
    });
  }

  it('says where a distribution may have repaired it', () => {
    assert.equal(vulnerabilityOf('runc', '1.1.5+ds1')?.mayBePatched, true);
    assert.equal(vulnerabilityOf('runc', '1.1.7-0ubuntu1~22.04.1')?.mayBePatched, true);
    assert.equal(vulnerabilityOf('runc', '1.1.7')?.mayBePatched, false);
  });

  it('knows the signs of a hidden VM', () => {
    assert.equal(hiddenVm('Docker Desktop', '6.6.16-linuxkit'), 'Docker Desktop');
    assert.equal(hiddenVm('Ubuntu', '5.15.1-microsoft-standard-WSL2'), '5.15.1-microsoft-standard-WSL2');
    assert.equal(hiddenVm('Debian', '6.1.0-13-amd64'), undefined);
  });
});
