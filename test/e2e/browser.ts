import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

const USUAL_PLACES = [
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
const FLAGS = [
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
const PICTURES = join(__dirname, '../../test-results');

/** @throws with how to get Chromium, where there is none. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && !existsSync(named))
    throw new Error(`CHROMIUM_PATH names ${named}, where there is nothing`);
  const path = named ?? USUAL_PLACES.find(place => existsSync(place));
  if (path !== undefined) return path;
  throw new Error(
    'These tests need Chromium. Install it ("apt-get install chromium", "brew install --cask chromium"), or set CHROMIUM_PATH to a Chrome.',
  );
}

export function launchedChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}

/** A page in Chromium, and what it did that it should not have. */
export interface OpenPage {
  page: Page;
  context: BrowserContext;
  /** Addresses that the page asked beyond this machine. They were refused. */
  outside: readonly string[];
  /** Errors in the page's scripts. */
  errors: readonly string[];
}

/** @param look the window's width in pixels and the theme that the system asks for. */
export async function openedPage(
  browser: Browser,
  url: string,
  look: { width?: number; theme?: 'light' | 'dark' } = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: 900 },
    colorScheme: look.theme ?? 'light',
    reducedMotion: 'reduce',
  });
  const outside: string[] = [];
  const errors: string[] = [];
  await context.route(
    ({ hostname, protocol }) =>
      ['http:', 'https:'].includes(protocol) && !['127.0.0.1', 'localhost'].includes(hostname),
    route => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on('pageerror', error => errors.push(error.message));
  await page.goto(url);
  return { page, context, outside, errors };
}

/** The app's page, or whatever else stands in the shell's main part: what the app draws is in the shell's own document. */
export function mainOf(page: Page): Locator {
  return page.getByRole('main');
}

/** @param name the file's name without its ending. @returns where the picture lies. */
export async function picture(page: Page, name: string): Promise<string> {
  mkdirSync(PICTURES, { recursive: true });
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}

/** One line for each thing that axe finds wrong: the rule, and the elements that break it. Empty: nothing. */
export async function accessibilityProblems(page: Page, within = 'body'): Promise<string[]> {
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
