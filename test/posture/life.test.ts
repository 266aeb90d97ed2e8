import fc from 'fast-check';
import { type Birth, CONFIRM_AFTER, type Sight, nextLife } from '../../src/posture/life';
import { type Finding } from '../../src/terms/finding';
import { type Instant, MINUTE, instant, later } from '../../src/terms/instant';
import { type Life, isDrift, isOpen } from '../../src/terms/life';

const start = instant(1_760_000_000_000);
const at = (minutes: number): Instant => later(start, minutes * MINUTE);
const birth: Birth = { origin: 'site', version: 1, baseline: false, readBefore: true };

const finding = (reach?: readonly string[]): Finding => ({
  key: 'INF-01:anonymous-browse:scheme-1:BROWSE_PROJECTS',
  control: 'INF-01',
  code: 'anonymous-browse',
  severity: 'high',
  subject: { kind: 'scheme', id: '1', source: 'sharedSchemes' },
  args: {},
  ...(reach === undefined ? {} : { reach }),
});

const seen = (minute: number, reach?: readonly string[], memberReadAt = minute, couldSee = true): Sight => ({
  is: 'seen',
  couldSee: () => couldSee,
  finding: finding(reach),
  readAt: at(minute),
  at: at(minute),
  stale: false,
  memberReadAt: () => at(memberReadAt),
});
const absent = (minute: number, deleted = false): Sight => ({
  is: 'absent',
  readAt: at(minute),
  at: at(minute),
  deleted,
});
const blind: Sight = { is: 'blind' };

/** Lives through sights, one a minute, and tells each state. */
function lived(
  sights: readonly Sight[],
  from?: Life,
): {
  states: (string | undefined)[];
  steps: string[];
  life: Life | undefined;
} {
  let life = from;
  const states: (string | undefined)[] = [];
  const steps: string[] = [];
  sights.forEach((sight, minute) => {
    const next = nextLife(life, sight, at(minute), birth);
    life = next.life;
    states.push(life?.state);
    if (next.step) steps.push(next.step);
  });
  return { states, steps, life };
}

describe('a finding’s life', () => {
  it.each<[string, Sight[], (string | undefined)[]]>([
    ['opens at the second read', [seen(0), seen(1)], ['suspected', 'open']],
    ['does not open on the same reading, judged twice', [seen(0), seen(0)], ['suspected', 'suspected']],
    ['is forgotten when the second read does not confirm it', [seen(0), absent(1)], ['suspected', undefined]],
    ['waits while the second read fails', [seen(0), blind, seen(2)], ['suspected', 'suspected', 'open']],
    [
      'fades, and is gone at the second read without it',
      [seen(0), seen(1), absent(2), absent(3)],
      ['suspected', 'open', 'fading', 'gone'],
    ],
    [
      'does not go on one reading without it',
      [seen(0), seen(1), absent(2), absent(2)],
      ['suspected', 'open', 'fading', 'fading'],
    ],
    [
      'is open again when it had only faded',
      [seen(0), seen(1), absent(2), seen(3)],
      ['suspected', 'open', 'fading', 'open'],
    ],
    [
      'stays, unseen, while it can’t be read',
      [seen(0), seen(1), blind, blind],
      ['suspected', 'open', 'unseen', 'unseen'],
    ],
    [
      'is open when it can be read again',
      [seen(0), seen(1), blind, seen(3)],
      ['suspected', 'open', 'unseen', 'open'],
    ],
    [
      'ends with its object',
      [seen(0), seen(1), absent(2, true), absent(3, true)],
      ['suspected', 'open', 'fading', 'ended'],
    ],
    [
      'comes back as a suspicion',
      [seen(0), seen(1), absent(2), absent(3), seen(4)],
      ['suspected', 'open', 'fading', 'gone', 'suspected'],
    ],
  ])('%s', (_promise, sights, states) => {
    expect(lived(sights).states).toEqual(states);
  });

  it('belongs to the starting point where nothing tells that it is new, until it was gone once', () => {
    const before = { ...birth, baseline: true };
    let life: Life | undefined;
    for (const [minute, sight] of [seen(0), seen(1)].entries())
      life = nextLife(life, sight, at(minute), before).life;
    expect(life && isDrift(life)).toBe(false);
    for (const [minute, sight] of [absent(2), absent(3), seen(4), seen(5)].entries())
      life = nextLife(life, sight, at(minute + 2), before).life;
    expect(life && isDrift(life)).toBe(true);
  });

  it('counts its returns and loses its place in the baseline', () => {
    const first = lived([seen(0), seen(1)]).life;
    const taken: Life | undefined = first && { ...first, baseline: true };
    let life: Life | undefined = taken;
    for (const [minute, sight] of [absent(2), absent(3), seen(4), seen(5)].entries()) {
      life = nextLife(life, sight, at(minute + 2), birth).life;
    }
    expect(life).toMatchObject({ state: 'open', returned: 1, baseline: false });
    expect(life && isDrift(life)).toBe(true);
  });

  it('waits for the second read of where it was last seen, not of where it was first', () => {
    const elsewhere: Finding = { ...finding(), subject: { kind: 'scheme', id: '1', source: 'ownSchemes' } };
    const first = nextLife(undefined, seen(0), at(0), birth).life;
    const again = nextLife(first, { ...seen(0), finding: elsewhere } as Sight, at(1), birth);
    expect(again.step).toBeUndefined();
    expect(again.life).toMatchObject({ state: 'suspected', finding: { subject: { source: 'ownSchemes' } } });
  });

  it('ends, and is not called fixed, when a setting took the question away', () => {
    const open = lived([seen(0), seen(1)]).life;
    const { life, step } = nextLife(open, { is: 'ended', why: 'setting-changed', at: at(2) }, at(2), birth);
    expect(step).toBe('ended');
    expect(life).toMatchObject({ state: 'ended', ended: 'setting-changed' });
  });

  it('says that a baseline finding is drift once a wider reach was read twice', () => {
    const open = lived([seen(0, ['A']), seen(1, ['A'])]).life;
    const baseline: Life | undefined = open && { ...open, baseline: true };
    const once = nextLife(baseline, seen(2, ['A', 'B']), at(2), birth);
    expect(once.step).toBeUndefined();
    expect(once.life && isDrift(once.life)).toBe(false);
    const same = nextLife(once.life, seen(2, ['A', 'B']), at(2), birth);
    expect(same.step).toBeUndefined();
    const twice = nextLife(same.life, seen(3, ['A', 'B']), at(3), birth);
    expect(twice.step).toBe('widened');
    expect(twice.life).toMatchObject({ added: ['B'] });
    expect(twice.life && isDrift(twice.life)).toBe(true);
  });

  it('narrows only by what left on two reads that could have shown it, and then it would be new', () => {
    const open = lived([seen(0, ['A']), seen(1, ['A'])]).life;
    const wider = lived([seen(2, ['A', 'B']), seen(3, ['A', 'B'])], open && { ...open, baseline: true }).life;
    expect(wider).toMatchObject({ added: ['B'] });
    const unread = lived([seen(4, ['A'], 4, false), seen(6, ['A'], 6, false)], wider).life;
    expect(unread).toMatchObject({ added: ['B'], known: ['A', 'B'] });
    expect(unread?.leaving).toBeUndefined();
    const once = nextLife(unread, seen(7, ['A']), at(7), birth).life;
    expect(once).toMatchObject({ added: ['B'], leaving: { members: ['B'], readAt: at(7) } });
    expect(nextLife(once, seen(7, ['A']), at(7), birth).life).toEqual(once);
    const twice = nextLife(once, seen(8, ['A']), at(8), birth).life;
    expect(twice).toMatchObject({ added: [], known: ['A'], narrowedAt: at(8) });
    expect(twice && isDrift(twice)).toBe(false);
    const back = lived([seen(9, ['A', 'B']), seen(10, ['A', 'B'])], twice).life;
    expect(back).toMatchObject({ added: ['B'] });
    expect(back?.narrowedAt).toBeUndefined();
  });

  it('is the same finding when an approval is taken back, not one that was closed before', () => {
    const open = lived([seen(0), seen(1)]).life;
    const meant: Sight = { is: 'ended', why: 'setting-changed', at: at(2) };
    const ended = nextLife(open && { ...open, baseline: true }, meant, at(2), birth).life;
    const again = lived([seen(3), seen(4)], ended).life;
    expect(again).toMatchObject({ state: 'open', returned: 0, baseline: true });
  });

  it('does not widen, nor open, on a second read of the scheme alone: a space must still use it', () => {
    const once = lived([seen(0, ['A'], 0)]).life;
    expect(nextLife(once, seen(2, ['A'], 0), at(2), birth).life?.state).toBe('suspected');
    const open = nextLife(once, seen(2, ['A'], 2), at(2), birth).life;
    expect(open?.state).toBe('open');
    const growing = nextLife(open, seen(3, ['A', 'B'], 3), at(3), birth).life;
    const unmoved = nextLife(growing, seen(9, ['A', 'B'], 3), at(9), birth);
    expect({ step: unmoved.step, added: unmoved.life?.added }).toEqual({ step: undefined, added: [] });
    expect(nextLife(unmoved.life, seen(9, ['A', 'B'], 8), at(9), birth).step).toBe('widened');
  });

  it('does not widen by what the first whole reading brings', () => {
    const first: Birth = { ...birth, readBefore: false };
    const once = nextLife(undefined, seen(0, ['A']), at(0), first).life;
    const open = nextLife(once, seen(2, ['A']), at(2), first).life;
    const more = nextLife(open, seen(3, ['A', 'B']), at(3), first);
    expect(more).toMatchObject({ life: { known: ['A', 'B'], added: [] } });
    const later = nextLife(more.life, seen(9, ['A', 'B', 'C']), at(9), birth).life;
    expect(nextLife(later, seen(11, ['A', 'B', 'C']), at(11), birth)).toMatchObject({
      step: 'widened',
      life: { added: ['C'] },
    });
  });

  it('does not widen by a member that came only with the second read', () => {
    const open = lived([seen(0, ['A']), seen(1, ['A'])]).life;
    const b = nextLife(open, seen(2, ['A', 'B']), at(2), birth).life;
    const c = nextLife(b, seen(3, ['A', 'B', 'C']), at(3), birth).life;
    expect(c?.added).toEqual(['B']);
    const again = nextLife(c, seen(3, ['A', 'B', 'C']), at(3), birth).life;
    expect(again?.added).toEqual(['B']);
    expect(nextLife(again, seen(4, ['A', 'B', 'C']), at(4), birth).life?.added).toEqual(['B', 'C']);
  });

  it('is never open or gone without two reads a minute apart, whatever is seen', () => {
    const sights = fc.array(
      fc.oneof(
        fc.constant<'seen' | 'absent' | 'blind'>('blind'),
        fc.constant<'seen' | 'absent' | 'blind'>('seen'),
        fc.constant<'seen' | 'absent' | 'blind'>('absent'),
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        sights,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 25, maxLength: 25 }),
        (kinds, gaps) => {
          let life: Life | undefined;
          let minute = 0;
          const reads: { kind: string; at: Instant }[] = [];
          kinds.forEach((kind, index) => {
            minute += (gaps[index] ?? 0) / 2;
            const sight = kind === 'seen' ? seen(minute) : kind === 'absent' ? absent(minute) : blind;
            if (kind !== 'blind') reads.push({ kind, at: at(minute) });
            const before = life;
            life = nextLife(life, sight, at(minute), birth).life;
            const confirms = (what: string): boolean =>
              reads.some(
                first =>
                  first.kind === what &&
                  reads.some(second => second.kind === what && second.at - first.at >= CONFIRM_AFTER),
              );
            if (life !== undefined && isOpen(life) && !(before && isOpen(before)))
              expect(confirms('seen')).toBe(true);
            if (life?.state === 'gone' && before?.state !== 'gone') expect(confirms('absent')).toBe(true);
          });
        },
      ),
    );
  });

  it('changes nothing the second time it is asked the same', () => {
    const sights = fc.array(fc.constantFrom<'seen' | 'absent' | 'blind'>('seen', 'absent', 'blind'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(sights, kinds => {
        let life: Life | undefined;
        kinds.forEach((kind, minute) => {
          const sight = kind === 'seen' ? seen(minute) : kind === 'absent' ? absent(minute) : blind;
          life = nextLife(life, sight, at(minute), birth).life;
          const again = nextLife(life, sight, at(minute), birth);
          if (life !== undefined || kind !== 'absent') expect(again.step).toBeUndefined();
          expect(again.life).toEqual(life);
        });
      }),
    );
  });
});
