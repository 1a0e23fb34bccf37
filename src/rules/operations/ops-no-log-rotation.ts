// Containers whose logs grow until the disk is full.
import { is, isKnown } from '../../core/fact';
import type { Fix } from '../../core/finding';
import { defineRule, type RuleContext } from '../../core/rule';
import type { ContainerWorkload, Logging } from '../../core/workload';
import { bsi, cis, claim, cwe, documents } from '../../knowledge/sources';
import { endsByItself, isFragment } from '../support/lifetime';
import { placeOf } from '../support/place';
import { isExampleFile, isForDevelopment, runsUnattended } from '../support/purpose';

export default defineRule({
  id: 'ops-no-log-rotation',
  concern: 'operations',
  severity: 'warning',
  title: { en: 'Container log grows without limit', de: 'Container-Log wächst unbegrenzt' },
  why: {
    en: `On a VM logrotate comes with the system. A container engine writes what the main process prints to a file on the
host, and Docker’s default driver \`json-file\` has no limit of size: a chatty service fills the disk, and then no
container of the host can write any more.

Set \`max-size\` and \`max-file\` in \`logging\` of the service, or once for all containers in \`daemon.json\`; the driver
\`local\` rotates by itself. Podman takes \`max-size\` too, or the driver \`journald\`. Existing containers keep their
setting until they are created again.

A service that the engine starts again by itself counts as a warning, one that is started by hand as information.
Kubernetes is left out, since the kubelet rotates logs.`,
    de: `Auf einer VM bringt das System logrotate mit. Eine Container-Engine schreibt die Ausgabe des Hauptprozesses in eine
Datei auf dem Host, und Dockers voreingestellter Treiber \`json-file\` kennt keine Größengrenze: Ein gesprächiger Dienst füllt
die Platte, und dann kann kein Container des Hosts mehr schreiben.

Setze \`max-size\` und \`max-file\` in \`logging\` des Dienstes oder einmal für alle Container in \`daemon.json\`; der
Treiber \`local\` rotiert von selbst. Podman kennt \`max-size\` ebenfalls, oder nimm dort den Treiber \`journald\`.
Bestehende Container behalten ihre Einstellung, bis sie neu angelegt werden.

Ein Dienst, den die Engine von selbst wieder startet, zählt als Warnung, ein von Hand gestarteter als Information.
Kubernetes bleibt außen vor, denn dort rotiert das Kubelet.`,
  },
  sources: [claim('A1-54'), documents.dockerJsonFile, cis('2.13'), bsi('SYS.1.6.A7'), cwe('770'), cwe('778')],
  messages: {
    unlimited: {
      en: '{workload} logs with {driver} without a limit of size: one chatty day can fill the host’s disk. Set max-size, or a driver that limits itself, such as local (Docker) or journald.',
      de: '{workload} protokolliert mit {driver} ohne Größengrenze: Ein gesprächiger Tag kann die Platte des Hosts füllen. Setze max-size oder einen Treiber, der sich selbst begrenzt, etwa local (Docker) oder journald.',
    },
    engine: {
      en: 'This engine lets the logs of its containers grow without limit ({driver} without max-size) wherever they do not say otherwise. Set log-opts max-size and max-file, or the log-driver local.',
      de: 'Diese Engine lässt die Logs ihrer Container unbegrenzt wachsen ({driver} ohne max-size), wo diese nichts anderes sagen. Setze log-opts max-size und max-file oder den log-driver local.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦shop⟧:\n    image: acme/shop:5.2\n    restart: unless-stopped\n',
        fixed:
          "services:\n  shop:\n    image: acme/shop:5.2\n    restart: unless-stopped\n    logging:\n      driver: json-file\n      options:\n        max-size: 10m\n        max-file: '3'\n",
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    logging:\n      ⟦driver: json-file⟧\n      options:\n        tag: shop\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\n⟦docker run⟧ -d --restart=always --name shop acme/shop:5.2\n',
        fixed:
          '#!/bin/sh\ndocker run --log-opt=max-size=10m --log-opt=max-file=3 -d --restart=always --name shop acme/shop:5.2\n',
      },
      {
        format: 'daemon-json',
        text: '{ ⟦"log-driver": "json-file"⟧ }\n',
        fixed: '{ "log-driver": "json-file", "log-opts": { "max-size": "10m", "max-file": "3" } }\n',
      },
    ],
    good: [
      { format: 'daemon-json', text: '{ "log-driver": "local" }\n' },
      { format: 'daemon-json', text: '{ "log-opts": { "max-size": "10m" } }\n' },
      { format: 'quadlet', text: '[Container]\nImage=quay.io/acme/shop:5.2\n\n[Service]\nRestart=always\n' },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run --rm acme/tool:1.0 build\ndocker run -d --restart=always --log-opt max-size=10m acme/shop:5.2\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: shop\n      image: acme/shop:5.2\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    restart: always\n    logging:\n      driver: local\n  api:\n    image: acme/api:1.0\n    restart: always\n    logging:\n      options:\n        max-size: 10m\n        max-file: "3"\n  mail:\n    image: acme/mail:1.0\n    logging:\n      driver: $LOG_DRIVER\n',
      },
      {
        format: 'compose',
        text: 'services:\n  migrate:\n    image: acme/shop:5.2\n    restart: "no"\n',
      },
      { format: 'compose', path: 'compose.dev.yaml', text: 'services:\n  shop:\n    image: acme/shop:5.2\n' },
    ],
  },
  checkGroup(group, report, context) {
    for (const workload of group) {
      if (workload.kind !== 'container' || workload.role !== 'service') continue;
      const { logging } = workload;
      if (!isKnown(logging) || !grows(logging.value) || isLeftOut(workload, context)) continue;
      report(workload, {
        message: 'unlimited',
        severity: runsUnattended(workload) ? 'warning' : 'info',
        args: { driver: logging.value.driver },
        evidence: [{ place: placeOf(logging, workload) }],
        fix: limit(workload.id),
      });
    }
    for (const declaration of context.declarations) {
      if (declaration.kind !== 'engine') continue;
      const { logging } = declaration;
      if (!isKnown(logging) || !grows(logging.value)) continue;
      report(declaration, {
        message: 'engine',
        args: { driver: logging.value.driver },
        evidence: [{ place: logging.place ?? declaration.place }],
        fix: limit(declaration.id),
      });
    }
  },
});

/** Files on the host that nothing turns over; other drivers hand the log on or limit it themselves. */
function grows({ driver, limited }: Logging): boolean {
  return !limited && /^(json-file|k8s-file)$/.test(driver);
}

/** The engine limits what the file does not, or the container is not meant to run for long. */
function isLeftOut(workload: ContainerWorkload, { posture, declarations }: RuleContext): boolean {
  const { logging, path, format } = workload;
  if (endsByItself(workload) || isForDevelopment(workload) || isExampleFile(path)) return true;
  if (isFragment(workload)) return true;
  // A command of a script may be typed for a minute; one with a restart policy or a port is not.
  if (format === 'script' && !runsUnattended(workload)) return true;
  if (logging.state === 'stated') return false;
  return (
    is(posture.limitedLogs, true) ||
    declarations.some(
      (engine) => engine.kind === 'engine' && isKnown(engine.logging) && !grows(engine.logging.value),
    )
  );
}

function limit(workload: string): Fix {
  return {
    title: {
      text: { en: 'Keep three log files of 10 MB', de: 'Drei Logdateien zu je 10 MB behalten' },
    },
    safety: 'changes-behaviour',
    changes: [{ kind: 'set', workload, setting: { name: 'logRotation', value: { size: '10m', files: 3 } } }],
  };
}
