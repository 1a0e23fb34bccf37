// K6: hardware and drivers that only a machine of its own can hold.
import { notExpressible } from '../../core/fact';
import type { Evidence } from '../../core/finding';
import type { Message } from '../../core/message';
import type { Mount, Workload } from '../../core/workload';
import { claim } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { desktop, evidenceOf, manyDisksOf, modulesOf } from '../reading';
import { certainties } from '../weights';

const answers = {
  'own-driver': {
    e: -1,
    text: {
      en: 'it needs a driver or kernel of its own',
      de: 'der Workload braucht einen eigenen Treiber oder Kernel',
    },
  },
  'device-node': {
    e: 0.3,
    text: {
      en: 'it only needs a device node of the host',
      de: 'der Workload braucht nur eine Gerätedatei des Hosts',
    },
  },
  none: {
    e: 0.5,
    text: { en: 'it needs no hardware of its own', de: 'der Workload braucht keine eigene Hardware' },
  },
} as const;

/** Device nodes that every kernel offers to containers; they name no hardware. */
const harmless =
  /^\/dev\/(net\/tun|fuse|null|zero|full|u?random|shm|tty|stdout|stderr|stdin|snd|dri|nvidia.*|kfd)(\/|$|:)/;

/** Device nodes with which a container drives hardware or a machine by itself. */
const handedOver = /^\/dev\/(kvm|vfio|mem|kmem|port)(\/|$|:)/;

interface Need {
  readonly e: number;
  readonly certainty: number;
  readonly evidence: Evidence;
  readonly text: Message;
}

export default defineCriterion({
  id: 'K6',
  title: { en: 'Hardware and drivers', de: 'Hardware und Treiber' },
  direction: 'vm',
  questions: ['K6.driver'],
  sources: [claim('A1-64')],
  clauses: {
    container: { en: 'it needs no hardware of its own', de: 'der Workload keine eigene Hardware braucht' },
    vm: {
      en: 'it needs a driver or kernel of its own',
      de: 'der Workload einen eigenen Treiber oder Kernel braucht',
    },
  },
  evaluate(workload, context) {
    const answer = context.answers['K6.driver'];
    if (answer !== undefined) {
      const { e, text } = answers[answer];
      return { e, certainty: certainties.answer, evidence: [], text: { text } };
    }
    // What the host loads for it, the workload need not bring.
    const hostLoads = context.answers['G2.hostProvidesModule'] === 'yes';
    const needs = needsOf(workload, hostLoads).sort((a, b) => a.e - b.e);
    const [strongest] = needs;
    if (strongest !== undefined) {
      return {
        e: strongest.e,
        certainty: strongest.certainty,
        evidence: needs.map(({ evidence }) => evidence),
        text: strongest.text,
      };
    }
    return absence(workload);
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  plc:\n    image: vendor/plc:4\n    devices:\n      - ⟦/dev/ttyUSB0:/dev/ttyUSB0⟧\n',
      speaksFor: 'vm',
    },
    {
      format: 'compose',
      text: 'services:\n  emulator:\n    image: vendor/emulator:4\n    devices:\n      - ⟦/dev/kvm⟧\n',
      speaksFor: 'vm',
    },
    {
      format: 'compose',
      text: 'services:\n  vpn:\n    image: vendor/vpn:1\n    devices:\n      - /dev/net/tun\n',
      speaksFor: 'container',
    },
    { format: 'compose', text: 'services:\n  web:\n    image: nginx:1.29\n', speaksFor: 'container' },
    {
      format: 'compose',
      text: 'services:\n  scanner:\n    image: vendor/scanner:2\n    volumes:\n      - /dev:/dev\n',
      speaksFor: 'unknown',
    },
    {
      format: 'libvirt',
      text: `<domain type="kvm">
  <name>render</name>
  <memory unit="GiB">8</memory>
  <devices>
    ⟦<hostdev mode="subsystem" type="pci" managed="yes">
      <source><address domain="0x0000" bus="0x01" slot="0x00" function="0x0"/></source>
    </hostdev>⟧
  </devices>
</domain>
`,
      speaksFor: 'vm',
    },
    { format: 'dockerfile', text: 'FROM alpine:3.22\nRUN apk add nginx\n', speaksFor: 'container' },
    {
      format: 'kubevirt',
      text: `apiVersion: kubevirt.io/v1
kind: VirtualMachineInstance
metadata:
  name: training
spec:
  domain:
    memory:
      guest: 16Gi
    devices:
      gpus:
        - ⟦deviceName: nvidia.com/GA102GL_A10
          name: gpu1⟧
`,
      speaksFor: 'vm',
    },
  ],
});

function needsOf(workload: Workload, hostLoads: boolean): Need[] {
  const needs: Need[] = [];
  const capability = hostLoads ? /^(CAP_)?SYS_RAWIO$/i : /^(CAP_)?SYS_(MODULE|RAWIO)$/i;
  for (const item of workload.devices.items) {
    const { kind, name } = item.value;
    // Engines share a GPU among containers; a machine gets it whole, with the guest's own driver.
    if (workload.kind === 'vm' ? kind === 'path' : kind === 'gpu') continue;
    if (kind === 'path' && harmless.test(name)) continue;
    // The host's driver serves a device node; only a handed-over device or a guest's kernel is more than that.
    const isNode = kind === 'path' && !handedOver.test(name);
    needs.push({
      certainty: certainties.file,
      e: isNode ? -0.3 : kind === 'scsi' || kind === 'other' ? -0.7 : -1,
      evidence: evidenceOf(item, workload),
      text: {
        text: { en: 'it uses the host’s device {name}', de: 'der Workload nutzt das Gerät {name} des Hosts' },
        args: { name },
      },
    });
  }
  for (const item of hostLoads ? [] : modulesOf(workload)) {
    needs.push({
      e: -0.7,
      certainty: certainties.file,
      evidence: evidenceOf(item, workload),
      text: {
        text: { en: 'it needs the kernel module {name}', de: 'der Workload braucht das Kernel-Modul {name}' },
        args: { name: item.value },
      },
    });
  }
  if (workload.kind === 'container') {
    for (const item of workload.capabilitiesAdded.items) {
      if (!capability.test(item.value)) continue;
      needs.push({
        e: /MODULE/i.test(item.value) ? -0.7 : -0.3,
        certainty: certainties.file,
        evidence: evidenceOf(item, workload),
        text: {
          text: {
            en: 'it asks for {name}, which reaches into the kernel or the hardware',
            de: 'der Workload verlangt {name} und greift damit in Kernel oder Hardware ein',
          },
          args: { name: item.value },
        },
      });
    }
    return needs;
  }
  const disks = manyDisksOf(workload);
  const [first, second = first] = disks;
  if (second !== undefined) {
    needs.push({
      e: -0.7,
      certainty: certainties.file,
      evidence: evidenceOf(second, workload),
      text: {
        text: {
          en: 'it has {count} disks of its own, so it is probably about block devices',
          de: 'die Maschine hat {count} eigene Platten, also geht es wohl um Blockgeräte',
        },
        args: { count: disks.length },
      },
    });
  }
  const screen = desktop(workload);
  if (screen !== undefined) {
    needs.push({
      e: -0.5,
      certainty: certainties.hint,
      evidence: screen,
      text: {
        text: {
          en: 'it opens a window of its own, as a desktop does',
          de: 'die Maschine öffnet ein eigenes Fenster, wie ein Desktop',
        },
      },
    });
  }
  return needs;
}

/** Nothing asked for counts fully where the file would have to say it, and as a hint where scripts were not read. */
function absence(workload: Workload): Assessment | undefined {
  // An image cannot ask for a device, and its base is not read: that it builds no module is only a hint.
  const image = workload.kind === 'container' && workload.role === 'image';
  if (!image && workload.devices.rest !== undefined) return undefined;
  // Which of all the host's devices it uses stands nowhere.
  if (workload.kind === 'container' && workload.mounts.items.some(({ value }) => isAllDevices(value)))
    return undefined;
  // What a service may do to the kernel stands in its definition, whatever its image holds.
  const modules =
    workload.kind === 'container' ? workload.capabilitiesAdded.rest : workload.software.kernelModules.rest;
  // Scripts that were not read may load modules into a machine's own kernel: nothing is known.
  if (workload.kind === 'vm' && modules !== undefined && modules !== notExpressible) return undefined;
  const complete = !image && modules === undefined;
  return {
    e: 0.5,
    certainty: complete ? certainties.file : certainties.hint,
    evidence: [{ place: workload.place }],
    text: {
      text: {
        en: 'the file names no device and no kernel module that would tie it to hardware',
        de: 'die Datei nennt kein Gerät und kein Kernel-Modul, das den Workload an Hardware bindet',
      },
    },
  };
}

function isAllDevices({ kind, source }: Mount): boolean {
  return kind === 'bind' && /^\/dev\/?$/.test(source ?? '');
}
