// R8: the boundary, and what weakens it here.
import { claim, cve, figure } from '../../knowledge/sources';
import { hypervisorName } from '../diagram';
import { computed, fromFact, fromFindings } from '../here';
import { type ComparisonInput, defineRow, type RowEvidence } from '../row';

const texts = {
  ownKernel: { en: 'A kernel of its own on {name}.', de: 'Ein eigener Kernel auf {name}.' },
  sandbox: {
    en: 'Runs under the runtime {name}.',
    de: 'Läuft unter der Laufzeit {name}.',
  },
  rootless: { en: 'The local engine is rootless.', de: 'Die lokale Engine läuft rootless.' },
  rootful: {
    en: 'The local engine runs as root without user namespaces: root in the container is root for the host’s kernel.',
    de: 'Die lokale Engine läuft als root ohne User-Namespaces: root im Container ist root für den Kernel des Hosts.',
  },
  noWeakening: {
    en: 'Berth’s rules found nothing that weakens the boundary.',
    de: 'Berths Regeln fanden nichts, was die Grenze schwächt.',
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
    en: 'A kernel of its own behind a narrow hypervisor interface: stronger, but not complete as one article claims. VENOM (CVE-2015-3456) let a guest attack the host through an emulated floppy controller.',
    de: 'Ein eigener Kernel hinter einer schmalen Hypervisor-Schnittstelle: stärker, aber entgegen der Aussage eines Artikels nicht vollständig. Über VENOM (CVE-2015-3456) konnte ein Gast den Host durch einen emulierten Diskettencontroller angreifen.',
  },
  container: {
    en: 'One kernel for all. From weak to strong: privileged, default, hardened, rootless or user namespaces, gVisor, Kata or microVM, VM. The fine order is our own.',
    de: 'Ein Kernel für alle. Von schwach nach stark: privilegiert, Standard, gehärtet, rootless oder User-Namespaces, gVisor, Kata oder microVM, VM. Die feine Abstufung stammt von uns.',
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
        ? fromFact(workload.hypervisor, texts.ownKernel, (hypervisor) => ({
            name: hypervisorName(hypervisor),
          }))
        : fromFact(workload.runtime, texts.sandbox, (name) => ({ name }));
    const weak = fromFindings(input, (rule) =>
      findings.some((finding) => finding.rule === rule && finding.concern === 'isolation'),
    );
    return [...own, ...engine(input), ...(weak.length > 0 ? weak : [computed(texts.noWeakening)])];
  },
});
