// Bundles the extension, the language server, the command line and the webview page into dist/.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const production = process.argv.includes('--production');

/** Modules that are bundles of their own, so that a run that does not need them never reads them. */
const separate = {
  'src/runtime/engine.ts': './engine.js',
  'src/server/main.ts': './server.js',
  'src/extension/client.ts': './client.js',
};

/** Libraries that only some formats need: bundles of their own, shared by the command line and the server. */
const libraries = { yaml: './yaml.js' };

const separateBundles = {
  name: 'separate-bundles',
  setup({ onResolve, resolve: find }) {
    onResolve({ filter: /^yaml$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: libraries[path], external: true },
    );
    onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'inner') return undefined;
      const { path: file, errors } = await find(path, { kind, resolveDir, pluginData: 'inner' });
      if (errors.length > 0) return undefined;
      const target = Object.entries(separate).find(([source]) => join(root, source) === file)?.[1];
      return target === undefined ? undefined : { path: target, external: true };
    });
  },
};

/** web-tree-sitter makes itself a `require`, as modules have none; a bundle has one, which also works from a code cache. */
const plainRequire = {
  name: 'plain-require',
  setup({ onLoad }) {
    onLoad({ filter: /web-tree-sitter\.js$/ }, ({ path }) => {
      const own =
        /const \{ createRequire \} = await import\("module"\);\s*var require = createRequire\(import\.meta\.url\);/;
      const source = readFileSync(path, 'utf8');
      if (!own.test(source))
        throw new Error('web-tree-sitter no longer makes itself a require; drop this plugin');
      return { contents: source.replace(own, '') };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  keepNames: false,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
  // vscode-languageserver-types ships UMD beside ESM, and UMD does not bundle.
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The first is VS Code's own; the others are optional native parts of dockerode's SSH library, which works without.
  external: ['vscode', 'cpu-features', './crypto/build/Release/sshcrypto.node'],
  plugins: [separateBundles, plainRequire],
  // `require` is quicker than `import`, and works where a bundle runs from its code cache.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
};

// Files are replaced one by one, so that whoever runs the last build can go on; only stale maps and caches have to go.
for (const file of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : [])
  if (file.endsWith('.cache') || (production && file.endsWith('.map'))) rmSync(join(root, 'dist', file));
mkdirSync(join(root, 'dist/grammars'), { recursive: true });
await Promise.all([
  build({
    ...node,
    entryPoints: {
      cli: 'src/cli/start.ts',
      berth: 'src/cli/main.ts',
      server: 'src/server/main.ts',
      engine: 'src/runtime/engine.ts',
      extension: 'src/extension/extension.ts',
      client: 'src/extension/client.ts',
      ...Object.fromEntries(Object.keys(libraries).map((name) => [name, name])),
    },
  }),
  build({
    ...common,
    entryPoints: { webview: 'src/webview/page/main.tsx' },
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    tsconfig: join(root, 'src/webview/page/tsconfig.json'),
  }),
]);
// esbuild leaves regular expressions as they are; the command line reads its bundles as ASCII, which is quickest.
for (const file of ['berth.js', ...Object.values(libraries)]) {
  const path = join(root, 'dist', file);
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/[^\0-\x7f]/g, escaped));
}
const grammars = dirname(require.resolve('@vscode/tree-sitter-wasm'));
for (const file of ['tree-sitter-ruby.wasm', 'tree-sitter-bash.wasm']) {
  cpSync(join(grammars, file), join(root, 'dist/grammars', file));
}
cpSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), join(root, 'dist/grammars/tree-sitter.wasm'));
if (production)
  execFileSync(process.execPath, [join(import.meta.dirname, 'code-cache.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
