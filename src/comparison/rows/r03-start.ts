// R3: how long a start takes.
import { knownValue } from '../../core/fact';
import { claim, figure } from '../../knowledge/sources';
import { computed, fromFindings, machinesOf, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  boots: {
    en: 'Starting this file boots {count} machines, each with a kernel and services of its own.',
    de: 'Wer diese Datei startet, bootet {count} Maschinen, jede mit eigenem Kernel und eigenen Diensten.',
  },
};

export default defineRow({
  id: 'R3',
  title: { en: 'Start time', de: 'Startzeit' },
  vm: {
    en: 'One article says minutes. Published values run from 29 s to 2 min for full systems; a Firecracker microVM needs 125 ms at most. There is no single number.',
    de: 'Ein Artikel nennt Minuten. Veröffentlichte Werte reichen von 29 s bis 2 min für volle Systeme; eine microVM von Firecracker braucht höchstens 125 ms. Die eine Zahl gibt es nicht.',
  },
  container: {
    en: 'One article says seconds, the other fractions of a second. Both can be true: the process starts in milliseconds, but pulling an image first takes most of the time.',
    de: 'Ein Artikel nennt Sekunden, der andere Bruchteile davon. Beides kann stimmen: Der Prozess startet in Millisekunden; muss das Image erst geladen werden, kostet das aber die meiste Zeit.',
  },
  sources: [claim('A1-83'), claim('A2-15'), claim('A1-22'), figure('slacker-pull')],
  figures: [
    { figure: 'fork-exec-lightvm', side: 'reference' },
    { figure: 'lightvm-boot', side: 'vm' },
    { figure: 'unikraft-boot-total', side: 'vm' },
    { figure: 'fc-boot-init', side: 'sandboxed-container' },
    { figure: 'borg-25s', side: 'container' },
    { figure: 'ec2-example-total', side: 'vm' },
    { figure: 'ec2-admin', side: 'vm' },
    { figure: 'slacker-pull', side: 'container' },
  ],
  axis: 'ms',
  here(input) {
    const machines = machinesOf(input).filter((machine) => knownValue(machine.autostart) !== false).length;
    return [
      ...(input.workload.kind === 'vm' && machines > 1 ? [computed(texts.boots, { count: machines })] : []),
      ...fromFindings(input, ofRules('container-full-init', 'vm-linked-clone-off')),
    ];
  },
});
