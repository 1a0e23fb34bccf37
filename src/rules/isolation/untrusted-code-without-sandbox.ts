// Runners, judges and sandboxes that give code of others a way to the host.
import { type Fact, is, isKnown } from '../../core/fact';
import type { Evidence, Fix } from '../../core/finding';
import { type Text, verbatim } from '../../core/message';
import { defineRule, type RuleContext } from '../../core/rule';
import type { ContainerWorkload } from '../../core/workload';
import { normalizeCapability } from '../../knowledge/capabilities';
import { foreignCodeImages } from '../../knowledge/images';
import { attack, bsi, claim, cwe, documents, nist } from '../../knowledge/sources';
import { placeOf } from '../support/place';
import { imageRow, isCalled } from '../support/purpose';
import { mountedSocket } from '../support/socket';

const runsCode = /(^|[-_./])(judge\d*|runners?|sandbox(es)?|executors?|ci|workers?)([-_./]|$)/;
/** Runtimes that put a kernel, or at least user ids, of their own between the container and the host. */
const sandboxes = /^(runsc|kata|io\.containerd\.(runsc|kata)|sysbox-runc|krun|crun-vm|gvisor)/;

export default defineRule({
  id: 'untrusted-code-without-sandbox',
  concern: 'isolation',
  severity: 'error',
  title: {
    en: 'Foreign code runs next to the host’s kernel',
    de: 'Fremder Code läuft direkt am Kernel des Hosts',
  },
  why: {
    en: `A build runner, a judge or an agent’s workspace exists to run what others wrote. An ordinary container separates
programs that behave; it is no sandbox, since every system call goes to the host’s kernel. Together with
privileged mode, \`SYS_ADMIN\` or the engine’s socket no exploit is needed at all: a job may take over the host and every
other job on it.

Run the jobs under \`runtime: runsc\` (gVisor) or Kata, or in a VM that is thrown away afterwards, and build images without
the socket (rootless BuildKit, kaniko, buildah).`,
    de: `Ein Build-Runner, ein Judge oder die Arbeitsumgebung eines Agenten ist dafür da, auszuführen, was andere geschrieben
haben. Ein gewöhnlicher Container trennt Programme, die sich benehmen; eine Sandbox ist er nicht, denn jeder Systemaufruf
geht an den Kernel des Hosts. Zusammen mit privilegiertem Modus, \`SYS_ADMIN\` oder dem Socket der Engine braucht es nicht
einmal einen Exploit: Ein Job kann den Host und jeden anderen Job darauf übernehmen.

Lass die Jobs unter \`runtime: runsc\` (gVisor) oder Kata laufen oder in einer VM, die danach weggeworfen wird, und baue
Images ohne den Socket (rootless BuildKit, kaniko, buildah).`,
  },
  sources: [
    claim('A1-31'),
    claim('A1-45'),
    claim('A1-50'),
    documents.gvisor,
    nist('4.3.4'),
    nist('4.4.1'),
    bsi('SYS.1.6.A26'),
    attack('T1611'),
    cwe('653'),
  ],
  mitigations: { 'sandbox-runtime': 'hint', 'rootless-engine': 'warning' },
  messages: {
    known: {
      en: '{workload} {what} and has {means}: such code may take over the host without any exploit. Use a sandboxing runtime (runsc, kata) or a VM, and take {means} away.',
      de: '{workload} {what} und hat {means}: Solcher Code kann den Host ohne jeden Exploit übernehmen. Nutze eine Sandbox-Laufzeit (runsc, kata) oder eine VM und nimm ihm {means}.',
    },
    likely: {
      en: '{workload} looks like it runs code of others and has {means}: if it does, that code may take over the host. In that case use a sandboxing runtime (runsc, kata) or a VM.',
      de: '{workload} sieht aus, als führe er fremden Code aus, und hat {means}: Wenn ja, kann dieser Code den Host übernehmen. Nutze dann eine Sandbox-Laufzeit (runsc, kata) oder eine VM.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦builds⟧:\n    image: gitlab/gitlab-runner:v17.4.0\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
      },
      {
        format: 'compose',
        text: 'services:\n  ⟦code-judge⟧:\n    image: acme/contest:1.0\n    privileged: true\n  ⟦sandbox⟧:\n    image: acme/box:1.0\n    cap_add: [SYS_ADMIN]\n',
        fixed:
          'services:\n  code-judge:\n    image: acme/contest:1.0\n    privileged: true\n    runtime: runsc\n  sandbox:\n    image: acme/box:1.0\n    cap_add: [SYS_ADMIN]\n    runtime: runsc\n',
      },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - ⟦name: web⟧\n      image: gitlab/gitlab-runner:v17.4.0\n      securityContext:\n        privileged: true\n',
      },
      {
        format: 'quadlet',
        text: '⟦[Container]⟧\nImage=docker.io/gitlab/gitlab-runner:v17.4.0\nAddCapability=CAP_SYS_ADMIN\n',
        fixed:
          '[Container]\nImage=docker.io/gitlab/gitlab-runner:v17.4.0\nAddCapability=CAP_SYS_ADMIN\nGlobalArgs=--runtime=runsc\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\n⟦docker run⟧ -d --name shop --privileged gitlab/gitlab-runner:v17.4.0\n',
        fixed:
          '#!/bin/sh\nset -e\ndocker run --runtime=runsc -d --name shop --privileged gitlab/gitlab-runner:v17.4.0\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  code-judge:\n    image: acme/contest:1.0\n    runtime: runsc\n    cap_add: [SYS_ADMIN]\n',
      },
      {
        format: 'compose',
        text: 'services:\n  worker:\n    image: acme/mailer:1.0\n  appliance:\n    image: acme/appliance:1.0\n    privileged: true\n  runner:\n    image: acme/jobs:1.0\n    privileged: true\n    runtime: $RUNTIME\n',
      },
      { format: 'dockerfile', text: 'FROM gitlab/gitlab-runner:v17.4.0\nCMD ["run"]\n' },
      {
        format: 'kubernetes',
        text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  runtimeClassName: gvisor\n  containers:\n    - name: web\n      image: gitlab/gitlab-runner:v17.4.0\n      securityContext:\n        privileged: true\n',
      },
      {
        format: 'script',
        text: '#!/bin/sh\nset -e\ndocker run -d --name shop --privileged --runtime=runsc gitlab/gitlab-runner:v17.4.0\n',
      },
    ],
  },
  checkContainer(workload, report, context) {
    const ways = waysToHost(workload);
    if (ways.length === 0 || isSandboxed(workload)) return;
    const product = imageRow(workload, foreignCodeImages);
    if (product === undefined && !isCalled(workload, runsCode)) return;
    const means = ways.map((way) => way.means);
    const evidence: readonly [Evidence, ...Evidence[]] = [
      { place: workload.place },
      ...ways.map(({ fact }) => ({ place: placeOf(fact, workload) })),
    ];
    const fix = sandboxFix(workload, ways, context);
    // Only the operator knows whose code it is; a name alone is a question, not an error.
    if (product === undefined)
      report({
        message: 'likely',
        severity: 'warning',
        confidence: 'low',
        args: { means },
        evidence,
        ...fix,
      });
    else
      report({
        message: 'known',
        confidence: 'medium',
        args: { means, what: product.what },
        evidence,
        ...fix,
      });
  },
});

/** Through the engine's socket a job leaves its sandbox, so there the runtime alone is no fix. */
function sandboxFix(
  workload: ContainerWorkload,
  ways: readonly Way[],
  context: RuleContext,
): { readonly fix?: Fix } {
  if (workload.runtime.state !== 'unknown' || ways.some((way) => way.isSocket === true)) return {};
  const runtime = workload.pod === undefined ? 'runsc' : sandboxClass(context);
  if (runtime === undefined) return {};
  return {
    fix: {
      title: {
        text: { en: 'Run it in a sandbox ({runtime})', de: 'In einer Sandbox ausführen ({runtime})' },
        args: { runtime },
      },
      safety: 'changes-behaviour',
      changes: [{ kind: 'set', workload: workload.id, setting: { name: 'runtime', value: runtime } }],
    },
  };
}

/** The first RuntimeClass of the files around that leads to a sandbox; other names the cluster may not know. */
function sandboxClass({ declarations }: RuleContext): string | undefined {
  return declarations.find(
    (declaration) =>
      declaration.kind === 'runtime-class' &&
      isKnown(declaration.handler) &&
      sandboxes.test(declaration.handler.value),
  )?.name;
}

interface Way {
  readonly fact: Fact<unknown>;
  readonly means: Text;
  readonly isSocket?: true;
}

function waysToHost(workload: ContainerWorkload): readonly Way[] {
  const { privileged, mounts, capabilitiesAdded } = workload;
  const ways: Way[] = [];
  if (is(privileged, true))
    ways.push({ fact: privileged, means: { en: 'privileged mode', de: 'privilegierten Modus' } });
  const socket = mounts.items.find(({ value }) => mountedSocket(value)?.rootless === false);
  if (socket !== undefined)
    ways.push({
      fact: socket,
      means: { en: 'the engine’s socket', de: 'den Socket der Engine' },
      isSocket: true,
    });
  const added = capabilitiesAdded.items.find(({ value }) =>
    /^(ALL|SYS_ADMIN)$/.test(normalizeCapability(value)),
  );
  if (added !== undefined) ways.push({ fact: added, means: verbatim(normalizeCapability(added.value)) });
  return ways;
}

/** A runtime that a variable decides may be one of them, so it counts. */
function isSandboxed({ runtime }: ContainerWorkload): boolean {
  return runtime.state === 'unknown' ? runtime.place !== undefined : sandboxes.test(runtime.value);
}
