import { type Browser, type Locator, type Page } from 'playwright-core';
import { launchedChromium, mainOf, openedPage, picture } from './browser';
import { type SandboxProcess, startedSandbox } from './sandbox-process';
import { CHECKLIST, statusButton, type Steps, stepsOn } from './steps';

describe('the day of the install, as its admin lives it', () => {
  let browser: Browser;
  let sandbox: SandboxProcess;
  let page: Page;
  let errors: readonly string[];
  let main: Locator;
  let steps: Steps;

  beforeAll(async () => {
    browser = await launchedChromium();
    sandbox = await startedSandbox(['--empty'], /simulated Jira/);
    ({ page, errors } = await openedPage(browser, sandbox.url + CHECKLIST));
    page.setDefaultTimeout(40_000);
    main = mainOf(page);
    steps = stepsOn(page, sandbox.url);
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
    await main.getByText('Nothing is filed until you say so.').waitFor();
    await press('Start reading');
    await main.getByText('Worst first').waitFor({ timeout: 60_000 });
    await main.getByText('No unintended anonymous access').first().waitFor();
    await picture(page, 'first-day-read');
  });

  it('asks whose the apps and admins are, and lets rows fall as they are named', async () => {
    await press('Next');
    await main.getByText('Jira Service Management: paid plan').waitFor();
    await main
      .getByText(/Not met · \d+/)
      .first()
      .waitFor();
    for (const [reason, action, list] of [
      ['Bought by the platform team', 'These are ours', 'Known apps'],
      ['On call for Jira', 'They should be admins', 'Reviewed admins'],
    ] as const) {
      await chooseAllOf(list);
      await main.getByLabel('Reason').fill(reason);
      await press(action);
      await main.getByText(new RegExp(`saved in ${list}`)).waitFor();
      await focused(list === 'Known apps' ? /^Choose all/ : /^Next$/);
    }
    await main.getByText('Not met').first().waitFor({ state: 'detached' });
    await picture(page, 'first-day-yours');
  });

  it('takes what is meant to be open, with a reason, somebody who answers for it, and an end', async () => {
    await press('Next');
    await main.getByRole('checkbox', { name: 'Help wanted' }).check();
    await main.getByLabel('Reason').fill('Linked from the careers page');
    await main.getByText('One finding falls away.').waitFor();
    await press('Meant to be public');
    await main.getByText(/saved in Filters that are meant to be public/).waitFor();
  });

  it('tries where work items go before anything is created there', async () => {
    await press('Next');
    await choose('Space', 'SEC', /SEC/);
    await choose('Work type', 'Task', /^Task$/);
    await choose('Default assignee', 'Ana', /Ana Lima/);
    await main.getByText('It works: work items can be filed there.').waitFor();
    await press('Save');
    await main.getByText('Saved. The checklist follows within a minute.').waitFor();
    await focused(/^Next$/);
    await picture(page, 'first-day-filing');
  });

  it('takes a baseline from which only what gets worse is filed, and says that nothing is filed now', async () => {
    await press('Next');
    await main.getByText('No work item would be opened now.').waitFor();
    expect(await main.getByRole('radio', { name: 'Only what gets worse from now on' }).isChecked()).toBe(
      true,
    );
    await press('Take the baseline');
    await main.getByText('The baseline was taken. The checklist follows within a minute.').waitFor();
    await focused(/^Next$/);
  });

  it('gives the controls owners, and ends with what helps most', async () => {
    await press('Next');
    await main.getByRole('button', { name: /^Look after all/ }).click();
    await press('Save');
    await focused(/^Next$/);
    await press('Next');
    await main.getByText('You are set up').waitFor();
    await main.getByText('What helps most now').waitFor();
    await picture(page, 'first-day-done');
    await press('Go to the checklist');
    await main
      .getByText(/Assured \d/)
      .first()
      .waitFor();
  });

  it('takes a statement through its form, and shows the responsibility as attested', async () => {
    await page.goto(`${sandbox.url}${CHECKLIST}/control/POL-01`);
    await main.getByText('Nobody has stated it yet.').waitFor();
    await press('Attest');
    await main.getByText('Fill this in.').first().waitFor();

    await main.getByLabel('Day of the assessment').fill(await today());
    await page.keyboard.press('Enter');
    await main.getByLabel('Document').fill('Risk assessment 4, in the security handbook');
    await main.getByLabel('Who assessed').fill('The platform team');
    await main.getByLabel('The most sensitive data on this site').fill('Salaries and contracts');
    await main.getByLabel('Result').click();
    await page.getByRole('option', { name: 'Effective', exact: true }).click();
    await main.getByText('This is what will be recorded').waitFor();
    await press('Attest');
    await main.getByText(/Stated on .* It holds until/).waitFor();

    await steps.visit(CHECKLIST);
    await main
      .getByRole('row')
      .filter({ hasText: 'Risk profile and data sensitivity known' })
      .getByText('Attested')
      .waitFor();
  });

  it('opens one work item for the first drift, attributed, and closes it with proof once it is mended', async () => {
    // What was there at the start is read a second time within the hour.
    await steps.runTrigger();
    await steps.act('Do it', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    const path = await steps.filterItem();
    await steps.visit(path);
    await main.getByText('@Lee Wong').first().waitFor();
    await main.getByText('1 of 1 left').waitFor();
    await picture(page, 'first-day-work-item');

    await steps.act('Undo', 'Make a filter public');
    await steps.runTrigger();
    await steps.runTrigger();
    await steps.visit(path);
    await statusButton(main, 'Done').waitFor();
    await main
      .getByText(/^Fixed: the site itself shows/)
      .first()
      .waitFor();
    expect(await steps.filterItem()).toBe(path);
  });
});
