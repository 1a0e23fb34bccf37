// Passwords in an answer file: `PlainText` false only encodes them, so they are read all the same. None is kept.
import { type Known, stated } from '../../core/fact';
import type { Place } from '../../core/span';
import type { Secret } from '../../core/workload';
import { passwordQuality } from '../../knowledge/secrets';
import { base64Bytes } from '../base64';
import { isOpen } from '../windows/commands';
import { childNamed, textOf, walk, type XmlDocument, type XmlElement } from '../xml/tree';

/** Every password of an account that works as written, in the order of the text. */
export function passwordsOf(
  document: XmlDocument,
  at: (span: Place['span']) => Place,
): readonly Known<Secret>[] {
  return [...walk(document.nodes)].flatMap((element): Known<Secret>[] => {
    if (!/^(?:Administrator)?Password$/.test(element.name)) return [];
    const holder = childNamed(element, 'Value') ?? element;
    const written = textOf(holder);
    const account = accountOf(element);
    if (written === undefined || !written.resolved || account === undefined || isOpen(written.value))
      return [];
    const isEncoded = /^false$/i.test(textIn(element, 'PlainText') ?? '');
    const password = isEncoded ? (decoded(written.value, element.name) ?? written.value) : written.value;
    const quality = passwordQuality(account.slice(account.lastIndexOf('\\') + 1), password);
    if (quality === undefined) return [];
    return [stated({ kind: 'password', name: account, quality }, at(holder.span))];
  });
}

/** Whose password it is; `undefined` where it is not in use. */
function accountOf(element: XmlElement): string | undefined {
  const { parent } = element;
  if (element.name === 'AdministratorPassword' || parent === undefined) return 'Administrator';
  const named = textIn(parent, 'Username') ?? textIn(parent, 'Name');
  const user = named === undefined || isOpen(named) ? undefined : named;
  switch (parent.name) {
    case 'AutoLogon':
      if (/^false$/i.test(textIn(parent, 'Enabled') ?? '')) return undefined;
      return user ?? 'Administrator';
    case 'LocalAccount':
      return user ?? 'account';
    case 'Credentials': {
      const domain = textIn(parent, 'Domain');
      const whole = `${domain === undefined || isOpen(domain) ? '' : `${domain}\\`}${user ?? 'account'}`;
      // Joining a domain takes an account of the domain; other credentials open a share.
      return parent.parent?.name === 'Identification' ? whole.replaceAll(' ', '') : `smb: ${whole}`;
    }
    default:
      return undefined;
  }
}

function textIn(element: XmlElement, name: string): string | undefined {
  const child = childNamed(element, name);
  return child && textOf(child)?.value;
}

/** The password behind Base64 of UTF-16, to which Windows adds the name of its element. */
function decoded(text: string, suffix: string): string | undefined {
  const bytes = base64Bytes(text);
  if (bytes === undefined) return undefined;
  const plain = new TextDecoder(bytes[1] === 0 ? 'utf-16le' : 'utf-8').decode(bytes);
  return plain.endsWith(suffix) ? plain.slice(0, -suffix.length) : plain;
}
