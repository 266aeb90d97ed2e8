import { z } from 'zod';
import { call } from './call';
import { controlId } from './facts';
import { settings } from './settings';

/** The lists of the settings for which something of the site can be proposed. */
export const PROPOSED = [
  'knownApps',
  'reviewedAdmins',
  'emergencyAccounts',
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
] as const;
export type ProposedList = (typeof PROPOSED)[number];

/** So many things of a kind are proposed at once; the next ones come up when these are settled. */
export const FOUND_AT_MOST = 200;

const found = z.object({
  id: z.string(),
  /** Missing for a person: Jira says what they are called. */
  name: z.string().exactOptional(),
  /** The account that owns it. */
  owner: z.string().exactOptional(),
  /** A group, or a key: where it was found. */
  where: z.string().exactOptional(),
});
export type Found = z.infer<typeof found>;

/** What was found of the site that only an admin can say is meant to be so, by list of the settings. */
export const proposals = call(
  'jira-admin',
  z.object({}),
  z.object({
    settings: settings.output,
    /** The site's address, where it is known; each Jira app with its plan, in Jira's words. */
    address: z.string().exactOptional(),
    plans: z.array(z.object({ application: z.string(), plan: z.string() })),
    /** Accounts of Atlassian's own integrations: nobody has to vouch for them. */
    atlassians: z.array(z.object({ id: z.string(), name: z.string() })),
    lists: z.array(
      z.object({
        list: z.enum(PROPOSED),
        /** The controls whose findings an entry ends. */
        controls: z.array(controlId),
        found: z.array(found),
        /** How many there are in all. */
        all: z.number(),
      }),
    ),
  }),
);
