import { z } from 'zod';
import { idOrKeySchema, settingsSchema } from '../../settings/settings';
import { CONTROL_STATUSES } from '../../domain/verdict';
import { defineCall } from './call';
import { controlIdSchema } from './control-definition';

export { isTimeZone, LIST_NAMES, type ListName } from '../../settings/settings';

const settingsFields = settingsSchema.shape;

/** Filing needs both a space and a work type. */
const filingFields = {
  filing: settingsFields.filing.superRefine(({ project, issueType }, context) => {
    if (project !== undefined && issueType === undefined)
      context.addIssue({ code: 'custom', path: ['issueType'], message: 'required' });
    if (project === undefined && issueType !== undefined)
      context.addIssue({ code: 'custom', path: ['project'], message: 'required' });
  }),
};

/** The import and export format of settings. */
export const settingsFileSchema = settingsSchema.omit({ baseline: true }).extend(filingFields);

/** The groups of the settings page, each saved separately. `all` is an imported file. Baselines can't be imported. */
export const settingsChangeSchema = z.discriminatedUnion('group', [
  z.object({ group: z.literal('filing'), value: z.object(filingFields) }),
  z.object({
    group: z.literal('open'),
    value: settingsSchema.pick({
      approvedSpaces: true,
      approvedFilters: true,
      approvedDashboards: true,
      knownApps: true,
      atlassianApps: true,
      ownDomains: true,
    }),
  }),
  z.object({ group: z.literal('sensitive'), value: settingsSchema.pick({ sensitiveSpaces: true }) }),
  z.object({
    group: z.literal('people'),
    value: settingsSchema.pick({
      owners: true,
      reviewedAdmins: true,
      emergencyAccounts: true,
      serviceAccounts: true,
    }),
  }),
  z.object({ group: z.literal('site'), value: settingsSchema.pick({ siteBegan: true, timeZone: true }) }),
  z.object({ group: z.literal('all'), value: settingsFileSchema }),
]);
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
export type SettingsGroup = SettingsChange['group'];

/** Validates a list entry while the user types. */
export const listEntrySchema = settingsFields.approvedSpaces.unwrap().element;

export const settingsCall = defineCall(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    today: z.string(),
    revision: z.number(),
    settings: settingsSchema,
    /** The name of the space for work items, as last read. */
    filingSpace: z.string().exactOptional(),
    /** Controls that can have an owner, in catalog order. */
    controls: z.array(controlIdSchema),
    /** Number of open findings, to show what a baseline would include. */
    open: z.number(),
    lostRights: z.boolean(),
  }),
);

export const saveSettingsCall = defineCall(
  'jira-admin',
  z.object({ revision: z.number().int().min(0), change: settingsChangeSchema }),
  z.object({ revision: z.number() }),
);

const totals = z.object({ assured: z.number(), possible: z.number(), findings: z.number() });

export const previewSettingsCall = defineCall(
  'jira-admin',
  z.object({ change: settingsChangeSchema }),
  z.object({
    before: totals,
    after: totals,
    /** Only rows that would change. */
    rows: z.array(
      z.object({
        control: controlIdSchema,
        from: z.enum(CONTROL_STATUSES),
        to: z.enum(CONTROL_STATUSES),
        findingsBefore: z.number(),
        findingsAfter: z.number(),
        /** Findings that would be removed or added, and kept findings whose severity or reach would change. */
        moves: z.object({
          removed: z.number(),
          added: z.number(),
          moreSevere: z.number(),
          lessSevere: z.number(),
          wider: z.number(),
          narrower: z.number(),
        }),
      }),
    ),
    /** If filing changes: number of open work items in other spaces, and whether filing stops. */
    filing: z.object({ elsewhere: z.number(), stops: z.boolean() }).exactOptional(),
  }),
);

/** Searches objects of the site to choose from. Settings store only the ID, and the name as a label. */
export const searchCall = defineCall(
  'jira-admin',
  z.object({
    kind: z.enum(['space', 'filter', 'dashboard', 'app', 'work-type']),
    text: z.string().max(100),
    /** The space to look up work types in. */
    space: idOrKeySchema.exactOptional(),
  }),
  z.object({
    matches: z.array(z.object({ id: z.string(), name: z.string(), hint: z.string().exactOptional() })),
  }),
);
