import { DAY, HOUR, MINUTE, type Millis } from '../clock';
import type { PageHost } from '../ports';
import { actsOf } from './acts';
import { type Rest, restAs } from './rest';
import type { World } from './world';

/** How long the app has been installed when a person first looks. */
export const LIVED_DAYS = 30;

/** Something that happens to the site in the days before the first visit, always as a named person would do it. */
interface Episode {
  /** After the install. */
  readonly at: Millis;
  happen(story: Storyline): Promise<void>;
}

/** What the episodes act with. `left` is what acts left behind for being undone; it survives a restart. */
interface Storyline {
  readonly world: World;
  readonly left: Record<string, string>;
  readonly page: (call: string, payload: unknown) => Promise<Record<string, unknown>>;
  readonly ana: Rest;
  readonly lee: Rest;
}

const at = (day: number, hour: number, minute = 0): Millis => day * DAY + hour * HOUR + minute * MINUTE;

const run =
  (id: string) =>
  async ({ world, left }: Storyline): Promise<void> => {
    const act = actsOf(world.site).find(each => each.id === id);
    if (act === undefined) throw new Error(`There is no act ${id}`);
    left[id] = await act.run();
  };

const undo =
  (id: string) =>
  async ({ world, left }: Storyline): Promise<void> => {
    const act = actsOf(world.site).find(each => each.id === id);
    const before = left[id];
    if (act === undefined || before === undefined) throw new Error(`There is nothing to undo of ${id}`);
    await act.undo(before);
    delete left[id];
  };

const dayOf = (time: Millis): string => new Date(time).toISOString().slice(0, 10);

interface Named {
  readonly id: string;
  readonly name: string;
  readonly key?: string;
}

/** The app is set up as its first ten minutes ask: what is meant to be so, where work items go, from which starting point. */
async function setUp({ world, page, ana }: Storyline): Promise<void> {
  const { site, clock } = world;
  const owner = site.people.ana.accountId;
  const until = dayOf(clock.now() + 180 * DAY);
  const entry = (id: string, name: string, reason: string): Record<string, unknown> => ({
    id,
    name,
    reason,
    owner,
    until,
  });
  const { values: spaces } = await ana.get<{ values: readonly Named[] }>(
    '/rest/api/3/project/search?maxResults=100',
  );
  const space = (key: string): Named => {
    const found = spaces.find(each => each.key === key);
    if (found === undefined) throw new Error(`The site has no space ${key}`);
    return found;
  };
  const { issueTypes } = await ana.get<{ issueTypes: readonly Named[] }>(
    `/rest/api/3/issue/createmeta/${space('SEC').id}/issuetypes`,
  );
  const task = issueTypes.find(({ name }) => name === 'Task');
  if (task === undefined) throw new Error('The space SEC has no work type Task');

  let revision = 0;
  const save = async (group: string, value: Record<string, unknown>): Promise<void> => {
    ({ revision } = (await page('saveSettings', { revision, change: { group, value } })) as {
      revision: number;
    });
  };
  await save('open', {
    approvedSpaces: [
      entry(space('PUB').id, space('PUB').name, 'Our public roadmap'),
      entry(space('OSS').id, space('OSS').name, 'Open source work is done in the open'),
    ],
    approvedFilters: [],
    approvedDashboards: [],
    knownApps: site.known.apps.map(id => entry(id, '', 'Assessed before this list began')),
    ownDomains: [],
  });
  await save('sensitive', {
    sensitiveSpaces: [entry(space('FIN').id, space('FIN').name, 'Salaries and contracts')],
  });
  await save('people', {
    owners: { 'INF-01': owner, 'USR-01': owner, 'APP-01': site.people.lee.accountId },
    reviewedAdmins: site.known.admins.map(id => entry(id, '', 'Reviewed with the team')),
    emergencyAccounts: [],
    serviceAccounts: [],
  });
  await save('filing', {
    filing: {
      project: space('SEC').id,
      issueType: task.id,
      defaultAssignee: owner,
      cap: 20,
      publicAnyway: false,
      fields: {},
    },
  });
  await page('takeBaseline', { mode: 'worse', revision });
}

/** The two controls that no API shows are stated. */
async function attest({ world, page }: Storyline): Promise<void> {
  const today = world.clock.now();
  const forms: Record<string, Record<string, string | number>> = {
    'INF-14': {
      lastBackup: dayOf(today - DAY),
      kept: 'Object storage of the platform team, another account',
      deletableBy: 'Two people of the platform team, together',
      retention: '35 days',
      lastRestore: dayOf(today - 40 * DAY),
      restored: '41 spaces, 18,204 work items, ten attachments opened',
      took: '3 hours 10 minutes',
      missing: 'Nothing',
    },
    'POL-01': {},
  };
  for (const control of Object.keys(forms)) {
    const { facts } = (await page('control', { control })) as {
      facts: { version: number; statement?: { fields: readonly StatementField[] } };
    };
    const blanks = Object.fromEntries(
      (facts.statement?.fields ?? []).map(field => [
        field.name,
        forms[control]?.[field.name] ?? filled(field, today),
      ]),
    );
    await page('attest', { control, version: facts.version, blanks });
  }
}

interface StatementField {
  readonly name: string;
  readonly kind: 'text' | 'day' | 'number' | 'choice';
  readonly choices?: readonly string[];
}

const filled = ({ kind, choices }: StatementField, today: Millis): string | number => {
  if (kind === 'day') return dayOf(today - 2 * DAY);
  if (kind === 'number') return 41;
  return kind === 'choice' ? (choices?.[0] ?? '') : 'Written down in the security handbook, chapter 2';
};

interface Issue {
  readonly id: string;
  readonly key: string;
}

/** Moves the newest open work item of a control to Done, though nothing was fixed. */
const moveToDone =
  (control: string) =>
  async ({ page, lee }: Storyline): Promise<void> => {
    const { checklist } = (await page('home', {})) as {
      checklist?: { rows: readonly { control: string; workItems: readonly { issueKey?: string }[] }[] };
    };
    const key = checklist?.rows
      .find(row => row.control === control)
      ?.workItems.find(({ issueKey }) => issueKey)?.issueKey;
    if (key === undefined) throw new Error(`There is no work item of ${control} to move`);
    const { transitions } = await lee.get<{
      transitions: readonly { id: string; to: { statusCategory: { key: string } } }[];
    }>(`/rest/api/3/issue/${key}/transitions`);
    const done = transitions.find(({ to }) => to.statusCategory.key === 'done');
    if (done === undefined) throw new Error(`${key} has no way to Done`);
    await lee.post(`/rest/api/3/issue/${key}/transitions`, { transition: { id: done.id } });
  };

/** One of the things that stood open since before the app came is closed by the person who owns it. */
async function mendOne({ world, ana }: Storyline): Promise<void> {
  const plant = world.site.planted.find(({ control }) => control === 'INF-03');
  if (plant === undefined) return;
  const filter = await ana.get<Issue & { sharePermissions: unknown[] }>(`/rest/api/3/filter/${plant.id}`);
  const owner = world.site.people.ana.accountId;
  await ana.put(`/rest/api/3/filter/${plant.id}/owner`, { accountId: owner });
  await ana.put(`/rest/api/3/filter/${plant.id}`, { ...filter, sharePermissions: [] });
}

/** The app found on day 14 was assessed after all. */
async function registerApp({ world, page, ana }: Storyline): Promise<void> {
  const { settings, revision } = (await page('settings', {})) as {
    revision: number;
    settings: Record<
      'approvedSpaces' | 'approvedFilters' | 'approvedDashboards' | 'knownApps' | 'ownDomains',
      Named[]
    >;
  };
  const { found } = (await page('search', { kind: 'app', text: 'Timesheets' })) as {
    found: readonly Named[];
  };
  const [app] = found;
  if (app === undefined) throw new Error('The new app is not found');
  const { approvedSpaces, approvedFilters, approvedDashboards, knownApps, ownDomains } = settings;
  const owner = world.site.people.lee.accountId;
  const until = dayOf(world.clock.now() + 365 * DAY);
  const known = { ...app, reason: 'Assessed: reads work items only, hosted by Atlassian', owner, until };
  const value = {
    approvedSpaces,
    approvedFilters,
    approvedDashboards,
    knownApps: [...knownApps, known],
    ownDomains,
  };
  await ana.get('/rest/api/3/myself');
  await page('saveSettings', { revision, change: { group: 'open', value } });
}

const episodes: readonly Episode[] = [
  { at: at(0, 1), happen: setUp },
  { at: at(0, 2), happen: attest },
  { at: at(3, 10, 20), happen: mendOne },
  { at: at(5, 5, 2), happen: run('public-filter') },
  { at: at(6, 2, 40), happen: undo('public-filter') },
  { at: at(9, 6, 15), happen: run('public-scheme') },
  { at: at(10, 3), happen: moveToDone('INF-01') },
  { at: at(11, 4, 30), happen: undo('public-scheme') },
  { at: at(14, 7), happen: run('unknown-app') },
  { at: at(16, 2), happen: registerApp },
  { at: at(20, 5), happen: run('deactivated-admin') },
  { at: at(22, 4), happen: undo('deactivated-admin') },
  { at: at(29, 8, 12), happen: run('public-dashboard') },
];

const STORY = 'world:story';

/** How far the days before the first visit have been lived. */
interface Lived {
  readonly installedAt: Millis;
  readonly next: number;
  readonly left: Record<string, string>;
  readonly whole: boolean;
}

/** The way in which a page of the app asks: as Ana, a Jira admin. */
const asAna =
  (host: PageHost, accountId: string) =>
  async (call: string, payload: unknown): Promise<Record<string, unknown>> => {
    const visit = { moduleKey: 'checklist', accountId, extension: {} };
    const answer = (await host.invoke(visit, call, payload)) as {
      is: string;
      value: Record<string, unknown>;
      error?: unknown;
    };
    if (answer.is !== 'done') throw new Error(`${call} was refused: ${JSON.stringify(answer.error)}`);
    return answer.value;
  };

/** What the acts that are not undone have left, for whoever goes on. */
export async function leftOpen({ store }: Pick<World, 'store'>): Promise<Record<string, string>> {
  return ((await store.get(STORY)) as Lived | undefined)?.left ?? {};
}

/**
 * Lives through the days before the first visit by really running the app's ticks on an advanced clock. What was lived
 * before an interruption is not lived again.
 * @param onDay told whenever another stretch has passed.
 */
export async function liveThrough(world: World, onDay: (day: number) => void): Promise<void> {
  const { store, clock, host, site } = world;
  await host.install();
  const kept = (await store.get(STORY)) as Lived | undefined;
  let lived: Lived = kept ?? { installedAt: clock.now(), next: 0, left: {}, whole: false };
  if (lived.whole) return;
  const story: Storyline = {
    world,
    left: lived.left,
    page: asAna(host, site.people.ana.accountId),
    ana: restAs(site, site.people.ana),
    lee: restAs(site, site.people.lee),
  };
  const keep = async (next: Partial<Lived>): Promise<void> => {
    lived = { ...lived, ...next };
    await store.put(STORY, lived);
    await world.keepClock();
  };
  const goTo = async (offset: Millis): Promise<void> => {
    const end = lived.installedAt + offset;
    while (clock.now() < end) {
      await host.advanceTo(Math.min(end, clock.now() + 6 * HOUR));
      onDay(Math.floor((clock.now() - lived.installedAt) / DAY));
    }
  };
  clock.stop();
  await keep({});
  for (const [index, { at: offset, happen }] of episodes.entries()) {
    if (index < lived.next) continue;
    await goTo(offset);
    await happen(story);
    await keep({ next: index + 1, left: story.left });
  }
  await goTo(LIVED_DAYS * DAY);
  await keep({ whole: true });
  clock.resume();
}
