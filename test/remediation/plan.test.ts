import { BEHIND, type Memory, unfiled, without } from '../../src/remediation/memory';
import {
  type Action,
  type Live,
  type Plan,
  type Seen,
  type Target,
  saidAs,
} from '../../src/remediation/action';
import {
  filedName,
  itemsOf,
  overHash,
  type Retired,
  shownHash,
  type Wanted,
} from '../../src/remediation/wanted';
import { plan } from '../../src/remediation/plan';
import { DAY, HOUR, instant, later, MINUTE } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { filters, lifeOf, livesOf, NOON, publicFilter, settingsWith } from './given';

const KEY = 'INF-03:site';
const TODAY = '2026-11-20';
const PAST = '2026-11-19';
const TODO = { id: '1', name: 'To do' };

const wanted = (...lives: readonly Life[]): Wanted => {
  const [item] = itemsOf({
    controls: [filters],
    memories: livesOf(...lives),
    settings: settingsWith(),
    filed: [],
    now: NOON,
  });
  if (item?.is !== 'wanted') throw new Error('nothing is wanted');
  return item;
};

const open = wanted(lifeOf(publicFilter('1')));
const more = wanted(lifeOf(publicFilter('1')), lifeOf(publicFilter('2')));
const wider = wanted(lifeOf(publicFilter('1'), { added: ['10002'] }));
const other = wanted(lifeOf(publicFilter('9')));
const seenSince = (at: number) => wanted(lifeOf(publicFilter('1'), { lastSeen: instant(at) }));
const named = wanted(
  lifeOf(publicFilter('1'), { opened: { is: 'recorded', at: NOON, by: 'lee', change: '1' } }),
);
const retired: Retired = {
  is: 'retired',
  key: KEY,
  control: 'INF-03',
  words: filters,
  place: 'site',
  why: 'fixed',
  over: [],
  meant: new Map(),
};

const fresh = unfiled({ key: KEY, control: 'INF-03', place: 'site' }, NOON);
const filed: Memory = {
  ...fresh,
  state: 'open',
  issueId: '1',
  issueKey: 'SEC-1',
  projectId: '10000',
  hash: open.hash,
  textHash: shownHash(open, {}),
  scheduled: 'medium',
  filed: open.lives.map(filedName),
  filedCount: 1,
};
const filedFor = ({ lives }: Wanted): Partial<Memory> => ({
  filed: lives.map(filedName),
  filedCount: lives.length,
});
/** Said to be over, and its text says so. */
const called: Memory = { ...filed, said: 'over', textHash: overHash(retired) };
const claimed = (ago: number): Memory => ({ ...fresh, state: 'claimed', claimedAt: NOON - ago });
const done = (ago: number): Memory => ({ ...filed, state: 'done', doneAt: NOON - ago });

const live: Live = {
  is: 'live',
  id: '1',
  key: 'SEC-1',
  projectId: '10000',
  category: 'new',
  status: TODO,
  categorySince: later(NOON, -2 * HOUR),
  property: {
    v: 1,
    key: KEY,
    control: 'INF-03',
    place: 'site',
    cloudId: 'c',
    environmentId: 'e',
    state: 'open',
    severity: 'medium',
    open: 1,
    of: 1,
    hash: open.hash,
    summary: '',
  },
};
const withoutProperty = (of: Live): Live => {
  const rest = { ...of };
  delete rest.property;
  return rest;
};
const isDone: Live = { ...live, category: 'done', status: { id: '3', name: 'Done' } };
const twin: Live = { ...live, id: '0', key: 'SEC-0' };

const marked = (state: 'closed' | 'duplicate'): Live => ({
  ...twin,
  property: { ...live.property!, state },
});

const none: Seen = { is: 'none' };
const deleted: Seen = { is: 'deleted' };
const hidden: Seen = { is: 'hidden', gap: { why: 'hidden' } };

const ready: Target = { is: 'ready', id: 't' };
const archived = { code: 'project-archived', args: { name: 'Security' } } as const;
const blocked: Target = { is: 'blocked', id: 't', problem: archived };

const noted = (at: number, target = 't') => ({ ...fresh, problem: { ...archived, at, target } });

const of = (input: Partial<Plan>): readonly Action[] =>
  plan({
    item: open,
    seen: none,
    twins: [],
    memory: undefined,
    target: ready,
    cap: { left: 20 },
    now: NOON,
    timeZone: 'UTC',
    ...input,
  });

const is = (actions: readonly Action[]): readonly string[] =>
  actions.map(action => (action.is === 'tell' ? `tell ${action.what}` : action.is));

describe('what is wanted', () => {
  it.each<[string, Partial<Plan>, readonly string[]]>([
    ['nothing there: filed', {}, ['create']],
    ['nothing there, the cap is reached: waits', { cap: { left: 0 } }, []],
    ['nothing there, the target refuses: says why', { target: blocked }, ['cannot-file']],
    ['nothing there, the target refuses as before: nothing new', { target: blocked, memory: noted(0) }, []],
    ['nothing there, the target was not asked: waits', { target: { is: 'not-asked', id: 't' } }, []],
    ['refused a minute ago: not yet again', { memory: noted(NOON - MINUTE) }, []],
    [
      'refused a minute ago, other settings since: at once',
      { memory: noted(NOON - MINUTE, 'old') },
      ['create'],
    ],
    ['refused an hour ago: again', { memory: noted(NOON - HOUR) }, ['create']],
    ['claimed just now: somebody is at it', { memory: claimed(MINUTE) }, []],
    ['claimed ten minutes ago: looked after', { memory: claimed(10 * MINUTE) }, ['recover']],
    ['there as it should be: nothing', { memory: filed, seen: live }, []],
    ['in progress: nothing', { memory: filed, seen: { ...live, category: 'indeterminate' } }, []],
    ['there, and more is open', { item: more, memory: filed, seen: live }, ['tell change', 'rewrite']],
    [
      'there, more is open, and one more was seen once: all is said in a minute',
      { item: { ...more, waitsSince: NOON }, memory: filed, seen: live },
      [],
    ],
    [
      'there, and more has been open for ten minutes: said, whatever else was seen once since',
      {
        item: { ...more, waitsSince: later(NOON, 9 * MINUTE) },
        memory: filed,
        seen: live,
        now: later(NOON, 10 * MINUTE),
      },
      ['tell change', 'rewrite'],
    ],
    [
      'there, and what was closed ten minutes ago is not said yet: said, though more is about to be known',
      {
        item: {
          ...open,
          over: [lifeOf(publicFilter('2'), { state: 'gone' })],
          hash: 'less',
          waitsSince: later(NOON, 9 * MINUTE),
        },
        memory: filed,
        seen: live,
        now: later(NOON, 10 * MINUTE),
      },
      ['tell change', 'restore-property'],
    ],
    [
      'called done, and it is back: said at once',
      { item: { ...open, waitsSince: NOON }, memory: done(HOUR), seen: live },
      ['tell returned', 'rewrite'],
    ],
    [
      'called over, and open again before it was closed: its text follows',
      { memory: { ...filed, said: 'over', textHash: BEHIND }, seen: live },
      ['tell returned', 'rewrite'],
    ],
    [
      'said to be open again, and a crash came before the text',
      { memory: { ...filed, said: 'returned', textHash: BEHIND }, seen: live },
      ['rewrite'],
    ],
    ['there, and it is known who did it', { item: named, memory: filed, seen: live }, ['rewrite']],
    ['its property is gone', { memory: filed, seen: withoutProperty(live) }, ['restore-property']],
    [
      'its property says something else',
      { memory: filed, seen: { ...live, property: { ...live.property!, hash: 'x' } } },
      ['restore-property'],
    ],
    ['it was moved', { memory: filed, seen: { ...live, key: 'OPS-1', projectId: '2' } }, ['note-moved']],
    ['not assigned yet', { memory: { ...filed, toAssign: 'lee' }, seen: live }, ['assign']],
    [
      'a second one may be there, too early to look',
      { memory: { ...filed, lookAgainAt: NOON + MINUTE }, seen: live },
      [],
    ],
    ['a second one may be there', { memory: { ...filed, lookAgainAt: NOON }, seen: live }, ['settle']],
    [
      'moved to Done, read before that: waits',
      { item: seenSince(NOON - 3 * HOUR), memory: filed, seen: isDone },
      [],
    ],
    [
      'moved to Done, still open after that',
      { item: seenSince(NOON - HOUR), memory: filed, seen: isDone },
      ['tell remains', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'moved to Done, not read for a day',
      { item: seenSince(NOON - 3 * HOUR), memory: filed, seen: isDone, now: later(NOON, DAY) },
      ['tell unconfirmed', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'moved to Done, no way back, said so today',
      {
        memory: { ...filed, said: saidAs('remains', isDone), noWay: { to: 'open', from: '3', at: NOON } },
        seen: isDone,
        item: seenSince(NOON),
      },
      [],
    ],
    [
      'moved to Done, no way back yesterday',
      {
        memory: { ...filed, noWay: { to: 'open', from: '3', at: NOON - DAY } },
        seen: isDone,
        item: seenSince(NOON),
      },
      ['tell remains', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'closed a week ago, other findings: a new one',
      { item: other, memory: done(7 * DAY), seen: isDone },
      ['create'],
    ],
    ['closed half a year ago: a new one', { memory: done(180 * DAY), seen: isDone }, ['create']],
    [
      'closed a week ago, the same finding is back',
      { memory: done(7 * DAY), seen: isDone },
      ['tell returned', 'reopen', 'schedule', 'rewrite'],
    ],
    [
      'closed by the app, opened by a person',
      { memory: done(DAY), seen: live },
      ['tell returned', 'rewrite'],
    ],
    ['deleted: again', { memory: filed, seen: deleted }, ['create']],
    ['deleted twice: not again', { memory: { ...filed, refiled: true }, seen: deleted }, ['cannot-file']],
    [
      'deleted when it was done: a new one',
      { memory: { ...done(DAY), refiled: true }, seen: deleted },
      ['create'],
    ],
    ['hidden: nothing', { memory: filed, seen: hidden }, []],
    ['hidden, and the earlier one is back: nothing', { memory: filed, seen: hidden, twins: [twin] }, []],
    ['an earlier one is back beside it', { memory: filed, seen: live, twins: [twin] }, ['mark-duplicate']],
    ['an earlier one is back in its place', { memory: filed, seen: deleted, twins: [twin] }, ['take-back']],
    [
      'an earlier one is back, already marked as a duplicate',
      { memory: filed, seen: live, twins: [marked('duplicate')] },
      [],
    ],
    [
      'an earlier one is back, said to be closed',
      { memory: filed, seen: live, twins: [marked('closed')] },
      [],
    ],
    [
      'an earlier one is back without its property',
      { memory: filed, seen: live, twins: [withoutProperty(twin)] },
      ['mark-duplicate'],
    ],
    [
      'an earlier one is back while a claim is open: the claim comes first',
      { memory: { ...claimed(MINUTE), previous: ['0'] }, twins: [twin] },
      [],
    ],
    [
      'its property names another key: kept, said, and restored',
      { memory: filed, seen: { ...live, property: { ...live.property!, key: 'INF-01:site' } } },
      ['note-changed-property', 'report-property', 'restore-property'],
    ],
    [
      'its property was changed, said, and restored an hour ago, and is changed again',
      {
        memory: {
          ...filed,
          propertyChangedAt: NOON - HOUR,
          propertyReportedAt: NOON - HOUR,
          propertyRestoredAt: NOON - HOUR,
        },
        seen: { ...withoutProperty(live), unrecognizedProperty: true },
      },
      [],
    ],
    [
      'its property was restored yesterday, and is changed again',
      {
        memory: { ...filed, propertyChangedAt: 0, propertyReportedAt: 0, propertyRestoredAt: NOON - DAY },
        seen: { ...withoutProperty(live), unrecognizedProperty: true },
      },
      ['restore-property'],
    ],
    [
      'moved to Done, and reopened three times today',
      {
        item: seenSince(NOON),
        memory: { ...filed, reopenedAt: [NOON - 3 * HOUR, NOON - 2 * HOUR, NOON - HOUR] },
        seen: isDone,
      },
      [],
    ],
    [
      'moved to Done, and reopened three times, the first of them yesterday',
      {
        item: seenSince(NOON),
        memory: { ...filed, reopenedAt: [NOON - DAY, NOON - 2 * HOUR, NOON - HOUR] },
        seen: isDone,
      },
      ['tell remains', 'reopen', 'schedule', 'rewrite'],
    ],
    ['an earlier one is back, done', { memory: filed, seen: live, twins: [{ ...isDone, id: '0' }] }, []],
  ])('%s', (_case, input, expected) => {
    expect(is(of(input))).toEqual(expected);
  });

  it.each<[string, Partial<Memory>, Partial<Live>, Wanted, string | undefined]>([
    ['the day has passed: counted from now', { due: PAST }, { due: PAST }, more, '2026-12-11'],
    ['the day has not passed: it stays', { due: TODAY }, { due: TODAY }, more, undefined],
    ['a person chose another day: theirs', { due: '2026-10-01' }, { due: PAST }, more, undefined],
    ['a person took the day away: theirs', { due: PAST }, {}, more, undefined],
    ['it has none', {}, {}, more, undefined],
    ['it only reaches further: it stays', { due: PAST }, { due: PAST }, wider, undefined],
    ['part of it was fixed: it stays', { due: PAST, ...filedFor(more) }, { due: PAST }, open, undefined],
    [
      'more than is remembered by name, as many as before',
      { due: PAST, filed: [], filedCount: 2 },
      { due: PAST },
      more,
      undefined,
    ],
    [
      'more than is remembered by name, and one more',
      { due: PAST, filed: [], filedCount: 1 },
      { due: PAST },
      more,
      '2026-12-11',
    ],
  ])('grew, %s', (_case, memory, seen, item, due) => {
    const actions = of({ item, memory: { ...filed, ...memory }, seen: { ...live, ...seen } });
    expect(actions.flatMap(action => (action.is === 'schedule' ? [action.due] : []))).toEqual(
      due === undefined ? [] : [due],
    );
  });

  it('files again once after it was deleted', () => {
    expect(of({ memory: filed, seen: deleted })).toEqual([{ is: 'create', refiled: true }]);
  });
});

describe('what is over', () => {
  it.each<[string, Partial<Plan>, readonly string[]]>([
    ['never filed: nothing', {}, []],
    ['could not be filed: forgotten', { memory: fresh }, ['forget']],
    ['claimed just now: somebody is at it', { memory: claimed(MINUTE) }, []],
    ['claimed ten minutes ago: looked after', { memory: claimed(HOUR) }, ['recover']],
    ['open: its text says so, closed', { memory: filed, seen: live }, ['tell over', 'rewrite', 'close']],
    [
      'in progress: closed',
      { memory: filed, seen: { ...live, category: 'indeterminate' } },
      ['tell over', 'rewrite', 'close'],
    ],
    [
      'moved to Done by a person: confirmed',
      { memory: filed, seen: isDone },
      ['tell over', 'rewrite', 'confirm'],
    ],
    ['closed by the app: nothing', { memory: done(DAY), seen: isDone }, []],
    ['closed by the app, opened by a person: theirs', { memory: done(DAY), seen: live }, []],
    [
      'no way to Done, said so today',
      { memory: { ...called, noWay: { to: 'done', from: '1', at: NOON } }, seen: live },
      [],
    ],
    [
      'no way to Done from another status: tried, without a word',
      { memory: { ...called, noWay: { to: 'done', from: '2', at: NOON } }, seen: live },
      ['close'],
    ],
    [
      'said, and a crash came before the text: written',
      { memory: { ...called, textHash: BEHIND }, seen: live },
      ['rewrite', 'close'],
    ],
    ['said and written, and a crash came before the step: taken', { memory: called, seen: live }, ['close']],
    ['deleted: set aside', { memory: filed, seen: deleted }, ['set-aside']],
    ['hidden: nothing', { memory: filed, seen: hidden }, []],
    [
      'set aside, and back again',
      { memory: { ...done(DAY), previous: ['0'] }, seen: none, twins: [twin] },
      ['take-back'],
    ],
  ])('%s', (_case, input, expected) => {
    expect(is(of({ item: retired, ...input }))).toEqual(expected);
  });

  it('what was set aside is forgotten after a quarter', () => {
    const aside = without({ ...done(91 * DAY), previous: ['0'] }, 'issueId', 'issueKey');
    expect(is(of({ item: retired, memory: aside }))).toEqual(['forget']);
  });
});
