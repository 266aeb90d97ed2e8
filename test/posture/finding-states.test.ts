import { type Birth, type Sight, nextLife } from '../../src/posture/life';
import {
  type Ending,
  type Life,
  ENDINGS,
  filesByItself,
  isDrift,
  isOpen,
  LIFE_STATES,
} from '../../src/terms/life';
import { MINUTE, later } from '../../src/terms/instant';
import { at, findingIn } from './made-up';

const birth: Birth = { origin: 'site', version: 1, baseline: false, readBefore: true };
const finding = findingIn('publicFilters', '7');

type Seen = Extract<Sight, { is: 'seen' }>;
const seen = (minute: number, of: Partial<Seen> = {}): Seen => ({
  is: 'seen',
  finding,
  readAt: at(minute),
  at: at(minute),
  stale: false,
  memberReadAt: () => at(minute),
  couldSee: () => true,
  ...of,
});
const absent = (minute: number, deleted = false): Sight => ({
  is: 'absent',
  readAt: at(minute),
  at: at(minute),
  deleted,
});
const ended = (minute: number, why: Ending = 'setting-changed'): Sight => ({
  is: 'ended',
  why,
  at: at(minute),
});
const blind: Sight = { is: 'blind' };

const lifeIn = (state: Life['state'], of: Partial<Life> = {}): Life => ({
  finding,
  state,
  since: at(10),
  readAt: at(10),
  firstSeen: at(0),
  lastSeen: at(9),
  returned: 0,
  baseline: false,
  origin: 'site',
  added: [],
  known: [],
  version: 1,
  ...of,
});

describe('the state of a finding after one more judging', () => {
  it.each<[Life['state'] | undefined, string, Sight, string | undefined, string | undefined]>([
    [undefined, 'seen', seen(12), 'suspected', 'suspected'],
    [undefined, 'seen on evidence that is too old', seen(12, { stale: true }), undefined, undefined],
    [undefined, 'absent', absent(12), undefined, undefined],
    [undefined, 'blind', blind, undefined, undefined],
    [undefined, 'ended', ended(12), undefined, undefined],
    ['suspected', 'seen a minute later', seen(11), 'open', 'opened'],
    ['suspected', 'seen within the same minute', seen(10.99), 'suspected', undefined],
    ['suspected', 'seen on evidence that is too old', seen(12, { stale: true }), 'suspected', undefined],
    ['suspected', 'absent', absent(12), undefined, 'dropped'],
    ['suspected', 'blind', blind, 'suspected', undefined],
    ['suspected', 'ended', ended(12), undefined, 'dropped'],
    ['open', 'seen', seen(12), 'open', undefined],
    ['open', 'seen on evidence that is too old', seen(12, { stale: true }), 'unseen', 'unseen'],
    ['open', 'absent', absent(12), 'fading', undefined],
    ['open', 'blind', blind, 'unseen', 'unseen'],
    ['open', 'ended', ended(12), 'ended', 'ended'],
    ['unseen', 'seen', seen(12), 'open', 'seen-again'],
    ['unseen', 'seen on evidence that is too old', seen(12, { stale: true }), 'unseen', undefined],
    ['unseen', 'absent', absent(12), 'fading', undefined],
    ['unseen', 'blind', blind, 'unseen', undefined],
    ['unseen', 'ended', ended(12), 'ended', 'ended'],
    ['fading', 'seen', seen(12), 'open', undefined],
    ['fading', 'seen in the very reading it was missing from', seen(10), 'open', undefined],
    ['fading', 'seen in an older reading', seen(9.5), 'fading', undefined],
    ['fading', 'seen on evidence that is too old', seen(12, { stale: true }), 'fading', undefined],
    ['fading', 'absent a minute later', absent(11), 'gone', 'closed'],
    ['fading', 'absent within the same minute', absent(10.99), 'fading', undefined],
    ['fading', 'absent, its object was deleted', absent(12, true), 'ended', 'ended'],
    ['fading', 'blind', blind, 'fading', undefined],
    ['fading', 'ended', ended(12), 'ended', 'ended'],
    ['gone', 'seen', seen(12), 'suspected', 'suspected'],
    ['gone', 'seen on evidence that is too old', seen(12, { stale: true }), 'gone', undefined],
    ['gone', 'absent', absent(12), 'gone', undefined],
    ['gone', 'blind', blind, 'gone', undefined],
    ['gone', 'ended', ended(12), 'gone', undefined],
    ['ended', 'seen', seen(12), 'suspected', 'suspected'],
    ['ended', 'seen on evidence that is too old', seen(12, { stale: true }), 'ended', undefined],
    ['ended', 'absent', absent(12), 'ended', undefined],
    ['ended', 'blind', blind, 'ended', undefined],
    ['ended', 'ended', ended(12), 'ended', undefined],
  ])('%s, %s', (state, _, sight, after, step) => {
    const next = nextLife(state && lifeIn(state), sight, at(13), birth);
    expect([next.life?.state, next.step]).toEqual([after, step]);
  });
});

describe('the times of a state', () => {
  const stateAfter = (state: Life['state'] | undefined, sight: Sight): Partial<Life> => {
    const { life } = nextLife(state && lifeIn(state), sight, at(20), birth);
    if (life === undefined) throw new Error('the finding was dropped');
    const { since, readAt, firstSeen, lastSeen } = life;
    return { since, readAt, firstSeen, lastSeen };
  };
  // The object was read in minute 12, the last of everything else in minute 15; it is judged in minute 20.
  const split = { readAt: at(12), at: at(15) };
  const gone: Sight = { is: 'absent', deleted: false, ...split };
  it.each<[string, Life['state'] | undefined, Sight, Partial<Life>]>([
    [
      'unconfirmed: since the newest reading it rests on',
      undefined,
      seen(12, split),
      { since: at(20), readAt: at(15), firstSeen: at(15), lastSeen: at(15) },
    ],
    [
      'open: confirmed when its object was read',
      'suspected',
      seen(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'still open: seen when its object was read',
      'open',
      seen(12, split),
      { since: at(10), readAt: at(10), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'open again after it was stale',
      'unseen',
      seen(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'stale: as last seen',
      'open',
      blind,
      { since: at(20), readAt: at(10), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'closing: since the newest reading it rests on',
      'open',
      gone,
      { since: at(20), readAt: at(15), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'resolved: when its object was read a second time',
      'fading',
      gone,
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'ended with its object',
      'fading',
      { ...gone, deleted: true },
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'ended by a setting',
      'open',
      ended(15),
      { since: at(20), readAt: at(15), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'open again after it was closing',
      'fading',
      seen(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
  ])('%s', (_, state, sight, times) => {
    expect(stateAfter(state, sight)).toEqual(times);
  });

  it('says how it ended', () => {
    for (const why of ENDINGS)
      expect(nextLife(lifeIn('open'), ended(12, why), at(13), birth).life).toMatchObject({ ended: why });
    expect(nextLife(lifeIn('fading'), absent(12, true), at(13), birth).life?.ended).toBe('subject-deleted');
  });

  it('begins with what it opens and by which version, and with when it was last known closed', () => {
    const wide = seen(12, { finding: { ...finding, reach: ['A', 'B'] } });
    const born = { ...birth, origin: 'date', version: 3, baseline: true, lastClosed: at(4) } as const;
    expect(nextLife(undefined, wide, at(13), born).life).toEqual({
      ...lifeIn('suspected'),
      finding: { ...finding, reach: ['A', 'B'] },
      known: ['A', 'B'],
      since: at(13),
      readAt: at(12),
      firstSeen: at(12),
      lastSeen: at(12),
      origin: 'date',
      version: 3,
      baseline: true,
      lastClosed: at(4),
    });
  });
});

describe('a finding that returns', () => {
  const back = (state: Life['state'], of: Partial<Life> = {}, isBaseline = false): Life | undefined =>
    nextLife(lifeIn(state, { baseline: true, returned: 1, ...of }), seen(12), at(13), {
      ...birth,
      baseline: isBaseline,
    }).life;
  it.each<[string, Life['state'], Partial<Life>, { baseline: boolean; returned: number }]>([
    ['was resolved: reopened, and out of the baseline', 'gone', {}, { baseline: false, returned: 2 }],
    [
      'its object was deleted: reopened, and out of the baseline',
      'ended',
      { ended: 'subject-deleted' },
      { baseline: false, returned: 2 },
    ],
    [
      'nothing says how it ended: reopened, and out of the baseline',
      'ended',
      {},
      { baseline: false, returned: 2 },
    ],
    [
      'it was approved: the same finding, in the baseline as before',
      'ended',
      { ended: 'setting-changed' },
      { baseline: true, returned: 1 },
    ],
    [
      'it was approved and outside the baseline: as before',
      'ended',
      { ended: 'setting-changed', baseline: false },
      { baseline: false, returned: 1 },
    ],
    [
      'the rule ended it: the same finding, in the baseline as before',
      'ended',
      { ended: 'rule-changed' },
      { baseline: true, returned: 1 },
    ],
    [
      'the control did not apply: the same finding, in the baseline as before',
      'ended',
      { ended: 'not-applicable' },
      { baseline: true, returned: 1 },
    ],
  ])('%s', (_, state, of, expected) => {
    // Whatever the baseline would say of a finding that nobody has seen before.
    expect(back(state, of, true)).toMatchObject(expected);
    expect(back(state, of, false)).toMatchObject(expected);
  });
});

describe('confirmation of a reach', () => {
  const wide = { ...finding, reach: ['A', 'B', 'C'] };
  const readAs = (minutes: Readonly<Record<string, number>>, own = 12): Seen =>
    seen(own, { finding: wide, memberReadAt: member => at(minutes[member] ?? 0) });
  it.each<[string, Seen, string]>([
    ['its object and one space were read again', readAs({ A: 12 }), 'open'],
    ['its object and the last space were read again', readAs({ C: 11 }), 'open'],
    ['its object alone was read again', readAs({}), 'suspected'],
    ['one space alone was read again', readAs({ A: 12 }, 10), 'suspected'],
    ['all were read within the minute', readAs({ A: 10.9, B: 10.9, C: 10.9 }, 10.9), 'suspected'],
  ])('%s', (_, sight, state) => {
    expect(nextLife(lifeIn('suspected', { finding: wide }), sight, at(13), birth).life?.state).toBe(state);
  });

  it('says when a stale finding is seen again with a wider reach', () => {
    const life = lifeIn('unseen', { known: ['A', 'B'], growing: { members: ['C'], readAt: at(10) } });
    const next = nextLife(life, readAs({ A: 12, B: 12, C: 12 }), at(13), birth);
    expect([next.step, next.life?.state, next.life?.added]).toEqual(['widened', 'open', ['C']]);
  });

  it('waits from the newest member on, and for each member by itself', () => {
    const life = lifeIn('open', { known: ['A'], growing: { members: ['B'], readAt: at(10) } });
    const next = nextLife(life, readAs({ B: 10.5, C: 12 }), at(13), birth);
    expect(next.life?.growing).toEqual({ members: ['B', 'C'], readAt: at(12) });
    const both = lifeIn('open', { known: ['A'], growing: { members: ['B', 'C'], readAt: at(10) } });
    const half = nextLife(both, readAs({ B: 12, C: 10.5 }), at(13), birth);
    expect(half.life).toMatchObject({ added: ['B'], growing: { members: ['C'], readAt: at(10) } });
  });
});

describe('what is filed by itself', () => {
  it('is what is open and was brought by the site or by a date', () => {
    expect(LIFE_STATES.filter(state => isOpen(lifeIn(state)))).toEqual(['open', 'fading', 'unseen']);
    const origins = ['site', 'date', 'rule', 'setting'] as const;
    expect(origins.filter(origin => filesByItself(lifeIn('open', { origin })))).toEqual(['site', 'date']);
    expect(origins.filter(origin => isDrift(lifeIn('open', { origin })))).toEqual(['site', 'date']);
  });

  it.each<[string, Partial<Life>, boolean]>([
    ['new since the baseline', { baseline: false }, true],
    ['in the baseline', { baseline: true }, false],
    ['in the baseline, and wider', { baseline: true, added: ['B'] }, true],
    ['unconfirmed', { state: 'suspected' }, false],
    ['resolved', { state: 'gone' }, false],
  ])('%s', (_, of, expected) => {
    expect(isDrift(lifeIn('open', of))).toBe(expected);
  });
});

describe('a second read', () => {
  it('counts from exactly one minute on', () => {
    const readAt = later(at(10), MINUTE);
    const sight = (when: typeof readAt): Sight =>
      seen(0, { readAt: when, at: when, memberReadAt: () => when });
    expect(nextLife(lifeIn('suspected'), sight(readAt), at(13), birth).life?.state).toBe('open');
    expect(nextLife(lifeIn('suspected'), sight(later(readAt, -1)), at(13), birth).life?.state).toBe(
      'suspected',
    );
  });
});
