/** Browser tests against the real VS Code: one server and one browser, and pages opened with settings of their own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { startBrowser } from '../../src/dev/workbench/browser';
import { projectRoot } from '../../src/dev/workbench/install';
import { stopAllGroups } from '../../src/dev/workbench/processes';
import { quietSettings, type Server, startServer } from '../../src/dev/workbench/server';
import { commands } from '../../src/extension/contributions';

/** A theme's value of `workbench.colorTheme`, its name in the palette, and the class it puts on the loaded workbench. */
const themes = {
  light: {
    setting: 'Default Light Modern',
    name: 'Light Modern',
    loaded: 'vscode-theme-defaults-themes-light_modern-json',
  },
  dark: {
    setting: 'Default Dark Modern',
    name: 'Dark Modern',
    loaded: 'vscode-theme-defaults-themes-dark_modern-json',
  },
  'high-contrast': {
    setting: 'Default High Contrast',
    name: 'Dark High Contrast',
    loaded: 'vscode-theme-defaults-themes-hc_black-json',
  },
  'high-contrast-light': {
    setting: 'Default High Contrast Light',
    name: 'Light High Contrast',
    loaded: 'vscode-theme-defaults-themes-hc_light-json',
  },
} as const;

/** A colour theme for a page. */
export type Theme = keyof typeof themes;

/** What a page shows; paths are absolute. */
type OpenOptions = {
  readonly folder: string;
  /** A file of the folder to open in the editor. */
  readonly file?: string;
  /** `dark` unless told. */
  readonly theme?: Theme;
  /** VS Code's display language, which the extension follows; VS Code's own texts stay English. */
  readonly language?: 'en' | 'de';
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The size of the window in CSS pixels; 1280 × 800 unless told. */
  readonly viewport?: { readonly width: number; readonly height: number };
};

/** A server and a browser to open pages with. Pages share their settings: use one at a time. */
export type Session = {
  readonly open: (options: OpenOptions) => Promise<Page>;
  readonly close: () => Promise<void>;
};

/** A running server and browser. */
type Running = { readonly server: Server; readonly browser: Browser };

/** Starts the server and the browser: some seconds, and a download the first time. */
export async function startSession(options: { readonly askForTrust?: boolean } = {}): Promise<Session> {
  const data = mkdtempSync(path.join(tmpdir(), 'berth-pages-'));
  let running: Running | undefined;
  const stop = async () => {
    await running?.browser.close();
    await running?.server.stop();
    running = undefined;
    await stopAllGroups();
  };
  const start = async (): Promise<Running> => {
    const server = await startServer({ data, ...options });
    return { server, browser: await startBrowser() };
  };
  const close = async () => {
    await stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  const open = async (page: OpenOptions): Promise<Page> => {
    running ??= await start();
    try {
      return await openPage(running, page);
    } catch (error) {
      // Seen once in many runs, for every page of a server from some moment on; said, so that it is not lost.
      console.error(`The workbench did not come up, and is started once more. ${String(error)}`);
      await stop();
      running = await start();
      return openPage(running, page);
    }
  };
  try {
    running = await start();
    return { open, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openPage({ server, browser }: Running, options: OpenOptions): Promise<Page> {
  const theme = options.theme ?? 'dark';
  const settings = { ...quietSettings, ...options.settings, 'workbench.colorTheme': themes[theme].setting };
  await server.configure(settings, options.language);
  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 800 } });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text().slice(0, 300)}`));
  const extension = path.resolve(process.env.BERTH_TEST_EXTENSION ?? projectRoot);
  try {
    await page.goto(server.address({ folder: options.folder, file: options.file, extension }));
    await themed(page, theme);
    if (options.file !== undefined) await editor(page).waitFor();
    return page;
  } catch (error) {
    const classes = await page
      .locator('body, .monaco-workbench')
      .evaluateAll('nodes => nodes.map((node) => node.className)')
      .catch(String);
    const picture = path.join(projectRoot, 'dist/test/pictures', `failed-${Date.now()}.png`);
    await screenshot(page, picture).catch(() => undefined);
    await context.close();
    throw new Error(
      `${String(error)}\nThe page has the classes ${String(classes)} (picture: ${picture}), and last said:\n${said.slice(-30).join('\n')}`,
    );
  }
}

/** Changes the colour theme of an open page, as the user would. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  const { name } = themes[theme];
  await pick(page, name, name);
  await themed(page, theme);
}

async function themed(page: Page, theme: Theme): Promise<void> {
  await page.locator(`.monaco-workbench.${themes[theme].loaded}`).waitFor({ timeout: 60_000 });
}

/** The text lines of the editor that has the focus or was opened last. */
export function editor(page: Page): Locator {
  return page.locator('.editor-instance .view-lines').first();
}

/** Runs a command by its title, as shown in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await pick(page, `>${title}`, title);
}

async function pick(page: Page, text: string, label: string): Promise<void> {
  await page.locator('.quick-input-widget input[type=text]').fill(text);
  const row = page.locator('.quick-input-list .monaco-list-row');
  await row
    .filter({ has: page.getByText(label, { exact: true }) })
    .first()
    .click();
}

/** The document of the webview that is shown; with several, the one at `index`, in the order they were opened. */
export function webview(page: Page, index = 0): FrameLocator {
  return page.frameLocator('iframe.webview.ready').nth(index).frameLocator('#active-frame');
}

/** Puts the cursor before the first occurrence of a text in the open file, and opens the comparison of what stands there. */
export async function showComparison(page: Page, on: string, language: 'en' | 'de' = 'en'): Promise<void> {
  // The lens shows that the server has read the file.
  await page.locator('.codelens-decoration a').first().waitFor({ timeout: 60_000 });
  await editor(page).getByText(on).first().click();
  await runCommand(page, `Berth: ${commands['berth.compare'].title[language]}`);
  await webview(page).locator('h1').waitFor({ timeout: 60_000 });
}

/** Takes a picture of the whole page; the folder of the file is created. */
export async function screenshot(page: Page, file: string): Promise<void> {
  mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file, animations: 'disabled' });
}
