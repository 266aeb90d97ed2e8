import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type ControlId } from '../terms/control-terms';
import { instant } from '../terms/instant';
import { type Attestation } from '../terms/statement';
import { type LedgerRecord, appendToLedger } from './ledger';
import { createEntity } from './transaction';
import { readValues } from './values';

const attestationShape = z.object({
  id: z.string(),
  control: z.string(),
  version: z.number(),
  blanks: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  about: z.array(z.string()).exactOptional(),
  by: z.string(),
  at: z.number(),
  validUntil: z.number(),
});

const pointerShape = z.object({ id: z.string() });

/** Names the latest attestation of a control. One for each, so that two people who attest at once lose nothing. */
const pointerKey = (control: string): string => `attested:${control}`;

const readAttestation = async (id: string): Promise<Attestation | undefined> => {
  const stored: unknown = await kvs.entity('decision').get(id);
  const parsed = z.object({ body: attestationShape }).safeParse(stored);
  if (!parsed.success) return undefined;
  const { control, at, validUntil, ...rest } = parsed.data.body;
  return { ...rest, control: control as ControlId, at: instant(at), validUntil: instant(validUntil) };
};

/** The latest attestation of each control that has one. Found by names of ours: queries of the store lag behind. */
export async function readAttestations(
  controls: readonly ControlId[],
): Promise<ReadonlyMap<string, Attestation>> {
  const latest = await readValues(controls.map(pointerKey), pointerShape);
  const found = await Promise.all([...latest.values()].map(({ id }) => readAttestation(id)));
  return new Map(found.flatMap(attestation => (attestation ? [[attestation.control, attestation]] : [])));
}

/**
 * Records an attestation with what the ledger tells of it; earlier ones stay. Nothing counts that the ledger doesn't tell.
 * @throws where its id is taken: the caller made it twice.
 */
export async function addAttestation(attestation: Attestation, record: LedgerRecord): Promise<void> {
  const { id, control, at } = attestation;
  if (!(await createEntity('decision', id, { control, at, body: attestation }))) {
    throw new Error(`decision ${id} is already recorded`);
  }
  await appendToLedger(record, at, { writes: [{ key: pointerKey(control), value: { id } }] });
}
