// Machines that start from whatever their image's address gives today, or from an image that nobody checks.
import { is, isKnown, knownValue } from '../../core/fact';
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
  title: { en: 'VM image not fixed or not checked', de: 'VM-Image nicht festgelegt oder ungeprüft' },
  why: {
    en: `The same file makes another machine tomorrow when its image changes: a box without version, \`latest\`, a folder named
\`current\`. What worked yesterday fails elsewhere, and nobody sees what changed. An image whose checksum is switched off may
even be another one than its publisher made.

Name the version (\`config.vm.box_version\`, a dated folder, an image id) and raise it on purpose, as with other
dependencies. Nearly every Vagrantfile of a single developer leaves it out and gets fixes by that, so this is only a hint
there; for production it is a warning. So is a checksum that is switched off, except where one only tries something.`,
    de: `Aus derselben Datei entsteht morgen eine andere Maschine, wenn ihr Image wechselt: eine Box ohne Version, \`latest\`, ein
Ordner namens \`current\`. Was gestern lief, scheitert anderswo, und niemand sieht, was sich geändert hat. Ein Image, dessen
Prüfsumme abgeschaltet ist, kann sogar ein anderes sein, als sein Herausgeber gemacht hat.

Nenne die Version (\`config.vm.box_version\`, einen Ordner mit Datum, die Kennung eines Images) und erhöhe sie bewusst,
wie bei anderen Abhängigkeiten. Fast jedes Vagrantfile eines einzelnen Entwicklers lässt sie weg und bekommt so
Korrekturen, deshalb ist es dort nur ein Hinweis; für die Produktion ist es eine Warnung. Eine abgeschaltete Prüfsumme ist
auch eine, außer wo nur etwas ausprobiert wird.`,
  },
  sources: [claim('A1-37'), bsi('SYS.1.5.A14'), cwe('494'), documents.vagrantMachine, documents.packer],
  messages: {
    newest: {
      en: '{workload} names no version of its image and gets the newest when that is fetched: two people may get different machines. Name the version.',
      de: '{workload} nennt keine Version des Images und bekommt beim Holen die neueste: Zwei Leute erhalten womöglich verschiedene Maschinen. Nenne die Version.',
    },
    moving: {
      en: '{workload} starts from “{version}”, which may be another image tomorrow: the same file then makes another machine. Name a fixed version and raise it on purpose.',
      de: '{workload} startet von „{version}“, das morgen ein anderes Image sein kann: Aus derselben Datei entsteht dann eine andere Maschine. Nenne eine feste Version und erhöhe sie bewusst.',
    },
    unchecked: {
      en: '{workload} fetches its image without comparing a checksum: whoever can replace it on the server or on the way decides what runs. State the checksum of the image.',
      de: '{workload} holt das Image, ohne eine Prüfsumme zu vergleichen: Wer es auf dem Server oder unterwegs austauschen kann, entscheidet, was läuft. Nenne die Prüfsumme des Images.',
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
      {
        format: 'terraform',
        text: 'resource "azurerm_linux_virtual_machine" "shop" {\n  name           = "shop"\n  size           = "Standard_B2s"\n  admin_username = "ops"\n\n  source_image_reference {\n    publisher = "Canonical"\n    offer     = "ubuntu-24_04-lts"\n    sku       = "server"\n    ⟦version   = "latest"⟧\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    file_id   = proxmox_virtual_environment_download_file.image.id\n  }\n}\n\nresource "proxmox_virtual_environment_download_file" "image" {\n  content_type = "iso"\n  ⟦url          = "https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img"⟧\n}\n',
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
        text: 'source "qemu" "shop" {\n  iso_url      = "images/debian-13.1.0-amd64-netinst.iso"\n  iso_checksum = "none"\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n}\n',
      },
      {
        format: 'packer',
        path: 'shop.pkr.hcl',
        text: 'source "qemu" "shop" {\n  iso_url      = "https://cdimage.example.org/debian-13.1.0-amd64-netinst.iso"\n  iso_checksum = "sha256:658b28e209b578fe788ec5867deebae57b6aac5fce3692bbb116bab9c65568b3"\n}\n\nbuild {\n  sources = ["source.qemu.shop"]\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "azurerm_linux_virtual_machine" "shop" {\n  name           = "shop"\n  size           = "Standard_B2s"\n  admin_username = "ops"\n\n  source_image_reference {\n    publisher = "Canonical"\n    offer     = "ubuntu-24_04-lts"\n    sku       = "server"\n    version   = "24.04.202410170"\n  }\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    file_id   = proxmox_virtual_environment_download_file.image.id\n  }\n}\n\nresource "proxmox_virtual_environment_download_file" "image" {\n  content_type = "iso"\n  url          = "https://cloud-images.ubuntu.com/noble/20250115/noble-server-cloudimg-amd64.img"\n}\n',
      },
      {
        format: 'terraform',
        text: 'resource "proxmox_virtual_environment_vm" "shop" {\n  name = "shop"\n\n  disk {\n    interface = "virtio0"\n    file_id   = proxmox_virtual_environment_download_file.image.id\n  }\n}\n\nresource "proxmox_virtual_environment_download_file" "image" {\n  content_type = "iso"\n  url          = "https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img"\n  checksum     = "8b3f6a6e1b1a9a1c4d0e7f5c2b6d8e9f0a1b2c3d4e5f60718293a4b5c6d7e8f9"\n}\n',
      },
    ],
  },
  checkMachine(machine, report) {
    const { imageVersion, imageChecksum } = machine;
    if (imageChecksum.state === 'stated' && !imageChecksum.value && !isLocal(machine))
      report({
        message: 'unchecked',
        evidence: evidenceOf(imageChecksum, machine),
        // Behind a variable may stand a file of one's own.
        ...(isForTrying(machine) || !isKnown(machine.image)
          ? { severity: 'info', confidence: 'medium' }
          : {}),
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

/** A file that lies here already. */
function isLocal({ image }: VirtualMachine): boolean {
  const address = knownValue(image) ?? '';
  return (
    /^(?:file:|~|\.{0,2}\/|[A-Za-z]:[\\/])/.test(address) ||
    (!address.includes('://') && /\.(?:iso|img|qcow2|raw|vmdk|ova|ovf|vhdx?|box)$/i.test(address))
  );
}

function isForTrying(machine: VirtualMachine): boolean {
  return (
    // A folder of builds is where images come from, not what they are for.
    (machine.role === 'machine' && isThrowaway(machine)) ||
    isPracticeTarget(machine) ||
    isTestFile(machine.path) ||
    isExampleFile(machine.path)
  );
}
