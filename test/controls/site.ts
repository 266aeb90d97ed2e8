import { type Control } from '../../src/controls/define';
import {
  type AdminGroupFact,
  type AppAccountFact,
  type ApplicationRoleFact,
  type AuditLogFact,
  type Holder,
  type LicenceFact,
  type PropertyFact,
  type PublicDashboardFact,
  type PublicFilterFact,
  type SchemeFact,
  type SpaceFact,
  type SpaceSchemeFact,
  type UserFact,
} from '../../src/evidence/facts';
import { type Evidence, judge, type Judged } from '../../src/posture/judge';
import { defaultSettings, type Settings, settingsSchema } from '../../src/settings/settings';
import { type Gap, type GapReason } from '../../src/terms/gap';
import { type Instant, instant } from '../../src/terms/instant';
import { type Reading } from '../../src/terms/reading';
import { type SourceId } from '../../src/terms/source-id';
import { type Attestation } from '../../src/terms/statement';

/** Friday 20 November 2026, noon. */
export const NOW: Instant = instant(Date.UTC(2026, 10, 20, 12));

/** The kinds of fact that controls read, by source. */
export interface Facts {
  readonly licence: LicenceFact;
  readonly siteProperties: PropertyFact;
  readonly applicationRoles: ApplicationRoleFact;
  readonly adminGroups: AdminGroupFact;
  readonly sharedSchemes: SchemeFact;
  readonly ownSchemes: SchemeFact;
  readonly appAccounts: AppAccountFact;
  readonly auditLog: AuditLogFact;
  readonly spaces: SpaceFact;
  readonly spaceSchemes: SpaceSchemeFact;
  readonly publicFilters: PublicFilterFact;
  readonly publicDashboards: PublicDashboardFact;
  readonly users: UserFact;
}

/** What a site holds; a source that isn't named was read whole and is empty. */
export type Site = { readonly [K in keyof Facts]?: readonly Facts[K][] | Reading<Facts[K]> };

/** A reading that stopped half-way, or that says nothing. */
export const cut = <F>(facts: readonly F[], why: GapReason = 'denied'): Reading<F> => ({
  facts,
  read: facts.length,
  gaps: [{ why }],
});

const readingOf = (site: Site, id: SourceId): Reading<unknown> => {
  const given = Object.entries(site).find(([name]) => name === id)?.[1];
  if (given !== undefined && 'gaps' in given) return given;
  const facts = given ?? [];
  return { facts, asOf: NOW, read: facts.length, gaps: [] };
};

export const evidenceOf = (site: Site): Evidence => ({
  reading: <F>({ id }: { readonly id: SourceId }) => readingOf(site, id) as Reading<F>,
});

/** Everything besides the evidence. Settings are given as an admin's file: only what differs. */
export interface Besides {
  readonly settings?: object;
  readonly now?: Instant;
  readonly ownAccount?: string;
  readonly statement?: Pick<Attestation, 'blanks' | 'about'> & { readonly at?: Instant };
}

export const settingsOf = (given: object = {}): Settings => settingsSchema.parse(given);

export function judged(control: Control, site: Site, besides: Besides = {}): Judged {
  const { settings, now = NOW, ownAccount, statement } = besides;
  return judge(control, evidenceOf(site), {
    settings: settings === undefined ? defaultSettings : settingsOf(settings),
    now,
    ...(ownAccount === undefined ? {} : { ownAccount }),
    attestation: () =>
      statement === undefined
        ? undefined
        : {
            id: 'a1',
            control: control.id,
            version: control.version,
            blanks: statement.blanks,
            ...(statement.about === undefined ? {} : { about: statement.about }),
            by: 'person-attester',
            at: statement.at ?? now,
            validUntil: instant((statement.at ?? now) + 30 * 24 * 3600 * 1000),
          },
  });
}

const gapText = ({ why, source }: Gap & { readonly source?: SourceId }): string =>
  source === undefined ? why : `${why}@${source}`;

/**
 * A judgement on one line: verdict, each finding as `code(subject) severity`, notes after `+`, gaps after `?`.
 * @example 'not-met: filter-public(7) medium + … ? denied@spaces'
 */
export function line({ verdict, findings, notes, gaps }: Judged): string {
  const found = findings.map(({ code, subject, severity }) => `${code}(${subject.id}) ${severity}`);
  return [
    [verdict.is, ...(found.length > 0 ? [found.join(', ')] : [])].join(': '),
    ...(notes.length > 0 ? ['+', notes.map(({ code }) => code).join(', ')] : []),
    ...(gaps.length > 0 ? ['?', gaps.map(gapText).join(', ')] : []),
  ].join(' ');
}

/** A control on one line: `const inf03 = lineOf(publicFilters); inf03({ publicFilters: [...] })`. */
export const lineOf =
  (control: Control) =>
  (site: Site = {}, besides: Besides = {}): string =>
    line(judged(control, site, besides));

export const space = (id: string, given: Partial<SpaceFact> = {}): SpaceFact => ({
  id,
  key: `KEY${id}`,
  name: `Space ${id}`,
  archived: false,
  teamManaged: false,
  type: 'software',
  owner: { id: 'person-owner', active: true },
  ...given,
});

export const scheme = (
  id: string,
  grants: readonly (readonly [Holder, ...string[]])[],
  space?: string,
): SchemeFact => ({
  id,
  name: `Scheme ${id}`,
  ...(space === undefined ? {} : { space }),
  grants: grants.map(([to, ...may]) => ({ to, may })),
});

export const ANYONE: Holder = { is: 'anyone' };
export const LOGGED_IN: Holder = { is: 'application-role' };
export const group = (id: string): Holder => ({ is: 'group', id, name: `group ${id}` });
export const role = (id: string, name = `Role ${id}`): Holder => ({ is: 'role', id, name });
export const user = (id: string, person = true): Holder => ({ is: 'user', id, person, active: true });

/** A group with admin access and its members; a member is a person unless said otherwise. */
export const adminGroup = (
  id: string,
  ...members: readonly (string | NonNullable<AdminGroupFact['member']>)[]
): readonly AdminGroupFact[] => {
  const group = { id, name: `group ${id}`, access: ['admin' as const] };
  if (members.length === 0) return [{ group }];
  return members.map(member => ({
    group,
    member:
      typeof member === 'string'
        ? { id: member, type: 'atlassian', active: true, genericName: false }
        : member,
  }));
};

/** The role of a Jira app in which so many people have a seat; without a number Jira doesn't say how many. */
export const appRole = (people?: number, key = 'jira-software'): ApplicationRoleFact => ({
  key,
  name: key,
  groups: [],
  defaultGroups: [],
  ...(people === undefined ? {} : { people }),
});

/** Plans of the site's apps, in Jira's words. */
export const plans = (...all: readonly string[]): readonly LicenceFact[] =>
  all.map((plan, index) => ({ application: `app-${index}`, plan }));

/** Spaces that use one shared scheme. */
export const using = (scheme: string, ...spaces: readonly string[]): readonly SpaceSchemeFact[] =>
  spaces.map(space => ({ space, scheme }));
