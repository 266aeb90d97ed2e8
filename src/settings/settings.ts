import { z } from 'zod';
import { type Day } from '../domain/day';

/** An ISO day, such as `2026-11-20`. */
const daySchema = z.iso.date();

/** An ID or key from Jira, safe in a URL path. */
export const idOrKeySchema = z.string().regex(/^\w{1,255}$/);

/** A list entry: its object, the reason, the owner, and the last valid day (inclusive). */
export const settingsListEntrySchema = z.object({
  id: z.string().min(1).max(255),
  /** The name at the time of entry. Only a label. */
  name: z.string().max(255).default(''),
  reason: z.string().max(1000).default(''),
  owner: z.string().max(128).default(''),
  until: daySchema.optional(),
});
export type ListEntry = z.infer<typeof settingsListEntrySchema>;

/**
 * A public space is approved for specific permissions. If `permissions` is missing, only reading (`BROWSE_PROJECTS`) is
 * approved.
 */
const spaceApprovalSchema = settingsListEntrySchema.extend({
  permissions: z.array(z.string()).default(['BROWSE_PROJECTS']),
});
export type SpaceApproval = z.infer<typeof spaceApprovalSchema>;

const entryListSchema = z.array(settingsListEntrySchema).max(500).default([]);

/** Keeps only account IDs of people and drops names, for example from an imported file. */
const accountListSchema = z
  .array(settingsListEntrySchema.transform(each => ({ ...each, name: '' })))
  .max(500)
  .default([]);

/** The filing target. The app files nothing while `project`, `issueType`, or the baseline is missing. */
const filingSchema = z.object({
  project: idOrKeySchema.optional(),
  issueType: idOrKeySchema.optional(),
  defaultAssignee: z.string().optional(),
  /** Maximum work items per scan. */
  cap: z.number().int().min(1).max(20).default(20),
  /** The admin chose a space that too many people can read. */
  publicAnyway: z.boolean().default(false),
  /** Values for other fields of the create screen, by field ID, in the format of Jira's API. */
  fields: z.record(z.string(), z.unknown()).default({}),
});

/**
 * Whether this is an IANA time zone name. An offset such as `+02:00` is not, because it has no daylight saving time.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // Intl throws for an unknown name.
    return false;
  }
}

/** The baseline. `drift` files only what is worse than the baseline, `all` files all open findings. */
const baselineSchema = z.object({ mode: z.enum(['drift', 'all']), takenAt: z.number(), by: z.string() });

/**
 * All decisions about how the app judges and files. Lists start empty. A file with only some members is valid; the
 * others get their defaults.
 */
export const settingsSchema = z.object({
  schema: z.literal(1).default(1),
  filing: filingSchema.prefault({}),
  baseline: baselineSchema.optional(),
  reviewedAdmins: accountListSchema,
  approvedSpaces: z.array(spaceApprovalSchema).max(500).default([]),
  approvedFilters: entryListSchema,
  approvedDashboards: entryListSchema,
  knownApps: entryListSchema,
  /** Atlassian's apps that the app's own list lacks. */
  atlassianApps: entryListSchema,
  sensitiveSpaces: entryListSchema,
  ownDomains: entryListSchema,
  emergencyAccounts: accountListSchema,
  serviceAccounts: entryListSchema,
  /** Account IDs of control owners, by control ID. */
  owners: z.record(z.string(), z.string()).default({}),
  /** The day on which the site was created, because no API returns it. */
  siteBegan: daySchema.optional(),
  /** IANA name. Days and working days are in this time zone. */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'not a time zone', params: { expected: 'zone' } })
    .default('UTC'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The lists whose entries have an ID, a reason, an owner, and an expiry. */
export const LIST_NAMES = [
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
export type ListName = (typeof LIST_NAMES)[number];

export const defaultSettings: Settings = settingsSchema.parse({});

/** The entries that are valid on a day of the site. An expired entry approves nothing. */
export const activeEntries = <E extends ListEntry>(entries: readonly E[], today: Day): readonly E[] =>
  entries.filter(({ until }) => until === undefined || until >= today);

/** The IDs of the entries that are valid on a day of the site. */
export const activeIds = (entries: readonly ListEntry[], today: Day): ReadonlySet<string> =>
  new Set(activeEntries(entries, today).map(({ id }) => id));

/** The settings as if entries that expired on or after `expiredFrom` were still valid today. */
export function withEntriesExtended(settings: Settings, expiredFrom: Day, today: Day): Settings {
  const extendEntries = <E extends ListEntry>(entries: readonly E[]): E[] =>
    entries.map(entry =>
      entry.until !== undefined && entry.until >= expiredFrom && entry.until < today
        ? { ...entry, until: today }
        : entry,
    );
  const lists = Object.fromEntries(LIST_NAMES.map(list => [list, extendEntries(settings[list])]));
  return { ...settings, ...lists };
}
