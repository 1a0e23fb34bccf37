// Turns an answer file into a machine of role `setup`: Windows with accounts, services and first commands.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  incomplete,
  isKnown,
  type Known,
  listed,
  notExpressible,
  notStated,
  type Stated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { Place, Span } from '../../core/span';
import type { OperatingSystem, VirtualMachine } from '../../core/workload';
import { operatingSystemOf } from '../../knowledge/operating-systems';
import { documents } from '../../knowledge/sources';
import { type Updating, updatesFact } from '../shell/updates';
import { addWindows, closeSoftware, emptySoftware, type SoftwareDraft } from '../software';
import { unsaidMachine } from '../unsaid';
import { isOpen, readWindows } from '../windows/commands';
import { attributeNamed, childNamed, textOf, walk, type XmlDocument, type XmlElement } from '../xml/tree';
import { broken, filledIn, hasDesktop, isWindows, outside, protectionOff } from './messages';
import { passwordsOf } from './passwords';

/** The machine an answer file sets up; `undefined` where there is no `<unattend>`. */
export function lower(document: XmlDocument, path: string): VirtualMachine | undefined {
  const elements = [...walk(document.nodes)];
  const root = elements.find(({ name }) => name === 'unattend');
  if (root === undefined) return undefined;
  const at = (span: Span): Place => ({ path, span });
  const isBroken = document.problems.length > 0 || elements.some(({ recovered }) => recovered);
  const computer = valued(elements, 'ComputerName');
  const name = computer === undefined || isOpen(computer.value) ? fileName(path) : computer.value;
  const image = imageNameOf(elements);
  const operatingSystem = systemOf(image, root, at);
  const commands = readCommands(document, elements, at);
  const rest = isBroken ? broken : commands.rest.packages;
  const list = <T>(items: readonly Known<T>[]): Facts<T> => listed(items, rest);
  return {
    kind: 'vm',
    role: 'setup',
    id: `${path}#${name.replaceAll('#', '%23')}`,
    name,
    format: 'autounattend',
    path,
    place: at(root.openTag.end > root.openTag.start ? root.openTag : root.nameSpan),
    body: at(root.span),
    ...unsaidMachine(notExpressible),
    software: {
      packages: list([...desktopOf(image, at), ...commands.packages]),
      services: list([...remoteDesktopOf(elements, at), ...commands.services]),
      kernelModules: list([]),
    },
    secrets: isBroken
      ? incomplete([...passwordsOf(document, at), ...commands.secrets], broken)
      : complete([...passwordsOf(document, at), ...commands.secrets]),
    operatingSystem,
    provisioners: complete(commands.provisioners),
    firmware: firmwareOf(elements, at),
    architecture: architectureOf(elements, at),
    plaintextManagement: list(commands.plaintext),
    automaticUpdates: updatesOf(elements, operatingSystem, commands.updates, at, rest),
  };
}

/** The text of an element, where it has one. */
interface Valued {
  readonly element: XmlElement;
  readonly value: string;
}

function valued(elements: readonly XmlElement[], name: string): Valued | undefined {
  for (const element of elements) {
    const value = element.name === name ? textOf(element)?.value : undefined;
    if (value !== undefined && value !== '') return { element, value };
  }
  return undefined;
}

/** `answers/web/autounattend.xml` gives `autounattend`. */
function fileName(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return file.replace(/\..*$/, '') || file;
}

/** The value of the metadata that chooses an image by its name. */
function imageNameOf(elements: readonly XmlElement[]): Valued | undefined {
  for (const data of elements) {
    const key = data.name === 'MetaData' ? childNamed(data, 'Key') : undefined;
    if (key === undefined || !/^\/IMAGE\/(?:NAME|DESCRIPTION)$/i.test(textOf(key)?.value ?? '')) continue;
    const element = childNamed(data, 'Value');
    const value = element && textOf(element)?.value;
    if (element !== undefined && value !== undefined) return { element, value };
  }
  return undefined;
}

function systemOf(
  image: Valued | undefined,
  root: XmlElement,
  at: (span: Span) => Place,
): Fact<OperatingSystem> {
  if (image !== undefined && !isOpen(image.value)) {
    // The name of Server 2008 while it was made.
    const system = operatingSystemOf(image.value.replace(/Windows Longhorn/i, 'Windows Server 2008'));
    if (system?.family === 'windows') return stated(system, at(image.element.span));
  }
  return implied({ family: 'windows' }, isWindows, documents.unattend, at(root.nameSpan));
}

/** The desktop, where the image's name is that of a server edition with one. */
function desktopOf(image: Valued | undefined, at: (span: Span) => Place): readonly Known<string>[] {
  if (image === undefined || !/server/i.test(image.value)) return [];
  const isFull = /\bSERVER(?:STANDARD|DATACENTER|ENTERPRISE)(?:ACOR)?$|\(Desktop Experience\)$/i.test(
    image.value,
  );
  return isFull
    ? [implied('desktop-experience', hasDesktop, documents.windowsHardware, at(image.element.span))]
    : [];
}

/** Remote Desktop, where the answer file lets connections in. */
function remoteDesktopOf(
  elements: readonly XmlElement[],
  at: (span: Span) => Place,
): readonly Stated<string>[] {
  const denied = valued(elements, 'fDenyTSConnections');
  return denied !== undefined && /^(?:false|0)$/i.test(denied.value)
    ? [stated('termservice', at(denied.element.span))]
    : [];
}

/** An EFI partition is made for UEFI alone. */
function firmwareOf(elements: readonly XmlElement[], at: (span: Span) => Place): Fact<'bios' | 'uefi'> {
  const type = elements.find(
    (element) =>
      element.name === 'Type' &&
      element.parent?.name === 'CreatePartition' &&
      /^EFI$/i.test(textOf(element)?.value ?? ''),
  );
  return type === undefined ? notStated : stated('uefi', at(type.span));
}

const architectures: Readonly<Record<string, string>> = { amd64: 'x86_64', x86: 'i686', arm64: 'aarch64' };

function architectureOf(elements: readonly XmlElement[], at: (span: Span) => Place): Fact<string> {
  for (const element of elements) {
    const written =
      element.name === 'component' ? attributeNamed(element, 'processorArchitecture') : undefined;
    if (written === undefined) continue;
    const name = architectures[written.value.toLowerCase()];
    return name === undefined ? unknown(filledIn, at(written.span)) : stated(name, at(written.span));
  }
  return notStated;
}

function updatesOf(
  elements: readonly XmlElement[],
  operatingSystem: Fact<OperatingSystem>,
  steps: readonly Stated<Updating>[],
  at: (span: Span) => Place,
  rest: Unknown | undefined,
): Fact<boolean> {
  const said = updatesFact(steps);
  if (isKnown(said)) return said;
  const protect = valued(elements, 'ProtectYourPC');
  if (protect?.value === '3' && isKnown(operatingSystem) && isBefore10(operatingSystem.value))
    return implied(false, protectionOff, documents.unattend, at(protect.element.span));
  return rest ?? notStated;
}

/** From Windows 10 and Server 2016 on, the setting is about express settings and no more about updates. */
function isBefore10({ distribution, release = '' }: OperatingSystem): boolean {
  if (distribution === 'windows') return ['vista', '7', '8', '8.1'].includes(release);
  return distribution === 'windows-server' && release !== '' && Number.parseInt(release, 10) < 2016;
}

/** What the commands of an answer file give. */
interface Commands extends SoftwareDraft {
  readonly plaintext: Known<string>[];
  readonly provisioners: Known<string>[];
}

/** Elements that hold a command, by the element around them. */
const commandElements: Readonly<Record<string, string>> = {
  SynchronousCommand: 'CommandLine',
  AsynchronousCommand: 'CommandLine',
  RunSynchronousCommand: 'Path',
  RunAsynchronousCommand: 'Path',
};

/** The element whose text is a command: `CommandLine` or `Path` of one of the lists. */
export function isCommand(element: XmlElement): boolean {
  return element.parent !== undefined && commandElements[element.parent.name] === element.name;
}

function readCommands(
  document: XmlDocument,
  elements: readonly XmlElement[],
  at: (span: Span) => Place,
): Commands {
  const found: Commands = { ...emptySoftware(), plaintext: [], provisioners: [] };
  for (const element of elements) {
    const written = isCommand(element) ? textOf(element) : undefined;
    if (written === undefined) continue;
    // Where references are decoded, offsets in the value are none in the file.
    const raw = document.text.slice(written.span.start, written.span.end);
    const isExact = !raw.includes('&');
    const { span } = written;
    const place = ({ start, end }: Span): Place =>
      at(isExact ? { start: span.start + start, end: span.start + end } : element.span);
    const facts = readWindows(isExact ? raw : written.value);
    if (found.provisioners.length === 0) found.provisioners.push(stated('shell', at(element.span)));
    addWindows(found, facts, place);
    for (const item of facts.plaintext) found.plaintext.push(stated('winrm', place(item)));
    if (facts.outside.length > 0) closeSoftware(found, outside);
  }
  return found;
}
