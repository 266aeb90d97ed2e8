import { z } from 'zod';
import { type Day } from '../terms/day';

/** A day in ISO form, `2026-11-20`. */
const day = z.iso.date();

/** An id or a key of Jira's, fit for the address that is asked for it. */
export const idOrKey = z.string().regex(/^\w{1,255}$/);

/** One entry of a list: what is meant to be as it is, why, who answers for it, and until which day (inclusive). */
export const entry = z.object({
  id: z.string().min(1).max(255),
  /** As it was called when it was entered; only a label. */
  name: z.string().max(255).default(''),
  reason: z.string().max(1000).default(''),
  owner: z.string().max(128).default(''),
  until: day.optional(),
});
export type Entry = z.infer<typeof entry>;

/** A public space is approved for named permissions; none named means reading only (`BROWSE_PROJECTS`). */
const spaceEntry = entry.extend({ permissions: z.array(z.string()).default(['BROWSE_PROJECTS']) });
export type SpaceEntry = z.infer<typeof spaceEntry>;

const list = z.array(entry).max(500).default([]);

/** Of people only account ids are kept: a name that a file brings along is left out. */
const people = z
  .array(entry.transform(each => ({ ...each, name: '' })))
  .max(500)
  .default([]);

/** Where work items go. Nothing is filed while `project` or the baseline is missing. */
const filing = z.object({
  project: idOrKey.optional(),
  issueType: idOrKey.optional(),
  defaultAssignee: z.string().optional(),
  /** At most so many work items are opened in one sweep. */
  cap: z.number().int().min(1).max(20).default(20),
  /** The admin insists on a space that everyone can read. */
  publicAnyway: z.boolean().default(false),
  /** Values for fields that the type requires, by field id, as Jira's API takes them. */
  fields: z.record(z.string(), z.unknown()).default({}),
});

/** Whether this is a time zone by its IANA name. An offset such as `+02:00` is none: it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl throws on a name that it doesn't know: that is the answer.
    return false;
  }
}

/** What the admin took as the starting point: `worse` files only what came after, `all` files everything that is open. */
const baseline = z.object({ mode: z.enum(['worse', 'all']), takenAt: z.number(), by: z.string() });

/**
 * Everything that people decide about how the app judges and files. Lists are empty until somebody fills them; a file with
 * a part of this is a whole one.
 */
export const settingsSchema = z.object({
  schema: z.literal(1).default(1),
  filing: filing.prefault({}),
  baseline: baseline.optional(),
  reviewedAdmins: people,
  approvedSpaces: z.array(spaceEntry).max(500).default([]),
  approvedFilters: list,
  approvedDashboards: list,
  knownApps: list,
  /** Apps of Atlassian that this app's own list doesn't have. */
  atlassianApps: list,
  sensitiveSpaces: list,
  ownDomains: list,
  emergencyAccounts: people,
  serviceAccounts: list,
  /** Account ids of control owners, by control id. */
  owners: z.record(z.string(), z.string()).default({}),
  /** The day on which the site began, since no API tells it. */
  siteBegan: day.optional(),
  /** IANA name; days and working days are the site's. */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'not a time zone', params: { expected: 'zone' } })
    .default('UTC'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The lists whose entries have an id, a reason, an owner and an end. */
export const LISTS = [
  'reviewedAdmins',
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
  'knownApps',
  'atlassianApps',
  'sensitiveSpaces',
  'ownDomains',
  'emergencyAccounts',
  'serviceAccounts',
] as const;
export type ListName = (typeof LISTS)[number];

export const defaultSettings: Settings = settingsSchema.parse({});

/** The entries that hold on a day of the site: an entry whose last day has passed approves nothing. */
export const holding = <E extends Entry>(entries: readonly E[], today: Day): readonly E[] =>
  entries.filter(({ until }) => until === undefined || until >= today);

/** The ids of the entries that hold on a day of the site. */
export const idsOf = (entries: readonly Entry[], today: Day): ReadonlySet<string> =>
  new Set(holding(entries, today).map(({ id }) => id));

/** The settings as if `day` had not ended: entries whose last day it was, or that ended later, hold on. */
export function asOn(settings: Settings, day: Day, today: Day): Settings {
  const held = <E extends Entry>(entries: readonly E[]): E[] =>
    entries.map(entry =>
      entry.until !== undefined && entry.until >= day && entry.until < today
        ? { ...entry, until: today }
        : entry,
    );
  const lists = Object.fromEntries(LISTS.map(list => [list, held(settings[list])]));
  return { ...settings, ...lists };
}
