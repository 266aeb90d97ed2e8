import { type ControlMemory } from '../../src/posture/compare';
import { findingsWrites, readFindings } from '../../src/storage/findings';
import { writeHeld } from '../../src/storage/lock';
import { pack } from '../../src/storage/packed';
import { type Finding } from '../../src/terms/finding';
import { instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Platform, platformWith } from '../api/platform';
import { heldNow, keepFindings } from './kept';

const NOW = instant(1_760_000_000_000);

/** A life with everything that it may hold. */
const life = (id: number): Life => ({
  finding: {
    key: `INF-01:public-browses:scheme-${id}:BROWSE_PROJECTS`,
    control: 'INF-01',
    code: 'public-browses',
    severity: 'high',
    subject: { kind: 'scheme', id: String(id), source: 'sharedSchemes', name: `Scheme ${id}`, rereadId: '1' },
    args: { name: 'x'.repeat(1_000), person: { person: 'ana' }, at: { at: NOW }, spaces: 2, archived: false },
    reach: ['1', '2'],
    reachSource: 'spaceSchemes',
    owner: 'ana',
  },
  state: 'open',
  since: NOW,
  readAt: NOW,
  firstSeen: NOW,
  lastSeen: NOW,
  lastClosed: later(NOW, -1),
  returned: 1,
  baseline: true,
  origin: 'date',
  added: ['2'],
  growing: { members: ['3'], readAt: NOW },
  known: ['1', '2'],
  opened: { is: 'candidates', of: [{ at: NOW, by: 'lee', change: 'c' }] },
  widened: { is: 'recorded', at: NOW, change: 'd' },
  closed: { is: 'bounded', before: NOW },
  ended: 'rule-changed',
  version: 3,
});
const memory: ControlMemory = {
  version: 3,
  wholeAt: NOW,
  unjudged: ['publicDashboards'],
  sourceVersions: { publicDashboards: 2, spaces: 1 },
  lives: Array.from({ length: 150 }, (_, index) => life(index + 1)),
};

let platform: Platform;
beforeEach(async () => {
  platform = platformWith(() => undefined);
  await keepFindings('INF-01', memory);
});

describe('what is remembered of findings', () => {
  it('comes back with everything that it held, from parts that each fit', async () => {
    expect(await readFindings('INF-01')).toEqual(memory);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  it('fits into a value each, however many spaces one of them opens', async () => {
    const spaces = Array.from({ length: 20_000 }, (_, place) => String(100_000 + place * 7));
    const wide: Life = {
      ...life(1),
      finding: { ...life(1).finding, reach: spaces },
      known: spaces,
      added: spaces,
      leaving: { members: spaces, readAt: NOW },
    };
    await keepFindings('INF-01', { ...memory, lives: [wide] });
    expect((await readFindings('INF-01'))?.lives).toEqual([wide]);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  const parts = (): readonly string[] =>
    [...platform.store.keys()].filter(key => key.startsWith('findings:'));

  it('is written again only where it changed, and leaves nothing of what it was', async () => {
    const known = parts();
    const [first, ...others] = memory.lives;
    if (first === undefined) throw new Error('there is no life');
    await keepFindings('INF-01', { ...memory, lives: [{ ...first, returned: 2 }, ...others] });
    expect(parts()).toHaveLength(known.length);
    expect(parts().filter(key => !known.includes(key))).toHaveLength(1);
    const values = new Map(platform.store);
    await keepFindings('INF-01', { ...memory, lives: [{ ...first, returned: 2 }, ...others] });
    expect([...platform.store].filter(([key, value]) => values.get(key) !== value)).toEqual([]);
  });

  it('shows nothing new before all of it is written, however much there is', async () => {
    const known = parts();
    const lives = Array.from({ length: 3_000 }, (_, index) => life(index + 1_000));
    const { before, together } = await findingsWrites(new Map([['INF-01', { ...memory, lives }]]), 10);
    expect(together.length).toBeLessThanOrEqual(10);
    await writeHeld(
      await heldNow(),
      before.map(write => [write]),
    );
    expect(await readFindings('INF-01')).toEqual(memory);
    await writeHeld(await heldNow(), [together]);
    expect((await readFindings('INF-01'))?.lives).toHaveLength(3_000);
    // What is over is more than one time deletes, and goes with the next ones.
    for (let time = 0; time < 4; time += 1) await keepFindings('INF-01', memory);
    expect(parts()).toHaveLength(known.length);
  });

  it('does not take what it lost for never having been there', async () => {
    const [part = ''] = parts();
    platform.store.delete(part);
    const left = await readFindings('INF-01');
    expect(left).not.toHaveProperty('wholeAt');
    expect(left?.lives.length).toBeLessThan(150);
    const unknown: Partial<Finding> = { code: 'public-browses' };
    platform.store.set(part, { lives: pack([unknown]) });
    expect(await readFindings('INF-01')).not.toHaveProperty('wholeAt');
  });
});
