import { type Observation, type Observations } from '../../src/remediation/observed';
import { observedWrites, readObserved } from '../../src/storage/observed';
import { instant } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';

const observation = (id: number, status = 'To do'): Observation => ({
  revision: id,
  seen: {
    is: 'live',
    id: String(id),
    key: `SEC-${id}`,
    projectId: '1',
    category: 'new',
    status: { id: '1', name: status },
    categorySince: instant(5),
    assignee: 'ana',
  },
});
const observations = (count: number): Observations =>
  new Map(Array.from({ length: count }, (_, id) => [String(id), observation(id)]));

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});
function keep(before: Observations, now: Observations): number {
  const writes = observedWrites(before, now);
  for (const { key, value } of writes) {
    if (value === undefined) platform.store.delete(key);
    else platform.store.set(key, value);
  }
  return writes.length;
}

describe('how work items were seen last', () => {
  it('comes back as it was, from values that fit', async () => {
    const all = observations(20_000);
    keep(new Map(), all);
    expect(await readObserved()).toEqual(all);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  it('is written only where it changed, and deleted with the work item', async () => {
    const all = observations(300);
    keep(new Map(), all);
    expect(keep(all, all)).toBe(0);
    const changed = new Map([...all, ['7', observation(7, 'Doing')]]);
    expect(keep(all, changed)).toBe(1);
    expect((await readObserved()).get('7')?.seen.status.name).toBe('Doing');
    keep(changed, new Map());
    expect(platform.store.size).toBe(0);
  });

  it('is not known where it can’t be read', async () => {
    keep(new Map(), observations(1));
    for (const key of platform.store.keys()) platform.store.set(key, { items: 'lost' });
    expect(await readObserved()).toEqual(new Map());
  });
});
