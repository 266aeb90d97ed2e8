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

describe('a page of the app in the browser host', () => {
  let browser: Browser;
  let host: FixtureHost;
  let open: OpenPage;

  beforeAll(async () => {
    [browser, host] = await Promise.all([launchChromium(), createFixtureHost()]);
  });

  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  afterEach(async () => {
    const { externalRequests: outside, errors } = open;
    await open.context.close();
    expect(outside).toEqual([]);
    expect(errors).toEqual([]);
  });

  async function visit(moduleKey: string, viewport: { width?: number; theme?: 'light' | 'dark' } = {}) {
    open = await openPage(browser, `${host.url}/jira/settings/apps/${moduleKey}`, viewport);
    return { page: open.page, main: mainOf(open.page) };
  }

  describe('the components that show something', () => {
    it('are drawn with Atlaskit', async () => {
      const { main } = await visit('components');
      await main.getByRole('heading', { name: 'Three things got worse' }).waitFor();
      await main.getByRole('table', { name: 'Responsibilities' }).waitFor();
      await main.getByRole('progressbar', { name: 'Read' }).waitFor();
      await main.getByRole('img', { name: 'Shield' }).waitFor();
      expect(await main.getByRole('list').filter({ hasText: 'Change who sees it' }).first().isVisible()).toBe(
        true,
      );
      expect(await main.getByText(/^Unknown/).count()).toBe(0);
    });

    it('name people by their account, and say when one is gone', async () => {
      const { main } = await visit('components');
      await main.getByText('Ana Alvarez', { exact: true }).first().waitFor();
      await main.getByText('Former user').waitFor();
    });

    it('sort and page a table in the browser', async () => {
      const { main } = await visit('components');
      const firstRow = main.getByRole('table', { name: 'Responsibilities' }).locator('tbody tr').first();
      await firstRow.getByText('Backups made, restore tested').waitFor();
      await main.getByRole('button', { name: 'Responsibility' }).click();
      await firstRow.getByText('Filters not public').waitFor();
    });

    it('keep a link to a work item within the shell', async () => {
      const { page, main } = await visit('components');
      await main.getByRole('link', { name: 'See the work item' }).click();
      await main.getByRole('heading', { name: 'Make three filters private' }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/browse/SEC-41');
    });

    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 768],
      ['dark', 768],
    ] as const)('pass axe in the %s theme at %d pixels', async (theme, width) => {
      const { page, main } = await visit('components', { theme, width });
      await main.getByText('Former user').waitFor();
      await saveScreenshot(page, `components-${theme}-${width}`);
      expect(await findAccessibilityProblems(page)).toEqual([]);
    });
  });

  describe('the fields', () => {
    it("hand a form's answers to the resolver, as useForm promises", async () => {
      const { page, main } = await visit('forms');
      await main.getByLabel('Space *').fill('SEC');
      await main.getByLabel('Reason').fill('Ours to fix');
      await main.getByLabel('Type').click();
      await page.getByRole('option', { name: 'Bug' }).click();
      await main.getByLabel('Everyone may read it').check();
      await main.getByLabel('File everything').check();
      await main.getByRole('button', { name: 'Save' }).first().click();
      await main.getByText(/^Saved: \{/).waitFor();
      expect(host.invoked.at(-1)).toMatchObject({
        visit: { moduleKey: 'forms', accountId: 'ana' },
        functionKey: 'save',
        payload: {
          space: 'SEC',
          reason: 'Ours to fix',
          type: { value: 'bug' },
          isPublic: true,
          filing: 'all',
        },
      });
    });

    it('say what is missing, and save nothing', async () => {
      const { main } = await visit('forms');
      const calls = host.invoked.length;
      await main.getByRole('button', { name: 'Save' }).first().click();
      await main.getByText('Name a space.').waitFor();
      expect(host.invoked).toHaveLength(calls);
    });

    it('keep every key of someone who types fast, and show what the app makes of it', async () => {
      const { main } = await visit('forms');
      const field = main.getByLabel('Upper case');
      await field.pressSequentially('shared responsibility');
      await main.getByText('Looks good: SHARED RESPONSIBILITY').waitFor();
      expect(await field.inputValue()).toBe('SHARED RESPONSIBILITY');
    });

    it('find a person of the site', async () => {
      const { page, main } = await visit('forms');
      await main.getByLabel('Owner').fill('lee');
      await page.getByRole('option', { name: 'Lee Park' }).click();
      await main.getByText('Owner: Lee Park').waitFor();
    });

    it('switch with the keyboard', async () => {
      const { page, main } = await visit('forms');
      await main.getByLabel('Quiet hours').focus();
      await page.keyboard.press('Space');
      await main.getByText('Quiet', { exact: true }).waitFor();
    });

    it('edit in place', async () => {
      const { page, main } = await visit('forms');
      await main.getByText('Not written').click();
      await main.locator('input:focus').fill('Reviewed');
      await page.keyboard.press('Enter');
      await main.getByText('Reviewed').waitFor();
    });

    it('read a file that a person chooses', async () => {
      const { main } = await visit('forms');
      await main.getByLabel('Organization file', { exact: true }).setInputFiles({
        name: 'organization.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      });
      await main.getByText('Read organization.json, 2 bytes').waitFor();
    });

    it.each(['light', 'dark'] as const)('pass axe in the %s theme', async theme => {
      const { page, main } = await visit('forms', { theme });
      await main.getByLabel('Organization file: choose files').waitFor();
      await saveScreenshot(page, `forms-${theme}`);
      expect(await findAccessibilityProblems(page)).toEqual([]);
    });
  });

  describe('the bridge', () => {
    it("answers with the resolver's result, and with its refusal", async () => {
      const { main } = await visit('calls');
      await main.getByRole('button', { name: 'Invoke', exact: true }).click();
      await main.getByText('Answer: {"hello":"ana"}').waitFor();
      await main.getByRole('button', { name: 'Invoke what refuses' }).click();
      await main.getByText('Only Jira admins may do this.').waitFor();
    });

    it('asks Jira as the person who looks', async () => {
      const { page, main } = await visit('calls');
      await page.getByRole('button', { name: 'Ana Alvarez' }).click();
      await page.getByRole('button', { name: 'Lee Park' }).click();
      await main.getByText('lee sees the light theme').waitFor();
      await main.getByRole('button', { name: 'Ask Jira' }).click();
      await main.getByText('"displayName":"Lee Park"').waitFor();
    });

    it('notifies the app when the theme changes', async () => {
      const { page, main } = await visit('calls');
      await main.getByText('ana sees the light theme').waitFor();
      await page.getByRole('button', { name: 'Switch to dark theme' }).click();
      await main.getByText('ana sees the dark theme').waitFor();
    });

    it('puts up a flag whose action runs in the app', async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('button', { name: 'Flag' }).click();
      await page.getByText('312 objects were read').waitFor();
      await page.getByRole('button', { name: 'Open' }).click();
      await main.getByText('Answer: "flag"').or(main.getByText('Answer: flag')).waitFor();
    });

    it('opens a dialog that the keyboard can decide and close', async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('button', { name: 'Decide' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Accept the risk' });
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await main.getByRole('button', { name: 'Decide' }).press('Enter');
      await dialog.getByRole('button', { name: 'Accept' }).press('Enter');
      await main.getByText('Answer: accepted').waitFor();
    });

    it('opens a popup beside what was pressed', async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('button', { name: 'Popup' }).click();
      await page.getByText('In the popup').waitFor();
    });

    it('says that an admin page can not be closed', async () => {
      const { main } = await visit('calls');
      await main.getByRole('button', { name: 'Close' }).click();
      await main.getByText("this resource's view is not closable").waitFor();
    });

    it("moves the address with the app's own router, and back", async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('tab', { name: 'Places' }).click();
      await main.getByText('Place: start').waitFor();
      await main.getByRole('button', { name: 'To INF-03' }).click();
      await main.getByText('Place: INF-03').waitFor();
      expect(new URL(page.url()).pathname).toBe('/jira/settings/apps/calls/control/INF-03');
      await page.goBack();
      await main.getByText('Place: start').waitFor();
    });

    it('shows by name what it does not know', async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('tab', { name: 'Unknown' }).click();
      await main.getByText('Unknown component: Marquee').waitFor();
      await main.getByText('Frame is not supported').waitFor();
      await main.getByText('The sandbox does not load https://example.com/picture.png').waitFor();
      await main.getByRole('button', { name: 'Unknown call' }).click();
      await main.getByText('Unknown bridge call: publishRealtimeChannel').waitFor();
      await saveScreenshot(page, 'unknown');
    });

    it('says why a page can not be loaded', async () => {
      const { main } = await visit('missing');
      await main.getByText('The page could not be bundled').waitFor();
      expect(open.errors).toEqual([expect.stringContaining('missing.tsx')]);
      open = { ...open, errors: [] };
    });

    it('draws charts that say their values', async () => {
      const { page, main } = await visit('calls');
      await main.getByRole('tab', { name: 'Charts' }).click();
      await main.getByRole('img', { name: /^Findings by day Mon, Users: 4; Tue, Users: 7/ }).waitFor();
      expect(
        await main.getByRole('img', { name: /^(Stacked|Lying|Lying and stacked|Trend|Pie|Donut) / }).count(),
      ).toBe(6);
      await saveScreenshot(page, 'charts');
      expect(await findAccessibilityProblems(page)).toEqual([]);
    });
  });
});
