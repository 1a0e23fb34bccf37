// R8: the boundary, and what weakens it here.
import { claim, cve, figure } from '../../knowledge/sources';
import { computed, fromFact, fromFindings } from '../here';
import { type ComparisonInput, defineRow, type RowEvidence } from '../row';

const texts = {
  ownKernel: { en: 'A kernel of its own behind {name}.', de: 'Ein eigener Kernel hinter {name}.' },
  sandbox: {
    en: 'The runtime {name} keeps the host’s kernel away.',
    de: 'Die Runtime {name} hält den Kernel des Hosts fern.',
  },
  rootless: { en: 'The local engine is rootless.', de: 'Die lokale Engine läuft rootless.' },
  rootful: {
    en: 'The local engine runs as root without user namespaces: root in the container is root on the kernel.',
    de: 'Die lokale Engine läuft als Root ohne User-Namespaces: Root im Container ist Root auf dem Kernel.',
  },
  noWeakening: {
    en: 'No rule found anything that weakens the boundary.',
    de: 'Keine Regel fand etwas, das die Grenze schwächt.',
  },
};

function engine({ posture, workload }: ComparisonInput): RowEvidence[] {
  if (posture === undefined || workload.kind === 'vm') return [];
  if (posture.rootless) return [computed(texts.rootless)];
  return posture.userNamespaces ? [] : [{ ...computed(texts.rootful), tone: 'defect' }];
}

export default defineRow({
  id: 'R8',
  title: { en: 'Isolation', de: 'Isolation' },
  vm: {
    en: 'A kernel of its own and a narrow hypervisor interface: stronger, yet not complete, as one article has it. VENOM ran code on the host through a floppy controller.',
    de: 'Ein eigener Kernel und eine schmale Hypervisor-Schnittstelle: stärker, aber nicht vollständig, wie ein Artikel meint. VENOM führte über einen Diskettencontroller Code auf dem Host aus.',
  },
  container: {
    en: 'One kernel for all. The ladder, lowest first: privileged, default, hardened, rootless or user namespaces, gVisor, Kata or microVM, VM. The fine order is ours.',
    de: 'Ein Kernel für alle. Die Leiter von unten: privilegiert, Vorgabe, gehärtet, rootless oder User-Namespaces, gVisor, Kata oder microVM, VM. Die feine Ordnung ist unsere.',
  },
  sources: [claim('A1-85'), claim('A1-45'), claim('A1-17'), cve('CVE-2015-3456'), figure('vee20')],
  figures: [
    { figure: 'seccomp', side: 'container' },
    { figure: 'vee20', side: 'sandboxed-container' },
    { figure: 'sysdig-rootmedian', side: 'container' },
  ],
  here(input) {
    const { workload, findings } = input;
    const own =
      workload.kind === 'vm'
        ? fromFact(workload.hypervisor, texts.ownKernel, (name) => ({ name }))
        : fromFact(workload.runtime, texts.sandbox, (name) => ({ name }));
    const weak = fromFindings(input, (rule) =>
      findings.some((finding) => finding.rule === rule && finding.concern === 'isolation'),
    );
    return [...own, ...engine(input), ...(weak.length > 0 ? weak : [computed(texts.noWeakening)])];
  },
});
