// The engine's posture as labelled values: for the comparison, and for `berth engine`.
import { bytes, type Language, type Text } from '../core/message';
import { type Posture, sandboxesOf } from '../core/posture';

const texts = {
  yes: { en: 'yes', de: 'ja' },
  no: { en: 'no', de: 'nein' },
  none: { en: 'none', de: 'keine' },
  noProfile: { en: 'none', de: 'keines' },
  nothingSaysSo: { en: 'no sign of it', de: 'nichts deutet darauf hin' },
  byDefault: { en: 'default:', de: 'Standard:' },
  engine: { en: 'Engine', de: 'Engine' },
  host: { en: 'Host', de: 'Host' },
  insideVm: { en: 'Runs inside a VM', de: 'Läuft in einer VM' },
  rootless: { en: 'Rootless', de: 'Rootless' },
  userNamespaces: { en: 'User namespaces', de: 'User-Namespaces' },
  seccomp: { en: 'Seccomp profile', de: 'Seccomp-Profil' },
  appArmor: { en: 'AppArmor', de: 'AppArmor' },
  selinux: { en: 'SELinux', de: 'SELinux' },
  runtimes: { en: 'Runtimes', de: 'Laufzeiten' },
  sandboxes: { en: 'Sandboxing runtimes', de: 'Sandbox-Laufzeiten' },
  cgroups: { en: 'Control group version', de: 'Version der Control Groups' },
  logging: { en: 'Log driver', de: 'Log-Treiber' },
  resources: { en: 'Memory and CPUs', de: 'Speicher und CPUs' },
} as const satisfies Record<string, Text>;

/** A value of the posture with its label. */
export interface EngineRow {
  readonly label: string;
  readonly value: string;
}

/** The posture, line by line. */
export function engineRows(posture: Posture, language: Language): EngineRow[] {
  const flag = (value: boolean): string => (value ? texts.yes : texts.no)[language];
  const list = (values: readonly string[]): string =>
    values.length === 0 ? texts.none[language] : values.join(', ');
  const rows: [Text, string][] = [
    [texts.engine, `${posture.engine} (${posture.endpoint})`],
    [texts.host, `${posture.operatingSystem}, ${posture.kernel}`],
    [texts.insideVm, posture.insideVm ?? texts.nothingSaysSo[language]],
    [texts.rootless, flag(posture.rootless)],
    [texts.userNamespaces, flag(posture.userNamespaces)],
    [texts.seccomp, posture.seccomp ?? texts.noProfile[language]],
    [texts.appArmor, flag(posture.appArmor)],
    [texts.selinux, flag(posture.selinux)],
    [texts.runtimes, `${list(posture.runtimes)} (${texts.byDefault[language]} ${posture.defaultRuntime})`],
    [texts.sandboxes, list(sandboxesOf(posture))],
    [texts.cgroups, posture.cgroupVersion],
    [texts.logging, posture.loggingDriver],
    [texts.resources, `${bytes(posture.memory)[language]}, ${posture.cpus}`],
  ];
  return rows.map(([label, value]) => ({ label: label[language], value }));
}
