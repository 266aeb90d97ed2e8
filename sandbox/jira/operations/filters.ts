import { z } from 'zod';
import { notAdmin, refusal } from '../answer';
import { parseBody } from '../parse-body';
import type { Operation } from '../operation';
import { buildPage } from '../build-page';
import { shareBody, parseShareInput, shareInput, parseShares } from '../sharing';
import type { Filter } from '../state/model';
import { filterRowView, filterView, shareView } from '../views/shares';
import {
  saveFilter,
  requestedFilter,
  searchFilters,
  canSeeFilter,
  requireUniqueName,
  requestedWritableFilter,
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
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const found = searchFilters(core, request);
      const expand = request.query.list('expand');
      return buildPage(core, request, found, {
        maxRows: 100,
        counts: 'core',
        show: filter => filterRowView(core, request.caller, filter, expand),
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
    requiredAccess: 'login',
    answer: (core, request) => {
      const body = parseBody(request, filterBody);
      const owner = request.caller?.accountId ?? '';
      requireUniqueName(core, owner, body.name);
      const filter: Filter = {
        id: core.state.nextId('filter'),
        name: body.name,
        description: body.description ?? '',
        owner,
        jql: body.jql ?? '',
        shares: parseShares(core, request, body.sharePermissions ?? []),
        edits: parseShares(core, request, body.editPermissions ?? []),
        favorites: 0,
      };
      return {
        status: 200,
        body: filterView(core, request.caller, saveFilter(core, request, filter, 'created')),
      };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['read:jira-work'], granular: readFilter },
    requiredAccess: 'nothing',
    answer: (core, request) => ({
      status: 200,
      core: 1,
      body: filterView(core, request.caller, requestedFilter(core, request)),
    }),
  },
  {
    method: 'PUT',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['write:jira-work'], granular: [...readFilter, 'write:filter:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const filter = requestedWritableFilter(core, request);
      const body = parseBody(request, filterBody);
      requireUniqueName(core, filter.owner, body.name, filter.id);
      const after: Filter = {
        ...filter,
        name: body.name,
        description: body.description ?? filter.description,
        jql: body.jql ?? filter.jql,
        shares: body.sharePermissions ? parseShares(core, request, body.sharePermissions) : filter.shares,
        edits: body.editPermissions ? parseShares(core, request, body.editPermissions) : filter.edits,
      };
      return {
        status: 200,
        body: filterView(core, request.caller, saveFilter(core, request, after, 'updated')),
      };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}',
    scopes: { classic: ['write:jira-work'], granular: ['delete:filter:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      // An admin deletes what is not shared with them, too.
      const admin = core.permissions.isJiraAdmin(request.caller);
      const kept = core.state.filters.get(Number(request.path['id']));
      const filter = admin && kept ? kept : requestedFilter(core, request);
      if (request.caller?.accountId !== filter.owner && !admin)
        throw refusal(401, 'You are not permitted to delete this filter.');
      saveFilter(core, request, filter, 'deleted');
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/rest/api/3/filter/{id}/permission',
    scopes: { classic: ['read:jira-work'], granular: readShares },
    requiredAccess: 'nothing',
    answer: (core, request) => {
      const id = Number(request.path['id']);
      const filter = core.state.filters.get(id);
      if (!filter || !canSeeFilter(core, request, filter)) throw refusal(404, 'The filter was not found.');
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
    requiredAccess: 'login',
    answer: (core, request) => {
      const filter = requestedWritableFilter(core, request);
      const share = parseShareInput(core, request, parseBody(request, shareInput));
      // Public and logged-in shares stand alone: what was there goes.
      const kept = filter.shares.filter(
        one =>
          share.type !== 'global' &&
          share.type !== 'loggedin' &&
          one.type !== 'global' &&
          one.type !== 'loggedin',
      );
      const after = saveFilter(core, request, { ...filter, shares: [...kept, share] }, 'updated');
      return { status: 201, body: after.shares.map(one => shareView(core, one)) };
    },
  },
  {
    method: 'DELETE',
    path: '/rest/api/3/filter/{id}/permission/{permissionId}',
    scopes: { classic: ['write:jira-work'], granular: ['write:filter:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const filter = requestedWritableFilter(core, request, 404);
      const rest = filter.shares.filter(share => String(share.id) !== request.path['permissionId']);
      if (rest.length === filter.shares.length) throw refusal(404, 'The share was not found.');
      saveFilter(core, request, { ...filter, shares: rest }, 'updated');
      return { status: 204 };
    },
  },
  {
    method: 'PUT',
    path: '/rest/api/3/filter/{id}/owner',
    scopes: { classic: ['write:jira-work'], granular: ['read:filter:jira', 'write:filter:jira'] },
    requiredAccess: 'login',
    answer: (core, request) => {
      const filter = core.state.filters.get(Number(request.path['id']));
      if (!filter) throw refusal(404, 'The filter was not found.');
      if (request.caller?.accountId !== filter.owner && !core.permissions.isJiraAdmin(request.caller))
        throw notAdmin();
      const { accountId } = parseBody(request, z.object({ accountId: z.string() }));
      if (core.state.accounts.get(accountId)?.active !== true)
        throw refusal(404, 'The new owner was not found.');
      requireUniqueName(core, accountId, filter.name, filter.id);
      saveFilter(core, request, { ...filter, owner: accountId }, 'updated');
      return { status: 204 };
    },
  },
];
