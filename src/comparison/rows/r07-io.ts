// R7: disk and network throughput.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  bus: { en: 'A disk on the bus {bus}.', de: 'Eine Platte am Bus {bus}.' },
  card: { en: 'A network card of the model {model}.', de: 'Eine Netzwerkkarte vom Modell {model}.' },
  volume: {
    en: 'Writes to the volume {name} bypass the image’s layers.',
    de: 'Schreibzugriffe auf das Volume {name} umgehen die Schichten des Images.',
  },
};

export default defineRow({
  id: 'R7',
  title: { en: 'Disk and network', de: 'Platte und Netz' },
  vm: {
    en: 'Every request crosses a virtual device. By Proxmox’s figures, paravirtual ones (virtio) double the disk throughput of emulated ones and reach up to three times their network throughput.',
    de: 'Jede Anfrage geht über ein virtuelles Gerät. Nach Angaben von Proxmox verdoppeln paravirtuelle Geräte (virtio) den Plattendurchsatz emulierter und erreichen im Netz bis zum Dreifachen.',
  },
  container: {
    en: 'The host’s own drivers. Bridges, address translation and layered file systems cost speed; volumes bypass the layers.',
    de: 'Die Treiber des Hosts selbst. Bridges, Adressumsetzung und geschichtete Dateisysteme kosten Tempo; Volumes umgehen die Schichten.',
  },
  sources: [claim('A2-11'), figure('pve-virtio-net'), figure('pve-virtio-disk'), figure('felter-summary')],
  figures: [
    { figure: 'pve-virtio-net', side: 'vm' },
    { figure: 'pve-virtio-disk', side: 'vm' },
    { figure: 'pve-raw', side: 'vm' },
    { figure: 'fc-net', side: 'sandboxed-container' },
    { figure: 'fc-net-lat', side: 'sandboxed-container' },
    { figure: 'syscall-runc', side: 'container' },
    { figure: 'syscall-runsc-ptrace', side: 'sandboxed-container' },
    { figure: 'felter-summary', side: 'container' },
  ],
  here(input) {
    const { workload } = input;
    const findings = fromFindings(input, ofRules('vm-emulated-devices', 'vm-cache-unsafe'));
    if (workload.kind === 'container') {
      const volumes = workload.mounts.items.filter(
        ({ value }) => value.kind === 'volume' && value.source !== undefined,
      );
      return [
        ...volumes.flatMap((fact) => fromFact(fact, texts.volume, ({ source }) => ({ name: source ?? '' }))),
        ...findings,
      ];
    }
    return [
      ...workload.disks.items
        .filter(({ value }) => value.kind === 'disk' || value.kind === 'lun')
        .flatMap(({ value }) => fromFact(value.bus, texts.bus, (bus) => ({ bus }))),
      ...workload.networkCards.items.flatMap(({ value }) =>
        fromFact(value.model, texts.card, (model) => ({ model })),
      ),
      ...findings,
    ];
  },
});
