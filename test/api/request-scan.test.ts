import { initialScanState, noScanCost } from '../../src/storage/scan-state';
import { HOUR, MINUTE } from '../../src/domain/instant';
import { callAsAdmin, setNow, NOW, valueOf } from './fixtures';
import { jiraWithOneAdmin, createFakePlatform } from './fake-platform';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('Scan now', () => {
  it('pushes one message in two minutes, however often it is requested', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const answers = await Promise.all([1, 2, 3, 4].map(() => callAsAdmin('scanNow', {})));
    const tooSoon = { is: 'done', value: { is: 'too-soon', againAt: NOW + 2 * MINUTE } };
    expect(answers.filter(answer => JSON.stringify(answer) === JSON.stringify(tooSoon))).toHaveLength(3);
    expect(platform.pushedMessages).toHaveLength(1);
    setNow(NOW + 2 * MINUTE);
    expect(await callAsAdmin('scanNow', {})).toMatchObject({ value: { is: 'asked' } });
  });

  it('says when it continues if the hour’s API points are used up, and pushes no message', async () => {
    const platform = createFakePlatform(jiraWithOneAdmin);
    const hour = Math.floor(NOW / HOUR);
    const nextHour = (hour + 1) * HOUR;
    const answer = async (run: object) => {
      platform.store.set('run', { ...initialScanState, ...run });
      return valueOf<object>(await callAsAdmin('scanNow', {}));
    };
    expect(await answer({ budget: { hour, spent: 1_501, carriedOver: 0 } })).toEqual({
      is: 'paused',
      until: nextHour,
    });
    expect(await answer({ budget: { hour, spent: 7_000, carriedOver: 0 } })).toEqual({
      is: 'paused',
      until: nextHour + HOUR,
    });
    const scan = {
      id: 's',
      why: 'asked',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['users'],
      requested: ['users'],
      read: [],
      waitingFor: 'points',
      cost: noScanCost,
    };
    const next = { at: nextHour + 20_000, id: 'n' };
    expect(await answer({ scan: scan, next })).toEqual({ is: 'paused', until: next.at });
    expect(await answer({ scan: scan })).toEqual({ is: 'paused', until: nextHour });
    const { waitingFor: _, ...running } = scan;
    expect(await answer({ scan: running })).toEqual({ is: 'running' });
    expect(platform.pushedMessages).toEqual([]);
  });
});
