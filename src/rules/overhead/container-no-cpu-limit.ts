// Containers that may take all CPUs of the host.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, cis, claim, cwe, documents } from '../../knowledge/sources';
import { endsByItself, isInOperation } from '../support/lifetime';
import { evidenceOf } from '../support/place';
import { isForDevelopment } from '../support/purpose';

export default defineRule({
  id: 'container-no-cpu-limit',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'No CPU limit', de: 'Kein CPU-Limit' },
  why: {
    en: `Without a limit a container may use every CPU of the host: a busy loop or a rush on one service slows all others down,
and how many of them fit on a machine stays a guess. A VM draws this line with its virtual CPUs.

Set \`cpus\` or \`deploy.resources.limits.cpus\` (Compose), or \`--cpus\`, for services that can run away, such as conversions,
builds and search. For latency a weight (\`cpu_shares\`) can be the better choice, since it limits only under contention. In
Kubernetes \`resources.requests.cpu\` is such a weight and what the scheduler counts with: a limit beside it is not needed.`,
    de: `Ohne Limit darf ein Container jede CPU des Hosts nutzen: Eine Endlosschleife oder ein Ansturm auf einen Dienst
bremst alle anderen, und wie viele auf eine Maschine passen, bleibt geraten. Eine VM zieht diese Linie mit ihren virtuellen
CPUs.

Setze \`cpus\` oder \`deploy.resources.limits.cpus\` (Compose) oder \`--cpus\` für Dienste, die ausreißen können, etwa
Konvertierung, Builds und Suche. Für kurze Antwortzeiten kann ein Gewicht (\`cpu_shares\`) besser sein, da es nur bei
Konkurrenz begrenzt. In Kubernetes ist \`resources.requests.cpu\` ein solches Gewicht, mit dem auch der Scheduler rechnet:
Ein Limit daneben ist nicht nötig.`,
  },
  sources: [claim('A1-25'), documents.dockerResources, cis('5.12'), bsi('SYS.1.6.A15'), cwe('770')],
  peers: {
    trivy: ['KSV-0011', 'KSV-0015'],
    checkov: ['CKV_K8S_10', 'CKV_K8S_11'],
    kics: ['Cpus Not Limited', 'CPU Limits Not Set', 'CPU Requests Not Set'],
    'compose-lint': ['CL-0026'],
    'kube-linter': ['unset-cpu-requirements'],
  },
  messages: {
    unlimited: {
      en: '{workload} has no CPU limit: when it runs away, it slows down everything else on the host. Set a limit at what it needs at its peak.',
      de: '{workload} hat kein CPU-Limit: Gerät er außer Kontrolle, bremst er alles andere auf dem Host. Setze ein Limit auf das, was er in der Spitze braucht.',
    },
    unrequested: {
      en: '{workload} requests no CPU: the scheduler counts it as needing none, and when the node is busy it gets least or slows the others. Set resources.requests.cpu to what it needs.',
      de: '{workload} fordert keine CPU an: Der Scheduler rechnet, als bräuchte er keine, und auf einem ausgelasteten Knoten bekommt er am wenigsten oder bremst die anderen. Setze resources.requests.cpu auf seinen Bedarf.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦convert⟧:\n    image: acme/convert:1.0\n    mem_limit: 1g\n',
      },
      {
        format: 'compose',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n    ⟦cpus: 0⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: convert\nspec:\n  template:\n    spec:\n      containers:\n        - ⟦name: convert⟧\n          image: acme/convert:1.0\n          resources:\n            limits:\n              memory: 1Gi\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: report\nspec:\n  schedule: 0 3 * * *\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - ⟦name: report⟧\n              image: acme/report:1.0\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --name convert --restart always acme/convert:1.0\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n    cpus: 1.5\n  search:\n    image: acme/search:1.0\n    deploy:\n      resources:\n        limits:\n          cpus: "0.50"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n    cpus: $CONVERT_CPUS\n',
      },
      {
        format: 'compose',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n    cpu_shares: 512\n',
      },
      { format: 'script', text: '#!/bin/sh\ndocker run -d --cpu-shares 512 acme/convert:1.0\n' },
      {
        format: 'compose',
        path: 'compose.dev.yaml',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["serve"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: convert\nspec:\n  template:\n    spec:\n      initContainers:\n        - name: fetch\n          image: acme/fetch:1.0\n      containers:\n        - name: convert\n          image: acme/convert:1.0\n          resources:\n            requests:\n              cpu: 250m\n        - name: search\n          image: acme/search:1.0\n          resources:\n            limits:\n              cpu: 1\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run -d --restart always --cpus 1.5 acme/convert:1.0\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { cpus, pod } = workload;
    if (!is(cpus, 'unlimited') || isForDevelopment(workload)) return;
    // A scheduler places jobs by their requests too; what a pod starts before its containers hardly counts.
    if (pod === undefined ? endsByItself(workload) : /init|ephemeral/.test(pod.position)) return;
    report({
      message: pod === undefined ? 'unlimited' : 'unrequested',
      severity: isInOperation(workload) ? 'info' : 'hint',
      evidence: evidenceOf(cpus, workload),
    });
  },
});
