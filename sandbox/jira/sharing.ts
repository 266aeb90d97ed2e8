import { z } from 'zod';
import { refusal } from './answer';
import type { ApiRequest, SiteCore } from './operation';
import type { Viewer } from './permissions';
import type { Project, Share } from './state/model';

const namedSchema = z.object({ id: z.union([z.string(), z.number()]).optional() }).loose();

/** A share as a filter's or dashboard's body carries it: the shape that Jira answers with. */
export const shareBody = z
  .object({
    type: z.string(),
    project: namedSchema.optional(),
    role: namedSchema.optional(),
    group: z.object({ groupId: z.string().optional(), name: z.string().optional() }).loose().optional(),
    user: z.object({ accountId: z.string() }).loose().optional(),
  })
  .loose();

/** A share as `POST /filter/{id}/permission` takes it. */
export const shareInput = z.object({
  type: z.enum(['user', 'project', 'group', 'projectRole', 'global', 'authenticated']),
  projectId: z.string().optional(),
  projectRoleId: z.string().optional(),
  groupId: z.string().optional(),
  groupname: z.string().optional(),
  accountId: z.string().optional(),
  rights: z.number().optional(),
});

interface ShareTarget {
  type: string;
  projectId?: string | undefined;
  roleId?: string | undefined;
  group?: string | undefined;
  accountId?: string | undefined;
}

/** The shares that a body asks for. @throws 400 where one can't be, or where sharing with everyone is switched off */
export function parseShares(
  core: SiteCore,
  request: ApiRequest,
  inputs: readonly z.output<typeof shareBody>[],
): Share[] {
  return inputs.map(share =>
    createShare(core, request, {
      type: share.type,
      projectId: share.project?.id === undefined ? undefined : String(share.project.id),
      roleId: share.role?.id === undefined ? undefined : String(share.role.id),
      group: share.group?.groupId ?? share.group?.name,
      accountId: share.user?.accountId,
    }),
  );
}

/** The share that `POST /filter/{id}/permission` asks for. @throws 400 */
export function parseShareInput(
  core: SiteCore,
  request: ApiRequest,
  input: z.output<typeof shareInput>,
): Share {
  return createShare(core, request, {
    type: input.type,
    projectId: input.projectId,
    roleId: input.projectRoleId,
    group: input.groupId ?? input.groupname,
    accountId: input.accountId,
  });
}

function createShare(core: SiteCore, request: ApiRequest, input: ShareTarget): Share {
  if (!core.permissions.hasGlobal(request.caller, 'CREATE_SHARED_OBJECTS'))
    throw refusal(400, 'You do not have permission to share.');
  const id = core.state.nextId('share');
  switch (input.type) {
    case 'global':
      if (core.state.site.properties['jira.option.globalsharing'] === 'false')
        throw refusal(400, 'Sharing with the public has been switched off by your administrator.');
      return { id, type: 'global' };
    case 'loggedin':
    case 'authenticated':
      return { id, type: 'loggedin' };
    case 'group': {
      const group = [...core.state.groups.values()].find(
        one => one.groupId === input.group || one.name === input.group,
      );
      if (!group) throw refusal(400, `The group '${input.group ?? ''}' does not exist.`);
      return { id, type: 'group', groupId: group.groupId };
    }
    case 'user': {
      const account = core.state.accounts.get(input.accountId ?? '');
      if (!account) throw refusal(400, `The user '${input.accountId ?? ''}' does not exist.`);
      return { id, type: 'user', accountId: account.accountId };
    }
    case 'project':
    case 'projectRole': {
      const project = core.state.project(input.projectId ?? '');
      if (!project || !core.permissions.canSee(request.caller, project))
        throw refusal(400, `The project '${input.projectId ?? ''}' does not exist.`);
      if (input.roleId === undefined) return { id, type: 'project', projectId: project.id };
      return { id, type: 'projectRole', projectId: project.id, roleId: Number(input.roleId) };
    }
    default:
      throw refusal(400, `The share type '${input.type}' is unknown.`);
  }
}

/** Whether one of the shares opens the thing to the viewer. A share with a space opens it to who may browse the space. */
export function isSharedWith(
  core: SiteCore,
  viewer: Viewer,
  shares: readonly Share[],
  browses: (project: Project) => boolean,
): boolean {
  return shares.some(share => {
    if (share.type === 'global') return true;
    if (!viewer) return false;
    switch (share.type) {
      case 'loggedin':
        return viewer.kind !== 'customer';
      case 'group':
        return core.permissions.groupsOf(viewer).has(share.groupId ?? '');
      case 'user':
        return viewer.accountId === share.accountId;
      case 'project': {
        const project = core.state.projects.get(share.projectId ?? -1);
        return project !== undefined && browses(project);
      }
      case 'projectRole': {
        const project = core.state.projects.get(share.projectId ?? -1);
        return project !== undefined && core.permissions.isInRole(viewer, project, share.roleId ?? -1);
      }
    }
  });
}

/** Records who may see a filter or dashboard now, where it changed and Jira records such things. */
export function recordShareChange(
  core: SiteCore,
  author: Viewer,
  kind: 'filter' | 'dashboard',
  object: { id: number; name: string; shares: readonly Share[] },
  before: readonly Share[],
): void {
  const [changedFrom, changedTo] = [before, object.shares].map(shares =>
    shares.map(({ type }) => type).join(', '),
  );
  if (!core.switches.auditShares || changedFrom === undefined || changedFrom === changedTo) return;
  core.audit.write(author, {
    summary: kind === 'filter' ? 'Filter sharing updated' : 'Dashboard sharing updated',
    category: `${kind}s`,
    object: { id: String(object.id), name: object.name, typeName: kind.toUpperCase() },
    changes: [{ fieldName: 'Shared with', changedFrom, changedTo: changedTo ?? '' }],
  });
}

/** A check of "may browse this space" that asks each space once. */
export function createBrowseCheck(core: SiteCore, viewer: Viewer): (project: Project) => boolean {
  const known = new Map<number, boolean>();
  return project => {
    const before = known.get(project.id);
    if (before !== undefined) return before;
    const isAllowed = core.permissions.hasInProject(viewer, project, 'BROWSE_PROJECTS');
    known.set(project.id, isAllowed);
    return isAllowed;
  };
}
