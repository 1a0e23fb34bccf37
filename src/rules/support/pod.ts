// What a pod's containers share: settings of the pod hold for all of them, and so does what one of them is for.
import { is } from '../../core/fact';
import type { RuleContext } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { isCalled } from './purpose';

/** The containers that run in one pod with this one, itself among them; only itself outside Kubernetes. */
export function podOf(workload: ContainerWorkload, context: RuleContext): readonly ContainerWorkload[] {
  const { pod, path } = workload;
  if (pod === undefined) return [workload];
  return context.group.filter(
    (other): other is ContainerWorkload =>
      other.kind === 'container' &&
      other.path === path &&
      other.pod?.place.span.start === pod.place.span.start,
  );
}

/** Network and storage drivers, and what else makes a node a node. */
const nodePrograms =
  /(^|[-_/])(cni|csi)([-_/]|$)|calico|cilium|flannel|(^|[-_/])(weave|canal|antrea|multus|kube-router|kube-proxy|kube-ovn|metallb|longhorn|rook|ceph|openebs|device-plugin|node-driver|node-problem-detector|kata-deploy)([-_/]|$)/;

/** Runs on every node to make it one: a driver of the network or the storage, or a part of the system's namespace. */
export function servesNode(workload: ContainerWorkload): boolean {
  const { pod } = workload;
  if (pod?.controller !== 'DaemonSet') return false;
  return is(pod.namespace, 'kube-system') || isCalled(workload, nodePrograms);
}
