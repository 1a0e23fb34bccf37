// Recognises user data of cloud-init by its first line, or by the name under which installers and clouds look for it.
import type { Recognition } from '../format';

/** Comments and directives that may stand before the line that says what user data is. */
const leadingLines = 40;

/** cloud-config, autoinstall and multipart user data, also as templates. */
export default {
  id: 'cloud-init',
  title: 'cloud-init user data',
  usualName: 'user-data',
  recognisedBy:
    'name (`user-data`, `vendor-data`), `#cloud-config` in the first lines, a MIME message with such a part, or an `autoinstall:` section',
  languages: ['yaml'],
  recognisesName: (path) => /(?:^|\/)(?:user|vendor)[-_]data$/i.test(path),
  mayHold: (path) =>
    /\.(?:ya?ml|cfg|conf|txt|tmpl|tpl|tftpl|template|j2|jinja2?|in|erb|mime|cloud)$/i.test(path) ||
    /(?:(?:user|vendor)[-_]?data|cloud[-_]?(?:init|config)|autoinstall)[^/]*$/i.test(path),
  recognisesContent: (head) => isCloudConfig(head) || isMultipart(head) || isAutoinstall(head),
} satisfies Recognition;

function isCloudConfig(head: string): boolean {
  let lines = 0;
  for (const [line] of head.matchAll(/^.*$/gm)) {
    const start = line.replace(/^\uFEFF/, '').trim();
    if (/^#cloud-config(?:-archive)?(?:\s|$)/.test(start)) return true;
    if ((start !== '' && !/^(?:#|<%|\{%|\{#|\{\{|%\{)/.test(start)) || ++lines > leadingLines) return false;
  }
  return false;
}

/** A MIME message whose parts are cloud-init's; mail is none. */
function isMultipart(head: string): boolean {
  return (
    /^\s{0,20}(?:MIME-Version:|Content-Type:\s{0,9}multipart\/)/i.test(head) &&
    /^\s{0,20}Content-Type:\s{0,9}text\/(?:cloud-config|x-shellscript|cloud-boothook|x-include-url|jinja2)/im.test(
      head,
    )
  );
}

/** The top-level key of Ubuntu's installer, with one that only it has below it. */
function isAutoinstall(head: string): boolean {
  return (
    /^autoinstall:/m.test(head) &&
    /^[ \t]+(?:identity|version|late-commands|interactive-sections):/m.test(head)
  );
}
