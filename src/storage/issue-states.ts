import { z } from 'zod';
import {
  storedIssueStateSchema,
  type StoredIssueState,
  type StoredIssueStates,
} from '../remediation/run/stored-issue-state';
import { pack, packedSchema } from './packed';
import { type StorageWrite } from './transaction';
import { canonicalJson, sha256Digest, readValues } from './values';

/*
 * The last observed state of the app's work items, in sixteen values, so that a change rewrites little. This is a
 * cache: lost or unreadable states are read from Jira again.
 */

const PARTS = [...'0123456789abcdef'];

const keyOf = (part: string): string => `observed:${part}`;
const partOf = (issueId: string): string => sha256Digest(issueId).slice(0, 1);

const issueStatePartSchema = z.object({ items: packedSchema(z.record(z.string(), storedIssueStateSchema)) });

/** @throws if storage fails. */
export async function readIssueStates(): Promise<StoredIssueStates> {
  const parts = await readValues(PARTS.map(keyOf), issueStatePartSchema);
  return new Map([...parts.values()].flatMap(({ items }) => Object.entries(items)));
}

function partsOf(
  observed: StoredIssueStates,
): ReadonlyMap<string, Readonly<Record<string, StoredIssueState>>> {
  const parts = new Map<string, Record<string, StoredIssueState>>();
  for (const [id, observation] of [...observed].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const part = parts.get(partOf(id)) ?? {};
    part[id] = observation;
    parts.set(partOf(id), part);
  }
  return parts;
}

/** The writes for the values that changed. */
export function issueStateWrites(before: StoredIssueStates, now: StoredIssueStates): readonly StorageWrite[] {
  const [known, parts] = [partsOf(before), partsOf(now)];
  return PARTS.flatMap(part => {
    const items = parts.get(part);
    if (canonicalJson(items ?? {}) === canonicalJson(known.get(part) ?? {})) return [];
    return [{ key: keyOf(part), value: items === undefined ? undefined : { items: pack(items) } }];
  });
}
