// Engines that take commands over the network from anybody, and clients that rely on it.
import type { Declaration, EngineCommand, EngineDeclaration } from '../../core/declaration';
import { is, isKnown, type Known } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule, type Report } from '../../core/rule';
import type { ContainerWorkload, EnvironmentVariable, Workload } from '../../core/workload';
import { nestedEngineImages } from '../../knowledge/images';
import { attack, cis, claim, cwe, nist, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { programOf, type Start, starts } from '../support/process';
import { imageRow, isCalled } from '../support/purpose';

export default defineRule({
  id: 'daemon-tcp-unauthenticated',
  concern: 'isolation',
  severity: 'error',
  title: { en: 'Engine takes commands without a login', de: 'Engine nimmt Befehle ohne Anmeldung an' },
  why: {
    en: `Port 2375 is the engine’s API without encryption and without a login: one request starts a container with the host’s
disk mounted, so an open port is root for everybody who reaches it. It is searched for on the internet all the time: the
open remote desktop of the container world.

Use the local socket or \`ssh://user@host\`, which brings its own login. Where TCP is needed, take port 2376 with
\`--tlsverify\` and client certificates; for a nested engine keep \`DOCKER_TLS_CERTDIR\` at its default and share the folder.`,
    de: `Port 2375 ist die API der Engine ohne Verschlüsselung und ohne Anmeldung: Eine Anfrage startet einen Container mit
eingehängter Platte des Hosts, ein offener Port ist also root für jeden, der ihn erreicht. Im Internet wird ständig danach
gesucht: der offene Remote-Desktop der Containerwelt.

Nutze den lokalen Socket oder \`ssh://user@host\`, das seine eigene Anmeldung mitbringt. Wo TCP nötig ist, nimm Port 2376 mit
\`--tlsverify\` und Client-Zertifikaten; lass bei einer verschachtelten Engine \`DOCKER_TLS_CERTDIR\` auf dem Standard und teile
das Verzeichnis.`,
  },
  sources: [
    claim('A1-42'),
    claim('A1-53'),
    cis('2.7'),
    owasp('R1'),
    nist('4.5.4'),
    attack('T1610'),
    cwe('306'),
  ],
  messages: {
    daemon: {
      en: '{workload} starts an engine that listens on {address} without TLS verification: whoever reaches the port is root on the machine it runs on. Use the socket, ssh:// or --tlsverify.',
      de: '{workload} startet eine Engine, die ohne TLS-Prüfung auf {address} lauscht: Wer den Port erreicht, ist root auf ihrer Maschine. Nutze den Socket, ssh:// oder --tlsverify.',
    },
    client: {
      en: '{workload} commands an engine at {address} without a login: everybody else who reaches that port can do the same and is root there. Use ssh://, or TLS with client certificates on 2376.',
      de: '{workload} steuert eine Engine unter {address} ohne Anmeldung: Jeder andere, der den Port erreicht, kann das auch und ist dort root. Nutze ssh:// oder TLS mit Client-Zertifikaten auf 2376.',
    },
    configured: {
      en: 'This engine takes commands on {address} without asking for a certificate: whoever reaches the port is root on its machine. Use the socket or ssh://, or set tlsverify with certificates.',
      de: 'Diese Engine nimmt auf {address} Befehle an, ohne ein Zertifikat zu verlangen: Wer den Port erreicht, ist root auf ihrer Maschine. Nutze den Socket oder ssh://, oder setze tlsverify mit Zertifikaten.',
    },
    reported: {
      en: '{workload} itself warns that it takes commands on {address} without encryption: whoever reaches the port is root on its machine. Use the socket, ssh:// or --tlsverify.',
      de: '{workload} warnt selbst, dass sie auf {address} Befehle ohne Verschlüsselung annimmt: Wer den Port erreicht, ist root auf ihrer Maschine. Nutze den Socket, ssh:// oder --tlsverify.',
    },
    noCertificates: {
      en: '{workload} switches off the TLS of the nested engine, which then takes commands on port 2375 from its whole network. Leave DOCKER_TLS_CERTDIR at its default and share the certificates.',
      de: '{workload} schaltet das TLS der verschachtelten Engine ab, die dann auf Port 2375 Befehle aus ihrem ganzen Netz annimmt. Lass DOCKER_TLS_CERTDIR auf dem Standard und teile das Verzeichnis mit den Zertifikaten.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  deploy:\n    image: acme/deploy:1.0\n    environment:\n      ⟦DOCKER_HOST: tcp://build.example:2375⟧\n  engine:\n    image: docker:27-dind\n    ⟦command: ["dockerd", "-H", "tcp://0.0.0.0:2375"]⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  tests:\n    image: acme/tests:1.0\n    environment:\n      - ⟦DOCKER_HOST=tcp://dind:2375⟧\n  dind:\n    image: docker:27-dind\n    environment:\n      - ⟦DOCKER_TLS_CERTDIR=⟧\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM docker:27-cli\nENV ⟦DOCKER_HOST=tcp://10.0.0.5:2375⟧\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM docker:27-dind\n⟦CMD dockerd --host=tcp://0.0.0.0:2375 --host=unix:///var/run/docker.sock⟧\n',
      },
      {
        format: 'daemon-json',
        text: '{\n  "hosts": ["unix:///var/run/docker.sock", ⟦"tcp://0.0.0.0:2375"⟧, ⟦"tcp://127.0.0.1:2375"⟧]\n}\n',
      },
      {
        format: 'docker-info',
        path: 'docker-info.txt',
        text: 'Server:\n Server Version: 29.0.1\n Storage Driver: overlay2\n\n⟦WARNING: API is accessible on http://0.0.0.0:2375 without encryption.⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nexport ⟦DOCKER_HOST=tcp://10.0.0.5:2375⟧\n⟦dockerd⟧ -H tcp://0.0.0.0:2375 &\n',
      },
    ],
    good: [
      {
        format: 'script',
        text: '#!/bin/sh\nexport DOCKER_HOST=ssh://deploy@build.example\ndockerd $OPTIONS -H tcp://0.0.0.0:2376 &\ndockerd --tlsverify -H tcp://0.0.0.0:2376 &\n',
      },
      {
        format: 'daemon-json',
        text: '{ "hosts": ["fd://", "tcp://0.0.0.0:2376"], "tlsverify": true }\n',
      },
      { format: 'daemon-json', text: '{ "hosts": ["unix:///var/run/docker.sock"] }\n' },
      {
        format: 'compose',
        text: 'services:\n  deploy:\n    image: acme/deploy:1.0\n    environment:\n      DOCKER_HOST: tcp://build.example:2376\n      DOCKER_TLS_VERIFY: "1"\n  console:\n    image: acme/console:1.0\n    environment:\n      DOCKER_HOST: tcp://socket-proxy:2375\n  socket-proxy:\n    image: tecnativa/docker-socket-proxy:0.3\n  engine:\n    image: docker:27-dind\n    command: ["dockerd", "--tlsverify", "-H", "tcp://0.0.0.0:2376"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM docker:27-cli\nARG TARGET\nENV DOCKER_HOST=ssh://deploy@build.example API=tcp://0.0.0.0:2375\nCMD ["docker", "-H", "$TARGET", "info"]\n',
      },
    ],
  },
  checkGroup(group, report, { declarations }) {
    for (const workload of group) if (workload.kind === 'container') checkContainer(workload, group, report);
    for (const declaration of declarations) {
      if (declaration.kind === 'engine') checkEngine(declaration, report);
      else if (declaration.kind === 'engine-command') checkCommand(declaration, group, report);
    }
  },
});

type ReportTo = (
  subject: Workload | Declaration,
  claim: Report<'daemon' | 'client' | 'noCertificates' | 'configured' | 'reported'>,
) => void;

function checkContainer(workload: ContainerWorkload, group: readonly Workload[], report: ReportTo): void {
  const verifies = workload.environment.items.some(isVerify);
  for (const variable of workload.environment.items) {
    const { name, value } = variable.value;
    if (
      name === 'DOCKER_TLS_CERTDIR' &&
      is(value, '') &&
      imageRow(workload, nestedEngineImages) !== undefined
    )
      report(workload, {
        message: 'noCertificates',
        severity: 'warning',
        evidence: evidenceOf(variable, workload),
      });
    if (name !== 'DOCKER_HOST' || !isKnown(value) || verifies) continue;
    const severity = clientSeverity(value.value, group);
    if (severity !== undefined)
      report(workload, {
        message: 'client',
        severity,
        args: { address: value.value },
        evidence: evidenceOf(variable, workload),
      });
  }
  for (const start of starts(workload)) {
    const address = isDaemon(start, workload) ? openAddress(start.words) : undefined;
    if (address === undefined) continue;
    report(workload, {
      message: 'daemon',
      severity: loopback.test(address) ? 'warning' : 'error',
      args: { address },
      evidence: [{ place: start.place ?? workload.place }],
    });
  }
}

/** Addresses of a configuration, and those that an engine itself warns of. */
function checkEngine(engine: EngineDeclaration, report: ReportTo): void {
  if (!is(engine.verifiesClients, false)) return;
  for (const address of engine.listens.items) {
    if (!address.value.startsWith('tcp://')) continue;
    report(engine, {
      message: engine.origin === 'report' ? 'reported' : 'configured',
      severity: loopback.test(address.value) ? 'warning' : 'error',
      args: { address: address.value },
      evidence: [{ place: address.place ?? engine.place }],
    });
  }
}

/** An engine that a script or unit starts, and the address that it gives its clients. */
function checkCommand(command: EngineCommand, group: readonly Workload[], report: ReportTo): void {
  const { items, rest } = command.arguments;
  const words = items.map(({ value }) => value);
  const place = { place: items[0]?.place ?? command.place };
  if (command.command === 'dockerd') {
    // A variable may hold --tlsverify.
    const address = rest === undefined ? openAddress(words) : undefined;
    if (address === undefined) return;
    report(command, {
      message: 'daemon',
      severity: loopback.test(address) ? 'warning' : 'error',
      args: { address },
      evidence: [{ place: command.place }],
    });
  } else if (command.command === 'DOCKER_HOST') {
    const [address = ''] = words;
    const severity = clientSeverity(address, group);
    if (severity !== undefined)
      report(command, { message: 'client', severity, args: { address }, evidence: [place] });
  }
}

const loopback = /^tcp:\/\/(127\.|localhost|\[::1\])/;

function isVerify({ value: { name, value } }: Known<EnvironmentVariable>): boolean {
  return name === 'DOCKER_TLS_VERIFY' && !is(value, '') && !is(value, '0');
}

/** The image of a nested engine passes options on to its daemon. */
function isDaemon(start: Start, workload: ContainerWorkload): boolean {
  const isOption = start.words[0]?.startsWith('-') === true;
  return programOf(start) === 'dockerd' || (isOption && imageRow(workload, nestedEngineImages) !== undefined);
}

/** The first address on which a daemon with these options takes commands from anybody. */
function openAddress(words: readonly string[]): string | undefined {
  if (words.some((word) => /^--tlsverify(=true)?$/.test(word))) return undefined;
  return words
    .map((word, index) =>
      /^(-H|--host)$/.test(word) ? words[index + 1] : /^(?:-H|--host)=?(.+)$/.exec(word)?.[1],
    )
    .find((address) => address?.startsWith('tcp://'));
}

/** How much an address matters as `DOCKER_HOST`; a filtering proxy of the same file is the advised way. */
function clientSeverity(address: string, group: readonly Workload[]): Severity | undefined {
  const host = /^(?:tcp|http):\/\/([^/:]+|\[[^\]]*\]):2375\b/.exec(address)?.[1];
  if (host === undefined) return undefined;
  if (loopback.test(address)) return 'warning';
  if (/socket-?proxy/.test(host)) return undefined;
  const service = group.find(({ name }) => name === host);
  if (service?.kind !== 'container') return host === 'docker' || host === 'dind' ? 'warning' : 'error';
  return isCalled(service, /socket-?proxy/) ? undefined : 'warning';
}
