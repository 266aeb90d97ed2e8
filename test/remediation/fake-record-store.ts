import { type RemediationKey } from '../../src/remediation/plan/remediation-key';
import {
  type RemediationRecord,
  remediationRecordSchema,
  type RemediationStore,
} from '../../src/remediation/plan/remediation-record';
import { SimulatedCrash } from './fake-jira';

/** A store with conditions, which can stop after a write. What is kept goes through JSON and the schema, as in Forge. */
export class FakeRecordStore implements RemediationStore {
  readonly stored = new Map<RemediationKey, string>();
  writes = 0;
  crashIn: number | undefined;

  #countWrite(): void {
    this.writes += 1;
    if (this.crashIn === undefined) return;
    this.crashIn -= 1;
    if (this.crashIn > 0) return;
    this.crashIn = undefined;
    throw new SimulatedCrash('store');
  }

  record(key: string): RemediationRecord | undefined {
    const text = this.stored.get(key as RemediationKey);
    return text === undefined ? undefined : remediationRecordSchema.parse(JSON.parse(text));
  }

  async all(): Promise<readonly RemediationRecord[]> {
    return [...this.stored.keys()].flatMap(key => this.record(key) ?? []);
  }

  async claim(record: RemediationRecord): Promise<boolean> {
    if (this.stored.has(record.key)) return false;
    this.stored.set(record.key, JSON.stringify(record));
    this.#countWrite();
    return true;
  }

  async replace(next: RemediationRecord, held: RemediationRecord): Promise<RemediationRecord | undefined> {
    if (this.record(held.key)?.revision !== held.revision) return undefined;
    const kept = { ...next, revision: held.revision + 1 };
    this.stored.set(held.key, JSON.stringify(kept));
    this.#countWrite();
    return kept;
  }

  async delete(held: RemediationRecord): Promise<boolean> {
    if (this.record(held.key)?.revision !== held.revision) return false;
    this.stored.delete(held.key);
    this.#countWrite();
    return true;
  }
}
