import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Clock, HOUR, MINUTE, type Millis } from '../../sandbox/clock';
import type { Happening } from '../../sandbox/forge/happenings';
import { createForgeHost, type ForgeHost } from '../../sandbox/forge/host';
import { createSite, type Site, type SiteOptions } from '../../sandbox/jira/site';
import { openStore, type Store } from '../../sandbox/store';
import { type Rest, restAs } from '../../sandbox/world/rest';
import type { AdminCalls } from '../../src/api/contract';
import type { InputOf, OutputOf } from '../../src/api/contract/call';
import { PROPERTY } from '../../src/remediation/property';
import type { Checklist, Row } from '../../src/terms/checklist';

export const APP_FOLDER = resolve(__dirname, '../..');

/** Monday 2 November 2026, 08:10. */
export const START: Millis = Date.UTC(2026, 10, 2, 8, 10);

/** A work item of the app's as a person reads it in Jira. */
export interface WorkItem {
  readonly key: string;
  readonly summary: string;
  readonly category: string;
  readonly assignee: string | undefined;
  readonly creator: string;
  /** The app's property on it. */
  readonly about: { readonly key: string; readonly control: string; readonly state: string };
  /** Description and comments as plain text. */
  readonly text: string;
  readonly comments: readonly string[];
}

/** A site on which the app is installed, and the persons who use it. */
export interface Lived {
  readonly site: Site;
  readonly ana: Rest;
  readonly lee: Rest;
  /** Calls the app as Ana's checklist page does. Rejects where it is refused. */
  page<N extends keyof AdminCalls & string>(
    call: N,
    payload: InputOf<AdminCalls[N]>,
  ): Promise<OutputOf<AdminCalls[N]>>;
  /** Rejects before the first judging. */
  checklist(): Promise<Checklist>;
  row(control: string): Promise<Row>;
  /** The app's work items in Jira, oldest first, read as Ana. */
  workItems(): Promise<readonly WorkItem[]>;
  openItems(): Promise<readonly WorkItem[]>;
  /** Chooses where work items go, and what is open now as the starting point. */
  setUp(mode?: 'worse' | 'all'): Promise<void>;
}

/** One host with the app on one or more sites, and a clock that only moves when told. */
export interface TestWorld {
  readonly clock: Clock;
  readonly host: ForgeHost;
  readonly store: Store;
  /** The first site. */
  readonly on: Lived;
  readonly all: readonly Lived[];
  readonly happenings: readonly Happening[];
  /** Installs the app on every site, and passes the four hours in which all is read, and read a second time. */
  install(): Promise<void>;
  /** Passes the next run of the hourly trigger, what it pushed, and the second read after it. */
  tick(times?: number): Promise<void>;
  close(): Promise<void>;
}

/** All the text of an ADF document, or of anything that holds some. */
function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(textOf).join(' ');
  if (typeof node !== 'object' || node === null) return '';
  const { text, content, attrs } = node as { text?: unknown; content?: unknown; attrs?: { id?: unknown } };
  const own = typeof text === 'string' ? text : typeof attrs?.id === 'string' ? attrs.id : '';
  return `${own} ${textOf(content ?? [])}`;
}

interface Found {
  readonly key: string;
  readonly properties?: Record<string, WorkItem['about']>;
  readonly fields: {
    readonly summary: string;
    readonly status: { readonly statusCategory: { readonly key: string } };
    readonly assignee: { readonly accountId: string } | null;
    readonly creator: { readonly accountId: string };
    readonly description: unknown;
  };
}

async function workItemsOf(ana: Rest): Promise<readonly WorkItem[]> {
  const { issues } = await ana.post<{ issues: readonly Found[] }>('/rest/api/3/search/jql', {
    jql: 'project = SEC ORDER BY created ASC',
    maxResults: 500,
    fields: ['summary', 'status', 'assignee', 'creator', 'description'],
    properties: [PROPERTY],
  });
  const ours = issues.flatMap(issue => {
    const about = issue.properties?.[PROPERTY];
    return about === undefined ? [] : [{ issue, about }];
  });
  return Promise.all(
    ours.map(async ({ issue: { key, fields }, about }) => {
      const said = await ana.get<{ comments: readonly { body: unknown }[] }>(
        `/rest/api/3/issue/${key}/comment`,
      );
      const comments = said.comments.map(({ body }) => textOf(body));
      return {
        key,
        about,
        comments,
        summary: fields.summary,
        category: fields.status.statusCategory.key,
        assignee: fields.assignee?.accountId,
        creator: fields.creator.accountId,
        text: [textOf(fields.description), ...comments].join(' '),
      };
    }),
  );
}

export function livedOn(host: ForgeHost, site: Site): Lived {
  const ana = restAs(site, site.people.ana);
  const page: Lived['page'] = async (call, payload) => {
    const visit = { moduleKey: 'checklist', accountId: site.people.ana.accountId, extension: {} };
    const answer = (await host.pages(site).invoke(visit, call, payload)) as
      { is: 'done'; value: never } | { is: string; error: unknown };
    if ('value' in answer) return answer.value;
    throw new Error(`${call} was refused: ${JSON.stringify(answer)}`);
  };
  const checklist = async (): Promise<Checklist> => {
    const home = await page('home', {});
    if (home.checklist === undefined) throw new Error('Nothing was judged so far');
    return home.checklist;
  };
  const workItems = (): Promise<readonly WorkItem[]> => workItemsOf(ana);
  return {
    site,
    ana,
    lee: restAs(site, site.people.lee),
    page,
    checklist,
    row: async control => {
      const row = (await checklist()).rows.find(each => each.control === control);
      if (row === undefined) throw new Error(`The checklist has no ${control}`);
      return row;
    },
    workItems,
    openItems: async () => (await workItems()).filter(({ category }) => category !== 'done'),
    setUp: async (mode = 'worse') => {
      const { id } = await ana.get<{ id: string }>('/rest/api/3/project/SEC');
      const { found } = await page('search', { kind: 'work-type', text: 'Task', space: id });
      const type = found.find(({ name }) => name === 'Task');
      if (type === undefined) throw new Error('The space SEC has no work type Task');
      const filing = {
        project: id,
        issueType: type.id,
        defaultAssignee: site.people.ana.accountId,
        cap: 20,
        publicAnyway: false,
        fields: {},
      };
      const before = await page('settings', {});
      const { revision } = await page('saveSettings', {
        revision: before.revision,
        change: { group: 'filing', value: { filing } },
      });
      await page('takeBaseline', { mode, revision });
      await host.advance(4 * MINUTE);
    },
  };
}

/** Runs the next hourly tick, and what follows from it. */
export async function nextTick(host: ForgeHost): Promise<void> {
  const next = host.pending().find(({ kind }) => kind === 'schedule');
  if (next === undefined) throw new Error('Nothing is scheduled');
  await host.advanceTo(next.at + 6 * MINUTE);
}

/** A site with an id of its own: two that are made from the same seed are otherwise the same. */
async function siteAt(place: number, options: SiteOptions): Promise<Site> {
  const site = await createSite(options);
  const cloudId = `${site.cloudId.slice(0, -2)}${String(place).padStart(2, '0')}`;
  site.state.site.cloudId = cloudId;
  return { ...site, cloudId };
}

/** Makes sites, and a host for the app on all of them. What is not said is the same in every run. */
export async function testWorld(...sites: readonly SiteOptions[]): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  const store = await openStore(folder);
  const clock = new Clock(START, () => 0);
  const happenings: Happening[] = [];
  const options = sites.length === 0 ? [{}] : sites;
  const made = await Promise.all(options.map((each, place) => siteAt(place, { clock, ...each })));
  const [product] = made;
  if (product === undefined) throw new Error('There is no site');
  const host = await createForgeHost({
    appFolder: APP_FOLDER,
    product,
    clock,
    store,
    onHappening: happening => happenings.push(happening),
  });
  const all = made.map(site => livedOn(host, site));
  const [on] = all;
  if (on === undefined) throw new Error('There is no site');
  return {
    clock,
    host,
    store,
    all,
    on,
    happenings,
    install: async () => {
      for (const { site } of all) await host.install(site);
      await host.advance(4 * HOUR);
    },
    tick: async (times = 1) => {
      for (let time = 0; time < times; time += 1) await nextTick(host);
    },
    close: async () => {
      await host.close();
      for (const site of made) await site.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Something of a person's own that is shared with nobody. */
export async function privateFilter(lived: Lived, name: string): Promise<string> {
  const { id } = await lived.lee.post<{ id: string }>('/rest/api/3/filter', {
    name,
    jql: 'project = SEC ORDER BY created DESC',
    sharePermissions: [],
  });
  return id;
}

/** Shares a filter of Lee's with anyone on the internet, or with nobody. */
export async function shareFilter(lived: Lived, id: string, open: boolean): Promise<void> {
  const filter = await lived.lee.get<Record<string, unknown>>(`/rest/api/3/filter/${id}`);
  await lived.lee.put(`/rest/api/3/filter/${id}`, {
    ...filter,
    sharePermissions: open ? [{ type: 'global' }] : [],
  });
}

/** Moves a work item to Done as Lee. */
export async function moveToDone(lived: Lived, key: string): Promise<void> {
  const { transitions } = await lived.lee.get<{
    transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
  }>(`/rest/api/3/issue/${key}/transitions`);
  const done = transitions.find(({ to }) => to.statusCategory.key === 'done');
  if (done === undefined) throw new Error(`${key} has no way to Done`);
  await lived.lee.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: done.id } });
}
