/** The extension is there, starts, and starts cleanly. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is present', () => {
    assert.ok(vscode.extensions.getExtension('berth.berth'), 'VS Code does not know berth.berth');
  });

  it('activates', async () => {
    const extension = vscode.extensions.getExtension('berth.berth');
    assert.ok(extension, 'VS Code does not know berth.berth');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
