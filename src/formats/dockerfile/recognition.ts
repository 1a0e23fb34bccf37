// Recognises Dockerfiles by their names, and by their first instruction where the name says nothing.
import type { Recognition } from '../format';
import { parse } from './parse';

const named = /(^|\/)(?:(?:docker|container)file(?:[._-][^/]*)?|[^/]*[._-](?:docker|container)file)$/i;

/** Files about Dockerfiles, and templates that become one. */
const otherKind =
  /\.(?:md|markdown|rst|adoc|txt|json|ya?ml|toml|xml|html?|lock|log|diff|patch|sig|asc|dockerignore|containerignore|orig|rej|swp|bak|j2|jinja2?|erb|tmpl|tpl|template|tt|mustache|hbs|in|m4|svg|png)$/i;

/** `Dockerfile.php` is an image with PHP or a class about Dockerfiles: the content decides. */
const sourceCode =
  /\.(?:py|go|rb|rs|[cm]?js|tsx?|java|kt|cs|c|h|cc|cpp|hpp|sh|bash|ps1|cmd|bat|php|exs?|nix|jsonnet|swift|scala|pl|lua)$/i;

/** Dockerfiles and Containerfiles, whatever they are called. */
export default {
  id: 'dockerfile',
  title: 'Dockerfile',
  usualName: 'Dockerfile',
  recognisedBy: 'name; read as BuildKit does, heredocs and escape directives included',
  languages: ['dockerfile'],
  recognisesName: (path) => named.test(path) && !otherKind.test(path) && !sourceCode.test(path),
  mayHold: (path) => !/\.[^/]*$/.test(path) || (named.test(path) && sourceCode.test(path)),
  recognisesContent,
} satisfies Recognition;

/** Whether the text begins as a Dockerfile must: with FROM, or with ARG and a FROM after it. */
function recognisesContent(head: string): boolean {
  if (!/^[ \t\ufeff]*(?:FROM|ARG)[ \t]/im.test(head)) return false;
  const { instructions } = parse(head);
  const first = instructions.find(({ keyword }) => keyword !== 'ARG');
  // English prose begins with "From" too; an image name is one word, or three with AS.
  if (first?.keyword !== 'FROM') return false;
  return /^[\w.:/@${}"'-]+(?:\s+AS\s+[\w.-]+)?$/i.test(
    first.code.text.slice(first.argumentsStart, first.argumentsEnd),
  );
}
