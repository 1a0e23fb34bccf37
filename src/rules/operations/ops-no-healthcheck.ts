// Services whose state nobody can ask.
import { is, isKnown } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { healthcheckImages, isOfficialImage } from '../../knowledge/images';
import { bsi, cis, claim, documents } from '../../knowledge/sources';
import { endsByItself, isFragment, isWorkplace, serves, startsShell } from '../support/lifetime';
import { placeOf } from '../support/place';
import { programOf, starts } from '../support/process';
import {
  hasImage,
  imageRow,
  isExampleFile,
  isForBuilding,
  isForDevelopment,
  isTypedOnce,
} from '../support/purpose';

export default defineRule({
  id: 'ops-no-healthcheck',
  concern: 'operations',
  severity: 'info',
  title: { en: 'No health check', de: 'Keine Zustandsprüfung' },
  why: {
    en: `An engine sees that a process lives, not that it answers. On a VM a monitoring agent asks; a container has to say
it itself, or a hung service stays “up”, is not replaced, and what depends on it starts too early.

Add \`HEALTHCHECK\` to the Dockerfile or \`healthcheck:\` to the service (Quadlet: \`HealthCmd=\`), with a request that
touches what the service needs, answers within seconds, and uses a program that the image has. Kubernetes ignores
HEALTHCHECK: there it takes \`readinessProbe\` and \`livenessProbe\`.

Jobs, images made to build or to work in, images without a shell, and set-ups for development and tests are left out.`,
    de: `Eine Engine sieht, dass ein Prozess lebt, nicht, dass er antwortet. Auf einer VM fragt ein Überwachungsagent; ein
Container muss es selbst sagen, sonst bleibt ein hängender Dienst „up“, wird nicht ersetzt, und was von ihm abhängt, startet
zu früh.

Ergänze \`HEALTHCHECK\` im Dockerfile oder \`healthcheck:\` beim Dienst (Quadlet: \`HealthCmd=\`), mit einer Anfrage, die
berührt, was der Dienst braucht, in Sekunden antwortet und ein Programm nutzt, das im Image ist. Kubernetes beachtet
HEALTHCHECK nicht: Dort braucht es \`readinessProbe\` und \`livenessProbe\`.

Jobs, Images zum Bauen oder Arbeiten, Images ohne Shell sowie Aufbauten für Entwicklung und Tests bleiben außen vor.`,
  },
  sources: [claim('A1-54'), cis('4.6'), cis('5.27'), bsi('APP.4.4.A11'), documents.dockerfileReference],
  peers: {
    hadolint: ['DL3057'],
    trivy: ['DS-0026'],
    checkov: ['CKV_DOCKER_2', 'CKV_K8S_8', 'CKV_K8S_9'],
    kics: ['Healthcheck Instruction Missing', 'Healthcheck Not Set'],
    'kube-linter': ['no-liveness-probe', 'no-readiness-probe'],
  },
  messages: {
    image: {
      en: '{workload} serves, but its image has no HEALTHCHECK: a hung process counts as running. Add one that asks the service itself.',
      de: '{workload} ist ein Dienst, doch sein Image hat kein HEALTHCHECK: Ein hängender Prozess gilt als laufend. Ergänze eines, das den Dienst selbst fragt.',
    },
    service: {
      en: '{workload} has no health check: a hung process counts as running, and whoever waits for it starts too early. Add one that sends the service a request.',
      de: '{workload} hat keine Zustandsprüfung: Ein hängender Prozess gilt als laufend, und wer auf ihn wartet, startet zu früh. Ergänze eine, die eine Anfrage an den Dienst stellt.',
    },
    maybe: {
      en: 'No health check is stated for {workload}; unless its image brings one, a hung process counts as running. Add one that sends the service a request.',
      de: 'Für {workload} ist keine Zustandsprüfung angegeben; bringt sein Image keine mit, gilt ein hängender Prozess als laufend. Ergänze eine, die eine Anfrage an den Dienst stellt.',
    },
    off: {
      en: 'The health check of {workload} is switched off: a hung process counts as running. Give it a check that fits instead.',
      de: 'Die Zustandsprüfung von {workload} ist abgeschaltet: Ein hängender Prozess gilt als laufend. Gib ihm stattdessen eine, die passt.',
    },
    idle: {
      en: '{workload} has neither a readiness nor a liveness probe: a hung process stays, and if it serves, it gets requests before it is ready. Add livenessProbe where a restart helps, and readinessProbe if it serves.',
      de: '{workload} hat weder Readiness- noch Liveness-Probe: Ein hängender Prozess bleibt, und ein Dienst bekommt Anfragen, bevor er bereit ist. Ergänze livenessProbe, wo ein Neustart hilft, und readinessProbe, wenn es ein Dienst ist.',
    },
    probes: {
      en: '{workload} has neither a readiness nor a liveness probe: it gets requests before it is ready, and a hung process stays. Add readinessProbe, and livenessProbe where a restart helps.',
      de: '{workload} hat weder Readiness- noch Liveness-Probe: Er bekommt Anfragen, bevor er bereit ist, und ein hängender Prozess bleibt. Ergänze readinessProbe und, wo ein Neustart hilft, livenessProbe.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: '⟦FROM node:22-slim⟧\nCOPY . /app\nEXPOSE 3000\nCMD ["node", "/app/server.js"]\n',
      },
      { format: 'dockerfile', text: 'FROM acme/base:1.4\nEXPOSE 8080\n⟦HEALTHCHECK NONE⟧\nCMD ["serve"]\n' },
      { format: 'dockerfile', text: '⟦FROM nginx:1.27⟧\nCOPY site /usr/share/nginx/html\n' },
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n  ⟦cache⟧:\n    image: redis:8\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    healthcheck:\n      ⟦disable: true⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - ⟦name: shop⟧\n          image: acme/shop:5.2\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: shop⟧\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 8080 # http\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: acme/shop:5.2\n      ports:\n        - containerPort: 8080 # http\n      readinessProbe:\n        tcpSocket:\n          port: 8080\n',
      },
      { format: 'quadlet', text: '⟦[Container]⟧\nImage=docker.io/library/postgres:17\n' },
    ],
    good: [
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n          readinessProbe:\n            httpGet: { path: /, port: 80 }\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: report\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers:\n        - name: report\n          image: acme/report:1.0\n',
      },
      { format: 'devcontainer', text: '{ "image": "mcr.microsoft.com/devcontainers/base:2" }\n' },
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\nEXPOSE 3000\nHEALTHCHECK CMD ["node", "/app/ping.js"]\nCMD ["node", "/app/server.js"]\n',
      },
      { format: 'dockerfile', text: 'FROM acme/base:1.4\nEXPOSE 8080\nCMD ["serve"]\n' },
      { format: 'dockerfile', text: 'FROM scratch\nCOPY app /app\nEXPOSE 8080\nENTRYPOINT ["/app"]\n' },
      { format: 'dockerfile', text: 'FROM python:3.13-slim\nENTRYPOINT ["convert"]\n' },
      { format: 'dockerfile', text: 'FROM golang:1.24\nEXPOSE 8080\nCMD ["bash"]\n' },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    healthcheck:\n      test: ["CMD", "curl", "-f", "http://localhost"]\n  metrics:\n    image: netdata/netdata:v2\n  migrate:\n    image: acme/shop:5.2\n    command: migrate\n  shell:\n    image: debian:13\n    command: sleep infinity\n',
      },
      { format: 'script', text: '#!/bin/sh\ndocker run -it --pid=host acme/shell:1.0\n' },
      { format: 'compose', path: 'e2e/compose.yaml', text: 'services:\n  shop:\n    image: acme/shop:5.2\n' },
    ],
  },
  checkContainer(workload, report) {
    const { healthcheck, role, pod } = workload;
    if (!isKnown(healthcheck) || healthcheck.value || !isMeant(workload)) return;
    const off = healthcheck.state === 'stated';
    const isSure = role === 'image' || pod !== undefined || isOfficial(workload);
    const open = is(workload.builtHere, true) ? 'service' : 'maybe';
    const message = off
      ? 'off'
      : pod !== undefined
        ? serves(workload)
          ? 'probes'
          : 'idle'
        : role === 'image'
          ? 'image'
          : isSure
            ? 'service'
            : open;
    report({
      message,
      // What an unknown image brings is not seen, nor that a pod without a port serves.
      severity: message === 'maybe' || message === 'idle' ? 'hint' : 'info',
      confidence: off ? 'high' : isSure && message !== 'idle' ? 'medium' : 'low',
      evidence: [{ place: placeOf(healthcheck, workload) }],
      ...(message === 'probes' ? probe(workload) : {}),
    });
  },
});

/** A probe that needs nothing of the image: whether the first port it names takes connections. */
function probe(workload: ContainerWorkload): { readonly fix?: Fix } {
  const [port] = workload.exposed.items;
  if (port === undefined) return {};
  return {
    fix: {
      title: {
        text: { en: 'Probe whether port {port} answers', de: 'Prüfen, ob Port {port} antwortet' },
        args: { port: port.value },
      },
      safety: 'changes-behaviour',
      changes: [
        { kind: 'set', workload: workload.id, setting: { name: 'readinessProbe', value: port.value } },
      ],
    },
  };
}

/** A service that goes on, and whose image could hold a check. */
function isMeant(workload: ContainerWorkload): boolean {
  const { role, path } = workload;
  if (endsByItself(workload) || isForDevelopment(workload) || isExampleFile(path)) return false;
  // Whoever runs it from a script without putting it aside sees it hang.
  if (isFragment(workload) || isTypedOnce(workload)) return false;
  if (isWorkedIn(workload) || isBare(workload)) return false;
  if (role === 'image') return !isForBuilding(workload) && serves(workload);
  return !startsShell(workload) && imageRow(workload, healthcheckImages) === undefined;
}

/** Somebody works in it; a tool that listens on a port is a service all the same, a shell is not. */
function isWorkedIn(workload: ContainerWorkload): boolean {
  if (!isWorkplace(workload)) return false;
  const { items } = workload.exposed;
  return items.length === 0 || starts(workload).every((start) => /^(ba|da|a|z)?sh$/.test(programOf(start)));
}

/** `scratch` and images like it have no program that could ask; the file would have to bring one. */
function isBare(workload: ContainerWorkload): boolean {
  const { healthcheck, image, role } = workload;
  if (healthcheck.state === 'stated') return false;
  return (role === 'image' && !isKnown(image)) || hasImage(workload, /distroless/);
}

function isOfficial({ image }: ContainerWorkload): boolean {
  return isKnown(image) && isOfficialImage(image.value);
}
