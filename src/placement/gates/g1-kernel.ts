// G1: the workload needs a kernel of another family than the target host's.
import { isKnown } from '../../core/fact';
import type { Workload } from '../../core/workload';
import { claim, docs } from '../../knowledge/sources';
import { defineGate, type GateReading } from '../gate';
import { certaintyOf, evidenceOf, machineLauncher } from '../reading';
import { certainties } from '../weights';

const families = {
  windows: { en: 'Windows', de: 'Windows' },
  bsd: { en: 'BSD', de: 'BSD' },
  macos: { en: 'macOS', de: 'macOS' },
  solaris: { en: 'Solaris', de: 'Solaris' },
} as const;

export default defineGate({
  id: 'G1',
  title: { en: 'Needs another kernel than the host’s', de: 'Braucht einen anderen Kernel als der Host' },
  question: 'G1.targetHost',
  sources: [
    claim('A1-32'),
    claim('A1-33'),
    claim('A1-13'),
    docs(
      'Windows container version compatibility',
      'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
      false,
    ),
  ],
  clauses: {
    met: {
      en: 'the target host runs another kernel than the workload needs',
      de: 'auf dem Zielhost ein anderer als der nötige Kernel läuft',
    },
    notMet: {
      en: 'the target host runs the kernel the workload needs',
      de: 'auf dem Zielhost der nötige Kernel läuft',
    },
  },
  evaluate(workload, { answers }) {
    if (workload.kind === 'container') {
      const launcher = machineLauncher(workload);
      if (launcher !== undefined) {
        return {
          state: 'met',
          certainty: certainties.implied,
          evidence: [launcher.evidence],
          text: launcher.text,
        };
      }
    }
    return kernelOf(workload, answers['G1.targetHost']);
  },
  examples: [
    {
      format: 'vagrantfile',
      text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "⟦gusztavvargadr/windows-10⟧"\nend\n',
      state: 'met',
    },
    {
      format: 'dockerfile',
      text: 'FROM ⟦mcr.microsoft.com/windows/nanoserver:ltsc2022⟧\nCMD ["app.exe"]\n',
      state: 'open',
    },
    {
      format: 'dockerfile',
      text: 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nCMD ["app.exe"]\n',
      answers: { 'G1.targetHost': 'windows' },
      state: 'not-met',
    },
    {
      format: 'compose',
      text: 'services:\n  desktop:\n    image: ⟦dockurr/windows:5⟧\n    devices:\n      - /dev/kvm\n',
      state: 'met',
    },
    { format: 'dockerfile', text: 'FROM debian:12\nCMD ["sleep", "60"]\n', state: 'silent' },
  ],
});

function kernelOf(
  workload: Workload,
  host: 'linux' | 'windows' | 'other' | undefined,
): GateReading | undefined {
  const os = workload.operatingSystem;
  const platform =
    workload.kind === 'container' && isKnown(workload.platform) ? workload.platform : undefined;
  const windows = platform?.value.startsWith('windows') === true ? platform : undefined;
  if (!isKnown(os) && windows === undefined) return undefined;
  const family = windows !== undefined ? 'windows' : isKnown(os) ? os.value.family : 'other';
  const fact = windows ?? (isKnown(os) ? os : undefined);
  if (fact === undefined) return undefined;
  if (family === 'linux' || family === 'other') {
    // A Linux workload is only in question when the user names another host.
    if (family === 'other' || workload.kind === 'vm' || host === undefined || host === 'linux')
      return undefined;
    return {
      state: 'met',
      certainty: certainties.answer,
      evidence: [evidenceOf(fact, workload)],
      text: {
        text: {
          en: 'it is a Linux image, and the target host does not run Linux',
          de: 'der Workload ist ein Linux-Image, und auf dem Zielhost läuft kein Linux',
        },
      },
    };
  }
  const args = { family: families[family] };
  const evidence = [evidenceOf(fact, workload)];
  if (workload.kind === 'container') {
    return {
      state: host === undefined ? 'open' : host === 'windows' && family === 'windows' ? 'not-met' : 'met',
      certainty: host === undefined ? certaintyOf(fact) : certainties.answer,
      evidence,
      text: {
        text: {
          en: 'a {family} image runs only on a {family} host, whose version should match',
          de: 'ein {family}-Image läuft nur auf einem {family}-Host, dessen Version passen sollte',
        },
        args,
      },
    };
  }
  return {
    state: 'met',
    certainty: certaintyOf(fact),
    evidence,
    text: {
      text: {
        en: 'a {family} guest needs a kernel that a Linux container host does not have',
        de: 'ein {family}-Gast braucht einen Kernel, den ein Linux-Host für Container nicht hat',
      },
      args,
    },
  };
}
