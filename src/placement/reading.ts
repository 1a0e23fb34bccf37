// What criteria and gates read from a workload, in words they share.
import { isKnown, type Known, notExpressible } from '../core/fact';
import type { Evidence } from '../core/finding';
import { type Message, type Text, verbatim } from '../core/message';
import type {
  ContainerWorkload,
  ImageReference,
  OperatingSystem,
  Process,
  VirtualMachine,
  Workload,
} from '../core/workload';
import { endOfLife } from '../knowledge/end-of-life';
import { engineSocketAt } from '../knowledge/host-paths';
import {
  findImage,
  foreignCodeImages,
  imageName,
  initImages,
  privilegeDroppingImages,
  statefulImages,
} from '../knowledge/images';
import { attackTargets, machineLaunchers, type Product } from '../knowledge/products';
import { systemName } from '../knowledge/system-names';
import type { Assessment } from './criterion';
import type { GateState } from './gate';

import type { Answers } from './questions';
import { certainties } from './weights';

/** How sure a known fact is. */
export function certaintyOf(fact: Known<unknown>): number {
  return fact.state === 'stated' ? certainties.file : certainties.implied;
}

/** Where a known fact stands; the workload's header when it stands nowhere. */
export function evidenceOf(fact: Known<unknown>, workload: Workload): Evidence {
  return { place: fact.place ?? workload.place };
}

/** How many headers a reason about several workloads shows. */
const shownHeaders = 5;

/** The headers of some workloads, the one judged first. */
export function headers(workload: Workload, others: readonly Workload[]): readonly Evidence[] {
  return [workload, ...others.filter((other) => other !== workload)]
    .slice(0, shownHeaders)
    .map(({ place }) => ({ place }));
}

/** The containers among some workloads. */
export function containersOf(group: readonly Workload[]): readonly ContainerWorkload[] {
  return group.filter((workload) => workload.kind === 'container');
}

/** The machines among some workloads. */
export function machinesOf(group: readonly Workload[]): readonly VirtualMachine[] {
  return group.filter((workload) => workload.kind === 'vm');
}

/** A reading of a whole group, made once for all of its workloads: a file may hold a thousand. */
export function ofGroup<T>(read: (group: readonly Workload[]) => T): (group: readonly Workload[]) => T {
  const known = new WeakMap<readonly Workload[], { readonly value: T }>();
  return (group) => {
    const found = known.get(group) ?? { value: read(group) };
    known.set(group, found);
    return found.value;
  };
}

/** Whether the workload's name matches, as evidence; a name is only a hint. */
export function namedLike(workload: Workload, pattern: RegExp): Evidence | undefined {
  return pattern.test(workload.name) ? { place: workload.place } : undefined;
}

/** Where a container boots a whole system instead of starting one program. */
export function wholeSystem(workload: ContainerWorkload): Evidence | undefined {
  for (const fact of [workload.entrypoint, workload.command]) {
    if (isKnown(fact) && startsInit(fact.value)) return evidenceOf(fact, workload);
  }
  const { image } = workload;
  if (!isKnown(image) || isKnown(workload.command) || isKnown(workload.entrypoint)) return undefined;
  return findImage(initImages, image.value)?.init === 'systemd' ? evidenceOf(image, workload) : undefined;
}

function startsInit({ words }: Process): boolean {
  const [program = ''] = (words[0] ?? '').trim().split(/\s+/);
  return /^(\/.*\/)?(systemd|init)$/.test(program);
}

/** Whether it is a machine, or an image that holds one. */
export function packagedAsMachine(workload: Workload): boolean {
  return workload.kind === 'vm' || wholeSystem(workload) !== undefined;
}

/** Whether everything a machine installs is listed in the file, so that it can be installed elsewhere. */
export function portablePayload(workload: Workload): boolean {
  if (workload.kind !== 'vm') return false;
  const { packages, services } = workload.software;
  const listed = packages.items.length + services.items.length > 0;
  return (
    listed &&
    packages.rest === undefined &&
    workload.provisioners.items.every(({ value }) => value === 'shell')
  );
}

const enginePackages =
  /^(docker(-(ce|engine|ee))?|docker\.io|moby-engine|podman|containerd(\.io)?|k3s|kubelet|kubeadm|microk8s|cri-o|nomad)$/;
const engineProvisioners = /^(docker|docker_compose|podman|k3s|rke2|kubernetes|nomad)$/;
const engineServices = /^(docker|containerd|kubelet|k3s|crio|podman|nomad)(\.service)?$/;

/** Distributions whose only purpose is to carry an engine. */
const engineSystems = /^(fedora-coreos|coreos|flatcar)$/;
/** Names that people give to such machines, and products that bring an engine along. */
const engineNames =
  /(^|[^a-z])(docker|dokku|k3o?s|rke2?|k8s|kube(?!virt)[a-z]*|microk8s|minikube|openshift|podman|rancher(os)?|swarm)([^a-z]|$)/i;

/** Where a machine gets a container engine: installed, part of its system, or suggested by its name. */
export function carriesEngine(workload: VirtualMachine): Evidence | undefined {
  const { operatingSystem, image } = workload;
  const item =
    workload.provisioners.items.find(({ value }) => engineProvisioners.test(value)) ??
    workload.software.packages.items.find(({ value }) => enginePackages.test(value)) ??
    workload.software.services.items.find(({ value }) => engineServices.test(value));
  if (item !== undefined) return evidenceOf(item, workload);
  if (isKnown(operatingSystem) && !isLinux(operatingSystem.value)) return undefined;
  if (isKnown(operatingSystem) && engineSystems.test(operatingSystem.value.distribution ?? '')) {
    return evidenceOf(operatingSystem, workload);
  }
  if (isKnown(image) && engineNames.test(image.value)) return evidenceOf(image, workload);
  return namedLike(workload, engineNames);
}

/** How a machine gets its content. */
export interface Provisioning {
  /** `managed`: by a configuration tool; `inline`: by scripts in the file alone; `elsewhere`: also by one not read. */
  readonly kind: 'managed' | 'inline' | 'elsewhere';
  readonly tool?: string;
  readonly evidence: Evidence;
}

/** Tools that bring a machine into a described state. */
const managers = /^(ansible(_local)?|puppet(_server)?|chef(_\w+)?|salt|cfengine|dsc)$/;

/** How a machine gets its content; `undefined` where the file does not say that anything is installed. */
export function provisioningOf(workload: VirtualMachine): Provisioning | undefined {
  const { packages, services, kernelModules } = workload.software;
  const tool = workload.provisioners.items.find(({ value }) => managers.test(value));
  if (tool !== undefined) return { kind: 'managed', tool: tool.value, evidence: evidenceOf(tool, workload) };
  const [first] = [...packages.items, ...services.items, ...kernelModules.items];
  const script = workload.provisioners.items.find(({ value }) => value === 'shell');
  const other = workload.provisioners.items.find(({ value }) => value !== 'shell');
  const rest = packages.rest ?? services.rest;
  const unread = rest === undefined || rest === notExpressible ? undefined : rest;
  if (unread !== undefined || other !== undefined) {
    const place = unread?.place ?? other?.place ?? workload.place;
    return { kind: 'elsewhere', evidence: { place } };
  }
  const inline = first ?? script;
  return inline === undefined ? undefined : { kind: 'inline', evidence: evidenceOf(inline, workload) };
}

/** How long the operating system has been, or will be, supported. */
export interface SupportReading {
  /** The release as a name: `Ubuntu 20.04`. */
  readonly name: string;
  /** The last day of general support, `YYYY-MM-DD`. */
  readonly date: string;
  /** Years since that day, negative before it; half of them while paid or reduced support lasts. */
  readonly yearsOver: number;
  readonly certainty: number;
  readonly evidence: Evidence;
}

/** The support of the workload's operating system, as far as its release is known. */
export function supportOf(workload: Workload, today: string): SupportReading | undefined {
  const os = workload.operatingSystem;
  if (!isKnown(os)) return undefined;
  const support = endOfLife(os.value, today);
  if (support === undefined) return undefined;
  const years = (Date.parse(today) - Date.parse(support.date)) / (365.25 * 24 * 3600 * 1000);
  return {
    name: systemName(os.value),
    date: support.date,
    yearsOver: support.state === 'limited' ? years / 2 : years,
    certainty: certaintyOf(os),
    evidence: evidenceOf(os, workload),
  };
}

/** Words that name something that executes code. */
const executes =
  /(^|[^a-z])(judge\d*|(github|gitlab|ci|actions|build)?[-_/]?runners?|sandbox(ed)?|untrusted|submissions?|(code|agent)-?exec|((code|agent)-?)?exec(utors?|ution)|playground)([^a-z]|$)/i;
/** Words in the name of an image that tell what the product is for; a project's own names are weaker. */
const productWords =
  /(^|[^a-z])(judge\d*|(github|gitlab|ci|actions|build)[-_/]?runner|sandbox|notebook|jupyter(hub|lab)?)([^a-z]|$)/;

/** A sign that code of others runs in a workload. */
export interface ForeignCodeSign {
  /** What gate G3 makes of it. */
  readonly state: GateState;
  readonly certainty: number;
  readonly evidence: readonly Evidence[];
  readonly text: Message;
}

/** What the user answered about code of others, directly or by the kind of runner; `undefined` when neither was asked. */
export function foreignCodeAnswer(answers: Answers): 'yes' | 'no' | undefined {
  const runner = answers['ci.runner'];
  return (
    answers['K9.foreignCode'] ?? (runner === undefined ? undefined : runner === 'own-forks' ? 'yes' : 'no')
  );
}

/** The strongest sign that code of others runs in the workload: a known product, else a name. */
export function foreignCode(workload: Workload): ForeignCodeSign | undefined {
  const image = imageOf(workload);
  const product = image === undefined ? undefined : knownPurpose(image);
  if (product?.state === 'met') return product;
  const name = [workload.name, image?.name ?? ''].find((each) => executes.test(each));
  const socket = name === undefined ? undefined : engineSocket(workload);
  if (name !== undefined && socket !== undefined) {
    return {
      state: 'met',
      certainty: certainties.hint,
      evidence: [{ place: workload.place }, socket],
      text: {
        text: {
          en: 'the name {name} suggests that it runs code of others, and it can start containers on the host’s engine',
          de: 'der Name {name} lässt fremden Code vermuten, und der Workload kann auf der Engine des Hosts Container starten',
        },
        args: { name },
      },
    };
  }
  if (product !== undefined) return product;
  if (image !== undefined && productWords.test(image.name)) {
    const evidence = [image.evidence];
    return { state: 'undecidable', certainty: certainties.hint, evidence, text: nameText(image.name) };
  }
  if (!executes.test(workload.name)) return undefined;
  const evidence = [{ place: workload.place }];
  return { state: 'open', certainty: certainties.hint, evidence, text: nameText(workload.name) };
}

function knownPurpose({ name, reference, evidence }: NamedImage): ForeignCodeSign | undefined {
  const target = productOf(attackTargets, name);
  if (target !== undefined) {
    const text = productText(name, target.what);
    return { state: 'met', certainty: certainties.implied, evidence: [evidence], text };
  }
  const known = reference === undefined ? undefined : findImage(foreignCodeImages, reference);
  if (known === undefined) return undefined;
  // Judges and agents run foreign code by design; for runners and notebooks it depends on who uses them.
  const byDesign = known.purpose === 'judge' || known.purpose === 'agent';
  return {
    state: byDesign ? 'met' : known.purpose === 'browser' ? 'open' : 'undecidable',
    certainty: byDesign ? certainties.implied : certainties.hint,
    evidence: [evidence],
    text: productText(name, known.what),
  };
}

/** Where a container gets hold of the host's engine. */
function engineSocket(workload: Workload): Evidence | undefined {
  if (workload.kind === 'vm') return undefined;
  const mount = workload.mounts.items.find(
    ({ value }) => value.kind === 'bind' && engineSocketAt(value.source ?? '')?.exposes === 'socket',
  );
  return mount === undefined ? undefined : evidenceOf(mount, workload);
}

function productText(name: string, what: Text): Message {
  return { text: { en: '{name} {what}', de: '{name} {what}' }, args: { name, what } };
}

function nameText(name: string): Message {
  return {
    text: {
      en: 'the name {name} suggests that code of others runs in it, but a name proves nothing',
      de: 'der Name {name} lässt fremden Code vermuten, doch ein Name beweist nichts',
    },
    args: { name: verbatim(name) },
  };
}

interface NamedImage {
  /** Lower case, without tag. */
  readonly name: string;
  /** Absent for the box of a machine. */
  readonly reference?: ImageReference;
  readonly evidence: Evidence;
}

function imageOf(workload: Workload): NamedImage | undefined {
  if (workload.kind === 'vm') {
    const { image } = workload;
    if (!isKnown(image)) return undefined;
    return { name: image.value.toLowerCase(), evidence: evidenceOf(image, workload) };
  }
  const { image } = workload;
  if (!isKnown(image)) return undefined;
  return { name: imageName(image.value), reference: image.value, evidence: evidenceOf(image, workload) };
}

function productOf(products: readonly Product[], name: string): Product | undefined {
  return products.find(({ pattern }) => pattern.test(name));
}

/** Where a container's image is known to only launch a virtual machine. */
export function machineLauncher(
  workload: ContainerWorkload,
): { readonly evidence: Evidence; readonly text: Message } | undefined {
  const image = imageOf(workload);
  const product = image === undefined ? undefined : productOf(machineLaunchers, image.name);
  if (image === undefined || product === undefined) return undefined;
  return { evidence: image.evidence, text: productText(image.name, product.what) };
}

/** A finished product that a service runs unchanged and that runs no code of its users. */
export function stockProduct(
  workload: Workload,
): { readonly name: string; readonly evidence: Evidence } | undefined {
  if (workload.kind === 'vm' || workload.role === 'image') return undefined;
  const { image, builtHere } = workload;
  if (!isKnown(image) || (isKnown(builtHere) && builtHere.value)) return undefined;
  const known = findImage(statefulImages, image.value) ?? findImage(privilegeDroppingImages, image.value);
  if (known === undefined) return undefined;
  return { name: image.value.text, evidence: evidenceOf(image, workload) };
}

/** Where the project's own sources are mounted, as during development. */
export function developmentSetup(workload: Workload): Evidence | undefined {
  if (workload.kind === 'vm') {
    const folder = workload.sharedFolders.items.find(
      ({ value }) => value.kind === 'live' && value.origin === 'explicit' && isProjectPath(value.source),
    );
    return folder === undefined ? undefined : evidenceOf(folder, workload);
  }
  if (!isKnown(workload.builtHere) || !workload.builtHere.value) return undefined;
  const mount = workload.mounts.items.find(
    ({ value }) => value.kind === 'bind' && !value.readOnly && isProjectPath(value.source),
  );
  return mount === undefined ? undefined : evidenceOf(mount, workload);
}

/** Relative to the file, as a project's sources are; a home folder or `/srv` is not. */
function isProjectPath(path: string | undefined): boolean {
  return /^\.{1,2}(\/|$)/.test(path ?? '');
}

const databasePackages =
  /^(mysql-server.*|mysql-community-server|mariadb-server.*|mariadb|postgresql(-server|-\d.*)?|mongodb(-org|-server)?|redis(-server)?|elasticsearch|slapd|couchdb|influxdb)$/;

const dataPath = /(^|\/)(data|db|database|storage|pgdata|mysql|postgresql|mongo)(\/|$)/i;

/** What is known about data the workload keeps. */
export function stateOf(workload: Workload): Assessment | undefined {
  return workload.kind === 'vm' ? stateOfMachine(workload) : stateOfContainer(workload);
}

function stateOfMachine(workload: VirtualMachine): Assessment | undefined {
  const { packages, services } = workload.software;
  const database = packages.items.find(({ value }) => databasePackages.test(value));
  if (database === undefined) return undefined;
  const text: Message = {
    text: {
      en: 'the database {name} keeps its data on the machine’s disk',
      de: 'die Datenbank {name} hält ihre Daten auf der Platte der Maschine',
    },
    args: { name: database.value },
  };
  const base = { e: -0.5, certainty: certainties.file, evidence: [evidenceOf(database, workload)], text };
  const others = packages.items.length + services.items.length > 1;
  return others ? { ...base, part: database.value } : base;
}

function stateOfContainer(workload: ContainerWorkload): Assessment | undefined {
  const { image, mounts } = workload;
  const kept = mounts.items.find(({ value }) => value.kind === 'volume' && !value.readOnly);
  const known = isKnown(image) ? findImage(statefulImages, image.value) : undefined;
  if (known !== undefined && isKnown(image) && (known.maybeCache !== true || kept !== undefined)) {
    return {
      e: -0.5,
      certainty: certainties.implied,
      evidence: [evidenceOf(image, workload)],
      text: {
        text: {
          en: '{name} keeps its data on a local disk that only one instance may write to',
          de: '{name} hält seine Daten auf einer lokalen Platte, auf die nur eine Instanz schreiben darf',
        },
        args: { name: image.value.text },
      },
    };
  }
  const bound = mounts.items.find(
    ({ value }) =>
      value.kind === 'bind' && !value.readOnly && dataPath.test(`${value.source}/${value.target}`),
  );
  const hinted = kept ?? bound;
  if (hinted !== undefined) {
    return {
      e: -0.3,
      certainty: certainties.hint,
      evidence: [evidenceOf(hinted, workload)],
      text: {
        text: {
          en: '{path} is kept when the container is replaced',
          de: '{path} bleibt erhalten, wenn der Container ersetzt wird',
        },
        args: { path: hinted.value.target },
      },
    };
  }
  if (workload.role === 'image' || mounts.rest !== undefined) return undefined;
  return {
    e: 0.5,
    certainty: certainties.file,
    evidence: [{ place: workload.place }],
    text: {
      text: { en: 'it keeps no data of its own', de: 'der Workload hält keine eigenen Daten' },
    },
  };
}

/** From how many disks on a machine's disks are what it is about; ours. */
const manyDisks = 4;

/** The disks of a machine that is about block devices. */
export function manyDisksOf(workload: VirtualMachine): readonly Known<unknown>[] {
  const disks = workload.disks.items.filter(({ value }) => value.kind === 'disk' || value.kind === 'lun');
  return disks.length >= manyDisks ? disks : [];
}

/** Where a machine shows a window or desktop of its own. */
export function desktop(workload: VirtualMachine): Evidence | undefined {
  const { graphicalInterface } = workload;
  return isKnown(graphicalInterface) && graphicalInterface.value
    ? evidenceOf(graphicalInterface, workload)
    : undefined;
}

/** Kernel modules by name that the workload loads, builds or brings; a mounted directory of the host's is none. */
export function modulesOf(workload: Workload): readonly Known<string>[] {
  return workload.software.kernelModules.items.filter(({ value }) => !value.startsWith('/'));
}

/** Whether a container host could share its kernel with it, as far as the family tells. */
export function isLinux({ family }: OperatingSystem): boolean {
  return family === 'linux' || family === 'other';
}
