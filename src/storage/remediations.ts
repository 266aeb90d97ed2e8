import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Memory, type RemediationStore, memoryShape, unfiled } from '../remediation/memory';
import { type Hold, writeHeld, writeHeldIf } from './lock';
import { pack, packed } from './packed';
import { type Write, createEntity } from './transaction';
import { readValue } from './values';

const INDEX = 'remediations';
/** Packed: a site may have thousands of spaces with a work item of their own, and their keys are much alike. */
const indexShape = z.object({ keys: packed(z.array(z.string())) });
const entityShape = z.object({ body: memoryShape });
const named = memoryShape.pick({ key: true, control: true, place: true });

const readIndex = async (): Promise<readonly string[]> => (await readValue(INDEX, indexShape))?.keys ?? [];

const indexWrite = (keys: readonly string[]): Write => ({ key: INDEX, value: { keys: pack(keys) } });

/** A key is named before its memory is written: a crash in between leaves a name without a memory, never the reverse. */
async function nameInIndex(key: string, hold: Hold): Promise<void> {
  const keys = await readIndex();
  if (!keys.includes(key)) await writeHeld(hold, [[indexWrite([...keys, key])]]);
}

const entityOf = (memory: Memory) => ({
  control: memory.control,
  state: memory.state,
  revision: memory.revision,
  body: memory,
});

type Kept =
  { readonly is: 'none' } | { readonly is: 'read'; readonly memory: Memory } | { readonly is: 'unreadable' };

async function readMemory(key: string): Promise<Kept> {
  const stored: unknown = await kvs.entity('remediation').get(key);
  if (stored === undefined || stored === null) return { is: 'none' };
  const parsed = entityShape.safeParse(stored);
  return parsed.success ? { is: 'read', memory: parsed.data.body } : { is: 'unreadable' };
}

/**
 * Every work item's memory that can be read. They are found by an index of ours, since queries of the store lag behind; the
 * sweep's hold makes it the only writer of that index.
 */
export async function readRemediations(): Promise<readonly Memory[]> {
  const kept = await Promise.all((await readIndex()).map(readMemory));
  return kept.flatMap(each => (each.is === 'read' ? [each.memory] : []));
}

/** One work item's memory; undefined where none bears this name, whoever made the name up. */
export async function readRemediation(name: string): Promise<Memory | undefined> {
  const key = (await readIndex()).find(known => known === name);
  const kept = key === undefined ? undefined : await readMemory(key);
  return kept?.is === 'read' ? kept.memory : undefined;
}

/** As after a claim that somebody left behind: its work item is looked for, and filed only where there is none. */
function asClaimed(key: string): Memory {
  const colon = key.indexOf(':');
  const of = named.parse({ key, control: key.slice(0, colon), place: key.slice(colon + 1) });
  return { ...unfiled(of, 0), state: 'claimed', claimedAt: 0 };
}

/**
 * Every work item's memory. One that can't be read is begun again as a claim: passed over it would be filed a second time,
 * and thrown on it would keep all others from being looked after.
 */
async function readAndMend(hold: Hold): Promise<readonly Memory[]> {
  const keys = await readIndex();
  const memories: Memory[] = [];
  for (const [index, kept] of (await Promise.all(keys.map(readMemory))).entries()) {
    const key = keys[index] ?? '';
    if (kept.is === 'read') memories.push(kept.memory);
    if (kept.is !== 'unreadable') continue;
    const memory = asClaimed(key);
    await writeHeld(hold, [[{ key, value: entityOf(memory), entity: { name: 'remediation' } }]]);
    memories.push(memory);
  }
  return memories;
}

/** The memories of work items for the one who holds the sweep. What is written too late throws LostHold. */
export const remediationsUnder = (hold: Hold): RemediationStore => ({
  all: () => readAndMend(hold),
  async claim(memory) {
    await nameInIndex(memory.key, hold);
    return createEntity('remediation', memory.key, entityOf(memory));
  },
  async replace(next, held) {
    const kept = { ...next, revision: held.revision + 1 };
    const when = { attribute: 'revision', equals: held.revision };
    const write: Write = { key: held.key, value: entityOf(kept), entity: { name: 'remediation', when } };
    return (await writeHeldIf(hold, [write])) ? kept : undefined;
  },
  async drop({ key, revision }) {
    const keys = (await readIndex()).filter(known => known !== key);
    const when = { attribute: 'revision', equals: revision };
    return writeHeldIf(hold, [
      { key, value: undefined, entity: { name: 'remediation', when } },
      indexWrite(keys),
    ]);
  },
});
