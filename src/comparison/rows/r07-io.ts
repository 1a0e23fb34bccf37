// R7: disk and network throughput.
import { claim, figure } from '../../knowledge/sources';
import { fromFact, fromFindings, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  bus: { en: 'A disk on {bus}.', de: 'Eine Platte an {bus}.' },
  card: { en: 'A network card of model {model}.', de: 'Eine Netzwerkkarte vom Modell {model}.' },
  volume: {
    en: 'Data on the volume {name}, past the image’s layers.',
    de: 'Daten auf dem Volume {name}, an den Schichten des Images vorbei.',
  },
};

export default defineRow({
  id: 'R7',
  title: { en: 'Disk and network', de: 'Platte und Netz' },
  vm: {
    en: 'Every request crosses the virtual device: paravirtual ones (virtio) are two to three times as fast as emulated ones.',
    de: 'Jede Anfrage geht über das virtuelle Gerät: Paravirtuelle (virtio) sind zwei- bis dreimal so schnell wie emulierte.',
  },
  container: {
    en: 'The host’s own drivers; bridges, address translation and layered file systems cost, volumes avoid the latter.',
    de: 'Die Treiber des Hosts selbst; Bridges, Adressumsetzung und geschichtete Dateisysteme kosten, Volumes vermeiden Letzteres.',
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
      ...workload.disks.items.flatMap(({ value }) => fromFact(value.bus, texts.bus, (bus) => ({ bus }))),
      ...workload.networkCards.items.flatMap(({ value }) =>
        fromFact(value.model, texts.card, (model) => ({ model })),
      ),
      ...findings,
    ];
  },
});
