// Recognises Compose files by their usual names, and other YAML by its top-level `services` with images.
import type { Recognition } from '../format';

const usualName = /(?:^|\/)(?:[^/]*\.)?(?:(?:docker|podman)[-_]compose[^/]*|compose(?:[.-][^/]*)?)\.ya?ml$/i;
/** Workflows that run Compose are often called after it. */
const workflow = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\//;

/** Top-level keys of other kinds of file whose `services` have images or builds too: CI systems, Lando. */
const foreign =
  /^(?:apiVersion|kind|jobs|stages|steps|blocks|pipelines?|definitions|functions|recipe|tooling)$/;

/** Compose files, by whatever name. */
export default {
  id: 'compose',
  title: 'Compose file',
  usualName: 'compose.yaml',
  recognisedBy: 'name, or a `services` map in YAML; with `extends`, `include`, override files and `.env`',
  languages: ['dockercompose', 'yaml'],
  recognisesName: (path) => usualName.test(path) && !workflow.test(path),
  mayHold: (path) => /\.ya?ml$/i.test(path),
  recognisesContent: (head) => (/^\s*\{/.test(head) ? inFlow(head) : inBlock(head)),
} satisfies Recognition;

/** A file that is one flow mapping, as JSON is. */
function inFlow(head: string): boolean {
  return /["{,\s]services"?\s*:\s*\{/.test(head) && /["{,\s](?:image|build)"?\s*:/.test(head);
}

/** A look at the indentation instead of a parse: it is asked for every YAML file of a workspace. */
function inBlock(head: string): boolean {
  let found = false;
  let inServices = false;
  /** Columns of the services and of the keys of the current one. */
  let serviceColumn: number | undefined;
  let keyColumn: number | undefined;
  for (const line of head.split('\n')) {
    const content = line.trimStart();
    if (content === '' || content === '\r' || content.startsWith('#')) continue;
    const column = line.length - content.length;
    const [, key, value = ''] = /^["']?([\w.-]+)["']?\s*:(?:\s+(.*))?$/.exec(content.trimEnd()) ?? [];
    if (column === 0) {
      if (key !== undefined && foreign.test(key)) return false;
      inServices = key === 'services';
      serviceColumn = undefined;
      if (inServices && value.startsWith('{')) found ||= holdsImage(value);
    } else if (inServices) {
      serviceColumn ??= column;
      // A list of services is another kind of file.
      if (column === serviceColumn && content.startsWith('-')) inServices = false;
      if (column === serviceColumn) {
        keyColumn = undefined;
        if (value.startsWith('{')) found ||= holdsImage(value);
      } else {
        keyColumn ??= column;
        if (column === keyColumn && (key === 'image' || key === 'build')) found = true;
      }
    }
  }
  return found;
}

function holdsImage(flow: string): boolean {
  return /[{,\s]["']?(?:image|build)["']?\s*:/.test(flow);
}
