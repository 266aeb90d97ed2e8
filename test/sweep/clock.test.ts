import { appHealth } from '../../src/api/app-health';
import { sources } from '../../src/evidence/sources';
import { readDays } from '../../src/storage/history';
import { takeLock } from '../../src/storage/lock';
import { type Run, newRun, readRun } from '../../src/storage/run';
import { EvidenceStore } from '../../src/storage/evidence';
import { trustedMemory, trustedReading, trustedRun } from '../../src/sweep/trusted';
import { areRightsArriving } from '../../src/sweep/evidence-now';
import { DAY, HOUR, MINUTE, instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { platformWith } from '../api/platform';
import { readingOf, valuesPage } from '../evidence/fake-site';
import { at, filter, judged, lifeOfFilter, read, saved } from './stored-site';

const NOW = instant(Date.UTC(2026, 10, 2, 8, 10));
const AHEAD = later(NOW, 40 * DAY);
const hourOf = (time: number): number => Math.floor(time / HOUR);

const sweep: NonNullable<Run['sweep']> = {
  id: 'sweep',
  why: 'tick',
  startedAt: NOW,
  heartbeat: NOW,
  pending: [],
  asked: [],
  read: [],
  cost: { calls: 0, points: 0, objects: 0, seconds: 0 },
};
const cursor = { at: NOW, seen: ['1'] };

/** A stored time that gates work, as a clock that ran 40 days ahead left it, and what is made of it. */
const TIMES: readonly (readonly [name: string, stored: Partial<Run>, trusted: Partial<Run>])[] = [
  ['when the scan began', { sweep: { ...sweep, startedAt: AHEAD } }, { sweep }],
  ['the heartbeat', { sweep: { ...sweep, heartbeat: AHEAD } }, { sweep }],
  [
    'the hour of the budget',
    { budget: { hour: hourOf(AHEAD), spent: 100, carried: 500 } },
    { budget: { hour: hourOf(NOW), spent: 100, carried: 0 } },
  ],
  ['the cursor of the feed', { feed: { cursor: { ...cursor, at: AHEAD }, since: NOW } }, { feed: {} }],
  ['since when the feed has no hole', { feed: { cursor, since: AHEAD } }, { feed: { cursor } }],
  [
    'a second read',
    { second: [{ source: 'spaces', at: AHEAD }] },
    { second: [{ source: 'spaces', at: NOW }] },
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
  ['the last scan', { lastSweep: { at: AHEAD, cost: sweep.cost, why: 'tick' } }, {}],
  ['the first success', { firstSuccess: AHEAD }, { firstSuccess: NOW }],
  ['since when a right is missing', { lacking: { ADMINISTER: AHEAD } }, { lacking: { ADMINISTER: NOW } }],
];

const budget = { hour: hourOf(NOW), spent: 0, carried: 0 };

describe('a time later than now in the run', () => {
  it.each(TIMES)('is not trusted: %s', (_, stored, trusted) => {
    expect(trustedRun({ ...newRun, budget, ...stored }, NOW)).toEqual({ ...newRun, budget, ...trusted });
  });

  it.each(TIMES)('is kept once it has come: %s', (_, stored) => {
    const run = { ...newRun, budget: { ...budget, hour: hourOf(AHEAD) }, ...stored };
    expect(trustedRun(run, AHEAD)).toEqual(run);
  });

  it('leaves what is due in the next minutes, and at the end of the day', () => {
    const run: Run = {
      ...newRun,
      budget,
      judgeBy: later(NOW, 20 * HOUR),
      next: { at: later(NOW, HOUR), id: 'x' },
      second: [{ source: 'spaces', key: '1', at: later(NOW, 30 * MINUTE) }],
    };
    expect(trustedRun(run, NOW)).toEqual(run);
  });
});

describe('a time later than now elsewhere', () => {
  it('makes a reading stale, and its objects as old as can be', () => {
    const reading = { ...readingOf([filter]), asOf: AHEAD, rereadAt: new Map([['7', AHEAD]]) };
    expect(trustedReading(reading, NOW)).toMatchObject({ asOf: 0, gaps: [{ why: 'stale' }] });
    expect([...(trustedReading(reading, NOW).rereadAt ?? [])]).toEqual([['7', 0]]);
    expect(trustedReading({ ...reading, asOf: NOW, rereadAt: new Map() }, NOW).gaps).toEqual([]);
  });

  it('makes a finding one that the next reading confirms', () => {
    const life = { since: AHEAD, readAt: AHEAD, firstSeen: AHEAD, lastSeen: AHEAD } as Life;
    const { lives, wholeAt } = trustedMemory({ version: 1, wholeAt: AHEAD, lives: [life] }, NOW);
    expect(wholeAt).toBe(NOW);
    expect(lives).toEqual([{ since: NOW, readAt: 0, firstSeen: NOW, lastSeen: NOW }]);
  });

  it('is no install of a moment ago', () => {
    expect(areRightsArriving(newRun, AHEAD, NOW)).toBe(false);
    expect(areRightsArriving(newRun, later(NOW, -MINUTE), NOW)).toBe(true);
  });

  it('holds no lock', async () => {
    platformWith(() => undefined);
    expect(await takeLock('ahead', AHEAD, later(AHEAD, 5 * MINUTE))).toBeDefined();
    expect(await takeLock('right', NOW, later(NOW, 5 * MINUTE))).toMatchObject({ holder: 'right', epoch: 2 });
    expect(await takeLock('other', NOW, later(NOW, 5 * MINUTE))).toBeUndefined();
  });

  it('is no day of the trend', async () => {
    const { store } = platformWith(() => undefined);
    const day = (name: string) => ({
      day: name,
      assured: 1,
      possible: 2,
      statuses: {},
      opened: 0,
      closed: 0,
    });
    store.set('day:2026-11', { days: [day('2026-11-01'), day('2026-11-29')] });
    expect((await readDays('2026-11-02', 2)).map(each => each.day)).toEqual(['2026-11-01']);
  });

  it('is said by the health on the page', () => {
    expect(appHealth(undefined, { ...newRun, lastTick: AHEAD }, NOW)).toBe('clock');
    expect(appHealth(undefined, { ...newRun, sweep: { ...sweep, heartbeat: AHEAD } }, NOW)).toBe('clock');
    expect(appHealth(undefined, { ...newRun, lastTick: NOW }, NOW)).toBe('well');
  });
});

describe('a tick with the clock 40 days ahead, and then right again', () => {
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

  it('is read and judged again at the next tick', async () => {
    const platform = platformWith(() => undefined);
    saved(platform, {});
    await read(sources.publicFilters, [], 0);
    await judged(platform, 1);
    await judged(platform, minutes, tick);
    expect(await lifeOfFilter()).toMatchObject({ state: 'suspected', readAt: at(minutes) });
    const asked = await judged(platform, 60, tick);
    expect(asked.some(path => path.startsWith('/filter/search'))).toBe(true);
    expect(await new EvidenceStore().closedAsOf('publicFilters')).toBe(at(60));
    const run = await readRun();
    expect(run.lastTick).toBe(at(60));
    expect(run.judgeBy).toBeLessThanOrEqual(at(60 + 24 * 60));
    await judged(platform, 62);
    expect(await lifeOfFilter()).toMatchObject({ state: 'open' });
    expect(appHealth(undefined, await readRun(), at(62))).toBe('well');
  });
});
