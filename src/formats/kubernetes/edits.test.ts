// What changes come to in the text: comments and formatting stay, and what cannot be done safely is refused.
import assert from 'node:assert/strict';
import { applyEdits, merged } from '../../core/edit';
import type { Change, Setting } from '../../core/format';
import type { Place } from '../../core/span';
import { filesAround } from '../testing';
import kubernetes from './index';

const path = 'pod.yaml';

/** The text after changes that are made of its reading; `undefined` where one of them is refused. */
function changed(text: string, ...changes: readonly Change[]): string | undefined {
  const reading = kubernetes.read(text, path, {}, filesAround({}));
  const edits = changes.map((change) => reading.edits(change));
  if (edits.includes(undefined)) return undefined;
  return applyEdits(text, merged(edits.map((list) => list ?? [])));
}

/** The place of the first statement that reads like this. */
function place(text: string, statement: string): Place {
  const start = text.indexOf(statement);
  assert.notEqual(start, -1, statement);
  return { path, span: { start, end: start + statement.length } };
}

function set(...settings: readonly Setting[]): Change[] {
  return settings.map((setting) => ({ kind: 'set', workload: `${path}#Pod/web/web`, setting }));
}

const remove = (text: string, statement: string): string | undefined =>
  changed(text, { kind: 'remove', place: place(text, statement) });

const head = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n';
const web = `${head}  containers:\n    - name: web # ours\n      image: example.org/web:1\n`;

describe('editing Kubernetes objects', () => {
  it('opens each block once for several settings', () => {
    assert.equal(
      changed(
        `${web}      # end\n    - name: other\n      image: a\n`,
        ...set(
          { name: 'noNewPrivileges', value: true },
          { name: 'readOnlyRootFilesystem', value: true },
          { name: 'capabilitiesDropped', value: 'ALL' },
          { name: 'user', value: '1000:2000' },
        ),
      ),
      `${web}      securityContext:\n        allowPrivilegeEscalation: false\n        readOnlyRootFilesystem: true\n        capabilities:\n          drop: [ALL]\n        runAsUser: 1000\n        runAsGroup: 2000\n      # end\n    - name: other\n      image: a\n`,
    );
    assert.equal(
      changed(web, ...set({ name: 'memory', value: 512 * 2 ** 20 }, { name: 'cpus', value: 0.5 })),
      `${web}      resources:\n        limits:\n          memory: 512Mi\n          cpu: 500m\n`,
    );
  });

  it('adds to what is there, in its indentation and style', () => {
    const wide = `${web}      securityContext:\n          capabilities:\n              drop:\n              - NET_RAW # why\n      resources: {limits: {cpu: 1}, requests: {}}\n`;
    assert.equal(
      changed(wide, ...set({ name: 'seccomp', value: 'default' })),
      wide.replace('# why\n', '# why\n          seccompProfile:\n              type: RuntimeDefault\n'),
    );
    assert.equal(
      changed(wide, ...set({ name: 'capabilitiesDropped', value: 'ALL' })),
      wide.replace('# why\n', '# why\n              - ALL\n'),
    );
    assert.equal(
      changed(wide, ...set({ name: 'memory', value: 2 ** 30 })),
      wide.replace('{cpu: 1}', '{cpu: 1, memory: 1Gi}'),
    );
  });

  it('keeps apart what several settings add at one place', () => {
    const listed = `${web}      securityContext:\n        capabilities:\n          drop:\n            - NET_RAW\n`;
    assert.equal(
      changed(
        listed,
        ...set(
          { name: 'memory', value: 2 ** 30 },
          { name: 'seccomp', value: 'default' },
          { name: 'capabilitiesDropped', value: 'ALL' },
        ),
      ),
      `${listed}            - ALL\n        seccompProfile:\n          type: RuntimeDefault\n      resources:\n        limits:\n          memory: 1Gi\n`,
    );
  });

  it('fills empty blocks', () => {
    const both = set({ name: 'runAsNonRoot', value: true }, { name: 'noNewPrivileges', value: true });
    const filled =
      '      securityContext:\n        runAsNonRoot: true\n        allowPrivilegeEscalation: false\n';
    assert.equal(changed(`${web}      securityContext: {}\n`, ...both), web + filled);
    assert.equal(changed(`${web}      securityContext:\n`, ...both), web + filled);
    assert.equal(
      changed(`${web}      securityContext: {} # none\n      tty: true\n`, ...both),
      `${web}${filled.replace('Context:', 'Context: # none')}      tty: true\n`,
    );
  });

  it('replaces a value that says the opposite', () => {
    const open = `${web}      securityContext: {allowPrivilegeEscalation: true} # x\n`;
    assert.equal(
      changed(open, ...set({ name: 'noNewPrivileges', value: true })),
      open.replace('true', 'false'),
    );
    assert.equal(
      changed(web, {
        kind: 'replace',
        place: place(web, 'image: example.org/web:1'),
        value: 'example.org/web:2',
      }),
      web.replace('web:1', 'web:2'),
    );
    assert.equal(changed(web, ...set({ name: 'userNamespaces', value: true })), `${web}  hostUsers: false\n`);
  });

  it('works in JSON', () => {
    const json =
      '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"hostPID": true, "containers": [{"name": "web", "image": "a:1"}]}}';
    assert.equal(remove(json, '"hostPID": true'), json.replace('"hostPID": true, ', ''));
    assert.equal(
      changed(json, ...set({ name: 'noNewPrivileges', value: true })),
      json.replace('"a:1"}', '"a:1", "securityContext": {"allowPrivilegeEscalation": false}}'),
    );
    const dropping = json.replace('"a:1"', '"a:1", "securityContext": {"capabilities": {"drop": ["KILL"]}}');
    assert.equal(
      changed(
        dropping,
        ...set({ name: 'capabilitiesDropped', value: 'ALL' }, { name: 'memory', value: 1024 }),
      ),
      dropping
        .replace('"KILL"', '"KILL", "ALL"')
        .replace('["KILL", "ALL"]}}', '["KILL", "ALL"]}}, "resources": {"limits": {"memory": "1Ki"}}'),
    );
  });

  it('removes statements with what they leave empty, but never the container', () => {
    const text = `${web}      securityContext:\n        privileged: true\n      ports:\n        - containerPort: 80\n          hostPort: 80 # open\n`;
    assert.equal(
      remove(text, 'privileged: true'),
      text.replace('      securityContext:\n        privileged: true\n', ''),
    );
    assert.equal(remove(text, 'hostPort: 80'), text.replace('hostPort: 80 # open', '# open'));
    assert.equal(remove(`${head}  containers:\n    - image: a\n`, 'image: a'), undefined);
  });

  const mounted = `${web}      volumeMounts:\n        - name: sock\n          mountPath: /run/docker.sock\n        - {name: tmp, mountPath: /tmp}\n  volumes:\n    - name: sock\n      hostPath:\n        path: /run/docker.sock\n    - name: tmp\n      emptyDir: {}\n`;

  it('takes a host path out together with its mounts, and makes its mounts read-only', () => {
    assert.equal(
      remove(mounted, 'path: /run/docker.sock'),
      `${web}      volumeMounts:\n        - {name: tmp, mountPath: /tmp}\n  volumes:\n    - name: tmp\n      emptyDir: {}\n`,
    );
    assert.equal(
      changed(mounted, { kind: 'make-read-only', place: place(mounted, 'path: /run/docker.sock') }),
      mounted.replace('mountPath: /run/docker.sock', 'mountPath: /run/docker.sock\n          readOnly: true'),
    );
    const written = mounted.replace(
      'mountPath: /run/docker.sock',
      'readOnly: false\n          mountPath: /run/docker.sock',
    );
    assert.equal(
      changed(written, { kind: 'make-read-only', place: place(written, 'path: /run/docker.sock') }),
      written.replace('readOnly: false', 'readOnly: true'),
    );
  });

  it('takes the whole entry of a variable or a kernel parameter', () => {
    const text = `${head}  securityContext:\n    sysctls:\n      - name: kernel.msgmax\n        value: "1"\n  containers:\n    - name: web\n      image: a:1\n      env:\n        - name: A\n          value: secret\n        - name: B\n          value: c\n`;
    assert.equal(
      remove(text, 'name: kernel.msgmax'),
      text.replace('  securityContext:\n    sysctls:\n      - name: kernel.msgmax\n        value: "1"\n', ''),
    );
    assert.equal(
      remove(text, 'value: secret'),
      text.replace('        - name: A\n          value: secret\n', ''),
    );
  });

  it('binds host ports', () => {
    const text = `${web}      ports:\n        - {containerPort: 22, hostPort: 22}\n`;
    assert.equal(
      changed(text, { kind: 'bind', place: place(text, 'hostPort: 22'), address: '127.0.0.1' }),
      text.replace('hostPort: 22', 'hostPort: 22, hostIP: 127.0.0.1'),
    );
  });

  it('labels namespaces', () => {
    const label = (key: string): Change => ({
      kind: 'set',
      workload: `${path}#Namespace/shop`,
      setting: { name: 'label', value: { key, text: 'baseline' } },
    });
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
    assert.equal(
      changed(namespace, label('x/enforce')),
      namespace.replace('shop}', 'shop, labels: {x/enforce: baseline}}'),
    );
  });

  it('refuses aliases, merges, templates, and what a pod cannot say', () => {
    const cap = set({ name: 'noNewPrivileges', value: true });
    const shared = `${head}  containers:\n    - &w\n      name: web\n      image: a:1\n    - <<: *w\n      name: b\n`;
    assert.equal(changed(shared, ...cap), undefined);
    const merged = `${head}  containers:\n    - name: web\n      image: a:1\n      securityContext: &s {privileged: true}\n    - name: b\n      image: b:1\n      securityContext: *s\n`;
    assert.equal(changed(merged, ...cap), undefined);
    assert.equal(remove(merged, 'privileged: true'), undefined);
    assert.equal(changed(`${web}      {{- include "x" . | nindent 6 }}\n`, ...cap), undefined);
    assert.equal(changed(`${web}      {{- if .x }}\n      tty: true\n      {{- end }}\n`, ...cap), undefined);
    const value = `${web}      tty: {{ .x }}\n`;
    assert.equal(remove(value, 'tty: {{ .x }}'), undefined);
    const refused: Setting[] = [
      { name: 'pidsLimit', value: 100 },
      { name: 'runtime', value: 'runsc' },
      { name: 'user', value: 'app' },
      { name: 'restart', value: 'always' },
    ];
    for (const setting of refused) assert.equal(changed(web, ...set(setting)), undefined, setting.name);
  });
});
