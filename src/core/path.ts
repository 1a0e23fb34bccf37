// Paths and URIs as text: where a reference in one file leads, without asking any file system.

/** `scheme://authority` of a URI; file paths have none. */
const uriRoot = /^[a-z][a-z\d+.-]*:\/\/[^/]*/i;

/** The folder a file lies in, without the last slash (but `/`); empty for a bare name. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end === 0 ? '/' : path.slice(0, Math.max(end, 0));
}

/** The last part of a path. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Where a reference leads that stands in a file of `folder`: `../app` or `/srv/app`, with forward slashes. `folder` may be
 * relative, absolute or a URI (then the reference is percent-encoded); what climbs above a relative folder keeps its `..`.
 */
export function resolvePath(folder: string, reference: string): string {
  const root = uriRoot.exec(folder)?.[0];
  const target = root === undefined ? reference : reference.split('/').map(encodeURIComponent).join('/');
  if (target.startsWith('/')) return (root ?? '') + normalised(target);
  const base = root === undefined ? folder : folder.slice(root.length) || '/';
  return (root ?? '') + normalised(base === '' ? target : `${base}/${target}`);
}

/** The folder above one: `resolvePath(folder, '..')`, without taking a path apart that needs no settling. */
export function folderAbove(folder: string): string {
  return folder.includes('/') && !unsettled.test(folder) ? folderOf(folder) : resolvePath(folder, '..');
}

/** Parts of a path that lead nowhere new, `.` and nothing, or back up. Few paths have any. */
const unsettled = /\/\.{0,2}(?:\/|$)|^\.{1,2}(?:\/|$)/;

function normalised(path: string): string {
  if (!unsettled.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !path.startsWith('/')) parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/** What two spellings of one path or URI have in common: editors encode more characters of a URI than they must. */
export function sameSpelling(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A stray percent sign: the path is used as it stands.
  }
}
