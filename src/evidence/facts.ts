import { z } from 'zod';

/*
 * What is kept of the site: one schema for each kind of fact. Facts are what controls need and no more. Of people only
 * account ids are kept; names of spaces, schemes, filters, dashboards, groups and apps are kept as labels of findings.
 */

/** What the caller may do: the rights without which lists answer 200 and leave things out. One that Jira did not tell is missing. */
export const rightsFact = z.object({
  administer: z.boolean().optional(),
  userPicker: z.boolean().optional(),
});
export type RightsFact = z.infer<typeof rightsFact>;

/** Whether an app access rule keeps content from this app. */
export const dataPolicyFact = z.object({ anyContentBlocked: z.boolean() });
export type DataPolicyFact = z.infer<typeof dataPolicyFact>;

/** The site's address, without a slash at the end. */
export const siteFact = z.object({ baseUrl: z.string() });
export type SiteFact = z.infer<typeof siteFact>;

/** One Jira app's plan, in Jira's words (`FREE`, `PAID`, `UNLICENSED`, or what comes later). */
export const licenceFact = z.object({ application: z.string(), plan: z.string() });
export type LicenceFact = z.infer<typeof licenceFact>;

/** One application property that a control reads. */
export const propertyFact = z.object({ key: z.string(), value: z.string() });
export type PropertyFact = z.infer<typeof propertyFact>;

/** A Jira app's user role with its default groups. Where Jira gives no ID of a group, its name is in the ID's place. */
export const applicationRoleFact = z.object({
  key: z.string(),
  name: z.string(),
  groups: z.array(z.string()),
  defaultGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  /** How many people hold a seat, where Jira says. */
  people: z.number().optional(),
});
export type ApplicationRoleFact = z.infer<typeof applicationRoleFact>;

/** A group with admin access, or with `member` one of its memberships. Each group is a fact, and each membership another. */
export const adminGroupFact = z.object({
  group: z.object({ id: z.string(), name: z.string(), access: z.array(z.enum(['admin', 'site-admin'])) }),
  member: z
    .object({
      id: z.string(),
      /**
       * Jira's account type: `atlassian` is a person, `app` an app, agent, or service account, `customer` a portal customer,
       * `unknown` a deleted account. Accounts of other types are gaps.
       */
      type: z.string(),
      active: z.boolean(),
      /** The display name is one that several people share, such as "admin". The name itself is not kept. */
      genericName: z.boolean(),
    })
    .optional(),
});
export type AdminGroupFact = z.infer<typeof adminGroupFact>;

/** A permission scheme as the list names it. `space` is the id of the one team-managed space it belongs to. */
export const schemeListFact = z.object({ id: z.string(), name: z.string(), space: z.string().optional() });
export type SchemeListFact = z.infer<typeof schemeListFact>;

/** An account that owns a space, filter, or dashboard. `active` is missing where Jira doesn't say. */
const owner = z.object({ id: z.string(), active: z.boolean().optional() });
export type Owner = z.infer<typeof owner>;

/** Holders that Jira names by an ID. */
export const NAMED_HOLDERS = ['group', 'role', 'user'] as const;

/** Who holds a grant. Kinds that are harmless to every control are not kept. */
export const holder = z.discriminatedUnion('is', [
  /** *Public*: anyone on the internet, not logged in. */
  z.object({ is: z.literal('anyone') }),
  /** Everyone with access to a Jira app; without `role` to any. */
  z.object({ is: z.literal('application-role'), role: z.string().optional() }),
  /** Where Jira gives no ID of the group, its name is in the ID's place. */
  z.object({ is: z.literal('group'), id: z.string(), name: z.string().optional() }),
  z.object({ is: z.literal('role'), id: z.string(), name: z.string().optional() }),
  /** `person`: any account but an app's. It is missing where the account's type isn't known; so is `active`. */
  z.object({
    is: z.literal('user'),
    id: z.string(),
    person: z.boolean().optional(),
    active: z.boolean().optional(),
  }),
  /** A holder that should name a group, role, or user, and names none. */
  z.object({ is: z.literal('unnamed'), kind: z.enum(NAMED_HOLDERS) }),
  /** A type of holder that this app doesn't know. */
  z.object({ is: z.literal('unrecognized'), type: z.string() }),
]);
export type Holder = z.infer<typeof holder>;

/** One permission scheme with the grants that controls ask about, by holder. Permissions are Jira's keys, sorted. */
export const schemeFact = z.object({
  id: z.string(),
  name: z.string(),
  space: z.string().optional(),
  grants: z.array(z.object({ to: holder, may: z.array(z.string()) })),
});
export type SchemeFact = z.infer<typeof schemeFact>;

/**
 * An account in the add-ons role of a space. Somebody may have put a person there, so it has no name: the list of users gives
 * those of accounts that it calls apps.
 */
export const appAccountFact = z.object({ id: z.string() });
export type AppAccountFact = z.infer<typeof appAccountFact>;

/** The outcome of the audit log's probe: readable with its oldest record, or refused because of the plan. */
export const auditLogFact = z.object({ readable: z.boolean(), oldest: z.number().optional() });
export type AuditLogFact = z.infer<typeof auditLogFact>;

/** A live or archived space. */
export const spaceFact = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  archived: z.boolean(),
  /** Team-managed: it has a permission scheme of its own. */
  teamManaged: z.boolean(),
  /** Jira's project type: `software`, `service_desk`, `business`, ... */
  type: z.string(),
  category: z.string().optional(),
  owner: owner.optional(),
});
export type SpaceFact = z.infer<typeof spaceFact>;

/** Which scheme a company-managed space uses. */
export const spaceSchemeFact = z.object({ space: z.string(), scheme: z.string() });
export type SpaceSchemeFact = z.infer<typeof spaceSchemeFact>;

/**
 * A filter shared with the public. `query` is its JQL, which the public reads too. All of it is kept: which spaces are
 * sensitive, and what they are called, is known only when it is judged, and changes without the filter being read again.
 */
export const publicFilterFact = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  owner: owner.optional(),
});
export type PublicFilterFact = z.infer<typeof publicFilterFact>;

/** A dashboard shared with the public, the system dashboard excepted. */
export const publicDashboardFact = z.object({
  id: z.string(),
  name: z.string(),
  owner: owner.optional(),
});
export type PublicDashboardFact = z.infer<typeof publicDashboardFact>;

/** An app's account. */
export const userFact = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** `agent`, `service`, or what Jira says else; missing on other apps. */
  appType: z.string().optional(),
});
export type UserFact = z.infer<typeof userFact>;
