import { type OwnRecords } from '../evidence/plausibility';
import { readRemediations } from '../storage/remediations';
import { readSettings } from '../storage/settings';
import { type Site } from '../storage/site';
import { type Instant } from '../terms/instant';

/** What the app itself knows to be on the site: its account, the space where it files, and those of its work items. */
export async function ownRecords(
  { ownAccount }: Pick<Site, 'ownAccount'>,
  now: Instant,
): Promise<OwnRecords> {
  const [{ current }, records] = await Promise.all([readSettings(), readRemediations(now)]);
  const spaces = [current.filing.project, ...records.map(({ projectId }) => projectId)];
  return {
    spaces: [...new Set(spaces.filter(space => space !== undefined))],
    ...(ownAccount === undefined ? {} : { account: ownAccount }),
  };
}
