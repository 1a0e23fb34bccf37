// Recognises the configuration of a Firecracker machine by its members.
import type { Recognition } from '../format';

/** The JSON of `firecracker --config-file`. */
export default {
  id: 'firecracker',
  title: 'Firecracker configuration',
  usualName: 'vm_config.json',
  recognisedBy: '`boot-source` and `machine-config` or `drives` in JSON',
  languages: ['json', 'jsonc'],
  recognisesName: () => false,
  mayHold: (path) => /\.json(?:\.(?:in|erb|j2|jinja2?|tmpl|tpl|template))?$/i.test(path),
  recognisesContent: (head) =>
    /^\uFEFF?\s*\{/.test(head) &&
    /"boot-source"\s*:\s*\{/.test(head) &&
    /"kernel_image_path"\s*:/.test(head) &&
    /"(?:machine-config|drives)"\s*:/.test(head),
} satisfies Recognition;
