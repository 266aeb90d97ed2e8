import { PROBLEM_CODES } from '../../api/contract/filing';
import { type Page } from './page-context';
import { permissionNames } from './permission-names';

type Args = Readonly<Record<string, string | number>>;

/** Permissions come by Jira's keys. */
const shownArgs = (page: Page, { permissions, ...args }: Args): Args =>
  typeof permissions !== 'string'
    ? args
    : { ...args, permissions: permissionNames(page, permissions.split(', ')) };

/** Why something can't be filed, in words. A code of a newer version is shown as it is. */
export function problemIn(
  page: Page,
  { code, args }: { readonly code: string; readonly args: Args },
): string {
  const known = PROBLEM_CODES.find(each => each === code);
  return known === undefined ? code : page.say(`remediation.problem.${known}`, shownArgs(page, args));
}
