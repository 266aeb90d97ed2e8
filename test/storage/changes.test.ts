import { type Change } from '../../src/evidence/change';
import { keepChanges, readChanges } from '../../src/storage/changes';
import { MINUTE, instant, later } from '../../src/terms/instant';
import { type Platform, platformWith } from '../api/platform';
import { heldNow } from './kept';

const NOW = instant(1_760_000_000_000);

let platform: Platform;
beforeEach(() => {
  platform = platformWith(() => undefined);
});

/** A record that names so many things besides its object. */
const change = (id: number, names: number): Change => ({
  id: String(id),
  via: 'audit',
  at: later(NOW, -id * MINUTE),
  summary: 'Permission scheme updated',
  category: 'permissions',
  object: { type: 'SCHEME', id: '1' },
  associated: Array.from({ length: names }, (_, name) => ({ type: 'PROJECT', id: `${id}-${name}` })),
});

describe('what is kept of changes', () => {
  it('is each of them once, the newest first', async () => {
    await keepChanges([change(2, 0), change(1, 0)], NOW, await heldNow());
    await keepChanges([change(1, 0), change(3, 0)], NOW, await heldNow());
    expect((await readChanges()).map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('fits into one value, however much their records name', async () => {
    await keepChanges(
      [change(1, 2), ...Array.from({ length: 90 }, (_, id) => change(id + 2, 300))],
      NOW,
      await heldNow(),
    );
    expect(Buffer.byteLength(JSON.stringify(platform.store.get('changes')))).toBeLessThan(240 * 1024);
    expect((await readChanges()).map(({ id }) => id).slice(0, 2)).toEqual(['1', '2']);
  });
});
