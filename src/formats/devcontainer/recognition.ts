// Recognises development containers by their file's name.
import type { Recognition } from '../format';

/** `devcontainer.json` and `.devcontainer.json`, in any folder. */
export default {
  id: 'devcontainer',
  title: 'Development container',
  usualName: '.devcontainer/devcontainer.json',
  recognisedBy: '`devcontainer.json`',
  languages: ['jsonc', 'json'],
  recognisesName: (path) => /(?:^|\/)\.?devcontainer\.json$/i.test(path),
  mayHold: () => false,
  recognisesContent: () => false,
} satisfies Recognition;
