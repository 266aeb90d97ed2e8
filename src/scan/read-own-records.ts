import { type OwnRecords } from '../evidence/plausibility';
import { readRemediationRecords } from '../storage/remediation-records';
import { readSettings } from '../storage/settings';
import { type SiteRecord } from '../storage/site-record';
import { type Instant } from '../domain/instant';

/**
 * What must exist on the site by the app's own records: its account, the filing space, and the spaces of its work
 * items.
 */
export async function readOwnRecords(
  { ownAccount }: Pick<SiteRecord, 'ownAccount'>,
  now: Instant,
): Promise<OwnRecords> {
  const [{ current }, records] = await Promise.all([readSettings(), readRemediationRecords(now)]);
  const spaces = [current.filing.project, ...records.map(({ projectId }) => projectId)];
  return {
    spaces: [...new Set(spaces.filter(space => space !== undefined))],
    ...(ownAccount === undefined ? {} : { account: ownAccount }),
  };
}
