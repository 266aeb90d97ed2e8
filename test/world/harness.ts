import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Clock, HOUR, MINUTE, type Millis } from '../../sandbox/clock';
import type { HostEvent } from '../../sandbox/forge/host-events';
import { createForgeHost, type ForgeHost } from '../../sandbox/forge/host';
import { createSite, type Site, type SiteOptions } from '../../sandbox/jira/site';
import { openStore, type Store } from '../../sandbox/store';
import { type RestClient, createRestClient } from '../../sandbox/world/rest-client';
import type { AdminCalls } from '../../src/api/contract';
import type { InputOf, OutputOf } from '../../src/api/contract/call';
import { ISSUE_PROPERTY_KEY } from '../../src/remediation/plan/issue-property';
import type { Checklist, ChecklistRow } from '../../src/domain/checklist';

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
  readonly property: { readonly key: string; readonly control: string; readonly state: string };
  /** Description and comments as plain text. */
  readonly text: string;
  readonly comments: readonly string[];
}

/** A site on which the app is installed, and the persons who use it. */
export interface InstalledSite {
  readonly site: Site;
  readonly ana: RestClient;
  readonly lee: RestClient;
  /** Calls the app as Ana's checklist page does. Rejects where it is refused. */
  callApp<N extends keyof AdminCalls & string>(
    call: N,
    payload: InputOf<AdminCalls[N]>,
  ): Promise<OutputOf<AdminCalls[N]>>;
  /** Rejects before the first judging. */
  checklist(): Promise<Checklist>;
  row(control: string): Promise<ChecklistRow>;
  /** The app's work items in Jira, oldest first, read as Ana. */
  workItems(): Promise<readonly WorkItem[]>;
  openWorkItems(): Promise<readonly WorkItem[]>;
  /** Chooses where work items go, and what is open now as the starting point. */
  setUp(mode?: 'drift' | 'all'): Promise<void>;
}

/** One host with the app on one or more sites, and a clock that moves only when a test advances it. */
export interface TestWorld {
  readonly clock: Clock;
  readonly host: ForgeHost;
  readonly store: Store;
  /** The first site. */
  readonly firstSite: InstalledSite;
  readonly sites: readonly InstalledSite[];
  readonly hostEvents: readonly HostEvent[];
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

interface SearchedIssue {
  readonly key: string;
  readonly properties?: Record<string, WorkItem['property']>;
  readonly fields: {
    readonly summary: string;
    readonly status: { readonly statusCategory: { readonly key: string } };
    readonly assignee: { readonly accountId: string } | null;
    readonly creator: { readonly accountId: string };
    readonly description: unknown;
  };
}

async function fetchWorkItems(ana: RestClient): Promise<readonly WorkItem[]> {
  const { issues } = await ana.post<{ issues: readonly SearchedIssue[] }>('/rest/api/3/search/jql', {
    jql: 'project = SEC ORDER BY created ASC',
    maxResults: 500,
    fields: ['summary', 'status', 'assignee', 'creator', 'description'],
    properties: [ISSUE_PROPERTY_KEY],
  });
  const appIssues = issues.flatMap(issue => {
    const property = issue.properties?.[ISSUE_PROPERTY_KEY];
    return property === undefined ? [] : [{ issue, property }];
  });
  return Promise.all(
    appIssues.map(async ({ issue: { key, fields }, property }) => {
      const commentPage = await ana.get<{ comments: readonly { body: unknown }[] }>(
        `/rest/api/3/issue/${key}/comment`,
      );
      const comments = commentPage.comments.map(({ body }) => textOf(body));
      return {
        key,
        property,
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

export function createInstalledSite(host: ForgeHost, site: Site): InstalledSite {
  const ana = createRestClient(site, site.people.ana);
  const callApp: InstalledSite['callApp'] = async (call, payload) => {
    const visit = { moduleKey: 'checklist', accountId: site.people.ana.accountId, extension: {} };
    const answer = (await host.pages(site).invoke(visit, call, payload)) as
      { is: 'done'; value: never } | { is: string; error: unknown };
    if ('value' in answer) return answer.value;
    throw new Error(`${call} was refused: ${JSON.stringify(answer)}`);
  };
  const checklist = async (): Promise<Checklist> => {
    const home = await callApp('checklist', {});
    if (home.checklist === undefined) throw new Error('Nothing was judged so far');
    return home.checklist;
  };
  const workItems = (): Promise<readonly WorkItem[]> => fetchWorkItems(ana);
  return {
    site,
    ana,
    lee: createRestClient(site, site.people.lee),
    callApp,
    checklist,
    row: async control => {
      const row = (await checklist()).rows.find(each => each.control === control);
      if (row === undefined) throw new Error(`The checklist has no ${control}`);
      return row;
    },
    workItems,
    openWorkItems: async () => (await workItems()).filter(({ category }) => category !== 'done'),
    setUp: async (mode = 'drift') => {
      const { id } = await ana.get<{ id: string }>('/rest/api/3/project/SEC');
      const { matches: found } = await callApp('search', { kind: 'work-type', text: 'Task', space: id });
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
      const before = await callApp('settings', {});
      const { revision } = await callApp('saveSettings', {
        revision: before.revision,
        change: { group: 'filing', value: { filing } },
      });
      await callApp('takeBaseline', { mode, revision });
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
async function createSiteAt(index: number, options: SiteOptions): Promise<Site> {
  const site = await createSite(options);
  const cloudId = `${site.cloudId.slice(0, -2)}${String(index).padStart(2, '0')}`;
  site.state.site.cloudId = cloudId;
  return { ...site, cloudId };
}

/** Creates sites and a host with the app on all of them. Options that are not given have the same value in every run. */
export async function createTestWorld(...sites: readonly SiteOptions[]): Promise<TestWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'world-'));
  const store = await openStore(folder);
  const clock = new Clock(START, () => 0);
  const hostEvents: HostEvent[] = [];
  const options = sites.length === 0 ? [{}] : sites;
  const createdSites = await Promise.all(
    options.map((each, index) => createSiteAt(index, { clock, ...each })),
  );
  const [product] = createdSites;
  if (product === undefined) throw new Error('There is no site');
  const host = await createForgeHost({
    appFolder: APP_FOLDER,
    product,
    clock,
    store,
    onHostEvent: hostEvent => hostEvents.push(hostEvent),
  });
  const all = createdSites.map(site => createInstalledSite(host, site));
  const [firstSite] = all;
  if (firstSite === undefined) throw new Error('There is no site');
  return {
    clock,
    host,
    store,
    sites: all,
    firstSite,
    hostEvents,
    install: async () => {
      for (const { site } of all) await host.install(site);
      await host.advance(4 * HOUR);
    },
    tick: async (times = 1) => {
      for (let time = 0; time < times; time += 1) await nextTick(host);
    },
    close: async () => {
      await host.close();
      for (const site of createdSites) await site.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Creates a private filter of Lee's. */
export async function createPrivateFilter(installedSite: InstalledSite, name: string): Promise<string> {
  const { id } = await installedSite.lee.post<{ id: string }>('/rest/api/3/filter', {
    name,
    jql: 'project = SEC ORDER BY created DESC',
    sharePermissions: [],
  });
  return id;
}

/** Makes a filter of Lee's public or private. */
export async function setFilterPublic(
  installedSite: InstalledSite,
  id: string,
  isPublic: boolean,
): Promise<void> {
  const filter = await installedSite.lee.get<Record<string, unknown>>(`/rest/api/3/filter/${id}`);
  await installedSite.lee.put(`/rest/api/3/filter/${id}`, {
    ...filter,
    sharePermissions: isPublic ? [{ type: 'global' }] : [],
  });
}

/** Moves a work item to Done as Lee. */
export async function moveToDone(installedSite: InstalledSite, key: string): Promise<void> {
  const { transitions } = await installedSite.lee.get<{
    transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
  }>(`/rest/api/3/issue/${key}/transitions`);
  const doneTransition = transitions.find(({ to }) => to.statusCategory.key === 'done');
  if (doneTransition === undefined) throw new Error(`${key} has no way to Done`);
  await installedSite.lee.post(`/rest/api/3/issue/${key}/transitions`, {
    transition: { id: doneTransition.id },
  });
}
