// Recognises Podman Quadlet units by their names and their section, and the drop-ins beside them.
import type { Recognition } from '../format';

const unit = /\.(container|pod|kube|build)$/;
/** Suffixes that other programs use too (systemd-networkd has `.network`): the section decides. */
const shared = /\.(volume|network|image)$/;
const dropIn = /(?:^|\/)(?:[^/]*\.)?(?:container|pod|kube|volume|network|build|image)\.d\/[^/]+\.conf$/;

/** Units that Podman turns into systemd services. */
export default {
  id: 'quadlet',
  title: 'Podman Quadlet unit',
  usualName: 'app.container',
  recognisedBy: '`.container` and the units beside it',
  languages: ['systemd-unit-file', 'systemd', 'quadlet', 'ini', 'properties'],
  recognisesName: (path) => dropIn.test(path),
  mayHold: (path) => unit.test(path) || shared.test(path),
  recognisesContent: (head) =>
    /^[ \t\ufeff]*\[(?:Container|Pod|Kube|Volume|Build|Image|Network)\][ \t\r]*$/m.test(head) &&
    !/^[ \t]*\[Match\]/m.test(head),
} satisfies Recognition;
