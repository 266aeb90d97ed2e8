import { type Browser, type Page } from 'playwright-core';
import { findAccessibilityProblems, launchChromium, mainOf, openPage, saveScreenshot } from './browser';
import { type SandboxProcess, startSandbox } from './sandbox-process';
import { CHECKLIST_PATH, moveItem, statusButton, type SandboxSteps, createSteps } from './steps';

describe('a simulated site in which the app has lived for thirty days', () => {
  let browser: Browser;
  let sandbox: SandboxProcess;
  let page: Page;
  let errors: readonly string[];
  let steps: SandboxSteps;

  beforeAll(async () => {
    browser = await launchChromium();
    sandbox = await startSandbox([], /days of history are ready/);
    ({ page, errors } = await openPage(browser, sandbox.url));
    page.setDefaultTimeout(40_000);
    steps = createSteps(page, sandbox.url);
  }, 400_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  afterEach(() => expect(errors).toEqual([]));

  it('shows every responsibility, worst first, with a sentence and the score', async () => {
    const main = await steps.visit(CHECKLIST_PATH);
    await main.getByText('Public filters are approved').first().waitFor();
    expect(await main.getByRole('table').last().getByRole('row').count()).toBeGreaterThanOrEqual(14);
    await main
      .getByText(/Assured \d/)
      .first()
      .waitFor();
    await saveScreenshot(page, 'loop-checklist');
  });

  it('opens a work item for a filter that was made public, attributed', async () => {
    await steps.pressAction('Run', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const main = await steps.visit(await steps.newestFilterItem());
    await main.getByRole('heading', { level: 1 }).waitFor();
    await main.getByText('To Do').first().waitFor();
    await main.getByText('@Lee Wong').first().waitFor();
    await main.getByText('1 of 1 findings left').waitFor();
    await saveScreenshot(page, 'loop-work-item');
  });

  it('reopens it, and comments on what remains, after a person moves it to Done without a fix', async () => {
    const path = await steps.newestFilterItem();
    const main = await steps.visit(path);
    await statusButton(main, 'To Do').waitFor();
    await moveItem(page, 'To Do', 'Done');
    await steps.runTrigger();
    const again = await steps.visit(path);
    await again
      .getByText(/1 of 1 findings left/)
      .first()
      .waitFor();
    await statusButton(again, 'To Do').waitFor();
  });

  it('closes it with proof once the filter is private again', async () => {
    const path = await steps.newestFilterItem();
    await steps.pressAction('Undo', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const main = await steps.visit(path);
    await main.getByText('Verified fixed. All findings in this work item are resolved.').first().waitFor();
    await statusButton(main, 'Done').waitFor();
  });

  it('opens a responsibility by keyboard alone', async () => {
    const main = await steps.visit(CHECKLIST_PATH);
    const row = main
      .getByRole('button', { name: /Public filters are approved/ })
      .first()
      .or(main.getByRole('link', { name: /Public filters are approved/ }).first());
    await row.first().waitFor();
    await row.first().focus();
    await page.keyboard.press('Enter');
    await main.getByRole('heading', { name: /Public filters are approved/ }).waitFor();
    await main.getByText('How to fix it').waitFor();
  });

  it('passes axe on every page of the app, light and dark', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const dressed = await openPage(browser, sandbox.url + CHECKLIST_PATH, { theme });
      for (const path of ['', '/control/INF-03', '/settings/open', '/evidence']) {
        await dressed.page.goto(sandbox.url + CHECKLIST_PATH + path);
        await mainOf(dressed.page)
          .getByRole('table')
          .or(mainOf(dressed.page).getByRole('button', { name: 'Save' }))
          .first()
          .waitFor();
        expect({ theme, path, problems: await findAccessibilityProblems(dressed.page, 'main') }).toEqual({
          theme,
          path,
          problems: [],
        });
      }
      await dressed.context.close();
    }
  });
});
