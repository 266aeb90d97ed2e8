import { type Change } from '../../src/evidence/change';
import { saveChanges, readChanges } from '../../src/storage/changes';
import { MINUTE, instant, addDuration } from '../../src/domain/instant';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { takeTestLock } from './save-fixtures';

const NOW = instant(1_760_000_000_000);

let platform: Platform;
beforeEach(() => {
  platform = createFakePlatform(() => undefined);
});

/** A record that names this many associated objects. */
const makeChange = (id: number, names: number): Change => ({
  id: String(id),
  via: 'audit',
  at: addDuration(NOW, -id * MINUTE),
  summary: 'Permission scheme updated',
  category: 'permissions',
  object: { type: 'SCHEME', id: '1' },
  associated: Array.from({ length: names }, (_, name) => ({ type: 'PROJECT', id: `${id}-${name}` })),
});

describe('stored changes', () => {
  it('include each change once, newest first', async () => {
    await saveChanges([makeChange(2, 0), makeChange(1, 0)], NOW, await takeTestLock());
    await saveChanges([makeChange(1, 0), makeChange(3, 0)], NOW, await takeTestLock());
    expect((await readChanges()).map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('fit into one value, however many objects their records name', async () => {
    await saveChanges(
      [makeChange(1, 2), ...Array.from({ length: 90 }, (_, id) => makeChange(id + 2, 300))],
      NOW,
      await takeTestLock(),
    );
    expect(Buffer.byteLength(JSON.stringify(platform.store.get('changes')))).toBeLessThan(240 * 1024);
    expect((await readChanges()).map(({ id }) => id).slice(0, 2)).toEqual(['1', '2']);
  });
});
