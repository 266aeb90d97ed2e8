import { DAY, type Millis } from '../clock';
import { type NamedObject, type EpisodeContext } from './episode-context';

/* What an admin does in the app itself: the first ten minutes, the two attestations, and the new app. */

const formatDay = (time: Millis): string => new Date(time).toISOString().slice(0, 10);

/** Sets up the app as in the first ten minutes: approvals, where to file work items, and the baseline. */
export async function setUpApp({ world, callApp: page, ana }: EpisodeContext): Promise<void> {
  const { site, clock } = world;
  const owner = site.people.ana.accountId;
  const expires = formatDay(clock.now() + 180 * DAY);
  const entry = (id: string, name: string, reason: string): Record<string, unknown> => ({
    id,
    name,
    reason,
    owner,
    until: expires,
  });
  const { values: spaces } = await ana.get<{ values: readonly NamedObject[] }>(
    '/rest/api/3/project/search?maxResults=100',
  );
  const space = (key: string): NamedObject => {
    const found = spaces.find(candidate => candidate.key === key);
    if (found === undefined) throw new Error(`The site has no space ${key}`);
    return found;
  };
  const { issueTypes } = await ana.get<{ issueTypes: readonly NamedObject[] }>(
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
      entry(space('OSS').id, space('OSS').name, 'Home of our open source work'),
    ],
    approvedFilters: [],
    approvedDashboards: [],
    knownApps: site.known.apps.map(id => entry(id, '', 'Assessed before we installed this app')),
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
  await page('takeBaseline', { mode: 'drift', revision });
}

/** Ana's answers to the attestation forms of the controls that no API shows. */
const attestationsOn = (
  today: Millis,
): Readonly<Record<string, Readonly<Record<string, string | number>>>> => ({
  'INF-14': {
    lastBackup: formatDay(today - DAY),
    keptWhere: 'Object storage in another cloud account',
    keptDays: 35,
    whoCanDelete: 'Two people on the platform team, only together',
    lastRestore: formatDay(today - 40 * DAY),
    restoredSpaces: 41,
    restoredWorkItems: 18_204,
    restoreHours: 3,
    missing: 'Automation rules, which we export by hand',
    result: 'effective',
    evidence: 'Operations handbook, page "Restore test"',
  },
  'POL-01': {
    assessedOn: formatDay(today - 2 * DAY),
    document: 'Security handbook, chapter 2, Risk assessment 2026',
    people: 'Ana Lima and the platform team',
    mostSensitive: 'Contracts, salaries, and incident reports',
    result: 'effective',
  },
});

/** Attests the two controls that no API shows. */
export async function submitAttestations({ world, callApp: page }: EpisodeContext): Promise<void> {
  for (const [control, answers] of Object.entries(attestationsOn(world.clock.now()))) {
    const { definition } = (await page('control', { control })) as { definition: { version: number } };
    await page('attest', { control, version: definition.version, answers });
  }
}

/** Registers the app that was found on day 14. */
export async function registerNewApp({ world, callApp: page }: EpisodeContext): Promise<void> {
  const { settings, revision } = (await page('settings', {})) as {
    revision: number;
    settings: Record<
      | 'approvedSpaces'
      | 'approvedFilters'
      | 'approvedDashboards'
      | 'knownApps'
      | 'atlassianApps'
      | 'ownDomains',
      NamedObject[]
    >;
  };
  const { matches } = (await page('search', { kind: 'app', text: 'Timesheets' })) as {
    matches: readonly NamedObject[];
  };
  const [app] = matches;
  if (app === undefined) throw new Error("The new app wasn't found");
  const { approvedSpaces, approvedFilters, approvedDashboards, knownApps, atlassianApps, ownDomains } =
    settings;
  const owner = world.site.people.lee.accountId;
  const expires = formatDay(world.clock.now() + 365 * DAY);
  const registeredApp = {
    ...app,
    reason: 'Assessed: reads work items only, hosted by Atlassian',
    owner,
    until: expires,
  };
  const value = {
    approvedSpaces,
    approvedFilters,
    approvedDashboards,
    knownApps: [...knownApps, registeredApp],
    atlassianApps,
    ownDomains,
  };
  await page('saveSettings', { revision, change: { group: 'open', value } });
}
