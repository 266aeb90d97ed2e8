import fc from 'fast-check';
import {
  type NewFindingContext,
  CONFIRMATION_DELAY,
  type Observation,
  transition,
} from '../../src/posture/finding-state';
import { type Finding } from '../../src/domain/finding';
import { type Instant, MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding, isDrift, isOpenFinding } from '../../src/domain/tracked-finding';

const start = instant(1_760_000_000_000);
const at = (minutes: number): Instant => addDuration(start, minutes * MINUTE);
const newContext: NewFindingContext = {
  origin: 'site',
  controlVersion: 1,
  inBaseline: false,
  wasReadBefore: true,
};

const finding = (reach?: readonly string[]): Finding => ({
  key: 'INF-01:anonymous-browse:scheme-1:BROWSE_PROJECTS',
  control: 'INF-01',
  code: 'anonymous-browse',
  severity: 'high',
  subject: { kind: 'scheme', id: '1', source: 'sharedSchemes' },
  args: {},
  ...(reach === undefined ? {} : { reach }),
});

const seenAt = (
  minute: number,
  reach?: readonly string[],
  memberReadAt = minute,
  couldSee = true,
): Observation => ({
  is: 'seen',
  couldSeeMember: () => couldSee,
  finding: finding(reach),
  readAt: at(minute),
  newestReadAt: at(minute),
  stale: false,
  memberReadAt: () => at(memberReadAt),
});
const missingAt = (minute: number, deleted = false): Observation => ({
  is: 'missing',
  readAt: at(minute),
  newestReadAt: at(minute),
  deleted,
});
const blindObservation: Observation = { is: 'blind' };

/** Applies one observation per minute and returns each state. */
function observeAll(
  observations: readonly Observation[],
  from?: TrackedFinding,
): {
  states: (string | undefined)[];
  events: string[];
  tracked: TrackedFinding | undefined;
} {
  let tracked = from;
  const states: (string | undefined)[] = [];
  const events: string[] = [];
  observations.forEach((observation, minute) => {
    const next = transition(tracked, observation, at(minute), newContext);
    tracked = next.tracked;
    states.push(tracked?.state);
    if (next.event) events.push(next.event);
  });
  return { states, events, tracked };
}

describe('the states of a finding over time', () => {
  it.each<[string, Observation[], (string | undefined)[]]>([
    ['opens at the confirmation', [seenAt(0), seenAt(1)], ['unconfirmed', 'open']],
    [
      'does not open on the same reading, judged twice',
      [seenAt(0), seenAt(0)],
      ['unconfirmed', 'unconfirmed'],
    ],
    [
      'is dropped when the next read does not confirm it',
      [seenAt(0), missingAt(1)],
      ['unconfirmed', undefined],
    ],
    [
      'waits while the confirmation fails',
      [seenAt(0), blindObservation, seenAt(2)],
      ['unconfirmed', 'unconfirmed', 'open'],
    ],
    [
      'closes, and is resolved at the second read without it',
      [seenAt(0), seenAt(1), missingAt(2), missingAt(3)],
      ['unconfirmed', 'open', 'closing', 'resolved'],
    ],
    [
      'is not resolved by one read without it',
      [seenAt(0), seenAt(1), missingAt(2), missingAt(2)],
      ['unconfirmed', 'open', 'closing', 'closing'],
    ],
    [
      'is open again when it was only closing',
      [seenAt(0), seenAt(1), missingAt(2), seenAt(3)],
      ['unconfirmed', 'open', 'closing', 'open'],
    ],
    [
      'is stale while it can’t be read',
      [seenAt(0), seenAt(1), blindObservation, blindObservation],
      ['unconfirmed', 'open', 'stale', 'stale'],
    ],
    [
      'is open when it can be read again',
      [seenAt(0), seenAt(1), blindObservation, seenAt(3)],
      ['unconfirmed', 'open', 'stale', 'open'],
    ],
    [
      'ends with its object',
      [seenAt(0), seenAt(1), missingAt(2, true), missingAt(3, true)],
      ['unconfirmed', 'open', 'closing', 'ended'],
    ],
    [
      'returns as unconfirmed',
      [seenAt(0), seenAt(1), missingAt(2), missingAt(3), seenAt(4)],
      ['unconfirmed', 'open', 'closing', 'resolved', 'unconfirmed'],
    ],
  ])('%s', (_promise, observations, states) => {
    expect(observeAll(observations).states).toEqual(states);
  });

  it('is in the baseline while nothing shows that it is new, until it was resolved once', () => {
    const before = { ...newContext, inBaseline: true };
    let tracked: TrackedFinding | undefined;
    for (const [minute, observation] of [seenAt(0), seenAt(1)].entries())
      tracked = transition(tracked, observation, at(minute), before).tracked;
    expect(tracked && isDrift(tracked)).toBe(false);
    for (const [minute, observation] of [missingAt(2), missingAt(3), seenAt(4), seenAt(5)].entries())
      tracked = transition(tracked, observation, at(minute + 2), before).tracked;
    expect(tracked && isDrift(tracked)).toBe(true);
  });

  it('counts how often it reopened, and leaves the baseline', () => {
    const first = observeAll([seenAt(0), seenAt(1)]).tracked;
    const taken: TrackedFinding | undefined = first && { ...first, inBaseline: true };
    let tracked: TrackedFinding | undefined = taken;
    for (const [minute, observation] of [missingAt(2), missingAt(3), seenAt(4), seenAt(5)].entries()) {
      tracked = transition(tracked, observation, at(minute + 2), newContext).tracked;
    }
    expect(tracked).toMatchObject({ state: 'open', reopenCount: 1, inBaseline: false });
    expect(tracked && isDrift(tracked)).toBe(true);
  });

  it('waits for a confirmation of where it was last seen, not of where it was first seen', () => {
    const elsewhere: Finding = { ...finding(), subject: { kind: 'scheme', id: '1', source: 'ownSchemes' } };
    const first = transition(undefined, seenAt(0), at(0), newContext).tracked;
    const again = transition(first, { ...seenAt(0), finding: elsewhere } as Observation, at(1), newContext);
    expect(again.event).toBeUndefined();
    expect(again.tracked).toMatchObject({
      state: 'unconfirmed',
      finding: { subject: { source: 'ownSchemes' } },
    });
  });

  it('ends, and is not resolved, when a setting removed the question', () => {
    const open = observeAll([seenAt(0), seenAt(1)]).tracked;
    const { tracked, event } = transition(
      open,
      { is: 'ended', endReason: 'setting-changed', newestReadAt: at(2) },
      at(2),
      newContext,
    );
    expect(event).toBe('ended');
    expect(tracked).toMatchObject({ state: 'ended', endReason: 'setting-changed' });
  });

  it('makes a baseline finding drift when a wider reach was read twice', () => {
    const open = observeAll([seenAt(0, ['A']), seenAt(1, ['A'])]).tracked;
    const baseline: TrackedFinding | undefined = open && { ...open, inBaseline: true };
    const once = transition(baseline, seenAt(2, ['A', 'B']), at(2), newContext);
    expect(once.event).toBeUndefined();
    expect(once.tracked && isDrift(once.tracked)).toBe(false);
    const same = transition(once.tracked, seenAt(2, ['A', 'B']), at(2), newContext);
    expect(same.event).toBeUndefined();
    const twice = transition(same.tracked, seenAt(3, ['A', 'B']), at(3), newContext);
    expect(twice.event).toBe('widened');
    expect(twice.tracked).toMatchObject({ addedReach: ['B'] });
    expect(twice.tracked && isDrift(twice.tracked)).toBe(true);
  });

  it('narrows only when two reads that could show a member lacked it; if the member returns, it is new', () => {
    const open = observeAll([seenAt(0, ['A']), seenAt(1, ['A'])]).tracked;
    const wider = observeAll(
      [seenAt(2, ['A', 'B']), seenAt(3, ['A', 'B'])],
      open && { ...open, inBaseline: true },
    ).tracked;
    expect(wider).toMatchObject({ addedReach: ['B'] });
    const unread = observeAll([seenAt(4, ['A'], 4, false), seenAt(6, ['A'], 6, false)], wider).tracked;
    expect(unread).toMatchObject({ addedReach: ['B'], knownReach: ['A', 'B'] });
    expect(unread?.pendingRemovals).toBeUndefined();
    const once = transition(unread, seenAt(7, ['A']), at(7), newContext).tracked;
    expect(once).toMatchObject({ addedReach: ['B'], pendingRemovals: { members: ['B'], readAt: at(7) } });
    expect(transition(once, seenAt(7, ['A']), at(7), newContext).tracked).toEqual(once);
    const twice = transition(once, seenAt(8, ['A']), at(8), newContext).tracked;
    expect(twice).toMatchObject({ addedReach: [], knownReach: ['A'], narrowedAt: at(8) });
    expect(twice && isDrift(twice)).toBe(false);
    const back = observeAll([seenAt(9, ['A', 'B']), seenAt(10, ['A', 'B'])], twice).tracked;
    expect(back).toMatchObject({ addedReach: ['B'] });
    expect(back?.narrowedAt).toBeUndefined();
  });

  it('is the same finding when an approval is undone, not a reopened one', () => {
    const open = observeAll([seenAt(0), seenAt(1)]).tracked;
    const approvedObservation: Observation = {
      is: 'ended',
      endReason: 'setting-changed',
      newestReadAt: at(2),
    };
    const ended = transition(
      open && { ...open, inBaseline: true },
      approvedObservation,
      at(2),
      newContext,
    ).tracked;
    const again = observeAll([seenAt(3), seenAt(4)], ended).tracked;
    expect(again).toMatchObject({ state: 'open', reopenCount: 0, inBaseline: true });
  });

  it('neither widens nor opens on a second read of the scheme alone: a space must still use it', () => {
    const once = observeAll([seenAt(0, ['A'], 0)]).tracked;
    expect(transition(once, seenAt(2, ['A'], 0), at(2), newContext).tracked?.state).toBe('unconfirmed');
    const open = transition(once, seenAt(2, ['A'], 2), at(2), newContext).tracked;
    expect(open?.state).toBe('open');
    const growing = transition(open, seenAt(3, ['A', 'B'], 3), at(3), newContext).tracked;
    const unmoved = transition(growing, seenAt(9, ['A', 'B'], 3), at(9), newContext);
    expect({ event: unmoved.event, added: unmoved.tracked?.addedReach }).toEqual({
      event: undefined,
      added: [],
    });
    expect(transition(unmoved.tracked, seenAt(9, ['A', 'B'], 8), at(9), newContext).event).toBe('widened');
  });

  it('does not widen by what the first complete reading adds', () => {
    const first: NewFindingContext = { ...newContext, wasReadBefore: false };
    const once = transition(undefined, seenAt(0, ['A']), at(0), first).tracked;
    const open = transition(once, seenAt(2, ['A']), at(2), first).tracked;
    const more = transition(open, seenAt(3, ['A', 'B']), at(3), first);
    expect(more).toMatchObject({ tracked: { knownReach: ['A', 'B'], addedReach: [] } });
    const later = transition(more.tracked, seenAt(9, ['A', 'B', 'C']), at(9), newContext).tracked;
    expect(transition(later, seenAt(11, ['A', 'B', 'C']), at(11), newContext)).toMatchObject({
      event: 'widened',
      tracked: { addedReach: ['C'] },
    });
  });

  it('does not widen by a member that appeared only in the second read', () => {
    const open = observeAll([seenAt(0, ['A']), seenAt(1, ['A'])]).tracked;
    const b = transition(open, seenAt(2, ['A', 'B']), at(2), newContext).tracked;
    const c = transition(b, seenAt(3, ['A', 'B', 'C']), at(3), newContext).tracked;
    expect(c?.addedReach).toEqual(['B']);
    const again = transition(c, seenAt(3, ['A', 'B', 'C']), at(3), newContext).tracked;
    expect(again?.addedReach).toEqual(['B']);
    expect(transition(again, seenAt(4, ['A', 'B', 'C']), at(4), newContext).tracked?.addedReach).toEqual([
      'B',
      'C',
    ]);
  });

  it('is never open or resolved without two reads a minute apart, whatever is seen', () => {
    const observations = fc.array(
      fc.oneof(
        fc.constant<'seen' | 'missing' | 'blind'>('blind'),
        fc.constant<'seen' | 'missing' | 'blind'>('seen'),
        fc.constant<'seen' | 'missing' | 'blind'>('missing'),
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        observations,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 25, maxLength: 25 }),
        (kinds, gaps) => {
          let tracked: TrackedFinding | undefined;
          let minute = 0;
          const reads: { kind: string; at: Instant }[] = [];
          kinds.forEach((kind, index) => {
            minute += (gaps[index] ?? 0) / 2;
            const observation =
              kind === 'seen' ? seenAt(minute) : kind === 'missing' ? missingAt(minute) : blindObservation;
            if (kind !== 'blind') reads.push({ kind, at: at(minute) });
            const before = tracked;
            tracked = transition(tracked, observation, at(minute), newContext).tracked;
            const confirms = (what: string): boolean =>
              reads.some(
                first =>
                  first.kind === what &&
                  reads.some(second => second.kind === what && second.at - first.at >= CONFIRMATION_DELAY),
              );
            if (tracked !== undefined && isOpenFinding(tracked) && !(before && isOpenFinding(before)))
              expect(confirms('seen')).toBe(true);
            if (tracked?.state === 'resolved' && before?.state !== 'resolved')
              expect(confirms('missing')).toBe(true);
          });
        },
      ),
    );
  });

  it('changes nothing when the same observation is applied twice', () => {
    const observations = fc.array(fc.constantFrom<'seen' | 'missing' | 'blind'>('seen', 'missing', 'blind'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(observations, kinds => {
        let tracked: TrackedFinding | undefined;
        kinds.forEach((kind, minute) => {
          const observation =
            kind === 'seen' ? seenAt(minute) : kind === 'missing' ? missingAt(minute) : blindObservation;
          tracked = transition(tracked, observation, at(minute), newContext).tracked;
          const again = transition(tracked, observation, at(minute), newContext);
          if (tracked !== undefined || kind !== 'missing') expect(again.event).toBeUndefined();
          expect(again.tracked).toEqual(tracked);
        });
      }),
    );
  });
});
