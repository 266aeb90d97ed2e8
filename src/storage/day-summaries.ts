import { z } from 'zod';
import { CONTROL_STATUSES } from '../domain/verdict';
import { type StorageWrite } from './transaction';
import { canonicalJson, readValue } from './values';

/** The last score and statuses of one day, and how many findings got worse or were resolved on it. */
const daySummarySchema = z.object({
  day: z.iso.date(),
  assured: z.number(),
  possible: z.number(),
  statuses: z.record(z.string(), z.enum(CONTROL_STATUSES)),
  newFindings: z.number(),
  resolvedFindings: z.number(),
});
export type DaySummary = z.infer<typeof daySummarySchema>;

const monthSchema = z.object({ days: z.array(daySummarySchema) });

/** Months for which day summaries and audit trail entries are kept. */
export const MONTHS_KEPT = 25;

const monthKey = (month: string): string => `day:${month}`;
const monthOf = (day: string): string => day.slice(0, 7);

/** The month `back` months before the one of `day`, as `yyyy-mm`. */
const monthBefore = (day: string, back: number): string => {
  const date = new Date(`${monthOf(day)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - back);
  return date.toISOString().slice(0, 7);
};

/**
 * The writes that store a day; none if it is unchanged. A new month also deletes the one 25 months back.
 * @param day its `newFindings` and `resolvedFindings` are added to the counts already stored for that day.
 */
export async function planDayWrites(
  day: DaySummary,
): Promise<{ readonly writes: readonly StorageWrite[]; readonly isNew: boolean }> {
  const month = monthOf(day.day);
  const days = (await readValue(monthKey(month), monthSchema))?.days ?? [];
  const stored = days.find(each => each.day === day.day);
  const next = {
    ...day,
    newFindings: day.newFindings + (stored?.newFindings ?? 0),
    resolvedFindings: day.resolvedFindings + (stored?.resolvedFindings ?? 0),
  };
  if (stored !== undefined && canonicalJson(stored) === canonicalJson(next))
    return { writes: [], isNew: false };
  const write = {
    key: monthKey(month),
    value: { days: [...days.filter(each => each.day !== day.day), next] },
  };
  const deletion = { key: monthKey(monthBefore(day.day, MONTHS_KEPT)), value: undefined };
  return { writes: days.length === 0 ? [write, deletion] : [write], isNew: stored === undefined };
}

/**
 * The days of the last `months` months up to `day`, oldest first. Later days were stored by a clock that ran ahead and
 * are omitted.
 */
export async function readDaySummaries(day: string, months: number): Promise<readonly DaySummary[]> {
  const monthNames = Array.from({ length: months }, (_, back) => monthBefore(day, months - 1 - back));
  const storedMonths = await Promise.all(monthNames.map(month => readValue(monthKey(month), monthSchema)));
  return storedMonths.flatMap(month => month?.days ?? []).filter(each => each.day <= day);
}
