// K1: many small services, as several containers of one file or as several small machines.
import { is, isKnown } from '../../core/fact';
import type { ContainerWorkload, Workload } from '../../core/workload';
import { claim } from '../../knowledge/sources';
import { type Assessment, defineCriterion } from '../criterion';
import { certaintyOf, containersOf, evidenceOf, headers, machinesOf, ofGroup, wholeSystem } from '../reading';
import { certainties } from '../weights';

/** Bytes up to which a machine counts as small: the article's five services share what one 16 GB guest takes. */
const smallMachine = 2 * 1024 ** 3;

/** Linux machines of a group that have little memory and something installed. */
const smallMachines = ofGroup((group) =>
  machinesOf(group).filter(
    ({ memory, operatingSystem, software }) =>
      isKnown(memory) &&
      memory.value !== 'unlimited' &&
      memory.value <= smallMachine &&
      isKnown(operatingSystem) &&
      operatingSystem.value.family === 'linux' &&
      software.services.items.length + software.packages.items.length > 0,
  ),
);

export default defineCriterion({
  id: 'K1',
  title: { en: 'Many small services', de: 'Viele kleine Dienste' },
  direction: 'container',
  questions: [],
  sources: [claim('A1-57'), claim('A2-25'), claim('A1-28')],
  clauses: {
    container: {
      en: 'it is split into several small services',
      de: 'der Workload in mehrere kleine Dienste geteilt wird',
    },
    vm: {
      en: 'it stays one system whose parts are changed together',
      de: 'der Workload ein einziges, gemeinsam geändertes System bleibt',
    },
  },
  evaluate(workload, { group }) {
    if (workload.kind === 'container') {
      const init = wholeSystem(workload);
      if (init !== undefined) {
        return {
          e: -0.25,
          certainty: certainties.file,
          evidence: [init],
          text: {
            text: {
              en: 'the container boots a whole system instead of one service',
              de: 'der Container startet ein ganzes System statt eines Dienstes',
            },
          },
        };
      }
      if (workload.role === 'image') return smallImage(workload);
      const { all: services, own } = servicesOf(group);
      if (services.length < 2) return undefined;
      return {
        e: own >= 3 ? 1 : services.length >= 3 ? 0.7 : 0.4,
        certainty: certainties.file,
        evidence: headers(workload, services),
        text: {
          text:
            own === 0
              ? { en: '{count} services in one file', de: '{count} Dienste in einer Datei' }
              : {
                  en: '{count} services in one file, {own} of them built here',
                  de: '{count} Dienste in einer Datei, {own} davon hier gebaut',
                },
          args: { count: services.length, own },
        },
      };
    }
    const small = smallMachines(group);
    if (small.length < 2 || !small.includes(workload)) return undefined;
    return {
      e: small.length >= 3 ? 0.7 : 0.4,
      certainty: certainties.file,
      evidence: headers(workload, small),
      text: {
        text: {
          en: '{count} small Linux machines, each for one or a few services',
          de: '{count} kleine Linux-Maschinen, jede für einen oder wenige Dienste',
        },
        args: { count: small.length },
      },
    };
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  ⟦api⟧:\n    build: ./api\n  ⟦jobs⟧:\n    build: ./jobs\n  ⟦mail⟧:\n    build: ./mail\n',
      speaksFor: 'container',
    },
    { format: 'compose', text: 'services:\n  api:\n    build: ./api\n', speaksFor: 'unknown' },
    {
      format: 'kubernetes',
      text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  initContainers:\n    - name: wait\n      image: acme/wait:1.0\n  containers:\n    - name: api\n      image: acme/api:1.0\n    - name: log\n      image: acme/log:1.0\n',
      speaksFor: 'unknown',
    },
    {
      format: 'script',
      text: '#!/bin/sh\ndocker run -d --name api acme/api:1.0\ndocker run --rm acme/lint:1.0\ndocker run --rm acme/test:1.0\n',
      speaksFor: 'unknown',
    },
    { format: 'dockerfile', text: 'FROM ⟦alpine:3.22⟧\nCMD ["sleep", "60"]\n', speaksFor: 'container' },
    { format: 'dockerfile', text: 'FROM ubuntu:24.04\nCMD ["sleep", "60"]\n', speaksFor: 'unknown' },
    {
      format: 'dockerfile',
      text: 'FROM debian:12\nRUN apt-get update && apt-get install -y systemd apache2\n⟦CMD ["/lib/systemd/systemd"]⟧\n',
      speaksFor: 'vm',
    },
    {
      format: 'vagrantfile',
      text: `Vagrant.configure("2") do |config|
  config.vm.box = "debian/bookworm64"
  ["users", "orders", "stock"].each do |name|
    config.vm.define name do |node|
      node.vm.provider("virtualbox") { |vb| vb.memory = 1024 }
      node.vm.provision "shell", inline: "apt-get install -y nginx"
    end
  end
end
`,
      speaksFor: 'container',
    },
  ],
});

interface Services {
  readonly all: readonly ContainerWorkload[];
  /** How many of them are built here. */
  readonly own: number;
}

/** A verdict asks many times about the same group, for each of its workloads. */
const known = new WeakMap<readonly Workload[], Services>();

function servicesOf(group: readonly Workload[]): Services {
  const before = known.get(group);
  if (before !== undefined) return before;
  const all = distinctServices(group);
  const services = { all, own: all.filter(({ builtHere }) => is(builtHere, true)).length };
  known.set(group, services);
  return services;
}

/** Several containers of a pod are one service; what ends by itself, or is typed into a script to be watched, is none. */
function distinctServices(group: readonly Workload[]): readonly ContainerWorkload[] {
  const pods = new Set<string>();
  return containersOf(group).filter(({ role, pod, lifetime, format }) => {
    if (role !== 'service' || is(lifetime, 'job')) return false;
    if (format === 'script') return is(lifetime, 'service');
    if (pod === undefined) return true;
    const name = `${pod.controller} ${pod.object}`;
    if (pods.has(name)) return false;
    pods.add(name);
    return true;
  });
}

/** Bases without a whole user land, made for one program. */
const smallBase =
  /(^|[/:.-])(scratch|alpine|distroless|chiseled|busybox|[a-z0-9.]*slim|minimal|nanoserver|static)([/:.-]|\d|$)/;

function smallImage(workload: ContainerWorkload): Assessment | undefined {
  const { image } = workload;
  if (!isKnown(image) || !smallBase.test(image.value.text.toLowerCase())) return undefined;
  return {
    e: 0.5,
    certainty: certaintyOf(image),
    evidence: [evidenceOf(image, workload)],
    text: {
      text: {
        en: 'its small base image is made for a single program',
        de: 'das kleine Basis-Image ist für ein einzelnes Programm gemacht',
      },
    },
  };
}
