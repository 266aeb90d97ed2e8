import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { JiraError } from '../jira/jira-error';
import { repairPlaceOf } from '../remediation/plan/remediation-key';
import { type RemediationRecord } from '../remediation/plan/remediation-record';
import { findingFingerprint } from '../remediation/plan/desired-items';
import { readFindings } from '../storage/findings';
import { isDrift, isOpenFinding, type TrackedFinding } from '../domain/tracked-finding';
import { type WorkItemRole } from './caller';
import { type SiteAccess } from './site-access';

/** A global permission, and a space permission. */
type Permission = 'ADMINISTER' | 'ADMINISTER_PROJECTS';

/**
 * Whether Jira reports that the person has a permission, globally or in a space.
 * @throws JiraError if Jira can't be asked.
 */
export async function hasPermission(
  person: Jira,
  permission: Permission,
  projectId?: string,
): Promise<boolean> {
  const granted = z.object({ havePermission: z.boolean() });
  try {
    const { permissions } = await person.call('mypermissions.get', {
      query: { permissions: permission, projectId },
      responseSchema: z.object({ permissions: z.record(z.string(), granted) }),
    });
    return permissions[permission]?.havePermission === true;
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'denied') return false;
    throw error;
  }
}

/** Treats an unknown permission as missing. */
async function hasPermissionIfKnown(
  person: Jira,
  permission: Permission,
  projectId?: string,
): Promise<boolean> {
  try {
    return await hasPermission(person, permission, projectId);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return false;
  }
}

/** Whether the work item was filed for this finding, or would be now. */
export const isFindingOfWorkItem = (
  { place, filedFingerprints: filed }: RemediationRecord,
  tracked: TrackedFinding,
): boolean =>
  repairPlaceOf(tracked.finding.subject) === place &&
  (filed.includes(findingFingerprint(tracked)) || (isOpenFinding(tracked) && isDrift(tracked)));

async function ownsFinding(account: string, workItem: RemediationRecord): Promise<boolean> {
  const history = await readFindings(workItem.control);
  return (history?.findings ?? []).some(
    tracked => tracked.finding.owner === account && isFindingOfWorkItem(workItem, tracked),
  );
}

const SPACE_PLACE = /^space-(.+)$/;

/**
 * The person's role on a work item. Asks Jira as the person, so opening the panel doesn't cost the app's API points.
 * @param account the account ID from Forge.
 * @param assignee the work item's current assignee.
 */
export async function resolveWorkItemRole(
  workItem: RemediationRecord,
  { account, assignee }: { readonly account: string; readonly assignee: string | undefined },
  { person }: Pick<SiteAccess, 'person'>,
): Promise<WorkItemRole> {
  if (await hasPermissionIfKnown(person, 'ADMINISTER')) return 'jira-admin';
  if (assignee === account) return 'assignee';
  if (await ownsFinding(account, workItem)) return 'object-owner';
  const space = SPACE_PLACE.exec(workItem.place)?.[1];
  const isSpaceAdmin =
    space !== undefined && (await hasPermissionIfKnown(person, 'ADMINISTER_PROJECTS', space));
  return isSpaceAdmin ? 'space-admin' : 'viewer';
}
