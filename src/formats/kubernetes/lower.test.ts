// Places of facts, what makes a fact unknown, what other objects decide, and that reading never fails.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Fact, isKnown } from '../../core/fact';
import { render } from '../../core/message';
import { contains, type Place } from '../../core/span';
import type { ContainerWorkload, Pod } from '../../core/workload';
import type { Reading } from '../format';
import { spansIn } from '../golden/testing';
import { filesAround } from '../testing';
import kubernetes from './index';

type Files = Readonly<Record<string, string>>;

function read(text: string, path = 'pod.yaml', around: Files = {}): Reading {
  return kubernetes.read(text, path, {}, filesAround(around));
}

function containers(text: string, path?: string, around?: Files): readonly ContainerWorkload[] {
  return read(text, path, around).workloads.filter((workload) => workload.kind === 'container');
}

function only(text: string, path?: string, around?: Files): ContainerWorkload & { readonly pod: Pod } {
  const [workload] = containers(text, path, around);
  return workload?.pod === undefined ? assert.fail('no container') : { ...workload, pod: workload.pod };
}

const why = (fact: Fact<unknown>): string => (fact.state === 'stated' ? '' : render(fact.why, 'en'));

/** A pod named `web` with these lines in its `spec` and in its only container. */
function pod(inContainer: string, inSpec = '', kind = 'Pod'): string {
  const indented = (lines: string, by: string): string =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${by}${line}\n`)
      .join('');
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n${indented(inSpec, '  ')}  containers:\n    - name: web\n      image: example.org/web:1\n${indented(inContainer, '      ')}`;
}

/** Every span in a reading, wherever it stands. */
function checkReading(text: string, { workloads, declarations = [], problems, comments }: Reading): void {
  for (const span of spansIn([workloads, declarations, problems, comments])) {
    assert.ok(span.start <= span.end && contains({ start: 0, end: text.length }, span), JSON.stringify(span));
  }
  const ids = [...workloads, ...declarations].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
}

describe('lowering Kubernetes objects', () => {
  it('places facts at their key with its value, items at their value, the container at its name', () => {
    const text = pod(
      'securityContext:\n  privileged: true\n  capabilities: {add: [SYS_TIME]}\nports:\n  - hostPort: 80\n    containerPort: 8080\nvolumeMounts:\n  - {name: logs, mountPath: /logs}',
      'hostPID: true\nvolumes:\n  - name: logs\n    hostPath:\n      path: /var/log',
    );
    const web = only(text);
    const cut = (place: Place | undefined): string =>
      place === undefined ? '' : text.slice(place.span.start, place.span.end);
    assert.equal(cut(web.place), 'name: web');
    assert.equal(cut(web.pod.place), 'kind: Pod');
    assert.equal(cut(web.privileged.place), 'privileged: true');
    assert.equal(cut(web.capabilitiesAdded.items[0]?.place), 'SYS_TIME');
    assert.equal(cut(web.ports.items[0]?.place), 'hostPort: 80');
    assert.equal(cut(web.mounts.items[0]?.place), 'path: /var/log');
    assert.equal(cut(web.pidNamespace.place), 'hostPID: true');
    assert.equal(cut(web.pod.volumeKinds.items[0]?.place), 'path: /var/log');
  });

  it('reads the objects of a template of OpenShift, and takes none of its parameters for a value', () => {
    const parameter = (name: string): string => ['$', '{', name, '}'].join('');
    const open = `securityContext:\n  privileged: ${parameter('OPEN')}\nresources:\n  limits:\n    memory: ${parameter('MEMORY')}`;
    const item = pod(open).replace('example.org/web:1', parameter('IMAGE')).replace(/^/gm, '    ');
    const web = only(
      `apiVersion: template.openshift.io/v1\nkind: Template\nmetadata:\n  name: all\nobjects:\n  -${item.slice(3)}`,
    );
    assert.equal(web.name, 'web');
    assert.deepEqual([web.image.state, web.privileged.state, web.memory.state], Array(3).fill('unknown'));
  });

  it('lets a container override its pod, field by field', () => {
    const shared =
      'securityContext:\n  runAsUser: 0\n  runAsNonRoot: true\n  seccompProfile: {type: RuntimeDefault}';
    const web = only(
      pod('securityContext:\n  runAsUser: 1000\n  seccompProfile:\n    type: Unconfined', shared),
    );
    assert.deepEqual(
      [web.user, web.seccomp].map((fact) => isKnown(fact) && fact.value),
      ['1000', 'unconfined'],
    );
    const plain = only(pod('', shared));
    assert.deepEqual(
      [plain.user, plain.seccomp].map((fact) => isKnown(fact) && fact.value),
      ['0', 'default'],
    );
  });

  it('names containers after their object, and their own name where there are several', () => {
    const text = pod('', 'initContainers:\n  - {name: init, image: "a:1"}');
    assert.deepEqual(
      containers(text).map(({ id, name }) => [id, name]),
      [
        ['pod.yaml#Pod/web/init', 'web/init'],
        ['pod.yaml#Pod/web/web', 'web/web'],
      ],
    );
    assert.equal(only(pod('')).name, 'web');
    const twice = `${pod('')}---\n${pod('')}`;
    assert.deepEqual(
      containers(twice).map(({ id }) => id),
      ['pod.yaml#Pod/web/web', 'pod.yaml#Pod/web/web~2'],
    );
  });

  it('knows how long containers are meant to live', () => {
    const lifetime = (text: string): string => {
      const fact = only(text).lifetime;
      return isKnown(fact) ? fact.value : '?';
    };
    assert.equal(lifetime(pod('')), 'service');
    assert.equal(lifetime(pod('', 'restartPolicy: Never')), '?');
    assert.equal(lifetime(pod('', 'initContainers:\n  - {name: init, image: "a:1"}')), 'job');
    assert.equal(
      lifetime(pod('', 'initContainers:\n  - {name: init, image: "a:1", restartPolicy: Always}')),
      'service',
    );
    const template = '  template:\n    spec:\n      containers: [{name: a, image: "a:1"}]\n';
    assert.equal(lifetime(`apiVersion: batch/v1\nkind: Job\nspec:\n${template}`), 'job');
    assert.equal(lifetime(`apiVersion: apps/v1\nkind: StatefulSet\nspec:\n${template}`), 'service');
  });

  it('takes what a patch does not say for unknown', () => {
    const patch = pod('').replace('      image: example.org/web:1\n', '');
    assert.match(why(only(patch).privileged), /patch/);
    const listed = only(pod(''), 'overlay/pod.yaml', {
      'overlay/kustomization.yaml': 'patches:\n  - path: pod.yaml\n',
    });
    assert.match(why(listed.privileged), /patch/);
    const resource = only(pod(''), 'overlay/pod.yaml', {
      'overlay/kustomization.yaml': 'resources:\n  - pod.yaml\npatches:\n  - path: other.yaml\n',
    });
    assert.equal(resource.privileged.state, 'implied');
  });

  it('takes what a template prints for unknown, and only that', () => {
    const value = only(pod('securityContext:\n  privileged: {{ .Values.privileged }}'));
    assert.match(why(value.privileged), /template/);
    assert.equal(value.noNewPrivileges.state, 'implied');
    const block = only(pod('securityContext:\n  {{- toYaml .Values.context | nindent 8 }}'));
    assert.match(why(block.privileged), /template/);
    assert.equal(block.memory.state, 'implied');
    const loose = only(pod('{{- include "hardening" . | nindent 6 }}'));
    assert.match(why(loose.privileged), /template/);
    const condition = only(pod('{{- if .Values.port }}\nports:\n  - containerPort: 80\n{{- end }}'));
    assert.equal(condition.privileged.state, 'implied');
    const conditional = only(
      pod('securityContext:\n  {{- if .Values.debug }}\n  privileged: true\n  {{- end }}\n  runAsUser: 1'),
    );
    assert.match(why(conditional.privileged), /template/);
    assert.equal(conditional.user.state, 'stated');
    const port = only(pod('ports:\n  - containerPort: 80\n    hostPort: {{ .Values.port }}'));
    assert.deepEqual([port.ports.items, port.ports.rest?.place !== undefined], [[], true]);
    const whole = `{{- if .Values.on }}\n${pod('securityContext: {privileged: true}')}{{- end }}\n`;
    assert.equal(only(whole).privileged.state, 'stated');
    const labels = only(pod('').replace('name: web\nspec', 'labels:\n    {{- include "l" . }}\nspec'));
    assert.equal(labels.privileged.state, 'implied');
  });

  it('asks the other files of the folder', () => {
    const around = {
      'k/class.yaml':
        'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: safe}\nhandler: runsc\n',
      'k/limits.yaml': 'apiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\n',
      'k/scale.yaml':
        'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef: {kind: Pod, name: web}\n',
      'other/class.yaml':
        'apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: far}\nhandler: runc\n',
    };
    const web = only(pod('', 'runtimeClassName: safe'), 'k/pod.yaml', around);
    assert.deepEqual([web.runtime.state, web.runtime.place?.path], ['stated', 'k/class.yaml']);
    assert.match(why(web.memory), /LimitRange/);
    assert.ok(isKnown(web.pod.autoscaled) && web.pod.autoscaled.value);
    assert.equal(web.replicas.state, 'unknown');
    const far = only(pod('', 'runtimeClassName: far'), 'k/pod.yaml', around);
    assert.match(why(far.runtime), /far/);
  });

  it('counts host paths that nobody mounts for the first container, and says so', () => {
    const web = only(pod('', 'volumes:\n  - {name: sock, hostPath: {path: /run/docker.sock}}'));
    assert.match(why(web.mounts.items[0] ?? assert.fail()), /No container/);
    const templated = only(
      pod(
        'volumeMounts:\n  {{- toYaml .Values.mounts | nindent 8 }}',
        'volumes:\n  - {name: sock, hostPath: {path: /run/docker.sock}}',
      ),
    );
    assert.deepEqual(templated.mounts.items, []);
  });

  it('reads quantities', () => {
    const memory = (size: string): unknown => {
      const fact = only(pod(`resources: {limits: {memory: ${size}, cpu: 250m}}`)).memory;
      return isKnown(fact) ? fact.value : undefined;
    };
    assert.deepEqual(
      ['512Mi', '1G', '1.5Gi', '1e9', '128974848', '100m', '-1', 'much', '1Gi1', '"64Ki"'].map(memory),
      [2 ** 29, 1e9, 1.5 * 2 ** 30, 1e9, 128974848, 1, undefined, undefined, undefined, 65536],
    );
    const { cpus } = only(pod('resources: {limits: {cpu: 250m}}'));
    assert.ok(isKnown(cpus) && cpus.value === 0.25);
    assert.match(why(only(pod('resources: {requests: {cpu: 250m}}')).cpus), /share/);
  });

  it('gives annotations of other tools as comments about their object', () => {
    const text = pod('').replace(
      '  name: web\n',
      '  name: web\n  annotations:\n    checkov.io/skip1: CKV_K8S_16=needed\n    team: a\n',
    );
    const { comments } = read(text);
    assert.deepEqual(
      comments.map((comment) => comment.text),
      ['checkov.io/skip1: CKV_K8S_16=needed'],
    );
    assert.deepEqual(comments[0]?.target, { start: 0, end: text.trimEnd().length });
  });

  const folder = join(process.cwd(), 'src/formats/kubernetes/fixtures');
  const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /[\\/].*\.(?:ya?ml|json)$/.test(path))
    .map((path) => readFileSync(join(folder, path), 'utf8'));

  it('never throws and keeps places inside, for every prefix of the short fixtures and many of the others', () => {
    for (const text of fixtures) {
      const step = text.length < 800 ? 1 : 11;
      for (let end = 0; end <= text.length; end += step) {
        const prefix = text.slice(0, end);
        checkReading(prefix, read(prefix));
      }
    }
  }).timeout(60_000);

  it('does not read objects that say nothing about containers', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\ndata: [\n';
    const { problems, workloads, statementAt } = read(text);
    assert.deepEqual([problems, workloads, statementAt(3)], [[], [], { start: 0, end: text.length }]);
  });

  it('survives hostile files', () => {
    const many = '  - {name: a, hostPath: {path: /}}\n'.repeat(3000);
    const mounts = '        - {name: a, mountPath: /}\n'.repeat(3000);
    const bomb = `a: &a [${'x,'.repeat(200)}]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*${i === 0 ? 'a' : `b${i - 1}`},*${i === 0 ? 'a' : `b${i - 1}`}]`).join('\n')}\n`;
    const texts = [
      pod(`volumeMounts:\n${mounts}`, `volumes:\n${many}`),
      `${bomb}apiVersion: v1\nkind: Pod\nspec:\n  containers: *b39\n`,
      `apiVersion: v1\nkind: List\nitems: &i\n  - *i\n`,
      `apiVersion: v1\nkind: Pod\nspec: &s\n  <<: *s\n  containers: [*s]\n`,
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${'    - {image: a}\n'.repeat(5000)}`,
      `${'{{ include "x" . }}\n'.repeat(2000)}apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${'    - image: a\n      {{ include "y" . }}\n'.repeat(1000)}`,
    ];
    for (const text of texts) checkReading(text, read(text));
  }).timeout(60_000);
});
