import { HOUR, MINUTE } from '../../sandbox/clock';
import { createPrivateFilter, setFilterPublic, createTestWorld, type TestWorld } from './harness';

/** What the scan of an installation filed, and the state of its audit trail. */
async function filedItems({ firstSite: on }: TestWorld): Promise<Record<string, unknown>> {
  const items = await on.workItems();
  const { is } = await on.callApp('verifyAuditTrail', {});
  return {
    items: items.map(({ property, category }) => `${property.key} ${property.state} ${category}`),
    auditTrail: is,
  };
}

describe('the app where Forge is as inconvenient as it may be', () => {
  it('files one work item though runs and events come twice, late, and in any order, conflicts have other codes, and batches are refused', async () => {
    const world = await createTestWorld({ size: 'S' });
    try {
      Object.assign(world.host.switches, {
        duplicates: 0.2,
        secondRuns: 1,
        queryLag: 10 * MINUTE,
        firstBackOff: 5 * MINUTE,
        conflictCodes: 'others',
        batchesAMinute: 0,
      });
      const filter = await createPrivateFilter(world.firstSite, 'Weekly numbers');
      await world.host.install(world.firstSite.site);
      await world.host.advance(2 * HOUR);
      await world.firstSite.setUp();
      await setFilterPublic(world.firstSite, filter, true);
      await world.host.advance(2 * HOUR);
      // It was as bad as that.
      const starts = world.hostEvents.filter(
        each => each.kind === 'invocation' && each.functionKey === 'on-tick',
      );
      expect(starts.length).toBeGreaterThan(7);
      expect(await filedItems(world)).toEqual({ items: ['INF-03:site open new'], auditTrail: 'whole' });
    } finally {
      await world.close();
    }
  });

  it.each(['delivered', 'dropped'] as const)(
    'reads the whole site though it was upgraded in the middle and events of the version before are %s',
    async olderEvents => {
      const world = await createTestWorld({ size: 'S' });
      try {
        const { host, firstSite: on } = world;
        host.switches.olderEvents = olderEvents;
        await host.install(on.site);
        // The install event arrived, and the first scan is queued.
        while (!host.pending().some(({ kind }) => kind === 'queue')) await host.advance(10_000);
        await host.upgrade({ major: false });
        await host.advance(2 * HOUR);
        const dropped = world.hostEvents.filter(({ kind }) => kind === 'dropped');
        expect(dropped).toHaveLength(olderEvents === 'dropped' ? 1 : 0);
        const { open, gaps } = await on.row('INF-03');
        expect({ open, gaps }).toEqual({ open: 3, gaps: [] });
      } finally {
        await world.close();
      }
    },
  );
});
