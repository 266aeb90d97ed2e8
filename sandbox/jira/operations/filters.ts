import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { bodyOf } from '../body';
import type { Operation } from '../operation';
import { pageOf } from '../paged';
import { shareBody, shareFrom, shareInput, sharesOf } from '../sharing';
import type { Filter } from '../state/model';
import { filterRowView, filterView, shareView } from '../views/shares';
import {
  changedFilter,
  filterAsked,
  filtersFound,
  seesFilter,
  uniqueName,
  writableFilter,
} from './filter-access';

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

/** Filters: the search, one by one, their shares and owner. Events carry them with their shares. */
export const filterOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/filter/search',
    scopes: { classic: ['read:jira-work'], granular: readFilter },
    needs: 'nothing',
    answer: (core, ask) => {
      const found = filtersFound(core, ask);
      const expand = ask.query.list('expand');
      return pageOf(core, ask, found, {
        most: 100,
        counts: 'core',
        show: filter => filterRowView(core, ask.caller, filter, expand),
      });
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
      return { status: 200, body: filterView(core, ask.caller, changedFilter(core, ask, filter, 'created')) };
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
      const filter = writableFilter(core, ask);
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
      return { status: 200, body: filterView(core, ask.caller, changedFilter(core, ask, after, 'updated')) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      // An admin deletes what is not shared with them, too.
      const admin = core.permissions.isJiraAdmin(ask.caller);
      const kept = core.state.filters.get(Number(ask.path['id']));
      const filter = admin && kept ? kept : filterAsked(core, ask);
      if (ask.caller?.accountId !== filter.owner && !admin)
        throw refusal(401, 'You are not permitted to delete this filter.');
      changedFilter(core, ask, filter, 'deleted');
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
      if (!filter || !seesFilter(core, ask, filter)) throw refusal(404, 'The filter was not found.');
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
      const filter = writableFilter(core, ask);
      const share = shareFrom(core, ask, bodyOf(ask, shareInput));
      // Public and logged-in shares stand alone: what was there goes.
      const kept = filter.shares.filter(
        one =>
          share.type !== 'global' &&
          share.type !== 'loggedin' &&
          one.type !== 'global' &&
          one.type !== 'loggedin',
      );
      const after = changedFilter(core, ask, { ...filter, shares: [...kept, share] }, 'updated');
      return { status: 201, body: after.shares.map(one => shareView(core, one)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}/permission/{permissionId}',
    scopes: { classic: ['write:jira-work'], granular: ['write:filter:jira'] },
    needs: 'login',
    answer: (core, ask) => {
      const filter = writableFilter(core, ask, 404);
      const rest = filter.shares.filter(share => String(share.id) !== ask.path['permissionId']);
      if (rest.length === filter.shares.length) throw refusal(404, 'The share was not found.');
      changedFilter(core, ask, { ...filter, shares: rest }, 'updated');
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
      changedFilter(core, ask, { ...filter, owner: accountId }, 'updated');
      return { status: 204 };
    },
  },
];
