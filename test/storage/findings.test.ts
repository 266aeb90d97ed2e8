import { type ControlMemory } from '../../src/posture/compare';
import { readFindings, writeFindings } from '../../src/storage/findings';
import { type Finding } from '../../src/terms/finding';
import { instant, later } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Platform, platformWith } from '../api/platform';

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
  lives: Array.from({ length: 150 }, (_, index) => life(index + 1)),
};

let platform: Platform;
beforeEach(async () => {
  platform = platformWith(() => undefined);
  await writeFindings('INF-01', memory, undefined);
});

describe('what is remembered of findings', () => {
  it('comes back with everything that it held, from parts that each fit', async () => {
    expect(await readFindings('INF-01')).toEqual(memory);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  it('is written again only where it changed', async () => {
    const values = new Map(platform.store);
    const [first, ...others] = memory.lives;
    if (first === undefined) throw new Error('there is no life');
    await writeFindings('INF-01', { ...memory, lives: [{ ...first, returned: 2 }, ...others] }, memory);
    const changed = [...platform.store].filter(([key, value]) => values.get(key) !== value);
    expect(changed.map(([key]) => key)).toEqual(['findings:INF-01:0']);
  });

  it('does not take what it lost for never having been there', async () => {
    platform.store.delete('findings:INF-01:1');
    const left = await readFindings('INF-01');
    expect(left).not.toHaveProperty('wholeAt');
    expect(left?.lives.length).toBeLessThan(150);
    const unknown: Partial<Finding> = { code: 'public-browses' };
    platform.store.set('findings:INF-01:1', { lives: [unknown] });
    expect(await readFindings('INF-01')).not.toHaveProperty('wholeAt');
  });
});
