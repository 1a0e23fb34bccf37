/** The extension is silent until a file it knows is open. Runs first: later suites start the server. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension/extension';
import { closeAll, diagnostics, has, show, until } from './support';

describe('activation', () => {
  let extension: vscode.Extension<Api>;

  before(() => {
    const found = vscode.extensions.getExtension<Api>('berth.berth');
    assert.ok(found, 'VS Code does not know berth.berth');
    extension = found;
  });
  after(closeAll);

  it('is not active before one of our languages is open', () => {
    assert.equal(extension.isActive, false);
  });

  it('activates quickly and starts no server', async () => {
    const start = performance.now();
    await extension.activate();
    const milliseconds = performance.now() - start;
    console.log(`      activation of the client side: ${milliseconds.toFixed(1)} ms`);
    assert.equal(extension.isActive, true);
    assert.equal(extension.exports.running(), false);
  });

  it('starts no server for YAML and Ruby that are not ours', async () => {
    await show('values.yaml');
    await show('tasks.rb');
    // The extension looks at a document as soon as VS Code reports it, which is before this.
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(extension.exports.running(), false);
  });

  it('starts the server for a Dockerfile, and answers', async () => {
    const start = performance.now();
    const { document } = await show('Dockerfile');
    await until(
      () => extension.exports.running(),
      (running) => running,
    );
    await diagnostics(document.uri, has('container-runs-as-root'));
    console.log(
      `      first Dockerfile, from opening to diagnostics: ${(performance.now() - start).toFixed(0)} ms`,
    );
  });

  it('has its commands', async () => {
    const commands = await vscode.commands.getCommands(true);
    for (const id of ['berth.compare', 'berth.explain', 'berth.engine', 'berth.ignore']) {
      assert.ok(commands.includes(id), id);
    }
  });
});
