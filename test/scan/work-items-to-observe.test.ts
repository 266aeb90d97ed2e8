import { nextWorkItemsInTurn } from '../../src/scan/work-items-to-observe';

const records = (count: number, of: object = {}) =>
  Array.from({ length: count }, (_, place) => ({
    key: `INF-01:space-${String(10_000 + place)}` as const,
    issueId: String(place),
    state: 'open' as const,
    ...of,
  }));

/** How many ticks pass until every work item had its turn, and the most that one tick reads. */
function turnsOf(count: number): { readonly ticks: number; readonly most: number } {
  const all = records(count);
  const read = new Set<string>();
  let [after, ticks, most] = ['', 0, 0];
  while (read.size < count && ticks < 100) {
    const turn = nextWorkItemsInTurn(all, after);
    for (const id of turn.ids) read.add(id);
    most = Math.max(most, turn.ids.length);
    ({ after } = turn);
    ticks += 1;
  }
  return { ticks, most };
}

describe('unchanged work items that a tick reads', () => {
  it.each([
    [200, { ticks: 1, most: 200 }],
    [1_100, { ticks: 6, most: 200 }],
    [20_000, { ticks: 24, most: 834 }],
  ])('cover all of %d within a day', (count, expected) => {
    expect(turnsOf(count)).toEqual(expected);
  });

  it('start over after the last one, each once', () => {
    const all = records(300);
    const { ids } = nextWorkItemsInTurn(all, all[249]?.key ?? '');
    expect([ids.length, new Set(ids).size]).toEqual([200, 200]);
    expect([ids[0], ids[50]]).toEqual(['250', '0']);
  });

  it('include only filed ones that are not done', () => {
    const [one] = records(1);
    const others = [...records(1, { state: 'done' }), ...records(1, { issueId: undefined })];
    expect(nextWorkItemsInTurn([...(one ? [one] : []), ...others], '').ids).toEqual(['0']);
    expect(nextWorkItemsInTurn([], 'x')).toEqual({ ids: [], after: '' });
  });
});
