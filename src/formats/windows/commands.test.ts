// Commands of Windows: what is found, and what only looks like it.
import assert from 'node:assert/strict';
import { readWindows } from './commands';

const texts = (text: string, spans: readonly { start: number; end: number }[]): readonly string[] =>
  spans.map(({ start, end }) => text.slice(start, end));

describe('commands of Windows', () => {
  it('names features and packages, without options and what follows them', () => {
    const text = [
      'Install-WindowsFeature -Name Web-Server, DNS -IncludeManagementTools',
      'choco install -y --no-progress 7zip git',
      'dism /online /enable-feature /featurename:IIS-WebServerRole /all',
      'Enable-WindowsOptionalFeature -Online -FeatureName OpenSSH.Server',
    ].join('\n');
    const { packages } = readWindows(text);
    assert.deepEqual(
      packages.map(({ name }) => name),
      ['web-server', 'dns', 'openssh.server', 'iis-webserverrole', '7zip', 'git'],
    );
    assert.deepEqual(texts(text, packages).slice(0, 2), ['Web-Server', 'DNS']);
  });

  it('sees WinRM without encryption in each way of writing it, but not the settings of a client', () => {
    for (const text of [
      'winrm set winrm/config/service @{AllowUnencrypted="true"}',
      'winrm set winrm/config/service \'@{AllowUnencrypted=\\"true\\"}\'',
      'Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted -Value $true',
      'Set-Item -Path "WSMan:\\localhost\\Service\\AllowUnencrypted" $true',
      'reg add HKLM\\X\\WSMAN\\Service /v allow_unencrypted /t REG_DWORD /d 1 /f',
    ])
      assert.equal(readWindows(text).plaintext.length, 1, text);
    for (const text of [
      'winrm set winrm/config/client @{AllowUnencrypted="true"}',
      'Set-Item WSMan:\\localhost\\Client\\AllowUnencrypted -Value $true',
      'winrm set winrm/config/service @{AllowUnencrypted="false"}',
    ])
      assert.equal(readWindows(text).plaintext.length, 0, text);
  });

  it('sees remote desktops let in, and updates switched off', () => {
    const on = 'reg add "HKLM\\System\\X\\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f';
    assert.deepEqual(
      readWindows(on).services.map(({ name }) => name),
      ['termservice'],
    );
    assert.deepEqual(readWindows(on.replace('/d 0', '/d 1')).services, []);
    for (const text of [
      'reg add X\\AU /v NoAutoUpdate /t REG_DWORD /d 1',
      'Set-ItemProperty -Path X -Name AUOptions -Type DWord -Value 1',
      'sc config wuauserv start= disabled',
      'Set-Service wuauserv -StartupType Disabled',
    ])
      assert.equal(readWindows(text).updates[0]?.how, 'off', text);
    assert.deepEqual(readWindows('reg add X\\AU /v NoAutoUpdate /t REG_DWORD /d 0').updates, []);
    assert.equal(readWindows('Install-WindowsUpdate -AcceptAll').updates[0]?.how, 'once');
  });

  it('judges passwords, and leaves those of variables', () => {
    const quality = (text: string): readonly string[] =>
      readWindows(text).passwords.map(({ account, quality: found }) => `${account}: ${found}`);
    assert.deepEqual(quality('net user Administrator Passw0rd! /add'), ['Administrator: well-known']);
    assert.deepEqual(quality('net user ops "Regen Bogen 12" /add'), ['ops: literal']);
    assert.deepEqual(quality('net user ops /add'), []);
    assert.deepEqual(quality('net user ops %PASSWORD%\nnet user ops $env:PW\nnet user ops *'), []);
    assert.deepEqual(quality("ConvertTo-SecureString 'Herbst/Laub/9' -AsPlainText"), ['powershell: literal']);
  });

  it('knows that other scripts decide the rest', () => {
    assert.equal(readWindows('powershell -File a:\\setup.ps1').outside.length, 1);
    assert.equal(readWindows('iex ((New-Object Net.WebClient).Get())').outside.length, 1);
    assert.equal(readWindows('cmd.exe /c ver').outside.length, 0);
  });

  it('takes little time for hostile text', () => {
    const start = performance.now();
    for (const part of ['a', 'net user a ', '-', 'AllowUnencrypted ', '/enable-feature ', '.', 'sc config '])
      readWindows(part.repeat(200_000 / part.length));
    assert.ok(performance.now() - start < 3000);
  });
});
