import { type Browser } from 'playwright-core';
import {
  findAccessibilityProblems,
  launchChromium,
  mainOf,
  type OpenPage,
  openPage,
  saveScreenshot,
} from './browser';
import { type FixtureHost, createFixtureHost } from './fixture-host';
import { moveItem, statusButton } from './steps';

describe('the shell', () => {
  let browser: Browser;
  let host: FixtureHost;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    host = await createFixtureHost();
  });

  afterEach(async () => {
    const { externalRequests: outside, errors } = open;
    await open.context.close();
    await host.close();
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  });

  async function visit(path: string, viewport: { width?: number; theme?: 'light' | 'dark' } = {}) {
    open = await openPage(browser, host.url + path, viewport);
    return { page: open.page, main: mainOf(open.page) };
  }

  it("opens at the app's first page and says that Jira is simulated", async () => {
    const { page, main } = await visit('/');
    await main.getByRole('heading', { name: 'Components', level: 1 }).waitFor();
    await page.getByText('Sandbox: simulated Jira').waitFor();
  });

  it('folds its navigation away on a narrow screen', async () => {
    const { page, main } = await visit('/bench', { width: 768 });
    const link = page.getByRole('link', { name: 'Work items' });
    await main.getByRole('heading', { name: 'Bench', level: 1 }).waitFor();
    expect(await link.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show navigation' }).click();
    await link.click();
    await main.getByRole('heading', { name: 'Work items', level: 1 }).waitFor();
    expect(await link.isVisible()).toBe(false);
  });

  it('says which page of Jira it does not have', async () => {
    const { main } = await visit('/jira/settings/issues/permissionschemes');
    await main
      .getByText('On a real site, this link opens /jira/settings/issues/permissionschemes.')
      .waitFor();
  });

  it('shows the days passing while the past is lived through', async () => {
    host.bench.setDays({ day: 12, of: 30 });
    const { page, main } = await visit('/');
    await main.getByText('day 12 of 30').waitFor();
    await saveScreenshot(page, 'days-passing');
    host.bench.setDays({ day: 13, of: 30 });
    await main.getByText('day 13 of 30').waitFor();
    await main.getByRole('heading', { name: 'Three things got worse' }).waitFor();
    host.bench.setDays(undefined);
    await main.getByText('day 13 of 30').waitFor({ state: 'detached' });
  });

  describe('the work items', () => {
    it('list what the app has filed, and all', async () => {
      const { main } = await visit('/work-items');
      await main.getByRole('link', { name: 'SEC-41', exact: true }).waitFor();
      expect(await main.getByRole('link', { name: 'SEC-38', exact: true }).count()).toBe(0);
      await main.getByRole('button', { name: 'All' }).click();
      await main.getByRole('link', { name: 'SEC-38', exact: true }).waitFor();
    });

    it("show the app's panel where its property is, and only there", async () => {
      const { page, main } = await visit('/browse/SEC-41');
      await main.getByText('1 of 3 left on SEC-41').waitFor();
      await page.goto(`${host.url}/browse/SEC-38`);
      await main.getByRole('heading', { name: 'Renew the certificate' }).waitFor();
      await main.getByText('Unknown display condition: userIsAdmin').waitFor();
      expect(await main.getByText('left on SEC-38').count()).toBe(0);
    });

    it('show the description, its people and its fields', async () => {
      const { main } = await visit('/browse/SEC-41');
      await main.getByRole('heading', { name: 'Your options' }).waitFor();
      await main.getByText('@Ana Alvarez').waitFor();
      await main.getByRole('columnheader', { name: 'Filter' }).waitFor();
      await main.getByText('27 Nov 2026').waitFor();
      expect(await main.getByText(/^Unknown document/).count()).toBe(0);
    });

    it('move through the workflow as the person', async () => {
      const { page, main } = await visit('/browse/SEC-41');
      await moveItem(page, 'To Do', 'Done');
      expect(await statusButton(main, 'To Do').count()).toBe(0);
    });

    it('move with the keyboard, along the ways that the workflow names, and leave the focus at the status', async () => {
      const { page, main } = await visit('/browse/SEC-38');
      await statusButton(main, 'Done').press('Enter');
      const menuItems = page.getByRole('menuitem');
      await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'menuitem');
      expect(await menuItems.allInnerTexts()).toEqual(['To Do', 'Start work\nIn Progress']);
      await page.keyboard.press('ArrowDown');
      await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Start work'));
      await page.keyboard.press('Enter');
      await statusButton(main, 'In Progress').waitFor();
      await page.waitForFunction(() =>
        document.activeElement?.getAttribute('aria-label')?.startsWith('In Progress'),
      );
    });

    it('accept a comment from a person who may comment, and show the reason to a person who may not', async () => {
      const { page, main } = await visit('/browse/SEC-41');
      await main.getByLabel('Add a comment').fill('It was meant for the press.');
      await main.getByRole('button', { name: 'Comment' }).click();
      await main.getByText('It was meant for the press.').waitFor();
      await page.getByRole('button', { name: 'Ana Alvarez' }).click();
      await page.getByRole('button', { name: 'Sam Okafor' }).click();
      await main.getByLabel('Add a comment').fill('Me too');
      await main.getByRole('button', { name: 'Comment' }).click();
      await main.getByText('You do not have permission to comment on this work item.').waitFor();
    });

    it('say when there is none', async () => {
      const { main } = await visit('/browse/SEC-999');
      await main.getByRole('heading', { name: 'Work item not found' }).waitFor();
    });

    it.each([
      ['light', 1280],
      ['dark', 768],
    ] as const)('pass axe in the %s theme at %d pixels', async (theme, width) => {
      const { page, main } = await visit('/browse/SEC-41', { theme, width });
      await main.getByText('1 of 3 left on SEC-41').waitFor();
      await statusButton(main, 'To Do').waitFor();
      await saveScreenshot(page, `work-item-${theme}-${width}`);
      expect(await findAccessibilityProblems(page)).toEqual([]);
    });
  });

  describe('the bench', () => {
    it('runs an action, logs it, and undoes it', async () => {
      const { main } = await visit('/bench');
      await main.getByRole('button', { name: 'Run: Share a filter with the public' }).click();
      await main.getByRole('log').getByText('Lee Park shared "All open bugs" with the public').waitFor();
      await main.getByRole('button', { name: 'Undo: Share a filter with the public' }).click();
      await main.getByRole('log').getByText('Lee Park made "All open bugs" private').waitFor();
      await main.getByRole('button', { name: 'Run: Share a filter with the public' }).waitFor();
    });

    it('says what did not work', async () => {
      const { page, main } = await visit('/bench');
      await main.getByRole('button', { name: 'Run: Do what the site refuses' }).click();
      await page.getByText('Jira answered 403: only Jira admins may').waitFor();
    });

    it('moves the clock, and every view shows it', async () => {
      const { page, main } = await visit('/bench');
      await page.getByText('Fri, 20 Nov 2026, 12:00 UTC').waitFor();
      await main.getByRole('button', { name: 'Ahead 1 day' }).click();
      await page.getByText('Sat, 21 Nov 2026, 12:00 UTC').waitFor();
      await main.getByRole('log').getByText('24 hours passed').waitFor();
    });

    it('breaks an endpoint', async () => {
      const { page, main } = await visit('/bench');
      await main.getByLabel('Jira audit log').press('ArrowDown');
      await page.getByRole('option', { name: '403 Forbidden' }).click();
      await main.getByRole('log').getByText('The audit log now answers 403').waitFor();
    });

    it.each(['light', 'dark'] as const)('passes axe in the %s theme', async theme => {
      const { page, main } = await visit('/bench', { theme });
      await main.getByRole('button', { name: 'Run: Share a filter with the public' }).click();
      await main.getByRole('log').getByText('All open bugs').waitFor();
      await saveScreenshot(page, `bench-${theme}`);
      expect(await findAccessibilityProblems(page)).toEqual([]);
    });
  });
});
