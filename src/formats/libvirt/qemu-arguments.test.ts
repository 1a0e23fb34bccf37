// The arguments that a domain hands to QEMU past libvirt, read by the shared reader of command lines.
import assert from 'node:assert/strict';
import { knownValue } from '../../core/fact';
import { parseDomains } from './parse';
import { type QemuArguments, qemuArguments } from './qemu-arguments';
import { reader } from './values';

function read(...values: readonly string[]): { readonly text: string; readonly said: QemuArguments } {
  const args = values.map((value) => `<qemu:arg value="${value}"/>`).join('');
  const text = `<domain type="kvm"><qemu:commandline>${args}</qemu:commandline></domain>`;
  const domain = parseDomains(text).domains[0] ?? assert.fail('no domain');
  return { text, said: qemuArguments(domain, reader('a.xml')) };
}

describe('QEMU arguments of a domain', () => {
  it('are read like a command line, with nothing concluded from what they leave out', () => {
    const { said } = read(
      '-fsdev',
      'local,id=f,path=/srv',
      '-device',
      'e1000,netdev=n',
      '-netdev',
      'user,id=n',
    );
    assert.deepEqual(
      [said.sharedFolders[0]?.value.source, said.memory, said.open],
      ['/srv', undefined, undefined],
    );
    assert.equal(knownValue(said.networkCards[0]?.value.model ?? assert.fail('no card')), 'e1000');
  });

  it('have the place of the attribute, parts of them their own unless entities are in the way', () => {
    const { text, said } = read('-netdev', 'user,id=n,hostfwd=tcp::1-:2', '-monitor', 'tcp::4,server');
    const cut = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
    assert.equal(cut(said.ports[0]?.place?.span), 'hostfwd=tcp::1-:2');
    assert.equal(cut(said.managementInterfaces[0]?.place?.span), 'value="tcp::4,server"');
    const escaped = read('-netdev', 'user,id=&quot;n,hostfwd=tcp::1-:2');
    const place = escaped.said.ports[0]?.place?.span;
    assert.equal(escaped.text.slice(place?.start, place?.end), 'value="user,id=&quot;n,hostfwd=tcp::1-:2"');
  });

  it('are open where a template fills one in', () => {
    const { said } = read('{{ extra }}', '-s');
    assert.equal(said.template?.value, '{{ extra }}');
    assert.equal(said.open?.state, 'unknown');
    assert.equal(said.managementInterfaces.length, 1);
  });
});
