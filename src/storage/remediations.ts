import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Memory, type RemediationStore, memoryShape } from '../remediation/memory';
import { createEntity, replaceEntity } from './condition';
import { readValue, writeValue } from './values';

const INDEX = 'remediations';
const indexShape = z.object({ keys: z.array(z.string()) });
const entityShape = z.object({ body: memoryShape });

const readIndex = async (): Promise<readonly string[]> => (await readValue(INDEX, indexShape))?.keys ?? [];

/** A key is named before its memory is written: a crash in between leaves a name without a memory, never the reverse. */
async function nameInIndex(key: string): Promise<void> {
  const keys = await readIndex();
  if (!keys.includes(key)) await writeValue(INDEX, { keys: [...keys, key] });
}

const entityOf = (memory: Memory) => ({
  control: memory.control,
  state: memory.state,
  revision: memory.revision,
  body: memory,
});

/**
 * @returns undefined where there is none.
 * @throws where it can't be read: a memory that is passed over would be filed a second time.
 */
async function readMemory(key: string): Promise<Memory | undefined> {
  const stored: unknown = await kvs.entity('remediation').get(key);
  if (stored === undefined || stored === null) return undefined;
  return entityShape.parse(stored).body;
}

/**
 * The memories of work items. They are found by an index of ours, since queries of the store lag behind; the sweep's lock
 * makes it the only writer of that index, and a key that is claimed twice is named again.
 */
export const remediations: RemediationStore = {
  async all() {
    const memories = await Promise.all((await readIndex()).map(readMemory));
    return memories.flatMap(memory => memory ?? []);
  },
  async claim(memory) {
    await nameInIndex(memory.key);
    return createEntity('remediation', memory.key, entityOf(memory));
  },
  async replace(next, held) {
    const kept = { ...next, revision: held.revision + 1 };
    const won = await replaceEntity('remediation', held.key, entityOf(kept), 'revision', held.revision);
    return won ? kept : undefined;
  },
  async drop(key) {
    await kvs.entity('remediation').delete(key);
    await writeValue(INDEX, { keys: (await readIndex()).filter(known => known !== key) });
  },
};
