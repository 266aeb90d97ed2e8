import { type Locator, type Page } from 'playwright-core';
import { mainOf } from './browser';

export const CHECKLIST_PATH = '/jira/settings/apps/checklist';

/** The button that tells a work item's status, and opens the menu of where it may go. */
export const statusButton = (main: Locator, status: string): Locator =>
  main.getByRole('button', { name: `${status} - Change status` });

/** Moves the work item that is shown, and waits until its status is told. */
export async function moveItem(page: Page, from: string, to: string): Promise<void> {
  await statusButton(mainOf(page), from).click();
  await page.getByRole('menuitem', { name: to }).click();
  await statusButton(mainOf(page), to).waitFor();
}

/** What a person does on the sandbox's own pages: the bench and the work items. */
export interface SandboxSteps {
  visit(path: string): Promise<Locator>;
  /** Runs the hourly trigger, and waits until it and what it started have run. */
  runTrigger(): Promise<void>;
  pressAction(does: 'Run' | 'Undo', title: string): Promise<void>;
  /** The path of the newest work item about filters. */
  newestFilterItem(): Promise<string>;
}

/** @param url of the sandbox, without a slash at the end. */
export function createSteps(page: Page, url: string): SandboxSteps {
  const visit = async (path: string): Promise<Locator> => {
    await page.goto(url + path);
    return mainOf(page);
  };
  return {
    visit,
    runTrigger: async () => {
      const bench = await visit('/bench');
      await bench.getByRole('button', { name: 'Run the scheduled trigger' }).click();
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll('button')].some(
            each => each.textContent === 'Run the scheduled trigger' && !each.disabled,
          ),
        undefined,
        { timeout: 60_000 },
      );
    },
    pressAction: async (button, title) => {
      const bench = await visit('/bench');
      await bench.getByRole('button', { name: `${button}: ${title}` }).click();
      await bench.getByRole('button', { name: `${button === 'Run' ? 'Undo' : 'Run'}: ${title}` }).waitFor();
    },
    newestFilterItem: async () => {
      const list = await visit('/work-items');
      const row = list
        .getByRole('row')
        .filter({ hasText: /filter/i })
        .first();
      const path = await row.locator('a[href^="/browse/"]').first().getAttribute('href');
      if (path === null) throw new Error('The work item has no address');
      return path;
    },
  };
}
