// Recognises the configuration of the Docker engine by its place, or by its name and settings.
import type { Recognition } from '../format';

/** Settings that only the engine has. */
const settings =
  /"(?:userns-remap|log-driver|log-opts|storage-driver|storage-opts|data-root|exec-opts|exec-root|registry-mirrors|insecure-registries|live-restore|default-runtime|runtimes|default-ulimits|default-address-pools|no-new-privileges|seccomp-profile|selinux-enabled|userland-proxy|cgroup-parent|default-cgroupns-mode|tlsverify|iptables|bip|icc|authorization-plugins|containerd-namespace|default-shm-size)"\s*:|"hosts"\s*:\s*\[\s*"(?:unix|tcp|fd|npipe):/;

/** `daemon.json` in a folder of Docker; elsewhere a name that ends so, with settings of the engine. */
export default {
  id: 'daemon-json',
  title: 'Docker engine configuration',
  usualName: 'daemon.json',
  recognisedBy: '`daemon.json`',
  languages: ['json', 'jsonc'],
  wakingFiles: ['**/daemon.json'],
  recognisesName: (path) => /(?:^|\/)\.?docker\/(?:config\/)?daemon\.json$/i.test(path),
  mayHold: (path) => /daemon[^/]*\.json$/i.test(path),
  recognisesContent: (head) => settings.test(head),
} satisfies Recognition;
