import { appHealth } from '../../src/api/app-health';
import { sources } from '../../src/evidence/sources';
import { readDaySummaries } from '../../src/storage/day-summaries';
import { acquireLock } from '../../src/storage/lock';
import { type ScanState, initialScanState, readScanState } from '../../src/storage/scan-state';
import { EvidenceStore } from '../../src/storage/evidence-store';
import { sanitizeHistory, sanitizeReading, sanitizeRun } from '../../src/scan/sanitize-times';
import { areRightsArriving } from '../../src/scan/load-evidence';
import { DAY, HOUR, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { createFakePlatform } from '../api/fake-platform';
import { completeReading, valuesPage } from '../evidence/fake-transport';
import { at, filter, runJudging, findTrackedFilter, savePass, saveSettings } from './stored-site';

const NOW = instant(Date.UTC(2026, 10, 2, 8, 10));
const AHEAD = addDuration(NOW, 40 * DAY);
const hourOf = (time: number): number => Math.floor(time / HOUR);

const scanState: NonNullable<ScanState['scan']> = {
  id: 'scan',
  why: 'tick',
  startedAt: NOW,
  heartbeat: NOW,
  pending: [],
  requested: [],
  read: [],
  cost: { calls: 0, points: 0, objects: 0, seconds: 0 },
};
const cursor = { at: NOW, recentIds: ['1'] };

/** A stored time that gates work, as a clock that ran 40 days ahead left it, and what is made of it. */
const TIMES: readonly (readonly [name: string, stored: Partial<ScanState>, trusted: Partial<ScanState>])[] = [
  ['when the scan began', { scan: { ...scanState, startedAt: AHEAD } }, { scan: scanState }],
  ['the heartbeat', { scan: { ...scanState, heartbeat: AHEAD } }, { scan: scanState }],
  [
    'the hour of the budget',
    { budget: { hour: hourOf(AHEAD), spent: 100, carriedOver: 500 } },
    { budget: { hour: hourOf(NOW), spent: 100, carriedOver: 0 } },
  ],
  ['the cursor of the feed', { feed: { cursor: { ...cursor, at: AHEAD }, since: NOW } }, { feed: {} }],
  ['since when the feed has no hole', { feed: { cursor, since: AHEAD } }, { feed: { cursor } }],
  [
    'a second read',
    { pendingConfirmations: [{ source: 'spaces', at: AHEAD }] },
    { pendingConfirmations: [{ source: 'spaces', at: NOW }] },
  ],
  ['when copies were searched for', { searchedCopiesAt: AHEAD }, {}],
  [
    'when the filing space was read',
    { filingSpace: { at: AHEAD, target: 't', problem: { code: 'rights', args: {} } } },
    { filingSpace: { at: 0, target: 't', problem: { code: 'rights', args: {} } } },
  ],
  ['since when filing counts', { filingSince: AHEAD }, {}],
  ['the next judging', { judgeBy: AHEAD }, {}],
  ['the next slice', { next: { at: AHEAD, id: 'x' } }, {}],
  ['the last tick', { lastTick: AHEAD }, {}],
  ['the last scan', { lastScan: { at: AHEAD, cost: scanState.cost, why: 'tick' } }, {}],
  ['the first success', { firstSuccessAt: AHEAD }, { firstSuccessAt: NOW }],
  [
    'since when a right is missing',
    { missingRights: { ADMINISTER: AHEAD } },
    { missingRights: { ADMINISTER: NOW } },
  ],
];

const budget = { hour: hourOf(NOW), spent: 0, carriedOver: 0 };

describe('a future time in the scan state', () => {
  it.each(TIMES)('is not trusted: %s', (_, stored, trusted) => {
    expect(sanitizeRun({ ...initialScanState, budget, ...stored }, NOW)).toEqual({
      ...initialScanState,
      budget,
      ...trusted,
    });
  });

  it.each(TIMES)('is kept once it has come: %s', (_, stored) => {
    const scanState = { ...initialScanState, budget: { ...budget, hour: hourOf(AHEAD) }, ...stored };
    expect(sanitizeRun(scanState, AHEAD)).toEqual(scanState);
  });

  it('leaves what is due in the next minutes, and at the end of the day', () => {
    const scanState: ScanState = {
      ...initialScanState,
      budget,
      judgeBy: addDuration(NOW, 20 * HOUR),
      next: { at: addDuration(NOW, HOUR), id: 'x' },
      pendingConfirmations: [{ source: 'spaces', key: '1', at: addDuration(NOW, 30 * MINUTE) }],
    };
    expect(sanitizeRun(scanState, NOW)).toEqual(scanState);
  });
});

describe('a future time elsewhere', () => {
  it('makes evidence stale, and its objects as old as possible', () => {
    const reading = { ...completeReading([filter]), fullReadAt: AHEAD, recheckedAt: new Map([['7', AHEAD]]) };
    expect(sanitizeReading(reading, NOW)).toMatchObject({ fullReadAt: 0, gaps: [{ why: 'stale' }] });
    expect([...(sanitizeReading(reading, NOW).recheckedAt ?? [])]).toEqual([['7', 0]]);
    expect(sanitizeReading({ ...reading, fullReadAt: NOW, recheckedAt: new Map() }, NOW).gaps).toEqual([]);
  });

  it('lets the next read confirm a finding', () => {
    const tracked = { since: AHEAD, readAt: AHEAD, firstSeen: AHEAD, lastSeen: AHEAD } as TrackedFinding;
    const { findings: trackedFindings, completeReadAt } = sanitizeHistory(
      { version: 1, completeReadAt: AHEAD, findings: [tracked] },
      NOW,
    );
    expect(completeReadAt).toBe(NOW);
    expect(trackedFindings).toEqual([{ since: NOW, readAt: 0, firstSeen: NOW, lastSeen: NOW }]);
  });

  it('does not count as a recent install', () => {
    expect(areRightsArriving(initialScanState, AHEAD, NOW)).toBe(false);
    expect(areRightsArriving(initialScanState, addDuration(NOW, -MINUTE), NOW)).toBe(true);
  });

  it('holds no lock', async () => {
    createFakePlatform(() => undefined);
    expect(await acquireLock('ahead', AHEAD, addDuration(AHEAD, 5 * MINUTE))).toBeDefined();
    expect(await acquireLock('right', NOW, addDuration(NOW, 5 * MINUTE))).toMatchObject({
      holder: 'right',
      epoch: 2,
    });
    expect(await acquireLock('other', NOW, addDuration(NOW, 5 * MINUTE))).toBeUndefined();
  });

  it('is left out of the trend', async () => {
    const { store } = createFakePlatform(() => undefined);
    const day = (name: string) => ({
      day: name,
      assured: 1,
      possible: 2,
      statuses: {},
      newFindings: 0,
      resolvedFindings: 0,
    });
    store.set('day:2026-11', { days: [day('2026-11-01'), day('2026-11-29')] });
    expect((await readDaySummaries('2026-11-02', 2)).map(each => each.day)).toEqual(['2026-11-01']);
  });

  it('shows as clock skew in the app’s health', () => {
    expect(appHealth(undefined, { ...initialScanState, lastTick: AHEAD }, NOW)).toBe('clock-skew');
    expect(appHealth(undefined, { ...initialScanState, scan: { ...scanState, heartbeat: AHEAD } }, NOW)).toBe(
      'clock-skew',
    );
    expect(appHealth(undefined, { ...initialScanState, lastTick: NOW }, NOW)).toBe('healthy');
  });
});

describe('a tick with the clock 40 days ahead, and then corrected', () => {
  const minutes = (40 * DAY) / MINUTE;
  const answers = {
    '/mypermissions': {
      body: { permissions: { ADMINISTER: { havePermission: true }, USER_PICKER: { havePermission: true } } },
    },
    '/data-policy': { body: { anyContentBlocked: false } },
    '/filter/search': valuesPage([
      { ...filter, owner: null, jql: '', sharePermissions: [{ type: 'global' }] },
      { id: '8', name: 'Mine', owner: null, jql: '', sharePermissions: [] },
    ]),
    '/auditing/record': { body: { limit: 200, total: 0, records: [] } },
  };
  const tick = { answers, message: { kind: 'tick' } };

  it('is followed by a read and a judging at the next tick', async () => {
    const platform = createFakePlatform(() => undefined);
    saveSettings(platform, {});
    await savePass(sources.publicFilters, [], 0);
    await runJudging(platform, 1);
    await runJudging(platform, minutes, tick);
    expect(await findTrackedFilter()).toMatchObject({ state: 'unconfirmed', readAt: at(minutes) });
    const requests = await runJudging(platform, 60, tick);
    expect(requests.some(path => path.startsWith('/filter/search'))).toBe(true);
    expect(await new EvidenceStore().lastFullReadAt('publicFilters')).toBe(at(60));
    const scanState = await readScanState();
    expect(scanState.lastTick).toBe(at(60));
    expect(scanState.judgeBy).toBeLessThanOrEqual(at(60 + 24 * 60));
    await runJudging(platform, 62);
    expect(await findTrackedFilter()).toMatchObject({ state: 'open' });
    expect(appHealth(undefined, await readScanState(), at(62))).toBe('healthy');
  });
});
