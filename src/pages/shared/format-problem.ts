import { REMEDIATION_PROBLEM_CODES } from '../../api/contract/filing';
import { type PageServices } from './page-context';
import { formatPermissionNames } from './permission-names';

type ProblemArgs = Readonly<Record<string, string | number>>;

/** Replaces permission keys with their names. */
const withPermissionNames = (page: PageServices, { permissions, ...args }: ProblemArgs): ProblemArgs =>
  typeof permissions !== 'string'
    ? args
    : { ...args, permissions: formatPermissionNames(page, permissions.split(', ')) };

/** Formats why filing failed. Shows an unknown code, from a newer version, as is. */
export function formatProblem(
  page: PageServices,
  { code, args }: { readonly code: string; readonly args: ProblemArgs },
): string {
  const knownCode = REMEDIATION_PROBLEM_CODES.find(each => each === code);
  return knownCode === undefined
    ? code
    : page.formatMessage(`remediation.problem.${knownCode}`, withPermissionNames(page, args));
}
