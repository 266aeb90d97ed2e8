import { ISSUE_PROPERTY_KEY } from '../../../src/remediation/plan/issue-property';
import { HOUR, instant } from '../../../src/domain/instant';
import { type TrackedFinding } from '../../../src/domain/tracked-finding';
import { createRequestSender } from '../../sandbox/jira/request-sender';
import { FakeRecordStore } from '../fake-record-store';
import { messageText, trackedFrom, publicFilter } from '../fixtures';
import { type SandboxJira, createSandboxJira } from '../sandbox-jira';

/*
 * Lee may edit the app's work items. Whatever Lee does to them: at most one open work item per key, nothing is called fixed that
 * is open, and no finding is lost.
 */

const FIRST = 'INF-03:site';
const SECOND = 'INF-03:space-7';
const FIXED = messageText('remediation.comment.fixed');

let world: SandboxJira;
beforeAll(async () => {
  world = await createSandboxJira();
});
afterAll(() => world.site.close());

type Value = Record<string, unknown>;

interface Attack {
  readonly name: string;
  /** What Lee does before each tick. `second` is missing until it is filed. */
  readonly act: (of: { first: string; second: string | undefined; own: Value }) => Promise<unknown>;
}

const sendAsLee = (request: string, body?: unknown) =>
  createRequestSender(world.site, world.site.as(world.site.people.lee))(request, body);
const setProperty = (issue: string, value: unknown) =>
  sendAsLee(`PUT /rest/api/3/issue/${issue}/properties/${ISSUE_PROPERTY_KEY}`, value);

/** A move to another space, which Jira has no public operation for that a test could use: same ID, another key. */
function moveIssue(issue: string, space: string): void {
  const { state } = world.site;
  const found = state.issue(issue);
  const project = state.project(space);
  if (found === undefined || project === undefined) throw new Error(`${issue} or ${space} is missing`);
  state.issues.put(found.id, { ...found, projectId: project.id, key: `${space}-${found.id}` });
}

const ATTACKS: readonly Attack[] = [
  {
    name: 'removes the property',
    act: ({ first }) => sendAsLee(`DELETE /rest/api/3/issue/${first}/properties/${ISSUE_PROPERTY_KEY}`),
  },
  { name: 'writes text into the property', act: ({ first }) => setProperty(first, 'nonsense') },
  { name: 'writes a list into the property', act: ({ first }) => setProperty(first, [1, 2, 3]) },
  { name: 'writes null into the property', act: ({ first }) => setProperty(first, null) },
  {
    name: 'writes 30 KB into the property',
    act: ({ first, own }) => setProperty(first, { ...own, summary: 'x'.repeat(30_000) }),
  },
  {
    name: 'writes absurd counts',
    act: ({ first, own }) => setProperty(first, { ...own, open: 1e300, of: -1 }),
  },
  {
    name: 'writes the second key on the first',
    act: ({ first, own }) => setProperty(first, { ...own, key: SECOND, place: 'space-7' }),
  },
  {
    name: 'marks the first as a duplicate',
    act: ({ first, own }) => setProperty(first, { ...own, state: 'duplicate' }),
  },
  {
    name: 'marks the first as closed',
    act: ({ first, own }) => setProperty(first, { ...own, state: 'closed' }),
  },
  {
    name: 'writes another site’s ID',
    act: ({ first, own }) => setProperty(first, { ...own, cloudId: 'another' }),
  },
  {
    name: 'swaps the keys of two',
    act: async ({ first, second, own }) => {
      await setProperty(first, { ...own, key: SECOND });
      if (second !== undefined) await setProperty(second, { ...own, key: FIRST });
    },
  },
  {
    name: 'writes both keys on work items of their own',
    act: async ({ own }) => {
      for (const key of [FIRST, SECOND]) {
        const { body } = await sendAsLee('POST /rest/api/3/issue', {
          fields: { project: { key: 'SEC' }, issuetype: { name: 'Task' }, summary: 'Bait' },
        });
        await setProperty(body.id, { ...own, key });
      }
    },
  },
  {
    name: 'moves the first to another space',
    act: async ({ first }) => moveIssue(first, 'PAY'),
  },
];

const currentTimes = (): {
  firstSeen: TrackedFinding['firstSeen'];
  lastSeen: TrackedFinding['lastSeen'];
  readAt: TrackedFinding['readAt'];
} => {
  const at = instant(world.clock.now());
  return { firstSeen: at, lastSeen: at, readAt: at };
};
const siteFinding = (state: TrackedFinding['state']): TrackedFinding =>
  trackedFrom(publicFilter('1'), { ...currentTimes(), state });
const spaceFinding = (state: TrackedFinding['state']): TrackedFinding =>
  trackedFrom(publicFilter('3', { severity: 'critical', subject: { kind: 'filter', id: '3', space: '7' } }), {
    ...currentTimes(),
    state,
  });

interface Item {
  readonly id: string;
  readonly isOpen: boolean;
  readonly comments: string;
}

describe.each(ATTACKS)('an editor who $name', ({ name, act }) => {
  it('hides no finding, closes nothing that is open, and leaves one work item per key', async () => {
    const store = new FakeRecordStore();
    const environment = `tampered: ${name}`;
    const before = new Set([...world.site.state.issues.values()].map(({ id }) => id));
    const tick = async (...trackedFindings: readonly TrackedFinding[]) => {
      world.clock.advanceTo(world.clock.now() + HOUR);
      await world.runRemediation(store, trackedFindings, environment);
    };
    const items = (): readonly Item[] =>
      [...world.site.state.issues.values()]
        .filter(({ id, creator }) => !before.has(id) && creator === world.ownAccount)
        .map(({ id, statusId, comments }) => ({
          id: String(id),
          isOpen: statusId !== '10001',
          comments: JSON.stringify(comments),
        }));
    const of = (key: string): Item | undefined => items().find(({ id }) => id === store.record(key)?.issueId);

    await tick(siteFinding('open'));
    const first = of(FIRST)?.id ?? '';
    const { body } = await sendAsLee(`GET /rest/api/3/issue/${first}/properties/${ISSUE_PROPERTY_KEY}`);
    const attack = () => act({ first, second: of(SECOND)?.id, own: body.value });

    for (let hour = 0; hour < 26; hour += 1) {
      await attack();
      await tick(siteFinding('open'), spaceFinding('open'));
    }
    expect(items().filter(({ isOpen }) => isOpen)).toHaveLength(2);
    expect(of(FIRST)?.id).toBe(first);
    expect(of(SECOND)?.id).not.toBe(first);

    await attack();
    await tick(siteFinding('resolved'), spaceFinding('open'));
    expect([of(FIRST)?.isOpen, of(SECOND)?.isOpen]).toEqual([false, true]);
    expect(of(SECOND)?.comments).not.toContain(FIXED);
    expect(of(FIRST)?.comments.split(FIXED)).toHaveLength(2);

    await attack();
    await tick(siteFinding('resolved'), spaceFinding('resolved'));
    expect(items().filter(({ isOpen }) => isOpen)).toEqual([]);
    expect(of(SECOND)?.comments.split(FIXED)).toHaveLength(2);
    // A report, and the proof.
    for (const { comments } of items()) expect(comments.match(/"body"/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });
});
