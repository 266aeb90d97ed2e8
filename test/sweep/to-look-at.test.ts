import { nextInTurn } from '../../src/sweep/to-look-at';

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
    const turn = nextInTurn(all, after);
    for (const id of turn.ids) read.add(id);
    most = Math.max(most, turn.ids.length);
    ({ after } = turn);
    ticks += 1;
  }
  return { ticks, most };
}

describe('the work items that a tick reads though nothing says that they changed', () => {
  it.each([
    [200, { ticks: 1, most: 200 }],
    [1_100, { ticks: 6, most: 200 }],
    [20_000, { ticks: 24, most: 834 }],
  ])('are all of %d within a day', (count, expected) => {
    expect(turnsOf(count)).toEqual(expected);
  });

  it('begin anew after the last one, each once', () => {
    const all = records(300);
    const { ids } = nextInTurn(all, all[249]?.key ?? '');
    expect([ids.length, new Set(ids).size]).toEqual([200, 200]);
    expect([ids[0], ids[50]]).toEqual(['250', '0']);
  });

  it('are those that are filed and not done', () => {
    const [one] = records(1);
    const others = [...records(1, { state: 'done' }), ...records(1, { issueId: undefined })];
    expect(nextInTurn([...(one ? [one] : []), ...others], '').ids).toEqual(['0']);
    expect(nextInTurn([], 'x')).toEqual({ ids: [], after: '' });
  });
});
