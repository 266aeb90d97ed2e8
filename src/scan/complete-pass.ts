import { checkPass } from '../evidence/check-pass';
import { type SourceReader, type Source } from '../evidence/source';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { canonicalJson } from '../storage/values';
import { type Instant } from '../domain/instant';

interface PassCompletion<F> {
  readonly source: Source<F>;
  readonly reader: SourceReader;
  readonly store: EvidenceWriter;
  now(): Instant;
}

/** The objects that are new in a pass or differ from the previous one. */
function changedKeysIn<F>(source: Source<F>, facts: readonly F[], before: readonly F[]): readonly string[] {
  const indexByKey = (factsOfPass: readonly F[]): Map<string, string> => {
    const contentByKey = new Map<string, string[]>();
    for (const fact of factsOfPass)
      contentByKey.set(source.keyOf(fact), [
        ...(contentByKey.get(source.keyOf(fact)) ?? []),
        canonicalJson(fact),
      ]);
    return new Map([...contentByKey].map(([key, content]) => [key, content.sort().join()]));
  };
  const previous = indexByKey(before);
  return [...indexByKey(facts)].filter(([key, content]) => previous.get(key) !== content).map(([key]) => key);
}

/**
 * Ends a pass after its last page, and completes it if it is plausible. If not, the previous pass stays in use with the
 * gap, and each object that differs is re-checked, because one object alone can prove a finding. An implausible first
 * pass is used, with the gap. A pass with its own gaps needs no plausibility check: it can't verify anything.
 */
export async function completePass<F>({
  source,
  reader,
  store,
  now,
}: PassCompletion<F>): Promise<'completed' | 'failed'> {
  const pass = await store.candidatePass(source);
  if (pass === undefined || !pass.isComplete || source.plausibility === undefined) {
    await store.completePass(source.id, now());
    return 'completed';
  }
  const last = await store.lastPass(source);
  const first = await store.shrunkenPass(source.id, now());
  const {
    failures: doubts,
    shrunken,
    rechecks: rechecked,
    carriedOver: carried,
  } = await checkPass(source, pass, { reader, lastPass: last, shrunkenBefore: first });
  for (const { key, result } of rechecked) {
    const [fact] = result !== 'gone' && 'facts' in result ? result.facts : [];
    await store.applyRecheck(source, fact === undefined ? key : source.keyOf(fact), result, now());
  }
  const [doubt] = doubts;
  if (doubt !== undefined && last !== undefined) {
    for (const key of changedKeysIn(source, pass.facts, last.facts))
      await store.markChanged(source.id, key, now());
    const gaps = doubts.map(gap => ({ ...gap }));
    await store.rejectPass(
      source.id,
      { startedAt: pass.startedAt, gaps, ...(shrunken === undefined ? {} : { shrunken }) },
      now(),
    );
    return 'failed';
  }
  if (doubt !== undefined) await store.addPage(source, { facts: [], read: 0, gaps: doubts });
  await store.completePass(source.id, now());
  for (const { key, gap } of carried) {
    const facts = (last?.facts ?? []).filter(fact => source.keyOf(fact) === key);
    await store.carryOver(source.id, key, { facts, seenAt: last?.startedAt ?? pass.startedAt, gap }, now());
  }
  if (doubt === undefined) return 'completed';
  await store.recordFailure(source.id, doubt, now());
  return 'failed';
}
