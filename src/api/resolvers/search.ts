import { z } from 'zod';
import { sources } from '../../evidence/sources';
import { idSchema } from '../../jira/id-schemas';
import { type Jira } from '../../jira/jira';
import { EvidenceStore } from '../../storage/evidence-store';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { type ResolverContext } from '../serve';

type SearchMatches = OutputOf<AdminCalls['search']>['matches'];

/** More matches than this aren't useful. The user can type more letters. */
const MAX_MATCHES = 20;

const projects = z.object({
  values: z.array(z.object({ id: idSchema, key: idSchema, name: z.string() })),
});
const namedValuesSchema = z.object({ values: z.array(z.object({ id: idSchema, name: z.string() })) });
const types = z.object({
  issueTypes: z.array(z.object({ id: idSchema, name: z.string(), subtask: z.boolean().optional() })),
});

const searchSpaces = async (app: Jira, text: string): Promise<SearchMatches> => {
  const { values } = await app.call('project.search', {
    query: { query: text === '' ? undefined : text, maxResults: MAX_MATCHES, orderBy: 'name' },
    responseSchema: projects,
  });
  return values.map(({ id, key, name }) => ({ id, name, hint: key }));
};

const searchFilters = async (app: Jira, text: string): Promise<SearchMatches> => {
  const { values } = await app.call('filter.search', {
    query: { filterName: text === '' ? undefined : text, maxResults: MAX_MATCHES, orderBy: 'name' },
    responseSchema: namedValuesSchema,
  });
  return values.map(({ id, name }) => ({ id, name }));
};

const searchDashboards = async (app: Jira, text: string): Promise<SearchMatches> => {
  const { values } = await app.call('dashboard.search', {
    query: { dashboardName: text === '' ? undefined : text, maxResults: MAX_MATCHES, orderBy: 'name' },
    responseSchema: namedValuesSchema,
  });
  return values.map(({ id, name }) => ({ id, name }));
};

/** Lists public objects first, because they may need approval, then Jira's matches. */
async function withPublicFirst(
  source: typeof sources.publicFilters | typeof sources.publicDashboards,
  text: string,
  matches: Promise<SearchMatches>,
): Promise<SearchMatches> {
  const { facts } = await new EvidenceStore().reading<{ readonly id: string; readonly name: string }>(source);
  const searchText = text.toLowerCase();
  const publicMatches = facts
    .filter(({ name }) => name.toLowerCase().includes(searchText))
    .map(({ id, name }) => ({ id, name }));
  const publicIds = new Set(publicMatches.map(({ id }) => id));
  return [...publicMatches, ...(await matches).filter(({ id }) => !publicIds.has(id))].slice(0, MAX_MATCHES);
}

/** Searches the accounts of apps in stored data, because Jira has no list of apps. */
async function searchApps(text: string): Promise<SearchMatches> {
  const store = new EvidenceStore();
  const [inSpaces, users] = await Promise.all([
    store.reading(sources.appAccounts),
    store.reading(sources.users),
  ]);
  const namesById = new Map<string, string>();
  for (const { id } of inSpaces.facts) namesById.set(id, id);
  for (const fact of users.facts) namesById.set(fact.id, fact.name);
  const searchText = text.toLowerCase();
  return [...namesById]
    .map(([id, name]) => ({ id, name }))
    .filter(({ name }) => name.toLowerCase().includes(searchText))
    .sort((one, other) => one.name.localeCompare(other.name))
    .slice(0, MAX_MATCHES);
}

/** Work types that can be created in a space without a parent, so no subtasks. */
const searchWorkTypes = async (app: Jira, space: string, text: string): Promise<SearchMatches> => {
  const { issueTypes } = await app.call('create-meta.types', {
    path: { projectIdOrKey: space },
    query: { maxResults: 50 },
    responseSchema: types,
  });
  const searchText = text.toLowerCase();
  return issueTypes
    .filter(({ subtask, name }) => subtask !== true && name.toLowerCase().includes(searchText))
    .map(({ id, name }) => ({ id, name }));
};

/** Searches objects of the site with the app's rights. Doesn't store the results. */
export async function searchObjects(
  { kind, text, space }: InputOf<AdminCalls['search']>,
  { access: { app } }: ResolverContext,
): Promise<OutputOf<AdminCalls['search']>> {
  const trimmed = text.trim();
  switch (kind) {
    case 'space':
      return { matches: await searchSpaces(app, trimmed) };
    case 'filter':
      return { matches: await withPublicFirst(sources.publicFilters, trimmed, searchFilters(app, trimmed)) };
    case 'dashboard':
      return {
        matches: await withPublicFirst(sources.publicDashboards, trimmed, searchDashboards(app, trimmed)),
      };
    case 'app':
      return { matches: await searchApps(trimmed) };
    case 'work-type':
      return { matches: space === undefined ? [] : await searchWorkTypes(app, space, trimmed) };
  }
}
