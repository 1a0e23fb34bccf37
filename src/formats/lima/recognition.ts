// Recognises Lima's templates and instance files: by their name, or by keys that only they have together.
import type { Recognition } from '../format';

/** Instance files of Lima and the templates they are made from. */
export default {
  id: 'lima',
  title: 'Lima template',
  usualName: 'lima.yaml',
  recognisedBy:
    'name, or `images` and `mounts` with `location`, `vmType`, `base: template:…`, `minimumLimaVersion`, `provision` with `mode` in YAML',
  languages: ['yaml'],
  recognisesName: (path) => /(?:^|\/)lima\.ya?ml$/i.test(path),
  mayHold: (path) => /\.ya?ml$/i.test(path),
  recognisesContent: (head) => certain.test(head) || lists.some(([key, item]) => holds(head, key, item)),
} satisfies Recognition;

/** Keys of the top level that no other kind of file has with such a value. */
const certain =
  /^(?:minimumLimaVersion[ \t]*:|vmType[ \t]*:[ \t]*["']?(?:qemu|vz|wsl2|krunkit|hcs)\b|base[ \t]*:[ \t]*(?:\[[ \t]*)?["']?template:)/m;

const location = /^[ \t]*-[ \t]*["']?location["']?[ \t]*:/;

/** Lists of the top level, by a line that one of their first items has. */
const lists: readonly (readonly [key: string, item: RegExp])[] = [
  ['images', location],
  ['mounts', location],
  ['base', /^[ \t]*-[ \t]*(?:url[ \t]*:[ \t]*)?["']?template:/],
  ['provision', /^[ \t]*(?:-[ \t]*)?mode[ \t]*:[ \t]*["']?(?:system|user|boot|dependency|data|yq|ansible)\b/],
  ['portForwards', /^[ \t]*-[ \t]*guest(?:Port|PortRange|Socket|IP)[ \t]*:/],
];

/** Most lines of a list that are looked at. */
const maxLines = 40;

/** Whether a list of the top level has such a line near its beginning. */
function holds(head: string, key: string, item: RegExp): boolean {
  const found = new RegExp(`^${key}[ \\t]*:[ \\t]*(?:#.*)?\\r?$`, 'm').exec(head);
  if (found === null) return false;
  let start = found.index + found[0].length + 1;
  for (let line = 0; line < maxLines && start < head.length; line++) {
    const newline = head.indexOf('\n', start);
    const end = newline === -1 ? head.length : newline;
    const content = head.slice(start, end);
    if (item.test(content)) return true;
    // The next key of the top level ends the list.
    if (/^[^\s#-]/.test(content)) return false;
    start = end + 1;
  }
  return false;
}
