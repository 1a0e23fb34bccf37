// Control sockets of container engines: who holds one commands the engine, and with it the host.
import { defineRule } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import type { EngineSocket } from '../../knowledge/host-paths';
import { socketImages } from '../../knowledge/images';
import { attack, cis, claim, cwe, nist, owasp } from '../../knowledge/sources';
import { evidenceOf } from '../support/place';
import { imageRow, isCalled, isDevContainerFile, isTestFile } from '../support/purpose';
import { mountedSocket } from '../support/socket';

/** Further programs whose task is to talk to the engine, whoever publishes them. */
const engineClients =
  /traefik|portainer|watchtower|testcontainers|ryuk|socket-?proxy|autoheal|docker-bench|docker-gc|ofelia|dozzle|cadvisor|netdata|dockge|komodo|lazydocker|ctop|trivy|grype|syft|(^|[-_/])dive([-_]|$)/;

export default defineRule({
  id: 'container-docker-socket',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Container holds the engine’s control socket',
    de: 'Container hält den Steuer-Socket der Engine',
  },
  why: {
    en: `The engine does what it is told through its socket, as root: start a container that is privileged and mounts the
host’s disk, for example. Mounting the socket read-only changes nothing, since that protects the file, not what is said
through it. The same holds for a bind of the folder that the socket lies in.

Let a filtering socket proxy hold it and allow only the calls that are needed, use the socket of a rootless engine, or do
without: many tools take a file, an API or the daemon’s metrics instead.`,
    de: `Die Engine tut als root, was man ihr über ihren Socket sagt: etwa einen privilegierten Container starten, der die
Platte des Hosts einhängt. Den Socket schreibgeschützt einzubinden ändert nichts, denn das schützt die Datei und nicht, was durch
sie gesagt wird. Dasselbe gilt für das Verzeichnis, in dem der Socket liegt.

Gib ihn einem filternden Socket-Proxy, der nur die nötigen Aufrufe zulässt, nimm den Socket einer rootless-Engine oder
verzichte darauf: Viele Werkzeuge nehmen stattdessen eine Datei, eine API oder die Metriken des Daemons.`,
  },
  sources: [
    claim('A1-45'),
    claim('A1-46'),
    cis('5.32'),
    nist('4.5.5'),
    owasp('R1'),
    attack('T1611'),
    attack('T1610'),
    cwe('250'),
    cwe('862'),
  ],
  peers: {
    trivy: ['KSV-0006'],
    checkov: ['CKV_K8S_27'],
    kics: ['Docker Socket Mounted In Container', 'Docker Daemon Socket is Exposed to Containers'],
    'compose-lint': ['CL-0001'],
    'kube-linter': ['docker-sock'],
  },
  mitigations: { 'rootless-engine': 'warning' },
  messages: {
    engine: {
      en: '{workload} holds the control socket {path}: whoever takes it over is root on the host, even if the mount is read-only. Put a filtering socket proxy in between or do without.',
      de: '{workload} hält den Steuer-Socket {path}: Wer ihn übernimmt, ist root auf dem Host, auch wenn er schreibgeschützt eingebunden ist. Setze einen filternden Socket-Proxy davor oder verzichte darauf.',
    },
    directory: {
      en: '{workload} binds {path}, where the engine’s control socket lies: whoever takes it over is root on the host. Bind only the files below it that are needed.',
      de: '{workload} bindet {path} ein, wo der Steuer-Socket der Engine liegt: Wer ihn übernimmt, ist root auf dem Host. Binde nur die nötigen Dateien darunter ein.',
    },
    client: {
      en: '{workload} needs the engine’s socket for its task, and still {path} makes it root on the host. Keep it off public networks and let a proxy allow only the calls it makes.',
      de: '{workload} braucht den Socket der Engine für seine Aufgabe, dennoch macht {path} ihn zu root auf dem Host. Halte ihn von öffentlichen Netzen fern und setze einen Proxy davor, der nur seine Aufrufe zulässt.',
    },
    rootless: {
      en: '{workload} holds the socket {path} of a user’s own engine: taking it over gives everything this user has, though not root. Put a filtering socket proxy in between or do without.',
      de: '{workload} hält den Socket {path} der Engine eines Benutzers: Wer ihn übernimmt, hat alles, was dieser Benutzer hat, wenn auch nicht root. Setze einen filternden Socket-Proxy davor oder verzichte darauf.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  deployer:\n    image: acme/deployer:1.4\n    volumes:\n      - ⟦/var/run/docker.sock:/var/run/docker.sock:ro⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  collector:\n    image: acme/collector:3.0\n    volumes:\n      - ⟦/run:/host/run:ro⟧\n      - ⟦$XDG_RUNTIME_DIR/podman/podman.sock:/podman.sock⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  edge:\n    image: traefik:v3.1\n    volumes:\n      - ⟦type: bind\n        source: /var/run/docker.sock\n        target: /var/run/docker.sock⟧\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: engine\n      hostPath:\n        ⟦path: /run/containerd/containerd.sock⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: engine\n          mountPath: /var/run/docker.sock\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦Volume=%t/podman/podman.sock:/run/podman/podman.sock⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-v /var/run/docker.sock:/var/run/docker.sock⟧ acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "mounts": [⟦"source=/var/run/docker.sock,target=/var/run/docker.sock,type=bind"⟧]\n}\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  deployer:\n    image: acme/deployer:1.4\n    environment:\n      DOCKER_HOST: ssh://deploy@build.example\n    # volumes:\n    #   - /var/run/docker.sock:/var/run/docker.sock\n',
      },
      {
        format: 'compose',
        text: 'services:\n  tests:\n    image: acme/tests:1.0\n    volumes:\n      - ./fixtures/docker.sock:/var/run/docker.sock\n      - runtime:/run\nvolumes:\n  runtime:\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nVOLUME /var/run/docker.sock\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: engine\n      emptyDir: {}\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: engine\n          mountPath: /var/run/docker.sock\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nVolume=sockets.volume:/run/podman\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop -v engine:/var/run acme/shop:5.2\n',
      },
      {
        format: 'devcontainer',
        text: '{\n  // where we work\n  "image": "acme/dev:1.0",\n  "mounts": ["source=cache,target=/var/run/docker,type=volume"]\n}\n',
      },
    ],
  },
  checkContainer(workload, report) {
    const meant = talksToEngine(workload);
    for (const mount of workload.mounts.items) {
      const socket = mountedSocket(mount.value);
      if (socket === undefined) continue;
      const message = kindOf(socket, meant);
      report({
        message,
        args: { path: mount.value.source ?? '' },
        severity: meant || message === 'rootless' || isTestFile(workload.path) ? 'warning' : 'error',
        evidence: evidenceOf(mount, workload),
      });
    }
  },
});

function kindOf(
  { exposes, rootless }: EngineSocket,
  meant: boolean,
): 'rootless' | 'directory' | 'client' | 'engine' {
  if (rootless) return 'rootless';
  if (exposes === 'directory') return 'directory';
  return meant ? 'client' : 'engine';
}

function talksToEngine(workload: ContainerWorkload): boolean {
  // Dev containers reach the engine of their developer to build and start images.
  if (isDevContainerFile(workload.path)) return true;
  return imageRow(workload, socketImages) !== undefined || isCalled(workload, engineClients);
}
