// From an edit of one file to the new findings of a project of many, in memory, as the language server does it.
import { resolve } from 'node:path';
import { fileNameOf, folderOf } from '../../core/path';
import { grammarFilesIn } from '../../runtime/grammar-files';
import { type AnalysisContext, createAnalyst, recognise } from '../../service/analysis';
import { row, time } from './statistics';

const context: AnalysisContext = { host: {}, today: '2026-11-21' };
const files = 20;
const servicesPerFile = 10;

/** A project whose main file includes the others; each service is built here or runs an image. */
function project(): Map<string, string> {
  const texts = new Map<string, string>();
  const service = (file: number, n: number): string =>
    `  service${file}x${n}:\n    ${n % 2 === 0 ? `build: ../image${file}` : `image: registry.example.com/s${n}:1.${file}`}\n    restart: always\n    environment:\n      NAME: value${n}\n      HOME_URL: $` +
    `{BASE:-http://localhost}/${n}\n    ports:\n      - "${8000 + n}:80"\n    volumes:\n      - data:/var/lib/data\n`;
  for (let file = 1; file < files; file++) {
    texts.set(
      `part${file}/compose.yaml`,
      services(Array.from({ length: servicesPerFile }, (_, n) => service(file, n))),
    );
    texts.set(
      `image${file}/Dockerfile`,
      'FROM python:3.13-slim\nRUN pip install flask\nCOPY . /srv\nCMD ["python", "/srv/app.py"]\n',
    );
  }
  const included = Array.from({ length: files - 1 }, (_, i) => `  - part${i + 1}/compose.yaml\n`).join('');
  texts.set(
    'compose.yaml',
    `include:\n${included}${services(Array.from({ length: servicesPerFile }, (_, n) => service(0, n)))}`,
  );
  return texts;
}

function services(each: readonly string[]): string {
  return `services:\n${each.join('')}`;
}

/** All rows. */
export async function projects(): Promise<string[]> {
  const texts = project();
  const analyst = createAnalyst(grammarFilesIn(resolve(import.meta.dirname, '../../../dist/grammars')), {
    text: (path) => texts.get(path),
    names: (folder) => [...texts.keys()].filter((path) => folderOf(path) === folder).map(fileNameOf),
  });
  const original = texts.get('part7/compose.yaml') ?? '';
  let edit = 0;
  const toFindings = async (): Promise<void> => {
    texts.set('part7/compose.yaml', original.replace('value3', `value${edit++}`));
    const text = texts.get('compose.yaml') ?? '';
    const known = recognise('compose.yaml', () => text);
    if (known === undefined) throw new Error('the project is not recognised');
    const { workloads } = await analyst.analyse('compose.yaml', { text }, context, known);
    if (workloads.length !== files * servicesPerFile) throw new Error(`read ${workloads.length} services`);
  };
  const what = `edit of 1 of ${files} Compose files, ${files * servicesPerFile} services, to findings`;
  const first = await time(50, toFindings);
  await time(50, toFindings);
  return [row(`${what}, the first 50`, first), row('  after 100 edits', await time(50, toFindings))];
}
