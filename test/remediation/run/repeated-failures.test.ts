import { ISSUE_PROPERTY_KEY } from '../../../src/remediation/plan/issue-property';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { DAY, HOUR, instant } from '../../../src/domain/instant';
import { type FakeIssue, type FakeJira } from '../fake-jira';
import { type FakeRecordStore } from '../fake-record-store';
import { advanceHours, messageText, NOON, runRemediation, updateLead } from '../fixtures';
import { KEY, createFixture, resolvedFinding, openFinding, commentText } from '../single-item';

/*
 * Whatever the app has said, it says once: no comment is made because of what the app itself wrote, because a step was refused,
 * or because someone works on the work item in the meantime.
 */

type CurrentFindings = (jira: FakeJira) => readonly TrackedFinding[];

interface CommentCase {
  readonly kind: string;
  /** What a comment of this kind says. */
  readonly text: string;
  /** It is said last of all, and rather never than twice. */
  readonly mayBeLost?: true;
  /** Brings the work item to where it is said, and returns what is read from then on. */
  readonly until: (jira: FakeJira, store: FakeRecordStore) => Promise<CurrentFindings>;
}

const stillOpen: CurrentFindings = jira => [
  openFinding('1', { lastSeen: instant(jira.now), readAt: instant(jira.now) }),
];
const stillResolved: CurrentFindings = () => [resolvedFinding('1', NOON)];

const first = (jira: FakeJira): FakeIssue => {
  const [issue] = jira.issues.values();
  if (issue === undefined) throw new Error('nothing was filed');
  return issue;
};

async function filed(jira: FakeJira, store: FakeRecordStore): Promise<void> {
  await runRemediation(jira, store, stillOpen(jira));
  advanceHours(jira, 1);
}

async function closed(jira: FakeJira, store: FakeRecordStore): Promise<void> {
  await filed(jira, store);
  const { failures, blockedCategories } = jira;
  jira.failures = new Map();
  jira.blockedCategories = new Set();
  await runRemediation(jira, store, stillResolved(jira));
  Object.assign(jira, { failures, blockedCategories });
  first(jira).comments = [];
  advanceHours(jira, 1);
}

const COMMENT_CASES: readonly CommentCase[] = [
  {
    kind: 'a change of what is open',
    text: updateLead(1, 0, 2),
    until: async (jira, store) => {
      await filed(jira, store);
      return now => [...stillOpen(now), openFinding('2', { lastSeen: instant(now.now) })];
    },
  },
  {
    kind: 'what remains after a move to Done',
    text: messageText('remediation.comment.remains', { left: 1, of: 1 }),
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      return stillOpen;
    },
  },
  {
    kind: 'that a move to Done could not be confirmed',
    text: messageText('remediation.comment.unconfirmed', { left: 1, of: 1 }),
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      await runRemediation(jira, store, [openFinding('1')]);
      jira.now += DAY;
      return () => [openFinding('1')];
    },
  },
  {
    kind: 'that it is back',
    text: messageText('remediation.comment.returned', { back: 1, fresh: 0 }),
    until: async (jira, store) => {
      await closed(jira, store);
      return stillOpen;
    },
  },
  {
    kind: 'that it is back, after a person reopened it',
    text: messageText('remediation.comment.returned', { back: 1, fresh: 0 }),
    until: async (jira, store) => {
      await closed(jira, store);
      jira.move(first(jira).id, 'todo');
      return stillOpen;
    },
  },
  {
    kind: 'that it is fixed',
    text: messageText('remediation.comment.fixed'),
    until: async (jira, store) => {
      await filed(jira, store);
      return stillResolved;
    },
  },
  {
    kind: 'that a fix is confirmed',
    text: messageText('remediation.comment.confirmed'),
    until: async (jira, store) => {
      await filed(jira, store);
      jira.move(first(jira).id, 'done');
      return stillResolved;
    },
  },
  {
    kind: 'that a second one is a duplicate',
    text: messageText('remediation.comment.duplicate', { key: 'SEC-1' }),
    mayBeLost: true,
    until: async (jira, store) => {
      await filed(jira, store);
      jira.add({ properties: { ...first(jira).properties } });
      return stillOpen;
    },
  },
  {
    kind: 'that the app’s data was changed',
    text: messageText('remediation.comment.property'),
    until: async (jira, store) => {
      await filed(jira, store);
      first(jira).properties = { [ISSUE_PROPERTY_KEY]: 'nonsense' };
      return stillOpen;
    },
  },
];

interface FailureCase {
  readonly trouble: string;
  readonly begin?: (jira: FakeJira) => void;
  /** Before each tick. */
  readonly each?: (jira: FakeJira, tick: number) => void;
}

const touchIssue = (jira: FakeJira): void => {
  for (const issue of jira.issues.values()) issue.updated = jira.now;
};

const FAILURE_CASES: readonly FailureCase[] = [
  { trouble: 'nothing else happens' },
  {
    trouble: 'the workflow has no step',
    begin: jira => jira.blockedCategories.add('done').add('new').add('indeterminate'),
  },
  { trouble: 'transitions are refused', begin: jira => jira.failures.set('issue.transition', 'refused') },
  { trouble: 'edits are denied', begin: jira => jira.failures.set('issue.edit', 'denied') },
  {
    trouble: 'comments are refused for half a day',
    begin: jira => jira.failures.set('issue.comment', 'refused'),
    each: (jira, tick) => {
      if (tick === 12) jira.failures.delete('issue.comment');
    },
  },
  {
    trouble: 'someone else edits or comments each hour',
    begin: jira => jira.blockedCategories.add('done').add('new').add('indeterminate'),
    each: touchIssue,
  },
  {
    trouble: 'someone assigns it and sets a due day now and then',
    begin: jira => jira.failures.set('issue.transition', 'denied'),
    each: (jira, tick) => {
      for (const issue of jira.issues.values()) {
        issue.assignee = tick % 2 === 0 ? 'lee' : 'ana';
        issue.duedate = `2027-01-${String(10 + (tick % 15))}`;
      }
      touchIssue(jira);
    },
  },
];

describe.each([true, false])('where Jira dates the move of a status category: %s', datesCategories => {
  describe.each(FAILURE_CASES)('and $trouble', ({ trouble, begin: troubles, each }) => {
    it.each(COMMENT_CASES)('$kind is posted once', async ({ text, mayBeLost, until }) => {
      const { jira, store } = createFixture();
      jira.returnsCategoryDates = datesCategories;
      const read = await until(jira, store);
      troubles?.(jira);
      // Two days, so that what is tried again daily is tried, and a duplicate is looked for.
      for (let tick = 0; tick < 48; tick += 1) {
        each?.(jira, tick);
        await runRemediation(jira, store, read(jira));
        jira.now += HOUR;
      }
      const comments = [...jira.issues.values()].flatMap(issue => issue.comments.map(commentText));
      const isLost = mayBeLost === true && trouble.includes('comments are refused');
      expect(comments).toEqual(isLost ? [] : [expect.stringContaining(text)]);
    });
  });

  it('a second move to Done is answered again', async () => {
    const { jira, store } = createFixture();
    jira.returnsCategoryDates = datesCategories;
    await filed(jira, store);
    for (let move = 0; move < 2; move += 1) {
      jira.move(first(jira).id, 'done');
      jira.now += HOUR;
      await runRemediation(jira, store, stillOpen(jira));
      expect(first(jira).status.category).toBe('new');
      jira.now += HOUR;
      await runRemediation(jira, store, stillOpen(jira));
    }
    expect(first(jira).comments).toHaveLength(2);
  });

  it('an automation that closes it whenever it is reopened is answered three times a day at most', async () => {
    const { jira, store } = createFixture();
    jira.returnsCategoryDates = datesCategories;
    await filed(jira, store);
    for (let minute = 0; minute < 48 * 60; minute += 10) {
      if (first(jira).status.category !== 'done') jira.move(first(jira).id, 'done');
      jira.now += 10 * 60_000;
      await runRemediation(jira, store, stillOpen(jira));
    }
    expect(first(jira).comments.length).toBeLessThanOrEqual(6);
    expect(store.record(KEY)).toMatchObject({ state: 'open' });
  });
});

describe('where Jira dates the move now and then', () => {
  it('one move is answered once', async () => {
    const { jira, store } = createFixture();
    await filed(jira, store);
    jira.blockedCategories.add('new').add('indeterminate');
    jira.move(first(jira).id, 'done');
    for (let tick = 0; tick < 24; tick += 1) {
      jira.returnsCategoryDates = tick % 2 === 1;
      touchIssue(jira);
      await runRemediation(jira, store, stillOpen(jira));
      jira.now += HOUR;
    }
    expect(first(jira).comments).toHaveLength(1);
  });
});
