import type { Site } from '../jira/site';
import { createRestClient, type RestClient } from './rest-client';

/** What was done: the line that tells of it, and what `undo` needs, as text that survives a restart. */
export interface ActionOutcome {
  readonly undoData: string;
  readonly message: string;
}

/** Something that a named person does to the site, and how the same person takes it back. */
export interface SiteAction {
  readonly id: string;
  /** The control that notices it. */
  readonly control: string;
  readonly title: string;
  /** Who does it, and to what. */
  readonly description: string;
  run(): Promise<ActionOutcome>;
  /** @returns the line that tells of it. */
  undo(left: string): Promise<string>;
}

interface ResultPage<T> {
  readonly values: readonly T[];
}

interface SharedObject {
  readonly id: string;
  readonly name: string;
  readonly sharePermissions: readonly { readonly type: string }[];
}

/** What an edit sends back as it was. */
interface EditableObject {
  readonly description?: string;
  readonly jql?: string;
  readonly editPermissions: readonly unknown[];
}

const isPublic = ({ sharePermissions }: SharedObject): boolean =>
  sharePermissions.some(({ type }) => type === 'global');

/** What a person writes who has nothing of the kind yet. */
const NEW_OBJECTS = {
  filter: {
    name: 'Open incidents by customer',
    jql: 'project = SEC AND statusCategory != Done ORDER BY created DESC',
  },
  dashboard: { name: 'Incidents this quarter', editPermissions: [] },
} as const;

/** Something of one's own that isn't public; made where there is nothing. */
async function findOrCreatePrivate(
  client: RestClient,
  kind: 'filter' | 'dashboard',
  owner: string,
): Promise<Pick<SharedObject, 'id' | 'name'>> {
  const { values } = await client.get<ResultPage<SharedObject>>(
    `/rest/api/3/${kind}/search?accountId=${encodeURIComponent(owner)}&expand=sharePermissions&maxResults=100`,
  );
  return (
    values.find(each => !isPublic(each)) ??
    client.post<SharedObject>(`/rest/api/3/${kind}`, { ...NEW_OBJECTS[kind], sharePermissions: [] })
  );
}

/** Makes something of one's own public, or takes the public share away again. @returns its name */
async function setPublic(
  client: RestClient,
  kind: 'filter' | 'dashboard',
  id: string,
  shouldBePublic: boolean,
): Promise<string> {
  const { name, ...item } = await client.get<SharedObject & EditableObject>(`/rest/api/3/${kind}/${id}`);
  const others = item.sharePermissions.filter(({ type }) => type !== 'global');
  await client.put(`/rest/api/3/${kind}/${id}`, {
    name,
    description: item.description,
    ...(kind === 'filter' ? { jql: item.jql } : {}),
    editPermissions: item.editPermissions,
    sharePermissions: shouldBePublic ? [{ type: 'global' }] : others,
  });
  return name;
}

const shareAction = (
  site: Site,
  kind: 'filter' | 'dashboard',
  texts: Pick<SiteAction, 'title' | 'description'>,
): SiteAction => {
  const { lee } = site.people;
  const client = createRestClient(site, lee);
  return {
    id: `public-${kind}`,
    control: kind === 'filter' ? 'INF-03' : 'INF-04',
    ...texts,
    run: async () => {
      const { id } = await findOrCreatePrivate(client, kind, lee.accountId);
      const name = await setPublic(client, kind, id, true);
      return {
        undoData: id,
        message: `${lee.displayName} made the ${kind} "${name}" public`,
      };
    },
    undo: async id => {
      const name = await setPublic(client, kind, id, false);
      return `${lee.displayName} made the ${kind} "${name}" private`;
    },
  };
};

interface Scheme {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly { readonly id: number; readonly holder: { readonly type: string } }[];
}

/** A company-managed scheme that some space uses, other than the one where work items go, and that is closed. */
async function findClosedScheme(client: RestClient): Promise<Scheme> {
  const { values } = await client.get<
    ResultPage<{ id: string; key: string; style: string; projectTypeKey: string }>
  >('/rest/api/3/project/search?maxResults=100');
  const filingSpace = values.find(({ key }) => key === 'SEC');
  const schemeOf = (id: string): Promise<Scheme> =>
    client.get<Scheme>(`/rest/api/3/project/${id}/permissionscheme?expand=all`);
  const filingSchemeId = filingSpace && (await schemeOf(filingSpace.id)).id;
  for (const { id, style, projectTypeKey } of values) {
    if (style !== 'classic' || projectTypeKey === 'service_desk') continue;
    const scheme = await schemeOf(id);
    const isOpen = scheme.permissions.some(({ holder }) => holder.type === 'anyone');
    if (scheme.id !== filingSchemeId && scheme.id !== 0 && !isOpen) return scheme;
  }
  throw new Error('Every permission scheme in use is already public');
}

const openSchemeAction = (site: Site): SiteAction => {
  const { ana } = site.people;
  const client = createRestClient(site, ana);
  return {
    id: 'public-scheme',
    control: 'INF-01',
    title: 'Add Public to a permission scheme',
    description: 'Ana Lima, a Jira admin, adds Public to Browse spaces in a shared permission scheme.',
    run: async () => {
      const scheme = await findClosedScheme(client);
      const { id } = await client.post<{ id: number }>(
        `/rest/api/3/permissionscheme/${scheme.id}/permission`,
        {
          holder: { type: 'anyone' },
          permission: 'BROWSE_PROJECTS',
        },
      );
      return {
        undoData: `${scheme.id}/permission/${id}`,
        message: `${ana.displayName} added Public to Browse spaces in the permission scheme "${scheme.name}"`,
      };
    },
    undo: async undoData => {
      await client.delete(`/rest/api/3/permissionscheme/${undoData}`);
      return `${ana.displayName} removed Public from the permission scheme`;
    },
  };
};

interface Member {
  readonly accountId: string;
  readonly accountType: string;
  readonly active: boolean;
  readonly displayName: string;
}

const PRODUCTS = ['Timesheets', 'Gantt charts', 'Whiteboards', 'Mail intake', 'Time in status'] as const;

/** An app that was never on the site, so that nobody can know it. Accounts of apps that were taken off stay. */
async function inventApp(client: RestClient): Promise<{ readonly id: string; readonly name: string }> {
  const takenNames = new Set<string>();
  for (let start = 0, read = 1; read > 0; start += read) {
    const accounts = await client.get<readonly Member[]>(
      `/rest/api/3/users/search?startAt=${start}&maxResults=1000`,
    );
    for (const { displayName } of accounts) takenNames.add(displayName);
    read = accounts.length;
  }
  for (let edition = 1; ; edition += 1) {
    for (const product of PRODUCTS) {
      const name = `${product} by Nobody${edition === 1 ? '' : ` ${edition}`}`;
      if (takenNames.has(name)) continue;
      return { id: `ari:cloud:ecosystem::app/${name.toLowerCase().replaceAll(' ', '-')}`, name };
    }
  }
}

const installAppAction = (site: Site): SiteAction => {
  const { lee } = site.people;
  const client = createRestClient(site, lee);
  return {
    id: 'unknown-app',
    control: 'APP-01',
    title: 'Install an unassessed app',
    description: 'Lee Wong, a Jira admin, installs a Marketplace app that no one has assessed.',
    run: async () => {
      const app = await inventApp(client);
      await client.post('/sandbox/apps', app);
      return { undoData: app.id, message: `${lee.displayName} installed "${app.name}" from the Marketplace` };
    },
    undo: async id => {
      await client.delete(`/sandbox/apps/${encodeURIComponent(id)}`);
      return `${lee.displayName} uninstalled the app`;
    },
  };
};

interface Group {
  readonly groupId: string;
  readonly name: string;
}

interface ApplicationRole {
  readonly userCount: number;
  readonly defaultGroupsDetails: readonly Group[];
}

const defaultAdminsAction = (site: Site): SiteAction => {
  const { ana } = site.people;
  const client = createRestClient(site, ana);
  return {
    id: 'default-admins',
    control: 'USR-02',
    title: 'Give a default group admin access',
    description: 'Ana Lima, a Jira admin, gives admin access to the group that every new Jira user joins.',
    run: async () => {
      const roles = await client.get<readonly ApplicationRole[]>('/rest/api/3/applicationrole');
      // Of the smallest app: each member that the app reads costs it points.
      const group = [...roles]
        .sort((one, other) => one.userCount - other.userCount)
        .flatMap(({ defaultGroupsDetails }) => defaultGroupsDetails)[0];
      if (group === undefined) throw new Error('No Jira app has a default group');
      await client.put(`/sandbox/groups/${group.groupId}/admin-access`, { admin: true });
      return {
        undoData: group.groupId,
        message: `${ana.displayName} gave admin access to "${group.name}", which every new user joins`,
      };
    },
    undo: async id => {
      await client.put(`/sandbox/groups/${id}/admin-access`, { admin: false });
      return `${ana.displayName} removed admin access from the default group`;
    },
  };
};

const deactivateAdminAction = (site: Site): SiteAction => {
  const { ana, lee } = site.people;
  const client = createRestClient(site, ana);
  const lifecycle = (id: string, change: 'disable' | 'enable'): Promise<unknown> =>
    client.post(`/admin-api/users/${encodeURIComponent(id)}/manage/lifecycle/${change}`);
  return {
    id: 'deactivated-admin',
    control: 'USR-03',
    title: 'Deactivate an admin',
    description:
      'Ana Lima deactivates the account of an admin who left, but keeps it in the admin group. The app finds this in the next hourly scan, or sooner if Jira sends the event.',
    run: async () => {
      const { values: groups } = await client.get<ResultPage<Group>>(
        '/rest/api/3/group/bulk?accessType=admin',
      );
      const keptActive = [ana.accountId, lee.accountId];
      for (const { groupId } of groups) {
        const { values } = await client.get<ResultPage<Member>>(
          `/rest/api/3/group/member?groupId=${groupId}&maxResults=50`,
        );
        const leaver = values.find(
          ({ accountId, accountType, active }) =>
            active && accountType === 'atlassian' && !keptActive.includes(accountId),
        );
        if (leaver === undefined) continue;
        await lifecycle(leaver.accountId, 'disable');
        return {
          undoData: leaver.accountId,
          message: `${ana.displayName} deactivated ${leaver.displayName}, who is still in an admin group`,
        };
      }
      throw new Error('No admin left to deactivate');
    },
    undo: async id => {
      await lifecycle(id, 'enable');
      return `${ana.displayName} reactivated the account`;
    },
  };
};

/** What the bench offers, and what the days before the first visit are made of. */
export const siteActions = (site: Site): readonly SiteAction[] => [
  shareAction(site, 'filter', {
    title: 'Make a filter public',
    description: 'Lee Wong shares a filter with anyone on the internet.',
  }),
  shareAction(site, 'dashboard', {
    title: 'Make a dashboard public',
    description:
      'Lee Wong shares a dashboard with anyone on the internet. Jira sends apps no event for this, so the app finds it within a day.',
  }),
  openSchemeAction(site),
  installAppAction(site),
  defaultAdminsAction(site),
  deactivateAdminAction(site),
];
