import { z } from 'zod';
import { STATUSES } from '../terms/verdict';
import { type Write } from './transaction';
import { canonical, readValue } from './values';

/** One day's end: the score, each control's status, and how many findings got worse or were closed on it. */
const dayShape = z.object({
  day: z.iso.date(),
  assured: z.number(),
  possible: z.number(),
  statuses: z.record(z.string(), z.enum(STATUSES)),
  opened: z.number(),
  closed: z.number(),
});
export type Day = z.infer<typeof dayShape>;

const monthShape = z.object({ days: z.array(dayShape) });

/** Months that days, and the ledger's entries, are kept. */
export const MONTHS_KEPT = 25;

const keyOf = (month: string): string => `day:${month}`;
const monthOf = (day: string): string => day.slice(0, 7);

/** The month `back` months before the one of `day`, as `yyyy-mm`. */
const monthBefore = (day: string, back: number): string => {
  const date = new Date(`${monthOf(day)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - back);
  return date.toISOString().slice(0, 7);
};

/**
 * What keeps a day: nothing where it is kept as it is. What is older than 25 months goes.
 * @param day its `opened` and `closed` come on top of what was counted on that day before.
 */
export async function dayWrites(
  day: Day,
): Promise<{ readonly writes: readonly Write[]; readonly isNew: boolean }> {
  const month = monthOf(day.day);
  const days = (await readValue(keyOf(month), monthShape))?.days ?? [];
  const known = days.find(each => each.day === day.day);
  const next = {
    ...day,
    opened: day.opened + (known?.opened ?? 0),
    closed: day.closed + (known?.closed ?? 0),
  };
  if (known !== undefined && canonical(known) === canonical(next)) return { writes: [], isNew: false };
  const kept = { key: keyOf(month), value: { days: [...days.filter(each => each.day !== day.day), next] } };
  const oldest = { key: keyOf(monthBefore(day.day, MONTHS_KEPT)), value: undefined };
  return { writes: days.length === 0 ? [kept, oldest] : [kept], isNew: known === undefined };
}

/**
 * The days of the last `months` months up to `day`, oldest first. A day that is still to come was kept by a clock that ran
 * ahead.
 */
export async function readDays(day: string, months: number): Promise<readonly Day[]> {
  const wanted = Array.from({ length: months }, (_, back) => monthBefore(day, months - 1 - back));
  const found = await Promise.all(wanted.map(month => readValue(keyOf(month), monthShape)));
  return found.flatMap(month => month?.days ?? []).filter(each => each.day <= day);
}
