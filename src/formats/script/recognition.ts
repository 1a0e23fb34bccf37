// Recognises scripts, Makefiles, pipelines and service units that use a container engine; others are none of ours.
import type { Recognition } from '../format';
import { sourceKind } from './kinds';

/** `docker run` and its like, with options of the program or the name of the object between. */
const call =
  /(?:\b(?:docker|podman|nerdctl)|\$[({]?\w{0,40}(?:docker|podman|engine|runtime|container)\w{0,40}(?::?[-=]\w{0,40})?[)}]?)["']?(?:[ \t]|\\\r?\n)+(?:-\S+[ \t]+(?:[^\s-]\S*[ \t]+)?){0,4}(?:(?:container|image)[ \t]+)?(?:run|create|commit|export|import|save)\b/i;
const daemon = /\bdockerd\b[^\n]{0,300}[ \t]-|\bDOCKER_HOST["']?\s*[:=]\s*["']?tcp:/;
/** Options that widen what a pipeline's own containers may do. */
const jobOptions =
  /^[ \t]+options:[^\n]*(?:\n[ \t]+-[^\n]*){0,20}--(?:privileged|cap-add|device|security-opt|pid|ipc|userns|volume|mount|gpus)\b/m;

/** Scripts that use a container engine. */
export default {
  id: 'script',
  title: 'Script with container commands',
  usualName: 'start.sh',
  recognisedBy: '`docker run`, `podman run` and the like in it; never executed',
  languages: ['shellscript', 'makefile', 'yaml', 'groovy', 'systemd-unit-file'],
  recognisesName: () => false,
  mayHold: (path) => sourceKind(path) !== undefined,
  recognisesContent: (head) =>
    call.test(head) || daemon.test(head) || (/^jobs:/m.test(head) && jobOptions.test(head)),
} satisfies Recognition;
