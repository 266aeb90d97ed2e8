import { type RemediationKey } from '../../src/remediation/key';
import { type Memory, memoryShape, type RemediationStore } from '../../src/remediation/memory';
import { Crash } from './fake-jira';

/** A store with conditions, which can stop after a write. What is kept goes through JSON and the schema, as in Forge. */
export class FakeStore implements RemediationStore {
  readonly kept = new Map<RemediationKey, string>();
  writes = 0;
  crashIn: number | undefined;

  #wrote(): void {
    this.writes += 1;
    if (this.crashIn === undefined) return;
    this.crashIn -= 1;
    if (this.crashIn > 0) return;
    this.crashIn = undefined;
    throw new Crash('store');
  }

  memory(key: string): Memory | undefined {
    const text = this.kept.get(key as RemediationKey);
    return text === undefined ? undefined : memoryShape.parse(JSON.parse(text));
  }

  async all(): Promise<readonly Memory[]> {
    return [...this.kept.keys()].flatMap(key => this.memory(key) ?? []);
  }

  async claim(memory: Memory): Promise<boolean> {
    if (this.kept.has(memory.key)) return false;
    this.kept.set(memory.key, JSON.stringify(memory));
    this.#wrote();
    return true;
  }

  async replace(next: Memory, held: Memory): Promise<Memory | undefined> {
    if (this.memory(held.key)?.revision !== held.revision) return undefined;
    const kept = { ...next, revision: held.revision + 1 };
    this.kept.set(held.key, JSON.stringify(kept));
    this.#wrote();
    return kept;
  }

  async drop(held: Memory): Promise<boolean> {
    if (this.memory(held.key)?.revision !== held.revision) return false;
    this.kept.delete(held.key);
    this.#wrote();
    return true;
  }
}
