// Measures the XML reader: time on a 10,000-line file, and how much of a file survives one cut line.
import { pathToFileURL } from 'node:url';
import { lineIndex } from '../../core/span';
import { parseXml } from '../../formats/xml/parse';
import { pathOf, walk } from '../../formats/xml/tree';

/** What is left of a file when one of its lines is cut. */
export interface Recovery {
  /** How many variants were read. */
  readonly variants: number;
  /** Mean share of the elements on other lines that are found on their line with their whole path, 0 to 1. */
  readonly paths: number;
  /** Share of the variants that lose nothing, 0 to 1. */
  readonly intact: number;
}

/** Line and path of every element that a text holds. */
function paths(text: string): readonly { readonly line: number; readonly key: string }[] {
  const lines = lineIndex(text);
  return [...walk(parseXml(text).nodes)].map((element) => {
    const { line } = lines.positionAt(element.nameSpan.start);
    return { line, key: `${line} ${pathOf(element).join('/')}` };
  });
}

/**
 * Cuts every line that is not blank, `cutsPerLine` times at a column drawn from a generator with this seed, keeps the
 * rest of the file, and looks for the elements of the other lines.
 */
export function measureRecovery(text: string, cutsPerLine: number, seed: number): Recovery {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
  const original = paths(text);
  const rows = text.split('\n');
  let variants = 0;
  let sum = 0;
  let intact = 0;
  for (const [number, row] of rows.entries()) {
    if (row.trim() === '') continue;
    const wanted = original.filter((item) => item.line !== number);
    for (let i = 0; i < cutsPerLine; i++) {
      const cut = rows.with(number, row.slice(0, random(row.length))).join('\n');
      const found = new Set(paths(cut).map((item) => item.key));
      const share = wanted.filter((item) => found.has(item.key)).length / wanted.length;
      variants++;
      sum += share;
      if (share === 1) intact++;
    }
  }
  return { variants, paths: sum / variants, intact: intact / variants };
}

/** A sound, indented file with about this many lines. */
export function sample(lines: number): string {
  const parts = ["<domain type='kvm'>", '  <name>bench</name>', '  <devices>'];
  for (let i = 0; parts.length < lines - 2; i++) {
    parts.push(
      `    <disk type='file' device='disk'>`,
      `      <driver name='qemu' type='qcow2' cache='none'/>`,
      `      <source file='/var/lib/images/disk-${i}.qcow2'/>`,
      `      <target dev='vd${i}' bus='virtio'/>`,
      `      <!-- data &amp; logs of service ${i} -->`,
      `      <serial>${1000 + i}</serial>`,
      `      <address type='pci' domain='0x0000' bus='0x${i.toString(16)}' slot='0x00' function='0x0'/>`,
      '    </disk>',
    );
  }
  parts.push('  </devices>', '</domain>', '');
  return parts.join('\n');
}

/** Milliseconds of the middle of `runs` runs. */
function median(runs: number, run: () => void): number {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const report = (name: string, text: string): void => {
    const first = median(1, () => parseXml(text));
    const later = median(9, () => parseXml(text));
    const speed = text.length / 1e6 / (later / 1000);
    console.log(
      `${name.padEnd(34)} ${(text.length / 1000).toFixed(0).padStart(6)} KB  first ${first.toFixed(1).padStart(7)} ms` +
        `  median ${later.toFixed(1).padStart(7)} ms  ${speed.toFixed(1).padStart(6)} MB/s`,
    );
  };
  const sound = sample(10_000);
  report('10,000 lines', sound);
  report('10,000 lines, one tag missing', sound.replace('    </disk>\n', ''));
  report('<a b= x 20,000', '<a b='.repeat(20_000));
  report('<a b=" x 20,000', '<a b="'.repeat(20_000));
  report('<a b=" c=\' x 20,000', `<a b=" c='`.repeat(20_000));
  report('<a> x 100,000', '<a>'.repeat(100_000));
  report('</a> on 100,000 lines', `<a>\n <b/>\n</a>\n${'t\n</x>\n'.repeat(100_000)}`);
  report('<a> falling in, </b> out x 20,000', '<r>\n <a>\n'.repeat(20_000) + ' </b>\n</c>\n'.repeat(20_000));
  report('<!-- x 50,000', '<!-- '.repeat(50_000));
  report('<![CDATA[ x 50,000', '<![CDATA['.repeat(50_000));
  report('<? x 50,000', '<?x '.repeat(50_000));
  report('<!D [ x 50,000', '<!D [ '.repeat(50_000));
  report('<% x 50,000', '<%x '.repeat(50_000));
  report('spaces x 200,000', `<a${' '.repeat(200_000)}b`);
  report('&a x 100,000', `<a>${'&a'.repeat(100_000)}</a>`);
  report('a= in one tag x 50,000', `<a ${'a= '.repeat(50_000)}>`);
  report('unclosed quotes in one tag', `<a ${`a="x b='y `.repeat(20_000)}>`);
}
