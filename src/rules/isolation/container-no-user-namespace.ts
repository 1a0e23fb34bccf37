// Engines and pods whose containers have the user IDs of the host.
import type { EngineDeclaration } from '../../core/declaration';
import { type Fact, is, isKnown, knownValue } from '../../core/fact';
import { isSandboxRuntime, type PostureFacts } from '../../core/posture';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { hiddenVm } from '../../knowledge/engine-versions';
import { cis, claim, documents, nist, owasp } from '../../knowledge/sources';
import { addition } from '../support/fix';
import { isFileForTrying } from '../support/purpose';

export default defineRule({
  id: 'container-no-user-namespace',
  concern: 'isolation',
  severity: 'hint',
  title: {
    en: 'Containers share the user IDs of the host',
    de: 'Container teilen die Benutzer-IDs des Hosts',
  },
  why: {
    en: `Without a user namespace, user 0 in a container is user 0 of the host’s kernel: only namespaces, capabilities and
seccomp stand in between, and whoever gets past them is root. With one, it is a user without rights; CVE-2019-5736 and
several later holes came to nothing there.

For Docker, either run the engine without root (\`dockerd-rootless-setuptool.sh install\`), or set \`"userns-remap": "default"\`
in \`daemon.json\` and restart it: images and containers made before are out of sight then, and files in bound folders need
another owner. In Kubernetes set \`hostUsers: false\` in the pod; nodes need Kubernetes 1.33 (from 1.30 on behind a feature
gate), containerd 2.0 or CRI-O, and a kernel with ID-mapped mounts.`,
    de: `Ohne User-Namespace ist Benutzer 0 im Container Benutzer 0 des Host-Kernels: Nur Namespaces, Capabilities und
seccomp stehen dazwischen, und wer sie überwindet, ist root. Mit ihm ist es ein Benutzer ohne Rechte; CVE-2019-5736 und
mehrere spätere Lücken liefen dort ins Leere.

Betreibe Docker entweder ohne root (\`dockerd-rootless-setuptool.sh install\`), oder setze \`"userns-remap": "default"\` in
\`daemon.json\` und starte die Engine neu: Vorher erzeugte Images und Container sind dann nicht mehr zu sehen, und Dateien
in eingehängten Verzeichnissen brauchen einen anderen Eigentümer. Setze in Kubernetes \`hostUsers: false\` im Pod; die
Knoten brauchen Kubernetes ab 1.33 (ab 1.30 hinter einem Feature-Gate), containerd 2.0 oder CRI-O und einen Kernel mit
ID-Mapping für Mounts.`,
  },
  sources: [
    claim('A1-47'),
    claim('A1-48'),
    cis('2.1'),
    cis('2.9'),
    nist('4.4.3'),
    owasp('R2'),
    owasp('R11'),
    documents.kubernetesUserNamespaces,
    documents.dockerRootless,
  ],
  messages: {
    configuration: {
      en: 'Unless it runs without root, this engine gives root in a container the host’s user ID 0. Set "userns-remap": "default" and restart it, or run dockerd-rootless-setuptool.sh install.',
      de: 'Wenn sie nicht ohne root läuft, gibt diese Engine root im Container die Benutzer-ID 0 des Hosts. Setze "userns-remap": "default" und starte sie neu, oder führe dockerd-rootless-setuptool.sh install aus.',
    },
    report: {
      en: '{workload} runs as root and maps no user IDs: root in a container has the host’s user ID 0. Run the engine without root, or, with Docker, set "userns-remap": "default" in daemon.json.',
      de: '{workload} läuft als root und bildet keine Benutzer-IDs ab: root im Container hat die Benutzer-ID 0 des Hosts. Betreibe die Engine ohne root, oder setze bei Docker "userns-remap": "default" in daemon.json.',
    },
    pod: {
      en: '{controller} {object} may run as root with the node’s user IDs: past the container’s walls that is root of the node. Where nodes support user namespaces, set hostUsers: false, or run as another user.',
      de: '{controller} {object} kann als root mit den Benutzer-IDs des Knotens laufen: Hinter den Grenzen des Containers ist das root des Knotens. Setze hostUsers: false, wo die Knoten User-Namespaces unterstützen, oder einen anderen Benutzer.',
    },
  },
  examples: {
    bad: [
      {
        format: 'daemon-json',
        path: '/etc/docker/daemon.json',
        text: '⟦{⟧\n  "log-driver": "local"\n}\n',
      },
      { format: 'daemon-json', text: '{ ⟦"userns-remap": ""⟧ }\n' },
      {
        format: 'docker-info',
        text: '{\n  "ServerVersion": "29.0.1",\n  ⟦"SecurityOptions": ["name=apparmor", "name=seccomp,profile=builtin"]⟧,\n  "OperatingSystem": "Debian GNU/Linux 12 (bookworm)",\n  "KernelVersion": "6.1.0-25-amd64"\n}\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: apps/v1\n⟦kind: Deployment⟧\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n        - name: log\n          image: acme/log:1.0\n',
        fixed:
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: acme/shop:5.2\n        - name: log\n          image: acme/log:1.0\n      hostUsers: false\n',
      },
    ],
    good: [
      { format: 'daemon-json', text: '{ "userns-remap": "default" }\n' },
      {
        format: 'daemon-json',
        path: '/home/ada/.config/docker/daemon.json',
        text: '{ "log-driver": "local" }\n',
      },
      { format: 'daemon-json', path: 'C:/Users/ada/.docker/daemon.json', text: '{ "debug": true }\n' },
      { format: 'daemon-json', text: '{ "log-driver": "local" }\n', posture: ['rootless-engine'] },
      {
        format: 'docker-info',
        text: '{ "ServerVersion": "29.0.1", "SecurityOptions": ["name=seccomp,profile=builtin", "name=rootless"] }\n',
      },
      {
        format: 'docker-info',
        text: '{ "ServerVersion": "29.0.1", "SecurityOptions": ["name=seccomp,profile=builtin"], "OperatingSystem": "Docker Desktop" }\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  hostUsers: false\n  containers:\n    - name: shop\n      image: acme/shop:5.2\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: api\nspec:\n  securityContext:\n    runAsNonRoot: true\n  containers:\n    - name: api\n      image: acme/api:1.0\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: agent\nspec:\n  hostPID: true\n  containers:\n    - name: agent\n      image: acme/agent:1.0\n',
      },
    ],
  },
  checkGroup(group, report, { declarations, posture }) {
    const engines = declarations.filter((declaration) => declaration.kind === 'engine');
    // A report knows what a configuration leaves open.
    const mapped = engines.some(({ userNamespaces }) => is(userNamespaces, true)) || isMapped(posture);
    for (const engine of engines) {
      if (mapped || !is(engine.userNamespaces, false) || isElsewhere(engine)) continue;
      report(engine, {
        message: engine.origin,
        confidence: engine.origin === 'report' ? 'high' : 'medium',
        evidence: [{ place: engine.userNamespaces.place ?? engine.place }],
      });
    }
    for (const workload of group) {
      if (workload.kind !== 'container' || workload.pod === undefined) continue;
      if (!is(workload.userNamespace, 'host') || !couldBeMapped(workload, posture)) continue;
      const { controller, object, place } = workload.pod;
      report(workload, {
        message: 'pod',
        confidence: 'medium',
        args: { controller, object },
        evidence: [{ place: workload.userNamespace.place ?? place }],
        ...addition(
          workload.userNamespace,
          workload,
          { name: 'userNamespaces', value: true },
          { en: 'Give the pod a user namespace', de: 'Dem Pod einen User-Namespace geben' },
        ),
      });
    }
  },
});

function isMapped({ rootless, userNamespaces }: PostureFacts): boolean {
  return is(rootless, true) || is(userNamespaces, true);
}

/** Without root, inside a VM, or on Windows: there the host's root is not reached, or there are no user namespaces. */
function isElsewhere({ rootless, operatingSystem, kernel, path }: EngineDeclaration): boolean {
  if (is(rootless, true)) return true;
  const vm = hiddenVm(knownValue(operatingSystem) ?? '', knownValue(kernel) ?? '');
  return vm !== undefined || /(^|[\\/])(\.docker|ProgramData)[\\/]/i.test(path);
}

/** May run as root, and nothing stands against a user namespace: those of the host and Windows exclude it. */
function couldBeMapped(workload: ContainerWorkload, posture: PostureFacts): boolean {
  const { pod, user, runtime, operatingSystem } = workload;
  if (isFileForTrying(workload) || knownValue(operatingSystem)?.family === 'windows') return false;
  // What is privileged works on the node itself.
  if (is(workload.privileged, true)) return false;
  if ((pod !== undefined && is(pod.runAsNonRoot, true)) || isOrdinary(user)) return false;
  const own = isKnown(runtime) ? runtime : posture.defaultRuntime;
  if (isKnown(own) && isSandboxRuntime(own.value)) return false;
  return [workload.networkNamespace, workload.pidNamespace, workload.ipcNamespace].every(
    (namespace) => !is(namespace, 'host'),
  );
}

function isOrdinary(user: Fact<string>): boolean {
  return isKnown(user) && !/^(?:root|0+)(?::|$)/.test(user.value);
}
