// What is known of each hypervisor and each management layer above one: its name, its type, where its machines run.
import type { Hypervisor } from '../core/workload';

/** One hypervisor or management layer. */
interface HypervisorRow {
  /** The product's name; empty where no product is known. */
  readonly title: string;
  /**
   * `1`: part of the host, or the host itself; `2`: a program of somebody's system; `emulator`: translates instructions;
   * absent where the name covers several kinds. KVM and Hyper-V blur the border (claim A2-01).
   */
  readonly type?: '1' | '2' | 'emulator';
  /**
   * Where its machines run: `host` is one machine, `cluster` several, of which the definition does not name one; `cloud`
   * is somebody else's.
   */
  readonly runsOn: 'host' | 'cluster' | 'cloud';
  /** Whether guests can have virtio devices of every kind; `cards` where it is network cards only. */
  readonly virtio?: 'all' | 'cards';
}

const rows = {
  kvm: { title: 'KVM', type: '1', runsOn: 'host', virtio: 'all' },
  qemu: { title: 'QEMU', type: 'emulator', runsOn: 'host', virtio: 'all' },
  xen: { title: 'Xen', type: '1', runsOn: 'host' },
  // VirtualBox got virtio disks only lately.
  virtualbox: { title: 'VirtualBox', type: '2', runsOn: 'host', virtio: 'cards' },
  // Workstation and Fusion are of type 2, ESXi of type 1.
  vmware: { title: 'VMware', runsOn: 'host' },
  vsphere: { title: 'VMware vSphere', type: '1', runsOn: 'cluster' },
  hyperv: { title: 'Hyper-V', type: '1', runsOn: 'host' },
  parallels: { title: 'Parallels', type: '2', runsOn: 'host' },
  bhyve: { title: 'bhyve', type: '1', runsOn: 'host', virtio: 'all' },
  firecracker: { title: 'Firecracker', type: '1', runsOn: 'host', virtio: 'all' },
  vz: { title: 'Apple Virtualization', type: '2', runsOn: 'host', virtio: 'all' },
  libvirt: { title: 'libvirt', runsOn: 'host', virtio: 'all' },
  proxmox: { title: 'Proxmox VE', type: '1', runsOn: 'host', virtio: 'all' },
  kubevirt: { title: 'KubeVirt', type: '1', runsOn: 'cluster', virtio: 'all' },
  lima: { title: 'Lima', runsOn: 'host', virtio: 'all' },
  aws: { title: 'Amazon EC2', type: '1', runsOn: 'cloud' },
  azure: { title: 'Microsoft Azure', type: '1', runsOn: 'cloud' },
  gcp: { title: 'Google Compute Engine', type: '1', runsOn: 'cloud' },
  // Any other cloud: whose product it is, the file says, and nothing here depends on it.
  cloud: { title: 'Cloud', type: '1', runsOn: 'cloud' },
  other: { title: '', runsOn: 'host' },
} as const satisfies Record<Hypervisor, HypervisorRow>;

/** What is known of each hypervisor. */
export const hypervisors: Readonly<Record<Hypervisor, HypervisorRow>> = rows;
