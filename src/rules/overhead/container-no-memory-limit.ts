// Containers that may take all memory of the host.
import { is } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { bytes } from '../../core/message';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { bsi, cis, claim, cwe, documents, owasp } from '../../knowledge/sources';
import { addition } from '../support/fix';
import { endsByItself, isInOperation } from '../support/lifetime';
import { evidenceOf } from '../support/place';
import { isForDevelopment } from '../support/purpose';

export default defineRule({
  id: 'container-no-memory-limit',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'No memory limit', de: 'Kein Speicherlimit' },
  why: {
    en: `A VM has the memory it was given; a container has what the host has, unless a limit says otherwise. One leak then
makes the kernel end processes of its choice, often those of other services, and nobody can say how many of them fit on the
machine.

Set \`mem_limit\` or \`deploy.resources.limits.memory\` (Compose), \`resources.limits.memory\` (Kubernetes), \`--memory\` or
Quadlet’s \`Memory=\`. Measure the peak under load (\`docker stats\`) and take about one and a half times that; too low a limit
ends the program, so watch it for a while. Where the file reserves memory, the fix takes one and a half times the reservation.

A service that is started again by itself counts as a warning, one that is started by hand as information; jobs, init
containers and set-ups for development and tests do not count.`,
    de: `Eine VM hat den Speicher, der ihr gegeben wurde; ein Container hat den des Hosts, solange kein Limit etwas anderes
sagt. Ein Leck bringt den Kernel dann dazu, Prozesse seiner Wahl zu beenden, oft die anderer Dienste, und niemand weiß, wie
viele auf die Maschine passen.

Setze \`mem_limit\` oder \`deploy.resources.limits.memory\` (Compose), \`resources.limits.memory\` (Kubernetes), \`--memory\` oder
\`Memory=\` (Quadlet). Miss die Spitze unter Last (\`docker stats\`) und nimm etwa das Anderthalbfache; ein zu niedriges Limit
beendet das Programm, beobachte es also eine Weile. Reserviert die Datei Speicher, nimmt die Korrektur das Anderthalbfache davon.

Ein Dienst, der von selbst wieder gestartet wird, zählt als Warnung, ein von Hand gestarteter als Information; Jobs,
Init-Container und Aufbauten für Entwicklung und Tests zählen nicht.`,
  },
  sources: [
    claim('A1-25'),
    claim('A1-23'),
    documents.dockerResources,
    cis('5.11'),
    owasp('R7'),
    bsi('SYS.1.6.A15'),
    cwe('770'),
  ],
  peers: {
    trivy: ['KSV-0018'],
    checkov: ['CKV_K8S_13'],
    kics: ['Memory Not Limited', 'Memory Limits Not Defined'],
    'compose-lint': ['CL-0026'],
    'kube-linter': ['unset-memory-requirements'],
  },
  messages: {
    unlimited: {
      en: '{workload} has no memory limit: one leak takes the memory of everything else on the host. Set a limit of about one and a half times the peak you measure.',
      de: '{workload} hat kein Speicherlimit: Ein Leck nimmt allem anderen auf dem Host den Speicher. Setze ein Limit von etwa dem Anderthalbfachen der gemessenen Spitze.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    deploy:\n      resources:\n        limits:\n          cpus: "1"\n        reservations:\n          memory: 256M\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:5.2\n    deploy:\n      resources:\n        limits:\n          cpus: "1"\n          memory: 384m\n        reservations:\n          memory: 256M\n',
      },
      { format: 'compose', text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦mem_limit: 0⟧\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - ⟦name: shop⟧\n          image: acme/shop:5.2\n          resources:\n            requests:\n              cpu: 250m\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/acme/shop:5.2\n\n[Service]\nRestart=always\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --name shop --restart always acme/shop:5.2\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - ⟦name: shop⟧\n          image: acme/shop:5.2\n          resources:\n            requests:\n              memory: 256Mi\n',
        fixed:
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n          resources:\n            requests:\n              memory: 256Mi\n            limits:\n              memory: 384Mi\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --name shop --restart always --memory-reservation 256m acme/shop:5.2\n',
        fixed:
          '#!/bin/sh\ndocker run --memory=384m -d --name shop --restart always --memory-reservation 256m acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    mem_limit: 512m\n  search:\n    image: acme/search:1.0\n    deploy:\n      resources:\n        limits:\n          memory: 2G\n  mail:\n    image: acme/mail:1.0\n    mem_limit: $MAIL_MEMORY\n',
      },
      {
        format: 'compose',
        text: 'services:\n  migrate:\n    image: acme/shop:5.2\n    command: migrate\n  report:\n    image: acme/report:1.0\n    restart: "no"\n  console:\n    image: acme/console:1.0\n    profiles: [tools]\n',
      },
      {
        format: 'compose',
        path: 'docker-compose.dev.yml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    build: .\n    volumes:\n      - .:/app\n  api:\n    image: acme/api:1.0\n    environment:\n      NODE_ENV: development\n',
      },
      {
        format: 'compose',
        path: 'tests/compose.yaml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["serve"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: migrate\n          image: acme/shop:5.2\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n          resources:\n            limits:\n              memory: 512Mi\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: defaults\nspec:\n  limits:\n    - type: Container\n      default:\n        memory: 256Mi\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: acme/shop:5.2\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: report\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: report\n          image: acme/report:1.0\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nPodmanArgs=--memory=512m\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run -d --restart always --memory 512m acme/shop:5.2\ndocker run --rm acme/tool:1.0 migrate\n',
      },
      {
        format: 'devcontainer',
        text: '{ "image": "mcr.microsoft.com/devcontainers/base:debian-13" }\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { memory } = workload;
    if (!is(memory, 'unlimited') || isForDevelopment(workload) || endsByItself(workload)) return;
    report({
      message: 'unlimited',
      severity: isInOperation(workload) ? 'warning' : 'info',
      evidence: evidenceOf(memory, workload),
      ...fromReservation(workload),
    });
  },
});

/** What measuring advises, applied to the only size the file knows. */
const headroom = 1.5;

function fromReservation(workload: ContainerWorkload): { readonly fix?: Fix } {
  const { memory, memoryReservation } = workload;
  if (memoryReservation.state !== 'stated' || memoryReservation.value <= 0) return {};
  const size = Math.ceil((memoryReservation.value * headroom) / 2 ** 20) * 2 ** 20;
  return addition(
    memory,
    workload,
    { name: 'memory', value: size },
    {
      text: {
        en: 'Limit memory to {size}, one and a half times the reservation',
        de: 'Speicher auf {size} begrenzen, das Anderthalbfache der Reservierung',
      },
      args: { size: bytes(size) },
    },
  );
}
