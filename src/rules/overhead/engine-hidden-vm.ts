// Engines that run in a VM of their own: what is measured there is not measured on the machine.
import { knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import { hiddenVm } from '../../knowledge/engine-versions';
import { claim, documents } from '../../knowledge/sources';

export default defineRule({
  id: 'engine-hidden-vm',
  concern: 'overhead',
  severity: 'info',
  title: { en: 'Containers already run inside a VM', de: 'Container laufen schon in einer VM' },
  why: {
    en: `Linux containers need a Linux kernel. Docker Desktop, WSL, Lima and Podman machines therefore start a small VM and run
all containers in it. Its memory is taken from the machine as long as it runs, whatever the containers use; start-up times,
limits and CPU counts measured inside are those of the VM, and files of the machine reach containers through a share.

So it costs what a VM costs, and there is a VM between the containers and the machine, though none between the containers.
Give figures with that remark, and measure on the kind of host that production has.`,
    de: `Linux-Container brauchen einen Linux-Kernel. Docker Desktop, WSL, Lima und Podman-Maschinen starten deshalb eine kleine
VM und lassen alle Container darin laufen. Ihr Speicher ist dem Rechner entzogen, solange sie läuft, gleich was die Container
brauchen; Startzeiten, Grenzen und CPU-Zahlen, die man darin misst, sind die der VM, und Dateien des Rechners erreichen
Container über eine Freigabe.

Es kostet also, was eine VM kostet, und zwischen Containern und Rechner steht eine VM, zwischen den Containern aber keine.
Nenne Messwerte mit diesem Hinweis, und miss auf einem Host, wie ihn der Betrieb hat.`,
  },
  sources: [claim('A1-32'), claim('A1-66'), documents.dockerDesktopVmm],
  messages: {
    hidden: {
      en: '{workload} runs in a VM of its own ({sign}): memory, CPUs and start-up times seen there are the VM’s, and its memory is taken from the machine. Say so with every figure.',
      de: '{workload} läuft in einer eigenen VM ({sign}): Speicher, CPUs und Startzeiten dort sind die der VM, und ihr Speicher fehlt dem Rechner. Gib das bei jedem Messwert an.',
    },
  },
  examples: {
    bad: [
      {
        format: 'docker-info',
        text: '{\n  "ServerVersion": "27.3.1",\n  "SecurityOptions": ["name=seccomp,profile=unconfined"],\n  ⟦"OperatingSystem": "Docker Desktop"⟧,\n  "KernelVersion": "6.10.11-linuxkit"\n}\n',
      },
      {
        format: 'docker-info',
        path: 'docker-info.txt',
        text: 'Server:\n Server Version: 27.3.1\n Storage Driver: overlay2\n ⟦Kernel Version: 5.15.153.1-microsoft-standard-WSL2⟧\n Operating System: Ubuntu 22.04.5 LTS\n',
      },
    ],
    good: [
      {
        format: 'docker-info',
        text: '{ "ServerVersion": "27.3.1", "SecurityOptions": [], "OperatingSystem": "Debian GNU/Linux 12 (bookworm)", "KernelVersion": "6.1.0-25-amd64" }\n',
      },
      { format: 'daemon-json', text: '{ "live-restore": true }\n' },
    ],
  },
  checkDeclaration(declaration, report) {
    if (declaration.kind !== 'engine') return;
    const { operatingSystem, kernel } = declaration;
    const sign = hiddenVm(knownValue(operatingSystem) ?? '', knownValue(kernel) ?? '');
    if (sign === undefined) return;
    const fact = sign === knownValue(operatingSystem) ? operatingSystem : kernel;
    report({ message: 'hidden', args: { sign }, evidence: [{ place: fact.place ?? declaration.place }] });
  },
});
