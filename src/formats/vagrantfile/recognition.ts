// Recognises Vagrantfiles by their names, and Ruby text by the call that every Vagrantfile makes.
import type { Recognition } from '../format';

const named = /(?:^|\/)(?:vagrantfile(?:[._-][^/]*)?|[^/]*[._-]vagrantfile)$/i;
/** Other kinds of file that only begin like it: `Vagrantfile.md`, `vagrantfile.vim`. */
const otherKind =
  /\.(?:md|markdown|rst|adoc|txt|license|vim|lock|log|diff|patch|sig|asc|orig|rej|swp|bak|ya?ml|json|sh|py|js|ts|go|j2|jinja2?|erb|tt|mustache|hbs)$/i;

/** Vagrantfiles, whatever they are called. */
export default {
  id: 'vagrantfile',
  title: 'Vagrantfile',
  usualName: 'Vagrantfile',
  recognisedBy: 'name, or `Vagrant.configure` in Ruby; never executed',
  languages: ['ruby'],
  recognisesName: (path) => named.test(path) && !otherKind.test(path),
  mayHold: (path) => /\.rb$|(?:^|\/)[^./]+$/.test(path),
  recognisesContent: (head) => /^[ \t]*Vagrant(?:\.configure|::Config\.run|::configure)\b/m.test(head),
} satisfies Recognition;
