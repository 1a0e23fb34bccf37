/** The comparison page in the real VS Code: themes, languages, keyboard, live updates, hostile content, trust. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { words } from '../../../src/comparison/texts';
import { projectRoot } from '../../../src/dev/workbench/install';
import { texts } from '../../../src/extension/texts';
import {
  editor,
  type Session,
  screenshot,
  setTheme,
  showComparison,
  startSession,
  type Theme,
  webview,
} from '../page';

/** What runs in the page uses this much of the browser; the compiler's own DOM types would reach all of the project. */
interface PageElement {
  readonly className: string;
  readonly tagName: string;
  readonly textContent: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  checkVisibility(): boolean;
  getAttribute(name: string): string | null;
}

declare const document: {
  title: string;
  readonly activeElement: PageElement;
  readonly documentElement: PageElement;
  readonly body: PageElement & {
    readonly innerText: string;
    readonly dataset: Readonly<Record<string, string>>;
    append(element: object): void;
  };
  createElement(tag: string): { textContent: string };
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  addEventListener(
    name: 'securitypolicyviolation',
    listener: (event: { readonly effectiveDirective: string }) => void,
  ): void;
};

declare function getComputedStyle(element: PageElement): { outlineStyle: string; outlineWidth: string };

const examples = path.join(projectRoot, 'test/examples');
const pictures = path.join(projectRoot, 'dist/test/pictures');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const subjects = [
  { name: 'dockerfile', file: 'vm-in-disguise/Dockerfile', on: 'FROM' },
  { name: 'compose', file: 'ci-runner/compose.yaml', on: 'image' },
  { name: 'vagrantfile', file: 'microservices/vms/Vagrantfile', on: 'hostname' },
  { name: 'libvirt', file: 'legacy-windows/accounting.xml', on: 'memory' },
] as const;

const themes: readonly Theme[] = ['light', 'dark', 'high-contrast', 'high-contrast-light'];

/** The frame of the comparison page itself. */
async function frameOf(page: Page): Promise<Frame> {
  const root = await webview(page).locator('#root').elementHandle();
  const frame = await root?.ownerFrame();
  assert.ok(frame, 'the comparison page has no frame');
  return frame;
}

/** Violations that axe calls serious or worse, in a form a person can read. */
async function seriousViolations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(axeSource);
  // A string, because what runs in the page knows neither this module nor axe's type.
  const results = (await frame.evaluate('axe.run(document)')) as AxeResults;
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
    );
}

/** The line of the cursor, as the status bar of the (English) workbench shows it. */
async function cursorLine(page: Page): Promise<number> {
  const text = await page
    .getByText(/^Ln \d+, Col \d+/)
    .first()
    .textContent();
  return Number(/^Ln (\d+)/.exec(text ?? '')?.[1]);
}

/** Counts requests, and answers them like an engine. */
function startEngine(requests: string[]): Promise<{ server: Server; address: string }> {
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const info = { OperatingSystem: 'Test OS', KernelVersion: '6.1', SecurityOptions: ['name=rootless'] };
    const answer = url.endsWith('/version') ? { Version: '99.1' } : info;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      assert.ok(typeof address === 'object' && address !== null);
      resolve({ server, address: `tcp://127.0.0.1:${address.port}` });
    });
  });
}

describe('the comparison page', function () {
  this.timeout(300_000);
  let session: Session;
  let folder: string;
  let engine: Server;
  const requests: string[] = [];
  const dockerHost = process.env.DOCKER_HOST;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'berth-page-'));
    const started = await startEngine(requests);
    engine = started.server;
    process.env.DOCKER_HOST = started.address;
    session = await startSession();
  });
  after(async () => {
    await session?.close();
    engine?.close();
    if (dockerHost === undefined) delete process.env.DOCKER_HOST;
    else process.env.DOCKER_HOST = dockerHost;
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(file: string, on: string, language: 'en' | 'de' = 'en', width = 1280): Promise<Page> {
    const page = await session.open({
      folder: path.dirname(file),
      file,
      language,
      theme: 'light',
      viewport: { width, height: 900 },
    });
    await showComparison(page, on, language);
    return page;
  }

  function write(name: string, text: string): string {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  for (const language of ['en', 'de'] as const) {
    for (const { name, file, on } of subjects) {
      it(`shows a ${name} in every theme (${language})`, async () => {
        const page = await open(path.join(examples, file), on, language);
        const view = webview(page);
        assert.equal(await view.locator('html').getAttribute('lang'), language);
        assert.notEqual(await view.locator('h1').textContent(), '');
        assert.equal(await view.locator('figure').count(), 2);
        assert.equal(
          await view
            .locator('figure .layer')
            .evaluateAll((boxes) => boxes.every(({ textContent }) => textContent !== '')),
          true,
        );
        assert.equal(await view.locator('.rows tbody').count(), 17);
        assert.ok((await view.locator('.why tbody tr').count()) >= 1);
        const text = (await view.locator('body').textContent()) ?? '';
        for (const heading of [words.drawn, words.why, words.sideBySide, words.here]) {
          assert.ok(text.includes(heading[language]), heading[language]);
        }
        assert.doesNotMatch(text, /undefined|\[object|\{\w+\}/);
        const frame = await frameOf(page);
        for (const theme of themes) {
          await setTheme(page, theme);
          const kind = theme === 'light' || theme === 'dark' ? `vscode-${theme}` : /^vscode-high-contrast/;
          await frame.waitForFunction(
            ({ source }) => new RegExp(source).test(document.body.dataset.vscodeThemeKind ?? ''),
            { source: typeof kind === 'string' ? `^${kind}$` : kind.source },
          );
          assert.deepEqual(await seriousViolations(frame), [], theme);
          assert.equal(await overflow(frame), 0, theme);
          await screenshot(page, path.join(pictures, `${name}-${language}-${theme}.png`));
        }
        await page.context().close();
      });
    }
  }

  for (const width of [500, 1280, 2400]) {
    it(`overflows nothing when the window is ${width} pixels wide`, async () => {
      const { file, on } = subjects[2];
      const page = await open(path.join(examples, file), on, 'de', width);
      const frame = await frameOf(page);
      assert.equal(await overflow(frame), 0);
      assert.equal(await clipped(frame), '');
      await screenshot(page, path.join(pictures, `width-${width}.png`));
      await page.context().close();
    });
  }

  it('reveals the line of a place by click and by Enter', async () => {
    const { file, on } = subjects[1];
    const page = await open(path.join(examples, file), on);
    const link = webview(page).locator('.rows button.link', { hasText: 'line 10' }).first();
    await link.click();
    await page.waitForFunction(() => /^Ln 10,/m.test(document.body.innerText));
    const other = webview(page).locator('.why button.link', { hasText: 'line 4' }).first();
    await other.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /^Ln 4,/m.test(document.body.innerText));
    assert.equal(await cursorLine(page), 4);
    await page.context().close();
  });

  it('is walked through with Tab in reading order, the focus always seen', async () => {
    const { file, on } = subjects[2];
    const page = await open(path.join(examples, file), on);
    const frame = await frameOf(page);
    await webview(page).locator('select').focus();
    const count = await frame.evaluate(
      () => document.querySelectorAll('select, button, summary, a[href]').length,
    );
    assert.ok(count > 20, String(count));
    for (let index = 1; index <= 25; index++) {
      await page.keyboard.press('Tab');
      const state = await frame.evaluate(() => {
        const all = [...document.querySelectorAll('select, button, summary, a[href]')].filter((element) =>
          element.checkVisibility(),
        );
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return { index: all.indexOf(document.activeElement), outline: `${outlineStyle} ${outlineWidth}` };
      });
      assert.equal(state.index, index);
      assert.match(state.outline, /^solid [1-9]/);
    }
    await page.context().close();
  });

  it('switches the workload by keyboard', async () => {
    const { file, on } = subjects[2];
    const page = await open(path.join(examples, file), on);
    const select = webview(page).locator('select');
    const before = await select.inputValue();
    await select.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('tab', { name: 'Container or VM: customers' }).waitFor();
    assert.notEqual(await select.inputValue(), before);
    const focused = await (await frameOf(page)).evaluate(() => document.activeElement.tagName);
    assert.equal(focused, 'SELECT');
    await page.context().close();
  });

  it('follows what is typed', async () => {
    const file = write('compose.yaml', 'services:\n  api:\n    image: shop/api:1.2\n');
    const page = await open(file, 'image');
    const hole = webview(page).locator('.layer.hole');
    assert.equal(await hole.count(), 0);
    await editor(page).getByText('image').click();
    await page.keyboard.press('End');
    await page.keyboard.type('\nprivileged: true');
    await hole.waitFor();
    assert.match((await hole.textContent()) ?? '', /privileged/);
    await page.context().close();
  });

  it('shows content of files as text', async () => {
    const hostile = '<img src=x onerror=document.title=1>';
    const file = write(
      'hostile.compose.yaml',
      `services:\n  "${hostile}":\n    image: "<b>x</b><script>document.title=2</script>"\n    privileged: true\n` +
        '    volumes: ["/var/run/docker.sock:/<i>sock</i>"]\n',
    );
    const page = await open(file, 'privileged');
    const view = webview(page);
    await view.getByText(hostile, { exact: true }).first().waitFor();
    const frame = await frameOf(page);
    assert.equal(await frame.evaluate(() => document.querySelectorAll('#root img, #root script').length), 0);
    assert.equal(await view.locator('figure i, figure b b').count(), 0);
    assert.equal(await frame.evaluate(() => document.title), 'Berth');
    // The diagnostics and the hover show the name, too; nothing of it may run in the workbench either.
    assert.doesNotMatch(await page.title(), /^[12]$/);
    await page.context().close();
  });

  it('runs no script but its own', async () => {
    const { file, on } = subjects[0];
    const page = await open(path.join(examples, file), on);
    const frame = await frameOf(page);
    const policy = await frame.evaluate(
      () =>
        document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '',
    );
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'nonce-[\w+/=]{24}'$/);
    assert.doesNotMatch(policy, /unsafe/);
    const outcome = await frame.evaluate(async () => {
      const blocked = new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        setTimeout(() => resolve('nothing was blocked'), 2000);
      });
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
      return { blocked: await blocked, title: document.title };
    });
    assert.deepEqual(outcome, { blocked: 'script-src-elem', title: 'Berth' });
    await page.context().close();
  });

  it('reads the engine when asked, and not before', async () => {
    const { file, on } = subjects[1];
    const page = await open(path.join(examples, file), on);
    assert.equal(requests.length, 0);
    await webview(page).getByRole('button', { name: words.askEngine.en }).click();
    await webview(page).locator('dt', { hasText: 'Rootless' }).waitFor();
    assert.match((await webview(page).locator('dl').textContent()) ?? '', /Engine 99\.1.*Test OS/);
    assert.deepEqual(requests.map((url) => url.replace(/^\/v[\d.]+/, '')).sort(), ['/info', '/version']);
    await page.context().close();
  });

  describe('in an untrusted workspace', () => {
    let restricted: Session;

    before(async () => {
      await session.close();
      restricted = await startSession({ askForTrust: true });
    });
    after(async () => {
      await restricted?.close();
    });

    it('works, and says that it contacts no engine', async () => {
      requests.length = 0;
      const { file, on } = subjects[1];
      const page = await restricted.open({
        folder: examples,
        file: path.join(examples, file),
        settings: { 'security.workspace.trust.startupPrompt': 'never' },
      });
      await page.getByText('Restricted Mode').first().waitFor();
      await showComparison(page, on);
      await webview(page).getByRole('button', { name: words.askEngine.en }).click();
      await page.getByText(texts.untrusted.en).first().waitFor();
      assert.equal(requests.length, 0);
      assert.equal(await webview(page).locator('dl').count(), 0);
      await page.context().close();
    });
  });
});

/** How many pixels the page is wider than its window. */
function overflow(frame: Frame): Promise<number> {
  return frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Texts that stick out of the box they stand in. */
function clipped(frame: Frame): Promise<string> {
  return frame.evaluate(() =>
    [...document.querySelectorAll('.layer, tbody td, tbody th, .chip, .verdict, .figure')]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className || element.tagName}: ${element.textContent}`)
      .join('\n'),
  );
}
