// Devices of the host inside a container.
import type { Known } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { Device, Mount } from '../../core/workload';
import { cis, claim, cwe, nist, pss } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';

/** Devices that every container may have, or that give nothing of the host away; /dev/disk holds links only. */
const harmless =
  /^\/dev\/(shm|null|zero|full|random|urandom|tty|ptmx|pts|mqueue|disk|log|console|stdout|stderr)(\/|$)/;
/** Devices whose drivers are made for use by many programs. */
const shared = /^\/dev\/(net\/tun|tun|dri|fuse|kfd|nvidia[^/]*|vfio\/vfio|snd)(\/|$)/;

export default defineRule({
  id: 'container-host-device',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Container uses a device of the host', de: 'Container nutzt ein Gerät des Hosts' },
  why: {
    en: `A device node is a direct way to a driver of the shared kernel, past the file system and the network. A raw disk
holds everything the host has, \`/dev/mem\` its memory, and a serial or USB device binds the container to one machine.

Hand over the single node, read-only where that is enough (\`/dev/sda:/dev/sda:r\`). If the workload is about the hardware,
a VM with passthrough keeps the driver in a kernel of its own; that is also a sign for the placement.`,
    de: `Eine Gerätedatei führt direkt zu einem Treiber des geteilten Kernels, an Dateisystem und Netz vorbei. Eine rohe
Platte enthält alles, was der Host hat, \`/dev/mem\` seinen Speicher, und ein serielles oder USB-Gerät bindet den Container an
eine Maschine.

Gib nur die einzelne Gerätedatei weiter, schreibgeschützt, wo das genügt (\`/dev/sda:/dev/sda:r\`). Dreht sich der Workload um die
Hardware, hält eine VM mit Passthrough den Treiber in einem eigenen Kernel; das spricht auch bei der Platzierung mit.`,
  },
  sources: [claim('A1-64'), claim('A2-08'), cis('5.18'), nist('4.4.3'), pss('baseline'), cwe('668')],
  peers: { trivy: ['KSV-0121'], 'compose-lint': ['CL-0016'] },
  mitigations: { 'rootless-engine': 'info' },
  messages: {
    device: {
      en: '{workload} uses the host’s device {device}: it speaks to a driver of the shared kernel directly, and is bound to this machine. Hand over only this node, or move the work with hardware into a VM.',
      de: '{workload} nutzt das Gerät {device} des Hosts: Er spricht direkt mit einem Treiber des geteilten Kernels und ist an diese Maschine gebunden. Gib nur diese Gerätedatei weiter oder verlege die Arbeit mit Hardware in eine VM.',
    },
    shared: {
      en: '{workload} uses {device}, which is made to be shared, but leads into a driver of the common kernel. Keep it if the program needs it, and the driver up to date.',
      de: '{workload} nutzt {device}, das zum Teilen gemacht ist, aber in einen Treiber des gemeinsamen Kernels führt. Behalte es, wenn das Programm es braucht, und halte den Treiber aktuell.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  smart:\n    image: acme/smart:1.0\n    devices:\n      - ⟦/dev/sda⟧\n      - ⟦/dev/ttyUSB0:/dev/ttyUSB0:rw⟧\n    volumes:\n      - ⟦/dev/bus/usb:/dev/bus/usb⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  tunnel:\n    image: acme/tunnel:1.0\n    devices:\n      - ⟦/dev/net/tun:/dev/net/tun⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: meter\n      hostPath:\n        ⟦path: /dev/ttyUSB0⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: meter\n          mountPath: /dev/meter\n',
      },
      { format: 'quadlet', text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦AddDevice=/dev/ttyUSB0⟧\n' },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦--device /dev/ttyUSB0⟧ acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "runArgs": [⟦"--device=/dev/ttyUSB0"⟧]\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  browser:\n    image: acme/browser:1.0\n    volumes:\n      - /dev/shm:/dev/shm\n      - ./dev/disk:/data\n',
      },
      {
        format: 'compose',
        text: 'services:\n  inference:\n    image: acme/inference:1.0\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - driver: nvidia\n              count: 1\n              capabilities: [gpu]\n  machine:\n    image: acme/machine:1.0\n    devices:\n      - /dev/kvm\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nRUN echo > /dev/null\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: shm\n      emptyDir:\n        medium: Memory\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      resources:\n        limits:\n          nvidia.com/gpu: 1\n      volumeMounts:\n        - name: shm\n          mountPath: /dev/shm\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nAddDevice=nvidia.com/gpu=all\n',
      },
      { format: 'script', text: '#!/bin/sh\nset -e\ndocker run -d --name shop --gpus all acme/shop:5.2\n' },
    ],
  },
  checkContainer(workload, report) {
    const named = [
      ...workload.devices.items.filter(({ value }) => value.kind !== 'gpu').map(deviceName),
      ...workload.mounts.items.filter(isDeviceMount).map(mountedDevice),
    ];
    for (const { fact, device } of named) {
      // /dev/kvm speaks for a VM inside the container, which the placement judges.
      if (harmless.test(device) || /^\/dev\/(kvm|vhost-net)$/.test(device)) continue;
      const message = shared.test(device) ? 'shared' : 'device';
      // A variable may stand for one that is made to be shared.
      const severity: Severity = message === 'shared' || device.includes('$') ? 'info' : 'warning';
      report({ message, severity, args: { device }, evidence: evidenceOf(fact, workload) });
    }
  },
});

interface NamedDevice {
  readonly fact: Known<unknown>;
  readonly device: string;
}

function deviceName(fact: Known<Device>): NamedDevice {
  return { fact, device: fact.value.name };
}

/** Below /dev; the whole folder is the concern of container-sensitive-mount. */
function isDeviceMount({ value: { kind, source } }: Known<Mount>): boolean {
  return kind === 'bind' && source !== undefined && /^\/dev\/+[^/]/.test(source);
}

function mountedDevice(fact: Known<Mount>): NamedDevice {
  return { fact, device: fact.value.source ?? '' };
}
