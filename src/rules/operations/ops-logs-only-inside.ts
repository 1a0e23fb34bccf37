// Programs that write their log to a file which goes with the container.
import { knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { bsi, claim, documents } from '../../knowledge/sources';
import { endsByItself } from '../support/lifetime';
import { type Start, starts } from '../support/process';
import { isForDevelopment } from '../support/purpose';

export default defineRule({
  id: 'ops-logs-only-inside',
  concern: 'operations',
  severity: 'info',
  title: { en: 'Log file inside the container', de: 'Logdatei im Container' },
  why: {
    en: `On a VM logs stay below /var/log and are read there after an incident. In a container such a file lies in the
writable layer: no log collector sees it, nothing rotates it, and it is gone with the container, often before anybody
asks.

Let the program write to standard output and error; where it insists on a file, link that to \`/dev/stdout\`
(\`ln -sf /dev/stdout /var/log/app.log\`), or put its folder on a volume.`,
    de: `In einer VM bleiben Logs unter /var/log und werden dort nach einem Vorfall gelesen. Im Container liegt eine solche
Datei in der Schreibschicht: Kein Log-Sammler sieht sie, nichts rotiert sie, und sie verschwindet mit dem Container, oft bevor
jemand fragt.

Lass das Programm auf Standardausgabe und -fehler schreiben; besteht es auf einer Datei, verknüpfe sie mit \`/dev/stdout\`
(\`ln -sf /dev/stdout /var/log/app.log\`), oder lege ihren Ordner auf ein Volume.`,
  },
  sources: [claim('A1-54'), claim('A1-55'), bsi('SYS.1.6.A7'), documents.dockerBestPractices],
  messages: {
    file: {
      en: '{workload} writes its log to {file} inside the container: no collector sees it, and it goes with the container. Write to standard output, or link the file to /dev/stdout.',
      de: '{workload} schreibt sein Log nach {file} im Container: Kein Sammler sieht es, und es verschwindet mit dem Container. Schreibe auf die Standardausgabe oder verknüpfe die Datei mit /dev/stdout.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM acme/base:1.4\n⟦CMD /app/serve >> /var/log/app.log 2>&1⟧\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM acme/base:1.4\nENV ⟦APP_LOG_FILE=/srv/log/app.log⟧\n⟦CMD ["gunicorn", "--access-logfile", "/var/log/access.log", "shop"]⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    ⟦command: serve --log-file=/var/log/shop.log⟧\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM acme/base:1.4\nVOLUME /srv/log\nENV LOG_FILE=/srv/log/app.log ERROR_LOG=/dev/stderr\nCMD ["gunicorn", "--access-logfile", "-", "shop"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM acme/base:1.4\nCMD service app start && tail -F /var/log/app.log\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    command: serve --log-file=/var/log/shop/web.log\n    volumes:\n      - logs:/var/log/shop\n  api:\n    image: acme/api:1.0\n    command: serve --log-file=/var/log/api.log\n    volumes: ["$LOGS"]\nvolumes:\n  logs:\n',
      },
    ],
  },
  checkContainer(workload, report) {
    if (endsByItself(workload) || isForDevelopment(workload)) return;
    // What is not seen may be a volume for the log; in an image nothing but VOLUME is.
    if (workload.role === 'service' && workload.mounts.rest !== undefined) return;
    for (const [file, place] of logFiles(workload))
      report({ message: 'file', confidence: 'medium', args: { file }, evidence: [{ place }] });
  },
});

/** The log files that the workload names itself, and that no volume holds, each with its place; one for each place. */
function logFiles(workload: ContainerWorkload): readonly (readonly [string, Place])[] {
  const programs = starts(workload);
  const shown = new Set(programs.filter(isTail).flatMap(({ words }) => words));
  const found: (readonly [string, Place])[] = [];
  const add = (file: string | undefined, place: Place | undefined): void => {
    if (file === undefined || !isFile(file) || shown.has(file) || isHeld(file, workload)) return;
    const at = place ?? workload.place;
    // What a service takes from its image is said in the image's own file.
    if (at.path === workload.path && !found.some(([, other]) => other === at)) found.push([file, at]);
  };
  for (const start of programs) if (!isTail(start)) for (const file of logsOf(start)) add(file, start.place);
  for (const { value, place } of workload.environment.items)
    if (value.kind === 'environment' && logVariable.test(value.name)) add(knownValue(value.value), place);
  return found;
}

/** Names of variables that hold the path of a log file. */
const logVariable = /(^|_)LOG_?(FILE|PATH|FILENAME|FILE_?PATH|OUTPUT)$|(ACCESS|ERROR)_?LOG$/i;
/** Options of programs that take the path of a log file. */
const logOption =
  /^--?(log[-_]?file|log[-_]?path|logto|logto2|access[-_]?log(file)?|error[-_]?log(file)?|log[-_]?output|log-error|errorlog)$/i;

/** The log files among the words of one command: values of options, and what output is redirected to. */
function logsOf({ words }: Start): readonly string[] {
  return words.flatMap((word, index) => {
    const [, option, value] = /^(--?[\w-]+)=(.+)$/.exec(word) ?? [];
    if (option !== undefined && logOption.test(option)) return [value ?? ''];
    const next = words[index + 1] ?? '';
    if (logOption.test(word)) return [next];
    const [, attached] = /^[12&]?>{1,2}(.*)$/.exec(word) ?? [];
    return attached === undefined ? [] : [attached === '' ? next : attached];
  });
}

/** A program that prints the log after all. */
function isTail({ words }: Start): boolean {
  return /(^|\/)(tail|multitail|xtail)$/.test(words[0] ?? '');
}

/** An absolute path that is neither a device nor a process's own output. */
function isFile(path: string): boolean {
  return /^\/[\w./-]+$/.test(path) && !/^\/(dev|proc)(\/|$)/.test(path) && /log|out|err/i.test(path);
}

function isHeld(file: string, { mounts }: ContainerWorkload): boolean {
  return mounts.items.some(
    ({ value: { target } }) => file.startsWith(`${target.replace(/\/+$/, '')}/`) || file === target,
  );
}
