// Main processes that never hear that they should end.
import { is, isKnown, type Known, knownValue } from '../../core/fact';
import type { Fix, Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, Process } from '../../core/workload';
import { initImages } from '../../knowledge/images';
import { bsi, claim, docs, documents } from '../../knowledge/sources';
import { endsByItself } from '../support/lifetime';
import { isWork, shellScript, starts } from '../support/process';
import { hasImage, imageRow, isForBuilding, isForDevelopment } from '../support/purpose';

/** The Dockerfile reference on the shell form of ENTRYPOINT. */
const shellForm = docs(
  'Docker docs: Dockerfile reference, shell and exec form',
  'https://docs.docker.com/reference/dockerfile/#shell-form-entrypoint-example',
  false,
);

export default defineRule({
  id: 'ops-no-graceful-stop',
  concern: 'operations',
  severity: 'info',
  title: { en: 'Shell keeps the stop signal', de: 'Shell behält das Stoppsignal' },
  why: {
    en: `A stopping VM lets its init end services one by one. A container gets one signal, for process 1 alone. Started by a
line for the shell, process 1 is \`/bin/sh\`, which passes nothing on. The program keeps running until the engine kills it
after ten seconds (in Kubernetes thirty), in the middle of requests and writes. Every stop and update takes that long.

Write the exec form (\`CMD ["node", "server.js"]\`), put \`exec\` before the last command of the line, or let the engine add
an init (\`init: true\`, \`--init\`).

Some shells (bash, BusyBox) replace themselves by the last command of a line, dash on Debian and Ubuntu does not; where the
base suggests such a shell, this counts as a hint.`,
    de: `Eine VM, die herunterfährt, lässt ihr Init die Dienste einzeln beenden. Ein Container bekommt ein einziges Signal,
nur für Prozess 1. Startet ihn eine Zeile für die Shell, ist Prozess 1 \`/bin/sh\`, die nichts weitergibt. Das Programm
läuft, bis die Engine es nach zehn Sekunden (in Kubernetes dreißig) abbricht, mitten in Anfragen und Schreibvorgängen. Jedes
Stoppen und Aktualisieren dauert so lange.

Schreibe die Exec-Form (\`CMD ["node", "server.js"]\`), setze \`exec\` vor den letzten Befehl der Zeile, oder lass die Engine
ein Init ergänzen (\`init: true\`, \`--init\`).

Manche Shells (bash, BusyBox) ersetzen sich durch den letzten Befehl einer Zeile, dash unter Debian und Ubuntu nicht; legt die
Basis eine solche Shell nahe, zählt dies als Hinweis.`,
  },
  sources: [claim('A1-55'), bsi('SYS.1.6.A9'), shellForm, documents.dockerBestPractices],
  peers: {
    hadolint: ['DL3025'],
    kics: ['Not Using JSON In CMD And ENTRYPOINT Arguments'],
    buildkit: ['JSONArgsRecommended'],
  },
  messages: {
    shell: {
      en: 'A shell is process 1 of {workload} and passes no signal on: the program is killed after the waiting time instead of ending. Start the program without a shell, or put exec before the last command.',
      de: 'Eine Shell ist Prozess 1 von {workload} und gibt kein Signal weiter: Das Programm wird nach der Wartezeit abgebrochen, statt sich zu beenden. Starte das Programm ohne Shell oder setze exec vor den letzten Befehl.',
    },
    perhaps: {
      en: 'A shell starts {workload}; only if it replaces itself does the program get the signal to end. Start the program without a shell to be sure.',
      de: 'Eine Shell startet {workload}; nur wenn sie sich selbst ersetzt, bekommt das Programm das Signal zum Beenden. Starte es ohne Shell, dann ist es sicher.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\n⟦CMD node server.js --port 80⟧\n',
        fixed: 'FROM node:22-slim\nCMD ["node", "server.js", "--port", "80"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nENTRYPOINT ["/entrypoint.sh"]\n⟦CMD migrate && serve --port $PORT⟧\n',
      },
      { format: 'dockerfile', text: 'FROM debian:13\n⟦ENTRYPOINT ["sh", "-c", "prepare; serve"]⟧\n' },
      { format: 'dockerfile', text: 'FROM alpine:3.22\n⟦ENTRYPOINT /app/serve $OPTIONS⟧\nCMD ["unused"]\n' },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦command: sh -c "migrate; serve"⟧\n',
        fixed:
          'services:\n  shop:\n    image: acme/shop:5.2\n    command: sh -c "migrate; serve"\n    init: true\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n          ⟦command: ["sh", "-c", "migrate; serve"]⟧\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM node:22-slim\nCMD ["node", "server.js"]\n',
      },
      { format: 'dockerfile', text: 'FROM debian:13\nCMD migrate && exec serve\n' },
      { format: 'dockerfile', text: 'FROM debian:13\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD serve\n' },
      { format: 'dockerfile', text: 'FROM debian:13\nSTOPSIGNAL SIGINT\nCMD serve\n' },
      { format: 'dockerfile', text: 'FROM debian:13\nCMD bash\n' },
      { format: 'dockerfile', text: 'FROM debian:13\nCMD trap "kill 0" TERM; serve & wait\n' },
      { format: 'dockerfile', text: 'FROM debian:13\nCMD while true; do date; sleep 60; done\n' },
      { format: 'dockerfile', text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCMD serve.exe\n' },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run -d --init acme/shop:5.2 sh -c "migrate; serve"\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    init: true\n    command: sh -c "migrate; serve"\n  api:\n    image: acme/api:1.0\n    command: sh -c "migrate; exec serve"\n  seed:\n    image: acme/shop:5.2\n    command: sh -c "wait-for db; load"\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const found = shellLine(workload);
    if (found === undefined || !isMeant(workload)) return;
    const { process, line, isBash } = found;
    const severity: Severity = (isBash || hasRoomyShell(workload)) && isOneOfAll(line) ? 'hint' : 'info';
    report({
      message: severity === 'hint' ? 'perhaps' : 'shell',
      severity,
      confidence: severity === 'hint' ? 'low' : 'medium',
      evidence: [{ place: process.place ?? workload.place }],
      ...fixOf(workload, process, line),
    });
  },
});

interface ShellLine {
  readonly process: Known<Process>;
  readonly line: string;
  /** The file names bash as the shell. */
  readonly isBash: boolean;
}

/** The line that a shell reads as the main process, as far as this file says it. */
function shellLine({ entrypoint, command, path }: ContainerWorkload): ShellLine | undefined {
  const given = isKnown(entrypoint) && entrypoint.value.words.length > 0 ? entrypoint : undefined;
  const ofEntrypoint = given === undefined ? undefined : lineOf(given.value);
  // A shell as the entrypoint leaves CMD out; another one mostly hands over to what CMD says.
  const process = ofEntrypoint === undefined ? command : given;
  if (process === undefined || !isKnown(process) || process.place?.path !== path) return undefined;
  const line = ofEntrypoint ?? lineOf(process.value);
  if (line === undefined || makesRoom.test(line) || isLoop.test(line)) return undefined;
  const isBash = process.value.form === 'exec' && /(^|\/)bash$/.test(process.value.words[0] ?? '');
  // Bash makes room for a single command on every system.
  return isBash && !isChain.test(line) ? undefined : { process, line, isBash };
}

/** The line gives its process to a program, handles signals itself, or is for Windows, which has no signals. */
const makesRoom = /(^|[;&|\n({]|\b(then|else|do))\s*(exec|trap)\s|\.exe\b/;

/** A loop is the program itself: there is none behind it that the signal misses. */
const isLoop = /^\s*(while|until|for)\b(.|\n)*\bdone\W*$/;
/** More than one command: in sequence, by a pipe, in the background. */
const isChain = /[;|\n]|&(?![>\d])(?<!>&)/;

function lineOf({ form, words }: Process): string | undefined {
  return form === 'shell' ? words[0] : shellScript(words);
}

/** Programs that end their children in order. */
const inits =
  /^(tini(-static)?|dumb-init|catatonit|docker-init|s6-svscan|init|my_init|supervisord|systemd|runsvdir|gosu-init)$/;

/** A service whose own signals matter, and nothing before or in it that passes them on. */
function isMeant(workload: ContainerWorkload): boolean {
  const { stopSignal, engineInit, operatingSystem, place } = workload;
  if (endsByItself(workload) || isForDevelopment(workload)) return false;
  if (workload.role === 'image' && isForBuilding(workload)) return false;
  if (is(engineInit, true) || (engineInit.state === 'unknown' && engineInit.place !== undefined))
    return false;
  // Whoever names a signal has thought about the end.
  if (stopSignal.state === 'stated' && stopSignal.place.path === place.path) return false;
  if (knownValue(operatingSystem)?.family === 'windows' || hasImage(workload, /windows|nanoserver/))
    return false;
  if (imageRow(workload, initImages) !== undefined || hasImage(workload, reapers)) return false;
  const programs = starts(workload);
  if (programs.length === 0 || programs.every(isWork)) return false;
  return !programs.some((start) => start.words.some((word) => inits.test(word.replace(/^.*\//, ''))));
}

/** Images whose entrypoint is a small init. */
const reapers = /^(jenkins\/.+|jupyter\/.+|quay\.io\/jupyter\/.+|apache\/airflow|krallin\/.+)$/;

/** Systems whose `/bin/sh` is bash or BusyBox; by name, since the image is not opened. */
const replacing =
  /^(alpine|fedora|centos|rhel|rocky|rockylinux|almalinux|amazon|amazonlinux|oracle|oraclelinux|arch|archlinux|opensuse|sles)$/;

/** Whether the shell of the system is likely to make room for the last command. */
function hasRoomyShell({ operatingSystem, image }: ContainerWorkload): boolean {
  const distribution = knownValue(operatingSystem)?.distribution ?? '';
  return replacing.test(distribution) || /alpine/.test(knownValue(image)?.text ?? '');
}

/** One command, or several of which each waits for the success of the one before. */
function isOneOfAll(line: string): boolean {
  return !isChain.test(line.replaceAll('&&', ' '));
}

/** A line of plain words becomes the exec form; a service gets an init of the engine. */
function fixOf(workload: ContainerWorkload, process: Known<Process>, line: string): { readonly fix?: Fix } {
  if (workload.role === 'service') {
    if (workload.engineInit.state !== 'implied') return {};
    return {
      fix: {
        title: { text: { en: 'Let the engine add an init', de: 'Ein Init der Engine ergänzen' } },
        safety: 'changes-behaviour',
        changes: [{ kind: 'set', workload: workload.id, setting: { name: 'engineInit', value: true } }],
      },
    };
  }
  // An ENTRYPOINT in exec form would get the words of CMD behind its own.
  const isAlone = process === workload.command || knownValue(workload.command)?.words.length === 0;
  if (process.value.form !== 'shell' || process.place === undefined || !isAlone || !isPlain(line)) return {};
  return {
    fix: {
      title: { text: { en: 'Write the exec form', de: 'Die Exec-Form schreiben' } },
      safety: 'changes-behaviour',
      changes: [{ kind: 'replace', place: process.place, value: line.trim().replace(/\s+/g, ' ') }],
    },
  };
}

/** Words that mean the same with and without a shell. */
function isPlain(line: string): boolean {
  return /^\s*[\w./:@,+%-][\w./:@,+%=-]*(\s+[\w./:@,+%=-]+)*\s*$/.test(line) && !isBuiltin(line);
}

function isBuiltin(line: string): boolean {
  return /^\s*(cd|export|set|source|\.|eval|ulimit|umask|if|for|while)\s/.test(line);
}
