import { kvs } from '@forge/kvs';
import { z } from 'zod';
import { type Instant, instant, discardFutureInstant } from '../domain/instant';
import { createEntity, writeTransaction } from './transaction';

const requestedCheckSchema = z.object({
  /** A control ID or a work item key. */
  target: z.string(),
  /** Account ID. */
  account: z.string(),
  at: z.number().transform(instant),
  /** API points reserved for it. */
  points: z.number(),
});
export type RequestedCheck = z.infer<typeof requestedCheckSchema>;

const storedChecksSchema = z.object({
  revision: z.number().int(),
  body: z.object({ asked: z.array(requestedCheckSchema) }),
});

/** The checks of the last hour, with the revision of the record for conditional writes. */
export interface RequestedChecks {
  readonly revision: number;
  readonly checks: readonly RequestedCheck[];
}

const ENTITY_NAME = 'check';
const KEY = 'asked';

/**
 * An unreadable record counts as empty: what it limited ends within the hour. Checks with a future time are dropped,
 * since they would block others until that time.
 */
export async function readRequestedChecks(now: Instant): Promise<RequestedChecks> {
  const stored: unknown = await kvs.entity(ENTITY_NAME).get(KEY);
  if (stored === undefined || stored === null) return { revision: 0, checks: [] };
  const parsed = storedChecksSchema.safeParse(stored);
  if (parsed.success) {
    const { revision, body } = parsed.data;
    return { revision, checks: body.asked.filter(({ at }) => discardFutureInstant(now, at) !== undefined) };
  }
  await kvs.entity(ENTITY_NAME).delete(KEY);
  return { revision: 0, checks: [] };
}

/**
 * Writes the checks if the record is unchanged since `previous` was read. Uses an entity, because several calls can run
 * at once and plain keys have no conditional writes.
 * @returns false, with nothing written, if another call changed the record.
 */
export async function replaceRequestedChecks(
  previous: RequestedChecks,
  checks: readonly RequestedCheck[],
): Promise<boolean> {
  const value = { revision: previous.revision + 1, body: { asked: checks } };
  if (previous.revision === 0) return createEntity(ENTITY_NAME, KEY, value);
  const when = { attribute: 'revision', equals: previous.revision };
  return writeTransaction([{ key: KEY, value, entity: { name: ENTITY_NAME, when } }]);
}
