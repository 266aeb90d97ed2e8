import { type Browser, type Locator, type Page } from 'playwright-core';
import { findAccessibilityProblems, launchChromium, mainOf, openPage, saveScreenshot } from './browser';
import { type SandboxProcess, startSandbox } from './sandbox-process';

const CHECKLIST = '/jira/settings/apps/checklist';
const GROUPS = ['filing', 'baseline', 'open', 'sensitive', 'people', 'file'].map(
  group => `/settings/${group}`,
);
const PAGES = ['', '/control/INF-01', '/control/INF-14', ...GROUPS, '/evidence', '/start'];

/** More stops than any page has. */
const MAX_STOPS = 200;

/** What a key can be pressed on in the page's main part, with the heights at which Tab came by, and what it left out. */
interface TabOrder {
  readonly heights: readonly number[];
  readonly leftOut: readonly string[];
  /** What looks the same with the focus as without. */
  readonly withoutVisibleFocus: readonly string[];
}

/** Styles change at once: what is looked at is how they end. */
const AT_ONCE = '*, *::before, *::after { transition: none !important; animation: none !important; }';

/** What has the focus, where it looks as it does without it: itself, what is beside it, and what is around it. */
async function isFocusInvisible(): Promise<string | undefined> {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return undefined;
  const around: Element[] = [];
  for (let each: Element | null = focused; each !== null && around.length < 5; each = each.parentElement)
    around.push(each);
  const candidates = [...around, ...(focused.parentElement?.querySelectorAll('*') ?? [])];
  const readStyles = (): string =>
    candidates
      .flatMap(each => [undefined, '::before', '::after'].map(part => getComputedStyle(each, part)))
      .map(({ outline, boxShadow, borderColor, backgroundColor }) =>
        [outline, boxShadow, borderColor, backgroundColor].join(),
      )
      .join();
  const withFocus = readStyles();
  focused.blur();
  // Some fields look as they do because React has drawn them anew.
  await new Promise(requestAnimationFrame);
  const without = readStyles();
  focused.focus();
  return withFocus === without ? focused.outerHTML : undefined;
}

/** Goes through the page with Tab, from its first control to its last. */
async function walkTabOrder(page: Page): Promise<TabOrder> {
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main?.setAttribute('tabindex', '-1');
    main?.focus();
  });
  await page.addStyleTag({ content: AT_ONCE });
  const heights: number[] = [];
  const withoutVisibleFocus: string[] = [];
  for (let stop = 0; stop < MAX_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const height = await page.evaluate(() => {
      const [main, focused] = [document.querySelector('main'), document.activeElement];
      if (main === null || focused === null || focused === main || !main.contains(focused)) return undefined;
      focused.setAttribute('data-reached', '');
      return focused.getBoundingClientRect().top + window.scrollY;
    });
    if (height === undefined) break;
    heights.push(height);
    withoutVisibleFocus.push(...[await page.evaluate(isFocusInvisible)].filter(each => each !== undefined));
  }
  const leftOut = await page.evaluate(() => {
    const controls = 'button, a[href], input, textarea, [tabindex="0"]';
    return (
      [...document.querySelectorAll<HTMLInputElement>(`main :is(${controls})`)]
        .filter(each => !each.disabled && each.tabIndex >= 0 && each.getClientRects().length > 0)
        .filter(each => !each.hasAttribute('data-reached'))
        // Of radio buttons Tab stops at the one that is chosen; arrows go on from there.
        .filter(each => each.type !== 'radio')
        .map(each => each.outerHTML)
    );
  });
  return { heights, leftOut, withoutVisibleFocus };
}

describe('the pages by keyboard, and for those who do not see them', () => {
  let browser: Browser;
  let sandbox: SandboxProcess;
  let page: Page;
  let main: Locator;
  let errors: readonly string[];

  const visit = async (path: string): Promise<void> => {
    await page.goto(sandbox.url + CHECKLIST + path);
    await main.getByRole('heading', { level: 2 }).first().waitFor();
    await main.getByRole('button').first().waitFor();
  };

  beforeAll(async () => {
    [browser, sandbox] = await Promise.all([launchChromium(), startSandbox(['--empty'], /simulated Jira/)]);
    ({ page, errors } = await openPage(browser, sandbox.url));
    page.setDefaultTimeout(40_000);
    main = mainOf(page);
    await main.getByRole('button', { name: 'Start scan' }).press('Enter');
    await main.getByText('Most severe first').waitFor({ timeout: 60_000 });
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    await sandbox.close();
  });

  afterEach(() => expect(errors).toEqual([]));

  it.each(PAGES)(
    'are gone through with Tab from the top to the bottom, seen and leaving nothing out: %s',
    async path => {
      await visit(path);
      const { heights, leftOut, withoutVisibleFocus: unseen } = await walkTabOrder(page);
      expect(leftOut).toEqual([]);
      expect(unseen).toEqual([]);
      expect(heights.length).toBeGreaterThan(2);
      // Within a row controls stand at slightly different heights.
      const ups = heights.filter((height, index) => height < (heights[index - 1] ?? 0) - 48);
      expect(ups).toEqual([]);
    },
  );

  it('open what a line of the queue leads to with Enter, and put the focus into its first field', async () => {
    await visit('');
    await main.getByRole('button', { name: 'Choose a space' }).press('Enter');
    const space = main.getByRole('combobox', { name: 'Space' });
    await space.waitFor();
    expect(await space.evaluate(each => each === document.activeElement)).toBe(true);
  });

  it('close a dialog with Escape, and give the focus back to what opened it', async () => {
    await visit('/settings/open');
    const add = main.getByRole('button', { name: 'Add public filter' });
    await add.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Add entry: Approved public filters' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Add public filter');
  });

  it('name each box by what it chooses, and tick it with Space', async () => {
    await visit('/control/INF-03');
    const box = main.getByRole('checkbox').first();
    const name = await main.getByRole('table').first().getByRole('link').first().innerText();
    expect(name).not.toBe('');
    await main.getByRole('checkbox', { name }).first().press('Space');
    expect(await box.isChecked()).toBe(true);
    await main.getByText('1 selected').waitFor();
    await main.getByRole('button', { name: 'Approve', exact: true }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Approve' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.activeElement?.textContent === 'Approve');
  });

  it.each(['light', 'dark'] as const)('pass axe in the %s theme, at both widths', async theme => {
    for (const width of [1280, 768]) {
      const dressed = await openPage(browser, sandbox.url + CHECKLIST, { theme, width });
      for (const path of PAGES) {
        await dressed.page.goto(sandbox.url + CHECKLIST + path);
        await mainOf(dressed.page).getByRole('heading', { level: 2 }).first().waitFor();
        await mainOf(dressed.page).getByRole('button').first().waitFor();
        expect({ path, width, problems: await findAccessibilityProblems(dressed.page, 'main') }).toEqual({
          path,
          width,
          problems: [],
        });
        await saveScreenshot(dressed.page, `page-${path.slice(1).replace('/', '-')}-${theme}-${width}`);
      }
      await dressed.context.close();
    }
  });

  it("show only whom to ask to a person who isn't a Jira admin", async () => {
    await visit('');
    await page.getByRole('button', { name: 'Ana Lima' }).click();
    await page.getByRole('button', { name: /User without admin rights/ }).click();
    await main.getByRole('heading', { name: 'This page is for Jira admins' }).waitFor();
    expect(await main.getByRole('tab').count()).toBe(0);
    expect(await main.getByRole('button').count()).toBe(0);
    expect(await findAccessibilityProblems(page, 'main')).toEqual([]);
    await saveScreenshot(page, 'page-forbidden');
    await page.getByRole('link', { name: 'Work items' }).click();
    await main.getByText("You can't see any work items from the app.").waitFor();
  });
});
