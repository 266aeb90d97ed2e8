import { addAttestation, readAttestations } from '../../src/storage/decisions';
import { readLedger, verifyLedger } from '../../src/storage/ledger';
import { instant, MINUTE } from '../../src/terms/instant';
import { type Attestation } from '../../src/terms/statement';
import { type Platform, platformWith } from '../api/platform';

const NOW = 1_795_000_000_000;

const attested = (minute: number, by = 'ana'): Attestation => ({
  id: `INF-14:${NOW + minute * MINUTE}:${by}`,
  control: 'INF-14',
  version: 1,
  blanks: { lastBackup: '2026-11-19' },
  by,
  at: instant(NOW + minute * MINUTE),
  validUntil: instant(NOW + 1_000 * MINUTE),
});

const record = ({ id, by }: Attestation) => ({ kind: 'attestation', by, body: { id } }) as const;
const add = (attestation: Attestation): Promise<void> => addAttestation(attestation, record(attestation));

type Fetch = (descriptor: unknown, path: string, init: unknown) => Promise<unknown>;
const forge = globalThis as unknown as { __forge_fetch__: Fetch };

/** Ends what runs at the n-th write of the store: before it is made, or after. @returns how many writes there were. */
async function crashingAt(n: number, when: 'before' | 'after', run: () => Promise<void>): Promise<number> {
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

/** What the store holds of attestations: records, the latest by control, and entries of the ledger. */
async function kept({ entities }: Platform) {
  const { entries } = await readLedger(50);
  return {
    records: [...entities.keys()].filter(key => key.startsWith('decision/')).map(key => key.slice(9)),
    latest: (await readAttestations(['INF-14'])).get('INF-14')?.id,
    told: entries.map(({ body }) => body['id']).reverse(),
  };
}

describe('an attestation', () => {
  it.each(['before', 'after'] as const)(
    'is all there or not at all, if a crash comes %s any write',
    async when => {
      for (let n = 1; ; n += 1) {
        const platform = platformWith(() => undefined);
        const [first, second, third] = [attested(0), attested(1), attested(2)];
        await add(first);
        const writes = await crashingAt(n, when, () => add(second));
        const { records, latest, told } = await kept(platform);
        expect(told).toEqual(records);
        expect(latest).toBe(records.at(-1));
        expect([[first.id], [first.id, second.id]]).toContainEqual(records);
        await add(third);
        expect(await kept(platform)).toEqual({
          records: [...records, third.id],
          latest: third.id,
          told: [...records, third.id],
        });
        expect(await verifyLedger()).toMatchObject({ is: 'whole' });
        if (writes < n) break;
      }
    },
  );

  it('is all there or not at all where it is the first of an installation', async () => {
    for (const when of ['before', 'after'] as const)
      for (let n = 1; n <= 3; n += 1) {
        const platform = platformWith(() => undefined);
        await crashingAt(n, when, () => add(attested(0)));
        const { records, latest, told } = await kept(platform);
        expect(told).toEqual(records);
        expect(latest).toBe(records[0]);
      }
  });

  it('is recorded once where it is made twice, and both of two people at once', async () => {
    const platform = platformWith(() => undefined);
    const ends = await Promise.allSettled([add(attested(0)), add(attested(0)), add(attested(0, 'lee'))]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const { records, told } = await kept(platform);
    expect([...told].sort()).toEqual([...records].sort());
    expect(records).toHaveLength(2);
    expect(await verifyLedger()).toEqual({ is: 'whole', entries: 2 });
  });
});
