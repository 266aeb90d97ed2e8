import { z } from 'zod';
import { notAdmin, page, refusal } from '../answer';
import { bodyOf } from '../body';
import type { Ask, Core, Operation } from '../operation';
import { browsingOnce, openTo, shareBody, shareFrom, shareInput, sharesOf } from '../sharing';
import type { Filter } from '../state/model';
import { visibleRows } from '../visible-lists';
import { filterExpand, filterRowView, filterView, shareView } from '../views/shares';

const readFilter = [
  'read:filter:jira',
  'read:group:jira',
  'read:project:jira',
  'read:project-role:jira',
  'read:user:jira',
  'read:jql:jira',
  'read:application-role:jira',
  'read:avatar:jira',
  'read:issue-type-hierarchy:jira',
];
const readShares = [
  ...readFilter.filter(scope => scope !== 'read:jql:jira'),
  'read:issue-type:jira',
  'read:project-category:jira',
  'read:project-version:jira',
  'read:project.component:jira',
];

const filterBody = z
  .object({
    name: z.string().min(1).max(255),
    description: z.string().optional(),
    jql: z.string().optional(),
    sharePermissions: z.array(shareBody).optional(),
    editPermissions: z.array(shareBody).optional(),
  })
  .loose();

/** Whether `overrideSharePermissions` holds for the caller: a Jira admin, and for an app what the switch says. */
function overrides(core: Core, ask: Ask): boolean {
  if (!ask.query.flag('overrideSharePermissions')) return false;
  if (!core.permissions.isJiraAdmin(ask.caller)) return false;
  return !ask.byApp || core.switches.filterOverrideForApps;
}

function sees(core: Core, ask: Ask, filter: Filter): boolean {
  if (ask.caller?.accountId === filter.owner || overrides(core, ask)) return true;
  return openTo(core, ask.caller, [...filter.shares, ...filter.edits], browsingOnce(core, ask.caller));
}

function missing(core: Core): never {
  throw refusal(
    core.switches.missingFilter,
    'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.',
  );
}

function filterAsked(core: Core, ask: Ask): Filter {
  const id = ask.path['id'] ?? '';
  const filter = /^\d+$/.test(id) ? core.state.filters.get(Number(id)) : undefined;
  if (!filter || !sees(core, ask, filter)) return missing(core);
  return filter;
}

/** The filter, where the caller may change it: its owner, an editor, or an admin who overrides. */
function writable(core: Core, ask: Ask): Filter {
  const filter = filterAsked(core, ask);
  const owner = ask.caller?.accountId === filter.owner;
  if (owner || overrides(core, ask) || openTo(core, ask.caller, filter.edits, browsingOnce(core, ask.caller)))
    return filter;
  throw refusal(400, 'You are not permitted to edit this filter.');
}

function changed(core: Core, ask: Ask, filter: Filter, event: 'created' | 'updated' | 'deleted'): Filter {
  if (event === 'deleted') core.state.filters.delete(filter.id);
  else core.state.filters.put(filter.id, filter);
  core.events.raise(`avi:jira:${event}:filter`, ask.caller, { filter: filterView(core, ask.caller, filter) });
  return filter;
}

function uniqueName(core: Core, owner: string, name: string, but?: number): void {
  for (const other of core.state.filters.values())
    if (other.owner === owner && other.name === name && other.id !== but)
      throw refusal(400, '', { filterName: 'Filter with same name already exists.' });
}

const order: Record<string, (filter: Filter) => string | number> = {
  id: filter => filter.id,
  name: filter => filter.name.toLowerCase(),
  description: filter => filter.description,
  owner: filter => filter.owner,
  favourite_count: filter => filter.favourites,
  is_favourite: () => 0,
  is_shared: filter => filter.shares.length,
};

function search(core: Core, ask: Ask): readonly Filter[] {
  const { query } = ask;
  const orderBy = query.text('orderBy') ?? 'name';
  const value = order[orderBy.replace(/^[+-]/, '')];
  if (!value) throw refusal(400, `Can't order by '${orderBy}'.`);
  if (query.text('owner') !== undefined && query.text('accountId') !== undefined)
    throw refusal(400, 'Name the owner or the accountId, not both.');
  if (query.text('groupname') !== undefined && query.text('groupId') !== undefined)
    throw refusal(400, 'Name the groupname or the groupId, not both.');
  const wrong = query.list('expand').filter(name => !filterExpand.split(',').includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  const all = overrides(core, ask);
  const asked = query.with({ startAt: '', maxResults: '', expand: '' }).toString();
  return visibleRows(core, `filters ${ask.caller?.accountId ?? ''} ${String(all)} ${asked}`, () => {
    const browses = browsingOnce(core, ask.caller);
    const owner = query.text('accountId') ?? query.text('owner');
    const ids = query.list('id');
    const text = query.text('filterName')?.toLowerCase();
    const groupId = query.text('groupId');
    const groupName = query.text('groupname');
    const projectId = query.text('projectId');
    const found = [...core.state.filters.values()].filter(
      filter =>
        (owner === undefined || owner === '' || filter.owner === owner) &&
        (ids.length === 0 || ids.includes(String(filter.id))) &&
        (text === undefined || filter.name.toLowerCase().includes(text)) &&
        (projectId === undefined || filter.shares.some(share => share.projectId === Number(projectId))) &&
        (groupId === undefined || filter.shares.some(share => share.groupId === groupId)) &&
        (groupName === undefined ||
          filter.shares.some(share => core.state.groups.get(share.groupId ?? '')?.name === groupName)) &&
        (all ||
          filter.owner === ask.caller?.accountId ||
          openTo(core, ask.caller, filter.shares, browses) ||
          openTo(core, ask.caller, filter.edits, browses)),
    );
    const sign = orderBy.startsWith('-') ? -1 : 1;
    return found.sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      return a < b ? -sign : a > b ? sign : one.id - other.id;
    });
  });
}

/** Filters: the search, one by one, their shares and owner. Shares leave no record in the audit log; events carry them. */
export const filterOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/filter/search',
    scopes: { classic: ['read:jira-work'], granular: readFilter },
    needs: 'nothing',
    answer: (core, ask) => {
      const found = search(core, ask);
      const window = ask.query.window(100);
      const expand = ask.query.list('expand');
      return {
        status: 200,
        core: Math.max(0, Math.min(window.maxResults, found.length - window.startAt)),
        body: page(
          found,
          {
            ...window,
            self: at => `${core.url}/rest/api/3/filter/search?${ask.query.with({ startAt: String(at) })}`,
          },
          filter => filterRowView(core, ask.caller, filter, expand),
        ),
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/filter',
    scopes: {
      classic: ['write:jira-work'],
      granular: [...readShares, 'write:filter:jira'],
    },
    needs: 'login',
    answer: (core, ask) => {
      const body = bodyOf(ask, filterBody);
      const owner = ask.caller?.accountId ?? '';
      uniqueName(core, owner, body.name);
      const filter: Filter = {
        id: core.state.nextId('filter'),
        name: body.name,
        description: body.description ?? '',
        owner,
        jql: body.jql ?? '',
        shares: sharesOf(core, ask, body.sharePermissions ?? []),
        edits: sharesOf(core, ask, body.editPermissions ?? []),
        favourites: 0,
      };
      return { status: 200, body: filterView(core, ask.caller, changed(core, ask, filter, 'created')) };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['read:jira-work'], granular: readFilter },
    needs: 'nothing',
    answer: (core, ask) => ({
      status: 200,
      core: 1,
      body: filterView(core, ask.caller, filterAsked(core, ask)),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['write:jira-work'], granular: [...readFilter, 'write:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const filter = writable(core, ask);
      const body = bodyOf(ask, filterBody);
      uniqueName(core, filter.owner, body.name, filter.id);
      const after: Filter = {
        ...filter,
        name: body.name,
        description: body.description ?? filter.description,
        jql: body.jql ?? filter.jql,
        shares: body.sharePermissions ? sharesOf(core, ask, body.sharePermissions) : filter.shares,
        edits: body.editPermissions ? sharesOf(core, ask, body.editPermissions) : filter.edits,
      };
      return { status: 200, body: filterView(core, ask.caller, changed(core, ask, after, 'updated')) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const filter = filterAsked(core, ask);
      if (ask.caller?.accountId !== filter.owner && !core.permissions.isJiraAdmin(ask.caller))
        throw refusal(401, 'You are not permitted to delete this filter.');
      changed(core, ask, filter, 'deleted');
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/filter/{id}/permission',
    scopes: { classic: ['read:jira-work'], granular: readShares },
    needs: 'nothing',
    answer: (core, ask) => {
      const id = Number(ask.path['id']);
      const filter = core.state.filters.get(id);
      if (!filter || !sees(core, ask, filter)) throw refusal(404, 'The filter was not found.');
      return {
        status: 200,
        core: filter.shares.length,
        body: filter.shares.map(share => shareView(core, share)),
      };
    },
  },
  {
    method: 'POST',
    path: '/rest/api/3/filter/{id}/permission',
    scopes: {
      classic: ['write:jira-work'],
      granular: [...readShares, 'write:filter:jira'].filter(scope => scope !== 'read:jql:jira'),
    },
    needs: 'login',
    answer: (core, ask) => {
      const filter = writable(core, ask);
      const share = shareFrom(core, ask, bodyOf(ask, shareInput));
      // Public and logged-in shares stand alone: what was there goes.
      const kept = filter.shares.filter(
        one =>
          share.type !== 'global' &&
          share.type !== 'loggedin' &&
          one.type !== 'global' &&
          one.type !== 'loggedin',
      );
      const after = changed(core, ask, { ...filter, shares: [...kept, share] }, 'updated');
      return { status: 201, body: after.shares.map(one => shareView(core, one)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}/permission/{permissionId}',
    scopes: { classic: ['write:jira-work'], granular: ['write:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const filter = writable(core, ask);
      const rest = filter.shares.filter(share => String(share.id) !== ask.path['permissionId']);
      if (rest.length === filter.shares.length) throw refusal(404, 'The share was not found.');
      changed(core, ask, { ...filter, shares: rest }, 'updated');
      return { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/filter/{id}/owner',
    scopes: { classic: ['write:jira-work'], granular: ['read:filter:jira', 'write:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const filter = core.state.filters.get(Number(ask.path['id']));
      if (!filter) throw refusal(404, 'The filter was not found.');
      if (ask.caller?.accountId !== filter.owner && !core.permissions.isJiraAdmin(ask.caller))
        throw notAdmin();
      const { accountId } = bodyOf(ask, z.object({ accountId: z.string() }));
      if (core.state.accounts.get(accountId)?.active !== true)
        throw refusal(404, 'The new owner was not found.');
      uniqueName(core, accountId, filter.name, filter.id);
      changed(core, ask, { ...filter, owner: accountId }, 'updated');
      return { status: 204 };
    },
  },
];
