// What Terraform itself does to a machine once it runs: connections, scripts, other tools.
import { is, isKnown, type Known, stated, unknown } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Secret } from '../../core/workload';
import { secretQuality } from '../../knowledge/secrets';
import {
  addProvisioner,
  addScript,
  type Draft,
  emptyDraft,
  finish,
  locator,
  type UserData,
} from '../cloud-init/draft';
import type { Code } from '../code';
import { blocks, type HclBlock, type HclExpression } from '../hcl/tree';
import { closeSoftware } from '../software';
import type { MachineReading } from './machine';
import { texts } from './messages';
import type { Scope } from './scope';
import { type Section, sectionOfBlock } from './section';
import { codeOf, fileNamed } from './user-data';

/** What connections and provisioners of a machine say; `undefined` where there are none. */
export function provisioningOf({ resource, settings }: MachineReading): UserData | undefined {
  const { scope } = settings;
  const connections = blocks(resource.block.body, 'connection');
  const provisioners = blocks(resource.block.body, 'provisioner');
  if (connections.length === 0 && provisioners.length === 0) return undefined;
  const draft = emptyDraft();
  const inner = provisioners.flatMap(({ body }) => blocks(body, 'connection'));
  for (const block of [...connections, ...inner]) readConnection(sectionOfBlock(block, scope), draft);
  for (const block of provisioners) readProvisioner(block, scope, draft);
  // Over WinRM the commands are those of Windows, which are not read.
  const isWindows = [...connections, ...inner].some((block) =>
    is(sectionOfBlock(block, scope).text('type'), 'winrm'),
  );
  if (isWindows && draft.provisioners.length > 0) closeSoftware(draft, outside);
  return finish(draft);
}

function readConnection(connection: Section, draft: Draft): void {
  const type = connection.text('type');
  const isWindows = isKnown(type) && type.value === 'winrm';
  const user = connection.text('user');
  const account = isKnown(user) ? user.value : isWindows ? 'Administrator' : 'root';
  for (const secret of passwordIn(connection, 'password', `${isWindows ? 'winrm' : 'ssh'}: ${account}`)) {
    // Several provisioners repeat the same login.
    if (!draft.secrets.some(({ value }) => value.name === secret.value.name)) draft.secrets.push(secret);
  }
  // By default the login goes over HTTP with basic authentication.
  const isOff = (name: string): boolean => {
    const flag = connection.flag(name);
    return isKnown(flag) ? !flag.value : !connection.has(name);
  };
  if (isWindows && isOff('https') && isOff('use_ntlm') && draft.plaintextManagement.length === 0)
    draft.plaintextManagement.push(stated('winrm', connection.placeOf('type') ?? connection.place));
}

/** A password in plain text, unless it is none or a file's. */
export function passwordIn(section: Section, name: string, login: string): Known<Secret>[] {
  const password = section.text(name);
  if (!isKnown(password)) return [];
  const quality = secretQuality('password', password.value);
  return quality === undefined ? [] : [{ ...password, value: { kind: 'password', name: login, quality } }];
}

const tools: Readonly<Record<string, string>> = {
  chef: 'chef',
  puppet: 'puppet',
  'salt-masterless': 'salt',
  habitat: 'habitat',
  ansible: 'ansible',
};

const otherTool = unknown(texts.otherTool);
const outside = unknown(texts.outsideScript);

function readProvisioner(block: HclBlock, scope: Scope, draft: Draft): void {
  const type = block.labels[0]?.text ?? '';
  const settings = sectionOfBlock(block, scope);
  const place: Place = settings.place;
  if (type === 'remote-exec') readRemote(settings, draft);
  else if (type === 'local-exec') readLocal(settings, draft);
  else if (type !== 'file') {
    const tool = Object.hasOwn(tools, type) ? tools[type] : undefined;
    if (tool !== undefined) addProvisioner(draft, tool, place);
    closeSoftware(draft, otherTool);
  }
}

/** Commands for the machine: `inline`, or files. */
function readRemote(settings: Section, draft: Draft): void {
  const { place, scope } = settings;
  const inline = settings.expression('inline');
  if (inline !== undefined) {
    const code = inlineCode(inline.expression, scope);
    if (code === undefined) closeSoftware(draft, outside);
    else {
      addProvisioner(draft, 'shell', place);
      addScript(
        draft,
        code.text,
        locator(code, (span) => ({ path: scope.path, span })),
      );
    }
    return;
  }
  const script = settings.expression('script');
  const file = script && fileNamed(script.expression, scope);
  if (file === undefined) closeSoftware(draft, outside);
  else {
    const { code, path } = file;
    addProvisioner(draft, 'shell', place);
    addScript(
      draft,
      code.text,
      locator(code, (span) => ({ path, span })),
    );
  }
}

/** A list of commands as one script; `undefined` where it is none that stands here. */
function inlineCode(expression: HclExpression, scope: Scope): Code | undefined {
  if (expression.kind === 'template') return codeOf(expression, scope);
  if (expression.kind !== 'tuple') return undefined;
  let text = '';
  const pieces: number[] = [];
  for (const { value } of expression.entries) {
    if (value.kind !== 'template') return undefined;
    const line = codeOf(value, scope);
    for (let index = 0; index < (line.pieces?.length ?? 0); index += 2) {
      pieces.push((line.pieces?.[index] ?? 0) + text.length, line.pieces?.[index + 1] ?? 0);
    }
    // The line break stands for what follows the text: its quote.
    pieces.push(text.length + line.text.length, value.span.end - 1);
    text += `${line.text}\n`;
  }
  return { text, pieces };
}

/** Programs that set machines up from the computer Terraform runs on. */
const configurators: readonly (readonly [RegExp, string])[] = [
  [/\bansible(?:-playbook|-pull)?\b/, 'ansible'],
  [/\bsalt(?:-ssh|-call)?\b/, 'salt'],
  [/\b(?:knife|chef)\b/, 'chef'],
  [/\bbolt\s+plan\b|\bpuppet\b/, 'puppet'],
];

function readLocal(settings: Section, draft: Draft): void {
  const command = settings.expression('command')?.expression;
  if (command?.kind !== 'template') return;
  const { text } = codeOf(command, settings.scope);
  const [, tool] = configurators.find(([pattern]) => pattern.test(text)) ?? [];
  if (tool === undefined) return;
  addProvisioner(draft, tool, settings.place);
  closeSoftware(draft, otherTool);
}
