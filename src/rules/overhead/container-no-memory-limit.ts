// Containers that may take all memory of the host.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, cis, claim, cwe, documents, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isDevelopmentFile, isOneShot } from '../support/purpose';

export default defineRule({
  id: 'container-no-memory-limit',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'No memory limit', de: 'Keine Speichergrenze' },
  why: {
    en: `A VM has the memory it was given; a container has what the host has, unless a limit says otherwise. One leak then
makes the kernel end processes of its choice, often those of other services, and nobody can say how many of them fit on the
machine.

Set \`mem_limit\` or \`deploy.resources.limits.memory\`. Measure the peak under load (\`docker stats\`) and take about one and a
half times that; too low a limit ends the program, so watch it for a while.`,
    de: `Eine VM hat den Speicher, der ihr gegeben wurde; ein Container hat den des Hosts, solange keine Grenze etwas anderes
sagt. Ein Leck bringt den Kernel dann dazu, Prozesse seiner Wahl zu beenden, oft die anderer Dienste, und niemand weiß, wie
viele auf die Maschine passen.

Setze \`mem_limit\` oder \`deploy.resources.limits.memory\`. Miss die Spitze unter Last (\`docker stats\`) und nimm etwa das
Anderthalbfache; eine zu niedrige Grenze beendet das Programm, beobachte es also eine Weile.`,
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
    kics: ['Memory Not Limited'],
    'compose-lint': ['CL-0026'],
    'kube-linter': ['unset-memory-requirements'],
  },
  messages: {
    unlimited: {
      en: '{workload} has no memory limit: one leak takes the memory of everything else on the host. Set a limit of about one and a half times the peak you measure.',
      de: '{workload} hat keine Speichergrenze: Ein Leck nimmt allem anderen auf dem Host den Speicher. Setze eine Grenze von etwa dem Anderthalbfachen der gemessenen Spitze.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    deploy:\n      resources:\n        limits:\n          cpus: "1"\n        reservations:\n          memory: 256M\n',
      },
      { format: 'compose', text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦mem_limit: 0⟧\n' },
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
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["serve"]\n' },
    ],
  },
  checkContainer(workload, report) {
    const { memory } = workload;
    if (!is(memory, 'unlimited') || isDevelopmentFile(workload.path) || isOneShot(workload)) return;
    report({ message: 'unlimited', evidence: evidenceOf(memory, workload) });
  },
});
