// Containers that may take all CPUs of the host.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { bsi, cis, claim, cwe, documents } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isForDevelopment, isOneShot, runsUnattended } from '../support/purpose';

export default defineRule({
  id: 'container-no-cpu-limit',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'No CPU limit', de: 'Kein CPU-Limit' },
  why: {
    en: `Without a limit a container may use every CPU of the host: a busy loop or a rush on one service slows all others down,
and how many of them fit on a machine stays a guess. A VM draws this line with its virtual CPUs.

Set \`cpus\` or \`deploy.resources.limits.cpus\` for services that can run away, such as conversions, builds and search. For
latency a weight (\`cpu_shares\`) can be the better choice, since it limits only under contention.`,
    de: `Ohne Limit darf ein Container jede CPU des Hosts nutzen: Eine Endlosschleife oder ein Ansturm auf einen Dienst
bremst alle anderen, und wie viele auf eine Maschine passen, bleibt geraten. Eine VM zieht diese Linie mit ihren virtuellen
CPUs.

Setze \`cpus\` oder \`deploy.resources.limits.cpus\` für Dienste, die ausreißen können, etwa Konvertierung, Builds und Suche.
Für kurze Antwortzeiten kann ein Gewicht (\`cpu_shares\`) besser sein, da es nur bei Konkurrenz begrenzt.`,
  },
  sources: [claim('A1-25'), documents.dockerResources, cis('5.12'), bsi('SYS.1.6.A15'), cwe('770')],
  peers: {
    trivy: ['KSV-0011'],
    checkov: ['CKV_K8S_11'],
    kics: ['Cpus Not Limited'],
    'compose-lint': ['CL-0026'],
    'kube-linter': ['unset-cpu-requirements'],
  },
  messages: {
    unlimited: {
      en: '{workload} has no CPU limit: when it runs away, everything else on the host waits. Set cpus to what it needs at its peak.',
      de: '{workload} hat kein CPU-Limit: Gerät er außer Kontrolle, wartet alles andere auf dem Host. Setze cpus auf das, was er in der Spitze braucht.',
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
        path: 'compose.dev.yaml',
        text: 'services:\n  convert:\n    image: acme/convert:1.0\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["serve"]\n' },
    ],
  },
  checkContainer(workload, report) {
    const { cpus } = workload;
    if (!is(cpus, 'unlimited') || isForDevelopment(workload) || isOneShot(workload)) return;
    report({
      message: 'unlimited',
      severity: runsUnattended(workload) ? 'info' : 'hint',
      evidence: evidenceOf(cpus, workload),
    });
  },
});
