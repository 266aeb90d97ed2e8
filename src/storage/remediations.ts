import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Memory, type RemediationStore, memoryShape, unfiled } from '../remediation/memory';
import { trustedMemory } from '../remediation/trusted-memory';
import { type Instant } from '../terms/instant';
import { type Hold, writeHeld, writeHeldIf } from './lock';
import { pack, packed } from './packed';
import { type Write, createEntity } from './transaction';
import { readEntities, readValue } from './values';

const INDEX = 'remediations';
/** Packed: a site may have thousands of spaces with a work item of their own, and their keys are much alike. */
const indexShape = z.object({ keys: packed(z.array(z.string())) });
const entityShape = z.object({ body: memoryShape });
const named = memoryShape.pick({ key: true, control: true, place: true });

const readIndex = async (): Promise<readonly string[]> => (await readValue(INDEX, indexShape))?.keys ?? [];

const indexWrite = (keys: readonly string[]): Write => ({ key: INDEX, value: { keys: pack(keys) } });

const entityOf = (memory: Memory) => ({
  control: memory.control,
  state: memory.state,
  revision: memory.revision,
  body: memory,
});

/** A stored record, without times that can't be; undefined where it can't be read. */
function recordIn(stored: unknown, now: Instant): Memory | undefined {
  const memory = entityShape.safeParse(stored).data?.body;
  return memory && trustedMemory(memory, now);
}

/** Jira's IDs are numbers. What is none can't be a part of a key of the store. */
const ISSUE_ID = /^\d{1,19}$/;

const ofIssueShape = z.object({ key: z.string() });
const ofIssueKey = (issueId: string): string => `work-item:${issueId}`;

/** Which memory has an issue, as it becomes with a write of that memory. */
function ofIssueWrites(key: string, held: string | undefined, next: string | undefined): readonly Write[] {
  if (held === next) return [];
  return [
    ...(held === undefined ? [] : [{ id: held, value: undefined }]),
    ...(next === undefined ? [] : [{ id: next, value: { key } }]),
  ].flatMap(({ id, value }) => (ISSUE_ID.test(id) ? [{ key: ofIssueKey(id), value }] : []));
}

/**
 * Every work item's memory that can be read. They are found by an index of ours, since queries of the store lag behind; the
 * sweep's hold makes it the only writer of that index.
 */
export async function readRemediations(now: Instant): Promise<readonly Memory[]> {
  const keys = await readIndex();
  const stored = await readEntities('remediation', keys);
  return keys.flatMap(key => recordIn(stored.get(key), now) ?? []);
}

/** The memory that has an issue; undefined where none has it, whatever the issue says of itself. */
export async function readRemediationOf(issueId: string, now: Instant): Promise<Memory | undefined> {
  if (!ISSUE_ID.test(issueId)) return undefined;
  const named = await readValue(ofIssueKey(issueId), ofIssueShape);
  if (named === undefined) return undefined;
  const memory = recordIn(await kvs.entity<unknown>('remediation').get(named.key), now);
  return memory?.issueId === issueId ? memory : undefined;
}

/** As after a claim that somebody left behind: its work item is looked for, and filed only where there is none. */
function asClaimed(key: string): Memory {
  const colon = key.indexOf(':');
  const of = named.parse({ key, control: key.slice(0, colon), place: key.slice(colon + 1) });
  return { ...unfiled(of, 0), state: 'claimed', claimedAt: 0 };
}

/** The index, and the record of each key that has one. */
interface Records {
  readonly keys: Set<string>;
  readonly byKey: Map<string, Memory>;
}

/**
 * Every work item's memory. One that can't be read is begun again as a claim: passed over it would be filed a second time,
 * and thrown on it would keep all others from being looked after.
 */
async function readAndMend(hold: Hold, now: Instant): Promise<Records> {
  const keys = await readIndex();
  const stored = await readEntities('remediation', keys);
  const byKey = new Map<string, Memory>();
  for (const key of keys) {
    if (!stored.has(key)) continue;
    const known = recordIn(stored.get(key), now);
    const memory = known ?? asClaimed(key);
    if (known === undefined)
      await writeHeld(hold, [[{ key, value: entityOf(memory), entity: { name: 'remediation' } }]]);
    byKey.set(key, memory);
  }
  return { keys: new Set(keys), byKey };
}

/**
 * The memories of work items for the one who holds the sweep. They are read once: the hold makes it the only writer, so what it
 * wrote itself is all that can have changed. What is written too late throws LostHold.
 */
export class HeldRemediations implements RemediationStore {
  readonly #hold: Hold;
  readonly #now: Instant;
  #read: Promise<Records> | undefined;

  /** @param now what is stored with a later time was written by a clock that ran ahead. */
  constructor(hold: Hold, now: Instant) {
    this.#hold = hold;
    this.#now = now;
  }

  #records(): Promise<Records> {
    this.#read ??= readAndMend(this.#hold, this.#now);
    return this.#read;
  }

  async all(): Promise<readonly Memory[]> {
    const { keys, byKey } = await this.#records();
    return [...keys].flatMap(key => byKey.get(key) ?? []);
  }

  /** What is claimed is not filed yet: no issue leads to it. */
  async claim(memory: Memory): Promise<boolean> {
    const { keys, byKey } = await this.#records();
    // A key is named before its memory is written: a crash in between leaves a name without a memory, never the reverse.
    if (!keys.has(memory.key)) {
      await writeHeld(this.#hold, [[indexWrite([...keys, memory.key])]]);
      keys.add(memory.key);
    }
    if (!(await createEntity('remediation', memory.key, entityOf(memory)))) return this.#lostRace();
    byKey.set(memory.key, memory);
    return true;
  }

  async replace(next: Memory, held: Memory): Promise<Memory | undefined> {
    const kept = { ...next, revision: held.revision + 1 };
    const when = { attribute: 'revision', equals: held.revision };
    const write: Write = { key: held.key, value: entityOf(kept), entity: { name: 'remediation', when } };
    const ofIssue = ofIssueWrites(held.key, held.issueId, kept.issueId);
    if (!(await writeHeldIf(this.#hold, [write, ...ofIssue]))) {
      this.#lostRace();
      return undefined;
    }
    (await this.#records()).byKey.set(kept.key, kept);
    return kept;
  }

  async drop({ key, revision, issueId }: Memory): Promise<boolean> {
    const { keys, byKey } = await this.#records();
    const when = { attribute: 'revision', equals: revision };
    const dropped = await writeHeldIf(this.#hold, [
      { key, value: undefined, entity: { name: 'remediation', when } },
      indexWrite([...keys].filter(known => known !== key)),
      ...ofIssueWrites(key, issueId, undefined),
    ]);
    if (!dropped) return this.#lostRace();
    keys.delete(key);
    byKey.delete(key);
    return true;
  }

  /** Someone else wrote after all: what was read is no longer right. */
  #lostRace(): false {
    this.#read = undefined;
    return false;
  }
}
