// Binds through which mounts made in the container appear on the host.
import { defineRule } from '../../core/rule';
import { attack, cis, claim } from '../../knowledge/sources';
import { removal } from '../support/fix';
import { evidenceOf } from '../support/place';
import { servesNode } from '../support/pod';

export default defineRule({
  id: 'container-mount-propagation',
  concern: 'isolation',
  severity: 'warning',
  title: { en: 'Mounts of the container reach the host', de: 'Mounts des Containers erreichen den Host' },
  why: {
    en: `Shared propagation works in both directions: what the container mounts below this folder appears on the host and in
every other container that binds it. That undoes the separation of mount tables, and lets a container put its own files
over paths that other programs trust.

Leave the option out (\`rprivate\`, in Kubernetes \`None\`, is the default), or take \`rslave\` (\`HostToContainer\`) when the
container only has to see mounts of the host. Storage drivers that exist to mount for others need it; keep the reason
beside it.`,
    de: `Geteilte Propagation wirkt in beide Richtungen: Was der Container unter diesem Verzeichnis einhängt, erscheint auf
dem Host und in jedem anderen Container, der es einbindet. Das hebt die Trennung der Mount-Tabellen auf und lässt einen
Container eigene Dateien über Pfade legen, denen andere Programme trauen.

Lass die Option weg (\`rprivate\`, in Kubernetes \`None\`, ist der Standard) oder nimm \`rslave\` (\`HostToContainer\`), wenn
der Container nur Mounts des Hosts sehen muss. Speichertreiber, die für andere einhängen, brauchen sie; schreib den Grund daneben.`,
  },
  sources: [claim('A1-24'), cis('5.20'), attack('T1611')],
  peers: { kics: ['Volume Mounted In Multiple Containers'], 'compose-lint': ['CL-0017'] },
  mitigations: { 'rootless-engine': 'info' },
  messages: {
    shared: {
      en: '{workload} shares mounts below {path} in both directions: what it mounts there appears on the host. Leave the option out, or use one direction (rslave, HostToContainer) if it only has to see mounts of the host.',
      de: '{workload} teilt Mounts unter {path} in beide Richtungen: Was er dort einhängt, erscheint auf dem Host. Lass die Option weg oder nimm nur eine Richtung (rslave, HostToContainer), wenn er Mounts des Hosts nur sehen muss.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  merge:\n    image: acme/merge:1.0\n    volumes:\n      - ⟦/srv/pool:/pool:rw,shared⟧\n',
      },
      {
        format: 'compose',
        text: 'services:\n  merge:\n    image: acme/merge:1.0\n    volumes:\n      - ⟦type: bind\n        source: /srv/pool\n        target: /pool\n        bind:\n          propagation: rshared⟧\n',
        fixed:
          'services:\n  merge:\n    image: acme/merge:1.0\n    volumes:\n      - type: bind\n        source: /srv/pool\n        target: /pool\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: pool\n      hostPath:\n        ⟦path: /srv/pool⟧\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: pool\n          mountPath: /pool\n          mountPropagation: Bidirectional\n',
        fixed:
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: pool\n      hostPath:\n        path: /srv/pool\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: pool\n          mountPath: /pool\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\n⟦Volume=/srv/pool:/pool:rw,rshared⟧\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop ⟦-v /srv/pool:/pool:shared⟧ acme/shop:5.2\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  watch:\n    image: acme/watch:1.0\n    volumes:\n      - /srv/pool:/pool:ro,rslave\n',
      },
      {
        format: 'compose',
        text: 'services:\n  watch:\n    image: acme/watch:1.0\n    volumes:\n      - /srv/shared:/shared\n      - type: bind\n        source: /srv/pool\n        target: /pool\n        bind:\n          propagation: rprivate\n',
      },
      { format: 'dockerfile', text: 'FROM alpine:3.22\nVOLUME /shared\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  volumes:\n    - name: pool\n      hostPath:\n        path: /srv/pool\n  containers:\n    - name: web\n      image: acme/shop:5.2\n      volumeMounts:\n        - name: pool\n          mountPath: /pool\n          mountPropagation: HostToContainer\n',
      },
      {
        format: 'quadlet',
        text: '[Container]\nImage=docker.io/acme/shop:5.2\nVolume=/srv/pool:/pool:ro,rslave\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --mount type=bind,src=/srv/pool,dst=/pool,bind-propagation=rslave acme/shop:5.2\n',
      },
    ],
  },
  checkContainer(workload, report) {
    for (const mount of workload.mounts.items) {
      const { propagation, source, target } = mount.value;
      if (propagation?.value === 'shared' || propagation?.value === 'rshared')
        report({
          message: 'shared',
          // Storage drivers exist to mount for others.
          severity: servesNode(workload) ? 'info' : 'warning',
          args: { path: source ?? target },
          evidence: evidenceOf(mount, workload),
          // As part of the mount's own statement it cannot be taken out alone.
          ...(propagation.place === mount.place ? {} : removal(propagation)),
        });
    }
  },
});
