// Containers that may start any number of processes.
import { is } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { cis, claim, cwe, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { isForDevelopment, isTypedOnce } from '../support/purpose';

/** Far above what a service with a few worker processes and threads uses, far below what exhausts a host (estimate). */
const suggestedLimit = 200;

export default defineRule({
  id: 'container-no-pids-limit',
  concern: 'overhead',
  severity: 'hint',
  title: { en: 'No limit on processes', de: 'Kein Limit für Prozesse' },
  why: {
    en: `Process numbers belong to the kernel, and a host has one kernel for all its containers. A fork bomb, or a program
that never reaps its children, uses them up, and then nothing on the machine can start a process any more: not even the
shell to look.

Set \`pids_limit\` (Compose) or \`--pids-limit\`; threads count too. 200 is enough for most services (an estimate), thread-heavy
ones such as the JVM may need more: look at \`docker stats\` under load. Podman limits to 2048 by itself; in Kubernetes the
kubelet decides, which no file of a pod shows.`,
    de: `Prozessnummern gehören dem Kernel, und ein Host hat einen Kernel für alle seine Container. Eine Fork-Bombe oder ein
Programm, das seine Kindprozesse nie einsammelt, verbraucht sie, und dann kann nichts auf der Maschine mehr einen Prozess
starten: nicht einmal die Shell, um nachzusehen.

Setze \`pids_limit\` (Compose) oder \`--pids-limit\`; Threads zählen mit. 200 genügen den meisten Diensten (eine Schätzung),
Programme mit vielen Threads wie die JVM brauchen mitunter mehr: Sieh unter Last in \`docker stats\` nach. Podman begrenzt von
sich aus auf 2048; in Kubernetes entscheidet das Kubelet, was keine Datei eines Pods zeigt.`,
  },
  sources: [claim('A1-25'), cis('5.29'), owasp('R7'), cwe('770')],
  peers: { kics: ['Pids Limit Not Set'], 'compose-lint': ['CL-0026'] },
  messages: {
    unlimited: {
      en: '{workload} may start any number of processes: a fork bomb in it leaves none for the rest of the host. Set a limit somewhat above what it uses under load.',
      de: '{workload} darf beliebig viele Prozesse starten: Eine Fork-Bombe darin lässt dem übrigen Host keine. Setze ein Limit etwas über dem, was er unter Last braucht.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    mem_limit: 512m\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    mem_limit: 512m\n    pids_limit: 200\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦pids_limit: -1⟧\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    pids_limit: 200\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦PidsLimit=-1⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\nPidsLimit=200\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --name shop --restart always acme/shop:5.2\n',
        fixed: '#!/bin/sh\ndocker run --pids-limit=200 -d --name shop --restart always acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    pids_limit: 200\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    deploy:\n      resources:\n        limits:\n          pids: 100\n  mail:\n    image: acme/mail:1.0\n    pids_limit: $PIDS\n',
      },
      {
        format: 'compose',
        path: 'e2e/compose.yaml',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nCMD ["serve"]\n' },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\npodman run -d --restart always acme/shop:5.2\ndocker run --rm acme/lint:1.0\ndocker run -d --pids-limit 200 acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const { pidsLimit } = workload;
    if (!is(pidsLimit, 'unlimited') || isForDevelopment(workload) || isTypedOnce(workload)) return;
    report({ message: 'unlimited', evidence: evidenceOf(pidsLimit, workload), fix: limit(workload) });
  },
});

function limit({ id, pidsLimit }: ContainerWorkload): Fix {
  return {
    title: {
      text: {
        en: 'Limit it to {count} processes (an estimate)',
        de: 'Auf {count} Prozesse begrenzen (Schätzung)',
      },
      args: { count: suggestedLimit },
    },
    safety: 'changes-behaviour',
    changes: [
      pidsLimit.state === 'stated'
        ? { kind: 'replace', place: pidsLimit.place, value: String(suggestedLimit) }
        : { kind: 'set', workload: id, setting: { name: 'pidsLimit', value: suggestedLimit } },
    ],
  };
}
