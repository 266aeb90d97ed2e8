import { EvidenceStore } from '../storage/evidence-store';
import { type SourceCoverage } from '../domain/checklist';
import { type Instant, discardFutureInstant } from '../domain/instant';

/**
 * Adds the current read times and failures to the coverage. The stored checklist can be older, because a judging
 * without changes doesn't rewrite it.
 */
export async function readCurrentCoverage(
  coverage: readonly SourceCoverage[],
  now: Instant,
): Promise<SourceCoverage[]> {
  const store = new EvidenceStore();
  await store.loadStates(coverage.map(({ source }) => source));
  return Promise.all(
    coverage.map(
      async ({ failure: _failingBefore, fullReadAt: recordedAt, ...each }): Promise<SourceCoverage> => {
        const [completedAt, failure] = await Promise.all([
          store.lastFullReadAt(each.source),
          store.failureOf(each.source),
        ]);
        const fullReadAt = discardFutureInstant(now, completedAt ?? recordedAt);
        return {
          ...each,
          ...(fullReadAt === undefined ? {} : { fullReadAt }),
          ...(failure === undefined ? {} : { failure: { ...failure.gap, since: failure.since } }),
        };
      },
    ),
  );
}
