// What the features of the specification's publisher set for the container beside the tools they install.
import type { Mount } from '../../core/workload';
import { docs } from '../../knowledge/sources';

/** What one feature sets. */
export interface FeatureRow {
  readonly privileged?: true;
  readonly init?: true;
  readonly capabilities?: readonly string[];
  readonly seccomp?: 'unconfined';
  readonly selinux?: 'disabled';
  readonly mounts?: readonly Mount[];
  readonly packages?: readonly string[];
  /** Programs its start script runs. */
  readonly services?: readonly string[];
}

/** Where the metadata of the features was read. */
export const featureSource = docs(
  'Dev Container Features: metadata of the published features',
  'https://github.com/devcontainers/features',
);

const debugger_: FeatureRow = { capabilities: ['SYS_PTRACE'], seccomp: 'unconfined' };

const outside: FeatureRow = {
  selinux: 'disabled',
  mounts: [
    { kind: 'bind', source: '/var/run/docker.sock', target: '/var/run/docker-host.sock', readOnly: false },
  ],
  packages: ['docker-cli'],
};

const rows: Readonly<Record<string, FeatureRow>> = {
  'docker-in-docker': {
    privileged: true,
    mounts: [{ kind: 'volume', source: 'dind-var-lib-docker', target: '/var/lib/docker', readOnly: false }],
    packages: ['docker'],
    services: ['dockerd'],
  },
  'docker-outside-of-docker': outside,
  'docker-from-docker': outside,
  'kubectl-helm-minikube': {
    mounts: [
      { kind: 'volume', source: 'minikube-config', target: '/home/vscode/.minikube', readOnly: false },
    ],
  },
  go: { ...debugger_, init: true },
  rust: debugger_,
  sshd: { packages: ['openssh-server'], services: ['sshd'] },
  'desktop-lite': { init: true, packages: ['tigervnc-standalone-server'] },
};

/** Features that only install tools. */
const plain = new Set(
  `anaconda aws-cli azure-cli common-utils conda copilot-cli dotnet fish git git-lfs github-cli gradle homebrew hugo java
  jupyterlab maven node nvidia-cuda oryx php powershell python ruby terraform`.split(/\s+/),
);

/**
 * What the feature behind a key of `features` sets: `ghcr.io/devcontainers/features/go:1`, or the old short form `go`.
 * `undefined` for features of others, of which nothing is known.
 */
export function findFeature(key: string): FeatureRow | undefined {
  const [, name] = /^(?:ghcr\.io\/devcontainers\/features\/)?([\w-]+)(?:[:@].*)?$/.exec(key) ?? [];
  if (name === undefined) return undefined;
  if (Object.hasOwn(rows, name)) return rows[name];
  return plain.has(name) ? {} : undefined;
}
