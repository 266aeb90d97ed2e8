import { type LicenseFact } from '../evidence/facts';
import { resolvePlanInEffect } from '../evidence/derived/plan-in-effect';
import { type Finding } from '../domain/finding';

/** The cause of a finding about permissions: on the Free plan permission schemes can't be edited. */
export const planCause = (licenses: readonly LicenseFact[] | undefined): Pick<Finding, 'cause'> =>
  resolvePlanInEffect(licenses) === 'free' ? { cause: 'plan' } : {};
