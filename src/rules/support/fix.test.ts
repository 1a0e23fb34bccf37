// Fixes of several rules: the three settings that are mostly missing together, and what no fix may touch.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../../core/edit';
import type { FormatId } from '../../core/format';
import { readExample, usualPath } from '../../formats/testing';
import { check } from '../check';
import { rules } from '../registry.generated';
import { contextOf } from '../testing';

const hardening = rules.filter(({ id }) =>
  /^container-(caps-not-dropped|no-new-privileges-missing|writable-rootfs)$/.test(id),
);

async function hardened(format: FormatId, text: string): Promise<string> {
  const { workloads, edits } = await readExample(format, usualPath(format), text);
  const found = check(hardening, contextOf(workloads), (_, start, end) => text.slice(start, end));
  assert.equal(found.length, 3);
  const places = new Set(found.map(({ evidence: [{ place }] }) => place.span.start));
  assert.equal(places.size, 1, 'all three stand at the header');
  const changes = found.flatMap(({ fix }) => fix?.changes ?? assert.fail('no fix'));
  return applyEdits(
    text,
    merged(changes.map((change) => edits(change) ?? assert.fail(JSON.stringify(change)))),
  );
}

/** Format, the file before, and after. */
const cases: readonly (readonly [FormatId, string, string])[] = [
  [
    'compose',
    'services:\n  web:\n    image: acme/web:1 # pinned\n\n  # the other one\n',
    'services:\n  web:\n    image: acme/web:1 # pinned\n    cap_drop:\n      - ALL\n    security_opt:\n      - no-new-privileges:true\n    read_only: true\n\n  # the other one\n',
  ],
  [
    'compose',
    'services:\n  web:\n    image: acme/web:1\n    security_opt:\n      - label=type:x_t # keep\n',
    'services:\n  web:\n    image: acme/web:1\n    security_opt:\n      - label=type:x_t # keep\n      - no-new-privileges:true\n    cap_drop:\n      - ALL\n    read_only: true\n',
  ],
  [
    'kubernetes',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1\n',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1\n      securityContext:\n        capabilities:\n          drop: [ALL]\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n',
  ],
  [
    'kubernetes',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1\n      securityContext:\n        runAsUser: 1000 # app\n        capabilities:\n          add: [NET_BIND_SERVICE]\n',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: acme/web:1\n      securityContext:\n        runAsUser: 1000 # app\n        capabilities:\n          add: [NET_BIND_SERVICE]\n          drop: [ALL]\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n',
  ],
  [
    'quadlet',
    '[Container]\nImage=docker.io/acme/web:1\n\n[Install]\nWantedBy=default.target\n',
    '[Container]\nImage=docker.io/acme/web:1\nDropCapability=all\nNoNewPrivileges=true\nReadOnly=true\n\n[Install]\nWantedBy=default.target\n',
  ],
  [
    'script',
    'docker run -d acme/web:1\n',
    'docker run --cap-drop=ALL --security-opt=no-new-privileges --read-only -d acme/web:1\n',
  ],
];

describe('missing hardening', () => {
  cases.forEach(([format, before, after], index) => {
    it(`is added at once, case ${index + 1} (${format})`, async () => {
      assert.equal(await hardened(format, before), after);
    });
  });
});

/** Rule, and a file in which it finds something that no edit could change for this workload alone. */
const shared: readonly (readonly [string, FormatId, string])[] = [
  [
    'container-privileged',
    'compose',
    'x-base: &base\n  privileged: true\nservices:\n  one:\n    <<: *base\n    image: acme/one:1\n  two:\n    <<: *base\n    image: acme/two:1\n',
  ],
  [
    'container-admin-port-wildcard',
    'compose',
    'x-ports: &ports ["5432:5432"]\nservices:\n  db:\n    image: acme/db:1\n    ports: *ports\n',
  ],
  [
    'container-admin-port-wildcard',
    'compose',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose replaces it, not JavaScript.
    'services:\n  db:\n    image: acme/db:1\n    ports:\n      - "${DB_PORT:-5432}:5432"\n',
  ],
  [
    'container-sensitive-mount',
    'compose',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose replaces it, not JavaScript.
    'services:\n  web:\n    image: acme/web:1\n    volumes:\n      - /etc:${TARGET:-/host}\n',
  ],
];

describe('a fix', () => {
  for (const [rule, format, text] of shared) {
    it(`of ${rule} leaves anchors and variables alone: ${JSON.stringify(text.slice(-40))}`, async () => {
      const { workloads, edits } = await readExample(format, usualPath(format), text);
      const chosen = rules.filter(({ id }) => id === rule);
      const [finding] = check(chosen, contextOf(workloads), (_, start, end) => text.slice(start, end));
      assert.ok(finding !== undefined, 'it is found');
      assert.deepEqual(finding.fix?.changes.map(edits) ?? [undefined], [undefined]);
    });
  }
});
