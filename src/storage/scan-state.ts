import { z } from 'zod';
import { instant } from '../domain/instant';
import { SOURCE_IDS } from '../domain/source-id';
import { pack, packedSchema } from './packed';
import { type StorageWrite } from './transaction';
import { readValue } from './values';

const SCAN_STATE_KEY = 'run';

const storedCostSchema = z.object({
  calls: z.number(),
  points: z.number(),
  objects: z.number(),
  seconds: z.number(),
});
export type ScanCost = z.infer<typeof storedCostSchema>;
export const noScanCost: ScanCost = { calls: 0, points: 0, objects: 0, seconds: 0 };

const instantSchema = z.number().transform(instant);

const confirmationsSchema = z.array(
  z.object({ source: z.enum(SOURCE_IDS), key: z.string().exactOptional(), at: z.number() }),
);

/** The scan state: one record, written at every checkpoint. */
const scanStateSchema = z.object({
  /** The running scan; missing between scans. */
  scan: z
    .object({
      id: z.string(),
      why: z.enum(['first', 'tick', 'asked', 'changed']),
      startedAt: z.number(),
      heartbeat: z.number(),
      pending: z.array(z.enum(SOURCE_IDS)),
      /** Pending sources that were requested: they may spend the whole budget. */
      requested: z.array(z.enum(SOURCE_IDS)),
      read: z.array(z.enum(SOURCE_IDS)),
      /** Why the scan is paused: the rights have not arrived, or the hour's API points are spent. */
      waitingFor: z.enum(['rights', 'points']).exactOptional(),
      cost: storedCostSchema,
    })
    .exactOptional(),
  /** API points spent in the UTC hour, and points carried over from the previous hour (negative for a debt). */
  budget: z.object({ hour: z.number(), spent: z.number(), carriedOver: z.number() }),
  /** API points that requested checks spent in the UTC hour, and the cost of the judging after the last one. */
  checks: z.object({ hour: z.number(), spent: z.number(), judgingPoints: z.number() }),
  /** The audit log feed: the cursor, with the records already read there, and since when the feed has no gaps. */
  feed: z.object({
    cursor: z.object({ at: z.number(), recentIds: z.array(z.string()) }).exactOptional(),
    since: z.number().exactOptional(),
    refusedBecause: z.string().exactOptional(),
    /** Whether the log's categories are in English; missing until a record shows it. */
    isEnglish: z.boolean().exactOptional(),
  }),
  /** When the latest tick or requested scan began. Work items filed since then count against the maximum per scan. */
  filingSince: z.number().exactOptional(),
  /** Pending confirmations with their earliest time. Without a key, the whole source needs a pass. */
  pendingConfirmations: z.union([packedSchema(confirmationsSchema), confirmationsSchema]),
  /** Rotation of re-checks of missed objects: the last key of each source, and the source to continue with. */
  missedProgress: z.object({
    next: z.enum(SOURCE_IDS).exactOptional(),
    after: z.partialRecord(z.enum(SOURCE_IDS), z.string()),
  }),
  /** Sources requested while their right was missing. They are read once it is back. */
  deferredSources: z.array(z.enum(SOURCE_IDS)),
  /** The time (`takenAt`) of the baseline that was last applied to the findings. */
  appliedBaselineAt: z.number().exactOptional(),
  /** When duplicate work items were last searched for. */
  searchedCopiesAt: z.number().exactOptional(),
  /** Issue IDs of work items to read, because they may have changed. */
  workItemsToObserve: z.union([z.literal('all'), z.array(z.string())]),
  /** Key of the last record that was read in rotation at a tick. */
  lastObservedKey: z.string().exactOptional(),
  /** The last check of who can see the filing space: when, for which target, and the problem found. */
  filingSpace: z
    .object({
      at: z.number(),
      target: z.string(),
      problem: z
        .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
        .exactOptional(),
    })
    .exactOptional(),
  /** When the next judging is due even if nothing is read: something expires then. */
  judgeBy: z.number().exactOptional(),
  /**
   * The day of the last judging, in the site's time zone. Approvals that expired since then are no change of the site.
   */
  judgedOn: z.string().exactOptional(),
  /** When the next slice is due, and the ID of the `continue` message queued for it. */
  next: z.object({ at: instantSchema, id: z.string() }).exactOptional(),
  /** Slices in a row without progress. Each waits longer before the next one. */
  idleSlices: z.number(),
  lastTick: z.number().exactOptional(),
  lastScan: z.object({ at: z.number(), cost: storedCostSchema, why: z.string() }).optional(),
  /** When Jira first confirmed the app's rights. Before that, 401 and 403 mean `not-ready`. */
  firstSuccessAt: z.number().exactOptional(),
  /** For each missing right, since when it is missing. */
  missingRights: z.object({
    ADMINISTER: instantSchema.exactOptional(),
    USER_PICKER: instantSchema.exactOptional(),
  }),
});
export type ScanState = z.infer<typeof scanStateSchema>;

/** Estimated cost of judging after the first check, in API points. */
const DEFAULT_JUDGING_POINTS = 250;

export const initialScanState: ScanState = {
  budget: { hour: 0, spent: 0, carriedOver: 0 },
  checks: { hour: 0, spent: 0, judgingPoints: DEFAULT_JUDGING_POINTS },
  feed: {},
  pendingConfirmations: [],
  missedProgress: { after: {} },
  deferredSources: [],
  workItemsToObserve: [],
  idleSlices: 0,
  missingRights: {},
};

const storedStateSchema = z.record(z.string(), z.unknown());

/**
 * Reads the scan state field by field. A missing field or one of an older shape gets its initial value, and the others
 * are kept. A lost cursor only causes another read, but a lost baseline would be applied again.
 */
export async function readScanState(): Promise<ScanState> {
  const stored = await readValue(SCAN_STATE_KEY, storedStateSchema);
  const readable = Object.entries(scanStateSchema.shape).flatMap(([name, schema]) => {
    const value = stored?.[name];
    return value !== undefined && schema.safeParse(value).success ? [[name, value] as const] : [];
  });
  return scanStateSchema.parse({ ...initialScanState, ...Object.fromEntries(readable) });
}

/** The confirmations are packed: after a first scan hundreds of objects of a source can be pending. */
export const buildScanStateWrite = ({ pendingConfirmations, ...scanState }: ScanState): StorageWrite => ({
  key: SCAN_STATE_KEY,
  value: { ...scanState, pendingConfirmations: pack(pendingConfirmations) },
});
