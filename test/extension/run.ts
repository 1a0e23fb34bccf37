/**
 * Runs the extension host suite: `tsx test/extension/run.ts`.
 *
 * BERTH_VSCODE            a desktop VS Code to run in (its executable); otherwise the fetched web workbench
 * BERTH_TEST_EXTENSION    the extension to test, for example an unpacked .vsix; otherwise this project
 * BERTH_TEST_GREP         only tests whose name matches
 * BERTH_TEST_LANGUAGE     the display language, for example `de`
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { projectRoot, SetupError } from '../../src/dev/workbench/install';

const here = path.join(projectRoot, 'test/extension');
const bundled = path.join(projectRoot, 'dist/test');

void main().catch((error: unknown) => {
  if (error instanceof SetupError) console.error(error.message);
  else if (!(error instanceof TestRunFailedError)) console.error(error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const extension = path.resolve(process.env.BERTH_TEST_EXTENSION ?? projectRoot);
  requireBuilt(extension);
  await bundleTests();
  // Tests edit files, so they get a copy of the workspace.
  const workspace = mkdtempSync(path.join(tmpdir(), 'berth-workspace-'));
  cpSync(path.join(here, 'workspace'), workspace, { recursive: true });
  const language = process.env.BERTH_TEST_LANGUAGE;
  try {
    await runTests({
      vscodeExecutablePath: process.env.BERTH_VSCODE ?? path.join(projectRoot, 'src/dev/workbench/launch'),
      extensionDevelopmentPath: extension,
      extensionTestsPath: path.join(bundled, 'index.js'),
      launchArgs: [
        workspace,
        '--disable-extensions',
        ...(language === undefined ? [] : [`--locale=${language}`]),
      ],
    });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

function requireBuilt(extension: string): void {
  const manifest = path.join(extension, 'package.json');
  if (!existsSync(manifest))
    throw new SetupError(`${extension} is not an extension: it has no package.json.`);
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  const main =
    typeof content === 'object' && content !== null && 'main' in content && typeof content.main === 'string'
      ? content.main
      : undefined;
  if (main === undefined) throw new SetupError(`${manifest} names no main module.`);
  if (!existsSync(path.join(extension, main))) {
    throw new SetupError(`${path.join(extension, main)} is missing. Run \`npm run build\` first.`);
  }
}

async function bundleTests(): Promise<void> {
  // A suite that was renamed or deleted must not run on from an earlier bundle.
  rmSync(bundled, { recursive: true, force: true });
  const suites = readdirSync(path.join(here, 'suite'), { recursive: true, encoding: 'utf8' });
  const tests = suites.filter((file) => file.endsWith('.test.ts')).map((file) => path.join('suite', file));
  await build({
    absWorkingDir: here,
    entryPoints: ['index.ts', ...tests],
    outbase: here,
    outdir: bundled,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
