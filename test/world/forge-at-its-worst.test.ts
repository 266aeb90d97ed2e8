import { HOUR, MINUTE } from '../../sandbox/clock';
import { privateFilter, shareFilter, testWorld, type TestWorld } from './harness';

/** How the sweep of an installation ended, and what it filed. */
async function filed({ on }: TestWorld): Promise<Record<string, unknown>> {
  const items = await on.workItems();
  const { is } = await on.page('verify', {});
  return { items: items.map(({ about, category }) => `${about.key} ${about.state} ${category}`), ledger: is };
}

describe('the app where Forge is as inconvenient as it may be', () => {
  it('files one work item where runs and events come twice, late and in any order, no lost race is named, and no batch is taken', async () => {
    const world = await testWorld({ size: 'S' });
    try {
      Object.assign(world.host.switches, {
        duplicates: 0.2,
        secondRuns: 1,
        queryLag: 10 * MINUTE,
        firstBackOff: 5 * MINUTE,
        conflictCodes: 'others',
        batchesAMinute: 0,
      });
      const filter = await privateFilter(world.on, 'Weekly numbers');
      await world.host.install(world.on.site);
      await world.host.advance(2 * HOUR);
      await world.on.setUp();
      await shareFilter(world.on, filter, true);
      await world.host.advance(2 * HOUR);
      // It was as bad as that.
      const starts = world.happenings.filter(
        each => each.kind === 'invocation' && each.functionKey === 'on-tick',
      );
      expect(starts.length).toBeGreaterThan(7);
      expect(await filed(world)).toEqual({ items: ['INF-03:site open new'], ledger: 'whole' });
    } finally {
      await world.close();
    }
  });

  it.each(['delivered', 'dropped'] as const)(
    'reads the whole site though it was upgraded in the middle, and events of the version before are %s',
    async olderEvents => {
      const world = await testWorld({ size: 'S' });
      try {
        const { host, on } = world;
        host.switches.olderEvents = olderEvents;
        await host.install(on.site);
        // Heard of, and its first sweep is on its way.
        while (!host.pending().some(({ kind }) => kind === 'queue')) await host.advance(10_000);
        await host.upgrade({ major: false });
        await host.advance(2 * HOUR);
        const dropped = world.happenings.filter(({ kind }) => kind === 'dropped');
        expect(dropped).toHaveLength(olderEvents === 'dropped' ? 1 : 0);
        const { open, gaps } = await on.row('INF-03');
        expect({ open, gaps }).toEqual({ open: 3, gaps: [] });
      } finally {
        await world.close();
      }
    },
  );
});
