// Recognises files of Kubernetes objects with virtual machines of KubeVirt among them.
import type { Recognition } from '../format';
import { holdsMachines, holdsObjects } from '../kubernetes/recognition';

/** KubeVirt manifests; the pods in such a file are read as well. */
export default {
  id: 'kubevirt',
  title: 'KubeVirt manifest',
  usualName: 'vm.yaml',
  recognisedBy: 'a `VirtualMachine…` of `kubevirt.io` among Kubernetes objects',
  languages: ['yaml', 'json'],
  recognisesName: () => false,
  mayHold: (path) => /\.(?:ya?ml|json)$/i.test(path),
  recognisesContent: (head) => holdsMachines(head) && holdsObjects(head),
} satisfies Recognition;
