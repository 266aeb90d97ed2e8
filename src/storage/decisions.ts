import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type ControlId } from '../terms/control-terms';
import { instant } from '../terms/instant';
import { type Attestation } from '../terms/statement';
import { type LedgerRecord, appendToLedger } from './ledger';
import { type Write } from './transaction';
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

const isRecorded = async (id: string): Promise<boolean> => {
  const stored: unknown = await kvs.entity('decision').get(id);
  return stored !== undefined && stored !== null;
};

/**
 * Records an attestation, its place as the latest of its control, and its entry in the ledger in one transaction: all of them
 * or none. Earlier ones stay. That its id is free is asked anew whenever the ledger has grown, so that of two that are made at
 * once only one is recorded.
 * @throws where its id is taken: the caller made it twice.
 */
export async function addAttestation(attestation: Attestation, record: LedgerRecord): Promise<void> {
  const { id, control, at } = attestation;
  const writes: readonly Write[] = [
    { key: id, value: { control, at, body: attestation }, entity: { name: 'decision' } },
    { key: pointerKey(control), value: { id } },
  ];
  const entry = await appendToLedger(record, at, { writes, isTold: () => isRecorded(id) });
  if (entry === undefined) throw new Error(`decision ${id} is already recorded`);
}
