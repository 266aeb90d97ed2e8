import { type AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A site of three people and two work items: as much of Jira's REST API as the work item views ask. */
export interface FixtureSite {
  url: string;
  tokenFor(caller: { accountId: string | undefined }): string;
  close(): Promise<void>;
}

export const PEOPLE = [
  { accountId: 'ana', name: 'Ana Alvarez', role: 'Jira admin' },
  { accountId: 'lee', name: 'Lee Park', role: 'Space owner' },
  { accountId: 'sam', name: 'Sam Okafor', role: 'Plain user' },
];

const STATUSES = {
  todo: { name: 'To Do', statusCategory: { key: 'new' } },
  doing: { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
  done: { name: 'Done', statusCategory: { key: 'done' } },
};

const TRANSITIONS = [
  { id: '11', name: 'To Do', to: STATUSES.todo },
  { id: '21', name: 'Start work', to: STATUSES.doing },
  { id: '31', name: 'Done', to: STATUSES.done },
];

interface Item {
  id: string;
  summary: string;
  status: (typeof TRANSITIONS)[number]['to'];
  comments: object[];
  properties: Record<string, unknown>;
}

export async function createFixtureSite(description: unknown): Promise<FixtureSite> {
  const items = new Map<string, Item>([
    [
      'SEC-41',
      {
        id: '10041',
        summary: 'Make three filters private',
        status: STATUSES.todo,
        comments: [],
        properties: { 'shared-responsibility': {} },
      },
    ],
    [
      'SEC-38',
      { id: '10038', summary: 'Renew the certificate', status: STATUSES.done, comments: [], properties: {} },
    ],
  ]);
  const app = new Hono();
  app.onError((error, c) => c.json({ errorMessages: [error.message] }, 404));
  app.get('/rest/api/3/myself', c => c.json(user(c.req.header('authorization')?.replace('Bearer as-', ''))));
  app.get('/rest/api/3/user', c => c.json(user(c.req.query('accountId'))));
  app.get('/rest/api/3/user/search', c => {
    const searchText = (c.req.query('query') ?? '').toLowerCase();
    return c.json(
      PEOPLE.filter(({ name }) => name.toLowerCase().includes(searchText)).map(({ accountId }) =>
        user(accountId),
      ),
    );
  });
  app.get('/rest/api/3/search/jql', c => {
    const ofApp = (c.req.query('jql') ?? '').startsWith('issue.property');
    const found = [...items].filter(([, item]) => !ofApp || 'shared-responsibility' in item.properties);
    const searchText = (c.req.query('fields') ?? '').split(',');
    return c.json({
      issues: found.map(([key, item]) => selectFields(itemView(key, item, description), searchText)),
    });
  });
  app.get('/rest/api/3/issue/:key', c =>
    c.json(itemView(c.req.param('key'), findItem(items, c.req.param('key')), description)),
  );
  app.get('/rest/api/3/issue/:key/transitions', c => c.json({ transitions: TRANSITIONS }));
  app.post('/rest/api/3/issue/:key/transitions', async c => {
    const { transition } = (await c.req.json()) as { transition: { id: string } };
    const known = TRANSITIONS.find(({ id }) => id === transition.id);
    if (known === undefined) return c.json({ errorMessages: ['No such transition'] }, 400);
    findItem(items, c.req.param('key')).status = known.to;
    return c.body(null, 204);
  });
  app.post('/rest/api/3/issue/:key/comment', async c => {
    const author = user(c.req.header('authorization')?.replace('Bearer as-', ''));
    if (author.accountId === 'sam')
      return c.json({ errorMessages: ['You do not have permission to comment on this work item.'] }, 403);
    const { body } = (await c.req.json()) as { body: unknown };
    const { comments } = findItem(items, c.req.param('key'));
    comments.push({ id: String(comments.length + 1), author, body, created: '2026-11-20T12:00:00.000+0000' });
    return c.json({}, 201);
  });
  app.get('/rest/api/3/issue/:key/properties/:name', c => {
    const value = findItem(items, c.req.param('key')).properties[c.req.param('name')];
    return value === undefined
      ? c.json({ errorMessages: ['No such property'] }, 404)
      : c.json({ key: c.req.param('name'), value });
  });
  return startServer(app);
}

function user(accountId: string | undefined) {
  const person = PEOPLE.find(one => one.accountId === accountId);
  if (person === undefined)
    throw new Error('Specified user does not exist or you do not have required permissions');
  return { accountId: person.accountId, displayName: person.name };
}

function findItem(items: Map<string, Item>, key: string): Item {
  const item = items.get(key);
  if (item === undefined) throw new Error('Issue does not exist or you do not have permission to see it.');
  return item;
}

/** A search tells only what it was asked for. */
function selectFields({ fields, ...item }: ReturnType<typeof itemView>, fieldNames: readonly string[]) {
  return {
    ...item,
    fields: Object.fromEntries(Object.entries(fields).filter(([name]) => fieldNames.includes(name))),
  };
}

function itemView(key: string, { id, summary, status, comments }: Item, description: unknown) {
  return {
    id,
    key,
    fields: {
      summary,
      description,
      status,
      issuetype: { id: '1', name: 'Task' },
      project: { id: '1', key: 'SEC', name: 'Security', projectTypeKey: 'software' },
      priority: { name: 'High' },
      assignee: user('lee'),
      reporter: user('ana'),
      duedate: '2026-11-27',
      labels: ['shared-responsibility', 'INF-03'],
      created: '2026-11-18T09:12:00.000+0000',
      updated: '2026-11-20T11:00:00.000+0000',
      subtasks: [],
      comment: { comments },
    },
  };
}

function startServer(app: Hono): Promise<FixtureSite> {
  return new Promise(resolve => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve({
        url: `http://127.0.0.1:${port}`,
        tokenFor: ({ accountId }) => `as-${accountId ?? 'anonymous'}`,
        close: () => new Promise(done => server.close(() => done())),
      }),
    );
  });
}
