import { sources } from '../evidence/sources';
import { type ListName, type Settings } from '../settings/settings';
import { EvidenceStore } from '../storage/evidence-store';

/** Lists with names to look up. Jira displays people's names, and a domain is its own name. */
const NAMED_LISTS = [
  'approvedSpaces',
  'sensitiveSpaces',
  'approvedFilters',
  'approvedDashboards',
  'knownApps',
  'atlassianApps',
] as const satisfies readonly ListName[];

/** Names of a list's objects by ID, as last read. */
async function readNamesFor(list: (typeof NAMED_LISTS)[number]): Promise<ReadonlyMap<string, string>> {
  const store = new EvidenceStore();
  switch (list) {
    case 'approvedSpaces':
    case 'sensitiveSpaces':
      return new Map((await store.reading(sources.spaces)).facts.map(({ id, name }) => [id, name]));
    case 'approvedFilters':
      return new Map((await store.reading(sources.publicFilters)).facts.map(({ id, name }) => [id, name]));
    case 'approvedDashboards':
      return new Map((await store.reading(sources.publicDashboards)).facts.map(({ id, name }) => [id, name]));
    case 'knownApps':
    case 'atlassianApps': {
      const { facts } = await store.reading(sources.users);
      return new Map(facts.map(({ id, name }) => [id, name]));
    }
  }
}

/** Fills in missing names of entries (for example, from an imported file), if they are known. */
export async function withEntryNames(settings: Settings): Promise<Settings> {
  const nameless = NAMED_LISTS.filter(list => settings[list].some(({ name }) => name === ''));
  const lists = await Promise.all(
    nameless.map(async list => {
      const names = await readNamesFor(list);
      const entries = settings[list].map(entry =>
        entry.name === '' ? { ...entry, name: names.get(entry.id) ?? '' } : entry,
      );
      return [list, entries] as const;
    }),
  );
  return { ...settings, ...Object.fromEntries(lists) };
}
