import { type LicenceFact } from '../evidence/facts';
import { planInEffect } from '../evidence/plan-in-effect';
import { type Finding } from '../terms/finding';

/** The cause of a finding about permissions: on the Free plan no one can edit permission schemes. */
export const schemeCause = (licences: readonly LicenceFact[] | undefined): Pick<Finding, 'cause'> =>
  planInEffect(licences) === 'free' ? { cause: 'plan' } : {};
