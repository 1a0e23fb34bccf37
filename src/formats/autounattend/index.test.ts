// Answer files: recognition, systems, passwords and edits that the fixtures do not show.
import assert from 'node:assert/strict';
import { isKnown } from '../../core/fact';
import type { VirtualMachine } from '../../core/workload';
import { recogniseAmong } from '../recognise';
import { recognitions } from '../recognitions.generated';
import autounattend from './index';

const read = (text: string) => autounattend.read(text, 'autounattend.xml');

function machineOf(body: string): VirtualMachine {
  const [machine] = read(`<unattend xmlns="urn:schemas-microsoft-com:unattend">${body}</unattend>`).workloads;
  assert.ok(machine?.kind === 'vm');
  return machine;
}

const image = (name: string): string => `<MetaData><Key>/IMAGE/NAME</Key><Value>${name}</Value></MetaData>`;

describe('answer files', () => {
  it('are recognised by name and by content', () => {
    const formatOf = (path: string, text: string) => recogniseAmong(recognitions, path, () => text)?.id;
    assert.equal(formatOf('answers/Autounattend.xml', ''), 'autounattend');
    const root = '<?xml version="1.0"?>\n<unattend xmlns="urn:schemas-microsoft-com:unattend">';
    assert.equal(formatOf('answers/web.xml', root), 'autounattend');
    assert.equal(formatOf('answers/autounattend.pkrtpl.hcl', root), 'autounattend');
    assert.notEqual(formatOf('a.xml', '<project><unattended/></project>'), 'autounattend');
    assert.equal(formatOf('a.xml', '<domain type="kvm"><name>unattend</name></domain>'), 'libvirt');
  });

  it('no machine without the root element', () => {
    assert.deepEqual(read('<settings pass="oobeSystem"/>').workloads, []);
    assert.deepEqual(read('').workloads, []);
  });

  it('the name of the image tells system, release and desktop', () => {
    const told = (name: string): string => {
      const { operatingSystem, software } = machineOf(image(name));
      const os = isKnown(operatingSystem) ? operatingSystem.value : undefined;
      const desktop = software.packages.items.length > 0 ? ' with desktop' : '';
      return `${os?.distribution ?? os?.family} ${os?.release ?? ''}${desktop}`;
    };
    assert.equal(told('Windows Server 2025 SERVERDATACENTER'), 'windows-server 2025 with desktop');
    assert.equal(told('Windows Server 2025 SERVERDATACENTERCORE'), 'windows-server 2025');
    assert.equal(
      told('Windows Server 2022 Standard (Desktop Experience)'),
      'windows-server 2022 with desktop',
    );
    assert.equal(told('Windows Server 2022 Standard'), 'windows-server 2022');
    assert.equal(told('Windows Server 2012 R2 SERVERSTANDARDCORE'), 'windows-server 2012-r2');
    assert.equal(told('Windows Longhorn SERVERSTANDARD'), 'windows-server 2008 with desktop');
    assert.equal(told('Windows 10 Enterprise Evaluation'), 'windows 10');
    assert.equal(told('Windows 7 PROFESSIONAL'), 'windows 7');
    assert.equal(told('$image'), 'windows ');
  });

  it('an empty password, one of a template and one of a login that is off are none', () => {
    const logon = (value: string, rest = ''): string =>
      `<AutoLogon><Password><Value>${value}</Value></Password><Username>ops</Username>${rest}</AutoLogon>`;
    assert.equal(machineOf(logon('Wolken-3-Bruch')).secrets.items.length, 1);
    for (const body of [
      logon(''),
      logon('$PASSWORD'),
      logon('@PASSWORD@'),
      logon('&password;'),
      logon('Wolken-3-Bruch', '<Enabled>false</Enabled>'),
    ])
      assert.deepEqual(machineOf(body).secrets.items, [], body);
  });

  it('ProtectYourPC says nothing about updates from Windows 10 on', () => {
    const updates = (name: string) =>
      machineOf(`${image(name)}<OOBE><ProtectYourPC>3</ProtectYourPC></OOBE>`).automaticUpdates.state;
    assert.equal(updates('Windows Server 2008 R2 SERVERSTANDARD'), 'implied');
    assert.equal(updates('Windows 10 Pro'), 'unknown');
    assert.equal(updates('Windows Server 2019 SERVERSTANDARD'), 'unknown');
  });

  it('removes a whole command with its line, but none of several in one', () => {
    const text = (line: string): string =>
      `<unattend>\n  <FirstLogonCommands>\n    <SynchronousCommand>\n      <CommandLine>${line}</CommandLine>\n    </SynchronousCommand>\n  </FirstLogonCommands>\n</unattend>\n`;
    const removed = (line: string): string | undefined => {
      const reading = read(text(line));
      const [machine] = reading.workloads;
      assert.ok(machine?.kind === 'vm');
      const [found] = machine.plaintextManagement.items;
      assert.ok(found?.state === 'stated');
      const [edit] = reading.edits({ kind: 'remove', place: found.place }) ?? [];
      return edit && text(line).slice(0, edit.span.start) + edit.text + text(line).slice(edit.span.end);
    };
    assert.equal(
      removed('winrm set winrm/config/service @{AllowUnencrypted="true"}'),
      '<unattend>\n  <FirstLogonCommands>\n  </FirstLogonCommands>\n</unattend>\n',
    );
    assert.equal(removed('winrm set x @{AllowUnencrypted="true"} &amp;&amp; reboot'), undefined);
  });
});
