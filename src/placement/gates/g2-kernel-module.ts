// G2: the workload loads a kernel module, which a container would load into everybody's kernel.
import type { Evidence } from '../../core/finding';
import type { Workload } from '../../core/workload';
import { cis, claim, nist } from '../../knowledge/sources';
import { defineGate } from '../gate';
import { evidenceOf, modulesOf } from '../reading';
import { certainties } from '../weights';

/** Packages that build kernel modules for the running kernel. */
const moduleBuilders = /^(dkms|akmods?|.*-dkms|module-assistant)$/;

export default defineGate({
  id: 'G2',
  title: { en: 'Loads a kernel module', de: 'Lädt ein Kernel-Modul' },
  question: 'G2.hostProvidesModule',
  sources: [claim('A1-64'), claim('A1-46'), cis('5.4'), nist('4.5.2')],
  clauses: {
    met: {
      en: 'it has to load a kernel module that the host does not provide',
      de: 'der Host ein nötiges Kernel-Modul nicht mitbringt',
    },
    notMet: {
      en: 'the host’s kernel provides the module',
      de: 'der Kernel des Hosts das Modul mitbringt',
    },
  },
  evaluate(workload, { answers }) {
    const evidence = signsOf(workload);
    if (evidence.length === 0) return undefined;
    const answer = answers['G2.hostProvidesModule'];
    return {
      state: answer === undefined ? 'open' : answer === 'yes' ? 'not-met' : 'met',
      certainty: answer === undefined ? certainties.file : certainties.answer,
      evidence,
      text: {
        text:
          answer === 'yes'
            ? {
                en: 'it needs a kernel module, and the host provides it',
                de: 'der Workload braucht ein Kernel-Modul, und der Host bringt es mit',
              }
            : {
                en: 'it loads or builds a kernel module, which belongs on the host or in a machine of its own',
                de: 'der Workload lädt oder baut ein Kernel-Modul, und das gehört auf den Host oder in eine eigene Maschine',
              },
      },
    };
  },
  examples: [
    {
      format: 'compose',
      text: 'services:\n  vpn:\n    image: vendor/vpn:1\n    cap_add:\n      - NET_ADMIN\n      - ⟦SYS_MODULE⟧\n    volumes:\n      - ⟦/lib/modules:/lib/modules⟧\n',
      state: 'open',
    },
    {
      format: 'compose',
      text: 'services:\n  vpn:\n    image: vendor/vpn:1\n    cap_add:\n      - SYS_MODULE\n',
      answers: { 'G2.hostProvidesModule': 'no' },
      state: 'met',
    },
    {
      format: 'dockerfile',
      text: 'FROM debian:12\nRUN apt-get install -y ⟦dkms⟧ linux-headers-amd64\n',
      state: 'open',
    },
    {
      format: 'compose',
      text: 'services:\n  vpn:\n    image: vendor/vpn:1\n    cap_add:\n      - NET_ADMIN\n',
      state: 'silent',
    },
  ],
});

function signsOf(workload: Workload): readonly Evidence[] {
  const modules = modulesOf(workload);
  if (workload.kind === 'vm') return modules.map((item) => evidenceOf(item, workload));
  const capabilities = workload.capabilitiesAdded.items.filter(({ value }) =>
    /^(CAP_)?SYS_MODULE$/i.test(value),
  );
  const builders = workload.software.packages.items.filter(({ value }) => moduleBuilders.test(value));
  // The host's modules are also mounted only to be listed: a sign together with others, never alone.
  const mounts = workload.mounts.items.filter(({ value }) =>
    /^\/(lib\/modules|usr\/src)/.test(value.source ?? ''),
  );
  const strong = [...capabilities, ...builders, ...modules];
  if (strong.length === 0) return [];
  return [...strong, ...mounts].map((item) => evidenceOf(item, workload));
}
