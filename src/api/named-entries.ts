import { sources } from '../evidence/sources';
import { type ListName, type Settings } from '../settings/settings';
import { EvidenceStore } from '../storage/evidence';

/** People are named by Jira wherever they are shown, and a domain is its own name. */
const NAMED = [
  'approvedSpaces',
  'sensitiveSpaces',
  'approvedFilters',
  'approvedDashboards',
  'knownApps',
  'atlassianApps',
] as const satisfies readonly ListName[];

/** What things of a list are called, by their ids, as they were last read. */
async function namesFor(list: (typeof NAMED)[number]): Promise<ReadonlyMap<string, string>> {
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

/** The settings with a name for each entry that came without one, as from a file, where the site tells it. */
export async function withNames(settings: Settings): Promise<Settings> {
  const nameless = NAMED.filter(list => settings[list].some(({ name }) => name === ''));
  const lists = await Promise.all(
    nameless.map(async list => {
      const names = await namesFor(list);
      const entries = settings[list].map(entry =>
        entry.name === '' ? { ...entry, name: names.get(entry.id) ?? '' } : entry,
      );
      return [list, entries] as const;
    }),
  );
  return { ...settings, ...Object.fromEntries(lists) };
}
