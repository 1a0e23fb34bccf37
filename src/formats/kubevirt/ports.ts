// The ports of a machine that services of the cluster open to the outside, as far as the files around hold them.
import {
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  type Known,
  knownValue,
  notStated,
  stated,
} from '../../core/fact';
import type { Label, PublishedPort } from '../../core/workload';
import { type Found, namespaceOf } from '../kubernetes/cluster';
import * as values from '../kubernetes/values';
import type { Section, View } from '../yaml/view';
import * as messages from './messages';

/** A service that opens ports to the outside. */
export interface OpenService {
  readonly namespace: Fact<string>;
  /** Labels that it asks for, at least one. */
  readonly selector: readonly (readonly [key: string, value: string])[];
  readonly ports: readonly Known<PublishedPort>[];
}

/** The services among objects that open ports, as far as what they select is known. */
export function openServices(services: readonly Found[]): readonly OpenService[] {
  return services.flatMap(({ object, view }) => {
    const spec = view.inner(view.section(object.map), 'spec');
    const ports = published(view, spec);
    const { found, rest } = view.pairs(view.inner(spec, 'selector'));
    const selector = found.flatMap((entry) => {
      const value = view.textOf(entry);
      return typeof value === 'string' ? [[entry.name, value] as const] : [];
    });
    const isKnownWhole = rest === undefined && selector.length === found.length && found.length > 0;
    return ports.length > 0 && isKnownWhole
      ? [{ namespace: namespaceOf(object, view), selector, ports }]
      : [];
  });
}

/** The ports that services lead to a machine with these labels; there may always be services that are not in the files. */
export function portsOf(
  name: string,
  namespace: Fact<string>,
  labels: Facts<Label>,
  services: readonly OpenService[],
): Facts<PublishedPort> {
  const own = new Map<string, string>();
  for (const { value } of labels.items) {
    const text = knownValue(value.value);
    if (text !== undefined) own.set(value.key, text);
  }
  // KubeVirt puts this label on the pod of every machine.
  own.set('vm.kubevirt.io/name', name);
  const leading = services.filter(
    (service) =>
      !(isKnown(service.namespace) && isKnown(namespace) && service.namespace.value !== namespace.value) &&
      service.selector.every(([key, value]) => own.get(key) === value),
  );
  return incomplete(
    leading.flatMap(({ ports }) => ports),
    messages.servicesDecide,
  );
}

function published(view: View, spec: Section): readonly Known<PublishedPort>[] {
  const type = knownValue(view.scalar(spec, 'type', values.literal, notStated));
  if (type !== 'NodePort' && type !== 'LoadBalancer') return [];
  return view.entries(spec, 'ports').found.map((entry) => {
    const fields = view.sectionOf(entry, spec);
    const port = view.scalar(fields, 'port', values.port, notStated);
    const target = view.scalar(fields, 'targetPort', values.port, port);
    const node = view.scalar(fields, 'nodePort', values.port, notStated);
    const protocol = knownValue(view.scalar(fields, 'protocol', values.literal, notStated));
    const { why, source } = messages.everyNode;
    return stated(
      {
        port: target,
        hostPort: type === 'LoadBalancer' ? port : node,
        address: implied('0.0.0.0', why, source, entry.place),
        protocol: protocol === 'UDP' ? 'udp' : 'tcp',
      },
      entry.place,
    );
  });
}
