// What commands of Windows (cmd, PowerShell) do to a system, as far as their literals tell. Nothing is run.
import type { Span } from '../../core/span';
import type { Secret } from '../../core/workload';
import { passwordQuality } from '../../knowledge/secrets';
import type { UpdateStep } from '../shell/updates';

/** Something a command names, in lower case. */
export interface WindowsItem extends Span {
  readonly name: string;
}

/** A password that a command sets. */
export interface WindowsPassword extends Span {
  readonly account: string;
  readonly quality: Secret['quality'];
}

/** What commands do. */
export interface WindowsFacts {
  /** Features of Windows and packages that are installed: `web-server`, `sql-server-2022`. */
  readonly packages: readonly WindowsItem[];
  /** `termservice` where remote desktops are let in. */
  readonly services: readonly WindowsItem[];
  /** Where WinRM is told to work without encryption. */
  readonly plaintext: readonly Span[];
  readonly passwords: readonly WindowsPassword[];
  readonly updates: readonly UpdateStep[];
  /** Where a script is run that stands in another file. */
  readonly outside: readonly Span[];
}

/** Reads commands, one or a whole script. Total, and linear in the text. */
export function readWindows(text: string): WindowsFacts {
  return {
    packages: packagesIn(text),
    services: spansOf(text, remoteDesktop).map((span) => ({ ...span, name: 'termservice' })),
    plaintext: spansOf(text, unencrypted).filter(({ start }) => !isForClient(text, start)),
    passwords: passwordsIn(text),
    updates: [
      ...spansOf(text, updatesOff).map((span) => ({ ...span, how: 'off' as const })),
      ...spansOf(text, updatesOnce).map((span) => ({ ...span, how: 'once' as const })),
    ],
    outside: spansOf(text, otherScript),
  };
}

// `@{AllowUnencrypted="true"}`, `…\Service\AllowUnencrypted -Value $true`, `/v allow_unencrypted /t REG_DWORD /d 1`.
const unencrypted =
  /\ballow_?unencrypted(?:\s{0,9}=\s{0,9}[\\"'`]{0,4}(?:true|\$true|1)\b\\?["']?|["']?\s{1,9}(?:-value\s{1,9})?["']?(?:\$?true|1)\b|["']?\s{1,9}\/t\s{1,9}reg_dword\s{1,9}\/d\s{1,9}(?:0x0{0,7})?1\b)/gi;

// Remote Desktop is off while the value is 1.
const remoteDesktop =
  /\bfDenyTSConnections["']?(?:\s{1,9}\/t\s{1,9}reg_dword)?(?:\s{1,9}-(?:type|propertytype)\s{1,9}\w{1,20})?(?:,|\s{1,9}\/d|\s{1,9}-value)\s{0,9}["']?(?:0x0{0,7})?0\b/gi;

// `reg add …\WindowsUpdate\AU /v NoAutoUpdate /t REG_DWORD /d 1`, AUOptions 1, and the update service itself.
const updatesOff =
  /\bNoAutoUpdate["']?(?:\s{1,9}\/t\s{1,9}reg_dword)?(?:\s{1,9}-(?:type|propertytype)\s{1,9}\w{1,20})?(?:\s{1,9}\/d|\s{1,9}-value)\s{1,9}(?:0x0{0,7})?1\b|\bAUOptions["']?(?:\s{1,9}\/t\s{1,9}reg_dword)?(?:\s{1,9}-(?:type|propertytype)\s{1,9}\w{1,20})?(?:\s{1,9}\/d|\s{1,9}-value)\s{1,9}(?:0x0{0,7})?1\b|\bsc(?:\.exe)?\s{1,9}config\s{1,9}["']?wuauserv["']?\s{1,9}start\s{0,9}=\s{0,9}disabled|\bset-service\s{1,9}(?:-name\s{1,9})?["']?wuauserv["']?\s{1,9}-startuptype\s{1,9}["']?disabled/gi;

const updatesOnce =
  /\b(?:install-windowsupdate|get-wuinstall|install-wuupdates)\b|\busoclient(?:\.exe)?\s{1,9}(?:startinstall|scaninstallwait)\b/gi;

// Scripts on the installation medium or from an address decide what this file does not show.
const otherScript =
  /\S{1,200}\.(?:ps1|bat|cmd|vbs)(?![\w.])|\b(?:iex|invoke-expression)\b|\bdownloadstring\b/gi;

/** The words of what is installed stand in the first group. */
const installations: readonly RegExp[] = [
  /\b(?:install|add)-windowsfeature\s{1,9}(?:-name\s{1,9})?([\w.,"' -]{1,400})/gi,
  /\benable-windowsoptionalfeature\b[^\n;|]{0,200}?-featurename\s{1,9}([\w.,"' -]{1,400})/gi,
  /\/enable-feature\b[^\n;|]{0,200}?\/featurename[:=]\s{0,9}["']?([\w.-]{1,100})/gi,
  /\bchoco(?:latey)?(?:\.exe)?\s{1,9}(?:install|upgrade)\s{1,9}([\w."' -]{1,400})/gi,
];

function packagesIn(text: string): readonly WindowsItem[] {
  return installations.flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: words = '', index }): WindowsItem[] => {
      const base = index + whole.length - words.length;
      const found: WindowsItem[] = [];
      for (const { 0: word, index: at } of words.matchAll(/[^\s,"']+/g)) {
        // What follows an option of PowerShell may be its value; those of choco come before the names.
        if (word.startsWith('-') && found.length > 0) break;
        if (word.startsWith('-')) continue;
        found.push({ name: word.toLowerCase(), start: base + at, end: base + at + word.length });
      }
      return found;
    }),
  );
}

/** `net user NAME PASSWORD`, and passwords that PowerShell makes secure strings of. */
function passwordsIn(text: string): readonly WindowsPassword[] {
  const users = text.matchAll(
    /\bnet1?(?:\.exe)?\s{1,9}users?\s{1,9}["']?([\w.-]{1,64})["']?\s{1,9}(?!\/)("[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'&|]{1,200})/gi,
  );
  const strings = text.matchAll(
    /\bconvertto-securestring\s{1,9}(?:-string\s{1,9})?("[^"\n]{1,200}"|'[^'\n]{1,200}')/gi,
  );
  return [
    ...[...users].map(({ 0: whole, 1: account = '', 2: password = '', index }) => ({
      account,
      password,
      end: index + whole.length,
    })),
    ...[...strings].map(({ 0: whole, 1: password = '', index }) => ({
      account: 'powershell',
      password,
      end: index + whole.length,
    })),
  ].flatMap(({ account, password, end }): WindowsPassword[] => {
    const literal = password.replace(/^(["'])(.*)\1$/, '$2');
    const quality = isOpen(literal) ? undefined : passwordQuality(account, literal);
    return quality === undefined ? [] : [{ account, quality, start: end - password.length, end }];
  });
}

/** Whether a variable or a template decides a value: `$env:PW`, `%PW%`, `{{ pw }}`, `<%= pw %>`, `@PW@`, `__PW__`. */
export function isOpen(value: string): boolean {
  return (
    /^\$[\w{(]|\$\{|\$\(|\{\{|\{%|<%|^%[A-Za-z_]\w*%$|^@[A-Za-z_]\w*@$|__[A-Za-z]\w*__/.test(value) ||
    value === '*'
  );
}

/** `winrm/config/client` is about what this machine may do elsewhere. */
function isForClient(text: string, start: number): boolean {
  return /(?:config\/client|\\client\\)[^\s]{0,20}\s{0,9}[@{"'\\]{0,4}$/i.test(
    text.slice(Math.max(0, start - 60), start),
  );
}

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
  }));
}
