import { type ControlMemory } from '../../src/posture/compare';
import { type EvidenceWriter } from '../../src/storage/evidence-writer';
import { findingsWrites } from '../../src/storage/findings';
import { type Day, dayWrites } from '../../src/storage/history';
import { HELD_OPERATIONS, type Hold, takeLock, writeHeld } from '../../src/storage/lock';
import { type ControlId } from '../../src/terms/control-terms';
import { instant } from '../../src/terms/instant';

/* What a slice of the sweep would have written. */

/** The sweep, held by the test until somebody else takes it. */
export async function heldNow(): Promise<Hold> {
  const hold = await takeLock('test', instant(1), instant(1));
  if (hold === undefined) throw new Error('somebody else holds the sweep');
  return hold;
}

export async function keepEvidence(store: EvidenceWriter): Promise<void> {
  const unsaved = store.unsaved();
  await writeHeld(
    await heldNow(),
    unsaved.flatMap(({ groups }) => groups),
  );
  store.wasSaved(unsaved);
}

export async function keepFindings(control: ControlId, memory: ControlMemory): Promise<void> {
  const { before, together } = await findingsWrites(new Map([[control, memory]]), HELD_OPERATIONS);
  await writeHeld(await heldNow(), [...before.map(write => [write]), together]);
}

export async function keepDay(day: Day): Promise<void> {
  const { writes } = await dayWrites(day);
  await writeHeld(await heldNow(), [writes]);
}
