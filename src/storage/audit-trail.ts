import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, discardFutureInstant } from '../domain/instant';
import { type ScanLock, MAX_LOCKED_OPERATIONS, writeWithLock, tryWriteWithLock } from './lock';
import { type StorageWrite, createEntity, writeTransaction } from './transaction';
import { sha256Digest, readValue, readValues } from './values';

/** One entry of the audit trail: a scan that changed something, a person's decision, an install, or a new day. */
const auditEntrySchema = z.object({
  seq: z.number().int(),
  at: z.number(),
  kind: z.enum(['scan', 'settings', 'baseline', 'attestation', 'installed', 'day']),
  by: z.string().exactOptional(),
  body: z.record(z.string(), z.unknown()),
  /** Hash of the previous entry; empty for the first one. */
  previous: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditEntryInput = Pick<AuditEntry, 'kind' | 'body'> & { readonly by?: string };

const chainHeadSchema = z.object({ seq: z.number().int(), hash: z.string() });
type ChainHead = z.infer<typeof chainHeadSchema>;
const HEAD_KEY = 'head';
/** After old entries were deleted: `seq` and hash of the last deleted one, from which the chain is verified. */
const ANCHOR_KEY = 'audit:anchor';

/**
 * Maximum size of a body in bytes of JSON. Of a larger body only the hash is stored; an export of the content can still
 * be checked against it.
 */
const MAX_BODY_BYTES = 100_000;

/** Entries deleted in one transaction with the new anchor, so that no unreachable entry stays behind. */
const MAX_ENTRIES_PER_CUT = MAX_LOCKED_OPERATIONS - 1;
const MAX_CUTS = 10;

const entryKey = (seq: number): string => `audit:${String(seq).padStart(9, '0')}`;

const hashEntry = (entry: Omit<AuditEntry, 'hash'>): string => sha256Digest(entry);

const readEntry = (seq: number): Promise<AuditEntry | undefined> =>
  readValue(entryKey(seq), auditEntrySchema);

/** Reads several entries in few calls. Returns the readable ones in the order of `seqs`. */
async function readEntries(seqs: readonly number[]): Promise<readonly AuditEntry[]> {
  const found = await readValues(seqs.map(entryKey), auditEntrySchema);
  return seqs.flatMap(seq => found.get(entryKey(seq)) ?? []);
}

const readAnchor = async (): Promise<ChainHead> =>
  (await readValue(ANCHOR_KEY, chainHeadSchema)) ?? { seq: 0, hash: '' };

/** Finds the newest entry after the anchor by binary search. This works because `seq` has no gaps. */
async function findNewestAfter(anchor: ChainHead): Promise<ChainHead> {
  let newest = anchor;
  let step = 1;
  for (let entry = await readEntry(newest.seq + step); entry; entry = await readEntry(newest.seq + step)) {
    newest = entry;
    step *= 2;
  }
  for (step /= 2; step >= 1; step /= 2) newest = (await readEntry(newest.seq + step)) ?? newest;
  return { seq: newest.seq, hash: newest.hash };
}

/** The end of the chain: the stored head, or if that is missing or unreadable, the newest entry. */
async function readHead(): Promise<ChainHead> {
  const head = chainHeadSchema.safeParse(await kvs.entity('audit').get(HEAD_KEY));
  return head.success ? head.data : findNewestAfter(await readAnchor());
}

/**
 * Returns the stored head. Creates it if missing and repairs it if unreadable, because moving it is a conditional
 * write.
 */
async function ensureHead(): Promise<ChainHead> {
  const stored: unknown = await kvs.entity('audit').get(HEAD_KEY);
  const parsed = chainHeadSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  const head = await findNewestAfter(await readAnchor());
  if (stored !== undefined && stored !== null) await kvs.entity<object>('audit').set(HEAD_KEY, head);
  else if (!(await createEntity('audit', HEAD_KEY, head))) return readHead();
  return head;
}

const limitBody = (body: AuditEntryInput['body']): AuditEntryInput['body'] => {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  return bytes > MAX_BODY_BYTES ? { hash: sha256Digest(body), bytes } : body;
};

/**
 * Options of an append: writes of the same transaction, the lock to hold, and a check that makes the append
 * unnecessary.
 */
export interface AppendOptions {
  readonly writes?: readonly StorageWrite[];
  readonly lock?: ScanLock;
  /**
   * Whether the event is already recorded. Checked again each time the chain has grown, so that only one of two
   * concurrent callers records it.
   */
  readonly isRecorded?: () => Promise<boolean>;
}

/**
 * Appends an entry in one transaction with the writes it records, so that neither exists without the other.
 * @returns undefined, with nothing written, if the event is already recorded or a condition of `writes` fails.
 * @throws LockLostError if `lock` is lost; Error if other writers kept appending.
 */
export async function appendToAuditTrail(
  record: AuditEntryInput,
  now: Instant,
  { writes = [], lock, isRecorded }: AppendOptions = {},
): Promise<AuditEntry | undefined> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const head = await ensureHead();
    if (await isRecorded?.()) return undefined;
    const entry = {
      ...record,
      body: limitBody(record.body),
      seq: head.seq + 1,
      at: now,
      previous: head.hash,
    };
    const hashed: AuditEntry = { ...entry, hash: hashEntry(entry) };
    const allWrites: readonly StorageWrite[] = [
      ...writes,
      { key: entryKey(hashed.seq), value: hashed },
      {
        key: HEAD_KEY,
        value: { seq: hashed.seq, hash: hashed.hash },
        entity: { name: 'audit', when: { attribute: 'seq', equals: head.seq } },
      },
    ];
    if (await (lock === undefined ? writeTransaction(allWrites) : tryWriteWithLock(lock, allWrites)))
      return hashed;
    if ((await readHead()).seq === head.seq) return undefined;
  }
  throw new Error('the audit trail could not be extended: others kept writing');
}

/** Reads at most `limit` entries, newest first, with `seq` below `before`. `hasMore`: older ones exist. */
export async function readAuditTrail(
  limit: number,
  before?: number,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly hasMore: boolean }> {
  const [{ seq: headSeq }, { seq: anchorSeq }] = await Promise.all([readHead(), readAnchor()]);
  const from = before === undefined ? headSeq : before - 1;
  const length = Math.max(0, Math.min(limit, from - anchorSeq));
  const seqs = Array.from({ length }, (_, back) => from - back);
  return { entries: await readEntries(seqs), hasMore: from - length > anchorSeq };
}

/**
 * The oldest entries after the anchor that are from before `before`. An entry with a future time was written by a clock
 * that ran ahead; it counts as older than the entries after it.
 */
async function readExpiredEntries(
  before: Instant,
  now: Instant,
  anchor: ChainHead,
): Promise<readonly AuditEntry[]> {
  const head = await readHead();
  const entries: AuditEntry[] = [];
  let expiredCount = 0;
  for (let seq = anchor.seq + 1; seq < head.seq && expiredCount < MAX_ENTRIES_PER_CUT; seq += 1) {
    const entry = await readEntry(seq);
    if (entry === undefined) break;
    entries.push(entry);
    if (discardFutureInstant(now, entry.at) === undefined) continue;
    if (entry.at >= before) break;
    expiredCount = entries.length;
  }
  return entries.slice(0, Math.min(expiredCount, MAX_ENTRIES_PER_CUT));
}

/**
 * Deletes a batch of entries from before `before` and stores the last one's hash as the anchor.
 * @returns whether more of them may exist. @throws LockLostError
 */
async function cutOldestEntries(before: Instant, now: Instant, lock: ScanLock): Promise<boolean> {
  const expired = await readExpiredEntries(before, now, await readAnchor());
  const last = expired.at(-1);
  if (last === undefined) return false;
  await writeWithLock(lock, [
    [
      { key: ANCHOR_KEY, value: { seq: last.seq, hash: last.hash } },
      ...expired.map(({ seq }) => ({ key: entryKey(seq), value: undefined })),
    ],
  ]);
  return expired.length === MAX_ENTRIES_PER_CUT;
}

/**
 * Deletes the entries from before `before`. A day has far fewer entries than one call deletes. @throws LockLostError
 */
export async function cutAuditTrail(before: Instant, now: Instant, lock: ScanLock): Promise<void> {
  for (let round = 0; round < MAX_CUTS && (await cutOldestEntries(before, now, lock)); round += 1);
}

export type ChainVerification =
  { readonly is: 'whole'; readonly entries: number } | { readonly is: 'broken'; readonly seq: number };

/**
 * Entries read at a time for verification: a page waits 25 seconds at most, and the trail can have thousands of
 * entries.
 */
const ENTRIES_PER_VERIFICATION_BATCH = 200;

const isNextInChain = ({ hash, ...content }: AuditEntry, previous: string): boolean =>
  content.previous === previous && hashEntry(content) === hash;

/**
 * Recomputes the whole chain. `broken` gives the `seq` of the first entry that is missing, changed, or out of order.
 */
export async function verifyAuditTrail(): Promise<ChainVerification> {
  const head = await readHead();
  const first = await readAnchor();
  let previous = first.hash;
  for (let after = first.seq; after < head.seq; after += ENTRIES_PER_VERIFICATION_BATCH) {
    const length = Math.min(ENTRIES_PER_VERIFICATION_BATCH, head.seq - after);
    const seqs = Array.from({ length }, (_, offset) => after + offset + 1);
    const entries = new Map((await readEntries(seqs)).map(entry => [entry.seq, entry]));
    for (const seq of seqs) {
      const entry = entries.get(seq);
      if (entry === undefined || !isNextInChain(entry, previous)) return { is: 'broken', seq };
      previous = entry.hash;
    }
  }
  return previous === head.hash
    ? { is: 'whole', entries: head.seq - first.seq }
    : { is: 'broken', seq: head.seq };
}
