import { z } from 'zod';
import { instant } from '../terms/instant';
import { SOURCE_IDS } from '../terms/source-id';
import { pack, packed } from './packed';
import { type Write } from './transaction';
import { readValue } from './values';

const KEY = 'run';

const costShape = z.object({
  calls: z.number(),
  points: z.number(),
  objects: z.number(),
  seconds: z.number(),
});
export type Cost = z.infer<typeof costShape>;
export const noCost: Cost = { calls: 0, points: 0, objects: 0, seconds: 0 };

const moment = z.number().transform(instant);

const secondReads = z.array(
  z.object({ source: z.enum(SOURCE_IDS), key: z.string().exactOptional(), at: z.number() }),
);

/** The state of reading: one record, written at every checkpoint. */
const runShape = z.object({
  /** The sweep that is under way; missing between two. */
  sweep: z
    .object({
      id: z.string(),
      why: z.enum(['first', 'tick', 'asked', 'changed']),
      startedAt: z.number(),
      heartbeat: z.number(),
      /** Sources still to read, in order. */
      pending: z.array(z.enum(SOURCE_IDS)),
      /** Those of them that something asked for: they may take the whole allowance. */
      asked: z.array(z.enum(SOURCE_IDS)),
      read: z.array(z.enum(SOURCE_IDS)),
      /** Why it stands still: its rights have not arrived, or the hour's points are spent. */
      waits: z.enum(['rights', 'points']).exactOptional(),
      cost: costShape,
    })
    .exactOptional(),
  /** What this installation may still ask for: points spent in the UTC hour, and what it carried over from the one before. */
  budget: z.object({ hour: z.number(), spent: z.number(), carried: z.number() }),
  /** What checks that people ask for spent in the UTC hour, and what judging the site took after the last one. */
  checks: z.object({ hour: z.number(), spent: z.number(), judging: z.number() }),
  /** Reading of the audit log: where it goes on, the records already seen there, and since when it has had no hole. */
  feed: z.object({
    cursor: z.object({ at: z.number(), seen: z.array(z.string()) }).exactOptional(),
    since: z.number().exactOptional(),
    refused: z.string().exactOptional(),
    /** Whether the log's categories are those of an English log; missing where no record told so far. */
    isEnglish: z.boolean().exactOptional(),
  }),
  /** When the latest tick began, or the sweep that a person asked for: what was filed since counts against the cap. */
  filingSince: z.number().exactOptional(),
  /** What is to be read a second time, each not before when: single objects, and without a key whole sources. */
  second: z.union([packed(secondReads), secondReads]),
  /** How far asking for single objects that a pass missed has come: the last one of each source, and the source to go on with. */
  missed: z.object({
    next: z.enum(SOURCE_IDS).exactOptional(),
    after: z.partialRecord(z.enum(SOURCE_IDS), z.string()),
  }),
  /** Sources that were asked for while their right was missing: they are read as soon as it is back. */
  owed: z.array(z.enum(SOURCE_IDS)),
  /** The baseline that the findings' lives know of, by the moment it was taken. */
  baselineTaken: z.number().exactOptional(),
  /** When copies of work items were last searched for. */
  searchedCopiesAt: z.number().exactOptional(),
  /** Work items that are to be read, by id: something may have changed them. */
  lookAt: z.union([z.literal('all'), z.array(z.string())]),
  /** The record of the last one whose turn it was to be read at a tick. */
  lookedAfter: z.string().exactOptional(),
  /** When it was last read who can see the filing space, for which settings, and what is wrong with it. */
  filingSpace: z
    .object({
      at: z.number(),
      target: z.string(),
      problem: z
        .object({ code: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])) })
        .exactOptional(),
    })
    .exactOptional(),
  /** When the next judging is due though nothing was read: something expires then. */
  judgeBy: z.number().exactOptional(),
  /** The site's day of the last judging: what ended since was no change of the site. */
  judgedOn: z.string().exactOptional(),
  /** When the next slice is due, and the `continue` message that is under way for it. */
  next: z.object({ at: moment, id: z.string() }).exactOptional(),
  /** Slices in a row that made no progress: each waits longer before it asks for another one. */
  idle: z.number(),
  lastTick: z.number().exactOptional(),
  lastSweep: z.object({ at: z.number(), cost: costShape, why: z.string() }).optional(),
  /** The first time that Jira answered with rights; before, 401 and 403 mean "not ready". */
  firstSuccess: z.number().exactOptional(),
  /** Since when the app is without a right that it would read more with. */
  lacking: z.object({ ADMINISTER: moment.exactOptional(), USER_PICKER: moment.exactOptional() }),
});
export type Run = z.infer<typeof runShape>;

/** What judging the site after a check is taken to cost in points before the first one. */
const JUDGING_UNKNOWN = 250;

export const newRun: Run = {
  budget: { hour: 0, spent: 0, carried: 0 },
  checks: { hour: 0, spent: 0, judging: JUDGING_UNKNOWN },
  feed: {},
  second: [],
  missed: { after: {} },
  owed: [],
  lookAt: [],
  idle: 0,
  lacking: {},
};

const storedRun = z.record(z.string(), z.unknown());

/**
 * The run, each field by itself: one that is missing or of an older shape is as in a new run, and takes none of the others
 * with it. A cursor that is lost is read anew; a baseline that is forgotten would be taken a second time.
 */
export async function readRun(): Promise<Run> {
  const stored = await readValue(KEY, storedRun);
  const readable = Object.entries(runShape.shape).flatMap(([name, shape]) => {
    const value = stored?.[name];
    return value !== undefined && shape.safeParse(value).success ? [[name, value] as const] : [];
  });
  return runShape.parse({ ...newRun, ...Object.fromEntries(readable) });
}

/** What waits is packed: after a first scan hundreds of objects of a source wait for their second read. */
export const runWrite = ({ second, ...run }: Run): Write => ({
  key: KEY,
  value: { ...run, second: pack(second) },
});
