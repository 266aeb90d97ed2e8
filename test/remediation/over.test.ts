import { type AdfDoc, type AdfNode, doc } from '../../src/remediation/adf';
import { type Property } from '../../src/remediation/property';
import { HOUR, type Instant, instant, later, MINUTE } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { Crash, type FakeJira } from './fake-jira';
import { hoursLater, lifeOf, NOON, publicFilter, sweep } from './given';
import { begin, only } from './one-item';

const SEEN_LAST = later(NOON, 2 * HOUR);
const READ_AGAIN = later(NOON, 3 * HOUR);
const PROOF = 'How it was proved';
const YOUR_PART = 'Please do one of these by';

const letters = (node: AdfNode): string =>
  node.type === 'mention'
    ? `@${String(node.attrs?.['id'])}`
    : (node.text ?? (node.content ?? []).map(letters).join(''));

const blocksOf = (jira: FakeJira): readonly AdfNode[] => (only(jira).description as AdfDoc).content;
const textOf = (jira: FakeJira): string => blocksOf(jira).map(letters).join('\n');
const propertyOf = (jira: FakeJira) => only(jira).properties['shared-responsibility'] as Property;

const openedByLee = { is: 'recorded', at: NOON, by: 'lee', change: '1' } as const;
const open = (id: string, of: Partial<Life> = {}) => lifeOf(publicFilter(id), { opened: openedByLee, ...of });
const gone = (id: string, of: Partial<Life> = {}) =>
  open(id, {
    state: 'gone',
    lastSeen: SEEN_LAST,
    readAt: READ_AGAIN,
    closed: { is: 'recorded', at: READ_AGAIN, by: 'ana', change: '2' },
    ...of,
  });
const back = (id: string, at: Instant) => open(id, { firstSeen: at, lastSeen: at, returned: 1 });

const rowsOf = (jira: FakeJira): readonly (readonly string[])[] =>
  (blocksOf(jira).find(({ type }) => type === 'table')?.content ?? []).map(row =>
    (row.content ?? []).map(letters),
  );

describe('the text of a work item that is over', () => {
  it('says that it is fixed, and asks for nothing any more', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    expect(textOf(jira)).toContain(YOUR_PART);
    await sweep(jira, store, [gone('1')]);
    expect(only(jira).status.category).toBe('done');
    const [lead, filedFor] = blocksOf(jira).map(letters);
    expect(lead).toMatch(/^Fixed/);
    expect(filedFor).toContain('Anyone on the internet can read the name and the query of a filter');
    for (const past of [YOUR_PART, 'How to fix it', 'What would fix it', 'It has been so since'])
      expect(textOf(jira)).not.toContain(past);
  });

  it('names what it was, from when to when, and by whom it was opened and closed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1')]);
    expect(rowsOf(jira)).toEqual([
      ['Filter', 'What is open', 'Open since', 'Opened by', 'Until', 'Closed by'],
      [
        'Filter 1',
        expect.stringContaining('shared with the public'),
        'Nov 20, 2026, 12:00 UTC',
        '@lee',
        'Nov 20, 2026, 15:00 UTC, after 3 h',
        '@ana',
      ],
    ]);
  });

  it('names the bounds where nobody recorded who did it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const closed = { is: 'bounded', after: SEEN_LAST, before: READ_AGAIN } as const;
    await sweep(jira, store, [gone('1', { opened: { is: 'bounded', before: NOON }, closed })]);
    const [, row] = rowsOf(jira);
    expect(row?.[2]).toBe('before Nov 20, 2026, 12:00 UTC');
    expect(row?.[3]).toBe('not recorded');
    expect(row?.[4]).toBe('between Nov 20, 2026, 14:00 UTC and Nov 20, 2026, 15:00 UTC, after at least 2 h');
    expect(row?.[5]).toBe('not recorded');
  });

  it('tells how it was proved: what was read again when, and the reading in which it stands', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1'), open('2')]);
    await sweep(jira, store, [gone('1'), gone('2', { readAt: later(READ_AGAIN, MINUTE) })]);
    expect(textOf(jira)).toContain(PROOF);
    expect(textOf(jira)).toContain('Read again on Nov 20, 2026, 15:00 UTC, and not open any more: Filter 1');
    expect(textOf(jira)).toContain('Read again on Nov 20, 2026, 15:01 UTC, and not open any more: Filter 2');
    expect(textOf(jira)).toContain('complete, 3 of 3');
  });

  it('tells what happens if it comes back', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1')]);
    expect(textOf(jira)).toContain('If it comes back');
    expect(textOf(jira)).toContain('within 90 days');
  });

  it.each([
    ['setting-changed', 'meant to be so'],
    ['rule-changed', 'no longer asks about it'],
    ['subject-deleted', 'deleted'],
    ['not-applicable', 'no longer applies'],
    ['plan-changed', 'On the Free plan this has no effect'],
  ] as const)('never calls what ended by %s proved', async (ended, words) => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [open('1', { state: 'ended', ended, since: READ_AGAIN })]);
    expect(textOf(jira).split('\n')[0]).toContain(words);
    expect(textOf(jira)).not.toContain(PROOF);
    expect(textOf(jira)).not.toContain(YOUR_PART);
  });

  it('never calls what no one can fix on the plan proved', async () => {
    const { jira, store } = begin();
    const life = open('1');
    await sweep(jira, store, [life]);
    await sweep(jira, store, [open('1', { finding: { ...life.finding, cause: 'plan' } })]);
    expect(textOf(jira).split('\n')[0]).toContain("No one can fix this on the site's plan");
    expect(textOf(jira)).not.toContain(PROOF);
  });

  it('is written where a person moved it to Done as well', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.move(only(jira).id, 'done');
    const { outcomes } = await sweep(jira, store, [gone('1')]);
    expect(outcomes.map(({ did }) => did)).toEqual(['told', 'rewritten', 'confirmed']);
    expect(textOf(jira)).toMatch(/^Confirmed/);
  });

  it('keeps what people wrote below it', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const theirs: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: 'Lee is on it' }] };
    only(jira).description = doc([...blocksOf(jira), theirs]);
    await sweep(jira, store, [gone('1')]);
    expect(blocksOf(jira).at(-1)).toEqual(theirs);
    expect(textOf(jira)).not.toContain(YOUR_PART);
  });

  it('is one edit, with the property, before the step to Done', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    const before = jira.calls.length;
    await sweep(jira, store, [gone('1')]);
    const wrote = jira.calls.slice(before).map(({ operation }) => operation);
    expect(wrote.filter(operation => /edit|property|transition$/.test(operation))).toEqual([
      'issue.edit',
      'issue.transition',
    ]);
    expect(propertyOf(jira)).toMatchObject({ state: 'closed', open: 0, of: 1 });
  });

  it('is not waited for where Jira lets nobody edit what is done: it is over all the same', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.move(only(jira).id, 'done');
    jira.failing.set('issue.edit', 'refused');
    await sweep(jira, store, [gone('1')]);
    expect(store.memory('INF-03:site')?.state).toBe('done');
    expect(propertyOf(jira).state).toBe('closed');
  });

  it('is written once where the workflow has no way to Done', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.closedWays.add('done');
    await sweep(jira, store, [gone('1')]);
    expect(textOf(jira)).toMatch(/^Fixed/);
    hoursLater(jira, 48);
    const before = jira.calls.length;
    await sweep(jira, store, [gone('1')]);
    expect(jira.calls.slice(before).map(({ operation }) => operation)).not.toContain('issue.edit');
  });
});

describe('what is over while it is still open, as a part of the starting point', () => {
  it('is written once, however often it is read again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.closedWays.add('done');
    await sweep(jira, store, [open('1', { baseline: true })]);
    expect(textOf(jira)).toContain('still open, as part of the starting point');
    const before = jira.calls.length;
    await sweep(jira, store, [open('1', { baseline: true, lastSeen: READ_AGAIN, readAt: READ_AGAIN })]);
    expect(jira.calls.slice(before).map(({ operation }) => operation)).not.toContain('issue.edit');
  });
});

describe('what comes back', () => {
  it('has the text of what is open again', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1')]);
    await sweep(jira, store, [back('1', instant(jira.now))]);
    expect(only(jira).status.category).toBe('new');
    expect(textOf(jira)).toContain(YOUR_PART);
    expect(textOf(jira)).not.toContain(PROOF);
    expect(propertyOf(jira).state).toBe('open');
  });

  it('is told from what is new besides', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    await sweep(jira, store, [gone('1')]);
    const now = instant(jira.now);
    await sweep(jira, store, [back('1', now), open('2', { firstSeen: now }), open('3', { firstSeen: now })]);
    const [, said] = only(jira).comments.map(comment => (comment as AdfDoc).content.map(letters));
    expect(said).toEqual([
      'It is back: one thing that this was filed for before is open again. 2 more are new.',
      'Filter 1, Filter 2, Filter 3',
    ]);
  });

  it('has it as well where it was already called over and could not be closed', async () => {
    const { jira, store } = begin();
    await sweep(jira, store, [open('1')]);
    jira.closedWays.add('done');
    await sweep(jira, store, [gone('1')]);
    await sweep(jira, store, [open('1')]);
    expect(textOf(jira)).toContain(YOUR_PART);
    expect(textOf(jira)).not.toContain(PROOF);
  });

  it('has it whichever call of the close a crash came after', async () => {
    const calm = begin();
    await sweep(calm.jira, calm.store, [open('1')]);
    const before = calm.jira.calls.length;
    await sweep(calm.jira, calm.store, [gone('1')]);
    const calls = calm.jira.calls.length - before;
    expect(calls).toBeGreaterThan(4);
    for (let crashIn = 1; crashIn <= calls; crashIn += 1) {
      const { jira, store } = begin();
      await sweep(jira, store, [open('1')]);
      jira.crashIn = crashIn;
      await expect(sweep(jira, store, [gone('1')])).rejects.toThrow(Crash);
      // The very same as before: only the memory can know that the text is not.
      await sweep(jira, store, [open('1', { lastSeen: later(NOON, 30 * HOUR) })]);
      expect({ crashIn, text: textOf(jira) }).toEqual({
        crashIn,
        text: expect.stringContaining(YOUR_PART),
      });
      expect(textOf(jira)).not.toContain(PROOF);
      expect(only(jira).status.category).toBe('new');
    }
  });
});
