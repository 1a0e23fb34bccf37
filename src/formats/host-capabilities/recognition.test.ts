// Which XML is libvirt's report of a host: map services, domains and others have capabilities too.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import libvirt from '../libvirt/recognition';
import capabilities from './recognition';

const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/${name}.xml`, import.meta.url), 'utf8');

describe('host capabilities', () => {
  it('are recognised by the host in them', () => {
    for (const name of ['workstation', 'two-nodes', 'bare-host']) {
      assert.ok(capabilities.recognisesContent(fixture(name)), name);
      assert.ok(!libvirt.recognisesContent(fixture(name)), name);
    }
    assert.ok(!capabilities.recognisesContent(fixture('other')));
    assert.ok(
      !capabilities.recognisesContent('<domainCapabilities><domain>kvm</domain></domainCapabilities>'),
    );
    assert.ok(!capabilities.recognisesContent('<WMS_Capabilities><host><cpu/></host></WMS_Capabilities>'));
    assert.ok(capabilities.mayHold('capabilities.xml') && !capabilities.mayHold('capabilities.json'));
  });
});
