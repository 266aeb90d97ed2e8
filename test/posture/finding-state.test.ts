import { type NewFindingContext, type Observation, transition } from '../../src/posture/finding-state';
import {
  type EndReason,
  type TrackedFinding,
  END_REASONS,
  isFiledAutomatically,
  isDrift,
  isOpenFinding,
  FINDING_STATES,
} from '../../src/domain/tracked-finding';
import { MINUTE, addDuration } from '../../src/domain/instant';
import { at, makeFinding } from './fixtures';

const newContext: NewFindingContext = {
  origin: 'site',
  controlVersion: 1,
  inBaseline: false,
  wasReadBefore: true,
};
const finding = makeFinding('publicFilters', '7');

type SeenObservation = Extract<Observation, { is: 'seen' }>;
const seenAt = (minute: number, of: Partial<SeenObservation> = {}): SeenObservation => ({
  is: 'seen',
  finding,
  readAt: at(minute),
  newestReadAt: at(minute),
  stale: false,
  memberReadAt: () => at(minute),
  couldSeeMember: () => true,
  ...of,
});
const missingAt = (minute: number, deleted = false): Observation => ({
  is: 'missing',
  readAt: at(minute),
  newestReadAt: at(minute),
  deleted,
});
const endedAt = (minute: number, why: EndReason = 'setting-changed'): Observation => ({
  is: 'ended',
  endReason: why,
  newestReadAt: at(minute),
});
const blindObservation: Observation = { is: 'blind' };

const trackedIn = (state: TrackedFinding['state'], of: Partial<TrackedFinding> = {}): TrackedFinding => ({
  finding,
  state,
  since: at(10),
  readAt: at(10),
  firstSeen: at(0),
  lastSeen: at(9),
  reopenCount: 0,
  inBaseline: false,
  origin: 'site',
  addedReach: [],
  knownReach: [],
  controlVersion: 1,
  ...of,
});

describe('the state of a finding after the next judging', () => {
  it.each<[TrackedFinding['state'] | undefined, string, Observation, string | undefined, string | undefined]>(
    [
      [undefined, 'seen', seenAt(12), 'unconfirmed', 'detected'],
      [undefined, 'seen on evidence that is too old', seenAt(12, { stale: true }), undefined, undefined],
      [undefined, 'missing', missingAt(12), undefined, undefined],
      [undefined, 'blind', blindObservation, undefined, undefined],
      [undefined, 'ended', endedAt(12), undefined, undefined],
      ['unconfirmed', 'seen a minute later', seenAt(11), 'open', 'opened'],
      ['unconfirmed', 'seen within the same minute', seenAt(10.99), 'unconfirmed', undefined],
      [
        'unconfirmed',
        'seen on evidence that is too old',
        seenAt(12, { stale: true }),
        'unconfirmed',
        undefined,
      ],
      ['unconfirmed', 'missing', missingAt(12), undefined, 'dropped'],
      ['unconfirmed', 'blind', blindObservation, 'unconfirmed', undefined],
      ['unconfirmed', 'ended', endedAt(12), undefined, 'dropped'],
      ['open', 'seen', seenAt(12), 'open', undefined],
      ['open', 'seen on evidence that is too old', seenAt(12, { stale: true }), 'stale', 'stale'],
      ['open', 'missing', missingAt(12), 'closing', undefined],
      ['open', 'blind', blindObservation, 'stale', 'stale'],
      ['open', 'ended', endedAt(12), 'ended', 'ended'],
      ['stale', 'seen', seenAt(12), 'open', 'seen-again'],
      ['stale', 'seen on evidence that is too old', seenAt(12, { stale: true }), 'stale', undefined],
      ['stale', 'missing', missingAt(12), 'closing', undefined],
      ['stale', 'blind', blindObservation, 'stale', undefined],
      ['stale', 'ended', endedAt(12), 'ended', 'ended'],
      ['closing', 'seen', seenAt(12), 'open', undefined],
      ['closing', 'seen in the very reading it was missing from', seenAt(10), 'open', undefined],
      ['closing', 'seen in an older reading', seenAt(9.5), 'closing', undefined],
      ['closing', 'seen on evidence that is too old', seenAt(12, { stale: true }), 'closing', undefined],
      ['closing', 'missing a minute later', missingAt(11), 'resolved', 'resolved'],
      ['closing', 'missing within the same minute', missingAt(10.99), 'closing', undefined],
      ['closing', 'missing, its object was deleted', missingAt(12, true), 'ended', 'ended'],
      ['closing', 'blind', blindObservation, 'closing', undefined],
      ['closing', 'ended', endedAt(12), 'ended', 'ended'],
      ['resolved', 'seen', seenAt(12), 'unconfirmed', 'detected'],
      ['resolved', 'seen on evidence that is too old', seenAt(12, { stale: true }), 'resolved', undefined],
      ['resolved', 'missing', missingAt(12), 'resolved', undefined],
      ['resolved', 'blind', blindObservation, 'resolved', undefined],
      ['resolved', 'ended', endedAt(12), 'resolved', undefined],
      ['ended', 'seen', seenAt(12), 'unconfirmed', 'detected'],
      ['ended', 'seen on evidence that is too old', seenAt(12, { stale: true }), 'ended', undefined],
      ['ended', 'missing', missingAt(12), 'ended', undefined],
      ['ended', 'blind', blindObservation, 'ended', undefined],
      ['ended', 'ended', endedAt(12), 'ended', undefined],
    ],
  )('%s, %s', (state, _, observation, after, event) => {
    const next = transition(state && trackedIn(state), observation, at(13), newContext);
    expect([next.tracked?.state, next.event]).toEqual([after, event]);
  });
});

describe('the times of a state', () => {
  const stateAfter = (
    state: TrackedFinding['state'] | undefined,
    observation: Observation,
  ): Partial<TrackedFinding> => {
    const { tracked } = transition(state && trackedIn(state), observation, at(20), newContext);
    if (tracked === undefined) throw new Error('the finding was dropped');
    const { since, readAt, firstSeen, lastSeen } = tracked;
    return { since, readAt, firstSeen, lastSeen };
  };
  // The object was read in minute 12, the last of everything else in minute 15; it is judged in minute 20.
  const split = { readAt: at(12), newestReadAt: at(15) };
  const missing: Observation = { is: 'missing', deleted: false, ...split };
  it.each<[string, TrackedFinding['state'] | undefined, Observation, Partial<TrackedFinding>]>([
    [
      'unconfirmed: since the newest reading it rests on',
      undefined,
      seenAt(12, split),
      { since: at(20), readAt: at(15), firstSeen: at(15), lastSeen: at(15) },
    ],
    [
      'open: confirmed when its object was read',
      'unconfirmed',
      seenAt(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'still open: seen when its object was read',
      'open',
      seenAt(12, split),
      { since: at(10), readAt: at(10), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'open again after it was stale',
      'stale',
      seenAt(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
    [
      'stale: as last seen',
      'open',
      blindObservation,
      { since: at(20), readAt: at(10), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'closing: since the newest reading it rests on',
      'open',
      missing,
      { since: at(20), readAt: at(15), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'resolved: when its object was read a second time',
      'closing',
      missing,
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'ended with its object',
      'closing',
      { ...missing, deleted: true },
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'ended by a setting',
      'open',
      endedAt(15),
      { since: at(20), readAt: at(15), firstSeen: at(0), lastSeen: at(9) },
    ],
    [
      'open again after it was closing',
      'closing',
      seenAt(12, split),
      { since: at(20), readAt: at(12), firstSeen: at(0), lastSeen: at(12) },
    ],
  ])('%s', (_, state, observation, times) => {
    expect(stateAfter(state, observation)).toEqual(times);
  });

  it('includes the reason for the end', () => {
    for (const why of END_REASONS)
      expect(transition(trackedIn('open'), endedAt(12, why), at(13), newContext).tracked).toMatchObject({
        endReason: why,
      });
    expect(transition(trackedIn('closing'), missingAt(12, true), at(13), newContext).tracked?.endReason).toBe(
      'object-deleted',
    );
  });

  it('starts with its reach, the version of its control, and when it was last known to be absent', () => {
    const wide = seenAt(12, { finding: { ...finding, reach: ['A', 'B'] } });
    const context = {
      ...newContext,
      origin: 'expiry',
      controlVersion: 3,
      inBaseline: true,
      lastAbsent: at(4),
    } as const;
    expect(transition(undefined, wide, at(13), context).tracked).toEqual({
      ...trackedIn('unconfirmed'),
      finding: { ...finding, reach: ['A', 'B'] },
      knownReach: ['A', 'B'],
      since: at(13),
      readAt: at(12),
      firstSeen: at(12),
      lastSeen: at(12),
      origin: 'expiry',
      controlVersion: 3,
      inBaseline: true,
      lastAbsent: at(4),
    });
  });
});

describe('a finding that returns', () => {
  const back = (
    state: TrackedFinding['state'],
    of: Partial<TrackedFinding> = {},
    isBaseline = false,
  ): TrackedFinding | undefined =>
    transition(trackedIn(state, { inBaseline: true, reopenCount: 1, ...of }), seenAt(12), at(13), {
      ...newContext,
      inBaseline: isBaseline,
    }).tracked;
  it.each<
    [string, TrackedFinding['state'], Partial<TrackedFinding>, { inBaseline: boolean; reopenCount: number }]
  >([
    [
      'was resolved: reopened, and out of the baseline',
      'resolved',
      {},
      { inBaseline: false, reopenCount: 2 },
    ],
    [
      'its object was deleted: reopened, and out of the baseline',
      'ended',
      { endReason: 'object-deleted' },
      { inBaseline: false, reopenCount: 2 },
    ],
    [
      'nothing says how it ended: reopened, and out of the baseline',
      'ended',
      {},
      { inBaseline: false, reopenCount: 2 },
    ],
    [
      'it was approved: the same finding, in the baseline as before',
      'ended',
      { endReason: 'setting-changed' },
      { inBaseline: true, reopenCount: 1 },
    ],
    [
      'it was approved and outside the baseline: as before',
      'ended',
      { endReason: 'setting-changed', inBaseline: false },
      { inBaseline: false, reopenCount: 1 },
    ],
    [
      'the rule ended it: the same finding, in the baseline as before',
      'ended',
      { endReason: 'rule-changed' },
      { inBaseline: true, reopenCount: 1 },
    ],
    [
      'the control did not apply: the same finding, in the baseline as before',
      'ended',
      { endReason: 'not-applicable' },
      { inBaseline: true, reopenCount: 1 },
    ],
  ])('%s', (_, state, of, expected) => {
    // Whatever the baseline says about a finding that was never seen before.
    expect(back(state, of, true)).toMatchObject(expected);
    expect(back(state, of, false)).toMatchObject(expected);
  });
});

describe('confirmation of a reach', () => {
  const wide = { ...finding, reach: ['A', 'B', 'C'] };
  const readAs = (minutes: Readonly<Record<string, number>>, own = 12): SeenObservation =>
    seenAt(own, { finding: wide, memberReadAt: member => at(minutes[member] ?? 0) });
  it.each<[string, SeenObservation, string]>([
    ['its object and one space were read again', readAs({ A: 12 }), 'open'],
    ['its object and the last space were read again', readAs({ C: 11 }), 'open'],
    ['its object alone was read again', readAs({}), 'unconfirmed'],
    ['one space alone was read again', readAs({ A: 12 }, 10), 'unconfirmed'],
    ['all were read within the minute', readAs({ A: 10.9, B: 10.9, C: 10.9 }, 10.9), 'unconfirmed'],
  ])('%s', (_, observation, state) => {
    expect(
      transition(trackedIn('unconfirmed', { finding: wide }), observation, at(13), newContext).tracked?.state,
    ).toBe(state);
  });

  it('reports a stale finding that is seen again with a wider reach as widened', () => {
    const tracked = trackedIn('stale', {
      knownReach: ['A', 'B'],
      pendingAdditions: { members: ['C'], readAt: at(10) },
    });
    const next = transition(tracked, readAs({ A: 12, B: 12, C: 12 }), at(13), newContext);
    expect([next.event, next.tracked?.state, next.tracked?.addedReach]).toEqual(['widened', 'open', ['C']]);
  });

  it('waits from the newest member on, and for each member by itself', () => {
    const tracked = trackedIn('open', {
      knownReach: ['A'],
      pendingAdditions: { members: ['B'], readAt: at(10) },
    });
    const next = transition(tracked, readAs({ B: 10.5, C: 12 }), at(13), newContext);
    expect(next.tracked?.pendingAdditions).toEqual({ members: ['B', 'C'], readAt: at(12) });
    const both = trackedIn('open', {
      knownReach: ['A'],
      pendingAdditions: { members: ['B', 'C'], readAt: at(10) },
    });
    const half = transition(both, readAs({ B: 12, C: 10.5 }), at(13), newContext);
    expect(half.tracked).toMatchObject({
      addedReach: ['B'],
      pendingAdditions: { members: ['C'], readAt: at(10) },
    });
  });
});

describe('what is filed automatically', () => {
  it('is an open finding that a change of the site or an expired approval caused', () => {
    expect(FINDING_STATES.filter(state => isOpenFinding(trackedIn(state)))).toEqual([
      'open',
      'closing',
      'stale',
    ]);
    const origins = ['site', 'expiry', 'rule', 'setting'] as const;
    expect(origins.filter(origin => isFiledAutomatically(trackedIn('open', { origin })))).toEqual([
      'site',
      'expiry',
    ]);
    expect(origins.filter(origin => isDrift(trackedIn('open', { origin })))).toEqual(['site', 'expiry']);
  });

  it.each<[string, Partial<TrackedFinding>, boolean]>([
    ['new since the baseline', { inBaseline: false }, true],
    ['in the baseline', { inBaseline: true }, false],
    ['in the baseline, and wider', { inBaseline: true, addedReach: ['B'] }, true],
    ['unconfirmed', { state: 'unconfirmed' }, false],
    ['resolved', { state: 'resolved' }, false],
  ])('%s', (_, of, expected) => {
    expect(isDrift(trackedIn('open', of))).toBe(expected);
  });
});

describe('a confirmation', () => {
  it('counts from exactly one minute on', () => {
    const readAt = addDuration(at(10), MINUTE);
    const observation = (when: typeof readAt): Observation =>
      seenAt(0, { readAt: when, newestReadAt: when, memberReadAt: () => when });
    expect(transition(trackedIn('unconfirmed'), observation(readAt), at(13), newContext).tracked?.state).toBe(
      'open',
    );
    expect(
      transition(trackedIn('unconfirmed'), observation(addDuration(readAt, -1)), at(13), newContext).tracked
        ?.state,
    ).toBe('unconfirmed');
  });
});
