// Turns a configuration of libvirt into the declaration of a host: who may command it, and how guests' processes run.
import type { HypervisorHost } from '../../core/declaration';
import {
  type Fact,
  type Facts,
  implied,
  incomplete,
  is,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import { fileNameOf } from '../../core/path';
import type { Place } from '../../core/span';
import { isWildcardAddress } from '../../knowledge/ports';
import { documents } from '../../knowledge/sources';
import * as messages from './messages';
import type { ConfigurationEntry, ConfigurationFile } from './tree';

const daemon = documents.libvirtDaemonConfiguration;
const driver = documents.qemuConfiguration;

/** Settings of the QEMU driver; a file without any of them is that of a daemon, and has no say in them. */
const driverSettings =
  /^(?:security_|vnc_|spice_|user$|group$|dynamic_ownership$|remote_display_|seccomp_|cgroup_)/;
const daemonSettings = /^(?:listen_|auth_|unix_sock_|tls_|tcp_|sasl_|access_drivers$|mdns_)/;
// `{{ x }}`, `<%= x %>`, `${x}`, `@X@`
const placeholder = /\{\{|\{%|<%|\$\{|\$\(|@\w+@/;

/** The host that a file configures; none for a file that sets nothing. */
export function lowerConfiguration(file: ConfigurationFile, path: string): readonly HypervisorHost[] {
  const [first] = file.entries;
  const last = file.entries.at(-1);
  if (first === undefined || last === undefined) return [];
  const entries = new Map(file.entries.map((entry) => [entry.key, entry]));
  const hasDriver = file.entries.some(({ key }) => driverSettings.test(key)) || /qemu\.conf/.test(path);
  const hasDaemon = file.entries.some(({ key }) => daemonSettings.test(key)) || /d\.conf/.test(path);
  const at = ({ span }: ConfigurationEntry): Place => ({ path, span });
  const broken = file.templated
    ? unknown(messages.filledIn)
    : file.problems.length > 0
      ? unknown(messages.lostLine)
      : undefined;

  /** A setting's value; `convert` gives `undefined` for what libvirt refuses. Absent: not stated. */
  function value<T>(key: string, convert: (text: string) => T | undefined): Fact<T> {
    const entry = entries.get(key);
    if (entry === undefined) return notStated;
    const [written] = entry.values;
    if (entry.values.some(({ text }) => placeholder.test(text))) return unknown(messages.filledIn, at(entry));
    const converted = written === undefined ? undefined : convert(written.text);
    return converted === undefined ? unknown(messages.unreadable, at(entry)) : stated(converted, at(entry));
  }
  const truth = (key: string): Fact<boolean> =>
    value(key, (text) => (text === '1' ? true : text === '0' ? false : undefined));
  const text = (key: string): Fact<string> => value(key, (written) => written || undefined);
  /** What holds where a setting is missing, unless a broken line may have held it. */
  const otherwise = <T>(fact: Fact<T>, fallback: Fact<T>): Fact<T> =>
    fact === notStated ? (broken ?? fallback) : fact;

  const tcp = truth('listen_tcp');
  const tls = truth('listen_tls');
  return [
    {
      kind: 'hypervisor-host',
      id: `${path}#host`,
      name: fileNameOf(path),
      format: 'libvirt-configuration',
      path,
      place: at(first),
      body: { path, span: { start: first.span.start, end: last.span.end } },
      memory: notExpressible,
      cpus: notExpressible,
      architecture: notExpressible,
      acceleration: notExpressible,
      listens: hasDaemon ? listens() : incomplete([], notExpressible),
      authentication: hasDaemon ? authentication() : notExpressible,
      confinement: hasDriver ? confinement() : notExpressible,
      user: hasDriver
        ? value('user', (name) => (/^\+?0$/.test(name) ? 'root' : name || undefined))
        : notExpressible,
      consoleAddress: hasDriver ? consoleAddress() : notExpressible,
      consoleLogin: hasDriver ? consoleLogin() : notExpressible,
      openToAccounts: hasDaemon ? openToAccounts() : notExpressible,
    },
  ];

  function listens(): Facts<string> {
    const found: Known<string>[] = [];
    let open: Unknown | undefined;
    for (const [kind, listening, port] of [
      ['tcp', tcp, otherPort('tcp_port', '16509')],
      ['tls', tls, otherPort('tls_port', '16514')],
    ] as const) {
      if (!isKnown(listening)) open = listening === notStated ? unknown(messages.socketsDecide) : listening;
      else if (listening.value) {
        const address = text('listen_addr');
        if (!isKnown(address) && address !== notStated) open = address;
        else
          found.push({
            ...listening,
            value: `${kind}:${isKnown(address) ? address.value : '0.0.0.0'}:${port}`,
          });
      }
    }
    return listed(found, open);
  }

  function otherPort(key: string, usual: string): string {
    const port = text(key);
    return isKnown(port) ? port.value : usual;
  }

  /** How clients from the network log in: the weakest of the ways that are open. */
  function authentication(): Fact<string> {
    const overTcp = text('auth_tcp');
    if (is(overTcp, 'none') && !is(tcp, false)) return overTcp;
    const unverified = truth('tls_no_verify_certificate');
    const overTls = text('auth_tls');
    if (is(unverified, true) && !is(tls, false) && (overTls === notStated || is(overTls, 'none')))
      return implied('none', messages.noCertificates, daemon, unverified.place);
    if (is(tcp, true)) return otherwise(overTcp, implied('sasl', messages.saslByDefault, daemon));
    if (is(tls, true) && overTls === notStated)
      return implied('tls', messages.certificates, daemon, tls.place);
    return overTcp === notStated ? overTls : overTcp;
  }

  /** `security_driver` is one name or a list of them, in the order in which they wrap each other. */
  function confinement(): HypervisorHost['confinement'] {
    const entry = entries.get('security_driver');
    const kind = value('security_driver', () =>
      entry?.values.every(({ text: name }) => name === 'none') ? 'none' : 'default',
    );
    const confined = truth('security_default_confined');
    if (is(confined, false)) return { ...confined, value: 'none' };
    return kind === notStated ? (broken ?? unknown(messages.driverProbed)) : kind;
  }

  /** VNC and SPICE have an address each; the one that more people reach counts. */
  function consoleAddress(): Fact<string> {
    const addresses = [text('vnc_listen'), text('spice_listen')].filter((fact) => fact !== notStated);
    const wide = addresses.find((fact) => isKnown(fact) && isWildcardAddress(fact.value));
    return wide ?? addresses[0] ?? broken ?? implied('127.0.0.1', messages.loopback, driver);
  }

  /** The strongest of what the screens whose address counts ask for. */
  function consoleLogin(): Fact<string> {
    const address = consoleAddress();
    const spice = entries.get('spice_listen');
    const kind = spice !== undefined && address.place?.span === spice.span ? 'spice' : 'vnc';
    const candidates: readonly (readonly [string, Fact<boolean>])[] = [
      ['sasl', truth(`${kind}_sasl`)],
      ['certificate', truth(`${kind}_tls_x509_verify`)],
      [kind === 'vnc' ? 'vnc-password' : 'password', value(`${kind}_password`, (written) => written !== '')],
    ];
    for (const [login, asked] of candidates) if (is(asked, true)) return { ...asked, value: login };
    const undecided = candidates
      .map(([, asked]) => asked)
      .find((asked) => !isKnown(asked) && asked !== notStated);
    return undecided !== undefined && !isKnown(undecided)
      ? undecided
      : (broken ?? implied('none', messages.noPassword, driver));
  }

  function openToAccounts(): Fact<boolean> {
    const rights = value('unix_sock_rw_perms', (mode) =>
      // The last digit is what others may do; 2 is writing, which a connection needs.
      /^0?[0-7]{3}$/.test(mode) ? (Number(mode.at(-1)) & 2) !== 0 : undefined,
    );
    const login = text('auth_unix_rw');
    if (isKnown(login) && login.value !== 'none') return { ...login, value: false };
    if (!isKnown(rights) || !rights.value) return rights;
    // Without auth_unix_rw it is polkit or nothing, as libvirt was built.
    return is(login, 'none') ? { ...rights, value: true } : login;
  }
}
