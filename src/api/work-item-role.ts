import { z } from 'zod';
import { type Jira } from '../jira/jira';
import { JiraError } from '../jira/errors';
import { placeOf } from '../remediation/key';
import { type Memory } from '../remediation/memory';
import { filedName } from '../remediation/wanted';
import { readFindings } from '../storage/findings';
import { isDrift, isOpen, type Life } from '../terms/life';
import { type Role } from './caller';
import { type SiteAccess } from './site-access';

/** The global permission, and a space's. */
type Permission = 'ADMINISTER' | 'ADMINISTER_PROJECTS';

/**
 * Whether Jira tells the person that they have a permission, in a space where one is named.
 * @throws JiraError where Jira can't be asked.
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
      answer: z.object({ permissions: z.record(z.string(), granted) }),
    });
    return permissions[permission]?.havePermission === true;
  } catch (error) {
    if (error instanceof JiraError && error.kind === 'denied') return false;
    throw error;
  }
}

/** Where Jira can't say it, the person is taken not to have it. */
async function surelyHas(person: Jira, permission: Permission, projectId?: string): Promise<boolean> {
  try {
    return await hasPermission(person, permission, projectId);
  } catch (error) {
    if (!(error instanceof JiraError)) throw error;
    return false;
  }
}

/** Whether a work item was filed for a finding, or would be by now. */
export const isAbout = ({ place, filed }: Memory, life: Life): boolean =>
  placeOf(life.finding.subject) === place &&
  (filed.includes(filedName(life)) || (isOpen(life) && isDrift(life)));

async function ownsAnObject(account: string, workItem: Memory): Promise<boolean> {
  const memory = await readFindings(workItem.control);
  return (memory?.lives ?? []).some(life => life.finding.owner === account && isAbout(workItem, life));
}

const SPACE = /^space-(.+)$/;

/**
 * What the person is to a work item. Jira is asked in the person's own name: that takes none of the app's API points, however
 * often the panel is opened.
 * @param account as the platform names it.
 * @param assignee of the work item, as Jira shows it now.
 */
export async function roleOn(
  workItem: Memory,
  { account, assignee }: { readonly account: string; readonly assignee: string | undefined },
  { person }: Pick<SiteAccess, 'person'>,
): Promise<Role> {
  if (await surelyHas(person, 'ADMINISTER')) return 'jira-admin';
  if (assignee === account) return 'assignee';
  if (await ownsAnObject(account, workItem)) return 'object-owner';
  const space = SPACE.exec(workItem.place)?.[1];
  const isSpaceAdmin = space !== undefined && (await surelyHas(person, 'ADMINISTER_PROJECTS', space));
  return isSpaceAdmin ? 'space-admin' : 'viewer';
}
