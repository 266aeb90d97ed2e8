import { EvidenceStore } from '../storage/evidence';
import { type Coverage } from '../terms/checklist';
import { type Instant, notLaterThan } from '../terms/instant';

/**
 * Coverage with when each source was read, and why reading it fails, as both are now: the checklist is as old as the last
 * judging that had something to say.
 */
export async function coverageNow(coverage: readonly Coverage[], now: Instant): Promise<Coverage[]> {
  const store = new EvidenceStore();
  await store.load(coverage.map(({ source }) => source));
  return Promise.all(
    coverage.map(async ({ failing: _then, asOf: before, ...each }): Promise<Coverage> => {
      const [closedAt, failing] = await Promise.all([
        store.closedAsOf(each.source),
        store.failing(each.source),
      ]);
      const asOf = notLaterThan(now, closedAt ?? before);
      return {
        ...each,
        ...(asOf === undefined ? {} : { asOf }),
        ...(failing === undefined ? {} : { failing: { ...failing.gap, since: failing.since } }),
      };
    }),
  );
}
