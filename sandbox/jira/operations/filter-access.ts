import { notAdmin, refusal } from '../answer';
import type { ApiRequest, SiteCore } from '../operation';
import { recordShareChange, createBrowseCheck, isSharedWith } from '../sharing';
import type { Filter } from '../state/model';
import { VisibleLists } from '../visible-lists';
import { filterExpand, filterView } from '../views/shares';

const visibleFilters = new VisibleLists<Filter>();

/** Whether `overrideSharePermissions` holds for the caller: a Jira admin, and for an app what the switch says. @throws 403 */
function canOverrideShares(core: SiteCore, request: ApiRequest): boolean {
  if (!request.query.flag('overrideSharePermissions')) return false;
  if (!core.permissions.isJiraAdmin(request.caller)) return false;
  if (!request.isFromApp) return true;
  if (core.switches.filterOverrideForApps === 'refused') throw notAdmin();
  return core.switches.filterOverrideForApps === 'honored';
}

/** Whether the caller may see the filter. */
export function canSeeFilter(core: SiteCore, request: ApiRequest, filter: Filter): boolean {
  if (request.caller?.accountId === filter.owner || canOverrideShares(core, request)) return true;
  return isSharedWith(
    core,
    request.caller,
    [...filter.shares, ...filter.edits],
    createBrowseCheck(core, request.caller),
  );
}

function throwNotFound(core: SiteCore, status: 400 | 404 = core.switches.missingFilter): never {
  throw refusal(
    status,
    'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.',
  );
}

/** The filter that the path names. @throws 400 or 404, as the switch says */
export function requestedFilter(core: SiteCore, request: ApiRequest, status?: 404): Filter {
  const id = request.path['id'] ?? '';
  const filter = /^\d+$/.test(id) ? core.state.filters.get(Number(id)) : undefined;
  if (!filter || !canSeeFilter(core, request, filter)) return throwNotFound(core, status);
  return filter;
}

/** The filter, where the caller may change it: its owner, an editor, or an admin who overrides. */
export function requestedWritableFilter(core: SiteCore, request: ApiRequest, status?: 404): Filter {
  const filter = requestedFilter(core, request, status);
  const owner = request.caller?.accountId === filter.owner;
  if (
    owner ||
    canOverrideShares(core, request) ||
    isSharedWith(core, request.caller, filter.edits, createBrowseCheck(core, request.caller))
  )
    return filter;
  throw refusal(status ?? 400, 'You are not permitted to edit this filter.');
}

/** Writes the filter down and raises its event. */
export function saveFilter(
  core: SiteCore,
  request: ApiRequest,
  filter: Filter,
  event: 'created' | 'updated' | 'deleted',
): Filter {
  const before = core.state.filters.get(filter.id)?.shares ?? [];
  if (event === 'deleted') core.state.filters.delete(filter.id);
  else {
    core.state.filters.put(filter.id, filter);
    recordShareChange(core, request.caller, 'filter', filter, before);
  }
  core.events.raise(`avi:jira:${event}:filter`, request.caller, {
    filter: filterView(core, request.caller, filter),
  });
  return filter;
}

/** @throws 400 where the owner has another filter of this name */
export function requireUniqueName(core: SiteCore, owner: string, name: string, but?: number): void {
  for (const other of core.state.filters.values())
    if (other.owner === owner && other.name === name && other.id !== but)
      throw refusal(400, '', { filterName: 'Filter with same name already exists.' });
}

const SORT_KEYS: Record<string, (filter: Filter) => string | number> = {
  id: filter => filter.id,
  name: filter => filter.name.toLowerCase(),
  description: filter => filter.description,
  owner: filter => filter.owner,
  favourite_count: filter => filter.favorites,
  is_favourite: () => 0,
  is_shared: filter => filter.shares.length,
};

/** The filters that a search finds, in its order. @throws 400 */
export function searchFilters(core: SiteCore, request: ApiRequest): readonly Filter[] {
  const { query } = request;
  const orderBy = query.text('orderBy') ?? 'name';
  const value = SORT_KEYS[orderBy.replace(/^[+-]/, '')];
  if (!value) throw refusal(400, `Can't order by '${orderBy}'.`);
  if (query.text('owner') !== undefined && query.text('accountId') !== undefined)
    throw refusal(400, 'Name the owner or the accountId, not both.');
  if (query.text('groupname') !== undefined && query.text('groupId') !== undefined)
    throw refusal(400, 'Name the groupname or the groupId, not both.');
  const wrong = query.list('expand').filter(name => !filterExpand.split(',').includes(name));
  if (wrong.length > 0) throw refusal(400, `Can't expand '${wrong.join(',')}'.`);
  const all = canOverrideShares(core, request);
  const searchKey = query.with({ startAt: '', maxResults: '', expand: '' }).toString();
  return visibleFilters.rows(
    core,
    `filters ${request.caller?.accountId ?? ''} ${String(all)} ${searchKey}`,
    () => {
      const browses = createBrowseCheck(core, request.caller);
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
            filter.owner === request.caller?.accountId ||
            isSharedWith(core, request.caller, filter.shares, browses) ||
            isSharedWith(core, request.caller, filter.edits, browses)),
      );
      const sign = orderBy.startsWith('-') ? -1 : 1;
      return found.sort((one, other) => {
        const [a, b] = [value(one), value(other)];
        return a < b ? -sign : a > b ? sign : one.id - other.id;
      });
    },
  );
}
