// The two layer diagrams: the workloads of the file as VMs and as containers, labelled with what the file says.

import { knownValue } from '../core/fact';
import { concerns, type Finding } from '../core/finding';
import { bytes, decimalBytes, type Language, render, type Text, verbatim } from '../core/message';
import type { Place } from '../core/span';
import type { Hypervisor, Workload } from '../core/workload';
import { hypervisors } from '../knowledge/hypervisors';
import { systemName } from '../knowledge/system-names';
import { vendorMinimum } from '../knowledge/vendor-minimum';
import type { ComparisonInput } from './row';
import { diagramTexts as texts } from './texts';
import type { ViewDiagram, ViewLayer, ViewPlace } from './view';

/** Turns a place into what editors count. */
export type Locate = (place: Place) => ViewPlace;

/** How many boxes stand side by side before the rest is counted. */
const mostBoxes = 5;

/** `KVM`; words where no product is known. */
export function hypervisorName(hypervisor: Hypervisor): Text {
  if (hypervisor === 'libvirt') return texts.libvirtHypervisor;
  return hypervisor === 'other' ? texts.otherHypervisor : verbatim(hypervisors[hypervisor].title);
}

/** What kind of hypervisor it is; VMware and libvirt each manage both kinds. */
function hypervisorKind(hypervisor: Hypervisor): Text {
  const { type } = hypervisors[hypervisor];
  if (type === undefined) return texts.typeUnknown;
  return { '1': texts.type1, '2': texts.type2, emulator: texts.emulator }[type];
}

function detail(parts: readonly (string | undefined)[]): { detail?: string } {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length === 0 ? {} : { detail: present.join(' · ') };
}

function memoryText(workload: Workload, language: Language): string | undefined {
  const memory = knownValue(workload.memory);
  if (memory === undefined || memory === 'unlimited') return undefined;
  const size = bytes(memory);
  return workload.kind === 'vm'
    ? size[language]
    : render({ text: texts.limit, args: { memory: size } }, language);
}

/** The worst thing that weakens this workload's own boundary, if a rule found one. */
function worstHole(findings: readonly Finding[], workload: Workload): Finding | undefined {
  return findings.find(
    (finding) =>
      finding.concern === 'isolation' && finding.severity === 'error' && concerns(finding, workload.id),
  );
}

function imageName(workload: Workload): string | undefined {
  const image = knownValue<string | { readonly text: string }>(workload.image);
  return typeof image === 'string' ? image : image?.text;
}

/** Keeps the workload that is compared among the boxes, whatever its position. */
function shown({ group, workload }: ComparisonInput): readonly Workload[] {
  const first = group.slice(0, mostBoxes);
  return first.includes(workload) ? first : [...first.slice(0, -1), workload];
}

function more(input: ComparisonInput, kind: ViewLayer['kind'], language: Language): ViewLayer[] {
  const count = input.group.length - shown(input).length;
  return count > 0 ? [{ kind, title: render({ text: texts.oneMore, args: { count } }, language) }] : [];
}

function workloadLayer(
  input: ComparisonInput,
  today: boolean,
  language: Language,
  locate: Locate,
): ViewLayer[] {
  const boxes = shown(input).map((workload): ViewLayer => {
    if (!today) return { kind: 'workload', title: workload.name };
    const hole = worstHole(input.findings, workload);
    return {
      kind: 'workload',
      title: workload.name,
      ...detail([imageName(workload), memoryText(workload, language)]),
      ...(hole === undefined ? {} : { hole: hole.title[language] }),
      place: locate((hole === undefined ? workload : hole.evidence[0]).place),
    };
  });
  return [...boxes, ...more(input, 'workload', language)];
}

function guestLayer(input: ComparisonInput, language: Language): ViewLayer[] {
  const boxes = shown(input).map((workload): ViewLayer => {
    const system = knownValue(workload.operatingSystem);
    const minimum = system && vendorMinimum(system)?.memory;
    const text =
      minimum === undefined
        ? texts.guestKernel[language]
        : render({ text: texts.guestMinimum, args: { memory: decimalBytes(minimum) } }, language);
    return {
      kind: 'guest',
      title: system === undefined ? texts.someGuest[language] : systemName(system),
      detail: text,
    };
  });
  return [...boxes, ...more(input, 'guest', language)];
}

function hypervisorLayer({ workload }: ComparisonInput, language: Language): ViewLayer {
  const hypervisor = workload.kind === 'vm' ? knownValue(workload.hypervisor) : undefined;
  const name = hypervisor === undefined ? '' : hypervisors[hypervisor].title;
  return {
    kind: 'hypervisor',
    title: name === '' ? texts.hypervisor[language] : name,
    detail: (hypervisor === undefined ? texts.typeUnknown : hypervisorKind(hypervisor))[language],
  };
}

function engineLayer({ posture }: ComparisonInput, language: Language): ViewLayer {
  if (posture === undefined) {
    return { kind: 'engine', title: texts.engine[language], detail: texts.engineUnknown[language] };
  }
  const seccomp =
    posture.seccomp === undefined
      ? texts.noSeccomp[language]
      : render({ text: texts.seccomp, args: { profile: posture.seccomp } }, language);
  return {
    kind: 'engine',
    title: posture.engine,
    ...detail([
      (posture.rootless ? texts.rootless : texts.rootful)[language],
      seccomp,
      (posture.userNamespaces ? texts.userNamespaces : texts.noUserNamespaces)[language],
      posture.insideVm,
    ]),
  };
}

function kernelLayer({ group }: ComparisonInput, language: Language): ViewLayer {
  const text =
    group.length > 1 ? { text: texts.sharedBy, args: { count: group.length } } : { text: texts.sharedByOne };
  return { kind: 'kernel', title: texts.sharedKernel[language], detail: render(text, language) };
}

function hostLayer({ host }: ComparisonInput, language: Language): ViewLayer {
  const parts = [
    host.memory === undefined ? undefined : bytes(host.memory)[language],
    host.cpus === undefined ? undefined : render({ text: texts.cpus, args: { count: host.cpus } }, language),
  ];
  const known = parts.some((part) => part !== undefined);
  return {
    kind: 'host',
    title: texts.host[language],
    ...detail(known ? parts : [texts.hostUnknown[language]]),
  };
}

/** Both diagrams. */
export function diagrams(
  input: ComparisonInput,
  language: Language,
  locate: Locate,
): { readonly vm: ViewDiagram; readonly container: ViewDiagram } {
  const isVm = input.workload.kind === 'vm';
  return {
    vm: {
      title: texts.asVms[language],
      today: isVm,
      layers: [
        workloadLayer(input, isVm, language, locate),
        guestLayer(input, language),
        [hypervisorLayer(input, language)],
        [hostLayer(input, language)],
      ],
    },
    container: {
      title: texts.asContainers[language],
      today: !isVm,
      layers: [
        workloadLayer(input, !isVm, language, locate),
        [engineLayer(input, language)],
        [kernelLayer(input, language)],
        [hostLayer(input, language)],
      ],
    },
  };
}
