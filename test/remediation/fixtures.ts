import { type MessageKey, type MessageValues, createMessages } from '../../src/messages/messages';
import { publicFilterShares } from '../../src/controls/information/INF-03-public-filter-shares';
import { type Control } from '../../src/controls/define-control';
import { buildEveryone } from '../../src/controls/everyone';
import { type ControlHistory } from '../../src/posture/compare-findings';
import {
  type RemediationInput,
  type RemediationResult,
  remediate,
} from '../../src/remediation/run/remediate';
import { type Settings, settingsSchema } from '../../src/settings/settings';
import { type ControlId } from '../../src/domain/control-attributes';
import { type Finding } from '../../src/domain/finding';
import { HOUR, type Instant, instant } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { type FakeJira, OWN } from './fake-jira';
import { type FakeRecordStore } from './fake-record-store';

export const NOON = instant(Date.parse('2026-11-20T12:00:00Z'));

export const at = (text: string): Instant => instant(Date.parse(text));

export const publicFiltersControl: Control = publicFilterShares as unknown as Control;

export const renderer = {
  messages: createMessages('en'),
  baseUrl: 'https://example.atlassian.net',
  locale: 'en',
  timeZone: 'UTC',
};

/** What the app says by a message, as plain text in UTC. */
export const messageText = (key: MessageKey, values: MessageValues = {}): string =>
  renderer.messages.plainText(key, values, { timeZone: 'UTC' });

/** The first sentences of a comment on what changed. */
export const updateLead = (fresh: number, gone: number, left: number): string =>
  messageText('remediation.comment.updated', { fresh, gone, left }).replace(/\s+/g, ' ').trim();

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

export const trackedFrom = (finding: Finding, of: Partial<TrackedFinding> = {}): TrackedFinding => ({
  finding,
  state: 'open',
  since: NOON,
  readAt: NOON,
  firstSeen: NOON,
  lastSeen: NOON,
  reopenCount: 0,
  inBaseline: false,
  origin: 'site',
  addedReach: [],
  knownReach: finding.reach ?? [],
  controlVersion: 1,
  ...of,
});

export const settingsWith = (of: Record<string, unknown> = {}): Settings =>
  settingsSchema.parse({
    filing: { project: 'SEC', issueType: '10001', defaultAssignee: 'admin' },
    baseline: { mode: 'drift', takenAt: NOON, by: 'admin' },
    ...of,
  });

export const historiesOf = (
  ...trackedFindings: readonly TrackedFinding[]
): ReadonlyMap<ControlId, ControlHistory> =>
  new Map([['INF-03', { version: 1, completeReadAt: NOON, findings: trackedFindings }]]);

/** Everyone on the site: whoever has access to Jira gets this group. */
export const everyone = buildEveryone([
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
export const runRemediation = (
  jira: FakeJira,
  store: FakeRecordStore,
  trackedFindings: readonly TrackedFinding[],
  of: Partial<RemediationInput> = {},
): Promise<RemediationResult> =>
  remediate({
    jira,
    store,
    controls: [publicFiltersControl],
    histories: historiesOf(...trackedFindings),
    settings: settingsWith(),
    site,
    evidence: new Map([['INF-03', { fullReadAt: NOON, complete: true, read: 3, of: 3 }]]),
    now: instant(jira.now),
    messages: createMessages('en'),
    everyone,
    tickStartedAt: NOON,
    observed: new Map(),
    searchCopies: false,
    shouldPause: () => false,
    ...of,
  });

export const advanceHours = (jira: FakeJira, hours: number): void => {
  jira.now += hours * HOUR;
};
