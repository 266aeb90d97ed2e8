import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, notLaterThan } from '../terms/instant';
import { type Hold, HELD_OPERATIONS, writeHeld, writeHeldIf } from './lock';
import { type Write, createEntity, writeTogether } from './transaction';
import { digest, readValue, readValues } from './values';

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
type Head = z.infer<typeof headShape>;
const HEAD = 'head';
/** Where the chain begins, once older entries were cut off: the last of those. */
const ANCHOR = 'ledger:anchor';

/** A body larger than this is kept by its hash: the chain then still proves what was decided, by what was exported. */
const MOST_BODY_BYTES = 100_000;

/** Entries that are cut off at a time: with the anchor they are one transaction, so that none is left without a name. */
const CUT_AT_ONCE = HELD_OPERATIONS - 1;
const MOST_CUTS = 10;

const keyOf = (seq: number): string => `ledger:${String(seq).padStart(9, '0')}`;

const hashOf = (entry: Omit<LedgerEntry, 'hash'>): string => digest(entry);

const readEntry = (seq: number): Promise<LedgerEntry | undefined> => readValue(keyOf(seq), entryShape);

/** Several entries in few calls: those that are there and can be read, in the order asked for. */
async function readEntries(seqs: readonly number[]): Promise<readonly LedgerEntry[]> {
  const found = await readValues(seqs.map(keyOf), entryShape);
  return seqs.flatMap(seq => found.get(keyOf(seq)) ?? []);
}

const readAnchor = async (): Promise<Head> => (await readValue(ANCHOR, headShape)) ?? { seq: 0, hash: '' };

/** The newest entry after the anchor, found by halving: entries follow each other without a hole. */
async function newestAfter(anchor: Head): Promise<Head> {
  let known = anchor;
  let step = 1;
  for (let entry = await readEntry(known.seq + step); entry; entry = await readEntry(known.seq + step)) {
    known = entry;
    step *= 2;
  }
  for (step /= 2; step >= 1; step /= 2) known = (await readEntry(known.seq + step)) ?? known;
  return { seq: known.seq, hash: known.hash };
}

/** Where the chain ends: by its head, or, where that is missing or can't be read, by the entries themselves. */
async function readHead(): Promise<Head> {
  const head = headShape.safeParse(await kvs.entity('ledger').get(HEAD));
  return head.success ? head.data : newestAfter(await readAnchor());
}

/** The head as one that stands in the store, since moving it depends on it; made where it is missing, mended where it can't be read. */
async function standingHead(): Promise<Head> {
  const stored: unknown = await kvs.entity('ledger').get(HEAD);
  const known = headShape.safeParse(stored);
  if (known.success) return known.data;
  const head = await newestAfter(await readAnchor());
  if (stored !== undefined && stored !== null) await kvs.entity<object>('ledger').set(HEAD, head);
  else if (!(await createEntity('ledger', HEAD, head))) return readHead();
  return head;
}

const bodyOf = (body: LedgerRecord['body']): LedgerRecord['body'] => {
  const bytes = Buffer.byteLength(JSON.stringify(body));
  return bytes > MOST_BODY_BYTES ? { hash: digest(body), bytes } : body;
};

/** What is written with an entry or not at all, the hold under which, and what makes it needless. */
export interface Beside {
  readonly writes?: readonly Write[];
  readonly hold?: Hold;
  /** Whether somebody else has told it. Asked anew whenever the chain has grown, so that of two only one tells it. */
  readonly isTold?: () => Promise<boolean>;
}

/**
 * Appends to the chain, in one transaction with what it tells of: neither is ever there without the other.
 * @returns undefined where it is told already, or a condition of the writes beside it does not hold: nothing is written then.
 * @throws LostHold; an error where others kept appending.
 */
export async function appendToLedger(
  record: LedgerRecord,
  now: Instant,
  { writes = [], hold, isTold }: Beside = {},
): Promise<LedgerEntry | undefined> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const head = await standingHead();
    if (await isTold?.()) return undefined;
    const entry = { ...record, body: bodyOf(record.body), seq: head.seq + 1, at: now, previous: head.hash };
    const hashed: LedgerEntry = { ...entry, hash: hashOf(entry) };
    const all: readonly Write[] = [
      ...writes,
      { key: keyOf(hashed.seq), value: hashed },
      {
        key: HEAD,
        value: { seq: hashed.seq, hash: hashed.hash },
        entity: { name: 'ledger', when: { attribute: 'seq', equals: head.seq } },
      },
    ];
    if (await (hold === undefined ? writeTogether(all) : writeHeldIf(hold, all))) return hashed;
    if ((await readHead()).seq === head.seq) return undefined;
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
  return { entries: await readEntries(seqs), more: from - length > cut };
}

/**
 * The oldest entries after the anchor, as far as they are from before a moment. One from later than now was written by a clock
 * that ran ahead: it is older than those that follow it.
 */
async function oldestEntries(before: Instant, now: Instant, anchor: Head): Promise<readonly LedgerEntry[]> {
  const head = await readHead();
  const entries: LedgerEntry[] = [];
  let old = 0;
  for (let seq = anchor.seq + 1; seq < head.seq && old < CUT_AT_ONCE; seq += 1) {
    const entry = await readEntry(seq);
    if (entry === undefined) break;
    entries.push(entry);
    if (notLaterThan(now, entry.at) === undefined) continue;
    if (entry.at >= before) break;
    old = entries.length;
  }
  return entries.slice(0, Math.min(old, CUT_AT_ONCE));
}

/**
 * Cuts off entries from before a moment, some at a time. The last of them leaves its hash as the anchor from which the rest
 * is verified. @returns whether there may be more of them. @throws LostHold
 */
async function cutSome(before: Instant, now: Instant, hold: Hold): Promise<boolean> {
  const old = await oldestEntries(before, now, await readAnchor());
  const last = old.at(-1);
  if (last === undefined) return false;
  await writeHeld(hold, [
    [
      { key: ANCHOR, value: { seq: last.seq, hash: last.hash } },
      ...old.map(({ seq }) => ({ key: keyOf(seq), value: undefined })),
    ],
  ]);
  return old.length === CUT_AT_ONCE;
}

/** Cuts off entries from before a moment; those of one day are far fewer than it takes at most. @throws LostHold */
export async function cutLedger(before: Instant, now: Instant, hold: Hold): Promise<void> {
  for (let round = 0; round < MOST_CUTS && (await cutSome(before, now, hold)); round += 1);
}

export type Verification =
  { readonly is: 'whole'; readonly entries: number } | { readonly is: 'broken'; readonly seq: number };

/** Entries that are read at a time to be verified: a page waits 25 seconds at most, and a ledger may be thousands long. */
const VERIFIED_AT_ONCE = 200;

const follows = ({ hash, ...content }: LedgerEntry, previous: string): boolean =>
  content.previous === previous && hashOf(content) === hash;

/** Recomputes the whole chain. `broken` names the first entry that is missing, changed or out of order. */
export async function verifyLedger(): Promise<Verification> {
  const head = await readHead();
  const first = await readAnchor();
  let previous = first.hash;
  for (let after = first.seq; after < head.seq; after += VERIFIED_AT_ONCE) {
    const length = Math.min(VERIFIED_AT_ONCE, head.seq - after);
    const seqs = Array.from({ length }, (_, place) => after + place + 1);
    const entries = new Map((await readEntries(seqs)).map(entry => [entry.seq, entry]));
    for (const seq of seqs) {
      const entry = entries.get(seq);
      if (entry === undefined || !follows(entry, previous)) return { is: 'broken', seq };
      previous = entry.hash;
    }
  }
  return previous === head.hash
    ? { is: 'whole', entries: head.seq - first.seq }
    : { is: 'broken', seq: head.seq };
}
