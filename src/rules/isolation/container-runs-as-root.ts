// Main processes that run as root.
import { is, isKnown, knownValue } from '../../core/fact';
import type { Evidence, Fix, Severity } from '../../core/finding';
import type { Change } from '../../core/format';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Pod } from '../../core/workload';
import {
  initImages,
  isOfficialImage,
  privilegeDroppingImages,
  rootMasterImages,
  startsInterpreter,
} from '../../knowledge/images';
import { bsi, cis, claim, cve, cwe, nist, owasp, pss, trivy } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf, imagePlace } from '../support/place';
import { isWork, programOf, starts } from '../support/process';
import { hasImage, imageRow, isFileForTrying, isForBuilding, isOneShot, isWindows } from '../support/purpose';

/** Programs by which a start script gives root away before it runs the service. */
const droppers = /^(gosu|su-exec|setpriv|runuser|chpst|s6-setuidgid|setuidgid|capsh)$/;

/** Servers whose main process keeps root for itself and gives requests to workers without it. */
const masters =
  /^(nginx|openresty|httpd|apache2|apachectl|apache2ctl|apache2-foreground|httpd-foreground|php-fpm[\d.]*|sshd|vsftpd|proftpd|dovecot|smbd|squid)$/;

export default defineRule({
  id: 'container-runs-as-root',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Main process runs as root', de: 'Hauptprozess läuft als root' },
  why: {
    en: `Without user namespaces, root in a container is root on the host as far as the kernel is concerned: only namespaces,
capabilities and filters stand in between, and many escapes (CVE-2019-5736 among them) work for root only. A program that
serves requests hardly ever needs it.

Create a user, give it the folders that are written to, and end the Dockerfile with \`USER\`: a number lets Kubernetes check
it. Ports below 1024 are no reason: listen on a higher one and publish it as 80. If the start script needs root once, let it
drop to the user with \`gosu\`, \`su-exec\` or \`setpriv\`.

Images that start no service, and files for development or tests, are reported milder.`,
    de: `Ohne User-Namespaces ist root im Container für den Kernel auch root auf dem Host: Dazwischen stehen nur Namespaces,
Capabilities und Filter, und viele Ausbrüche (darunter CVE-2019-5736) gelingen nur als root. Ein Programm, das Anfragen
beantwortet, braucht das fast nie.

Lege einen Benutzer an, gib ihm die Verzeichnisse, in die er schreibt, und beende das Dockerfile mit \`USER\`: Eine Nummer kann
Kubernetes prüfen. Ports unter 1024 sind kein Grund: Lausche auf einem höheren und veröffentliche ihn als 80. Braucht das
Startskript einmal root, lass es mit \`gosu\`, \`su-exec\` oder \`setpriv\` zum Benutzer wechseln.

Images, die keinen Dienst starten, und Dateien für Entwicklung oder Tests werden milder gemeldet.`,
  },
  sources: [
    claim('A1-47'),
    cis('4.1'),
    pss('restricted'),
    nist('4.1.2'),
    owasp('R2'),
    bsi('SYS.1.6.A17'),
    bsi('SYS.1.6.A18'),
    cve('CVE-2019-5736'),
    trivy('DS-0002'),
    cwe('250'),
  ],
  peers: {
    hadolint: ['DL3002'],
    trivy: ['DS-0002', 'KSV-0012', 'KSV-0105'],
    checkov: ['CKV_DOCKER_8', 'CKV_DOCKER_3', 'CKV_K8S_23'],
    kics: ['Missing User Instruction', "Last User Is 'root'", 'Containers Running As Root'],
    'compose-lint': ['CL-0018'],
    'kube-linter': ['run-as-non-root'],
    dockle: ['CIS-DI-0001'],
  },
  mitigations: { 'sandbox-runtime': 'info', 'rootless-engine': 'hint', 'user-namespaces': 'hint' },
  messages: {
    stated: {
      en: '{workload} is told to run as root: an intruder starts with all that root may do in a container, one kernel bug from the host. Set a user of its own.',
      de: '{workload} soll als root laufen: Ein Eindringling beginnt mit allem, was root im Container darf, einen Kernelfehler vom Host entfernt. Setze einen eigenen Benutzer.',
    },
    inherited: {
      en: '{workload} names no user and {image} brings none, so it runs as root: an intruder is one kernel bug from the host. Create a user and end the Dockerfile with USER.',
      de: '{workload} nennt keinen Benutzer und {image} bringt keinen mit, also läuft er als root: Ein Eindringling ist einen Kernelfehler vom Host entfernt. Lege einen Benutzer an und beende das Dockerfile mit USER.',
    },
    bare: {
      en: '{workload} names no user and starts from scratch, so it runs as root: an intruder is one kernel bug from the host. End the Dockerfile with a user by its number, such as USER 10001.',
      de: '{workload} nennt keinen Benutzer und beginnt mit scratch, also läuft er als root: Ein Eindringling ist einen Kernelfehler vom Host entfernt. Beende das Dockerfile mit einem Benutzer als Nummer, etwa USER 10001.',
    },
    foundation: {
      en: '{workload} starts no service of its own and ends as root, which {image} leaves it: what is built on it or started in it is root too. State USER, or let what builds on it do so.',
      de: '{workload} startet keinen eigenen Dienst und endet als root, wie {image} es vorgibt: Was darauf aufbaut oder darin gestartet wird, ist ebenfalls root. Nenne USER, oder lass es das Image tun, das darauf aufbaut.',
    },
    master: {
      en: '{workload} keeps root for its main process, though not for the workers that answer requests: whoever takes over the main process, or starts something by exec, is root. An unprivileged variant listens on a port above 1024.',
      de: '{workload} behält root für den Hauptprozess, wenn auch nicht für die Worker, die Anfragen beantworten: Wer den Hauptprozess übernimmt oder über exec etwas startet, ist root. Eine unprivilegierte Variante lauscht auf einem Port über 1024.',
    },
    unknownBase: {
      en: '{workload} names no user, so {image} decides whether it runs as root, which is the default. State USER, so that the file says it.',
      de: '{workload} nennt keinen Benutzer, also entscheidet {image}, ob er als root läuft, was der Standard ist. Nenne USER, damit die Datei es sagt.',
    },
    image: {
      en: '{workload} names no user, and {image} runs as root: an intruder is one kernel bug from the host. Set a user, if the image runs under another one.',
      de: '{workload} nennt keinen Benutzer, und {image} läuft als root: Ein Eindringling ist einen Kernelfehler vom Host entfernt. Setze einen Benutzer, wenn das Image unter einem anderen läuft.',
    },
    unproven: {
      en: '{workload} states neither runAsNonRoot nor a user: if its image leaves it at root, it is one kernel bug away from the node. Set runAsNonRoot: true, and runAsUser if the image names no number.',
      de: '{workload} nennt weder runAsNonRoot noch einen Benutzer: Belässt es sein Image bei root, ist er einen Kernelfehler vom Knoten entfernt. Setze runAsNonRoot: true, und runAsUser, wenn das Image keine Nummer nennt.',
    },
    drops: {
      en: '{workload} starts as root and seems to drop it before serving: until then, and for everything started past the script (exec, cron), it is root. Set USER where the script can do without.',
      de: '{workload} startet als root und gibt es offenbar vor dem Dienst ab: Bis dahin und für alles, was am Skript vorbei startet (exec, cron), ist er root. Setze USER, wo das Skript ohne root auskommt.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: '⟦FROM python:3.13-slim⟧\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n',
        fixed: 'FROM python:3.13-slim\nCOPY app.py /app.py\nUSER 10001\nCMD ["python", "/app.py"]\n',
      },
      {
        format: 'dockerfile',
        text: '⟦FROM scratch⟧\nCOPY app /app\nENTRYPOINT ["/app"]\n',
        fixed: 'FROM scratch\nCOPY app /app\nUSER 10001\nENTRYPOINT ["/app"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\nUSER node\nRUN npm ci\nUSER ⟦root⟧\nCMD ["node", "server.js"]\n',
      },
      {
        format: 'dockerfile',
        text: '⟦FROM debian:13-slim⟧\nRUN apt-get update && apt-get install -y gosu\nENTRYPOINT ["/entrypoint.sh"]\n',
      },
      { format: 'dockerfile', text: '⟦FROM nginx:1.27⟧\nCOPY site /usr/share/nginx/html\n' },
      { format: 'dockerfile', text: '⟦FROM golang:1.24⟧\nRUN go install example.org/tool@v1.2.0\n' },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦user: "0:0"⟧\n    read_only: true\n',
        fixed: 'services:\n  shop:\n    image: acme/shop:5.2\n    read_only: true\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shell:\n    ⟦image: alpine:3.22⟧\n    command: sleep 1d\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        ⟦runAsUser: 0⟧\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        runAsNonRoot: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n      securityContext:\n        runAsNonRoot: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    ⟦runAsNonRoot: false⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    runAsNonRoot: true\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦User=root⟧\n',
        fixed: '[Container]\nImage=docker.io/acme/shop:5.2\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-u 0:0⟧ --read-only acme/shop:5.2\n',
        fixed: '#!/bin/sh\nset -e\ndocker run -d --name shop --read-only acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  ⟦"containerUser": "root"⟧\n}\n',
        fixed: '{\n  // where we work\n  "image": "acme/dev:1.0"\n}\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM golang:1.24 AS build\nUSER root\nRUN go build -o /app .\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM nginxinc/nginx-unprivileged:1.27\nCOPY site /usr/share/nginx/html\n',
      },
      {
        format: 'dockerfile',
        text: 'ARG BASE\nFROM $BASE\nCMD ["serve"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM alpine:3.22\nARG RUN_AS\nRUN adduser -D app\nUSER $RUN_AS\nCMD ["serve"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD ["cmd"]\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    user: "1000:0"\n  other:\n    image: acme/other:1.0\n  db:\n    image: postgres:17\n  third:\n    image: acme/third:1.0\n    user: $RUN_AS\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    runAsNonRoot: true\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      stdin: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  securityContext:\n    runAsUser: 0\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      securityContext:\n        runAsUser: 1000\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\nUser=1000\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --user "$(id -u)" acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "remoteUser": "dev"\n}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const judgement = workload.role === 'image' ? judgeImage(workload) : judgeService(workload);
    if (judgement === undefined) return;
    const { message, severity } = judgement;
    report({
      message,
      severity: isFileForTrying(workload) ? 'hint' : severity,
      confidence: confidences[message],
      args: { image: knownValue(workload.image)?.text ?? '' },
      evidence: whereIsIt(workload),
      ...fixOf(message, workload),
    });
  },
});

const confidences = {
  stated: 'high',
  inherited: 'medium',
  bare: 'medium',
  foundation: 'medium',
  image: 'medium',
  unproven: 'medium',
  unknownBase: 'low',
  drops: 'low',
  master: 'low',
} as const;

interface Judgement {
  readonly message: keyof typeof confidences;
  readonly severity: Severity;
}

function isRoot(user: string): boolean {
  return /^(root|0+)(:|$)/.test(user.trim());
}

/** What the file says counts; a known image that stays root is worth a hint, one that drops it is silent. */
function judgeService(workload: ContainerWorkload): Judgement | undefined {
  const { user, image, pod } = workload;
  const stated = { message: 'stated', severity: isOneShot(workload) ? 'info' : 'warning' } as const;
  if (pod !== undefined) {
    const { runAsUser, runAsNonRoot } = pod;
    if (isKnown(runAsUser)) return runAsUser.value === 0 ? stated : undefined;
    // A template decides, or the kubelet refuses to start it as root.
    if (runAsUser.place !== undefined || (!isKnown(runAsNonRoot) && runAsNonRoot.place !== undefined))
      return undefined;
    if (is(runAsNonRoot, true) || isWindows(workload)) return undefined;
  }
  if (isDecidedByImage(workload)) return judgeImage(workload);
  if (pod !== undefined)
    return isKnown(user) && !isRoot(user.value) ? undefined : { message: 'unproven', severity: 'info' };
  if (!isKnown(user) || user.place === undefined || !isRoot(user.value)) return undefined;
  if (user.place.span.start !== image.place?.span.start) return stated;
  if (dropsRoot(workload) || hasMaster(workload) || isOneShot(workload)) return undefined;
  return { message: 'image', severity: 'hint' };
}

/** The service says nothing itself, and the Dockerfile it is built from is known. */
function isDecidedByImage(workload: ContainerWorkload): boolean {
  const place = imagePlace(workload);
  return place !== undefined && (workload.user.place?.path ?? place.path) === place.path;
}

/** Where the user is named, or could be: in the Dockerfile of a service that is built here, in the pod, else in the header. */
function whereIsIt(workload: ContainerWorkload): readonly [Evidence] {
  const { user, pod } = workload;
  if (isDecidedByImage(workload)) return [{ place: user.place ?? imagePlace(workload) ?? workload.place }];
  if (pod === undefined) return evidenceOf(user, workload);
  return evidenceOf(isKnown(pod.runAsUser) ? pod.runAsUser : pod.runAsNonRoot, workload);
}

function judgeImage(workload: ContainerWorkload): Judgement | undefined {
  const { user, image, path, role } = workload;
  if (isWindows(workload) || (isKnown(user) && !isRoot(user.value))) return undefined;
  // Every service that runs it names the user, and answers for it there.
  if (role === 'image' && user.place !== undefined && user.place.path !== path) return undefined;
  // A variable decides the user, or the base and with it the user.
  if (!isKnown(user) && (user.place !== undefined || !isKnown(image))) return undefined;
  if (hasMaster(workload)) return { message: 'master', severity: 'hint' };
  if (dropsRoot(workload)) return { message: 'drops', severity: 'hint' };
  if (isKnown(user)) {
    if (user.place !== undefined) return { message: 'stated', severity: 'warning' };
    if (startsNothing(workload)) return undefined;
    return isFoundation(workload)
      ? { message: 'foundation', severity: 'info' }
      : { message: isKnown(image) ? 'inherited' : 'bare', severity: 'warning' };
  }
  // Upper case is not allowed in image names: a template that something else fills in.
  if (/[A-Z]/.test(knownValue(image)?.repository ?? '')) return undefined;
  return { message: 'unknownBase', severity: isOfficial(workload) ? 'info' : 'hint' };
}

/** Files without a program of their own or of their base: an export, nothing runs. */
function startsNothing({ entrypoint, command }: ContainerWorkload): boolean {
  return knownValue(entrypoint)?.words.length === 0 && knownValue(command)?.words.length === 0;
}

/** Without a service of its own: the base's shell or interpreter starts, or somebody works or builds in it. */
function isFoundation(workload: ContainerWorkload): boolean {
  const { entrypoint, command, exposed, image } = workload;
  if (exposed.items.length > 0) return false;
  if (isForBuilding(workload)) return true;
  if (isKnown(entrypoint) || isKnown(command)) {
    const programs = starts(workload);
    const [first] = programs;
    if (first === undefined) return false;
    // CMD gives the arguments of an ENTRYPOINT: ["tool"] and ["--help"].
    const isOne = programs.length === 2 && isArguments(command) && isKnown(entrypoint);
    const together = { ...first, words: programs.flatMap(({ words }) => words) };
    return isOne ? isWork(together) : programs.every(isWork);
  }
  return isKnown(image) && startsInterpreter(image.value);
}

/** CMD in exec form. */
function isArguments(command: ContainerWorkload['command']): boolean {
  return isKnown(command) && command.value.form === 'exec';
}

/** The engine keeps a server's main process as root, and its own workers are not. */
function hasMaster(workload: ContainerWorkload): boolean {
  const { entrypoint, command } = workload;
  const programs = starts(workload);
  if (programs.some((start) => masters.test(programOf(start)))) return true;
  return !isKnown(entrypoint) && !isKnown(command) && imageRow(workload, rootMasterImages) !== undefined;
}

/** Docker Hub's own images mostly start as root; of others nothing is known. */
function isOfficial({ image }: ContainerWorkload): boolean {
  return isKnown(image) && isOfficialImage(image.value);
}

function dropsRoot(workload: ContainerWorkload): boolean {
  const { packages } = workload.software;
  return (
    imageRow(workload, privilegeDroppingImages) !== undefined ||
    imageRow(workload, initImages)?.init === 's6' ||
    packages.items.some(({ value }) => droppers.test(value)) ||
    workload.environment.items.some(({ value: { name } }) => /^(GOSU|SU_EXEC)_VERSION$/.test(name)) ||
    // `/init` is s6-overlay, which starts its services under users of their own.
    starts(workload).some(
      (start) =>
        start.words[0] === '/init' || start.words.some((word) => droppers.test(word.replace(/^.*\//, ''))),
    )
  );
}

/** A number works without an entry in the image's list of users; a stated root often serves the build before it. */
function fixOf(message: Judgement['message'], workload: ContainerWorkload): { readonly fix?: Fix } {
  if (workload.pod !== undefined) return fixOfPod(message, workload, workload.pod);
  if (workload.role === 'service')
    return message === 'stated' && !isDecidedByImage(workload) ? removal(workload.user) : {};
  if (message !== 'inherited' && message !== 'bare') return {};
  // The official images of Node.js bring this user.
  const user = isOfficial(workload) && hasImage(workload, /^node$/) ? 'node' : '10001';
  return {
    fix: {
      title: { text: { en: 'Run as user {user}', de: 'Als Benutzer {user} ausführen' }, args: { user } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'set', workload: workload.id, setting: { name: 'user', value: user } }],
    },
  };
}

/** The kubelet then refuses to start the container as root. */
function fixOfPod(
  message: Judgement['message'],
  workload: ContainerWorkload,
  { runAsUser, runAsNonRoot }: Pod,
): { readonly fix?: Fix } {
  if (message === 'stated') return removal(runAsUser);
  if (message !== 'unproven') return {};
  const title: Fix['title'] = {
    text: {
      en: 'Refuse to run as root (runAsNonRoot: true)',
      de: 'Start als root verweigern (runAsNonRoot: true)',
    },
  };
  const change: Change =
    runAsNonRoot.state === 'stated'
      ? { kind: 'replace', place: runAsNonRoot.place, value: 'true' }
      : { kind: 'set', workload: workload.id, setting: { name: 'runAsNonRoot', value: true } };
  return { fix: { title, safety: 'changes-behaviour', changes: [change] } };
}
