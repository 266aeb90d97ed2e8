import { z } from 'zod';
import { STATUSES } from '../terms/verdict';
import { canonical, deleteValue, readValue, writeValue } from './values';

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
 * Keeps a day, once a day or when it changed; what is older than 25 months goes.
 * @param day its `opened` and `closed` come on top of what was counted on that day before.
 * @returns whether it is a day of which nothing was kept before.
 */
export async function keepDay(day: Day): Promise<boolean> {
  const month = monthOf(day.day);
  const days = (await readValue(keyOf(month), monthShape))?.days ?? [];
  const known = days.find(each => each.day === day.day);
  const next = {
    ...day,
    opened: day.opened + (known?.opened ?? 0),
    closed: day.closed + (known?.closed ?? 0),
  };
  if (known !== undefined && canonical(known) === canonical(next)) return false;
  await writeValue(keyOf(month), { days: [...days.filter(each => each.day !== day.day), next] });
  if (days.length === 0) await deleteValue(keyOf(monthBefore(day.day, MONTHS_KEPT)));
  return known === undefined;
}

/** The days of the last `months` months up to that of `day`, oldest first. */
export async function readDays(day: string, months: number): Promise<readonly Day[]> {
  const wanted = Array.from({ length: months }, (_, back) => monthBefore(day, months - 1 - back));
  const found = await Promise.all(wanted.map(month => readValue(keyOf(month), monthShape)));
  return found.flatMap(month => month?.days ?? []);
}
