import { adminApi } from '../../src/api/admin-api';
import { instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { ADMIN, invoked } from './platform';

/* A Jira admin who opens the app's pages at noon, and what they find there. */

export const asAdmin = (name: string, input: unknown) => invoked(adminApi, name, input, { account: ADMIN });
export const valueOf = <T>(answer: unknown): T => (answer as { value: T }).value;

export const NOW = instant(Date.UTC(2026, 10, 20, 12));
export const at = (moment: number): void => {
  jest.spyOn(Date, 'now').mockReturnValue(moment);
};

export const life = (number: number, part: Partial<Life> = {}): Life => ({
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
  returned: 0,
  baseline: false,
  origin: 'site',
  added: [],
  known: [],
  version: 1,
  ...part,
});

export const checklist = (part: object = {}) => ({
  schema: 1,
  at: NOW,
  score: {
    assured: 50,
    possible: 60,
    bands: { proved: 50, attested: 0, unknown: 10, due: 0, 'not-met': 40 },
  },
  rows: [],
  events: [],
  coverage: [],
  ...part,
});
