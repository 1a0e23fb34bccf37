// Generates the lists of rules, formats, criteria, gates and rows from the files that are there.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Generated } from './generated';

const header = (from: string): string => `// Generated from ${from} by \`npm run gen\`; do not edit.\n`;

/** `container-privileged` as an identifier: `containerPrivileged`. */
function identifier(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Names of the modules in a folder (without extension), sorted; tests and generated files are not modules. */
export function modulesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /^[\w-]+\.ts$/.test(entry.name) && !entry.name.endsWith('.generated.ts'),
    )
    .map((entry) => basename(entry.name, '.ts'))
    .sort();
}

function imports(folder: string, names: readonly string[]): string {
  return names.map((name) => `import ${identifier(name)} from './${folder}/${name}';\n`).join('');
}

function list(names: readonly string[]): string {
  return names.map((name) => `  ${identifier(name)},\n`).join('');
}

function ruleRegistry(root: string): Generated {
  const folders = ['isolation', 'overhead', 'operations', 'placement'];
  const rules = folders.flatMap((folder) => {
    try {
      return modulesIn(join(root, 'src/rules', folder)).map((name) => ({ folder, name }));
    } catch {
      return []; // A concern without rules has no folder yet.
    }
  });
  const lines = rules.map(({ folder, name }) => `import ${identifier(name)} from './${folder}/${name}';\n`);
  return {
    path: 'src/rules/registry.generated.ts',
    content: `${header('src/rules/*/')}import type { Rule } from '../core/rule';\n${lines.join('')}\n/** Every rule, by concern and id. */\nexport const rules: readonly Rule[] = [\n${list(rules.map((rule) => rule.name))}];\n`,
  };
}

function placementRegistry(root: string): Generated {
  const criteria = modulesIn(join(root, 'src/placement/criteria'));
  const gates = modulesIn(join(root, 'src/placement/gates'));
  return {
    path: 'src/placement/registry.generated.ts',
    content: `${header('src/placement/criteria and src/placement/gates')}${imports('criteria', criteria)}${imports('gates', gates)}import type { Criterion } from './criterion';\nimport type { Gate } from './gate';\n\n/** Every criterion, by id. */\nexport const criteria: readonly Criterion[] = [\n${list(criteria)}];\n\n/** Every gate, by id. */\nexport const gates: readonly Gate[] = [\n${list(gates)}];\n`,
  };
}

function rowRegistry(root: string): Generated {
  const rows = modulesIn(join(root, 'src/comparison/rows'));
  return {
    path: 'src/comparison/registry.generated.ts',
    content: `${header('src/comparison/rows')}${imports('rows', rows)}import type { Row } from './row';\n\n/** Every comparison row, R1 to R17. */\nexport const rows: readonly Row[] = [\n${list(rows)}];\n`,
  };
}

function formatFolders(root: string): string[] {
  return readdirSync(join(root, 'src/formats'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => readdirSync(join(root, 'src/formats', name)).includes('recognition.ts'))
    .sort();
}

function recognitionImports(names: readonly string[]): string {
  return names.map((name) => `import ${identifier(name)} from './${name}/recognition';\n`).join('');
}

/** Only how files are recognised: for the extension, which must not carry the readers. */
function recognitionRegistry(root: string): Generated {
  const names = formatFolders(root);
  return {
    path: 'src/formats/recognitions.generated.ts',
    content: `${header('src/formats/*/recognition.ts')}${recognitionImports(names)}import type { Recognition } from './format';\n\n/** How every format is recognised. */\nexport const recognitions: readonly Recognition[] = [\n${list(names)}];\n`,
  };
}

function formatRegistry(root: string): Generated {
  const names = formatFolders(root);
  const entries = names.map(
    (name) => `  { ...${identifier(name)}, load: async () => (await import('./${name}/index')).default },\n`,
  );
  return {
    path: 'src/formats/registry.generated.ts',
    content: `${header('src/formats/*/recognition.ts')}${recognitionImports(names)}import type { KnownFormat } from './format';\n\n/** Every format; the readers are loaded when a file needs them. */\nexport const formats: readonly KnownFormat[] = [\n${entries.join('')}];\n`,
  };
}

/** All registries. */
export function registries(root: string): Generated[] {
  return [
    ruleRegistry(root),
    recognitionRegistry(root),
    formatRegistry(root),
    placementRegistry(root),
    rowRegistry(root),
  ];
}
