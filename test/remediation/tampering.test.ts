import { PROPERTY } from '../../src/remediation/property';
import { HOUR, instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { asking } from '../sandbox/jira/asking';
import { FakeStore } from './fake-store';
import { lifeOf, publicFilter } from './given';
import { type OverHttp, overHttp } from './over-http';

/*
 * Lee may edit the app's work items. Whatever Lee does to them: at most one open work item per key, nothing is called fixed that
 * is open, and no finding is lost.
 */

const FIRST = 'INF-03:site';
const SECOND = 'INF-03:space-7';

let world: OverHttp;
beforeAll(async () => {
  world = await overHttp();
});
afterAll(() => world.site.close());

type Value = Record<string, unknown>;

interface Attack {
  readonly name: string;
  /** What Lee does before each tick. `second` is missing until it is filed. */
  readonly act: (of: { first: string; second: string | undefined; own: Value }) => Promise<unknown>;
}

const lee = (request: string, body?: unknown) =>
  asking(world.site, world.site.as(world.site.people.lee))(request, body);
const put = (issue: string, value: unknown) =>
  lee(`PUT /rest/api/3/issue/${issue}/properties/${PROPERTY}`, value);

/** A move to another space, which Jira has no public operation for that a test could use: same ID, another key. */
function moved(issue: string, space: string): void {
  const { state } = world.site;
  const found = state.issue(issue);
  const project = state.project(space);
  if (found === undefined || project === undefined) throw new Error(`${issue} or ${space} is missing`);
  state.issues.put(found.id, { ...found, projectId: project.id, key: `${space}-${found.id}` });
}

const ATTACKS: readonly Attack[] = [
  {
    name: 'removes the property',
    act: ({ first }) => lee(`DELETE /rest/api/3/issue/${first}/properties/${PROPERTY}`),
  },
  { name: 'writes text into the property', act: ({ first }) => put(first, 'nonsense') },
  { name: 'writes a list into the property', act: ({ first }) => put(first, [1, 2, 3]) },
  { name: 'writes null into the property', act: ({ first }) => put(first, null) },
  {
    name: 'writes 30 KB into the property',
    act: ({ first, own }) => put(first, { ...own, summary: 'x'.repeat(30_000) }),
  },
  { name: 'writes absurd counts', act: ({ first, own }) => put(first, { ...own, open: 1e300, of: -1 }) },
  {
    name: 'writes the second key on the first',
    act: ({ first, own }) => put(first, { ...own, key: SECOND, place: 'space-7' }),
  },
  {
    name: 'marks the first as a duplicate',
    act: ({ first, own }) => put(first, { ...own, state: 'duplicate' }),
  },
  { name: 'marks the first as closed', act: ({ first, own }) => put(first, { ...own, state: 'closed' }) },
  { name: 'writes another site’s ID', act: ({ first, own }) => put(first, { ...own, cloudId: 'another' }) },
  {
    name: 'swaps the keys of two',
    act: async ({ first, second, own }) => {
      await put(first, { ...own, key: SECOND });
      if (second !== undefined) await put(second, { ...own, key: FIRST });
    },
  },
  {
    name: 'writes both keys on work items of their own',
    act: async ({ own }) => {
      for (const key of [FIRST, SECOND]) {
        const { body } = await lee('POST /rest/api/3/issue', {
          fields: { project: { key: 'SEC' }, issuetype: { name: 'Task' }, summary: 'Bait' },
        });
        await put(body.id, { ...own, key });
      }
    },
  },
  {
    name: 'moves the first to another space',
    act: async ({ first }) => moved(first, 'PAY'),
  },
];

const now = (): { firstSeen: Life['firstSeen']; lastSeen: Life['lastSeen']; readAt: Life['readAt'] } => {
  const at = instant(world.clock.now());
  return { firstSeen: at, lastSeen: at, readAt: at };
};
const site = (state: Life['state']): Life => lifeOf(publicFilter('1'), { ...now(), state });
const space = (state: Life['state']): Life =>
  lifeOf(publicFilter('3', { severity: 'critical', subject: { kind: 'filter', id: '3', space: '7' } }), {
    ...now(),
    state,
  });

interface Item {
  readonly id: string;
  readonly isOpen: boolean;
  readonly comments: string;
}

describe.each(ATTACKS)('an editor who $name', ({ name, act }) => {
  it('hides no finding, closes nothing that is open, and leaves one work item per key', async () => {
    const store = new FakeStore();
    const environment = `tampered: ${name}`;
    const before = new Set([...world.site.state.issues.values()].map(({ id }) => id));
    const tick = async (...lives: readonly Life[]) => {
      world.clock.advanceTo(world.clock.now() + HOUR);
      await world.sweep(store, lives, environment);
    };
    const items = (): readonly Item[] =>
      [...world.site.state.issues.values()]
        .filter(({ id, creator }) => !before.has(id) && creator === world.ownAccount)
        .map(({ id, statusId, comments }) => ({
          id: String(id),
          isOpen: statusId !== '10001',
          comments: JSON.stringify(comments),
        }));
    const of = (key: string): Item | undefined => items().find(({ id }) => id === store.memory(key)?.issueId);

    await tick(site('open'));
    const first = of(FIRST)?.id ?? '';
    const { body } = await lee(`GET /rest/api/3/issue/${first}/properties/${PROPERTY}`);
    const attack = () => act({ first, second: of(SECOND)?.id, own: body.value });

    for (let hour = 0; hour < 26; hour += 1) {
      await attack();
      await tick(site('open'), space('open'));
    }
    expect(items().filter(({ isOpen }) => isOpen)).toHaveLength(2);
    expect(of(FIRST)?.id).toBe(first);
    expect(of(SECOND)?.id).not.toBe(first);

    await attack();
    await tick(site('gone'), space('open'));
    expect([of(FIRST)?.isOpen, of(SECOND)?.isOpen]).toEqual([false, true]);
    expect(of(SECOND)?.comments).not.toContain('Fixed');
    expect(of(FIRST)?.comments.match(/Fixed/g)).toHaveLength(1);

    await attack();
    await tick(site('gone'), space('gone'));
    expect(items().filter(({ isOpen }) => isOpen)).toEqual([]);
    expect(of(SECOND)?.comments.match(/Fixed/g)).toHaveLength(1);
    // A report, and the proof.
    for (const { comments } of items()) expect(comments.match(/"body"/g)?.length ?? 0).toBeLessThanOrEqual(2);
  });
});
