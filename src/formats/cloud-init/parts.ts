// Takes user data apart: MIME messages of several parts, and the kind of each part by its first line.
import { type Code, partOf } from '../code';

/** What a part of user data is. */
export type PartKind =
  | 'cloud-config'
  | 'archive'
  | 'script'
  | 'powershell'
  | 'include'
  /** Encoded, or of a kind that is not read. */
  | 'other';

/** A part of user data. */
export interface Part {
  readonly kind: PartKind;
  readonly code: Code;
}

/** The parts of user data in their order: one, or those of a MIME message. */
export function partsOf(code: Code): readonly Part[] {
  if (!isMime(code.text)) return [{ kind: kindOf(code.text), code }];
  const { end, headers } = headersOf(code.text, 0);
  const boundary = /boundary\s{0,9}=\s{0,9}"?([^"\s;]{1,200})/i.exec(headers)?.[1];
  if (boundary === undefined) return [mimePart(code, headers, end, code.text.length)];
  return bodies(code.text, `--${boundary}`, end).map(({ start, end: close }) => {
    const head = headersOf(code.text, start);
    return mimePart(code, head.headers, head.end, close);
  });
}

/** Whether user data is a MIME message: by the header fields it begins with. */
export function isMime(text: string): boolean {
  return /^\s{0,20}(?:From |MIME-Version:|Content-Type:\s{0,9}(?:multipart|text)\/)/i.test(text);
}

/** What the first lines of user data say it is; `other` where they say nothing. */
export function kindOf(text: string): PartKind {
  // Only `## template:` may stand before the line that counts, but people write other comments there, too.
  for (const [line] of text.matchAll(/^.*$/gm)) {
    const start = line.replace(/^\uFEFF/, '').trim();
    if (start.startsWith('#!')) return 'script';
    if (start.startsWith('#cloud-config-archive')) return 'archive';
    if (start.startsWith('#cloud-config')) return 'cloud-config';
    if (start.startsWith('#cloud-boothook')) return 'script';
    if (start.startsWith('#include')) return 'include';
    if (/^#(?:part-handler|upstart-job)/.test(start)) return 'other';
    if (/^(?:#ps1|<powershell>|<script>|rem cmd)/i.test(start)) return 'powershell';
    if (start !== '' && !/^(?:#|---|<%|\{%|\{#|%\{)/.test(start)) break;
  }
  return /^["']?(?:autoinstall|packages|runcmd|bootcmd|write_files|users|chpasswd|ssh_pwauth|ssh_authorized_keys|package_update|package_upgrade|hostname|coreos)["']?[ \t]*:/m.test(
    text,
  )
    ? 'cloud-config'
    : 'other';
}

/** The header fields from an offset up to the first empty line, continued lines joined. */
function headersOf(text: string, start: number): { readonly headers: string; readonly end: number } {
  const gap = /\r?\n[ \t]*\r?\n/g;
  gap.lastIndex = start;
  const found = gap.exec(text);
  // A part without header fields begins with an empty line.
  const isEmpty = /^[ \t]*\r?\n/.exec(text.slice(start, start + 80));
  if (isEmpty !== null) return { headers: '', end: start + isEmpty[0].length };
  const headers = text.slice(start, Math.min(found?.index ?? text.length, start + 4000));
  return {
    headers: headers.replace(/\r?\n[ \t]+/g, ' '),
    end: found === null ? text.length : found.index + found[0].length,
  };
}

/** Where the parts between the lines of a boundary stand, with their header fields. */
function bodies(
  text: string,
  delimiter: string,
  from: number,
): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let open: number | undefined;
  for (let at = text.indexOf(delimiter, Math.max(0, from - 2)); at !== -1; ) {
    const lineEnd = text.indexOf('\n', at);
    const next = lineEnd === -1 ? text.length : lineEnd + 1;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    if (at === 0 || text.slice(lineStart, at).trim() === '') {
      if (open !== undefined) found.push({ start: open, end: lineStart });
      open = text.startsWith('--', at + delimiter.length) ? undefined : next;
    }
    at = text.indexOf(delimiter, next);
  }
  if (open !== undefined && open < text.length) found.push({ start: open, end: text.length });
  return found;
}

function mimePart(code: Code, headers: string, start: number, end: number): Part {
  const part = partOf(code, start, Math.max(start, end));
  if (/content-transfer-encoding:\s{0,9}(?:base64|quoted-printable)/i.test(headers))
    return { kind: 'other', code: part };
  const type = /content-type:\s{0,9}([\w/.+-]+)/i.exec(headers)?.[1]?.toLowerCase() ?? '';
  switch (type) {
    case 'text/cloud-config':
    case 'text/jinja2':
      return { kind: 'cloud-config', code: part };
    case 'text/cloud-config-archive':
      return { kind: 'archive', code: part };
    case 'text/x-shellscript':
    case 'text/x-shellscript-per-boot':
    case 'text/x-shellscript-per-instance':
    case 'text/x-shellscript-per-once':
    case 'text/cloud-boothook':
      return { kind: 'script', code: part };
    case 'text/x-include-url':
    case 'text/x-include-once-url':
      return { kind: 'include', code: part };
    default:
      return { kind: kindOf(part.text), code: part };
  }
}
