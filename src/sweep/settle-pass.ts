import { checkPass } from '../evidence/check-pass';
import { type Reader, type Source } from '../evidence/source';
import { type EvidenceWriter } from '../storage/evidence-writer';
import { canonical } from '../storage/values';
import { type Instant } from '../terms/instant';

interface Settling<F> {
  readonly source: Source<F>;
  readonly reader: Reader;
  readonly store: EvidenceWriter;
  now(): Instant;
}

/** The objects that a pass shows otherwise than the one before it, or for the first time. */
function newIn<F>(source: Source<F>, facts: readonly F[], before: readonly F[]): readonly string[] {
  const byKey = (all: readonly F[]): Map<string, string> => {
    const shown = new Map<string, string[]>();
    for (const fact of all)
      shown.set(source.keyOf(fact), [...(shown.get(source.keyOf(fact)) ?? []), canonical(fact)]);
    return new Map([...shown].map(([key, said]) => [key, said.sort().join()]));
  };
  const known = byKey(before);
  return [...byKey(facts)].filter(([key, said]) => known.get(key) !== said).map(([key]) => key);
}

/**
 * Ends a pass that has come to its last page: closes it where it is believed. Where it isn't, the pass before it counts on,
 * with the gap, and what it shows otherwise is re-checked object by object: one of them proves a finding. A first pass counts
 * for what it found, with the gap. A pass with gaps of its own proves nothing anyway.
 */
export async function settlePass<F>({
  source,
  reader,
  store,
  now,
}: Settling<F>): Promise<'closed' | 'failed'> {
  const pass = await store.completed(source);
  if (pass === undefined || !pass.whole || source.plausibility === undefined) {
    await store.close(source.id, now());
    return 'closed';
  }
  const last = await store.lastPass(source);
  const first = await store.shrunkenPass(source.id, now());
  const { doubts, shrunken, rechecked, carried } = await checkPass(source, pass, { reader, last, first });
  for (const { key, said } of rechecked) {
    const [fact] = said !== 'gone' && 'facts' in said ? said.facts : [];
    await store.patch(source, fact === undefined ? key : source.keyOf(fact), said, now());
  }
  const [doubt] = doubts;
  if (doubt !== undefined && last !== undefined) {
    for (const key of newIn(source, pass.facts, last.facts)) await store.expect(source.id, key, now());
    const gaps = doubts.map(gap => ({ ...gap }));
    await store.doubt(
      source.id,
      { asOf: pass.asOf, gaps, ...(shrunken === undefined ? {} : { shrunken }) },
      now(),
    );
    return 'failed';
  }
  if (doubt !== undefined) await store.add(source, { facts: [], read: 0, gaps: doubts });
  await store.close(source.id, now());
  for (const { key, gap } of carried) {
    const facts = (last?.facts ?? []).filter(fact => source.keyOf(fact) === key);
    await store.carry(source.id, key, { facts, seenAt: last?.asOf ?? pass.asOf, gap }, now());
  }
  if (doubt === undefined) return 'closed';
  await store.note(source.id, doubt, now());
  return 'failed';
}
