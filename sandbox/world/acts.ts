import type { Site } from '../jira/site';
import { restAs, type Rest } from './rest';

/** What was done: the line that tells of it, and what `undo` needs, as text that survives a restart. */
export interface Done {
  readonly left: string;
  readonly said: string;
}

/** Something that a named person does to the site, and how the same person takes it back. */
export interface Act {
  readonly id: string;
  /** The control that notices it. */
  readonly control: string;
  readonly title: string;
  /** Who does it, and to what. */
  readonly description: string;
  run(): Promise<Done>;
  /** @returns the line that tells of it. */
  undo(left: string): Promise<string>;
}

interface Page<T> {
  readonly values: readonly T[];
}

interface Shared {
  readonly id: string;
  readonly name: string;
  readonly sharePermissions: readonly { readonly type: string }[];
}

/** What an edit sends back as it was. */
interface Editable {
  readonly description?: string;
  readonly jql?: string;
  readonly editPermissions: readonly unknown[];
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
): Promise<Pick<Shared, 'id' | 'name'>> {
  const { values } = await rest.get<Page<Shared>>(
    `/rest/api/3/${kind}/search?accountId=${encodeURIComponent(owner)}&expand=sharePermissions&maxResults=100`,
  );
  return (
    values.find(each => !isPublic(each)) ??
    rest.post<Shared>(`/rest/api/3/${kind}`, { ...DRAFTS[kind], sharePermissions: [] })
  );
}

/** Makes something of one's own public, or takes the public share away again. @returns its name */
async function share(rest: Rest, kind: 'filter' | 'dashboard', id: string, open: boolean): Promise<string> {
  const { name, ...item } = await rest.get<Shared & Editable>(`/rest/api/3/${kind}/${id}`);
  const others = item.sharePermissions.filter(({ type }) => type !== 'global');
  await rest.put(`/rest/api/3/${kind}/${id}`, {
    name,
    description: item.description,
    ...(kind === 'filter' ? { jql: item.jql } : {}),
    editPermissions: item.editPermissions,
    sharePermissions: open ? [{ type: 'global' }] : others,
  });
  return name;
}

const sharing = (
  site: Site,
  kind: 'filter' | 'dashboard',
  words: Pick<Act, 'title' | 'description'>,
): Act => {
  const { lee } = site.people;
  const rest = restAs(site, lee);
  return {
    id: `public-${kind}`,
    control: kind === 'filter' ? 'INF-03' : 'INF-04',
    ...words,
    run: async () => {
      const { id } = await ownPrivate(rest, kind, lee.accountId);
      const name = await share(rest, kind, id, true);
      return {
        left: id,
        said: `${lee.displayName} shared the ${kind} "${name}" with anyone on the internet`,
      };
    },
    undo: async id => {
      const name = await share(rest, kind, id, false);
      return `${lee.displayName} took the public share off the ${kind} "${name}"`;
    },
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
  const { ana } = site.people;
  const rest = restAs(site, ana);
  return {
    id: 'public-scheme',
    control: 'INF-01',
    title: 'Add Public to a permission scheme',
    description:
      'Ana Lima, a Jira admin, lets anyone on the internet browse the spaces of a shared permission scheme.',
    run: async () => {
      const scheme = await closedScheme(rest);
      const { id } = await rest.post<{ id: number }>(`/rest/api/3/permissionscheme/${scheme.id}/permission`, {
        holder: { type: 'anyone' },
        permission: 'BROWSE_PROJECTS',
      });
      return {
        left: `${scheme.id}/permission/${id}`,
        said: `${ana.displayName} let anyone on the internet browse the spaces of the permission scheme "${scheme.name}"`,
      };
    },
    undo: async left => {
      await rest.delete(`/rest/api/3/permissionscheme/${left}`);
      return `${ana.displayName} took Public out of the permission scheme again`;
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
async function newApp(rest: Rest): Promise<{ readonly id: string; readonly name: string }> {
  const taken = new Set<string>();
  for (let start = 0, read = 1; read > 0; start += read) {
    const accounts = await rest.get<readonly Member[]>(
      `/rest/api/3/users/search?startAt=${start}&maxResults=1000`,
    );
    for (const { displayName } of accounts) taken.add(displayName);
    read = accounts.length;
  }
  for (let edition = 1; ; edition += 1) {
    for (const product of PRODUCTS) {
      const name = `${product} by Nobody${edition === 1 ? '' : ` ${edition}`}`;
      if (taken.has(name)) continue;
      return { id: `ari:cloud:ecosystem::app/${name.toLowerCase().replaceAll(' ', '-')}`, name };
    }
  }
}

const installApp = (site: Site): Act => {
  const { lee } = site.people;
  const rest = restAs(site, lee);
  return {
    id: 'unknown-app',
    control: 'APP-01',
    title: 'Install an app nobody assessed',
    description:
      'Lee Wong, a Jira admin, installs an app from the Marketplace that nobody on the site knows.',
    run: async () => {
      const app = await newApp(rest);
      await rest.post('/sandbox/apps', app);
      return { left: app.id, said: `${lee.displayName} installed "${app.name}" from the Marketplace` };
    },
    undo: async id => {
      await rest.delete(`/sandbox/apps/${encodeURIComponent(id)}`);
      return `${lee.displayName} uninstalled the app again`;
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

const defaultAdmins = (site: Site): Act => {
  const { ana } = site.people;
  const rest = restAs(site, ana);
  return {
    id: 'default-admins',
    control: 'USR-02',
    title: 'Give a default group admin access',
    description:
      'Ana Lima, a Jira admin, gives admin access to the group that every new Jira user gets into.',
    run: async () => {
      const roles = await rest.get<readonly ApplicationRole[]>('/rest/api/3/applicationrole');
      // Of the smallest app: each member that the app reads costs it points.
      const group = [...roles]
        .sort((one, other) => one.userCount - other.userCount)
        .flatMap(({ defaultGroupsDetails }) => defaultGroupsDetails)[0];
      if (group === undefined) throw new Error('No Jira app has a default group');
      await rest.put(`/sandbox/groups/${group.groupId}/admin-access`, { admin: true });
      return {
        left: group.groupId,
        said: `${ana.displayName} gave admin access to "${group.name}", which every new user gets into`,
      };
    },
    undo: async id => {
      await rest.put(`/sandbox/groups/${id}/admin-access`, { admin: false });
      return `${ana.displayName} took admin access from the default group`;
    },
  };
};

const deactivate = (site: Site): Act => {
  const { ana, lee } = site.people;
  const rest = restAs(site, ana);
  const lifecycle = (id: string, change: 'disable' | 'enable'): Promise<unknown> =>
    rest.post(`/admin-api/users/${encodeURIComponent(id)}/manage/lifecycle/${change}`);
  return {
    id: 'deactivated-admin',
    control: 'USR-03',
    title: 'Deactivate an admin',
    description:
      'A Jira admin leaves: Ana Lima deactivates the account in Atlassian Administration, and leaves it in the admin group. It is found at the next hourly run, or as soon as Jira sends the event.',
    run: async () => {
      const { values: groups } = await rest.get<Page<Group>>('/rest/api/3/group/bulk?accessType=admin');
      const spared = [ana.accountId, lee.accountId];
      for (const { groupId } of groups) {
        const { values } = await rest.get<Page<Member>>(
          `/rest/api/3/group/member?groupId=${groupId}&maxResults=50`,
        );
        const leaver = values.find(
          ({ accountId, accountType, active }) =>
            active && accountType === 'atlassian' && !spared.includes(accountId),
        );
        if (leaver === undefined) continue;
        await lifecycle(leaver.accountId, 'disable');
        return {
          left: leaver.accountId,
          said: `${ana.displayName} deactivated ${leaver.displayName}, who stays in an admin group`,
        };
      }
      throw new Error('No admin is left who could leave');
    },
    undo: async id => {
      await lifecycle(id, 'enable');
      return `${ana.displayName} reactivated the account`;
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
    description:
      'Lee Wong shares one of their dashboards with anyone on the internet. Jira tells no app of it: it is found at the next reading of dashboards, within a day.',
  }),
  openScheme(site),
  installApp(site),
  defaultAdmins(site),
  deactivate(site),
];
