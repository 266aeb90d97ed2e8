import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type ControlId } from '../domain/control-attributes';
import { instant } from '../domain/instant';
import { type Attestation } from '../domain/attestation';
import { type AuditEntryInput, appendToAuditTrail } from './audit-trail';
import { type StorageWrite } from './transaction';
import { readValues } from './values';

const storedAttestationSchema = z.object({
  id: z.string(),
  control: z.string(),
  version: z.number(),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  coveredIds: z.array(z.string()).exactOptional(),
  by: z.string(),
  at: z.number(),
  validUntil: z.number(),
});

const latestPointerSchema = z.object({ id: z.string() });

/**
 * Key of the pointer to a control's latest attestation. One key per control, so that two people who attest different
 * controls at once don't overwrite each other.
 */
const latestPointerKey = (control: string): string => `attested:${control}`;

const readAttestation = async (id: string): Promise<Attestation | undefined> => {
  const stored: unknown = await kvs.entity('decision').get(id);
  const parsed = z.object({ body: storedAttestationSchema }).safeParse(stored);
  if (!parsed.success) return undefined;
  const { control, at, validUntil, ...rest } = parsed.data.body;
  return { ...rest, control: control as ControlId, at: instant(at), validUntil: instant(validUntil) };
};

/**
 * The latest attestation of each control that has one. Found by stored keys, because Forge queries lag behind writes.
 */
export async function readAttestations(
  controls: readonly ControlId[],
): Promise<ReadonlyMap<string, Attestation>> {
  const latest = await readValues(controls.map(latestPointerKey), latestPointerSchema);
  const attestations = await Promise.all([...latest.values()].map(({ id }) => readAttestation(id)));
  return new Map(
    attestations.flatMap(attestation => (attestation ? [[attestation.control, attestation]] : [])),
  );
}

const isAttestationRecorded = async (id: string): Promise<boolean> => {
  const stored: unknown = await kvs.entity('decision').get(id);
  return stored !== undefined && stored !== null;
};

/**
 * Writes an attestation, the pointer to it, and its audit trail entry in one transaction. Earlier attestations stay.
 * Checks that the ID is free again each time the audit trail has grown, so that only one of two concurrent requests is
 * recorded.
 * @throws Error if the ID is taken: the caller sent it twice.
 */
export async function addAttestation(attestation: Attestation, auditRecord: AuditEntryInput): Promise<void> {
  const { id, control, at } = attestation;
  const writes: readonly StorageWrite[] = [
    { key: id, value: { control, at, body: attestation }, entity: { name: 'decision' } },
    { key: latestPointerKey(control), value: { id } },
  ];
  const entry = await appendToAuditTrail(auditRecord, at, {
    writes,
    isRecorded: () => isAttestationRecorded(id),
  });
  if (entry === undefined) throw new Error(`decision ${id} is already recorded`);
}
