import { type Life } from '../../src/terms/life';
import { HOUR } from '../../src/terms/instant';
import { PROPERTY } from '../../src/remediation/property';
import { OWN, type FakeIssue, type FakeJira } from './fake-jira';
import { type FakeStore } from './fake-store';
import { hoursLater, lifeOf, publicFilter, sweep } from './given';
import { KEY, begin, gone, open, said } from './one-item';

/*
 * Whoever may edit a work item may write the property on it. It only helps to find a work item whose ID was lost: the app's
 * own record decides.
 */

const OTHER = 'INF-03:space-7';
const inSpace = (of: Partial<Life> = {}): Life =>
  lifeOf(publicFilter('3', { severity: 'critical', subject: { kind: 'filter', id: '3', space: '7' } }), of);

const held = (jira: FakeJira, store: FakeStore, key: string): FakeIssue =>
  jira.issue(store.memory(key)?.issueId ?? '');

const propertyOf = ({ properties }: FakeIssue): Record<string, unknown> =>
  properties[PROPERTY] as Record<string, unknown>;

const setKey = (issue: FakeIssue, key: string): void => {
  issue.properties = { [PROPERTY]: { ...propertyOf(issue), key } };
};

const reports = ({ comments }: FakeIssue): number =>
  comments.filter(comment => said(comment).includes("changed the app's data")).length;

describe('a work item whose property names another key', () => {
  it('is not adopted for that key: its finding gets a work item of its own, and nothing is called fixed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const first = held(jira, store, KEY);
    const seen: Life[] = [open('1'), inSpace()];
    for (let hour = 0; hour < 30; hour += 1) {
      setKey(first, OTHER);
      hoursLater(jira, 1);
      await sweep(jira, store, seen);
    }
    const second = held(jira, store, OTHER);
    expect(second.id).not.toBe(first.id);
    expect([first, second].map(({ status }) => status.category)).toEqual(['new', 'new']);
    // The first is fixed, the critical one is open.
    await sweep(jira, store, [gone('1', jira.now), inSpace()]);
    expect(first.status.category).toBe('done');
    expect(second.status.category).toBe('new');
    expect(second.comments.map(said).join()).not.toContain('Fixed');
    expect(jira.issues.size).toBe(2);
  });

  it('is not closed as a duplicate of the one that it names', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), inSpace()]);
    jira.failing.set('issue.set-property', 'refused');
    for (let hour = 0; hour < 50; hour += 1) {
      setKey(held(jira, store, OTHER), KEY);
      hoursLater(jira, 1);
      await sweep(jira, store, [open('1'), inSpace()]);
    }
    expect([...jira.issues.values()].map(({ status }) => status.category)).toEqual(['new', 'new']);
  });

  it('is not adopted once it is done and someone opened it again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const first = held(jira, store, KEY);
    await sweep(jira, store, [gone('1', jira.now)]);
    jira.move(first.id, 'todo');
    first.properties = { [PROPERTY]: { ...propertyOf(first), key: OTHER, state: 'open' } };
    hoursLater(jira, 1);
    await sweep(jira, store, [gone('1', jira.now), inSpace()]);
    expect(held(jira, store, OTHER).id).not.toBe(first.id);
  });

  it('may swap keys with another one: each stays what it was', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), inSpace()]);
    const [one, other] = [held(jira, store, KEY), held(jira, store, OTHER)];
    setKey(one, OTHER);
    setKey(other, KEY);
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1'), inSpace()]);
    expect([propertyOf(one)['key'], propertyOf(other)['key']]).toEqual([KEY, OTHER]);
    await sweep(jira, store, [gone('1', jira.now), inSpace()]);
    expect([one, other].map(({ status }) => status.category)).toEqual(['done', 'new']);
  });
});

describe('a property that someone changes again and again', () => {
  it.each<[string, unknown, number]>([
    ['to another key', { key: OTHER }, 1],
    ['to nonsense', 'nonsense', 1],
    ['to a huge value', { summary: 'x'.repeat(30_000) }, 1],
    ['to another site', { cloudId: 'other' }, 1],
    ['by removing it', undefined, 0],
  ])('%s is reported once at most, and restored once a day at most', async (_case, change, reported) => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const issue = held(jira, store, KEY);
    const own = propertyOf(issue);
    const outcomes: string[] = [];
    const calls = jira.calls.length;
    for (let tick = 0; tick < 3 * 24; tick += 1) {
      issue.properties =
        change === undefined
          ? {}
          : { [PROPERTY]: typeof change === 'object' ? { ...own, ...change } : change };
      jira.now += HOUR;
      outcomes.push(...(await sweep(jira, store, [open('1')])).outcomes.map(({ did }) => did));
    }
    const written = jira.calls.slice(calls).filter(({ operation }) => operation === 'issue.set-property');
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThanOrEqual(3);
    expect(reports(issue)).toBe(reported);
    expect(outcomes.filter(did => did === 'property-changed')).toHaveLength(reported);
    expect(JSON.stringify(store.memory(KEY)).length).toBeLessThan(4_000);
  });

  it('is restored at once the first time, also where the report is refused', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const issue = held(jira, store, KEY);
    const own = { ...propertyOf(issue) };
    setKey(issue, OTHER);
    jira.failing.set('issue.comment', 'refused');
    await sweep(jira, store, [open('1')]);
    expect(propertyOf(issue)).toEqual(own);
    expect(issue.comments).toEqual([]);
    jira.failing.clear();
    hoursLater(jira, 1);
    await sweep(jira, store, [open('1')]);
    expect(reports(issue)).toBe(1);
  });
});

describe('a work item that the app did not create', () => {
  it('is never taken for one of its own, whatever its property says', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const own = propertyOf(held(jira, store, KEY));
    const foreign = jira.add({ creator: 'lee', properties: { [PROPERTY]: { ...own, key: OTHER } } });
    await sweep(jira, store, [open('1'), inSpace()]);
    hoursLater(jira, 48);
    await sweep(jira, store, [open('1'), inSpace()]);
    expect(foreign.status.category).toBe('new');
    expect(foreign.comments).toEqual([]);
    expect(held(jira, store, OTHER).creator).toBe(OWN);
  });
});
