// Public services in one network with the stores and vaults of an application.
import { is, isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Workload } from '../../core/workload';
import { isWildcardAddress } from '../../knowledge/ports';
import { bsi, claim, nist } from '../../knowledge/sources';
import { hasImage, isCalled, isFileForTrying, isOneShot, isStateful } from '../support/purpose';

/** Services whose loss hurts most, beside databases. */
const guarded = /(^|[-_/])(vault|openbao|secrets?|keycloak|payments?|billing|hsm|pki)([-_]|$)/;
/** Stores that hold copies or queues only. */
const caches = /(^|[-_/])(redis|valkey|memcached|rabbitmq)([-_]|$)/;
/** Below this a network is an application with its database, and splitting it gains nothing. */
const fewestServices = 3;

export default defineRule({
  id: 'container-mixed-sensitivity',
  concern: 'isolation',
  severity: 'hint',
  title: {
    en: 'Public and sensitive services share a network',
    de: 'Öffentliche und sensible Dienste in einem Netz',
  },
  why: {
    en: `Within one network every service reaches every port of every other one, published or not. The service that answers
the public is the one that is broken into first; from there the database or the vault next to it is one connection away,
although most services never talk to it.

Give the application two networks: one for what the public reaches, one (\`internal: true\`) for stores, and only the
service in between joins both. Data whose loss hurts most belongs on another host: the kernel stays shared.`,
    de: `In einem Netz erreicht jeder Dienst jeden Port jedes anderen, ob veröffentlicht oder nicht. Der Dienst, der der
Öffentlichkeit antwortet, wird zuerst angegriffen; von dort ist die Datenbank oder der Vault daneben eine Verbindung weit
entfernt, obwohl die meisten Dienste nie mit ihr sprechen.

Gib der Anwendung zwei Netze: eines für das, was öffentlich erreichbar ist, eines (\`internal: true\`) für die Datenspeicher,
und nur der Dienst dazwischen gehört zu beiden. Daten, deren Verlust am meisten schmerzt, gehören auf einen anderen Host: Der
Kernel bleibt geteilt.`,
  },
  sources: [
    claim('A1-45'),
    nist('4.3.3'),
    nist('4.3.4'),
    nist('4.5.2'),
    bsi('APP.4.4.A1'),
    bsi('APP.4.4.A14'),
    bsi('APP.4.4.A15'),
  ],
  messages: {
    mixed: {
      en: '{workload} is in the network {network} ({count} services) together with {public}, published on every address: whoever breaks in there reaches it. Split the network so that only the services that use it join its part.',
      de: '{workload} ist im Netz {network} ({count} Dienste) zusammen mit {public}, auf jeder Adresse veröffentlicht: Wer dort einbricht, erreicht auch ihn. Teile das Netz so, dass nur die Dienste in seinem Teil sind, die ihn nutzen.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  proxy:\n    image: nginx:1.27\n    ports: ["443:443"]\n  shop:\n    image: acme/shop:5.2\n  ⟦db⟧:\n    image: postgres:17\n',
      },
      {
        format: 'compose',
        text: 'services:\n  proxy:\n    image: nginx:1.27\n    ports: ["443:443"]\n    networks: [all]\n  shop:\n    image: acme/shop:5.2\n    networks: [all]\n  ⟦vault⟧:\n    image: hashicorp/vault:1.18\n    networks: [all]\nnetworks:\n  all:\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  proxy:\n    image: nginx:1.27\n    ports: ["443:443"]\n    networks: [front]\n  shop:\n    image: acme/shop:5.2\n    networks: [front, back]\n  db:\n    image: postgres:17\n    networks: [back]\nnetworks:\n  front:\n  back:\n    internal: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  blog:\n    image: ghost:5\n    ports: ["443:2368"]\n  db:\n    image: mysql:8.4\n  cache:\n    image: redis:8\n',
      },
      {
        format: 'compose',
        text: 'services:\n  proxy:\n    image: nginx:1.27\n    ports: ["127.0.0.1:8080:80"]\n  shop:\n    image: acme/shop:5.2\n  db:\n    image: postgres:17\n',
      },
      { format: 'dockerfile', text: 'FROM postgres:17\nEXPOSE 5432\n' },
    ],
  },
  checkGroup(group, report) {
    const services = group.filter(isService);
    const networks = new Set(services.flatMap(({ networks }) => networks.items.map(({ value }) => value)));
    const reported = new Set<string>();
    for (const network of networks) {
      const members = services.filter((service) => joins(service, network));
      const others = members.filter((service) => !isSensitive(service) && !isCache(service));
      const open = others.filter(isPublic);
      // With one program and its stores there is nobody to keep away from them.
      if (members.length < fewestServices || others.length < 2 || open.length === 0) continue;
      for (const service of members.filter(isSensitive)) {
        if (reported.has(service.id)) continue;
        reported.add(service.id);
        report(service, {
          message: 'mixed',
          confidence: 'low',
          args: { network, public: open.map(({ name }) => name), count: members.length },
          evidence: [{ place: service.place }, ...open.map(({ place }) => ({ place }))],
        });
      }
    }
  },
});

function isService(workload: Workload): workload is ContainerWorkload {
  return workload.kind === 'container' && workload.role === 'service' && !isFileForTrying(workload);
}

function joins({ networks, networkNamespace }: ContainerWorkload, network: string): boolean {
  return !is(networkNamespace, 'host') && networks.items.some(({ value }) => value === network);
}

function isPublic({ ports }: ContainerWorkload): boolean {
  return ports.items.some(({ value }) => isKnown(value.address) && isWildcardAddress(value.address.value));
}

function isCache(workload: ContainerWorkload): boolean {
  return hasImage(workload, caches);
}

function isSensitive(workload: ContainerWorkload): boolean {
  if (isCache(workload) || isOneShot(workload)) return false;
  return isCalled(workload, guarded) || isStateful(workload);
}
