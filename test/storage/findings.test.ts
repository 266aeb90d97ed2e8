import { type ControlHistory } from '../../src/posture/compare-findings';
import { planFindingsWrites, readFindings } from '../../src/storage/findings';
import { writeWithLock } from '../../src/storage/lock';
import { pack } from '../../src/storage/packed';
import { type Finding } from '../../src/domain/finding';
import { instant, addDuration } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { takeTestLock, saveFindings } from './save-fixtures';

const NOW = instant(1_760_000_000_000);

/** A tracked finding with every member that it can have. */
const makeTracked = (id: number): TrackedFinding => ({
  finding: {
    key: `INF-01:public-browses:scheme-${id}:BROWSE_PROJECTS`,
    control: 'INF-01',
    code: 'public-browses',
    severity: 'high',
    subject: {
      kind: 'scheme',
      id: String(id),
      source: 'sharedSchemes',
      name: `Scheme ${id}`,
      recheckKey: '1',
    },
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
  lastAbsent: addDuration(NOW, -1),
  reopenCount: 1,
  inBaseline: true,
  origin: 'expiry',
  addedReach: ['2'],
  pendingAdditions: { members: ['3'], readAt: NOW },
  knownReach: ['1', '2'],
  openedBy: { is: 'candidates', of: [{ at: NOW, by: 'lee', change: 'c' }] },
  widenedBy: { is: 'recorded', at: NOW, change: 'd' },
  resolvedBy: { is: 'bounded', before: NOW },
  endReason: 'rule-changed',
  controlVersion: 3,
});
const history: ControlHistory = {
  version: 3,
  completeReadAt: NOW,
  unjudgedSources: ['publicDashboards'],
  sourceVersions: { publicDashboards: 2, spaces: 1 },
  findings: Array.from({ length: 150 }, (_, index) => makeTracked(index + 1)),
};

let platform: Platform;
beforeEach(async () => {
  platform = createFakePlatform(() => undefined);
  await saveFindings('INF-01', history);
});

describe('the stored history of findings', () => {
  it('is read back completely, from parts that each fit', async () => {
    expect(await readFindings('INF-01')).toEqual(history);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  it('fits into one value per part, however many spaces a finding opens', async () => {
    const spaces = Array.from({ length: 20_000 }, (_, place) => String(100_000 + place * 7));
    const wide: TrackedFinding = {
      ...makeTracked(1),
      finding: { ...makeTracked(1).finding, reach: spaces },
      knownReach: spaces,
      addedReach: spaces,
      pendingRemovals: { members: spaces, readAt: NOW },
    };
    await saveFindings('INF-01', { ...history, findings: [wide] });
    expect((await readFindings('INF-01'))?.findings).toEqual([wide]);
    const sizes = [...platform.store.values()].map(value => JSON.stringify(value).length);
    expect(Math.max(...sizes)).toBeLessThan(240 * 1024);
  });

  const parts = (): readonly string[] =>
    [...platform.store.keys()].filter(key => key.startsWith('findings:'));

  it('is written again only where it changed, and deletes the replaced parts', async () => {
    const known = parts();
    const [first, ...others] = history.findings;
    if (first === undefined) throw new Error('there is no finding');
    await saveFindings('INF-01', { ...history, findings: [{ ...first, reopenCount: 2 }, ...others] });
    expect(parts()).toHaveLength(known.length);
    expect(parts().filter(key => !known.includes(key))).toHaveLength(1);
    const values = new Map(platform.store);
    await saveFindings('INF-01', { ...history, findings: [{ ...first, reopenCount: 2 }, ...others] });
    expect([...platform.store].filter(([key, value]) => values.get(key) !== value)).toEqual([]);
  });

  it('shows nothing new before all of it is written, however much there is', async () => {
    const known = parts();
    const trackedFindings = Array.from({ length: 3_000 }, (_, index) => makeTracked(index + 1_000));
    const { preliminaryWrites, transactionWrites } = await planFindingsWrites(
      new Map([['INF-01', { ...history, findings: trackedFindings }]]),
      10,
    );
    expect(transactionWrites.length).toBeLessThanOrEqual(10);
    await writeWithLock(
      await takeTestLock(),
      preliminaryWrites.map(write => [write]),
    );
    expect(await readFindings('INF-01')).toEqual(history);
    await writeWithLock(await takeTestLock(), [transactionWrites]);
    expect((await readFindings('INF-01'))?.findings).toHaveLength(3_000);
    // There are more obsolete parts than one save deletes: the next saves delete the rest.
    for (let save = 0; save < 4; save += 1) await saveFindings('INF-01', history);
    expect(parts()).toHaveLength(known.length);
  });

  it('does not treat findings of a lost part as never found', async () => {
    const [part = ''] = parts();
    platform.store.delete(part);
    const remainingHistory = await readFindings('INF-01');
    expect(remainingHistory).not.toHaveProperty('completeReadAt');
    expect(remainingHistory?.findings.length).toBeLessThan(150);
    const unknown: Partial<Finding> = { code: 'public-browses' };
    platform.store.set(part, { findings: pack([unknown]) });
    expect(await readFindings('INF-01')).not.toHaveProperty('completeReadAt');
  });
});
