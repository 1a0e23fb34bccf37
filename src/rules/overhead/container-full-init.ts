// Images and services that boot a whole init system.
import { type Fact, isKnown } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { Place } from '../../core/span';
import type { ContainerWorkload } from '../../core/workload';
import { initImages } from '../../knowledge/images';
import { bsi, claim, documents } from '../../knowledge/sources';
import { machineInitStart } from '../support/init';
import { hasImage, imageRow, isTestFile } from '../support/purpose';

export default defineRule({
  id: 'container-full-init',
  concern: 'overhead',
  severity: 'warning',
  title: { en: 'Container boots an init system', de: 'Container bootet ein Init-System' },
  why: {
    en: `A container that starts systemd or another full init is a VM in container clothes: logging, cron, timers, device and
session managers run beside the service, need writable cgroups and often privileges. The engine neither sees whether the
service lives nor gets its logs. It pays for a guest and still shares the kernel.

Start the service itself in the foreground and let the engine restart it; if it leaves orphans behind, \`init: true\` adds a
small reaper. If the application really consists of a machine full of services, a VM is the honest place for it.

Images for testing provisioning count as information, and so do containers under Podman or a runtime such as sysbox, which
run systemd without privileges: what is left there is the price of the second set of services.`,
    de: `Ein Container, der systemd oder ein anderes vollständiges Init startet, ist eine VM im Container-Kostüm: Protokoll,
Cron, Timer, Geräte- und Sitzungsverwaltung laufen neben dem Dienst, brauchen schreibbare cgroups und oft Privilegien. Die
Engine sieht weder, ob der Dienst lebt, noch bekommt sie seine Logs. Er zahlt für einen Gast und teilt doch den Kernel.

Starte den Dienst selbst im Vordergrund und lass die Engine ihn neu starten; hinterlässt er Waisen, ergänzt \`init: true\`
ein kleines Init, das sie einsammelt. Besteht die Anwendung wirklich aus einer Maschine voller Dienste, ist eine VM ihr
ehrlicher Platz.

Images zum Testen von Provisionierung zählen als Information, ebenso Container unter Podman oder einer Laufzeit wie sysbox,
die systemd ohne Privilegien betreiben: Dort bleibt der Preis der zweiten Garnitur von Diensten.`,
  },
  sources: [claim('A1-23'), claim('A1-27'), documents.dockerMultiService, bsi('SYS.1.6.A11')],
  messages: {
    starts: {
      en: '{workload} boots a full init system: it carries a machine’s services, often needs their privileges, and the engine cannot see the real one. Run the service itself in the foreground.',
      de: '{workload} bootet ein vollständiges Init-System: Er trägt die Dienste einer Maschine, braucht oft deren Rechte, und die Engine sieht den eigentlichen Dienst nicht. Starte ihn selbst im Vordergrund.',
    },
    base: {
      en: '{workload} starts from {image}, which boots an init system: it carries a machine’s services, and the engine cannot see the real one. Take a plain base and run the service in the foreground.',
      de: '{workload} beginnt mit {image}, das ein Init-System bootet: Er trägt die Dienste einer Maschine, und die Engine sieht den eigentlichen Dienst nicht. Nimm eine schlichte Basis und starte ihn im Vordergrund.',
    },
    prepared: {
      en: '{workload} boots a full init system where the engine prepares one without privileges: that works, but it carries a machine’s services beside its own. Run the service itself in the foreground, or take a VM.',
      de: '{workload} bootet ein vollständiges Init-System, das die Engine hier ohne Privilegien vorbereitet: Das geht, doch er trägt die Dienste einer Maschine neben dem eigenen. Starte ihn selbst im Vordergrund, oder nimm eine VM.',
    },
    tests: {
      en: '{workload} boots an init system, as images for testing provisioning do: fine for that, but not as the base of a service. Keep it out of production.',
      de: '{workload} bootet ein Init-System wie Images zum Testen von Provisionierung: Dafür ist es richtig, nicht aber als Basis eines Dienstes. Halte es aus dem Betrieb heraus.',
    },
  },
  examples: {
    bad: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y systemd\n⟦CMD ["/sbin/init"]⟧\n',
      },
      { format: 'dockerfile', text: 'FROM ⟦phusion/baseimage:jammy-1.0.4⟧\nCOPY run /etc/service/app/run\n' },
      {
        format: 'compose',
        text: 'services:\n  legacy:\n    image: acme/legacy:1.0\n    ⟦command: /lib/systemd/systemd⟧\n',
      },
      {
        format: 'dockerfile',
        path: 'molecule/Dockerfile',
        text: 'FROM geerlingguy/docker-debian12-ansible:1.0\n⟦ENTRYPOINT ["/usr/lib/systemd/systemd"]⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  lab:\n    image: acme/lab:1.0\n    runtime: sysbox-runc\n    ⟦command: /sbin/init⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: legacy\nspec:\n  template:\n    spec:\n      containers:\n        - name: legacy\n          image: acme/legacy:1.0\n          ⟦command: ["/sbin/init"]⟧\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/legacy:1.0\n⟦Exec=/sbin/init⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\ndocker run -d --name legacy acme/legacy:1.0 ⟦/sbin/init⟧\n',
      },
    ],
    good: [
      {
        format: 'dockerfile',
        text: 'FROM debian:13\nRUN apt-get update && apt-get install -y tini\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["/app", "init"]\n',
      },
      {
        format: 'dockerfile',
        text: 'FROM phusion/baseimage:jammy-1.0.4\nENTRYPOINT ["/usr/local/bin/app"]\n',
      },
      {
        format: 'compose',
        text: 'services:\n  shop:\n    image: acme/shop:5.2\n    init: true\n    command: init --once\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const found = bootsMachine(workload);
    if (found === undefined) return;
    const image = isKnown(workload.image) ? workload.image.value.text : '';
    // The image's own file and every service built from it must come to the same answer: the place they share decides.
    const forTests =
      imageRow(workload, initImages)?.forTests === true ||
      hasImage(workload, provisioning) ||
      provisioning.test(found.place.path.toLowerCase().split('/').slice(-3).join('/')) ||
      isTestFile(found.place.path);
    const prepared = workload.format === 'quadlet' || isKnownAs(workload.runtime, /sysbox/);
    report({
      message: forTests ? 'tests' : prepared ? 'prepared' : found.message,
      severity: forTests || prepared ? 'info' : 'warning',
      confidence: found.message === 'starts' ? 'high' : 'medium',
      args: { image },
      evidence: [{ place: found.place }],
    });
  },
});

/** Tools that configure machines, and are tested against containers that look like one. */
const provisioning = /molecule|ansible|kitchen/;

function isKnownAs(fact: Fact<string>, name: RegExp): boolean {
  return isKnown(fact) && name.test(fact.value);
}

function bootsMachine(
  workload: ContainerWorkload,
): { readonly message: 'starts' | 'base'; readonly place: Place } | undefined {
  const start = machineInitStart(workload);
  if (start !== undefined) return { message: 'starts', place: start.place ?? workload.place };
  const { image, entrypoint, command } = workload;
  // A start of its own replaces the one of the base.
  if (isKnown(entrypoint) || isKnown(command)) return undefined;
  const init = imageRow(workload, initImages)?.init;
  const boots = init === 'systemd' || init === 'runit' || hasImage(workload, /(^|[-_/])systemd([-_]|$)/);
  return boots ? { message: 'base', place: image.place ?? workload.place } : undefined;
}
