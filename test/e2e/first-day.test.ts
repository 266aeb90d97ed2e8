import { type Browser, type Locator, type Page } from 'playwright-core';
import { launchChromium, mainOf, openPage, saveScreenshot } from './browser';
import { type SandboxProcess, startSandbox } from './sandbox-process';
import { CHECKLIST_PATH, statusButton, type SandboxSteps, createSteps } from './steps';

describe('the day of the install, as its admin lives it', () => {
  let browser: Browser;
  let sandbox: SandboxProcess;
  let page: Page;
  let errors: readonly string[];
  let main: Locator;
  let steps: SandboxSteps;

  beforeAll(async () => {
    browser = await launchChromium();
    sandbox = await startSandbox(['--empty'], /simulated Jira/);
    ({ page, errors } = await openPage(browser, sandbox.url + CHECKLIST_PATH));
    page.setDefaultTimeout(40_000);
    main = mainOf(page);
    steps = createSteps(page, sandbox.url);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  afterEach(() => expect(errors).toEqual([]));

  const press = async (name: string): Promise<void> => {
    // Flags lie over the page's lower end until they go by themselves.
    const flags = page.getByRole('button', { name: /^Dismiss/ });
    while ((await flags.count()) > 0) await flags.first().click();
    await main.getByRole('button', { name, exact: true }).click();
  };
  const choose = async (field: string, text: string, option: RegExp): Promise<void> => {
    await main.getByLabel(field, { exact: true }).click();
    await main.getByLabel(field, { exact: true }).fill(text);
    await page.getByRole('option', { name: option }).first().click();
  };
  /** Chooses all that was found for a list; what is entered already is not there any more. */
  const chooseAllOf = async (list: string): Promise<void> => {
    const table = main.getByRole('table', { name: list });
    for (const box of await table.getByRole('checkbox').all()) await box.check();
  };
  /** Waits until the focus is where the reader goes on. */
  const focused = (name: RegExp): Promise<unknown> =>
    page.waitForFunction(
      ({ source }) => new RegExp(source).test(document.activeElement?.textContent ?? ''),
      name,
    );
  /** Today on the site, as a person writes it into a day's field. */
  const today = (): Promise<string> =>
    page.evaluate(() => new Date(Date.now()).toLocaleDateString('en-US', { timeZone: 'UTC' }));

  it('reads the site when asked to, and shows the worst first', async () => {
    await main.getByText('It never files anything until you say so.').waitFor();
    await press('Start scan');
    await main.getByText('Most severe first').waitFor({ timeout: 60_000 });
    await main.getByText('Anonymous access is approved').first().waitFor();
    await saveScreenshot(page, 'first-day-read');
  });

  it('asks which apps and admins are known, and counts fewer findings as they are approved', async () => {
    await press('Next');
    await main.getByText('Jira Service Management: paid plan').waitFor();
    await main
      .getByText(/Not met · \d+/)
      .first()
      .waitFor();
    for (const [reason, action, list] of [
      ['Bought by the platform team', 'Add to register', 'Known apps'],
      ['On call for Jira', 'Approve admins', 'Reviewed admins'],
    ] as const) {
      await chooseAllOf(list);
      await main.getByLabel('Reason').fill(reason);
      await press(action);
      await main.getByText(new RegExp(`saved in ${list}`)).waitFor();
      await focused(list === 'Known apps' ? /^Select (all|it)/ : /^Next$/);
    }
    await main.getByText('Not met').first().waitFor({ state: 'detached' });
    await saveScreenshot(page, 'first-day-yours');
  });

  it('approves what is public on purpose, with a reason, an owner, and an expiry day', async () => {
    await press('Next');
    await main.getByRole('checkbox', { name: 'Help wanted' }).check();
    await main.getByLabel('Reason').fill('Linked from the careers page');
    await main.getByText('1 finding is no longer reported.').waitFor();
    await press('Approve filters');
    await main.getByText(/saved in Approved public filters/).waitFor();
  });

  it('tries where work items go before anything is created there', async () => {
    await press('Next');
    await choose('Space', 'SEC', /SEC/);
    await choose('Work type', 'Task', /^Task$/);
    await choose('Default assignee', 'Ana', /Ana Lima/);
    await main.getByText('The test passed. The app can file work items here.').waitFor();
    await press('Save');
    await main.getByText('Saved. The checklist updates within a minute.').waitFor();
    await focused(/^Next$/);
    await saveScreenshot(page, 'first-day-filing');
  });

  it('takes a baseline from which only what gets worse is filed, and says that nothing is filed now', async () => {
    await press('Next');
    await main.getByText('No work items would be filed now.').waitFor();
    expect(await main.getByRole('radio', { name: 'File what gets worse' }).isChecked()).toBe(true);
    await press('Set baseline');
    await main.getByText('Baseline set. The checklist updates within a minute.').waitFor();
    await focused(/^Next$/);
  });

  it('gives the controls owners, and ends with what helps most', async () => {
    await press('Next');
    await main.getByRole('button', { name: /^Assign all/ }).click();
    await press('Save');
    await focused(/^Next$/);
    await press('Next');
    await main.getByText('Setup is complete').waitFor();
    await main.getByText('Next steps').waitFor();
    await saveScreenshot(page, 'first-day-done');
    await press('Go to checklist');
    await main
      .getByText(/Assured \d/)
      .first()
      .waitFor();
  });

  it('saves an attestation through its form, and shows the control as attested', async () => {
    await page.goto(`${sandbox.url}${CHECKLIST_PATH}/control/POL-01`);
    await main.getByText('Not attested yet.').waitFor();
    await press('Attest');
    await main.getByText('This field is required.').first().waitFor();

    await main.getByLabel('Assessed on').fill(await today());
    await page.keyboard.press('Enter');
    await main.getByLabel('Document').fill('Risk assessment 4, in the security handbook');
    await main.getByLabel('Assessed by').fill('The platform team');
    await main.getByLabel('Most sensitive data on this site').fill('Salaries and contracts');
    await main.getByLabel('Result').click();
    await page.getByRole('option', { name: 'Effective', exact: true }).click();
    await main.getByText("We'll record this").waitFor();
    await press('Attest');
    await main.getByText(/Attested on .* Valid until/).waitFor();

    await steps.visit(CHECKLIST_PATH);
    await main
      .getByRole('row')
      .filter({ hasText: 'Risk profile and data sensitivity are documented' })
      .getByText('Attested')
      .waitFor();
  });

  it('opens one work item for the first drift, attributed, and closes it with proof once it is fixed', async () => {
    // What was there at the start is read a second time within the hour.
    await steps.runTrigger();
    await steps.pressAction('Run', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const path = await steps.newestFilterItem();
    await steps.visit(path);
    await main.getByText('@Lee Wong').first().waitFor();
    await main.getByText('1 of 1 findings left').waitFor();
    await saveScreenshot(page, 'first-day-work-item');

    await steps.pressAction('Undo', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    await steps.visit(path);
    await statusButton(main, 'Done').waitFor();
    await main
      .getByText(/^Verified fixed/)
      .first()
      .waitFor();
    expect(await steps.newestFilterItem()).toBe(path);
  });
});
