import { PROPERTY } from '../../src/remediation/property';
import { type Life } from '../../src/terms/life';
import { DAY, HOUR, instant } from '../../src/terms/instant';
import { type FakeIssue, type FakeJira } from './fake-jira';
import { type FakeStore } from './fake-store';
import { hoursLater, NOON, sweep } from './given';
import { KEY, begin, gone, open, said } from './one-item';

/*
 * Whatever the app has said, it says once: no comment is made because of what the app itself wrote, because a step was refused,
 * or because someone works on the work item in the meantime.
 */

type Now = (jira: FakeJira) => readonly Life[];

interface Told {
  readonly kind: string;
  /** What a comment of this kind says. */
  readonly says: RegExp;
  /** It is said last of all, and rather never than twice. */
  readonly mayBeLost?: true;
  /** Brings the work item to where it is said, and returns what is read from then on. */
  readonly until: (jira: FakeJira, store: FakeStore) => Promise<Now>;
}

const stillOpen: Now = jira => [open('1', { lastSeen: instant(jira.now), readAt: instant(jira.now) })];
const stillGone: Now = () => [gone('1', NOON)];

const first = (jira: FakeJira): FakeIssue => {
  const [issue] = jira.issues.values();
  if (issue === undefined) throw new Error('nothing was filed');
  return issue;
};

async function filed(jira: FakeJira, store: FakeStore): Promise<void> {
  await sweep(jira, store, stillOpen(jira));
  hoursLater(jira, 1);
}

async function closed(jira: FakeJira, store: FakeStore): Promise<void> {
  await filed(jira, store);
  const { failing, closedWays } = jira;
  jira.failing = new Map();
  jira.closedWays = new Set();
  await sweep(jira, store, stillGone(jira));
  Object.assign(jira, { failing, closedWays });
  first(jira).comments = [];
  hoursLater(jira, 1);
}

const TOLD: readonly Told[] = [
  {
    kind: 'a change of what is open',
    says: /One more is open/,
    until: async (jira, store) => {
      await filed(jira, store);
      return now => [...stillOpen(now), open('2', { lastSeen: instant(now.now) })];
    },
  },
  {
    kind: 'what remains after a move to Done',
    says: /isn't fixed yet/,
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      return stillOpen;
    },
  },
  {
    kind: 'that a move to Done could not be confirmed',
    says: /can't confirm the fix/,
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      await sweep(jira, store, [open('1')]);
      jira.now += DAY;
      return () => [open('1')];
    },
  },
  {
    kind: 'that it is back',
    says: /It is back/,
    until: async (jira, store) => {
      await closed(jira, store);
      return stillOpen;
    },
  },
  {
    kind: 'that it is back, after a person reopened it',
    says: /It is back/,
    until: async (jira, store) => {
      await closed(jira, store);
      jira.move(first(jira).id, 'todo');
      return stillOpen;
    },
  },
  {
    kind: 'that it is fixed',
    says: /^Fixed/,
    until: async (jira, store) => {
      await filed(jira, store);
      return stillGone;
    },
  },
  {
    kind: 'that a fix is confirmed',
    says: /^Confirmed/,
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      return stillGone;
    },
  },
  {
    kind: 'that a second one is a duplicate',
    says: /duplicate of/,
    mayBeLost: true,
    until: async (jira, store) => {
      await filed(jira, store);
      jira.add({ properties: { ...first(jira).properties } });
      return stillOpen;
    },
  },
  {
    kind: 'that the app’s data was changed',
    says: /changed the app's data/,
    until: async (jira, store) => {
      await filed(jira, store);
      first(jira).properties = { [PROPERTY]: 'nonsense' };
      return stillOpen;
    },
  },
];

interface Trouble {
  readonly trouble: string;
  readonly begin?: (jira: FakeJira) => void;
  /** Before each tick. */
  readonly each?: (jira: FakeJira, tick: number) => void;
}

const touched = (jira: FakeJira): void => {
  for (const issue of jira.issues.values()) issue.updated = jira.now;
};

const TROUBLES: readonly Trouble[] = [
  { trouble: 'nothing else happens' },
  {
    trouble: 'the workflow has no step',
    begin: jira => jira.closedWays.add('done').add('new').add('indeterminate'),
  },
  { trouble: 'transitions are refused', begin: jira => jira.failing.set('issue.transition', 'refused') },
  { trouble: 'edits are denied', begin: jira => jira.failing.set('issue.edit', 'denied') },
  {
    trouble: 'comments are refused for half a day',
    begin: jira => jira.failing.set('issue.comment', 'refused'),
    each: (jira, tick) => {
      if (tick === 12) jira.failing.delete('issue.comment');
    },
  },
  {
    trouble: 'someone else edits or comments each hour',
    begin: jira => jira.closedWays.add('done').add('new').add('indeterminate'),
    each: touched,
  },
  {
    trouble: 'someone assigns it and sets a due day now and then',
    begin: jira => jira.failing.set('issue.transition', 'denied'),
    each: (jira, tick) => {
      for (const issue of jira.issues.values()) {
        issue.assignee = tick % 2 === 0 ? 'lee' : 'ana';
        issue.duedate = `2027-01-${String(10 + (tick % 15))}`;
      }
      touched(jira);
    },
  },
];

describe.each([true, false])('where Jira dates the move of a status category: %s', datesCategories => {
  describe.each(TROUBLES)('and $trouble', ({ trouble, begin: troubles, each }) => {
    it.each(TOLD)('$kind is said once', async ({ says, mayBeLost, until }) => {
      const { jira, store } = begin();
      jira.datesCategories = datesCategories;
      const read = await until(jira, store);
      troubles?.(jira);
      // Two days, so that what is tried again daily is tried, and a duplicate is looked for.
      for (let tick = 0; tick < 48; tick += 1) {
        each?.(jira, tick);
        await sweep(jira, store, read(jira));
        jira.now += HOUR;
      }
      const comments = [...jira.issues.values()].flatMap(issue => issue.comments.map(said));
      const isLost = mayBeLost === true && trouble.includes('comments are refused');
      expect(comments).toEqual(isLost ? [] : [expect.stringMatching(says)]);
    });
  });

  it('a second move to Done is answered again', async () => {
    const { jira, store } = begin();
    jira.datesCategories = datesCategories;
    await filed(jira, store);
    for (let move = 0; move < 2; move += 1) {
      jira.move(first(jira).id, 'done');
      jira.now += HOUR;
      await sweep(jira, store, stillOpen(jira));
      expect(first(jira).status.category).toBe('new');
      jira.now += HOUR;
      await sweep(jira, store, stillOpen(jira));
    }
    expect(first(jira).comments).toHaveLength(2);
  });

  it('an automation that closes it whenever it is reopened is answered three times a day at most', async () => {
    const { jira, store } = begin();
    jira.datesCategories = datesCategories;
    await filed(jira, store);
    for (let minute = 0; minute < 48 * 60; minute += 10) {
      if (first(jira).status.category !== 'done') jira.move(first(jira).id, 'done');
      jira.now += 10 * 60_000;
      await sweep(jira, store, stillOpen(jira));
    }
    expect(first(jira).comments.length).toBeLessThanOrEqual(6);
    expect(store.memory(KEY)).toMatchObject({ state: 'open' });
  });
});

describe('where Jira dates the move now and then', () => {
  it('one move is answered once', async () => {
    const { jira, store } = begin();
    await filed(jira, store);
    jira.closedWays.add('new').add('indeterminate');
    jira.move(first(jira).id, 'done');
    for (let tick = 0; tick < 24; tick += 1) {
      jira.datesCategories = tick % 2 === 1;
      touched(jira);
      await sweep(jira, store, stillOpen(jira));
      jira.now += HOUR;
    }
    expect(first(jira).comments).toHaveLength(1);
  });
});
