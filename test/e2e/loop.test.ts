import { type Browser, type Locator, type Page } from 'playwright-core';
import { accessibilityProblems, launchedChromium, mainOf, openedPage, picture } from './browser';
import { type SandboxProcess, startedSandbox } from './sandbox-process';

const CHECKLIST = '/jira/settings/apps/checklist';

describe('the app on a simulated site, as a person uses it', () => {
  let browser: Browser;
  let page: Page;
  let errors: readonly string[];

  const openOn = async (sandbox: SandboxProcess): Promise<void> => {
    ({ page, errors } = await openedPage(browser, sandbox.url));
    page.setDefaultTimeout(40_000);
  };

  beforeAll(async () => {
    browser = await launchedChromium();
  });

  afterAll(() => browser.close());

  describe('in which the app has lived for thirty days', () => {
    let sandbox: SandboxProcess;

    beforeAll(async () => {
      sandbox = await startedSandbox([], /has been installed for/);
      await openOn(sandbox);
    }, 400_000);

    afterAll(() => sandbox.close());

    afterEach(() => expect(errors).toEqual([]));

    const visit = async (path: string): Promise<Locator> => {
      await page.goto(sandbox.url + path);
      return mainOf(page);
    };

    /** Runs the hourly trigger, and waits until it and what it started have run. */
    const runTrigger = async (): Promise<void> => {
      const bench = await visit('/bench');
      const button = bench.getByRole('button', { name: 'Run the scheduled trigger' });
      await button.click();
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll('button')].some(
            each => each.textContent === 'Run the scheduled trigger' && !each.disabled,
          ),
        undefined,
        { timeout: 60_000 },
      );
    };

    const act = async (does: 'Do it' | 'Undo', title: string): Promise<void> => {
      const bench = await visit('/bench');
      await bench.getByRole('button', { name: `${does}: ${title}` }).click();
      await bench.getByRole('button', { name: `${does === 'Do it' ? 'Undo' : 'Do it'}: ${title}` }).waitFor();
    };

    /** The path of the newest work item about filters. */
    const filterItem = async (): Promise<string> => {
      const list = await visit('/work-items');
      const row = list
        .getByRole('row')
        .filter({ hasText: /filter/i })
        .first();
      const path = await row.locator('a[href^="/browse/"]').first().getAttribute('href');
      if (path === null) throw new Error('The work item has no address');
      return path;
    };

    it('shows every responsibility, worst first, with a sentence and the score', async () => {
      const main = await visit(CHECKLIST);
      await main.getByText('Filters not public').first().waitFor();
      expect(await main.getByRole('table').last().getByRole('row').count()).toBeGreaterThanOrEqual(14);
      await main
        .getByText(/Assured \d/)
        .first()
        .waitFor();
      await picture(page, 'loop-checklist');
    });

    it('opens a work item for a filter that was made public, attributed', async () => {
      await act('Do it', 'Make a filter public');
      await runTrigger();
      await runTrigger();
      const main = await visit(await filterItem());
      await main.getByRole('heading', { level: 1 }).waitFor();
      await main.getByText('To Do').first().waitFor();
      await main.getByText('@Lee Wong').first().waitFor();
      await main.getByText('1 of 1 left').waitFor();
      await picture(page, 'loop-work-item');
    });

    it('reopens it with what remains when somebody moves it to Done unfixed', async () => {
      const path = await filterItem();
      const main = await visit(path);
      await main.getByRole('button', { name: 'Done', exact: true }).click();
      await main.getByRole('button', { name: 'To Do', exact: true }).waitFor();
      await runTrigger();
      const again = await visit(path);
      await again
        .getByText(/1 of 1 remains/)
        .first()
        .waitFor();
      await again.getByRole('button', { name: 'Done', exact: true }).waitFor();
    });

    it('closes it with proof once the filter is private again', async () => {
      const path = await filterItem();
      await act('Undo', 'Make a filter public');
      await runTrigger();
      await runTrigger();
      const main = await visit(path);
      await main
        .getByText('Fixed: the site itself shows that nothing of what this was filed for is open any more.')
        .first()
        .waitFor();
      await main.getByRole('button', { name: 'To Do', exact: true }).waitFor();
    });

    it('opens a responsibility by keyboard alone', async () => {
      const main = await visit(CHECKLIST);
      const row = main
        .getByRole('button', { name: /Filters not public/ })
        .first()
        .or(main.getByRole('link', { name: /Filters not public/ }).first());
      await row.first().waitFor();
      await row.first().focus();
      await page.keyboard.press('Enter');
      await main.getByRole('heading', { name: /Filters not public/ }).waitFor();
      await main.getByText('How to fix it').waitFor();
    });

    it('passes axe on every page of the app, light and dark', async () => {
      for (const theme of ['light', 'dark'] as const) {
        const dressed = await openedPage(browser, sandbox.url + CHECKLIST, { theme });
        for (const path of ['', '/control/INF-03', '/settings/open', '/evidence']) {
          await dressed.page.goto(sandbox.url + CHECKLIST + path);
          await mainOf(dressed.page)
            .getByRole('table')
            .or(mainOf(dressed.page).getByRole('button', { name: 'Save' }))
            .first()
            .waitFor();
          expect({ theme, path, problems: await accessibilityProblems(dressed.page, 'main') }).toEqual({
            theme,
            path,
            problems: [],
          });
        }
        await dressed.context.close();
      }
    });
  });

  describe('right after the install', () => {
    let sandbox: SandboxProcess;

    beforeAll(async () => {
      sandbox = await startedSandbox(['--empty'], /simulated Jira/);
      await openOn(sandbox);
    }, 120_000);

    afterAll(() => sandbox.close());

    /** Today on the site, as a person writes it into a day's field. */
    const today = (): Promise<string> =>
      page.evaluate(() => new Date(Date.now()).toLocaleDateString('en-US', { timeZone: 'UTC' }));

    it('reads the site when asked to, and shows the worst first', async () => {
      const main = mainOf(page);
      await main.getByRole('button', { name: 'Start reading' }).click();
      await main.getByText('Worst first').waitFor({ timeout: 60_000 });
      await main.getByText('No unintended anonymous access').first().waitFor();
      await picture(page, 'loop-first-minutes');
      expect(errors).toEqual([]);
    });

    it('takes a statement through its form, and shows the responsibility as attested', async () => {
      await page.goto(`${sandbox.url}${CHECKLIST}/control/POL-01`);
      const main = mainOf(page);
      await main.getByText('Nobody has stated it yet.').waitFor();
      await main.getByRole('button', { name: 'Attest', exact: true }).click();
      await main.getByText('Fill this in.').first().waitFor();

      await main.getByLabel('Day of the assessment').fill(await today());
      await page.keyboard.press('Enter');
      await main.getByLabel('Document').fill('Risk assessment 4, in the security handbook');
      await main.getByLabel('Who assessed').fill('The platform team');
      await main.getByLabel('The most sensitive data on this site').fill('Salaries and contracts');
      await main.getByLabel('Result').click();
      await page.getByRole('option', { name: 'Effective', exact: true }).click();
      await main.getByText('This is what will be recorded').waitFor();
      await main.getByRole('button', { name: 'Attest', exact: true }).click();
      await main.getByText(/Stated on .* It holds until/).waitFor();

      await page.goto(`${sandbox.url}${CHECKLIST}`);
      await mainOf(page)
        .getByRole('row')
        .filter({ hasText: 'Risk profile and data sensitivity known' })
        .getByText('Attested')
        .waitFor();
      expect(errors).toEqual([]);
    });
  });
});
