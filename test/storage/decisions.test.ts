import { addAttestation, readAttestations } from '../../src/storage/attestations';
import { readAuditTrail, verifyAuditTrail } from '../../src/storage/audit-trail';
import { instant, MINUTE } from '../../src/domain/instant';
import { type Attestation } from '../../src/domain/attestation';
import { type Platform, createFakePlatform } from '../api/fake-platform';

const NOW = 1_795_000_000_000;

const attestationAt = (minute: number, by = 'ana'): Attestation => ({
  id: `INF-14:${NOW + minute * MINUTE}:${by}`,
  control: 'INF-14',
  version: 1,
  answers: { lastBackup: '2026-11-19' },
  by,
  at: instant(NOW + minute * MINUTE),
  validUntil: instant(NOW + 1_000 * MINUTE),
});

const auditRecord = ({ id, by }: Attestation) => ({ kind: 'attestation', by, body: { id } }) as const;
const saveAttestation = (attestation: Attestation): Promise<void> =>
  addAttestation(attestation, auditRecord(attestation));

type Fetch = (descriptor: unknown, path: string, init: unknown) => Promise<unknown>;
const forge = globalThis as unknown as { __forge_fetch__: Fetch };

/** Ends what runs at the n-th write of the store: before it is made, or after. @returns how many writes there were. */
async function crashAt(n: number, when: 'before' | 'after', run: () => Promise<void>): Promise<number> {
  const write = forge.__forge_fetch__;
  let writes = 0;
  forge.__forge_fetch__ = async (descriptor, path, init) => {
    const isWrite = /\/(set|delete|transaction)$/.test(path);
    if (isWrite) writes += 1;
    if (isWrite && writes === n && when === 'before') throw new Error('crashed');
    const answer = await write(descriptor, path, init);
    if (isWrite && writes === n) throw new Error('crashed');
    return answer;
  };
  await run().catch(() => undefined);
  forge.__forge_fetch__ = write;
  return writes;
}

/** What the store holds of attestations: records, the latest by control, and entries of the audit trail. */
async function storedDecisions({ entities }: Platform) {
  const { entries } = await readAuditTrail(50);
  return {
    records: [...entities.keys()].filter(key => key.startsWith('decision/')).map(key => key.slice(9)),
    latest: (await readAttestations(['INF-14'])).get('INF-14')?.id,
    auditIds: entries.map(({ body }) => body['id']).reverse(),
  };
}

describe('an attestation', () => {
  it.each(['before', 'after'] as const)(
    'is stored completely or not at all, if the app crashes %s any write',
    async when => {
      for (let n = 1; ; n += 1) {
        const platform = createFakePlatform(() => undefined);
        const [first, second, third] = [attestationAt(0), attestationAt(1), attestationAt(2)];
        await saveAttestation(first);
        const writes = await crashAt(n, when, () => saveAttestation(second));
        const { records, latest, auditIds } = await storedDecisions(platform);
        expect(auditIds).toEqual(records);
        expect(latest).toBe(records.at(-1));
        expect([[first.id], [first.id, second.id]]).toContainEqual(records);
        await saveAttestation(third);
        expect(await storedDecisions(platform)).toEqual({
          records: [...records, third.id],
          latest: third.id,
          auditIds: [...records, third.id],
        });
        expect(await verifyAuditTrail()).toMatchObject({ is: 'whole' });
        if (writes < n) break;
      }
    },
  );

  it('is stored completely or not at all where it is the first of an installation', async () => {
    for (const when of ['before', 'after'] as const)
      for (let n = 1; n <= 3; n += 1) {
        const platform = createFakePlatform(() => undefined);
        await crashAt(n, when, () => saveAttestation(attestationAt(0)));
        const { records, latest, auditIds } = await storedDecisions(platform);
        expect(auditIds).toEqual(records);
        expect(latest).toBe(records[0]);
      }
  });

  it('is recorded once where it is made twice, and both of two people at once', async () => {
    const platform = createFakePlatform(() => undefined);
    const ends = await Promise.allSettled([
      saveAttestation(attestationAt(0)),
      saveAttestation(attestationAt(0)),
      saveAttestation(attestationAt(0, 'lee')),
    ]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const { records, auditIds } = await storedDecisions(platform);
    expect([...auditIds].sort()).toEqual([...records].sort());
    expect(records).toHaveLength(2);
    expect(await verifyAuditTrail()).toEqual({ is: 'whole', entries: 2 });
  });
});
