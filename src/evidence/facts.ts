import { z } from 'zod';

/*
 * What the app stores about the site: one schema for each kind of fact, with only the data that controls need. Of
 * people the app stores only account IDs. It stores names of spaces, schemes, filters, dashboards, groups, and apps as
 * labels of findings.
 */

/** The app's rights. Without them, lists answer 200 and omit objects. A right that Jira didn't report is missing. */
export const rightsFactSchema = z.object({
  administer: z.boolean().optional(),
  userPicker: z.boolean().optional(),
});
export type RightsFact = z.infer<typeof rightsFactSchema>;

/** Whether an app access rule blocks the app from content. */
export const dataPolicyFactSchema = z.object({ anyContentBlocked: z.boolean() });
export type DataPolicyFact = z.infer<typeof dataPolicyFactSchema>;

/** The site's URL, without a trailing slash. */
export const siteFactSchema = z.object({ baseUrl: z.string() });
export type SiteFact = z.infer<typeof siteFactSchema>;

/** A Jira app's plan, as Jira names it (`FREE`, `PAID`, `UNLICENSED`, or a future value). */
export const licenseFactSchema = z.object({ application: z.string(), plan: z.string() });
export type LicenseFact = z.infer<typeof licenseFactSchema>;

/** An application property that a control reads. */
export const propertyFactSchema = z.object({ key: z.string(), value: z.string() });
export type PropertyFact = z.infer<typeof propertyFactSchema>;

/** A Jira app's user role with its default groups. If Jira gives a group no ID, the group's name is used as the ID. */
export const applicationRoleFactSchema = z.object({
  key: z.string(),
  name: z.string(),
  groups: z.array(z.string()),
  defaultGroups: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Number of people with a seat, if Jira reports it. */
  people: z.number().optional(),
});
export type ApplicationRoleFact = z.infer<typeof applicationRoleFactSchema>;

/**
 * A group with admin access, or with `member` one of its memberships. Each group and each membership is a separate
 * fact.
 */
export const adminGroupFactSchema = z.object({
  group: z.object({ id: z.string(), name: z.string(), access: z.array(z.enum(['admin', 'site-admin'])) }),
  member: z
    .object({
      id: z.string(),
      /**
       * Jira's account type: `atlassian` is a person, `app` an app, agent, or service account, `customer` a portal
       * customer, and `unknown` a deleted account. Accounts of other types are gaps.
       */
      type: z.string(),
      active: z.boolean(),
      /** Whether the display name looks shared, such as "admin". The name itself isn't stored. */
      genericName: z.boolean(),
    })
    .optional(),
});
export type AdminGroupFact = z.infer<typeof adminGroupFactSchema>;

/** A permission scheme in the list, without grants. `space` is the ID of the team-managed space that owns it. */
export const schemeListFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  space: z.string().optional(),
});
export type SchemeListFact = z.infer<typeof schemeListFactSchema>;

/** The account that owns a space, filter, or dashboard. `active` is missing if Jira doesn't report it. */
const ownerSchema = z.object({ id: z.string(), active: z.boolean().optional() });
export type ObjectOwner = z.infer<typeof ownerSchema>;

/** Kinds of holders that Jira identifies by an ID. */
export const NAMED_HOLDERS = ['group', 'role', 'user'] as const;

/** The holder of a grant. Kinds that are harmless to every control aren't stored. */
export const holderSchema = z.discriminatedUnion('is', [
  /** *Public*: anyone on the internet, without logging in. */
  z.object({ is: z.literal('anyone') }),
  /** Everyone with access to this Jira app; without `role`, to any Jira app. */
  z.object({ is: z.literal('application-role'), role: z.string().optional() }),
  /** If Jira gives the group no ID, its name is used as the ID. */
  z.object({ is: z.literal('group'), id: z.string(), name: z.string().optional() }),
  z.object({ is: z.literal('role'), id: z.string(), name: z.string().optional() }),
  /** `person`: true for any account except an app's. `person` and `active` are missing if Jira doesn't report them. */
  z.object({
    is: z.literal('user'),
    id: z.string(),
    person: z.boolean().optional(),
    active: z.boolean().optional(),
  }),
  /** A holder of this kind for which Jira gives no ID or name. */
  z.object({ is: z.literal('unnamed'), kind: z.enum(NAMED_HOLDERS) }),
  /** A holder type that the app doesn't know. */
  z.object({ is: z.literal('unrecognized'), type: z.string() }),
]);
export type GrantHolder = z.infer<typeof holderSchema>;

/** A permission scheme with the grants that controls judge, grouped by holder. Permissions are Jira's keys, sorted. */
export const schemeFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  space: z.string().optional(),
  grants: z.array(z.object({ holder: holderSchema, permissions: z.array(z.string()) })),
});
export type SchemeFact = z.infer<typeof schemeFactSchema>;

/**
 * An account in the add-ons role of a space. It has no name, because an admin may have added a person to the role.
 * Names come from the users source, for accounts that Jira reports as apps.
 */
export const appAccountFactSchema = z.object({ id: z.string() });
export type AppAccountFact = z.infer<typeof appAccountFactSchema>;

/** The result of probing the audit log: readable with its oldest record's time, or refused because of the plan. */
export const auditLogFactSchema = z.object({ readable: z.boolean(), oldest: z.number().optional() });
export type AuditLogFact = z.infer<typeof auditLogFactSchema>;

export const spaceFactSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  archived: z.boolean(),
  /** Whether the space is team-managed, with its own permission scheme. */
  teamManaged: z.boolean(),
  /** Jira's project type: `software`, `service_desk`, `business`, ... */
  type: z.string(),
  category: z.string().optional(),
  owner: ownerSchema.optional(),
});
export type SpaceFact = z.infer<typeof spaceFactSchema>;

/** The permission scheme of a company-managed space. */
export const spaceSchemeFactSchema = z.object({ space: z.string(), scheme: z.string() });
export type SpaceSchemeFact = z.infer<typeof spaceSchemeFactSchema>;

/**
 * A filter shared with the public. `query` is its full JQL, which the public can read too. Which spaces are sensitive,
 * and their names, can change without the filter being read again, so controls search the query when they judge it.
 */
export const publicFilterFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  owner: ownerSchema.optional(),
});
export type PublicFilterFact = z.infer<typeof publicFilterFactSchema>;

/** A dashboard shared with the public, except the system dashboard. */
export const publicDashboardFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner: ownerSchema.optional(),
});
export type PublicDashboardFact = z.infer<typeof publicDashboardFactSchema>;

/** An app's account. */
export const userFactSchema = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** `agent`, `service`, or another value from Jira; missing for other apps. */
  appType: z.string().optional(),
});
export type UserFact = z.infer<typeof userFactSchema>;
