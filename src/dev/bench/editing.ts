// From an edit to new findings, in memory, as the language server does it.
import { join, resolve } from 'node:path';
import { grammarFilesIn } from '../../runtime/grammar-files';
import { type AnalysisContext, createAnalyst, recognise } from '../../service/analysis';
import { row, time } from './statistics';

const context: AnalysisContext = { host: {}, today: '2026-11-21' };

function dockerfile(lines: number): string {
  const body: string[] = ['FROM ubuntu:22.04'];
  for (let i = 1; body.length < lines - 1; i++) {
    if (i % 10 === 0)
      body.push(
        `RUN apt-get update && apt-get install -y openssh-server package-${i} && rm -rf /var/lib/apt/lists/*`,
      );
    else if (i % 3 === 0) body.push(`COPY file-${i} /opt/file-${i}`);
    else body.push(`ENV NAME_${i}=value-${i}`);
  }
  return `${[...body, 'CMD ["/usr/sbin/sshd", "-D"]'].join('\n')}\n`;
}

function compose(lines: number): string {
  const services = Array.from(
    { length: Math.floor(lines / 8) },
    (_, i) =>
      `  service${i}:\n    image: registry.example.com/service${i}:1.${i}\n    restart: always\n    ports:\n      - "${8000 + i}:80"\n    environment:\n      NAME: value${i}\n    mem_limit: 256m\n`,
  );
  return `services:\n${services.join('')}`;
}

function vagrantfile(lines: number): string {
  const machines = Array.from(
    { length: Math.floor((lines - 3) / 6) },
    (_, i) =>
      `  config.vm.define "node${i}" do |node|\n    node.vm.hostname = "node${i}"\n    node.vm.provider "virtualbox" do |vb|\n      vb.memory = 1024\n    end\n  end\n`,
  );
  return `Vagrant.configure("2") do |config|\n  config.vm.box = "bento/ubuntu-24.04"\n${machines.join('')}end\n`;
}

function domain(lines: number): string {
  const disks = Array.from(
    { length: Math.floor((lines - 12) / 5) },
    (_, i) =>
      `    <disk type="file" device="disk">\n      <driver name="qemu" type="qcow2"/>\n      <source file="/images/disk${i}.qcow2"/>\n      <target dev="vd${i}" bus="virtio"/>\n    </disk>\n`,
  );
  return `<domain type="kvm">\n  <name>guest</name>\n  <memory unit="GiB">4</memory>\n  <vcpu>2</vcpu>\n  <os><type arch="x86_64">hvm</type></os>\n  <devices>\n${disks.join('')}  </devices>\n</domain>\n`;
}

function terraform(lines: number): string {
  const machines = Array.from(
    { length: Math.floor(lines / 12) },
    (_, i) =>
      `resource "libvirt_domain" "node${i}" {\n  name   = "node${i}"\n  memory = var.memory\n  vcpu   = 2\n  network_interface {\n    network_name = "default"\n  }\n  disk {\n    volume_id = libvirt_volume.node${i}.id\n  }\n}\n\n`,
  );
  return `variable "memory" {\n  default = 2048\n}\n\n${machines.join('')}`;
}

function packer(lines: number): string {
  const sources = Array.from(
    { length: Math.floor(lines / 10) },
    (_, i) =>
      `source "qemu" "image${i}" {\n  iso_url      = "https://example.org/debian-13.\${var.point}.iso"\n  iso_checksum = "sha256:\${local.sum}"\n  memory       = 2048\n  cpus         = 2\n  ssh_username = "root"\n  headless     = true\n  disk_size    = "10G"\n}\n\n`,
  );
  return `variable "point" {\n  default = 2\n}\nlocals {\n  sum = "a1"\n}\n${sources.join('')}`;
}

const samples = [
  ['Dockerfile', dockerfile],
  ['compose.yaml', compose],
  ['Vagrantfile', vagrantfile],
  ['domain.xml', domain],
  ['main.tf', terraform],
  ['image.pkr.hcl', packer],
] as const;

/** All rows: the way to new findings, which every edit goes, and to the verdicts, which the lenses ask for after it. */
export async function editing(): Promise<string[]> {
  const analyst = createAnalyst(grammarFilesIn(resolve(import.meta.dirname, '../../../dist/grammars')));
  const rows: string[] = [];
  for (const [name, sample] of samples) {
    for (const lines of [200, 10_000]) {
      const text = sample(lines);
      const known = recognise(join('/x', name), () => text);
      if (known === undefined) throw new Error(`${name} is not recognised`);
      let edit = 0;
      const toFindings = async () =>
        analyst.analyse(
          name,
          { text: text.replace('\n', `${' '.repeat((edit++ % 7) + 1)}\n`) },
          context,
          known,
        );
      const toVerdicts = async (): Promise<void> => {
        const analysis = await toFindings();
        for (const workload of analysis.workloads) analysis.verdict(workload);
      };
      const what = `edit of a ${lines}-line ${name} to findings`;
      if (lines > 1000) {
        rows.push(row(what, await time(9, toFindings)), row('  and verdicts', await time(9, toVerdicts)));
        continue;
      }
      rows.push(row(`${what}, the first 50`, await time(50, toFindings)));
      rows.push(row('  and verdicts, the next 50', await time(50, toVerdicts)));
      // V8 optimises what runs often; an editor lives for hours.
      await time(200, toVerdicts);
      rows.push(row('  findings after 300 edits', await time(50, toFindings)));
      rows.push(row('  and verdicts', await time(50, toVerdicts)));
    }
  }
  return rows;
}
