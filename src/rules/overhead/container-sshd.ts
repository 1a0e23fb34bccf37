// SSH servers inside containers.
import type { Evidence } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { softwareOfCommand, softwareOfPackage, softwareOfService } from '../../knowledge/software';
import { bsi, cis, claim, nist, trivy } from '../../knowledge/sources';
import { programOf, startedServices, starts } from '../support/process';
import { isCalled, isDevContainerFile, isTestFile } from '../support/purpose';

/** Their users or controllers come in over SSH: the server is the product. */
const servesSsh =
  /git(ea|lab|bucket|blit|ness|olite)|gogs|forgejo|onedev|(^|[-_/])git(-?server)?([-_]|$)|gerrit|sftp|soft-serve|rsync|jenkins|jnlp|(^|[-_/])slave([-_]|$)|(ci|build|ssh)[-_]?(agent|node|runner)|devcontainer|remote[-_]?dev|dev[-_]?(box|env)|workspace/;
const sshPort = 22;

export default defineRule({
  id: 'container-sshd',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'SSH server in the container', de: 'SSH-Server im Container' },
  why: {
    en: `A container is replaced, not logged in to: \`docker exec\` and \`kubectl exec\` give a shell without a server, with the
logins and the audit log of the platform. An SSH server needs keys or passwords in the image, updates of its own, a second
process and an open port, and changes made through it are gone with the next start.

Take it out. For files use volumes, for tunnels publish the port on the loopback interface; if people must log in to the
machine, a VM is what they want.`,
    de: `In einen Container loggt man sich nicht ein, man ersetzt ihn: \`docker exec\` und \`kubectl exec\` geben eine Shell ohne
Server, mit Anmeldung und Protokoll der Plattform. Ein SSH-Server braucht Schlüssel oder Passwörter im Image, eigene
Updates, einen zweiten Prozess und einen offenen Port, und was durch ihn geändert wird, ist mit dem nächsten Start weg.

Nimm ihn heraus. Für Dateien gibt es Volumes, für Tunnel einen Port auf der Loopback-Schnittstelle; sollen sich Menschen auf
der Maschine anmelden, wollen sie eine VM.`,
  },
  sources: [claim('A1-41'), cis('5.7'), nist('4.1.2'), bsi('SYS.1.6.A16'), trivy('DS-0004')],
  peers: {
    hadolint: ['DL3001'],
    trivy: ['DS-0004'],
    checkov: ['CKV_DOCKER_1'],
    kics: ['Exposing Port 22 (SSH)'],
    'kube-linter': ['ssh-port'],
  },
  messages: {
    server: {
      en: '{workload} runs an SSH server ({server}): it needs logins, updates and a port of its own, and what is changed through it is lost at the next start. Use docker exec or kubectl exec, or a VM for people who log in.',
      de: '{workload} betreibt einen SSH-Server ({server}): Er braucht eigene Zugänge, Updates und einen Port, und was durch ihn geändert wird, ist beim nächsten Start weg. Nutze docker exec oder kubectl exec, für Anmeldungen von Menschen eine VM.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y ⟦openssh-server⟧\nEXPOSE 22\nCMD ["/run.sh"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM alpine:3.22\nRUN make -C /src install\n⟦CMD ["/usr/sbin/sshd", "-D"]⟧\n',
      },
      {
        format: 'dockerfile',
        path: 'tests/target/Dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y ⟦openssh-server⟧\nEXPOSE 22\n',
      },
      {
        format: 'compose',
        text: 'services:\n  box:\n    image: acme/box:1.0\n    ⟦command: sh -c "service ssh start && exec app"⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: box\nspec:\n  template:\n    spec:\n      containers:\n        - name: box\n          image: acme/box:1.0\n          ⟦command: ["/usr/sbin/sshd", "-D"]⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run -d --name box acme/box:1.0 ⟦/usr/sbin/sshd -D⟧\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y openssh-client\nEXPOSE 22\nCMD ["/run.sh"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y openssh-server\nCMD ["/app"]\n',
      },
      {
        format: 'dockerfile',
        path: 'gitea/Dockerfile',
        text: 'FROM alpine:3.22\nRUN apk add --no-cache openssh-server gitea\nEXPOSE 22 3000\n',
      },
      {
        format: 'compose',
        text: 'services:\n  upload:\n    image: atmoz/sftp:alpine\n    command: sshd -D\n    ports: ["2222:22"]\n',
      },
    ],
  },
  checkContainer(workload, report) {
    if (isCalled(workload, servesSsh) || isDevContainerFile(workload.path)) return;
    const installed = workload.software.packages.items.find(({ value }) =>
      isSshServer(softwareOfPackage(value)),
    );
    const started = startOf(workload);
    const port = portOf(workload);
    if (started === undefined && (installed === undefined || port === undefined)) return;
    const places = [installed?.place, started?.place, port].filter((place) => place !== undefined);
    const [first = workload.place, ...others] = places;
    const evidence: readonly [Evidence, ...Evidence[]] = [
      { place: first },
      ...others.map((place) => ({ place })),
    ];
    report({
      message: 'server',
      // Machines to test provisioning against must be reached as machines are.
      severity: isTestFile(first.path) ? 'info' : 'warning',
      args: { server: installed?.value ?? started?.name ?? '' },
      evidence,
    });
  },
});

function isSshServer(row: { readonly role: string } | undefined): boolean {
  return row?.role === 'ssh-server';
}

/** What starts the server, when the container starts or enabled for an init system. */
function startOf(
  workload: ContainerWorkload,
): { readonly name: string; readonly place: Place | undefined } | undefined {
  const program = starts(workload).find((start) => isSshServer(softwareOfCommand(programOf(start))));
  if (program !== undefined) return { name: programOf(program), place: program.place };
  const service = startedServices(workload).find(({ name }) => isSshServer(softwareOfService(name)));
  if (service !== undefined) return service;
  const enabled = workload.software.services.items.find(({ value }) => isSshServer(softwareOfService(value)));
  return enabled === undefined ? undefined : { name: enabled.value, place: enabled.place };
}

function portOf({ exposed, ports, place }: ContainerWorkload): Place | undefined {
  const declared = exposed.items.find(({ value }) => value === sshPort);
  if (declared !== undefined) return declared.place ?? place;
  const published = ports.items.find(
    ({ value: { port } }) => port.state !== 'unknown' && port.value === sshPort,
  );
  return published === undefined ? undefined : (published.place ?? place);
}
