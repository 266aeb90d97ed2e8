import { adminApi } from '../../src/api/admin-api';
import { instant } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { ADMIN, invokeHandler } from './fake-platform';

/* A Jira admin who opens the app's pages at noon, and what they find there. */

export const callAsAdmin = (name: string, input: unknown) =>
  invokeHandler(adminApi, name, input, { account: ADMIN });
export const valueOf = <T>(answer: unknown): T => (answer as { value: T }).value;

export const NOW = instant(Date.UTC(2026, 10, 20, 12));
export const setNow = (moment: number): void => {
  jest.spyOn(Date, 'now').mockReturnValue(moment);
};

export const trackedFinding = (number: number, part: Partial<TrackedFinding> = {}): TrackedFinding => ({
  finding: {
    key: `INF-03:filter-public:filter-${number}:`,
    control: 'INF-03',
    code: 'filter-public',
    severity: 'medium',
    subject: { kind: 'filter', id: String(number), source: 'publicFilters', name: `Filter ${number}` },
    args: { filter: String(number), name: `Filter ${number}`, spacePublic: false, namesSensitive: false },
    owner: 'lee',
  },
  state: 'open',
  since: NOW,
  readAt: NOW,
  firstSeen: NOW,
  lastSeen: NOW,
  reopenCount: 0,
  inBaseline: false,
  origin: 'site',
  addedReach: [],
  knownReach: [],
  controlVersion: 1,
  ...part,
});

export const checklist = (part: object = {}) => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 50,
    possible: 60,
    bands: { verified: 50, attested: 0, unknown: 10, due: 0, 'not-met': 40 },
  },
  rows: [],
  events: [],
  coverage: [],
  ...part,
});
