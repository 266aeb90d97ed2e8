import { wordsOf } from '../../static/locales';
import { publicFilters } from '../../src/controls/information/INF-03-public-filters';
import { type Control } from '../../src/controls/define';
import { everyoneOf } from '../../src/controls/everyone';
import { type ControlMemory } from '../../src/posture/compare';
import { type Remediation, type Remediated, remediate } from '../../src/remediation/remediate';
import { type Settings, settingsSchema } from '../../src/settings/settings';
import { type ControlId } from '../../src/terms/control-terms';
import { type Finding } from '../../src/terms/finding';
import { HOUR, type Instant, instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type FakeJira, OWN } from './fake-jira';
import { type FakeStore } from './fake-store';

export const NOON = instant(Date.parse('2026-11-20T12:00:00Z'));

export const at = (text: string): Instant => instant(Date.parse(text));

export const filters: Control = publicFilters as unknown as Control;

export const pen = {
  words: wordsOf('en'),
  baseUrl: 'https://example.atlassian.net',
  locale: 'en',
  timeZone: 'UTC',
};

/** A public filter, as INF-03 finds it. */
export const publicFilter = (id: string, of: Partial<Finding> = {}): Finding => ({
  key: `INF-03:filter-public:filter-${id}:`,
  control: 'INF-03',
  code: 'filter-public',
  severity: 'medium',
  subject: { kind: 'filter', id, source: 'publicFilters', name: `Filter ${id}` },
  args: { filter: id, name: `Filter ${id}`, spacePublic: false, namesSensitive: false },
  ...of,
});

export const lifeOf = (finding: Finding, of: Partial<Life> = {}): Life => ({
  finding,
  state: 'open',
  since: NOON,
  readAt: NOON,
  firstSeen: NOON,
  lastSeen: NOON,
  returned: 0,
  baseline: false,
  origin: 'site',
  added: [],
  known: finding.reach ?? [],
  version: 1,
  ...of,
});

export const settingsWith = (of: Record<string, unknown> = {}): Settings =>
  settingsSchema.parse({
    filing: { project: 'SEC', issueType: '10001', defaultAssignee: 'admin' },
    baseline: { mode: 'worse', takenAt: NOON, by: 'admin' },
    ...of,
  });

export const livesOf = (...lives: readonly Life[]): ReadonlyMap<ControlId, ControlMemory> =>
  new Map([['INF-03', { version: 1, wholeAt: NOON, lives }]]);

/** Everyone on the site: whoever has access to Jira gets this group. */
export const everyone = everyoneOf([
  {
    key: 'jira-software',
    name: 'Jira',
    groups: ['jira-users', 'security'],
    defaultGroups: [{ id: 'jira-users', name: 'jira-users' }],
  },
]);

export const site = {
  cloudId: 'cloud-1',
  environmentId: 'env-1',
  baseUrl: 'https://example.atlassian.net',
  ownAccount: OWN,
};

/** One call of the sweep, at the fake site's time. */
export const sweep = (
  jira: FakeJira,
  store: FakeStore,
  lives: readonly Life[],
  of: Partial<Remediation> = {},
): Promise<Remediated> =>
  remediate({
    jira,
    store,
    controls: [filters],
    memories: livesOf(...lives),
    settings: settingsWith(),
    site,
    evidence: new Map([['INF-03', { asOf: NOON, complete: true, read: 3, of: 3 }]]),
    now: instant(jira.now),
    words: wordsOf('en'),
    everyone,
    since: NOON,
    observed: new Map(),
    searchCopies: false,
    pause: () => false,
    ...of,
  });

export const hoursLater = (jira: FakeJira, hours: number): void => {
  jira.now += hours * HOUR;
};
