import { kvs } from '@forge/kvs';
import { z } from 'zod';
import {
  type RemediationRecord,
  type RemediationStore,
  remediationRecordSchema,
  buildUnfiledRecord,
} from '../remediation/plan/remediation-record';
import { sanitizeRecord } from '../remediation/plan/sanitize-record';
import { type Instant } from '../domain/instant';
import { type ScanLock, writeWithLock, tryWriteWithLock } from './lock';
import { pack, packedSchema } from './packed';
import { type StorageWrite, createEntity } from './transaction';
import { readEntities, readValue } from './values';

const INDEX_KEY = 'remediations';
/** Packed: a site can have thousands of spaces with their own work item, and the keys are similar. */
const indexSchema = z.object({ keys: packedSchema(z.array(z.string())) });
const recordEntitySchema = z.object({ body: remediationRecordSchema });
const recordIdentitySchema = remediationRecordSchema.pick({ key: true, control: true, place: true });

const readIndex = async (): Promise<readonly string[]> =>
  (await readValue(INDEX_KEY, indexSchema))?.keys ?? [];

const buildIndexWrite = (keys: readonly string[]): StorageWrite => ({
  key: INDEX_KEY,
  value: { keys: pack(keys) },
});

const buildRecordEntity = (record: RemediationRecord) => ({
  control: record.control,
  state: record.state,
  revision: record.revision,
  body: record,
});

/** The stored record without times in the future; undefined if it can't be read. */
function parseRecordEntity(stored: unknown, now: Instant): RemediationRecord | undefined {
  const record = recordEntitySchema.safeParse(stored).data?.body;
  return record && sanitizeRecord(record, now);
}

/** Jira issue IDs are numeric. Anything else is not safe in a storage key. */
const ISSUE_ID = /^\d{1,19}$/;

const issueLinkSchema = z.object({ key: z.string() });
const issueLinkKey = (issueId: string): string => `work-item:${issueId}`;

/** The writes that keep the link from an issue ID to its record in step with the record. */
function buildIssueLinkWrites(
  key: string,
  previousId: string | undefined,
  nextId: string | undefined,
): readonly StorageWrite[] {
  if (previousId === nextId) return [];
  return [
    ...(previousId === undefined ? [] : [{ id: previousId, value: undefined }]),
    ...(nextId === undefined ? [] : [{ id: nextId, value: { key } }]),
  ].flatMap(({ id, value }) => (ISSUE_ID.test(id) ? [{ key: issueLinkKey(id), value }] : []));
}

/**
 * All readable remediation records. Found by an index of our own, because Forge queries lag behind writes. The scan
 * lock makes its holder the only writer of that index.
 */
export async function readRemediationRecords(now: Instant): Promise<readonly RemediationRecord[]> {
  const keys = await readIndex();
  const stored = await readEntities('remediation', keys);
  return keys.flatMap(key => parseRecordEntity(stored.get(key), now) ?? []);
}

/** The record of an issue; undefined if no record has this issue, whatever the issue's own property claims. */
export async function readRecordOfIssue(
  issueId: string,
  now: Instant,
): Promise<RemediationRecord | undefined> {
  if (!ISSUE_ID.test(issueId)) return undefined;
  const link = await readValue(issueLinkKey(issueId), issueLinkSchema);
  if (link === undefined) return undefined;
  const record = parseRecordEntity(await kvs.entity<unknown>('remediation').get(link.key), now);
  return record?.issueId === issueId ? record : undefined;
}

/**
 * A record in the state after an abandoned claim: the app searches for the work item and files one only if none exists.
 */
function buildClaimedRecord(key: string): RemediationRecord {
  const colon = key.indexOf(':');
  const identity = recordIdentitySchema.parse({
    key,
    control: key.slice(0, colon),
    place: key.slice(colon + 1),
  });
  return { ...buildUnfiledRecord(identity, 0), state: 'claimed', claimedAt: 0 };
}

/** The index and the existing record of each of its keys. */
interface RecordIndex {
  readonly keys: Set<string>;
  readonly byKey: Map<string, RemediationRecord>;
}

/**
 * Loads all records. An unreadable one is replaced by a claim: skipping it would file a second work item, and throwing
 * would stop the work on all others.
 */
async function readAndRepairRecords(lock: ScanLock, now: Instant): Promise<RecordIndex> {
  const keys = await readIndex();
  const stored = await readEntities('remediation', keys);
  const byKey = new Map<string, RemediationRecord>();
  for (const key of keys) {
    if (!stored.has(key)) continue;
    const parsed = parseRecordEntity(stored.get(key), now);
    const record = parsed ?? buildClaimedRecord(key);
    if (parsed === undefined)
      await writeWithLock(lock, [
        [{ key, value: buildRecordEntity(record), entity: { name: 'remediation' } }],
      ]);
    byKey.set(key, record);
  }
  return { keys: new Set(keys), byKey };
}

/**
 * The remediation records for the holder of the scan lock. They are loaded once: the holder is the only writer, so only
 * its own writes can have changed them. Writes throw LockLostError once the lock is lost.
 */
export class LockedRemediationStore implements RemediationStore {
  readonly #lock: ScanLock;
  readonly #now: Instant;
  #loaded: Promise<RecordIndex> | undefined;

  /** @param now stored times later than this come from a clock that ran ahead. */
  constructor(lock: ScanLock, now: Instant) {
    this.#lock = lock;
    this.#now = now;
  }

  #loadRecords(): Promise<RecordIndex> {
    this.#loaded ??= readAndRepairRecords(this.#lock, this.#now);
    return this.#loaded;
  }

  async all(): Promise<readonly RemediationRecord[]> {
    const { keys, byKey } = await this.#loadRecords();
    return [...keys].flatMap(key => byKey.get(key) ?? []);
  }

  /** A claimed record has no issue yet, so this writes no link. */
  async claim(record: RemediationRecord): Promise<boolean> {
    const { keys, byKey } = await this.#loadRecords();
    // The index is written before the record: a crash in between leaves a key without a record, never the reverse.
    if (!keys.has(record.key)) {
      await writeWithLock(this.#lock, [[buildIndexWrite([...keys, record.key])]]);
      keys.add(record.key);
    }
    if (!(await createEntity('remediation', record.key, buildRecordEntity(record))))
      return this.#discardAfterConflict();
    byKey.set(record.key, record);
    return true;
  }

  async replace(next: RemediationRecord, stored: RemediationRecord): Promise<RemediationRecord | undefined> {
    const updated = { ...next, revision: stored.revision + 1 };
    const when = { attribute: 'revision', equals: stored.revision };
    const write: StorageWrite = {
      key: stored.key,
      value: buildRecordEntity(updated),
      entity: { name: 'remediation', when },
    };
    const linkWrites = buildIssueLinkWrites(stored.key, stored.issueId, updated.issueId);
    if (!(await tryWriteWithLock(this.#lock, [write, ...linkWrites]))) {
      this.#discardAfterConflict();
      return undefined;
    }
    (await this.#loadRecords()).byKey.set(updated.key, updated);
    return updated;
  }

  async delete({ key, revision, issueId }: RemediationRecord): Promise<boolean> {
    const { keys, byKey } = await this.#loadRecords();
    const when = { attribute: 'revision', equals: revision };
    const isDropped = await tryWriteWithLock(this.#lock, [
      { key, value: undefined, entity: { name: 'remediation', when } },
      buildIndexWrite([...keys].filter(otherKey => otherKey !== key)),
      ...buildIssueLinkWrites(key, issueId, undefined),
    ]);
    if (!isDropped) return this.#discardAfterConflict();
    keys.delete(key);
    byKey.delete(key);
    return true;
  }

  /** Another writer changed the records, so drop the cache. */
  #discardAfterConflict(): false {
    this.#loaded = undefined;
    return false;
  }
}
