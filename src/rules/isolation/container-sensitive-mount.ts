// Binds of host folders that hold the system, its kernel interfaces, engines or keys.
import type { Known } from '../../core/fact';
import type { Severity } from '../../core/finding';
import type { Text } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { Mount } from '../../core/workload';
import { type HostPath, hostPathOf } from '../../knowledge/host-paths';
import { attack, bsi, cis, claim, cwe, nist, pss } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { servesNode } from '../support/pod';
import { observesHost } from '../support/purpose';
import { oneLower } from '../support/severity';

export default defineRule({
  id: 'container-sensitive-mount',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Sensitive host folder is mounted', de: 'Sensibles Host-Verzeichnis ist eingebunden' },
  why: {
    en: `A container has a file system of its own; a bind cuts a hole into it. Whoever may write to \`/etc\`, \`/usr\`,
\`/boot\` or a home folder changes the host’s users, programs or start-up, and with \`/proc\`, \`/sys\` or an engine’s data
folder its kernel and the other containers. Read-only binds still hand out password hashes, keys and addresses.

Bind the one file or folder the program reads, read-only, or a folder of the project. What lies below these folders is
reported one step milder, as is what is bound read-only; time zones and public certificates are fine.`,
    de: `Ein Container hat sein eigenes Dateisystem; ein Bind schneidet ein Loch hinein. Wer nach \`/etc\`, \`/usr\`,
\`/boot\` oder in ein Home-Verzeichnis schreiben darf, ändert Benutzer, Programme oder Start des Hosts, und mit \`/proc\`,
\`/sys\` oder dem Datenverzeichnis einer Engine den Kernel und die anderen Container. Auch schreibgeschützt gibt es
Passwort-Hashes, Schlüssel und Adressen heraus.

Binde nur die eine Datei oder das Verzeichnis ein, das gelesen wird, schreibgeschützt, oder ein Verzeichnis des Projekts. Was
unter diesen Verzeichnissen liegt, wird eine Stufe milder gemeldet, ebenso, was schreibgeschützt ist; Zeitzonen und öffentliche
Zertifikate sind in Ordnung.`,
  },
  sources: [
    claim('A1-45'),
    claim('A2-08'),
    cis('5.6'),
    nist('4.5.5'),
    pss('baseline'),
    bsi('SYS.1.6.A19'),
    attack('T1611'),
    cwe('668'),
  ],
  peers: {
    trivy: ['KSV-0023', 'KSV-0121'],
    kics: [
      'Volume Has Sensitive Host Directory',
      'Workload Mounting With Sensitive OS Directory',
      'Volume Mount with OS Directory Write Permissions',
      'Non Kube System Pod With Host Mount',
    ],
    'compose-lint': ['CL-0013', 'CL-0025'],
    'kube-linter': ['sensitive-host-mounts', 'writable-host-mount'],
  },
  mitigations: { 'rootless-engine': 'warning' },
  messages: {
    writable: {
      en: '{workload} may write to the host’s {path}: taking it over is enough to change the host itself. Bind only the file it needs, read-only.',
      de: '{workload} darf in {path} des Hosts schreiben: Wer ihn übernimmt, kann den Host selbst ändern. Binde nur die nötige Datei ein, und zwar schreibgeschützt.',
    },
    below: {
      en: '{workload} may write to {path} on the host, below {listed}: the host may read or run what an intruder leaves there. Bind only the file it needs, read-only.',
      de: '{workload} darf in {path} des Hosts schreiben, unter {listed}: Was ein Eindringling dort hinterlässt, liest oder startet womöglich der Host. Binde nur die nötige Datei ein, und zwar schreibgeschützt.',
    },
    kernel: {
      en: '{workload} may write to {path} on the host, below {listed}: an intruder can change settings of the shared kernel and its devices there. Bind only the file it needs, read-only.',
      de: '{workload} darf in {path} des Hosts schreiben, unter {listed}: Ein Eindringling kann dort Einstellungen des geteilten Kernels und seiner Geräte ändern. Binde nur die nötige Datei ein, und zwar schreibgeschützt.',
    },
    login: {
      en: '{workload} may read and change the host’s {path}: whoever takes it over has the keys and logins of that user. Bind only the file it needs, read-only.',
      de: '{workload} darf {path} des Hosts lesen und ändern: Wer ihn übernimmt, hat Schlüssel und Anmeldungen dieses Benutzers. Binde nur die nötige Datei ein, und zwar schreibgeschützt.',
    },
    observer: {
      en: '{workload} reads the host’s {path} to observe it, and with it {what}: whoever takes it over reads on there. Bind no more than it reports, and keep it off public networks.',
      de: '{workload} liest {path} des Hosts, um diesen zu beobachten, und damit {what}: Wer ihn übernimmt, liest dort mit. Binde nicht mehr ein, als er meldet, und halte ihn von öffentlichen Netzen fern.',
    },
    readable: {
      en: '{workload} reads the host’s {path}, and with it {what}: whoever takes it over reads on there. Bind only the file it needs.',
      de: '{workload} liest {path} des Hosts und damit {what}: Wer ihn übernimmt, liest dort mit. Binde nur die nötige Datei ein.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  tracer:\n    image: acme/tracer:1.0\n    volumes:\n      - ⟦/sys/kernel/debug:/sys/kernel/debug⟧\n',
        fixed:
          'services:\n  tracer:\n    image: acme/tracer:1.0\n    volumes:\n      - /sys/kernel/debug:/sys/kernel/debug:ro\n',
      },
      {
        format: 'compose',
        text: 'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - ⟦/etc:/host/etc⟧\n      - ⟦/:/host:ro⟧\n      - ./data:/data\n',
        fixed:
          'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - /etc:/host/etc:ro\n      - /:/host:ro\n      - ./data:/data\n',
      },
      {
        format: 'compose',
        text: 'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - ⟦~/.ssh:/root/.ssh:ro⟧\n      - ⟦type: bind\n        source: /etc/nginx\n        target: /etc/nginx⟧\n      - ⟦/proc:/host/proc:ro⟧\n',
        fixed:
          'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - ~/.ssh:/root/.ssh:ro\n      - type: bind\n        source: /etc/nginx\n        target: /etc/nginx\n        read_only: true\n      - /proc:/host/proc:ro\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: configuration\n      hostPath:\n        ⟦path: /etc⟧\n    - name: kernel\n      hostPath:\n        ⟦path: /sys⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: configuration\n          mountPath: /host/etc\n        - name: kernel\n          mountPath: /host/sys\n          readOnly: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: configuration\n      hostPath:\n        path: /etc\n    - name: kernel\n      hostPath:\n        path: /sys\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: configuration\n          mountPath: /host/etc\n          readOnly: true\n        - name: kernel\n          mountPath: /host/sys\n          readOnly: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦Volume=/etc:/host/etc⟧\n⟦Volume=%h/.ssh:/ssh:ro⟧\n',
        fixed:
          '[Container]\nImage=docker.io/acme/shop:5.2\nVolume=/etc:/host/etc:ro\nVolume=%h/.ssh:/ssh:ro\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-v /etc:/host/etc⟧ ⟦--mount type=bind,source=/proc,target=/host/proc,readonly⟧ acme/shop:5.2\n',
        fixed:
          '#!/bin/sh\nset -e\ndocker run -d --name shop -v /etc:/host/etc:ro --mount type=bind,source=/proc,target=/host/proc,readonly acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: `{\n  // where we work\n  "image": "acme/dev:1.0",\n  "mounts": [\n    ⟦"source=\${localEnv:HOME}/.ssh,target=/home/dev/.ssh,type=bind"⟧\n  ]\n}\n`,
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - /etc/localtime:/etc/localtime:ro\n      - /usr/share/zoneinfo:/usr/share/zoneinfo:ro\n      - /sys/fs/cgroup:/sys/fs/cgroup\n      - /dev/shm:/dev/shm\n      - ~/.ssh/known_hosts:/etc/known_hosts:ro\n',
      },
      {
        format: 'compose',
        text: 'services:\n  agent:\n    image: acme/agent:1.0\n    volumes:\n      - ./etc:/etc/acme\n      - /home/acme/data:/data\n      - /srv/agent:/srv\n      - cache:/usr\n      - /var/lib/mysql\n      - $DATA:/etc/data\nvolumes:\n  cache:\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nVOLUME /etc\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: zone\n      hostPath:\n        path: /etc/localtime\n    - name: data\n      configMap:\n        name: shop\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: zone\n          mountPath: /etc/localtime\n        - name: data\n          mountPath: /etc\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nVolume=/srv/shop:/data:Z\nVolume=%h/shop:/shop\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop -v "$PWD":/data -v /etc/localtime:/etc/localtime:ro acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: `{\n  // where we work\n  "image": "acme/dev:1.0",\n  "workspaceMount": "source=\${localWorkspaceFolder},target=/work,type=bind",\n  "workspaceFolder": "/work"\n}\n`,
      },
    ],
  },
  checkContainer(workload, report) {
    for (const mount of workload.mounts.items) {
      const { kind, source, readOnly } = mount.value;
      if (kind !== 'bind' || source === undefined) continue;
      const known = hostPathOf(source);
      const severity = severityOf(known, readOnly);
      if (severity === undefined) continue;
      const observes = readOnly && observesHost(workload);
      report({
        message: readOnly ? (observes ? 'observer' : 'readable') : writableMessage(known),
        severity: observes || servesNode(workload) ? oneLower(severity) : severity,
        args: { path: source, what: contentOf(known), listed: known.listed ?? source },
        evidence: evidenceOf(mount, workload),
        ...readOnlyFix(mount),
      });
    }
  },
});

/** Reading the whole file system includes every key and every socket, so read-only does not help there. */
function severityOf({ kind, listed }: HostPath, readOnly: boolean): Severity | undefined {
  if (kind !== 'sensitive' && kind !== 'below-sensitive') return undefined;
  const severity = kind === 'sensitive' ? 'error' : 'warning';
  return readOnly && listed !== '/' ? oneLower(severity) : severity;
}

function writableMessage({ kind, listed = '' }: HostPath): 'writable' | 'kernel' | 'below' | 'login' {
  if (kind === 'sensitive') return 'writable';
  if (kernelFolders.test(listed)) return 'kernel';
  return listed.startsWith('~') || listed === '/root' ? 'login' : 'below';
}

/** What the kernel itself shows as files. */
const kernelFolders = /^\/(proc|sys|dev)$/;

/** What lies in the folders, by the listed one that decides. */
function contentOf({ listed = '' }: HostPath): Text {
  if (/^\/(boot|lib|usr)$|^c:\/windows$/.test(listed))
    return { en: 'its programs and modules', de: 'dessen Programme und Module' };
  if (kernelFolders.test(listed))
    return {
      en: 'the state of its kernel, processes and devices',
      de: 'den Zustand von Kernel, Prozessen und Geräten',
    };
  if (listed.startsWith('/var'))
    return { en: 'data of its services and containers', de: 'Daten von dessen Diensten und Containern' };
  if (/^(~|\/root$|\/home$|\/users$|c:\/users$)/i.test(listed))
    return { en: 'keys and files of its users', de: 'Schlüssel und Dateien von dessen Benutzern' };
  if (listed === '/etc')
    return { en: 'its users and configuration', de: 'dessen Benutzer und Konfiguration' };
  return { en: 'every key and file of the machine', de: 'jeden Schlüssel und jede Datei der Maschine' };
}

function readOnlyFix(mount: Known<Mount>) {
  if (mount.state !== 'stated' || mount.value.readOnly) return {};
  return {
    fix: {
      title: { text: { en: 'Mount it read-only', de: 'Schreibgeschützt einbinden' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'make-read-only', place: mount.place }],
    },
  } as const;
}
