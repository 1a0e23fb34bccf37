// Services that stay down after a fault or a restart of the host.
import { is, knownValue } from '../../core/fact';
import { defineRule, type Report } from '../../core/rule';
import type { ContainerWorkload, VirtualMachine } from '../../core/workload';
import { servingRoles } from '../../knowledge/software';
import { cis, claim, documents } from '../../knowledge/sources';
import { addition } from '../support/fix';
import { endsByItself, isFragment, isWorkplace, startsShell } from '../support/lifetime';
import {
  isDatabase,
  isDesktop,
  isMeantFor,
  isPracticeTarget,
  isThrowaway,
  softwareOf,
} from '../support/machine';
import { evidenceOf, placeOf } from '../support/place';
import { isExampleFile, isForDevelopment } from '../support/purpose';

export default defineRule({
  id: 'ops-restart-policy-missing',
  concern: 'operations',
  severity: 'hint',
  title: { en: 'Service that nothing starts again', de: 'Dienst, den nichts wieder startet' },
  why: {
    en: `What nothing starts again stays down after the first crash, and after a restart of the host: a container without a restart
policy, and a VM that is not set to start with its host, unless a cluster watches over it.

Set \`restart: on-failure:5\` to try again a few times and then leave the fault visible, or \`unless-stopped\` for services
that must come back after every restart of the host. A Quadlet unit takes \`Restart=\` in \`[Service]\`, and its \`[Install]\`
decides whether it starts with the host; a machine of Proxmox takes \`onboot: 1\`. Jobs and set-ups for development and
tests are left out.`,
    de: `Was nichts wieder startet, bleibt nach dem ersten Absturz aus, ebenso nach einem Neustart des Hosts: ein Container ohne
Neustartregel und eine VM, die nicht mit ihrem Host startet, sofern kein Cluster über sie wacht.

Setze \`restart: on-failure:5\`, um es einige Male wieder zu versuchen und den Fehler dann sichtbar zu lassen, oder
\`unless-stopped\` für Dienste, die nach jedem Neustart des Hosts wiederkommen müssen. In einer Quadlet-Unit steht
\`Restart=\` in \`[Service]\`, und ob sie mit dem Host startet, sagt \`[Install]\`; eine Maschine von Proxmox
bekommt \`onboot: 1\`. Jobs sowie Aufbauten für Entwicklung und Tests bleiben außen vor.`,
  },
  sources: [claim('A1-19'), claim('A1-54'), cis('5.15'), documents.composeFile, documents.proxmoxMachines],
  peers: { kics: ['Restart Policy On Failure Not Set To 5'], 'kube-linter': ['restart-policy'] },
  messages: {
    missing: {
      en: 'Nothing starts {workload} again when it fails: it stays down until somebody notices. Set a restart policy, for example on-failure or always.',
      de: 'Nach einem Fehler startet nichts {workload} wieder: Der Dienst bleibt aus, bis es jemand bemerkt. Setze eine Neustartregel, zum Beispiel on-failure oder always.',
    },
    machine: {
      en: '{workload} looks like a service and does not start with the host: after a restart it stays down until somebody notices. Let it start by itself.',
      de: '{workload} sieht nach einem Dienst aus und startet nicht mit dem Host: Nach einem Neustart bleibt die Maschine aus, bis es jemand bemerkt. Lass sie von selbst starten.',
    },
  },
  examples: {
    bad: [
      {
        format: 'proxmox',
        text: 'cores: 4\nmemory: 8192\nname: mail\nnet0: virtio=BC:24:11:2C:69:EC,bridge=vmbr0\n⟦onboot: 0⟧\nostype: l26\n',
      },
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
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "mail" {\n  name   = "mail"\n  clone  = "debian-13"\n  ⟦onboot = false⟧\n}\n',
      },
    ],
    good: [
      {
        format: 'proxmox',
        text: 'cores: 4\nmemory: 8192\nname: mail\nnet0: virtio=BC:24:11:2C:69:EC,bridge=vmbr0\nostype: l26\n',
      },
      {
        format: 'proxmox',
        text: 'cores: 4\nmemory: 8192\nname: mail-test\nnet0: virtio=BC:24:11:2C:69:EC,bridge=vmbr0\nonboot: 0\nostype: l26\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.define "mail", autostart: false\nend\n',
      },
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
      {
        format: 'terraform',
        text: 'resource "proxmox_vm_qemu" "mail" {\n  name   = "mail"\n  clone  = "debian-13"\n  onboot = true\n}\n',
      },
    ],
  },
  checkWorkload(workload, report) {
    if (workload.kind === 'container') checkContainer(workload, report);
    else checkMachine(workload, report);
  },
});

type Tell = (claim: Report<'missing' | 'machine'>) => void;

function checkContainer(workload: ContainerWorkload, report: Tell): void {
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
}

/** Elsewhere than on a Proxmox host, a machine that is not started is one that somebody starts by hand, on purpose. */
function checkMachine(machine: VirtualMachine, report: Tell): void {
  const { autostart, hypervisor, role } = machine;
  if (role !== 'machine' || !is(hypervisor, 'proxmox') || autostart.state !== 'stated' || autostart.value)
    return;
  if (!isService(machine) || isThrowaway(machine) || isDesktop(machine) || isPracticeTarget(machine)) return;
  if (isMeantFor(machine, spare)) return;
  report({ message: 'machine', confidence: 'low', evidence: evidenceOf(autostart, machine) });
}

const serviceName =
  /(^|[^a-z])(web|www|mail|smtp|imap|dns|dhcp|proxy|nginx|apache|gitlab|gitea|nextcloud|shop|erp|crm|api|nas|nfs|smb|monitoring|grafana|prometheus|prod|production)\d*([^a-z]|$)/;
/** Machines that are off until they are needed. */
const spare =
  /(^|[^a-z])(dev|devel|development|labs?|old|alt|spare|standby|replica|backup|copy|clone|template|archive)\d*([^a-z]|$)/;

function isService(machine: VirtualMachine): boolean {
  return (
    isDatabase(machine) ||
    serviceName.test(machine.name.toLowerCase()) ||
    softwareOf(machine).some((row) => servingRoles.includes(row.role)) ||
    machine.labels.items.some(({ value }) =>
      /^prod/.test(`${value.key} ${knownValue(value.value) ?? ''}`.toLowerCase()),
    )
  );
}
