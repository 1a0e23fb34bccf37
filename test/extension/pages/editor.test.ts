/** VS Code opens a Dockerfile beside the extension and shows it; also the shortest example of a page test. */
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../src/dev/workbench/install';
import { editor, type Session, screenshot, startSession } from '../page';

describe('the editor', function () {
  this.timeout(300_000);
  const folder = path.join(projectRoot, 'test/extension/workspace');
  const file = path.join(folder, 'Dockerfile');
  let session: Session;

  before(async () => {
    session = await startSession();
  });
  after(async () => {
    await session?.close();
  });

  it('shows a Dockerfile', async () => {
    const page = await session.open({ folder, file, theme: 'light' });
    assert.match((await editor(page).textContent()) ?? '', /FROM\s+debian/);
    const picture = path.join(projectRoot, 'dist/test/pictures/editor.png');
    await screenshot(page, picture);
    assert.ok(statSync(picture).size > 10_000);
    await page.context().close();
  });
});
