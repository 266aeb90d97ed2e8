import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Chromium stays on its own: nothing is asked of anyone in the background. */
const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where pictures go; git ignores it. */
const SCREENSHOT_FOLDER = join(__dirname, '../../test-results');

/** @throws with how to get Chromium, where there is none. */
export function chromiumPath(): string {
  const configured = process.env.CHROMIUM_PATH;
  if (configured !== undefined && !existsSync(configured))
    throw new Error(`CHROMIUM_PATH names ${configured}, where there is nothing`);
  const path = configured ?? USUAL_PATHS.find(candidate => existsSync(candidate));
  if (path !== undefined) return path;
  throw new Error(
    'These tests need Chromium. Install it ("apt-get install chromium", "brew install --cask chromium"), or set CHROMIUM_PATH to a Chrome.',
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_FLAGS });
}

/** A page in Chromium, and what it did that it should not have. */
export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** Addresses that the page asked beyond this machine. They were refused. */
  externalRequests: readonly string[];
  /** Errors in the page's scripts. */
  errors: readonly string[];
}

/** @param viewport the window's width in pixels and the theme that the system asks for. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width?: number; theme?: 'light' | 'dark' } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: viewport.width ?? 1280, height: 900 },
    colorScheme: viewport.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const externalRequests: string[] = [];
  const errors: string[] = [];
  await context.route(
    ({ hostname, protocol }) =>
      ['http:', 'https:'].includes(protocol) && !['127.0.0.1', 'localhost'].includes(hostname),
    route => {
      externalRequests.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('pageerror', error => errors.push(error.message));
  await page.goto(url);
  return { page, context, externalRequests, errors };
}

/** The app's page, or whatever else stands in the shell's main part: what the app draws is in the shell's own document. */
export function mainOf(page: Page): Locator {
  return page.getByRole('main');
}

/** @param name the file's name without its ending. @returns where the picture lies. */
export async function saveScreenshot(page: Page, name: string): Promise<string> {
  mkdirSync(SCREENSHOT_FOLDER, { recursive: true });
  const path = join(SCREENSHOT_FOLDER, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}

/** One line for each thing that axe finds wrong: the rule, and the elements that break it. Empty: nothing. */
export async function findAccessibilityProblems(page: Page, within = 'body'): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(__filename).resolve('axe-core/axe.min.js') });
  return page.evaluate(async selector => {
    interface Axe {
      run(
        root: string,
        options: object,
      ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(selector, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`,
    );
  }, within);
}
