// What Kubernetes documents for a pod that does not say otherwise.
import { type Implied, implied, type Unknown, unknown } from '../../core/fact';
import type { Text } from '../../core/message';
import type { NamespaceMode } from '../../core/workload';
import { docs, documents } from '../../knowledge/sources';
import { clusterDecides, contextDecides, kubeletDecides } from './messages';

const site = 'https://kubernetes.io/docs';
const podReference = docs(
  'Kubernetes docs: Pod, API reference',
  `${site}/reference/kubernetes-api/workload-resources/pod-v1/`,
  false,
);
const securityContext = docs(
  'Kubernetes docs: Configure a Security Context for a Pod or Container',
  `${site}/tasks/configure-pod-container/security-context/`,
  false,
);
const resources = docs(
  'Kubernetes docs: Resource Management for Pods and Containers',
  `${site}/concepts/configuration/manage-resources-containers/`,
  false,
);
const lifecycle = docs(
  'Kubernetes docs: Pod Lifecycle',
  `${site}/concepts/workloads/pods/pod-lifecycle/`,
  false,
);
const controllers = docs(
  'Kubernetes docs: Workload Management',
  `${site}/concepts/workloads/controllers/`,
  false,
);
const appArmorTutorial = docs(
  'Kubernetes docs: Restrict a Container’s Access to Resources with AppArmor',
  `${site}/tutorials/security/apparmor/`,
  false,
);
const sharedProcesses = docs(
  'Kubernetes docs: Share Process Namespace between Containers in a Pod',
  `${site}/tasks/configure-pod-container/share-process-namespace/`,
  false,
);

const because = (en: string, de: string): Text => ({ en, de });

/** No memory limit. */
export const memory: Implied<'unlimited'> = implied(
  'unlimited',
  because(
    'Without a limit, a container may use as much memory as the node has.',
    'Ohne Limit darf ein Container so viel Arbeitsspeicher nutzen, wie der Knoten hat.',
  ),
  resources,
);

/** No CPU limit. */
export const cpus: Implied<'unlimited'> = implied(
  'unlimited',
  because(
    'Without a limit, a container may use all CPUs of the node.',
    'Ohne Limit darf ein Container alle CPUs des Knotens nutzen.',
  ),
  resources,
);

/** The limit is taken as the request. */
export const requestFromLimit = {
  why: because(
    'Without a request of its own, a limit is taken as the request.',
    'Ohne eigene Anforderung gilt das Limit als Anforderung.',
  ),
  source: resources,
};

/** A volume without mount. */
export const unmounted = {
  why: because(
    'No container listed here mounts this volume, but the pod has it: a container that is added for debugging may mount it.',
    'Kein Container hier hängt dieses Volume ein, aber der Pod hat es: Ein Container, der zur Fehlersuche dazukommt, kann es einhängen.',
  ),
  source: docs('Kubernetes docs: Volumes', `${site}/concepts/storage/volumes/`, false),
};

/** Not privileged. */
export const privileged: Implied<boolean> = implied(
  false,
  because('Containers are unprivileged by default.', 'Container sind von sich aus nicht privilegiert.'),
  podReference,
);

/** New privileges may be gained, through setuid programs for instance. */
export const noNewPrivileges: Implied<boolean> = implied(
  false,
  because(
    'Without allowPrivilegeEscalation: false, setuid programs can gain privileges.',
    'Ohne allowPrivilegeEscalation: false können setuid-Programme Rechte hinzugewinnen.',
  ),
  securityContext,
);

/** The same, as the field says it. */
export const allowPrivilegeEscalation: Implied<boolean> = { ...noNewPrivileges, value: true };

/** Nobody checks the user. */
export const runAsNonRoot: Implied<boolean> = implied(
  false,
  because(
    'Without runAsNonRoot: true, Kubernetes also starts containers whose user is root.',
    'Ohne runAsNonRoot: true startet Kubernetes auch Container, deren Benutzer root ist.',
  ),
  podReference,
);

/** The runtime's AppArmor profile. */
export const appArmor: Implied<'default'> = implied(
  'default',
  because(
    'The container runtime applies its own AppArmor profile where the node has AppArmor.',
    'Die Container-Laufzeit wendet ihr AppArmor-Profil an, wenn der Knoten AppArmor hat.',
  ),
  appArmorTutorial,
);

/** The SELinux labels of the container runtime. */
export const selinux: Implied<'default'> = implied(
  'default',
  because(
    'The container runtime chooses the labels where the node has SELinux.',
    'Die Container-Laufzeit wählt die Labels, wenn der Knoten SELinux hat.',
  ),
  podReference,
);

/** A writable root file system. */
export const readOnlyRootFilesystem: Implied<boolean> = implied(
  false,
  because(
    'The root file system of a container is writable by default.',
    'Das Wurzeldateisystem eines Containers ist von sich aus beschreibbar.',
  ),
  podReference,
);

/** A namespace of the pod's own. */
export const ownNamespace: Implied<NamespaceMode> = implied(
  'own',
  because(
    'A pod gets a namespace of its own by default.',
    'Ein Pod bekommt von sich aus einen eigenen Namespace.',
  ),
  podReference,
);

/** The node's user namespace. */
export const userNamespace: Implied<NamespaceMode> = implied(
  'host',
  because(
    'Without hostUsers: false a pod uses the user namespace of its node.',
    'Ohne hostUsers: false nutzt ein Pod den User-Namespace seines Knotens.',
  ),
  documents.kubernetesUserNamespaces,
);

/** No init of the engine. */
export const engineInit: Implied<boolean> = implied(
  false,
  because(
    'Without shareProcessNamespace, the container’s own process is PID 1.',
    'Ohne shareProcessNamespace ist der Prozess des Containers PID 1.',
  ),
  sharedProcesses,
);

/** No probe. */
export const healthcheck: Implied<boolean> = implied(
  false,
  because(
    'Without a probe Kubernetes only sees whether the process runs; it does not use a health check of the image.',
    'Ohne Probe sieht Kubernetes nur, ob der Prozess läuft; eine Zustandsprüfung des Images nutzt es nicht.',
  ),
  lifecycle,
);

/** One pod. */
export const replicas: Implied<number> = implied(
  1,
  because('One pod is started by default.', 'Von sich aus wird ein Pod gestartet.'),
  controllers,
);

/** Always restarted. */
export const restart: Implied<string> = implied(
  'always',
  because(
    'Without a restart policy, containers of a pod are always restarted.',
    'Ohne Angabe zu restartPolicy werden Container eines Pods immer neu gestartet.',
  ),
  lifecycle,
);

/** The kernel's sensitive files are hidden. */
export const maskedPaths: Implied<boolean> = implied(
  true,
  because(
    'The container runtime hides sensitive files below /proc by default.',
    'Die Container-Laufzeit verbirgt heikle Dateien unter /proc von sich aus.',
  ),
  podReference,
);

/** The token of the service account is mounted. */
export const serviceAccountToken: Implied<boolean> = implied(
  true,
  because(
    'A pod gets the token of its service account unless the pod or the account declines it.',
    'Ein Pod bekommt das Token seines Dienstkontos, wenn weder Pod noch Konto es ablehnen.',
  ),
  docs(
    'Kubernetes docs: Configure Service Accounts for Pods',
    `${site}/tasks/configure-pod-container/configure-service-account/`,
    false,
  ),
);

/** Any address of the node. */
export const anyAddress: Implied<string> = implied(
  '0.0.0.0',
  because(
    'Without hostIP a port is open on all interfaces of the node.',
    'Ohne hostIP ist ein Port auf allen Schnittstellen des Knotens offen.',
  ),
  podReference,
);

/** What the kubelet's configuration decides. */
export const fromKubelet: Unknown = unknown(kubeletDecides);

/** What the cluster decides. */
export const fromCluster: Unknown = unknown(clusterDecides);

/** What whoever applies the object decides. */
export const fromContext: Unknown = unknown(contextDecides);

/** Where the conventions for names of RuntimeClasses stand. */
export const runtimeClass = documents.kubernetesRuntimeClass;
