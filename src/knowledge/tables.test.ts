// The small tables: capabilities, ports, citations, and that no text is left in one language.

import assert from 'node:assert/strict';
import { dangerousCapability } from './capabilities';
import { claims } from './claims';
import { figures } from './figures';
import { adminPort, isWildcardAddress } from './ports';
import { attack, claim, cve, cwe, documents, figure, nist125 } from './sources';

describe('dangerousCapability', () => {
  it('reads every spelling', () => {
    assert.equal(dangerousCapability('cap_sys_admin')?.tier, 'host');
    assert.equal(dangerousCapability(' NET_ADMIN ')?.tier, 'reach');
    assert.equal(dangerousCapability('SYS_PTRACE')?.tier, 'traces');
    assert.equal(dangerousCapability('NET_BIND_SERVICE'), undefined);
  });
});

describe('ports', () => {
  it('knows administration and data ports', () => {
    assert.equal(adminPort(3389)?.service, 'RDP');
    assert.equal(adminPort(8080), undefined);
  });

  it('tells addresses that everybody reaches', () => {
    for (const address of [undefined, '', '0.0.0.0', '::', '[::]', '*', '0:0:0:0:0:0:0:0']) {
      assert.ok(isWildcardAddress(address), String(address));
    }
    for (const address of ['127.0.0.1', '::1', '[::1]', '10.0.0.1', 'localhost']) {
      assert.ok(!isWildcardAddress(address), address);
    }
  });
});

describe('sources', () => {
  it('say whether they were read', () => {
    assert.equal(attack('T1611').verified, true);
    assert.equal(cwe('250').verified, false);
    assert.equal(nist125().verified, false);
    assert.equal(figure('borg-25s').verified, false);
  });

  it('carry title and address', () => {
    assert.deepEqual(claim('A1-31').title, claims['A1-31']);
    assert.equal(cve('CVE-2015-3456').url, 'https://www.cve.org/CVERecord?id=CVE-2015-3456');
    for (const { url, id } of Object.values(documents)) assert.match(url ?? '', /^https:\/\//, id);
  });
});

describe('texts', () => {
  it('differ between the languages in every claim', () => {
    for (const [id, { en, de }] of Object.entries(claims)) {
      assert.notEqual(en, de, id);
      assert.match(en, /\.$/, id);
      assert.match(de, /\.$/, id);
    }
  });

  it('leave no figure without a number, a range or words', () => {
    for (const [id, { value, low, high, system }] of Object.entries(figures)) {
      assert.ok(value !== undefined || low !== undefined || high !== undefined, id);
      assert.ok(system.en !== '' && system.de !== '', id);
    }
  });
});
