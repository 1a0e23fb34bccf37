// R3: how long a start takes.
import { knownValue } from '../../core/fact';
import { claim, figure } from '../../knowledge/sources';
import { computed, fromFindings, machinesOf, ofRules } from '../here';
import { defineRow } from '../row';

const texts = {
  boots: {
    en: 'Starting this file boots {count} machines, each with a kernel and services of its own.',
    de: 'Der Start dieser Datei bootet {count} Maschinen, jede mit eigenem Kernel und eigenen Diensten.',
  },
};

export default defineRow({
  id: 'R3',
  title: { en: 'Start', de: 'Start' },
  vm: {
    en: 'The first article says minutes. Published values reach from 29 s to 2 min for full systems; a microVM needs up to 125 ms. There is no single number.',
    de: 'Der erste Artikel sagt Minuten. Veröffentlichte Werte reichen von 29 s bis 2 min für volle Systeme; eine microVM braucht bis zu 125 ms. Eine einzelne Zahl gibt es nicht.',
  },
  container: {
    en: 'One article says seconds, the other fractions of a second. Both hold: the process starts in milliseconds, and fetching the image takes most of the time.',
    de: 'Ein Artikel sagt Sekunden, der andere Bruchteile davon. Beides stimmt: Der Prozess startet in Millisekunden, und das Laden des Images braucht die meiste Zeit.',
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
