import { z } from 'zod';
import { refusal } from './answer';
import type { Ask, Core } from './operation';
import type { Viewer } from './permissions';
import type { Project, Share } from './state/model';

const named = z.object({ id: z.union([z.string(), z.number()]).optional() }).loose();

/** A share as a filter's or dashboard's body carries it: the shape that Jira answers with. */
export const shareBody = z
  .object({
    type: z.string(),
    project: named.optional(),
    role: named.optional(),
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

interface Named {
  type: string;
  projectId?: string | undefined;
  roleId?: string | undefined;
  group?: string | undefined;
  accountId?: string | undefined;
}

/** The shares that a body asks for. @throws 400 where one can't be, or where sharing with everyone is switched off */
export function sharesOf(core: Core, ask: Ask, asked: readonly z.output<typeof shareBody>[]): Share[] {
  return asked.map(share =>
    shareOf(core, ask, {
      type: share.type,
      projectId: share.project?.id === undefined ? undefined : String(share.project.id),
      roleId: share.role?.id === undefined ? undefined : String(share.role.id),
      group: share.group?.groupId ?? share.group?.name,
      accountId: share.user?.accountId,
    }),
  );
}

/** The share that `POST /filter/{id}/permission` asks for. @throws 400 */
export function shareFrom(core: Core, ask: Ask, input: z.output<typeof shareInput>): Share {
  return shareOf(core, ask, {
    type: input.type,
    projectId: input.projectId,
    roleId: input.projectRoleId,
    group: input.groupId ?? input.groupname,
    accountId: input.accountId,
  });
}

function shareOf(core: Core, ask: Ask, asked: Named): Share {
  if (!core.permissions.global(ask.caller, 'CREATE_SHARED_OBJECTS'))
    throw refusal(400, 'You do not have permission to share.');
  const id = core.state.nextId('share');
  switch (asked.type) {
    case 'global':
      if (core.state.site.properties['jira.option.globalsharing'] === 'false')
        throw refusal(400, 'Sharing with the public has been switched off by your administrator.');
      return { id, type: 'global' };
    case 'loggedin':
    case 'authenticated':
      return { id, type: 'loggedin' };
    case 'group': {
      const group = [...core.state.groups.values()].find(
        one => one.groupId === asked.group || one.name === asked.group,
      );
      if (!group) throw refusal(400, `The group '${asked.group ?? ''}' does not exist.`);
      return { id, type: 'group', groupId: group.groupId };
    }
    case 'user': {
      const account = core.state.accounts.get(asked.accountId ?? '');
      if (!account) throw refusal(400, `The user '${asked.accountId ?? ''}' does not exist.`);
      return { id, type: 'user', accountId: account.accountId };
    }
    case 'project':
    case 'projectRole': {
      const project = core.state.project(asked.projectId ?? '');
      if (!project || !core.permissions.sees(ask.caller, project))
        throw refusal(400, `The project '${asked.projectId ?? ''}' does not exist.`);
      if (asked.roleId === undefined) return { id, type: 'project', projectId: project.id };
      return { id, type: 'projectRole', projectId: project.id, roleId: Number(asked.roleId) };
    }
    default:
      throw refusal(400, `The share type '${asked.type}' is unknown.`);
  }
}

/** Whether one of the shares opens the thing to the viewer. A share with a space opens it to who may browse the space. */
export function openTo(
  core: Core,
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
        return project !== undefined && core.permissions.inRole(viewer, project, share.roleId ?? -1);
      }
    }
  });
}

/** Records who may see a filter or dashboard now, where it changed and Jira records such things. */
export function auditShares(
  core: Core,
  author: Viewer,
  kind: 'filter' | 'dashboard',
  thing: { id: number; name: string; shares: readonly Share[] },
  before: readonly Share[],
): void {
  const [changedFrom, changedTo] = [before, thing.shares].map(shares =>
    shares.map(({ type }) => type).join(', '),
  );
  if (!core.switches.auditShares || changedFrom === undefined || changedFrom === changedTo) return;
  core.audit.write(author, {
    summary: kind === 'filter' ? 'Filter sharing updated' : 'Dashboard sharing updated',
    category: `${kind}s`,
    object: { id: String(thing.id), name: thing.name, typeName: kind.toUpperCase() },
    changes: [{ fieldName: 'Shared with', changedFrom, changedTo: changedTo ?? '' }],
  });
}

/** A check of "may browse this space" that asks each space once. */
export function browsingOnce(core: Core, viewer: Viewer): (project: Project) => boolean {
  const known = new Map<number, boolean>();
  return project => {
    const before = known.get(project.id);
    if (before !== undefined) return before;
    const may = core.permissions.project(viewer, project, 'BROWSE_PROJECTS');
    known.set(project.id, may);
    return may;
  };
}
