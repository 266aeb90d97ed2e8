import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant } from '../terms/instant';
import { createEntity, replaceEntity } from './condition';
import { deleteValue, digest, readValue, writeValue } from './values';

/** What happened, for whoever asks later: a sweep that changed something, or a person's decision. */
const entryShape = z.object({
  seq: z.number().int(),
  at: z.number(),
  kind: z.enum(['sweep', 'settings', 'baseline', 'attestation', 'installed', 'day']),
  by: z.string().exactOptional(),
  body: z.record(z.string(), z.unknown()),
  /** The hash of the entry before; the first one's is empty. */
  previous: z.string(),
  hash: z.string(),
});
export type LedgerEntry = z.infer<typeof entryShape>;
export type LedgerRecord = Pick<LedgerEntry, 'kind' | 'body'> & { readonly by?: string };

const headShape = z.object({ seq: z.number().int(), hash: z.string() });
const HEAD = 'head';
/** Where the chain begins, once older entries were cut off: the last of those. */
const ANCHOR = 'ledger:anchor';

/** A body larger than this is kept by its hash: the chain then still proves what was decided, by what was exported. */
const MOST_BODY_BYTES = 100_000;

/** Entries that are cut off at a time. */
const CUT_AT_ONCE = 100;

const keyOf = (seq: number): string => `ledger:${String(seq).padStart(9, '0')}`;

const hashOf = (entry: Omit<LedgerEntry, 'hash'>): string => digest(entry);

const readHead = async (): Promise<z.infer<typeof headShape>> => {
  const stored = headShape.safeParse(await kvs.entity('ledger').get(HEAD));
  return stored.success ? stored.data : { seq: 0, hash: '' };
};

const readEntry = (seq: number): Promise<LedgerEntry | undefined> => readValue(keyOf(seq), entryShape);

const bodyOf = (body: LedgerRecord['body']): LedgerRecord['body'] => {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  return bytes > MOST_BODY_BYTES ? { hash: digest(body), bytes } : body;
};

const readAnchor = async (): Promise<z.infer<typeof headShape>> =>
  (await readValue(ANCHOR, headShape)) ?? { seq: 0, hash: '' };

/**
 * Appends to the chain. The entry is written before the head points to it, so that a crash in between leaves an entry which
 * the next append overwrites, never a head without its entry.
 */
export async function appendToLedger(record: LedgerRecord, now: Instant): Promise<LedgerEntry> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const head = await readHead();
    const entry = { ...record, body: bodyOf(record.body), seq: head.seq + 1, at: now, previous: head.hash };
    const hashed: LedgerEntry = { ...entry, hash: hashOf(entry) };
    await writeValue(keyOf(hashed.seq), hashed);
    const next = { seq: hashed.seq, hash: hashed.hash };
    const moved =
      head.seq === 0
        ? await createEntity('ledger', HEAD, next)
        : await replaceEntity('ledger', HEAD, next, 'seq', head.seq);
    if (moved) {
      // Another writer may have overwritten the entry before the head moved to ours; then it is written again.
      const stored = await readEntry(hashed.seq);
      if (stored?.hash !== hashed.hash) await writeValue(keyOf(hashed.seq), hashed);
      return hashed;
    }
  }
  throw new Error('the ledger could not be extended: others kept writing');
}

/** Entries from the newest back, at most `limit`, beginning below `before`; `more` says whether older ones are kept. */
export async function readLedger(
  limit: number,
  before?: number,
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly more: boolean }> {
  const [{ seq: newest }, { seq: cut }] = await Promise.all([readHead(), readAnchor()]);
  const from = before === undefined ? newest : before - 1;
  const length = Math.max(0, Math.min(limit, from - cut));
  const seqs = Array.from({ length }, (_, back) => from - back);
  const entries = (await Promise.all(seqs.map(readEntry))).flatMap(entry => entry ?? []);
  return { entries, more: from - length > cut };
}

/**
 * Cuts off entries from before a moment, some at a time. The last of them leaves its hash as the anchor from which the rest
 * is verified. The anchor is written first: a crash leaves entries that nobody names, never a chain without its beginning.
 */
export async function cutLedger(before: Instant): Promise<void> {
  const [head, anchor] = await Promise.all([readHead(), readAnchor()]);
  const old: LedgerEntry[] = [];
  while (old.length < CUT_AT_ONCE) {
    const seq = anchor.seq + old.length + 1;
    const entry = seq < head.seq ? await readEntry(seq) : undefined;
    if (entry === undefined || entry.at >= before) break;
    old.push(entry);
  }
  const last = old.at(-1);
  if (last === undefined) return;
  await writeValue(ANCHOR, { seq: last.seq, hash: last.hash });
  for (const { seq } of old) await deleteValue(keyOf(seq));
}

export type Verification =
  { readonly is: 'whole'; readonly entries: number } | { readonly is: 'broken'; readonly seq: number };

/** Recomputes the whole chain. `broken` names the first entry that is missing, changed or out of order. */
export async function verifyLedger(): Promise<Verification> {
  const head = await readHead();
  const first = await readAnchor();
  let previous = first.hash;
  for (let seq = first.seq + 1; seq <= head.seq; seq += 1) {
    const entry = await readEntry(seq);
    if (entry === undefined) return { is: 'broken', seq };
    const { hash, ...content } = entry;
    if (entry.previous !== previous || hashOf(content) !== hash) return { is: 'broken', seq };
    previous = hash;
  }
  return previous === head.hash
    ? { is: 'whole', entries: head.seq - first.seq }
    : { is: 'broken', seq: head.seq };
}
