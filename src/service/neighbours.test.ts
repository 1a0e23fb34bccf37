// Machines of several files on one host: which files count, and what is known of the host.
import assert from 'node:assert/strict';
import { resolvePath } from '../core/path';
import { installedGrammarFiles } from '../formats/grammar/testing';
import { filesAround } from '../formats/testing';
import { type Analysis, createAnalyst, recognise } from './analysis';
import { hostQuestion } from './host-question';
import type { FileSource } from './project';

const gibibyte = 2 ** 30;

const domain = (name: string, gibibytes = 16): string =>
  `<domain type="kvm">\n  <name>${name}</name>\n  <memory unit="GiB">${gibibytes}</memory>\n</domain>\n`;

async function analyse(files: Record<string, string>, path: string): Promise<Analysis> {
  const source: FileSource = {
    ...filesAround(files),
    below: (folder) =>
      Object.keys(files)
        .filter((file) => folder === '' || file.startsWith(`${folder}/`))
        .sort(),
  };
  const text = files[path] ?? assert.fail(path);
  const known = recognise(path, () => text) ?? assert.fail(path);
  return createAnalyst(installedGrammarFiles, source).analyse(
    path,
    { text },
    { host: {}, today: '2026-11-21' },
    known,
  );
}

const names = ({ hosted }: Analysis): string[] => hosted.map(({ path, name }) => `${path}:${name}`);

const four = {
  'vms/a.xml': domain('a'),
  'vms/b.xml': domain('b'),
  'vms/c.xml': domain('c'),
  'vms/d.xml': domain('d'),
  'other/e.xml': domain('e'),
};

describe('machines of one host', () => {
  it('are those of all files of a folder', async () => {
    const all = ['vms/a.xml:a', 'vms/b.xml:b', 'vms/c.xml:c', 'vms/d.xml:d'];
    assert.deepEqual(names(await analyse(four, 'vms/a.xml')), all);
    assert.deepEqual(names(await analyse(four, 'vms/c.xml')), all);
    assert.deepEqual(names(await analyse(four, 'other/e.xml')), ['other/e.xml:e']);
  });

  it('are those of all folders below a berth.yaml that describes the host', async () => {
    const files = { ...four, 'berth.yaml': 'host:\n  memory: 64 GiB\n', 'other/f.xml': domain('f') };
    const analysis = await analyse(files, 'vms/a.xml');
    assert.equal(analysis.hosted.length, 6);
    assert.equal(analysis.context.host.memory, 64 * gibibyte);
    const silent = await analyse({ ...files, 'berth.yaml': 'rules: {}\n' }, 'vms/a.xml');
    assert.equal(silent.hosted.length, 4);
  });

  it('are described by a saved report, named or in their folder', async () => {
    const report =
      '<capabilities>\n  <host>\n    <topology><cells num="1"><cell id="0"><memory unit="KiB">33554432</memory></cell></cells></topology>\n  </host>\n</capabilities>\n';
    const named = { ...four, 'berth.yaml': 'host:\n  file: ops/host.xml\n', 'ops/host.xml': report };
    const analysis = await analyse(named, 'vms/a.xml');
    assert.equal(analysis.context.host.memory, 32 * gibibyte);
    assert.equal(analysis.hosted.length, 5);
    const beside = await analyse({ ...four, 'vms/host.xml': report }, 'vms/a.xml');
    assert.equal(beside.context.host.memory, 32 * gibibyte);
    const told = { ...named, 'berth.yaml': 'host:\n  file: ops/host.xml\n  memory: 64 GiB\n' };
    assert.equal((await analyse(told, 'vms/a.xml')).context.host.memory, 64 * gibibyte);
  });

  it('are not those of files left out, nor below another berth.yaml', async () => {
    const files = {
      ...four,
      'berth.yaml': 'host:\n  memory: 64 GiB\nexclude: [vms/d.xml]\n',
      'other/berth.yaml': 'host:\n  memory: 8 GiB\n',
    };
    assert.deepEqual(names(await analyse(files, 'vms/a.xml')), ['vms/a.xml:a', 'vms/b.xml:b', 'vms/c.xml:c']);
  });

  it('come with the containers of the same folder, and with nothing where there is no machine', async () => {
    const files = {
      'vms/a.xml': domain('a'),
      'vms/compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    mem_limit: 1g\n',
    };
    assert.deepEqual(names(await analyse(files, 'vms/a.xml')), ['vms/a.xml:a', 'vms/compose.yaml:web']);
    assert.deepEqual(names(await analyse(files, 'vms/compose.yaml')), ['vms/compose.yaml:web']);
  });

  it('depend on the files around them', async () => {
    const { dependencies } = await analyse(four, 'vms/a.xml');
    assert.ok(dependencies.has(resolvePath('vms', 'b.xml')));
  });
});

describe('the question about the host', () => {
  const asked = async (files: Record<string, string>, path: string): Promise<string | undefined> => {
    const question = hostQuestion(await analyse(files, path));
    return question && `${question.machine.name}: ${question.text.en}`;
  };

  it('is put to the first of several machines, whichever of their files is read', async () => {
    const expected = 'a: 4 machines may take 64 GiB of one host: how much memory does it have?';
    assert.equal(await asked(four, 'vms/a.xml'), expected);
    assert.equal(await asked(four, 'vms/d.xml'), expected);
  });

  it('is not put where the host is known or only one machine runs', async () => {
    assert.equal(await asked({ ...four, 'berth.yaml': 'host:\n  memory: 64 GiB\n' }, 'vms/a.xml'), undefined);
    assert.equal(await asked(four, 'other/e.xml'), undefined);
  });

  it('says what is known where a machine’s size is not', async () => {
    const files = { ...four, 'vms/d.xml': '<domain type="kvm">\n  <name>d</name>\n</domain>\n' };
    assert.equal(
      await asked(files, 'vms/a.xml'),
      'a: 4 machines share one host and at least 48 GiB of its memory: how much does it have?',
    );
  });
});
