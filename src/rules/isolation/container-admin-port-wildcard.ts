// Administration and database ports that are published on every address of the host.
import { is, isKnown, type Known, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, PublishedPort } from '../../core/workload';
import { type AdminPort, adminPort, isWildcardAddress } from '../../knowledge/ports';
import { cis, claim, cwe, nist, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isCalled, isForDevelopment } from '../support/purpose';
import { oneLower } from '../support/severity';

/** Ports by which a container is administered or its data read; the same services over TLS are not meant. */
const meant: ReadonlySet<number> = new Set([22, 2375, 3306, 3389, 5432, 5900, 6379, 9200, 11211, 27017]);

/** A range wider than this opens many ports at once and means none of them in particular. */
const widestRange = 100;

/** Their users come in over SSH: the port is the product. */
const servesSsh =
  /git(ea|lab|bucket|blit|ness|olite)|gogs|forgejo|onedev|(^|[-_/])git([-_]|$)|gerrit|sftp|soft-serve/;

/** Infinite Scale answers its users on the port that Elasticsearch uses. */
const ownCloud = /ocis|owncloud|opencloud/;

export default defineRule({
  id: 'container-admin-port-wildcard',
  concern: 'isolation',
  severity: 'warning',
  title: {
    en: 'Administration port is open on all addresses',
    de: 'Administrationsport auf allen Adressen offen',
  },
  why: {
    en: `A port published without an address is bound to every interface of the host, and Docker’s own firewall rules come
before those of \`ufw\` or \`firewalld\`. Databases, Redis, the Docker API and remote desktops then stand in the open network,
often with the password of the example they were copied from: the mistake of the open remote desktop, in a container.

Bind it to the loopback interface (\`127.0.0.1:5432:5432\`) and come in through a tunnel, or publish nothing: services of the
same network reach each other without.`,
    de: `Ein Port, der ohne Adresse veröffentlicht wird, ist an jede Schnittstelle des Hosts gebunden, und Dockers eigene
Firewall-Regeln kommen vor denen von \`ufw\` oder \`firewalld\`. Datenbanken, Redis, die Docker-API und Remote-Desktops
stehen dann offen im Netz, oft mit dem Passwort des Beispiels, aus dem sie stammen: der Fehler des offenen Remote-Desktops, im
Container.

Binde ihn an die Loopback-Schnittstelle (\`127.0.0.1:5432:5432\`) und verbinde dich durch einen Tunnel, oder veröffentliche
nichts: Dienste desselben Netzes erreichen einander auch so.`,
  },
  sources: [claim('A1-53'), cis('5.14'), cis('5.8'), owasp('R5a'), nist('4.4.2'), cwe('668')],
  peers: {
    trivy: ['KSV-0024'],
    checkov: ['CKV_K8S_26'],
    kics: ['Container Traffic Not Bound To Host Interface'],
    'compose-lint': ['CL-0005'],
    dclint: ['no-unbound-port-interfaces'],
  },
  messages: {
    open: {
      en: '{workload} publishes port {port} ({service}) on every address of the host, often past its firewall: anybody in the network may try to log in. Bind it to 127.0.0.1 or do not publish it.',
      de: '{workload} veröffentlicht Port {port} ({service}) auf jeder Adresse des Hosts, oft an dessen Firewall vorbei: Jeder im Netz kann die Anmeldung versuchen. Binde ihn an 127.0.0.1 oder veröffentliche ihn nicht.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - ⟦"5432:5432"⟧\n      - ⟦0.0.0.0:16379:6379⟧\n',
        fixed:
          'services:\n  db:\n    image: postgres:17\n    ports:\n      - "127.0.0.1:5432:5432"\n      - 127.0.0.1:16379:6379\n',
      },
      {
        format: 'compose',
        text: 'services:\n  desk:\n    image: acme/desk:1.0\n    ports:\n      - ⟦"3380-3390:3380-3390"⟧\n',
        fixed:
          'services:\n  desk:\n    image: acme/desk:1.0\n    ports:\n      - "127.0.0.1:3380-3390:3380-3390"\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 6379\n          ⟦hostPort: 6379⟧\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 6379\n          hostPort: 6379\n          hostIP: 127.0.0.1\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦PublishPort=5432:5432⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nPublishPort=127.0.0.1:5432:5432\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-p 5432:5432⟧ -e TZ=UTC acme/shop:5.2\n',
        fixed:
          '#!/bin/sh\nset -e\ndocker run -d --name shop -p 127.0.0.1:5432:5432 -e TZ=UTC acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  db:\n    image: postgres:17\n    expose: ["5432"]\n    ports:\n      - 127.0.0.1:5432:5432\n      - "$BIND_ADDRESS:6379:6379"\n      - "8080:8080"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  git:\n    image: gitea/gitea:1.22\n    ports:\n      - "2222:22"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  media:\n    image: acme/media:1.0\n    ports: ["3000-6000:3000-6000"]\n',
      },
      { format: 'dockerfile', text: 'FROM postgres:17\nEXPOSE 5432\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 6379\n        - containerPort: 5432\n          hostPort: 5432\n          hostIP: 127.0.0.1\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nPublishPort=127.0.0.1:5432:5432\nPublishPort=8080:8080\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop -p 127.0.0.1:5432:5432 -p "$BIND:6379:6379" acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    if (is(workload.networkNamespace, 'host')) return;
    for (const published of workload.ports.items) {
      const known = adminPortIn(published.value);
      if (known === undefined || isExpected(known, workload)) continue;
      const { address } = published.value;
      if (!isKnown(address) || !isWildcardAddress(address.value)) continue;
      report({
        message: 'open',
        // Who develops mostly sits behind a router or the firewall of an office.
        // A port that the engine picks anew at every start is not one that others know.
        severity:
          isForDevelopment(workload) || isPickedByEngine(published.value) ? oneLower('warning') : 'warning',
        args: { port: known.port, service: known.service },
        evidence: evidenceOf(published, workload),
        ...loopback(published),
      });
    }
  },
});

function adminPortIn({ port, lastPort, protocol }: PublishedPort): AdminPort | undefined {
  const first = knownValue(port);
  if (first === undefined || protocol !== 'tcp') return undefined;
  const last = lastPort ?? first;
  if (last - first > widestRange) return undefined;
  const number = [...meant].find((candidate) => first <= candidate && candidate <= last);
  return number === undefined ? undefined : adminPort(number);
}

function isExpected({ port }: AdminPort, workload: ContainerWorkload): boolean {
  if (port === 9200) return isCalled(workload, ownCloud);
  return port === 22 && isCalled(workload, servesSsh);
}

/** Neither a number nor a variable says which port of the host it is. */
function isPickedByEngine({ hostPort }: PublishedPort): boolean {
  return hostPort.state === 'unknown' && hostPort.place === undefined;
}

function loopback(published: Known<PublishedPort>) {
  if (published.state !== 'stated') return {};
  return {
    fix: {
      title: { text: { en: 'Bind the port to 127.0.0.1', de: 'Port an 127.0.0.1 binden' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'bind', place: published.place, address: '127.0.0.1' }],
    },
  } as const;
}
