import { z } from 'zod';
import { defineCall } from './call';
import { controlIdSchema } from './control-definition';
import { settingsCall } from './settings';

/** Settings lists for which the app proposes entries. */
export const PROPOSAL_LISTS = [
  'knownApps',
  'reviewedAdmins',
  'emergencyAccounts',
  'approvedSpaces',
  'approvedFilters',
  'approvedDashboards',
] as const;
export type ProposalList = (typeof PROPOSAL_LISTS)[number];

/** Maximum number of proposals per list. The next ones appear once these are resolved. */
export const MAX_CANDIDATES = 200;

const proposalCandidateSchema = z.object({
  id: z.string(),
  /** Missing for people, whose names Jira displays. */
  name: z.string().exactOptional(),
  /** The owner's account ID. */
  owner: z.string().exactOptional(),
  /** Where the object was found: a group or a space's key. */
  foundIn: z.string().exactOptional(),
});
export type ProposalCandidate = z.infer<typeof proposalCandidateSchema>;

/** Objects that only an admin can approve or review, by settings list. */
export const proposalsCall = defineCall(
  'jira-admin',
  z.object({}),
  z.object({
    settings: settingsCall.output,
    /** The site's URL, if known, and each Jira app with its plan, as Jira names it. */
    address: z.string().exactOptional(),
    plans: z.array(z.object({ application: z.string(), plan: z.string() })),
    /** Accounts of Atlassian's own integrations, which need no review. */
    atlassianAccounts: z.array(z.object({ id: z.string(), name: z.string() })),
    lists: z.array(
      z.object({
        list: z.enum(PROPOSAL_LISTS),
        /** The controls whose findings an entry would resolve. */
        controls: z.array(controlIdSchema),
        candidates: z.array(proposalCandidateSchema),
        /** Total number of candidates. */
        total: z.number(),
      }),
    ),
  }),
);
