/** The editor as the user sees it: syntax colours of what VS Code itself leaves plain, and ignoring by keyboard. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../../src/dev/workbench/install';
import { editor, type Session, screenshot, startSession } from '../page';

const files = {
  Dockerfile: [
    'FROM debian:12',
    '# berth-ignore container-runs-as-root -- reason',
    'RUN <<EOF',
    'for file in *; do echo "$file"; done',
    'EOF',
    'RUN echo "no <<EOF"',
    'USER app',
  ],
  'compose.yaml': [
    'services:',
    '  # berth-ignore container-privileged -- reason',
    '  api:',
    '    image: shop/api:1.2',
    '    privileged: true',
  ],
  Vagrantfile: [
    'Vagrant.configure("2") do |config|',
    '  # berth-ignore vm-bridged-network -- reason',
    '  config.vm.network "public_network"',
    'end',
  ],
  'domain.xml': [
    '<domain type="kvm">',
    '  <!-- berth-ignore vm-console-exposed — reason -->',
    '  <name>shop</name>',
    '</domain>',
  ],
} as const;

/** The colour class of the token that holds a text, on the line that holds another. */
async function colour(page: Page, line: string, token: string): Promise<string> {
  const row = editor(page).locator('.view-line', { hasText: line }).first();
  await row.waitFor();
  const spans = row.locator('span > span', { hasText: token });
  return (await spans.last().getAttribute('class'))?.match(/mtk\d+/)?.[0] ?? 'none';
}

describe('the editor', function () {
  this.timeout(300_000);
  let session: Session;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'berth-editor-'));
    for (const [name, lines] of Object.entries(files)) {
      writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
    }
    session = await startSession();
  });
  after(async () => {
    await session?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // One token a word: VS Code joins neighbours of one colour, so each is looked for by its own text.
  for (const name of Object.keys(files)) {
    it(`colours a suppression in ${name}`, async () => {
      const page = await session.open({ folder, file: path.join(folder, name) });
      await page.locator('.codelens-decoration a').first().waitFor();
      const rule = /(?:container|vm)-[\w-]+/.exec(await text(page, 'berth-ignore'))?.[0] ?? '';
      const colours = [
        await colour(page, 'berth-ignore', 'berth-ignore'),
        await colour(page, 'berth-ignore', rule),
        await colour(page, 'berth-ignore', 'reason'),
        await colour(page, 'berth-ignore', name === 'domain.xml' ? '<!--' : '#'),
      ];
      assert.equal(new Set(colours).size, 4, colours.join(' '));
      await page.context().close();
    });
  }

  it('colours a heredoc as the shell script it is, and ends it where it ends', async () => {
    const page = await session.open({ folder, file: path.join(folder, 'Dockerfile') });
    const [keyword, string, plain] = [
      await colour(page, 'for file', 'for'),
      await colour(page, 'for file', '"'),
      await colour(page, 'USER', 'app'),
    ];
    assert.equal(new Set([keyword, string, plain]).size, 3, `${keyword} ${string} ${plain}`);
    assert.equal(await colour(page, 'USER', 'USER'), await colour(page, 'FROM', 'FROM'));
    const picture = path.join(projectRoot, 'dist/test/pictures/editor.png');
    await screenshot(page, picture);
    assert.ok(statSync(picture).size > 10_000);
    await page.context().close();
  });

  it('ignores a finding with a reason, by keyboard only', async () => {
    const file = path.join(folder, 'docker-compose.yml');
    writeFileSync(file, 'services:\n  api:\n    image: shop/api:1.2\n    privileged: true\n');
    const page = await session.open({ folder, file });
    await page.locator('.codelens-decoration a').first().waitFor();
    await editor(page).getByText('privileged:').click();
    await page.locator('.squiggly-error').first().waitFor();
    const action = page.locator('.action-widget .monaco-list-row', {
      hasText: 'Ignore container-privileged here, with a reason',
    });
    // On a busy machine the first press may come while the editor still asks what it could offer.
    for (let attempt = 0; attempt < 5 && !(await action.isVisible()); attempt++) {
      await page.keyboard.press('Control+.');
      await action.waitFor({ timeout: 10_000 }).catch(() => page.keyboard.press('Escape'));
    }
    const isFocused = async () => ((await action.getAttribute('class')) ?? '').includes('focused');
    for (let count = 0; count < 20 && !(await isFocused()); count++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Why is container-privileged accepted here?').waitFor();
    await page.keyboard.type('builds images');
    await page.keyboard.press('Enter');
    await editor(page).getByText('builds images').waitFor();
    assert.match(
      await text(page, 'builds images'),
      /^\s+# berth-ignore container-privileged -- builds images$/,
    );
    await page.locator('.squiggly-error').waitFor({ state: 'detached' });
    await page.context().close();
  });
});

/** The text of the line that holds a text. */
async function text(page: Page, line: string): Promise<string> {
  const content = await editor(page).locator('.view-line', { hasText: line }).first().textContent();
  return (content ?? '').replaceAll('\u00a0', ' ');
}
