/*
 * Draws the pictures of docs/images: npm run screenshots
 * The same pages in other themes and widths are in test-results after npm run test:e2e.
 * Starts the sandbox on a state of its own, waits until the app has lived through its 30 days, and looks at each page.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Locator, type Page } from 'playwright-core';
import { launchedChromium, mainOf, openedPage } from '../test/e2e/browser';

const root = join(__dirname, '..');
const images = join(root, 'docs', 'images');
const ADMIN = '/jira/settings/apps/checklist';

interface Picture {
  file: string;
  /** Below the sandbox's address. */
  path: string;
  theme: 'light' | 'dark';
  /** What stands there once the page has loaded. */
  loaded: (main: Locator) => Locator;
}

const table = (main: Locator): Locator => main.getByRole('table').first();

const PICTURES: readonly Picture[] = [
  { file: 'checklist', path: ADMIN, theme: 'light', loaded: table },
  { file: 'checklist-dark', path: ADMIN, theme: 'dark', loaded: table },
  { file: 'control', path: `${ADMIN}/control/INF-03`, theme: 'light', loaded: table },
];

/** The first line of the program's output that matches, read to its end. @throws where it ends without one. */
async function lineOf(program: ChildProcess, pattern: RegExp): Promise<string> {
  if (program.stdout === null) throw new Error('The sandbox has no output to read.');
  for await (const line of createInterface({ input: program.stdout, terminal: false })) {
    console.log(line);
    if (pattern.test(line)) return line;
  }
  throw new Error('The sandbox ended before it had lived through its days.');
}

async function draw(page: Page, { file, path, loaded }: Picture, address: string): Promise<void> {
  await page.goto(address + path);
  await loaded(mainOf(page)).waitFor({ timeout: 60_000 });
  await page.screenshot({ path: join(images, `${file}.png`), fullPage: true, animations: 'disabled' });
  console.log(`docs/images/${file}.png`);
}

/** The newest of the app's work items on the site, as a path. */
async function workItemPath(page: Page, address: string): Promise<string> {
  await page.goto(`${address}/work-items`);
  const link = mainOf(page).locator('a[href^="/browse/"]').first();
  const path = await link.getAttribute('href', { timeout: 60_000 });
  if (path === null) throw new Error('The link to a work item leads nowhere.');
  return path;
}

async function main(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const start = [require.resolve('tsx/cli'), 'sandbox/start.ts', '--port', '0', '--state', state];
  const sandbox = spawn(process.execPath, start, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await launchedChromium();
  try {
    const lived = await lineOf(sandbox, /has been installed for/);
    const address = /http:\/\/[\w.]+:\d+/.exec(lived)?.[0];
    if (address === undefined) throw new Error(`There is no address in "${lived}".`);
    mkdirSync(images, { recursive: true });
    for (const picture of PICTURES) {
      const { page, context } = await openedPage(browser, address, { theme: picture.theme });
      await draw(page, picture, address);
      await context.close();
    }
    const { page } = await openedPage(browser, address, { theme: 'light' });
    const path = await workItemPath(page, address);
    const loaded = (main: Locator): Locator => main.getByRole('button', { name: 'Check now' });
    await draw(page, { file: 'work-item', path, theme: 'light', loaded }, address);
  } finally {
    await browser.close();
    if (sandbox.exitCode === null) {
      const ended = new Promise(resolve => sandbox.once('exit', resolve));
      sandbox.kill('SIGTERM');
      await ended;
    }
    rmSync(state, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
