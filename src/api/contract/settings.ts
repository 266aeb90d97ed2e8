import { z } from 'zod';
import { idOrKey, settingsSchema } from '../../settings/settings';
import { STATUSES } from '../../terms/verdict';
import { call } from './call';
import { controlId } from './facts';

export { isTimeZone, LISTS, type ListName } from '../../settings/settings';

const part = settingsSchema.shape;

/** Work items go to a space as a type: one without the other is no place, and nothing could be filed there. */
const place = {
  filing: part.filing.superRefine(({ project, issueType }, context) => {
    if (project !== undefined && issueType === undefined)
      context.addIssue({ code: 'custom', path: ['issueType'], message: 'required' });
    if (project === undefined && issueType !== undefined)
      context.addIssue({ code: 'custom', path: ['project'], message: 'required' });
  }),
};

/** A file of settings as it is imported and exported. */
export const settingsFileShape = settingsSchema.omit({ baseline: true }).extend(place);

/** The groups of the settings page: each saves on its own. `all` is an imported file; a baseline is taken, never imported. */
export const settingsChangeShape = z.discriminatedUnion('group', [
  z.object({ group: z.literal('filing'), value: z.object(place) }),
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
  z.object({ group: z.literal('all'), value: settingsFileShape }),
]);
export type SettingsChange = z.infer<typeof settingsChangeShape>;
export type SettingsGroup = SettingsChange['group'];

/** One entry of a list, for checking it as it is typed. */
export const entryShape = part.approvedSpaces.unwrap().element;

export const settings = call(
  'jira-admin',
  z.object({}),
  z.object({
    now: z.number(),
    today: z.string(),
    revision: z.number(),
    settings: settingsSchema,
    /** What the space is called where work items go, as it was last read. */
    filingSpace: z.string().exactOptional(),
    /** Controls that a person can own, in catalogue order. */
    controls: z.array(controlId),
    /** Findings that are open, for what a baseline means. */
    open: z.number(),
    lostRights: z.boolean(),
  }),
);

export const saveSettings = call(
  'jira-admin',
  z.object({ revision: z.number().int().min(0), change: settingsChangeShape }),
  z.object({ revision: z.number() }),
);

const totals = z.object({ assured: z.number(), possible: z.number(), findings: z.number() });

export const whatChanges = call(
  'jira-admin',
  z.object({ change: settingsChangeShape }),
  z.object({
    before: totals,
    after: totals,
    /** Only the rows that would change. */
    rows: z.array(
      z.object({
        control: controlId,
        from: z.enum(STATUSES),
        to: z.enum(STATUSES),
        findingsBefore: z.number(),
        findingsAfter: z.number(),
        /** Findings that fall away or come up; of those that stay, how many weigh and reach more or less. */
        moves: z.object({
          fall: z.number(),
          rise: z.number(),
          heavier: z.number(),
          lighter: z.number(),
          wider: z.number(),
          narrower: z.number(),
        }),
      }),
    ),
    /** Where filing changes: work items that are open in another space, and whether new ones are filed at all. */
    filing: z.object({ elsewhere: z.number(), stops: z.boolean() }).exactOptional(),
  }),
);

/** Things of the site to choose from. Only the id is kept, with the name as a label. */
export const search = call(
  'jira-admin',
  z.object({
    kind: z.enum(['space', 'filter', 'dashboard', 'app', 'work-type']),
    text: z.string().max(100),
    /** The space in which work types are looked up. */
    space: idOrKey.exactOptional(),
  }),
  z.object({
    found: z.array(z.object({ id: z.string(), name: z.string(), hint: z.string().exactOptional() })),
  }),
);
