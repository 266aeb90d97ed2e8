import { z } from 'zod';
import { sources } from '../../evidence/sources';
import { nonEmptyId } from '../../jira/id';
import { type Jira } from '../../jira/jira';
import { EvidenceStore } from '../../storage/evidence';
import { type AdminCalls } from '../contract';
import { type InputOf, type OutputOf } from '../contract/call';
import { type Asked } from '../serve';

type Found = OutputOf<AdminCalls['search']>['found'];

/** As many as a person looks through before typing another letter. */
const AT_MOST = 20;

const projects = z.object({
  values: z.array(z.object({ id: nonEmptyId, key: nonEmptyId, name: z.string() })),
});
const named = z.object({ values: z.array(z.object({ id: nonEmptyId, name: z.string() })) });
const types = z.object({
  issueTypes: z.array(z.object({ id: nonEmptyId, name: z.string(), subtask: z.boolean().optional() })),
});

const spaces = async (app: Jira, text: string): Promise<Found> => {
  const { values } = await app.call('project.search', {
    query: { query: text === '' ? undefined : text, maxResults: AT_MOST, orderBy: 'name' },
    answer: projects,
  });
  return values.map(({ id, key, name }) => ({ id, name, hint: key }));
};

const filters = async (app: Jira, text: string): Promise<Found> => {
  const { values } = await app.call('filter.search', {
    query: { filterName: text === '' ? undefined : text, maxResults: AT_MOST, orderBy: 'name' },
    answer: named,
  });
  return values.map(({ id, name }) => ({ id, name }));
};

const dashboards = async (app: Jira, text: string): Promise<Found> => {
  const { values } = await app.call('dashboard.search', {
    query: { dashboardName: text === '' ? undefined : text, maxResults: AT_MOST, orderBy: 'name' },
    answer: named,
  });
  return values.map(({ id, name }) => ({ id, name }));
};

/** What is public stands first: there is something to approve. Then what Jira finds. */
async function publicFirst(
  source: typeof sources.publicFilters | typeof sources.publicDashboards,
  text: string,
  found: Promise<Found>,
): Promise<Found> {
  const { facts } = await new EvidenceStore().reading<{ readonly id: string; readonly name: string }>(source);
  const wanted = text.toLowerCase();
  const open = facts
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ id, name }));
  const known = new Set(open.map(({ id }) => id));
  return [...open, ...(await found).filter(({ id }) => !known.has(id))].slice(0, AT_MOST);
}

/** Apps are known by their accounts, from what was read of the site: Jira has no list of apps. */
async function apps(text: string): Promise<Found> {
  const store = new EvidenceStore();
  const [inSpaces, users] = await Promise.all([
    store.reading(sources.appAccounts),
    store.reading(sources.users),
  ]);
  const known = new Map<string, string>();
  for (const { id } of inSpaces.facts) known.set(id, id);
  for (const fact of users.facts) known.set(fact.id, fact.name);
  const wanted = text.toLowerCase();
  return [...known]
    .map(([id, name]) => ({ id, name }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((one, other) => one.name.localeCompare(other.name))
    .slice(0, AT_MOST);
}

/** Types of work that can be opened by themselves in a space: a sub-task needs a parent. */
const workTypes = async (app: Jira, space: string, text: string): Promise<Found> => {
  const { issueTypes } = await app.call('create-meta.types', {
    path: { projectIdOrKey: space },
    query: { maxResults: 50 },
    answer: types,
  });
  const wanted = text.toLowerCase();
  return issueTypes
    .filter(({ subtask, name }) => subtask !== true && name.toLowerCase().includes(wanted))
    .map(({ id, name }) => ({ id, name }));
};

/** Things of the site to choose from, as the app sees them. Reads only; nothing found is kept. */
export async function search(
  { kind, text, space }: InputOf<AdminCalls['search']>,
  { access: { app } }: Asked,
): Promise<OutputOf<AdminCalls['search']>> {
  const wanted = text.trim();
  switch (kind) {
    case 'space':
      return { found: await spaces(app, wanted) };
    case 'filter':
      return { found: await publicFirst(sources.publicFilters, wanted, filters(app, wanted)) };
    case 'dashboard':
      return { found: await publicFirst(sources.publicDashboards, wanted, dashboards(app, wanted)) };
    case 'app':
      return { found: await apps(wanted) };
    case 'work-type':
      return { found: space === undefined ? [] : await workTypes(app, space, wanted) };
  }
}
