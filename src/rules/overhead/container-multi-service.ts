// Containers that run several services side by side.
import type { Evidence, Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import {
  type SoftwareRole,
  type SoftwareRow,
  servingRoles,
  softwareOfCommand,
  softwareOfPackage,
  softwareOfService,
} from '../../knowledge/software';
import { bsi, claim, documents } from '../../knowledge/sources';
import { machineInitStart } from '../support/init';
import { programOf, type Start, startedService, startedServices, starts } from '../support/process';

/** Roles that are a service of their own; log shippers, cron and agents are companions. */
const serving: ReadonlySet<SoftwareRole> = new Set([...servingRoles, 'ssh-server']);

/** Programs that only accompany the one service: they log, wait, watch or give it a screen. */
const companions =
  /^(tail|cat|echo|printf|sleep|wait|true|touch|mkdir|chown|chmod|rm|cp|ln|sed|watch|inotifywait|cron|crond|busybox|rsyslogd|syslogd|syslog-ng|logger|logrotate|filebeat|fluent-bit|promtail|dbus-daemon|Xvfb|fluxbox|openbox|x11vnc|env|export|set|trap|cd|source|\.|socat|gosu|su-exec|sudo|bash|sh|ash|zsh|ssh|curl|wget|nc|expect)$/;

export default defineRule({
  id: 'container-multi-service',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Several services in one container', de: 'Mehrere Dienste in einem Container' },
  why: {
    en: `The engine watches one process per container. With several, one may die unnoticed while the container counts as
healthy; they are updated, scaled, limited and restarted only together, their logs mix, and a hole in one is a hole in all.
What was won by leaving the VM behind is given back.

Make each of them a container of its own, on one network or, in Kubernetes, in pods of their own. A helper that only serves
its neighbour (a log shipper, php-fpm behind nginx) may stay, better as a sidecar.`,
    de: `Die Engine beobachtet je Container einen Prozess. Bei mehreren kann einer unbemerkt ausfallen, während der Container als
gesund gilt; sie werden nur gemeinsam aktualisiert, skaliert, begrenzt und neu gestartet, ihre Logs mischen sich, und eine
Lücke in einem ist eine in allen. Was der Abschied von der VM brachte, geht so wieder verloren.

Mach aus jedem einen eigenen Container, in einem gemeinsamen Netz oder in Kubernetes in eigenen Pods. Ein Helfer, der nur
seinem Nachbarn dient (ein Log-Versender, php-fpm hinter nginx), darf bleiben, besser als Sidecar.`,
  },
  sources: [claim('A1-27'), claim('A1-28'), documents.dockerMultiService, bsi('SYS.1.6.A11')],
  messages: {
    several: {
      en: '{workload} runs {services} in one container: one may die unnoticed, and they can only be updated and limited together. Make each a service of its own.',
      de: '{workload} betreibt {services} in einem Container: Einer kann unbemerkt ausfallen, und sie lassen sich nur gemeinsam aktualisieren und begrenzen. Mach aus jedem einen eigenen Dienst.',
    },
    pair: {
      en: '{workload} runs {services} in one container: a common pair, but the engine sees only one of them fail. Two services that share a volume or a socket keep both in view.',
      de: '{workload} betreibt {services} in einem Container: ein übliches Paar, doch die Engine sieht nur den Ausfall des einen. Zwei Dienste mit gemeinsamem Volume oder Socket behalten beide im Blick.',
    },
    installed: {
      en: '{workload} starts the process supervisor {supervisor} and installs {services}: run in one container, one may die unnoticed, and they can only be updated and limited together. Make each a service of its own.',
      de: '{workload} startet den Prozess-Supervisor {supervisor} und installiert {services}: In einem Container kann einer unbemerkt ausfallen, und sie lassen sich nur gemeinsam aktualisieren und begrenzen. Mach aus jedem einen eigenen Dienst.',
    },
    supervisor: {
      en: '{workload} runs the process supervisor {supervisor}: if it looks after more than one service, the engine does not see which of them fails. Then make each a service of its own.',
      de: '{workload} betreibt den Prozess-Supervisor {supervisor}: Betreut er mehr als einen Dienst, sieht die Engine nicht, welcher ausfällt. Mach dann aus jedem einen eigenen Dienst.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y apache2 mariadb-server\n⟦CMD service mariadb start && service apache2 start && tail -f /var/log/apache2/access.log⟧\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y supervisor redis-server nginx\n⟦CMD ["/usr/bin/supervisord", "-n"]⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  mixed:\n    image: acme/mixed:1.0\n    ⟦command: bash -c "service mysql start && exec apache2ctl -D FOREGROUND"⟧\n  all:\n    image: acme/all:1.0\n    ⟦command: sh -c "redis-server & exec gunicorn app"⟧\n  php:\n    image: acme/php:1.0\n    ⟦command: ["sh", "-c", "php-fpm & nginx -g \'daemon off;\'"]⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: mixed\nspec:\n  template:\n    spec:\n      containers:\n        - name: mixed\n          image: acme/mixed:1.0\n          ⟦command: [sh, -c, "redis-server & exec gunicorn app"]⟧\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN service mariadb start && mariadb -e "CREATE DATABASE x" && service apache2 start\nCMD ["apache2ctl", "-D", "FOREGROUND"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nCMD cron && tail -F /var/log/app.log & exec app --port 80 2>&1\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    command: sh -c "worker --queue a & worker --queue b & wait"\n  browser:\n    image: acme/browser:1.0\n    command: sh -c "Xvfb :1 & exec chromium \'https://x.example/?a=1&b=2\'"\n',
      },
    ],
  },
  checkContainer(workload, report) {
    if (machineInitStart(workload) !== undefined) return;
    const together = startedTogether(workload) ?? supervised(workload);
    if (together === undefined) return;
    const { names, severity, place, others, supervisor = '' } = together;
    const evidence: readonly [Evidence, ...Evidence[]] = [
      { place },
      ...others.map((other) => ({ place: other })),
    ];
    if (names.length < 2) {
      report({
        message: 'supervisor',
        severity: 'hint',
        confidence: 'low',
        args: { supervisor },
        evidence,
      });
      return;
    }
    const message = severity === 'hint' ? 'pair' : supervisor === '' ? 'several' : 'installed';
    report({ message, severity, confidence: 'medium', args: { services: names, supervisor }, evidence });
  },
});

interface Together {
  readonly names: readonly string[];
  readonly severity: Severity;
  readonly place: Place;
  readonly others: readonly Place[];
  /** Present where a supervisor starts them. */
  readonly supervisor?: string;
}

/** A web server and the interpreter behind it are one application to most. */
function severityOf(rows: readonly (SoftwareRow | undefined)[]): Severity {
  const isPair = rows.every((row) => row?.role === 'web-server' || row?.name === 'PHP-FPM');
  return isPair && rows.some((row) => row?.name === 'PHP-FPM') ? 'hint' : 'warning';
}

/** Services that one start line starts: through a service manager, or in the background of another. */
function startedTogether(workload: ContainerWorkload): Together | undefined {
  const services = startedServices(workload);
  const rows = new Map<string, SoftwareRow | undefined>();
  for (const { name } of services) if (!companions.test(name)) rows.set(name, softwareOfService(name));
  const programs = starts(workload);
  const last = programs.at(-1);
  if (rows.size > 0 || programs.some(({ background }) => background)) {
    for (const start of programs) {
      const program = programOf(start);
      const stays = start.background || start === last;
      if (stays && isService(start)) rows.set(program, softwareOfCommand(program));
    }
  }
  const place = programs[0]?.place;
  if (rows.size < 2 || place === undefined) return undefined;
  return {
    names: [...rows.keys()],
    severity: severityOf([...rows.values()]),
    place: last?.place ?? place,
    others: [],
  };
}

/** A program, not a helper, a shell word or a script whose work is unknown. */
function isService(start: Start): boolean {
  const program = programOf(start);
  const isManager = startedService(start) !== undefined;
  return !isManager && /^[\w.+-]+$/.test(program) && !companions.test(program) && !/^-|\.sh$/.test(program);
}

/** A supervisor as the main process, with the servers that the image installs for it. */
function supervised(workload: ContainerWorkload): Together | undefined {
  const start = starts(workload).find(
    (one) => softwareOfCommand(programOf(one))?.role === 'process-supervisor',
  );
  if (start === undefined) return undefined;
  const servers = new Map<string, { readonly row: SoftwareRow; readonly place: Place | undefined }>();
  for (const { value, place } of workload.software.packages.items) {
    const row = softwareOfPackage(value);
    if (row !== undefined && serving.has(row.role)) servers.set(row.name, { row, place });
  }
  const found = [...servers.values()];
  return {
    names: [...servers.keys()],
    supervisor: programOf(start),
    severity: severityOf(found.map(({ row }) => row)),
    place: start.place ?? workload.place,
    others: found.flatMap(({ place }) => (place === undefined ? [] : [place])),
  };
}
