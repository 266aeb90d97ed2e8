import { DAY, type Millis } from '../clock';
import { type Named, type Storyline } from './storyline';

/* What an admin does in the app itself: the first ten minutes, the two statements, an app assessed. */

const dayOf = (time: Millis): string => new Date(time).toISOString().slice(0, 10);

/** The app is set up as its first ten minutes ask: what is meant to be so, where work items go, from which starting point. */
export async function setUp({ world, page, ana }: Storyline): Promise<void> {
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

/** What Ana states of what no API shows: the blanks of each form. */
const statementsOn = (
  today: Millis,
): Readonly<Record<string, Readonly<Record<string, string | number>>>> => ({
  'INF-14': {
    lastBackup: dayOf(today - DAY),
    keptWhere: 'Object storage of another cloud account',
    keptDays: 35,
    whoCanDelete: 'Two people of the platform team, together',
    lastRestore: dayOf(today - 40 * DAY),
    restoredSpaces: 41,
    restoredWorkItems: 18_204,
    restoreHours: 3,
    missing: 'Automation rules, which are exported by hand',
    result: 'effective',
    evidence: 'Page "Restore test" of the operations handbook',
  },
  'POL-01': {
    assessedOn: dayOf(today - 2 * DAY),
    document: 'Risk assessment 2026, chapter 2 of the security handbook',
    people: 'Ana Lima and the platform team',
    mostSensitive: 'Contracts, salaries and reports of incidents',
    result: 'effective',
  },
});

/** The two controls that no API shows are stated. */
export async function attest({ world, page }: Storyline): Promise<void> {
  for (const [control, blanks] of Object.entries(statementsOn(world.clock.now()))) {
    const { facts } = (await page('control', { control })) as { facts: { version: number } };
    await page('attest', { control, version: facts.version, blanks });
  }
}

/** The app found on day 14 was assessed after all. */
export async function registerApp({ world, page }: Storyline): Promise<void> {
  const { settings, revision } = (await page('settings', {})) as {
    revision: number;
    settings: Record<
      | 'approvedSpaces'
      | 'approvedFilters'
      | 'approvedDashboards'
      | 'knownApps'
      | 'atlassianApps'
      | 'ownDomains',
      Named[]
    >;
  };
  const { found } = (await page('search', { kind: 'app', text: 'Timesheets' })) as {
    found: readonly Named[];
  };
  const [app] = found;
  if (app === undefined) throw new Error('The new app is not found');
  const { approvedSpaces, approvedFilters, approvedDashboards, knownApps, atlassianApps, ownDomains } =
    settings;
  const owner = world.site.people.lee.accountId;
  const until = dayOf(world.clock.now() + 365 * DAY);
  const known = { ...app, reason: 'Assessed: reads work items only, hosted by Atlassian', owner, until };
  const value = {
    approvedSpaces,
    approvedFilters,
    approvedDashboards,
    knownApps: [...knownApps, known],
    atlassianApps,
    ownDomains,
  };
  await page('saveSettings', { revision, change: { group: 'open', value } });
}
