// Recognises Kubernetes objects: YAML or JSON with `apiVersion` and `kind` at the top level.
import type { Recognition } from '../format';

/** Kubernetes manifests, also as templates of Helm and patches of Kustomize. */
export default {
  id: 'kubernetes',
  title: 'Kubernetes manifest',
  usualName: 'deployment.yaml',
  recognisedBy:
    '`apiVersion` and `kind`: pods and their controllers, namespaces, policies, runtime classes; Helm and Kustomize templates are read around',
  languages: ['yaml', 'json'],
  recognisesName: () => false,
  mayHold: (path) => /\.(?:ya?ml|json)$/i.test(path),
  recognisesContent: (head) => holdsObjects(head) && !holdsMachines(head),
} satisfies Recognition;

/** Whether a text holds objects of the API. */
export function holdsObjects(head: string): boolean {
  return /^\s*[{[]/.test(head) ? inFlow(head) : inBlock(head);
}

/** Whether objects of KubeVirt about virtual machines are among those of a text. */
export function holdsMachines(head: string): boolean {
  return (
    /\bapiVersion["']?[ \t]*:[ \t]*["']?(?:pool\.|instancetype\.)?kubevirt\.io\//.test(head) &&
    /\bkind["']?[ \t]*:[ \t]*["']?VirtualMachine/.test(head)
  );
}

/** Both keys at the start of a line, in one document. */
function inBlock(head: string): boolean {
  let version = false;
  let kind = false;
  for (const [line] of head.matchAll(/^(?:---|["']?(?:apiVersion|kind)["']?[ \t]*:)/gm)) {
    if (line === '---') {
      version = false;
      kind = false;
    } else if (line.includes('kind')) kind = true;
    else version = true;
    if (version && kind) return true;
  }
  return false;
}

/** Both keys before anything is nested deeper than one level, as far as brackets outside of quotes tell. */
function inFlow(head: string): boolean {
  // A template tag at the beginning is no bracket of JSON.
  if (/^\s*\{[{%#]/.test(head)) return inBlock(head);
  let depth = 0;
  const found = new Set<string>();
  for (const [token, key] of head.matchAll(
    /"((?:[^"\\\n]|\\.)*)"|[[\]{}]|\b(?:apiVersion|kind)\b(?=\s*:)/g,
  )) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (depth === 1) found.add(key ?? token);
    if (found.has('apiVersion') && found.has('kind')) return true;
  }
  return false;
}
