// Services that stay down after a fault or a restart of the host.
import { is } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { cis, claim, documents } from '../../knowledge/sources';
import { addition } from '../support/fix';
import { endsByItself, isFragment, isWorkplace, startsShell } from '../support/lifetime';
import { placeOf } from '../support/place';
import { isExampleFile, isForDevelopment } from '../support/purpose';

export default defineRule({
  id: 'ops-restart-policy-missing',
  concern: 'operations',
  severity: 'hint',
  title: { en: 'Service without a restart policy', de: 'Dienst ohne Neustartregel' },
  why: {
    en: `VMs are started again by their hypervisor or their cluster. A container without a restart policy stays down after
the first crash, and after a restart of the host.

Set \`restart: on-failure:5\` to try again a few times and then leave the fault visible, or \`unless-stopped\` for services
that must come back after every restart of the host. A Quadlet unit takes \`Restart=\` in \`[Service]\`, and its \`[Install]\`
decides whether it starts with the host. Jobs and set-ups for development and tests are left out.`,
    de: `VMs startet ihr Hypervisor oder ihr Cluster wieder. Ein Container ohne Neustartregel bleibt nach dem ersten Absturz
aus, ebenso nach einem Neustart des Hosts.

Setze \`restart: on-failure:5\`, um es einige Male wieder zu versuchen und den Fehler dann sichtbar zu lassen, oder
\`unless-stopped\` für Dienste, die nach jedem Neustart des Hosts wiederkommen müssen. In einer Quadlet-Unit steht
\`Restart=\` in \`[Service]\`, und ob sie mit dem Host startet, sagt \`[Install]\`. Jobs sowie Aufbauten für Entwicklung und
Tests bleiben außen vor.`,
  },
  sources: [claim('A1-19'), claim('A1-54'), cis('5.15'), documents.composeFile],
  peers: { kics: ['Restart Policy On Failure Not Set To 5'], 'kube-linter': ['restart-policy'] },
  messages: {
    missing: {
      en: 'Nothing starts {workload} again when it fails: it stays down until somebody notices. Set a restart policy, for example on-failure or always.',
      de: 'Nach einem Fehler startet nichts {workload} wieder: Er bleibt aus, bis es jemand bemerkt. Setze eine Neustartregel, zum Beispiel on-failure oder always.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    restart: on-failure:5\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=quay.io/acme/shop:5.2\n',
        fixed: '[Container]\nImage=quay.io/acme/shop:5.2\n\n[Service]\nRestart=on-failure\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d acme/shop:5.2\n',
        fixed: '#!/bin/sh\ndocker run --restart=on-failure:5 -d acme/shop:5.2\n',
      },
    ],
    good: [
      { format: 'script', text: '#!/bin/sh\ndocker run acme/shop:5.2\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: acme/shop:5.2\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    restart: unless-stopped\n  api:\n    image: acme/api:1.0\n    deploy:\n      restart_policy:\n        condition: any\n  migrate:\n    image: acme/shop:5.2\n  shell:\n    image: debian:13\n  report:\n    image: acme/report:1.0\n    restart: "no"\n',
      },
      { format: 'compose', path: 'compose.dev.yaml', text: 'services:\n  shop:\n    image: acme/shop:5.2\n' },
    ],
  },
  checkContainer(workload, report) {
    const { restart, role, path, format, lifetime } = workload;
    // Only what is not said counts: a stated `no` is meant.
    if (role !== 'service' || restart.state !== 'implied' || restart.value !== 'no') return;
    if (endsByItself(workload) || isForDevelopment(workload) || isExampleFile(path)) return;
    if (isFragment(workload) || startsShell(workload) || isWorkplace(workload)) return;
    // A command in the foreground is watched by whoever typed it.
    if (format === 'script' && !is(lifetime, 'service')) return;
    report({
      message: 'missing',
      evidence: [{ place: placeOf(restart, workload) }],
      ...addition(
        restart,
        workload,
        // systemd counts the starts of a unit elsewhere.
        { name: 'restart', value: format === 'quadlet' ? 'on-failure' : 'on-failure:5' },
        { en: 'Restart after a failure', de: 'Nach Fehlern neu starten' },
      ),
    });
  },
});
