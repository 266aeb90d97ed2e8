import { notAdmin, refusal } from '../answer';
import type { Ask, Core } from '../operation';
import { auditShares, browsingOnce, openTo } from '../sharing';
import type { Filter } from '../state/model';
import { VisibleLists } from '../visible-lists';
import { filterExpand, filterView } from '../views/shares';

const lists = new VisibleLists<Filter>();

/** Whether `overrideSharePermissions` holds for the caller: a Jira admin, and for an app what the switch says. @throws 403 */
function overrides(core: Core, ask: Ask): boolean {
  if (!ask.query.flag('overrideSharePermissions')) return false;
  if (!core.permissions.isJiraAdmin(ask.caller)) return false;
  if (!ask.byApp) return true;
  if (core.switches.filterOverrideForApps === 'refused') throw notAdmin();
  return core.switches.filterOverrideForApps === 'honoured';
}

/** Whether the caller may see the filter. */
export function seesFilter(core: Core, ask: Ask, filter: Filter): boolean {
  if (ask.caller?.accountId === filter.owner || overrides(core, ask)) return true;
  return openTo(core, ask.caller, [...filter.shares, ...filter.edits], browsingOnce(core, ask.caller));
}

function missing(core: Core, status: 400 | 404 = core.switches.missingFilter): never {
  throw refusal(
    status,
    'The selected filter is not available to you, perhaps it has been deleted or had its permissions changed.',
  );
}

/** The filter that the path names. @throws 400 or 404, as the switch says */
export function filterAsked(core: Core, ask: Ask, status?: 404): Filter {
  const id = ask.path['id'] ?? '';
  const filter = /^\d+$/.test(id) ? core.state.filters.get(Number(id)) : undefined;
  if (!filter || !seesFilter(core, ask, filter)) return missing(core, status);
  return filter;
}

/** The filter, where the caller may change it: its owner, an editor, or an admin who overrides. */
export function writableFilter(core: Core, ask: Ask, status?: 404): Filter {
  const filter = filterAsked(core, ask, status);
  const owner = ask.caller?.accountId === filter.owner;
  if (owner || overrides(core, ask) || openTo(core, ask.caller, filter.edits, browsingOnce(core, ask.caller)))
    return filter;
  throw refusal(status ?? 400, 'You are not permitted to edit this filter.');
}

/** Writes the filter down and raises its event. */
export function changedFilter(
  core: Core,
  ask: Ask,
  filter: Filter,
  event: 'created' | 'updated' | 'deleted',
): Filter {
  const before = core.state.filters.get(filter.id)?.shares ?? [];
  if (event === 'deleted') core.state.filters.delete(filter.id);
  else {
    core.state.filters.put(filter.id, filter);
    auditShares(core, ask.caller, 'filter', filter, before);
  }
  core.events.raise(`avi:jira:${event}:filter`, ask.caller, { filter: filterView(core, ask.caller, filter) });
  return filter;
}

/** @throws 400 where the owner has another filter of this name */
export function uniqueName(core: Core, owner: string, name: string, but?: number): void {
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

/** The filters that a search finds, in its order. @throws 400 */
export function filtersFound(core: Core, ask: Ask): readonly Filter[] {
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
  return lists.rows(core, `filters ${ask.caller?.accountId ?? ''} ${String(all)} ${asked}`, () => {
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
