// Citations by kind: each constructor takes only ids that its table knows, so that a wrong id does not compile.

import { type Text, verbatim } from '../core/message';
import type { Source } from '../core/source';
import { type ClaimId, claims } from './claims';
import { type FigureId, figures } from './figures';

const t = (en: string, de: string): Text => ({ en, de });

/** A statement of the two articles the mission starts from (A1 and A2), in our own words. */
export function claim(id: ClaimId): Source {
  return { kind: 'claim', id, title: claims[id], verified: true };
}

/** A published number, see `figures.ts`. */
export function figure(id: FigureId): Source {
  const { system, url, verified } = figures[id];
  return { kind: 'figure', id, title: system, ...(url === undefined ? {} : { url }), verified };
}

// Numbers as in v1.6.0, which docker-bench-security follows; titles in our own words.
const cisControls = {
  '1.1.1': t('A partition of its own for container data', 'Eigene Partition für Containerdaten'),
  '1.2.1': t('Harden the container host', 'Container-Host härten'),
  '1.2.2': t('Keep the engine up to date', 'Engine aktuell halten'),
  '2.1': t('Run the daemon rootless where possible', 'Daemon möglichst rootless betreiben'),
  '2.2': t('Restrict traffic between containers', 'Verkehr zwischen Containern beschränken'),
  '2.5': t('No insecure registries', 'Keine unsicheren Registries'),
  '2.7': t('TLS authentication for the daemon', 'TLS-Authentifizierung für den Daemon'),
  '2.9': t('Enable user namespaces', 'User-Namespaces einschalten'),
  '2.13': t('Central and remote logging', 'Zentrale, entfernte Protokollierung'),
  '2.14': t('No new privileges for containers', 'Containern neue Privilegien verwehren'),
  '2.15': t('Enable live restore', 'Live Restore einschalten'),
  '2.17': t('Daemon-wide seccomp profile', 'Daemonweites seccomp-Profil'),
  '4.1': t('A user for the container', 'Eigener Benutzer für den Container'),
  '4.2': t('Trusted base images only', 'Nur vertrauenswürdige Basis-Images'),
  '4.3': t('No unnecessary packages', 'Keine unnötigen Pakete'),
  '4.4': t('Scan and rebuild images', 'Images prüfen und neu bauen'),
  '4.5': t('Content trust for images', 'Content Trust für Images'),
  '4.6': t('A health check in the image', 'Zustandsprüfung im Image'),
  '4.8': t('No setuid and setgid programs', 'Keine setuid- und setgid-Programme'),
  '4.9': t('COPY instead of ADD', 'COPY statt ADD'),
  '4.10': t('No secrets in Dockerfiles', 'Keine Geheimnisse in Dockerfiles'),
  '5.2': t('An AppArmor profile', 'Ein AppArmor-Profil'),
  '5.3': t('SELinux options', 'SELinux-Optionen'),
  '5.4': t('Restrict Linux capabilities', 'Linux-Capabilities beschränken'),
  '5.5': t('No privileged containers', 'Keine privilegierten Container'),
  '5.6': t('No sensitive host directories', 'Keine sensiblen Host-Verzeichnisse'),
  '5.7': t('No SSH server in containers', 'Kein SSH-Server in Containern'),
  '5.8': t('No privileged ports', 'Keine privilegierten Ports'),
  '5.9': t('Only the ports that are needed', 'Nur die nötigen Ports'),
  '5.10': t('Not the host’s network namespace', 'Nicht der Netzwerk-Namespace des Hosts'),
  '5.11': t('Limit memory', 'Arbeitsspeicher begrenzen'),
  '5.12': t('Set CPU priority', 'CPU-Anteil festlegen'),
  '5.13': t('Read-only root file system', 'Wurzeldateisystem schreibgeschützt'),
  '5.14': t('Bind ports to one host interface', 'Ports an eine Host-Schnittstelle binden'),
  '5.15': t('Restart on failure, at most five times', 'Neustart bei Fehler, höchstens fünfmal'),
  '5.16': t('Not the host’s process namespace', 'Nicht der Prozess-Namespace des Hosts'),
  '5.17': t('Not the host’s IPC namespace', 'Nicht der IPC-Namespace des Hosts'),
  '5.18': t('No host devices', 'Keine Host-Geräte'),
  '5.20': t('No shared mount propagation', 'Keine geteilte Mount-Propagation'),
  '5.21': t('Not the host’s UTS namespace', 'Nicht der UTS-Namespace des Hosts'),
  '5.22': t('Keep the default seccomp profile', 'Standard-seccomp-Profil behalten'),
  '5.25': t('Confirm cgroup use', 'Verwendung der cgroups bestätigen'),
  '5.26': t('No additional privileges', 'Keine zusätzlichen Privilegien'),
  '5.27': t('Check health at run time', 'Zustand zur Laufzeit prüfen'),
  '5.28': t('Use the latest version of the image', 'Neueste Version des Images verwenden'),
  '5.29': t('Limit the number of processes', 'Zahl der Prozesse begrenzen'),
  '5.30': t('Not the default bridge docker0', 'Nicht die Standard-Bridge docker0'),
  '5.31': t('Not the host’s user namespaces', 'Nicht die User-Namespaces des Hosts'),
  '5.32': t('No Docker socket in containers', 'Kein Docker-Socket in Containern'),
} as const satisfies Readonly<Record<string, Text>>;

/** A control of the CIS Docker Benchmark v1.6. */
export function cis(number: keyof typeof cisControls): Source {
  return {
    kind: 'cis',
    id: `CIS ${number}`,
    title: cisControls[number],
    url: 'https://www.cisecurity.org/benchmark/docker',
    verified: true,
  };
}

const nistSections = {
  '4.1.1': t('Image vulnerabilities', 'Schwachstellen in Images'),
  '4.1.2': t('Image configuration defects', 'Konfigurationsfehler in Images'),
  '4.1.3': t('Embedded malware', 'Eingebettete Schadsoftware'),
  '4.1.4': t('Embedded clear text secrets', 'Geheimnisse im Klartext'),
  '4.1.5': t('Untrusted images', 'Nicht vertrauenswürdige Images'),
  '4.2.1': t('Insecure connections to registries', 'Unsichere Verbindungen zu Registries'),
  '4.2.2': t('Stale images in registries', 'Veraltete Images in Registries'),
  '4.2.3': t('Weak access control of registries', 'Schwache Zugriffskontrolle der Registries'),
  '4.3.1': t('Unbounded administrative access', 'Unbegrenzter Administrationszugriff'),
  '4.3.2': t('Unauthorised access', 'Unbefugter Zugriff'),
  '4.3.3': t('Poorly separated container traffic', 'Schlecht getrennter Container-Verkehr'),
  '4.3.4': t('Mixed workload sensitivity', 'Gemischter Schutzbedarf'),
  '4.3.5': t('Trust in orchestrator nodes', 'Vertrauen in Orchestrator-Knoten'),
  '4.4.1': t('Vulnerabilities of the runtime', 'Schwachstellen der Laufzeitumgebung'),
  '4.4.2': t('Unbounded network access', 'Unbegrenzter Netzwerkzugriff'),
  '4.4.3': t('Insecure runtime configuration', 'Unsichere Laufzeitkonfiguration'),
  '4.4.4': t('Vulnerabilities of the application', 'Schwachstellen der Anwendung'),
  '4.4.5': t('Rogue containers', 'Nicht freigegebene Container'),
  '4.5.1': t('Large attack surface of the host', 'Große Angriffsfläche des Hosts'),
  '4.5.2': t('Shared kernel', 'Geteilter Kernel'),
  '4.5.3': t('Vulnerable host components', 'Verwundbare Host-Komponenten'),
  '4.5.4': t('Improper access rights of users', 'Unpassende Benutzerrechte'),
  '4.5.5': t('Tampering with the host’s file system', 'Manipulation des Host-Dateisystems'),
  '4.6': t('Hardware countermeasures', 'Gegenmaßnahmen in der Hardware'),
} as const satisfies Readonly<Record<string, Text>>;

/** A section of NIST SP 800-190, Application Container Security Guide. */
export function nist(section: keyof typeof nistSections): Source {
  return {
    kind: 'nist',
    id: `NIST SP 800-190 §${section}`,
    title: nistSections[section],
    url: 'https://doi.org/10.6028/NIST.SP.800-190',
    verified: true,
  };
}

/** NIST SP 800-125 as a document; its sections were not read. */
export function nist125(): Source {
  return {
    kind: 'nist',
    id: 'NIST SP 800-125',
    title: t('Security of full virtualisation', 'Sicherheit von Vollvirtualisierung'),
    url: 'https://doi.org/10.6028/NIST.SP.800-125',
    verified: false,
  };
}

/** NIST SP 800-125A as a document; its sections were not read. */
export function nist125a(): Source {
  return {
    kind: 'nist',
    id: 'NIST SP 800-125A',
    title: t('Security of hypervisor platforms', 'Sicherheit von Hypervisor-Plattformen'),
    url: 'https://doi.org/10.6028/NIST.SP.800-125Ar1',
    verified: false,
  };
}

// Requirements of the Edition 2022; the numbering of the Edition 2023 was not compared.
const bsiRequirements = {
  'SYS.1.5.A2': t('Secure use of virtual systems', 'Sicherer Einsatz virtueller IT-Systeme'),
  'SYS.1.5.A3': t('Guests stay away from host devices', 'Sichere Konfiguration virtueller IT-Systeme'),
  'SYS.1.5.A4': t('Secure virtual networks', 'Sichere Konfiguration virtueller Netze'),
  'SYS.1.5.A5': t('Protect management interfaces', 'Schutz der Administrationsschnittstellen'),
  'SYS.1.5.A6': t('Log state and load', 'Protokollierung in der virtuellen Infrastruktur'),
  'SYS.1.5.A8': t('Plan the virtual infrastructure', 'Planung einer virtuellen Infrastruktur'),
  'SYS.1.5.A9': t('Plan networks and segments', 'Netzplanung für virtuelle Infrastrukturen'),
  'SYS.1.5.A11': t('A management network of its own', 'Administration über ein Managementnetz'),
  'SYS.1.5.A14': t('Uniform configuration standards', 'Einheitliche Konfigurationsstandards'),
  'SYS.1.5.A15': t('Guests of different sensitivity', 'Gäste mit unterschiedlichem Schutzbedarf'),
  'SYS.1.5.A16': t('No copy and paste between machines', 'Kapselung der virtuellen Maschinen'),
  'SYS.1.5.A17': t('Monitor state and resources', 'Überwachung von Zustand und Ressourcen'),
  'SYS.1.5.A20': t('Highly available architectures', 'Hochverfügbare Architekturen'),
  'SYS.1.5.A21': t('No overcommitment at high protection', 'Keine Überbuchung bei erhöhtem Schutzbedarf'),
  'SYS.1.5.A22': t('Harden the virtualisation host', 'Härtung des Virtualisierungsservers'),
  'SYS.1.5.A23': t('Restrict what a machine may reach', 'Rechte-Einschränkung der virtuellen Maschinen'),
  'SYS.1.5.A24': t('No snapshots at high protection', 'Deaktivierung von Snapshots'),
  'SYS.1.5.A25': t('As little console access as possible', 'Minimale Nutzung von Konsolenzugriffen'),
  'SYS.1.5.A28': t('Encrypt virtual systems', 'Verschlüsselung virtueller IT-Systeme'),
  'SYS.1.6.A1': t('Plan the use of containers', 'Planung des Container-Einsatzes'),
  'SYS.1.6.A3': t('Check isolation against sensitivity', 'Sicherer Einsatz containerisierter IT-Systeme'),
  'SYS.1.6.A5': t('Separate management networks', 'Trennung der Administrationsnetze'),
  'SYS.1.6.A6': t('Trusted, supported, numbered images', 'Verwendung sicherer Images'),
  'SYS.1.6.A7': t('Logs outside the container', 'Persistenz von Protokollierungsdaten'),
  'SYS.1.6.A8': t('Credentials outside the image', 'Sichere Speicherung von Zugangsdaten'),
  'SYS.1.6.A9': t('Fit for containers', 'Eignung für Container-Betrieb'),
  'SYS.1.6.A11': t('One service per container', 'Nur ein Dienst pro Container'),
  'SYS.1.6.A12': t('Distribute secure images', 'Verteilung sicherer Images'),
  'SYS.1.6.A14': t('Update images', 'Aktualisierung von Images'),
  'SYS.1.6.A15': t('Limit resources per container', 'Limitierung der Ressourcen pro Container'),
  'SYS.1.6.A16': t('No remote access into containers', 'Administrativer Fernzugriff auf Container'),
  'SYS.1.6.A17': t('Containers without privileges', 'Ausführung von Containern ohne Privilegien'),
  'SYS.1.6.A18': t('Accounts without rights on the host', 'Accounts der Anwendungsdienste'),
  'SYS.1.6.A19': t('Only the storage that is needed', 'Einbinden von Datenspeichern'),
  'SYS.1.6.A20': t('Versioned configuration', 'Absicherung von Konfigurationsdaten'),
  'SYS.1.6.A21': t('Policies enforced by the kernel', 'Erweiterte Sicherheitsrichtlinien'),
  'SYS.1.6.A23': t('Unchangeable containers', 'Unveränderlichkeit der Container'),
  'SYS.1.6.A25': t('Highly available containers', 'Hochverfügbarkeit von Anwendungen in Containern'),
  'SYS.1.6.A26': t('Further isolation and encapsulation', 'Weitergehende Isolation und Kapselung'),
  'APP.4.4.A1': t('Plan the separation of applications', 'Planung der Separierung der Anwendungen'),
  'APP.4.4.A4': t('Separation of pods', 'Separierung von Pods'),
  'APP.4.4.A7': t('Separate networks in Kubernetes', 'Separierung der Netze bei Kubernetes'),
  'APP.4.4.A11': t('Health checks of containers', 'Überwachung der Container'),
  'APP.4.4.A13': t('Audit the configuration automatically', 'Automatisierte Auditierung'),
  'APP.4.4.A14': t('Dedicated nodes', 'Verwendung dedizierter Nodes'),
  'APP.4.4.A15': t('Separation by node and cluster', 'Trennung auf Node- und Cluster-Ebene'),
  'APP.4.4.A18': t('Micro-segmentation', 'Mikro-Segmentierung'),
  'OPS.1.1.3': t('Patch and change management', 'Patch- und Änderungsmanagement'),
} as const satisfies Readonly<Record<string, Text>>;

/** A requirement (or, for OPS.1.1.3, a module) of the BSI IT-Grundschutz, Edition 2022. */
export function bsi(id: keyof typeof bsiRequirements): Source {
  return {
    kind: 'bsi',
    id: `BSI ${id}`,
    title: bsiRequirements[id],
    url: 'https://github.com/nfelger/it-grundschutz-bausteine',
    verified: true,
  };
}

const owaspRules = {
  R0: t('Keep host and engine up to date', 'Host und Engine aktuell halten'),
  R1: t('Do not expose the daemon’s socket', 'Den Socket des Daemons nicht freigeben'),
  R2: t('Set a user', 'Einen Benutzer setzen'),
  R3: t('Grant only the capabilities needed', 'Nur nötige Capabilities gewähren'),
  R4: t('Prevent privilege escalation', 'Rechteausweitung im Container verhindern'),
  R5: t('Mind connections between containers', 'Verbindungen zwischen Containern beachten'),
  R5a: t('Careful with published ports', 'Vorsicht mit veröffentlichten Ports'),
  R6: t('Use Linux security modules', 'Linux-Sicherheitsmodule nutzen'),
  R7: t('Limit resources', 'Ressourcen begrenzen'),
  R8: t('Read-only file system and volumes', 'Dateisystem und Volumes schreibgeschützt'),
  R9: t('Scan containers in the pipeline', 'Container in der Pipeline prüfen'),
  R10: t('Keep the daemon’s log level at info', 'Log-Level des Daemons auf info lassen'),
  R11: t('Run Docker rootless', 'Docker rootless betreiben'),
  R12: t('Use secrets for sensitive data', 'Secrets für sensible Daten nutzen'),
  R13: t('Secure the supply chain', 'Die Lieferkette absichern'),
} as const satisfies Readonly<Record<string, Text>>;

/** A rule of the OWASP Docker Security Cheat Sheet. */
export function owasp(rule: keyof typeof owaspRules): Source {
  return {
    kind: 'owasp',
    id: `OWASP Docker ${rule}`,
    title: owaspRules[rule],
    url: 'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
    verified: true,
  };
}

const pssLevels = {
  privileged: t('Unrestricted level', 'Unbeschränkte Stufe'),
  baseline: t('Prevents known privilege escalations', 'Verhindert bekannte Rechteausweitungen'),
  restricted: t('Current hardening practice for pods', 'Aktuelle Härtungspraxis für Pods'),
} as const satisfies Readonly<Record<string, Text>>;

/** A level of the Kubernetes Pod Security Standards. */
export function pss(level: keyof typeof pssLevels): Source {
  return {
    kind: 'pss',
    id: `PSS ${level}`,
    title: pssLevels[level],
    url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    verified: true,
  };
}

const attackTechniques = {
  T1068: { name: 'Exploitation for Privilege Escalation', verified: true },
  T1133: { name: 'External Remote Services', verified: false },
  T1609: { name: 'Container Administration Command', verified: false },
  T1610: { name: 'Deploy Container', verified: true },
  T1611: { name: 'Escape to Host', verified: true },
  T1612: { name: 'Build Image on Host', verified: false },
  T1613: { name: 'Container and Resource Discovery', verified: false },
} as const satisfies Readonly<Record<string, { name: string; verified: boolean }>>;

/** A technique of MITRE ATT&CK. */
export function attack(id: keyof typeof attackTechniques): Source {
  const { name, verified } = attackTechniques[id];
  const url = `https://attack.mitre.org/techniques/${id}/`;
  return { kind: 'attack', id, title: verbatim(name), url, verified };
}

const weaknesses = {
  '190': { name: 'Integer Overflow or Wraparound', verified: true },
  '250': { name: 'Execution with Unnecessary Privileges', verified: false },
  '269': { name: 'Improper Privilege Management', verified: true },
  '306': { name: 'Missing Authentication for Critical Function', verified: false },
  '319': { name: 'Cleartext Transmission of Sensitive Information', verified: false },
  '321': { name: 'Use of Hard-coded Cryptographic Key', verified: false },
  '403': { name: 'Exposure of File Descriptor to Unintended Control Sphere', verified: true },
  '416': { name: 'Use After Free', verified: true },
  '494': { name: 'Download of Code Without Integrity Check', verified: false },
  '653': { name: 'Improper Isolation or Compartmentalization', verified: false },
  '665': { name: 'Improper Initialization', verified: true },
  '668': { name: 'Exposure of Resource to Wrong Sphere', verified: true },
  '693': { name: 'Protection Mechanism Failure', verified: false },
  '770': { name: 'Allocation of Resources Without Limits or Throttling', verified: false },
  '778': { name: 'Insufficient Logging', verified: false },
  '798': { name: 'Use of Hard-coded Credentials', verified: false },
  '862': { name: 'Missing Authorization', verified: true },
  '1104': { name: 'Use of Unmaintained Third Party Components', verified: false },
  '1326': { name: 'Missing Immutable Root of Trust in Hardware', verified: false },
  '1392': { name: 'Use of Default Credentials', verified: false },
} as const satisfies Readonly<Record<string, { name: string; verified: boolean }>>;

/** An entry of the Common Weakness Enumeration. */
export function cwe(number: keyof typeof weaknesses): Source {
  const { name, verified } = weaknesses[number];
  const url = `https://cwe.mitre.org/data/definitions/${number}.html`;
  return { kind: 'cwe', id: `CWE-${number}`, title: verbatim(name), url, verified };
}

const vulnerabilities = {
  'CVE-2015-3456': {
    title: t(
      'VENOM: a guest may run code on the host through QEMU’s floppy controller',
      'VENOM: Ein Gast kann über QEMUs Diskettencontroller Code auf dem Host ausführen',
    ),
    verified: true,
  },
  'CVE-2017-1002101': {
    title: t('Kubernetes subPath reaches host files', 'Kubernetes-subPath erreicht Host-Dateien'),
    verified: true,
  },
  'CVE-2019-5736': {
    title: t(
      'root in a container overwrites the host’s runc',
      'root im Container überschreibt das runc des Hosts',
    ),
    verified: true,
  },
  'CVE-2021-25741': {
    title: t(
      'Kubernetes subPath race reaches host files',
      'Kubernetes-subPath-Wettlauf erreicht Host-Dateien',
    ),
    verified: true,
  },
  'CVE-2021-30465': {
    title: t('Race while runc mounts volumes', 'Wettlauf beim Einhängen von Volumes durch runc'),
    verified: true,
  },
  'CVE-2022-0185': {
    title: t(
      'Kernel overflow, reachable with CAP_SYS_ADMIN in a namespace',
      'Kernel-Überlauf, erreichbar mit CAP_SYS_ADMIN in einem Namespace',
    ),
    verified: true,
  },
  'CVE-2022-0847': {
    title: t(
      'Dirty Pipe: writes into the page cache of read-only files',
      'Dirty Pipe: schreibt in den Page-Cache schreibgeschützter Dateien',
    ),
    verified: true,
  },
  'CVE-2024-1086': {
    title: t('Kernel use after free in nf_tables', 'Kernel-Use-after-free in nf_tables'),
    verified: true,
  },
  'CVE-2024-21626': {
    title: t(
      'runc leaks a file descriptor into the container (Leaky Vessels)',
      'runc vererbt einen Dateideskriptor an den Container (Leaky Vessels)',
    ),
    verified: true,
  },
  'CVE-2025-31133': {
    title: t('Race of runc around /dev/null', 'Wettlauf in runc um /dev/null'),
    verified: false,
  },
} as const satisfies Readonly<Record<string, { title: Text; verified: boolean }>>;

/** A published vulnerability. */
export function cve(id: keyof typeof vulnerabilities): Source {
  const url = `https://www.cve.org/CVERecord?id=${id}`;
  return { kind: 'cve', id, url, ...vulnerabilities[id] };
}

const enhancements = {
  '127': t('User namespaces for pods', 'User-Namespaces für Pods'),
} as const satisfies Readonly<Record<string, Text>>;

/** A Kubernetes Enhancement Proposal. */
export function kep(number: keyof typeof enhancements): Source {
  return {
    kind: 'kep',
    id: `KEP-${number}`,
    title: enhancements[number],
    url: 'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/127-user-namespaces',
    verified: true,
  };
}

const trivyChecks = {
  'DS-0001': t('Tag is latest', 'Tag ist latest'),
  'DS-0002': t('User is root', 'Benutzer ist root'),
  'DS-0004': t('Port 22 is exposed', 'Port 22 ist freigegeben'),
  'DS-0026': t('No health check', 'Keine Zustandsprüfung'),
} as const satisfies Readonly<Record<string, Text>>;

/** A check of Trivy that looks at the same thing, for readers who know it. */
export function trivy(id: keyof typeof trivyChecks): Source {
  return {
    kind: 'trivy',
    id: `Trivy ${id}`,
    title: trivyChecks[id],
    url: 'https://github.com/aquasecurity/trivy-checks',
    verified: true,
  };
}

/**
 * A page of a vendor's or a project's documentation; its title is its id.
 * Pass `verified: false` for a page that was not read. Prefer the pages of `documents` below.
 */
export function docs(title: string | Text, url: string, verified = true): Source {
  const text = typeof title === 'string' ? verbatim(title) : title;
  return { kind: 'docs', id: text.en, title: text, url, verified };
}

const proxmoxManual = 'https://github.com/proxmox/pve-docs/blob/master/qm.adoc';

/** The documentation pages that several rules rest on, so that all of them cite the same address. */
export const documents = {
  dockerMultiService: docs(
    'Docker docs: Run multiple processes in a container',
    'https://docs.docker.com/engine/containers/multi-service_container/',
  ),
  dockerMultiStage: docs(
    'Docker docs: Multi-stage builds',
    'https://docs.docker.com/build/building/multi-stage/',
  ),
  dockerResources: docs(
    'Docker docs: Resource constraints',
    'https://docs.docker.com/engine/containers/resource_constraints/',
  ),
  dockerRootless: docs('Docker docs: Rootless mode', 'https://docs.docker.com/engine/security/rootless/'),
  dockerSeccomp: docs(
    'Docker docs: Seccomp security profiles',
    'https://docs.docker.com/engine/security/seccomp/',
  ),
  dockerJsonFile: docs(
    'Docker docs: JSON File logging driver',
    'https://docs.docker.com/engine/logging/drivers/json-file/',
  ),
  dockerBestPractices: docs(
    'Docker docs: Building best practices',
    'https://docs.docker.com/build/building/best-practices/',
    false,
  ),
  dockerfileReference: docs(
    'Docker docs: Dockerfile reference',
    'https://docs.docker.com/reference/dockerfile/',
    false,
  ),
  dockerDesktopVmm: docs(
    'Docker docs: Virtual Machine Manager of Docker Desktop',
    'https://github.com/docker/docs/pull/21008',
  ),
  composeFile: docs(
    'Docker docs: Compose file reference',
    'https://docs.docker.com/reference/compose-file/',
    false,
  ),
  podSecurityStandards: docs(
    'Kubernetes docs: Pod Security Standards',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ),
  podSecurityPolicy: docs(
    'Kubernetes docs: Pod Security Policies (removed in 1.25)',
    'https://kubernetes.io/docs/concepts/security/pod-security-policy/',
  ),
  kubernetesUserNamespaces: docs(
    'Kubernetes docs: User Namespaces',
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  ),
  kubernetesPodOverhead: docs(
    'Kubernetes docs: Pod Overhead',
    'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  ),
  kubernetesRuntimeClass: docs(
    'Kubernetes docs: Runtime Class',
    'https://kubernetes.io/docs/concepts/containers/runtime-class/',
    false,
  ),
  proxmoxMachines: docs('Proxmox VE docs: Qemu/KVM Virtual Machines', proxmoxManual),
  proxmoxConfiguration: docs(
    'Proxmox VE docs: qm.conf options',
    'https://github.com/proxmox/pve-docs/blob/master/generated/qm.conf.5-opts.adoc',
  ),
  vmwareConfiguration: docs(
    'libvirt: mapping of VMware .vmx settings',
    'https://github.com/libvirt/libvirt/blob/master/src/vmx/vmx.c',
  ),
  vmwareVnc: docs(
    'VMware Workstation help: VNC connections',
    'https://techdocs.broadcom.com/us/en/vmware-cis/desktop-hypervisors/workstation-pro.html',
    false,
  ),
  vsphereStig: docs(
    'VMware: vSphere 8 STIG, virtual machine controls',
    'https://github.com/vmware/dod-compliance-and-automation/tree/master/vsphere/8.0',
  ),
  vagrantVirtualBox: docs(
    'Vagrant: VirtualBox provider configuration',
    'https://github.com/hashicorp/vagrant/blob/main/plugins/providers/virtualbox/config.rb',
  ),
  vagrantMachine: docs(
    'Vagrant docs: Machine settings',
    'https://developer.hashicorp.com/vagrant/docs/vagrantfile/machine_settings',
    false,
  ),
  vagrantSsh: docs(
    'Vagrant docs: SSH settings',
    'https://developer.hashicorp.com/vagrant/docs/vagrantfile/ssh_settings',
    false,
  ),
  libvirtDomain: docs('libvirt docs: Domain XML format', 'https://libvirt.org/formatdomain.html', false),
  libvirtCapabilities: docs(
    'libvirt docs: Capabilities information',
    'https://libvirt.org/formatcaps.html',
    false,
  ),
  libvirtDaemonConfiguration: docs(
    'libvirt: libvirtd.conf',
    'https://github.com/libvirt/libvirt/blob/master/src/remote/libvirtd.conf.in',
    false,
  ),
  qemuConfiguration: docs(
    'libvirt: qemu.conf',
    'https://github.com/libvirt/libvirt/blob/master/src/qemu/qemu.conf.in',
    false,
  ),
  virtualBoxSettings: docs(
    'VirtualBox: Schema of its settings files',
    'https://github.com/VirtualBox/virtualbox/blob/main/src/VBox/Main/xml/VirtualBox-settings.xsd',
  ),
  virtualBoxManual: docs('VirtualBox: User guide', 'https://www.virtualbox.org/manual/', false),
  ovf: docs(
    'DMTF DSP0243: Open Virtualization Format Specification',
    'https://www.dmtf.org/standards/ovf',
    false,
  ),
  qemuSystem: docs(
    'QEMU docs: System emulation',
    'https://www.qemu.org/docs/master/system/index.html',
    false,
  ),
  qemuInvocation: docs('QEMU docs: Invocation', 'https://www.qemu.org/docs/master/system/invocation.html'),
  qemuImages: docs(
    'QEMU docs: Disk image utility',
    'https://www.qemu.org/docs/master/tools/qemu-img.html',
    false,
  ),
  virtInstall: docs(
    'virt-install(1)',
    'https://github.com/virt-manager/virt-manager/blob/main/man/virt-install.rst',
    false,
  ),
  shellParameters: docs(
    'POSIX: Parameter Expansion',
    'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_02',
    false,
  ),
  packer: docs('Packer docs', 'https://developer.hashicorp.com/packer/docs', false),
  cloudInit: docs(
    'cloud-init docs: Modules',
    'https://cloudinit.readthedocs.io/en/latest/reference/modules.html',
    false,
  ),
  autoinstall: docs(
    'Ubuntu docs: Autoinstall configuration reference',
    'https://canonical-subiquity.readthedocs-hosted.com/en/latest/reference/autoinstall-reference.html',
  ),
  unattend: docs(
    'Microsoft docs: Unattended Windows Setup reference',
    'https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/',
    false,
  ),
  kernelSamePageMerging: docs(
    'Linux kernel docs: Kernel Samepage Merging',
    'https://docs.kernel.org/admin-guide/mm/ksm.html',
  ),
  linuxCapabilities: docs(
    'capabilities(7)',
    'https://man7.org/linux/man-pages/man7/capabilities.7.html',
    false,
  ),
  windowsHardware: docs(
    'Microsoft docs: Hardware requirements for Windows Server',
    'https://learn.microsoft.com/windows-server/get-started/hardware-requirements',
  ),
  windowsContainers: docs(
    'Microsoft docs: Isolation modes of Windows containers',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/hyperv-container',
  ),
  ubuntuRequirements: docs(
    'Ubuntu Server docs: System requirements',
    'https://github.com/canonical/ubuntu-server-documentation/blob/main/docs/reference/installation/system-requirements.md',
  ),
  endOfLife: docs('endoflife.date', 'https://endoflife.date'),
  konveyor: docs(
    'Konveyor: Legacy Pathfinder questionnaire',
    'https://github.com/konveyor/tackle2-seed/blob/main/resources/questionnaire.yaml',
  ),
  gvisor: docs('gVisor README', 'https://github.com/google/gvisor'),
  gvisorPerformance: docs(
    'gVisor: Performance guide',
    'https://gvisor.dev/docs/architecture_guide/performance/',
  ),
  firecracker: docs(
    'Firecracker specification',
    'https://github.com/firecracker-microvm/firecracker/blob/main/SPECIFICATION.md',
  ),
  firecrackerCaching: docs(
    'Firecracker docs: Block device caching strategies',
    'https://github.com/firecracker-microvm/firecracker/blob/main/docs/api_requests/block-caching.md',
  ),
  firecrackerApi: docs(
    'Firecracker API specification',
    'https://github.com/firecracker-microvm/firecracker/blob/main/src/firecracker/swagger/firecracker.yaml',
  ),
  kata: docs('Kata Containers', 'https://github.com/kata-containers/kata-containers'),
  distroless: docs(
    'Distroless container images',
    'https://github.com/GoogleContainerTools/distroless',
    false,
  ),
  imageSizes: docs('Docker official images: repo-info', 'https://github.com/docker-library/repo-info'),
} as const satisfies Readonly<Record<string, Source>>;
