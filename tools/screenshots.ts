/*
 * Creates the images in docs/images: npm run screenshots
 * The same pages in other themes and widths are in test-results after npm run test:e2e.
 * Starts the sandbox on a state of its own, waits until the 30 days of history are simulated, and takes a screenshot of each page.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Locator, type Page } from 'playwright-core';
import { launchChromium, mainOf, openPage } from '../test/e2e/browser';

const root = join(__dirname, '..');
const imagesFolder = join(root, 'docs', 'images');
const CHECKLIST_PATH = '/jira/settings/apps/checklist';

interface Screenshot {
  file: string;
  /** Below the sandbox's address. */
  path: string;
  theme: 'light' | 'dark';
  /** Visible once the page has loaded. */
  loaded: (main: Locator) => Locator;
}

const table = (main: Locator): Locator => main.getByRole('table').first();

const SCREENSHOTS: readonly Screenshot[] = [
  { file: 'checklist', path: CHECKLIST_PATH, theme: 'light', loaded: table },
  { file: 'checklist-dark', path: CHECKLIST_PATH, theme: 'dark', loaded: table },
  { file: 'control', path: `${CHECKLIST_PATH}/control/INF-03`, theme: 'light', loaded: table },
];

/** The first line of the program's output that matches, read to its end. @throws where it ends without one. */
async function waitForLine(program: ChildProcess, pattern: RegExp): Promise<string> {
  if (program.stdout === null) throw new Error('The sandbox has no output to read.');
  for await (const line of createInterface({ input: program.stdout, terminal: false })) {
    console.log(line);
    if (pattern.test(line)) return line;
  }
  throw new Error('The sandbox ended before its history was complete.');
}

async function saveScreenshot(
  page: Page,
  { file, path, loaded }: Screenshot,
  address: string,
): Promise<void> {
  await page.goto(address + path);
  await loaded(mainOf(page)).waitFor({ timeout: 60_000 });
  await page.screenshot({ path: join(imagesFolder, `${file}.png`), fullPage: true, animations: 'disabled' });
  console.log(`docs/images/${file}.png`);
}

/** The newest of the app's work items on the site, as a path. */
async function workItemPath(page: Page, address: string): Promise<string> {
  await page.goto(`${address}/work-items`);
  const link = mainOf(page).locator('a[href^="/browse/"]').first();
  const path = await link.getAttribute('href', { timeout: 60_000 });
  if (path === null) throw new Error('The link to a work item has no address.');
  return path;
}

async function main(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'screenshots-'));
  const start = [require.resolve('tsx/cli'), 'sandbox/start.ts', '--port', '0', '--state', state];
  const sandbox = spawn(process.execPath, start, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await launchChromium();
  try {
    const readyLine = await waitForLine(sandbox, /days of history are ready/);
    const address = /http:\/\/[\w.]+:\d+/.exec(readyLine)?.[0];
    if (address === undefined) throw new Error(`There is no address in "${readyLine}".`);
    mkdirSync(imagesFolder, { recursive: true });
    for (const screenshot of SCREENSHOTS) {
      const { page, context } = await openPage(browser, address, { theme: screenshot.theme });
      await saveScreenshot(page, screenshot, address);
      await context.close();
    }
    const { page } = await openPage(browser, address, { theme: 'light' });
    const path = await workItemPath(page, address);
    const loaded = (main: Locator): Locator => main.getByRole('button', { name: 'Check now' });
    await saveScreenshot(page, { file: 'work-item', path, theme: 'light', loaded }, address);
  } finally {
    await browser.close();
    if (sandbox.exitCode === null) {
      const exited = new Promise(resolve => sandbox.once('exit', resolve));
      sandbox.kill('SIGTERM');
      await exited;
    }
    rmSync(state, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
