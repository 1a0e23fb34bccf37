/** Takes the README's pictures of the real thing: `npm run build`, then `node --import=tsx test/extension/pictures.ts`. */
import { statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../src/dev/workbench/install';
import { editor, runCommand, type Session, screenshot, showComparison, startSession, webview } from './page';

const examples = path.join(projectRoot, 'test/examples');

/** Settings that leave out what a picture does not need. */
const settings = {
  'editor.minimap.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'editor.hover.delay': 100,
};

void main();

async function main(): Promise<void> {
  const session = await startSession();
  try {
    await take('readme-editor.png', await editorPage(session));
    await take('readme-machine.png', await machinePage(session));
    await take('readme-comparison.png', await comparisonPage(session));
  } finally {
    await session.close();
  }
}

/** A Dockerfile with its diagnostics and its lens, and the explanation of one of them. */
async function editorPage(session: Session): Promise<Page> {
  const file = path.join(examples, 'vm-in-disguise/Dockerfile');
  const viewport = { width: 1000, height: 640 };
  const page = await session.open({ folder: examples, file, settings, viewport });
  await page.locator('.codelens-decoration a').first().waitFor();
  await runCommand(page, 'View: Close Primary Side Bar');
  await editor(page).getByText('openssh-server').hover();
  await page.locator('.monaco-hover-content').getByText('container-sshd').first().waitFor();
  return page;
}

/** A libvirt guest with its findings, and where its memory goes. */
async function machinePage(session: Session): Promise<Page> {
  const file = path.join(examples, 'one-host/reports.xml');
  const viewport = { width: 1100, height: 640 };
  const page = await session.open({ folder: examples, file, settings, viewport });
  await page.locator('.codelens-decoration a').first().waitFor();
  await runCommand(page, 'View: Close Primary Side Bar');
  await editor(page).getByText('12582912').hover();
  await page.locator('.monaco-hover-content').getByText('GetMemoryOverhead').first().waitFor();
  return page;
}

/** The comparison beside a Vagrantfile. */
async function comparisonPage(session: Session): Promise<Page> {
  const file = path.join(examples, 'microservices/vms/Vagrantfile');
  const viewport = { width: 1440, height: 900 };
  const page = await session.open({ folder: examples, file, settings, viewport });
  await showComparison(page, 'hostname');
  await runCommand(page, 'View: Close Primary Side Bar');
  await webview(page).locator('select').selectOption({ label: 'orders' });
  await page.getByRole('tab', { name: 'Container or VM: orders' }).waitFor();
  // Away from the border of the editors, which lights up below the pointer.
  await page.mouse.move(300, 700);
  return page;
}

/** Waits until nothing moves any more, and tells how large the picture is. */
async function take(name: string, page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  const file = path.join(projectRoot, 'media', name);
  await screenshot(page, file);
  await page.context().close();
  console.log(`media/${name}: ${Math.ceil(statSync(file).size / 1000)} kB`);
}
