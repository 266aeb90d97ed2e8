import { newRun, noCost } from '../../src/storage/run';
import { HOUR, MINUTE } from '../../src/terms/instant';
import { asAdmin, at, NOW, valueOf } from './as-admin';
import { jiraWithOneAdmin, platformWith } from './platform';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('Scan now', () => {
  it('asks the mailbox once in two minutes, however often it is pressed', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const answers = await Promise.all([1, 2, 3, 4].map(() => asAdmin('sweepNow', {})));
    const tooSoon = { is: 'done', value: { is: 'too-soon', againAt: NOW + 2 * MINUTE } };
    expect(answers.filter(answer => JSON.stringify(answer) === JSON.stringify(tooSoon))).toHaveLength(3);
    expect(platform.pushed).toHaveLength(1);
    at(NOW + 2 * MINUTE);
    expect(await asAdmin('sweepNow', {})).toMatchObject({ value: { is: 'asked' } });
  });

  it('says when it continues where the hour’s points are used up, and asks for nothing', async () => {
    const platform = platformWith(jiraWithOneAdmin);
    const hour = Math.floor(NOW / HOUR);
    const nextHour = (hour + 1) * HOUR;
    const answer = async (run: object) => {
      platform.store.set('run', { ...newRun, ...run });
      return valueOf<object>(await asAdmin('sweepNow', {}));
    };
    expect(await answer({ budget: { hour, spent: 1_501, carried: 0 } })).toEqual({
      is: 'paused',
      until: nextHour,
    });
    expect(await answer({ budget: { hour, spent: 7_000, carried: 0 } })).toEqual({
      is: 'paused',
      until: nextHour + HOUR,
    });
    const sweep = {
      id: 's',
      why: 'asked',
      startedAt: NOW,
      heartbeat: NOW,
      pending: ['users'],
      asked: ['users'],
      read: [],
      waits: 'points',
      cost: noCost,
    };
    const next = { at: nextHour + 20_000, id: 'n' };
    expect(await answer({ sweep, next })).toEqual({ is: 'paused', until: next.at });
    expect(await answer({ sweep })).toEqual({ is: 'paused', until: nextHour });
    const { waits: _, ...running } = sweep;
    expect(await answer({ sweep: running })).toEqual({ is: 'running' });
    expect(platform.pushed).toEqual([]);
  });
});
