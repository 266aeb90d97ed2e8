import { type Browser, type Page } from 'playwright-core';
import { accessibilityProblems, launchedChromium, mainOf, openedPage, picture } from './browser';
import { type SandboxProcess, startedSandbox } from './sandbox-process';
import { CHECKLIST, moveItem, statusButton, type Steps, stepsOn } from './steps';

describe('a simulated site in which the app has lived for thirty days', () => {
  let browser: Browser;
  let sandbox: SandboxProcess;
  let page: Page;
  let errors: readonly string[];
  let steps: Steps;

  beforeAll(async () => {
    browser = await launchedChromium();
    sandbox = await startedSandbox([], /has been installed for/);
    ({ page, errors } = await openedPage(browser, sandbox.url));
    page.setDefaultTimeout(40_000);
    steps = stepsOn(page, sandbox.url);
  }, 400_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  afterEach(() => expect(errors).toEqual([]));

  it('shows every responsibility, worst first, with a sentence and the score', async () => {
    const main = await steps.visit(CHECKLIST);
    await main.getByText('Filters not public').first().waitFor();
    expect(await main.getByRole('table').last().getByRole('row').count()).toBeGreaterThanOrEqual(14);
    await main
      .getByText(/Assured \d/)
      .first()
      .waitFor();
    await picture(page, 'loop-checklist');
  });

  it('opens a work item for a filter that was made public, attributed', async () => {
    await steps.act('Do it', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const main = await steps.visit(await steps.filterItem());
    await main.getByRole('heading', { level: 1 }).waitFor();
    await main.getByText('To Do').first().waitFor();
    await main.getByText('@Lee Wong').first().waitFor();
    await main.getByText('1 of 1 left').waitFor();
    await picture(page, 'loop-work-item');
  });

  it('reopens it with what remains when somebody moves it to Done unfixed', async () => {
    const path = await steps.filterItem();
    const main = await steps.visit(path);
    await statusButton(main, 'To Do').waitFor();
    await moveItem(page, 'To Do', 'Done');
    await steps.runTrigger();
    const again = await steps.visit(path);
    await again
      .getByText(/1 of 1 remains/)
      .first()
      .waitFor();
    await statusButton(again, 'To Do').waitFor();
  });

  it('closes it with proof once the filter is private again', async () => {
    const path = await steps.filterItem();
    await steps.act('Undo', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const main = await steps.visit(path);
    await main
      .getByText('Fixed: the site itself shows that nothing of what this was filed for is open any more.')
      .first()
      .waitFor();
    await statusButton(main, 'Done').waitFor();
  });

  it('opens a responsibility by keyboard alone', async () => {
    const main = await steps.visit(CHECKLIST);
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
