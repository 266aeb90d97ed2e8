import { PROBLEM_CODES } from '../../api/contract/filing';
import { type Page } from './page-context';

/** Why something can't be filed, in words. A code of a newer version is shown as it is. */
export function problemIn(
  { say }: Page,
  { code, args }: { readonly code: string; readonly args: Readonly<Record<string, string | number>> },
): string {
  const known = PROBLEM_CODES.find(each => each === code);
  return known === undefined ? code : say(`remediation.problem.${known}`, args);
}
