import type { Site } from '../jira/site';
import { restAs, type Rest } from './rest';

/** Something that a named person does to the site through its REST API, and how the same person takes it back. */
export interface Act {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What `run` left for `undo`; it survives a restart. */
  run(): Promise<string>;
  undo(left: string): Promise<void>;
}

interface Page<T> {
  readonly values: readonly T[];
}

interface Shared {
  readonly id: string;
  readonly name: string;
  readonly sharePermissions: readonly { readonly type: string }[];
}

const isPublic = ({ sharePermissions }: Shared): boolean =>
  sharePermissions.some(({ type }) => type === 'global');

/** What a person writes who has nothing of the kind yet. */
const DRAFTS = {
  filter: {
    name: 'Open incidents by customer',
    jql: 'project = SEC AND statusCategory != Done ORDER BY created DESC',
  },
  dashboard: { name: 'Incidents this quarter', editPermissions: [] },
} as const;

/** Something of one's own that isn't public; made where there is nothing. */
async function ownPrivate(
  rest: Rest,
  kind: 'filter' | 'dashboard',
  owner: string,
): Promise<Pick<Shared, 'id'>> {
  const { values } = await rest.get<Page<Shared>>(
    `/rest/api/3/${kind}/search?accountId=${encodeURIComponent(owner)}&expand=sharePermissions&maxResults=100`,
  );
  return (
    values.find(each => !isPublic(each)) ??
    rest.post<Shared>(`/rest/api/3/${kind}`, { ...DRAFTS[kind], sharePermissions: [] })
  );
}

/** Makes something of one's own public, or takes the public share away again. */
async function share(rest: Rest, kind: 'filter' | 'dashboard', id: string, open: boolean): Promise<void> {
  const item = await rest.get<Shared>(`/rest/api/3/${kind}/${id}?expand=sharePermissions`);
  const others = item.sharePermissions.filter(({ type }) => type !== 'global');
  await rest.put(`/rest/api/3/${kind}/${id}`, {
    ...item,
    sharePermissions: open ? [{ type: 'global' }] : others,
  });
}

const sharing = (
  site: Site,
  kind: 'filter' | 'dashboard',
  words: Pick<Act, 'title' | 'description'>,
): Act => {
  const rest = restAs(site, site.people.lee);
  return {
    id: `public-${kind}`,
    ...words,
    run: async () => {
      const { id } = await ownPrivate(rest, kind, site.people.lee.accountId);
      await share(rest, kind, id, true);
      return id;
    },
    undo: id => share(rest, kind, id, false),
  };
};

interface Scheme {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly { readonly id: number; readonly holder: { readonly type: string } }[];
}

/** A company-managed scheme that some space uses, other than the one where work items go, and that is closed. */
async function closedScheme(rest: Rest): Promise<Scheme> {
  const { values } = await rest.get<Page<{ id: string; key: string; style: string; projectTypeKey: string }>>(
    '/rest/api/3/project/search?maxResults=100',
  );
  const home = values.find(({ key }) => key === 'SEC');
  const schemeOf = (id: string): Promise<Scheme> =>
    rest.get<Scheme>(`/rest/api/3/project/${id}/permissionscheme?expand=all`);
  const avoided = home && (await schemeOf(home.id)).id;
  for (const { id, style, projectTypeKey } of values) {
    if (style !== 'classic' || projectTypeKey === 'service_desk') continue;
    const scheme = await schemeOf(id);
    const isOpen = scheme.permissions.some(({ holder }) => holder.type === 'anyone');
    if (scheme.id !== avoided && scheme.id !== 0 && !isOpen) return scheme;
  }
  throw new Error('Every permission scheme in use is open to the public already');
}

const openScheme = (site: Site): Act => {
  const rest = restAs(site, site.people.ana);
  return {
    id: 'public-scheme',
    title: 'Add Public to a permission scheme',
    description:
      'Ana Lima, a Jira admin, lets anyone on the internet browse the spaces of a shared permission scheme.',
    run: async () => {
      const scheme = await closedScheme(rest);
      const { id } = await rest.post<{ id: number }>(`/rest/api/3/permissionscheme/${scheme.id}/permission`, {
        holder: { type: 'anyone' },
        permission: 'BROWSE_PROJECTS',
      });
      return `${scheme.id}/permission/${id}`;
    },
    undo: left => rest.delete(`/rest/api/3/permissionscheme/${left}`),
  };
};

const UNKNOWN_APP = { id: 'ari:cloud:ecosystem::app/timesheets-by-nobody', name: 'Timesheets by Nobody' };

const installApp = (site: Site): Act => {
  const rest = restAs(site, site.people.lee);
  return {
    id: 'unknown-app',
    title: 'Install an app nobody assessed',
    description: `Lee Wong, a Jira admin, installs "${UNKNOWN_APP.name}" from the Marketplace.`,
    run: async () => {
      await rest.post('/sandbox/apps', UNKNOWN_APP);
      return UNKNOWN_APP.id;
    },
    undo: id => rest.delete(`/sandbox/apps/${encodeURIComponent(id)}`),
  };
};

interface Group {
  readonly groupId: string;
  readonly name: string;
}

const defaultAdmins = (site: Site): Act => {
  const rest = restAs(site, site.people.ana);
  return {
    id: 'default-admins',
    title: 'Give a default group admin access',
    description: 'Ana Lima makes the group that every new Jira user gets into one with admin access.',
    run: async () => {
      const roles = await rest.get<readonly { defaultGroupsDetails: readonly Group[] }[]>(
        '/rest/api/3/applicationrole',
      );
      const group = roles.flatMap(({ defaultGroupsDetails }) => defaultGroupsDetails)[0];
      if (group === undefined) throw new Error('No Jira app has a default group');
      await rest.put(`/sandbox/groups/${group.groupId}/admin-access`, { admin: true });
      return group.groupId;
    },
    undo: id => rest.put(`/sandbox/groups/${id}/admin-access`, { admin: false }),
  };
};

interface Member {
  readonly accountId: string;
  readonly accountType: string;
  readonly active: boolean;
}

const deactivate = (site: Site): Act => {
  const rest = restAs(site, site.people.ana);
  return {
    id: 'deactivated-admin',
    title: 'Deactivate an admin',
    description:
      'A Jira admin leaves: the account is deactivated in Atlassian Administration and stays in the admin group.',
    run: async () => {
      const { values: groups } = await rest.get<Page<Group>>('/rest/api/3/group/bulk?accessType=admin');
      const spared = [site.people.ana.accountId, site.people.lee.accountId];
      for (const { groupId } of groups) {
        const { values } = await rest.get<Page<Member>>(
          `/rest/api/3/group/member?groupId=${groupId}&maxResults=50`,
        );
        const leaver = values.find(
          ({ accountId, accountType, active }) =>
            active && accountType === 'atlassian' && !spared.includes(accountId),
        );
        if (leaver === undefined) continue;
        await rest.post(`/admin-api/users/${encodeURIComponent(leaver.accountId)}/manage/lifecycle/disable`);
        return leaver.accountId;
      }
      throw new Error('No admin is left who could leave');
    },
    undo: async id => {
      await rest.post(`/admin-api/users/${encodeURIComponent(id)}/manage/lifecycle/enable`);
    },
  };
};

/** What the bench offers, and what the days before the first visit are made of. */
export const actsOf = (site: Site): readonly Act[] => [
  sharing(site, 'filter', {
    title: 'Make a filter public',
    description: 'Lee Wong shares one of their filters with anyone on the internet.',
  }),
  sharing(site, 'dashboard', {
    title: 'Make a dashboard public',
    description: 'Lee Wong shares one of their dashboards with anyone on the internet.',
  }),
  openScheme(site),
  installApp(site),
  defaultAdmins(site),
  deactivate(site),
];
