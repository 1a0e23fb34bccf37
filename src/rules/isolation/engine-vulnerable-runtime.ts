// Engines whose version, runtime or kernel has a known way out of the container.
import type { EngineDeclaration } from '../../core/declaration';
import { type Fact, isKnown } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import { type EnginePart, vulnerabilityOf } from '../../knowledge/engine-versions';
import { cis, claim, cve, nist, owasp } from '../../knowledge/sources';

export default defineRule({
  id: 'engine-vulnerable-runtime',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Engine with a known escape', de: 'Engine mit bekanntem Ausbruchsweg' },
  why: {
    en: `Kernel and runtime are the boundary of a container: no setting of a container helps where one of them has a known hole.
Leaky Vessels (CVE-2024-21626) let an image step out with nothing but a working directory, CVE-2019-5736 let root in a
container overwrite the host’s \`runc\`, Dirty Pipe wrote through every read-only mount.

Update the engine’s packages or the kernel and restart; running containers get the new runtime only when they are started
again. The finding rests on the version number alone: distributions repair holes without raising it, so look the CVE up with
yours.`,
    de: `Kernel und Laufzeit sind die Grenze eines Containers: Keine Einstellung eines Containers hilft, wo eines davon eine
bekannte Lücke hat. Leaky Vessels (CVE-2024-21626) ließ ein Image allein mit einem Arbeitsverzeichnis ausbrechen, mit
CVE-2019-5736 überschrieb root im Container das \`runc\` des Hosts, Dirty Pipe schrieb durch jeden schreibgeschützten Mount.

Aktualisiere die Pakete der Engine oder den Kernel und starte neu; laufende Container bekommen die neue Laufzeit erst beim
nächsten Start. Der Befund beruht allein auf der Versionsnummer: Distributionen beheben Lücken, ohne sie zu erhöhen; schlage
die CVE bei deiner nach.`,
  },
  sources: [
    claim('A1-45'),
    claim('A1-46'),
    nist('4.4.1'),
    nist('4.5.3'),
    cis('1.2.2'),
    owasp('R0'),
    cve('CVE-2024-21626'),
    cve('CVE-2019-5736'),
    cve('CVE-2022-0847'),
  ],
  messages: {
    vulnerable: {
      en: 'This host runs {part} {version} with {cve} ({hole}), repaired in {fixed} on {date}: it can let a container take over the host. Update it and restart; only the version number was compared.',
      de: 'Auf diesem Host läuft {part} {version} mit {cve} ({hole}), behoben in {fixed} am {date}: Darüber kann ein Container womöglich den Host übernehmen. Aktualisiere und starte neu; verglichen wurde nur die Versionsnummer.',
    },
    packaged: {
      en: 'By its version number, {part} {version} has {cve} ({hole}, repaired in {fixed}), but it comes from a distribution, which may have repaired it. Look {cve} up in its security notices.',
      de: 'Der Versionsnummer nach steckt {cve} ({hole}, behoben in {fixed}) in {part} {version}; das Paket stammt aber von einer Distribution, die das behoben haben kann. Schlage {cve} in deren Sicherheitsmeldungen nach.',
    },
  },
  examples: {
    bad: [
      {
        format: 'docker-info',
        text: '{\n  "ServerVersion": "26.1.0",\n  "SecurityOptions": ["name=seccomp,profile=builtin", "name=userns"],\n  "KernelVersion": "6.1.0-13-amd64",\n  "RuncCommit": { ⟦"ID": "v1.1.9-0-gccaecfc"⟧ }\n}\n',
      },
      {
        format: 'docker-info',
        path: 'docker-info.txt',
        text: 'Server:\n ⟦Server Version: 20.10.24+dfsg1⟧\n Storage Driver: overlay2\n ⟦runc version: 1.1.5+ds1⟧\n ⟦Kernel Version: 5.10.25-linuxkit⟧\n Operating System: Docker Desktop\n',
      },
      {
        format: 'docker-info',
        path: 'docker-version.json',
        text: '{ "Server": { "MinAPIVersion": "1.24", "Components": [{ "Name": "Engine", ⟦"Version": "25.0.1"⟧ }, { "Name": "runc", ⟦"Version": "1.2.4"⟧ }] } }\n',
      },
    ],
    good: [
      {
        format: 'docker-info',
        text: '{\n  "ServerVersion": "29.0.1",\n  "SecurityOptions": ["name=rootless"],\n  "KernelVersion": "5.15.0-91-generic",\n  "RuncCommit": { "ID": "v1.3.3-0-gd842d77" }\n}\n',
      },
      {
        format: 'docker-info',
        text: '{ "ServerVersion": "4.3.1", "BuildahVersion": "1.28.2", "SecurityOptions": ["name=rootless"], "RuncCommit": { "ID": "" } }\n',
      },
      { format: 'daemon-json', text: '{ "userns-remap": "default" }\n' },
    ],
  },
  checkDeclaration(declaration, report) {
    if (declaration.kind !== 'engine') return;
    for (const [part, fact] of partsOf(declaration)) {
      if (!isKnown(fact)) continue;
      const found = vulnerabilityOf(part, fact.value);
      if (found === undefined) continue;
      const { row, mayBePatched } = found;
      report({
        message: mayBePatched ? 'packaged' : 'vulnerable',
        severity: severityOf(mayBePatched, row.source.verified),
        confidence: mayBePatched ? 'low' : 'medium',
        args: {
          part: names[part],
          version: part === 'engine' ? fact.value.replace(/^.* /, '') : fact.value,
          cve: row.source.id,
          hole: row.source.title,
          fixed: row.fixed,
          date: row.date,
        },
        evidence: [{ place: fact.place ?? declaration.place }],
      });
    }
  },
});

const names = {
  runc: 'runc',
  engine: 'Docker Engine',
  kernel: { en: 'kernel', de: 'Kernel' },
} as const satisfies Record<EnginePart, unknown>;

/** What was not read at its source, and what may be repaired, is no error. */
function severityOf(mayBePatched: boolean, verified: boolean): Severity {
  if (mayBePatched) return 'info';
  return verified ? 'error' : 'warning';
}

/** The parts with a version; Podman numbers its own, and its packages bring no runtime. */
function partsOf({
  version,
  runtimeVersion,
  kernel,
}: EngineDeclaration): readonly (readonly [EnginePart, Fact<string>])[] {
  const isDocker = isKnown(version) && version.value.startsWith('Docker Engine');
  return [
    ...(isDocker ? ([['engine', version]] as const) : []),
    ['runc', runtimeVersion],
    ['kernel', kernel],
  ];
}
