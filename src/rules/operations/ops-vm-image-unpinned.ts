// Machines that start from whatever their image's address gives today, or from an image that nobody checks.
import { is, isKnown } from '../../core/fact';
import type { Severity } from '../../core/finding';
import { defineRule } from '../../core/rule';
import type { VirtualMachine } from '../../core/workload';
import { bsi, claim, cwe, documents } from '../../knowledge/sources';
import { confidenceOf, isMeantFor, isPracticeTarget, isThrowaway } from '../support/machine';
import { evidenceOf } from '../support/place';
import { isExampleFile, isProductionFile, isTestFile } from '../support/purpose';

export default defineRule({
  id: 'ops-vm-image-unpinned',
  concern: 'operations',
  severity: 'warning',
  title: { en: 'Image without a fixed version', de: 'Image ohne feste Version' },
  why: {
    en: `The same file makes another machine tomorrow when its image moves: a box without version, \`latest\`, a folder named
\`current\`. What worked yesterday fails elsewhere, and nobody sees what changed. An image whose checksum is switched off may
even be another one than its publisher made.

Name the version (\`config.vm.box_version\`, a dated folder, an image id) and raise it on purpose, as with other
dependencies. Nearly every Vagrantfile of a single developer leaves it out and gets fixes by that, so this is only a hint
there; for production it is a warning. A checksum that is switched off is one everywhere.`,
    de: `Dieselbe Datei macht morgen eine andere Maschine, wenn sich ihr Image bewegt: eine Box ohne Version, \`latest\`, ein
Ordner namens \`current\`. Was gestern lief, scheitert anderswo, und niemand sieht, was sich geändert hat. Ein Image, dessen
Prüfsumme abgeschaltet ist, kann sogar ein anderes sein, als sein Herausgeber gemacht hat.

Nenne die Version (\`config.vm.box_version\`, einen Ordner mit Datum, die Kennung eines Images) und erhöhe sie mit Absicht,
wie bei anderen Abhängigkeiten. Fast jedes Vagrantfile eines einzelnen Entwicklers lässt sie weg und bekommt so
Korrekturen, deshalb ist es dort nur ein Hinweis; für die Produktion ist es eine Warnung. Eine abgeschaltete Prüfsumme ist
überall eine.`,
  },
  sources: [claim('A1-37'), bsi('SYS.1.5.A14'), cwe('494'), documents.vagrantMachine, documents.packer],
  messages: {
    newest: {
      en: '{workload} names no version of its image and gets the newest when that is fetched: two people may get different machines. Name the version.',
      de: '{workload} nennt keine Version des Images und bekommt beim Holen die neueste: Zwei Leute erhalten womöglich verschiedene Maschinen. Nenne die Version.',
    },
    moving: {
      en: '{workload} starts from “{version}”, which is another image tomorrow: the same file then makes another machine. Name a fixed version and raise it on purpose.',
      de: '{workload} startet von „{version}“, das morgen ein anderes Image ist: Dieselbe Datei macht dann eine andere Maschine. Nenne eine feste Version und erhöhe sie mit Absicht.',
    },
    unchecked: {
      en: '{workload} fetches its image without any check: whoever stands in between, or writes to the server, decides what runs. State the checksum of the image.',
      de: '{workload} holt das Image ohne jede Prüfung: Wer dazwischensitzt oder auf den Server schreibt, entscheidet, was läuft. Nenne die Prüfsumme des Images.',
    },
  },
  examples: {
    bad: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  ⟦config.vm.box = "bento/debian-13"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        path: 'production/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "acme/shop"\n  ⟦config.vm.box_version = ">= 2.0"⟧\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "shop"\n  config.vm.box_url = "https://boxes.example.org/shop.box"\n  ⟦config.vm.box_download_insecure = true⟧\nend\n',
      },
      {
        format: 'packer',
        path: 'shop.pkr.hcl',
        text: 'source "qemu" "shop" {\n  iso_url      = "https://cdimage.example.org/debian-13.1.0-amd64-netinst.iso"\n  ⟦iso_checksum = "none"⟧\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n}\n',
      },
    ],
    good: [
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\n  config.vm.box_version = "202510.26.0"\nend\n',
      },
      {
        format: 'vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "builds/shop.box"\nend\n',
      },
      {
        format: 'vagrantfile',
        path: 'molecule/Vagrantfile',
        text: 'Vagrant.configure("2") do |config|\n  config.vm.box = "bento/debian-13"\nend\n',
      },
      {
        format: 'packer',
        path: 'shop.pkr.hcl',
        text: 'source "qemu" "shop" {\n  iso_url      = "https://cdimage.example.org/debian-13.1.0-amd64-netinst.iso"\n  iso_checksum = "sha256:658b28e209b578fe788ec5867deebae57b6aac5fce3692bbb116bab9c65568b3"\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { imageVersion, imageChecksum } = machine;
    if (imageChecksum.state === 'stated' && !imageChecksum.value)
      report({
        message: 'unchecked',
        evidence: evidenceOf(imageChecksum, machine),
        ...(isForTrying(machine) ? { severity: 'info' as const } : {}),
      });
    // What is compared with a checksum cannot become another image unnoticed.
    if (!isKnown(imageVersion) || !isMoving(imageVersion.value) || is(imageChecksum, true)) return;
    const severity = severityOf(machine, imageVersion.state === 'stated');
    if (severity === undefined) return;
    report({
      message: imageVersion.state === 'implied' && imageVersion.value === 'latest' ? 'newest' : 'moving',
      args: { version: imageVersion.value },
      severity,
      confidence: confidenceOf(imageVersion),
      evidence: evidenceOf(imageVersion, machine),
    });
  },
});

/** `latest`, `current`, and constraints that more than one version fulfils. */
function isMoving(version: string): boolean {
  return (
    /(?:^|[^a-z])(?:latest|current|daily|nightly|edge|rolling)(?:[^a-z]|$)/i.test(version) ||
    /^\s*(?:>|<|~>|!=|\^)/.test(version) ||
    /^[\d.]*\*$/.test(version)
  );
}

/**
 * A warning in production. Elsewhere somebody who writes `latest` means it, and an image is built from the newest one on
 * purpose; nothing is said where machines are thrown away after a test.
 */
function severityOf(machine: VirtualMachine, isWritten: boolean): Severity | undefined {
  if (isProductionFile(machine.path) || isMeantFor(machine, /(^|[^a-z])(prod|production)([^a-z]|$)/))
    return machine.role === 'image' ? 'info' : 'warning';
  if (isForTrying(machine)) return undefined;
  return isWritten && machine.role === 'machine' ? 'info' : 'hint';
}

function isForTrying(machine: VirtualMachine): boolean {
  return (
    isThrowaway(machine) ||
    isPracticeTarget(machine) ||
    isTestFile(machine.path) ||
    isExampleFile(machine.path)
  );
}
