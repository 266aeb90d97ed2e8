import { type Control } from '../../src/controls/define-control';
import {
  type AdminGroupFact,
  type AppAccountFact,
  type ApplicationRoleFact,
  type AuditLogFact,
  type GrantHolder,
  type LicenseFact,
  type PropertyFact,
  type PublicDashboardFact,
  type PublicFilterFact,
  type SchemeFact,
  type SpaceFact,
  type SpaceSchemeFact,
  type UserFact,
} from '../../src/evidence/facts';
import { type SiteEvidence, judgeEvidence, type DetailedJudgment } from '../../src/posture/judge-evidence';
import { defaultSettings, type Settings, settingsSchema } from '../../src/settings/settings';
import { type Gap, type GapReason } from '../../src/domain/gap';
import { type Instant, instant } from '../../src/domain/instant';
import { type Reading } from '../../src/domain/reading';
import { type SourceId } from '../../src/domain/source-id';
import { type Attestation } from '../../src/domain/attestation';

/** Friday 20 November 2026, noon. */
export const NOW: Instant = instant(Date.UTC(2026, 10, 20, 12));

/** The kinds of fact that controls read, by source. */
export interface SourceFacts {
  readonly license: LicenseFact;
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

/** The facts of a site; a source that isn't listed was read completely and is empty. */
export type SiteFacts = {
  readonly [K in keyof SourceFacts]?: readonly SourceFacts[K][] | Reading<SourceFacts[K]>;
};

/** A reading that stopped half-way, or that has no facts. */
export const partialReading = <F>(facts: readonly F[], why: GapReason = 'denied'): Reading<F> => ({
  facts,
  read: facts.length,
  gaps: [{ why }],
});

const readingFrom = (site: SiteFacts, id: SourceId): Reading<unknown> => {
  const entry = Object.entries(site).find(([name]) => name === id)?.[1];
  if (entry !== undefined && 'gaps' in entry) return entry;
  const facts = entry ?? [];
  return { facts, fullReadAt: NOW, read: facts.length, gaps: [] };
};

export const evidenceFrom = (site: SiteFacts): SiteEvidence => ({
  reading: <F>({ id }: { readonly id: SourceId }) => readingFrom(site, id) as Reading<F>,
});

/** Everything besides the evidence. Settings are given as an admin's file: only what differs. */
export interface JudgeOptions {
  readonly settings?: object;
  readonly now?: Instant;
  readonly ownAccount?: string;
  readonly attestation?: Pick<Attestation, 'answers' | 'coveredIds'> & { readonly at?: Instant };
}

export const settingsFrom = (given: object = {}): Settings => settingsSchema.parse(given);

export function judgeSite(control: Control, site: SiteFacts, options: JudgeOptions = {}): DetailedJudgment {
  const { settings, now = NOW, ownAccount, attestation } = options;
  return judgeEvidence(control, evidenceFrom(site), {
    settings: settings === undefined ? defaultSettings : settingsFrom(settings),
    now,
    ...(ownAccount === undefined ? {} : { ownAccount }),
    attestation: () =>
      attestation === undefined
        ? undefined
        : {
            id: 'a1',
            control: control.id,
            version: control.version,
            answers: attestation.answers,
            ...(attestation.coveredIds === undefined ? {} : { coveredIds: attestation.coveredIds }),
            by: 'person-attester',
            at: attestation.at ?? now,
            validUntil: instant((attestation.at ?? now) + 30 * 24 * 3600 * 1000),
          },
  });
}

const gapText = ({ why, source }: Gap & { readonly source?: SourceId }): string =>
  source === undefined ? why : `${why}@${source}`;

/**
 * A judgement on one line: verdict, each finding as `code(subject) severity`, notes after `+`, gaps after `?`.
 * @example 'not-met: filter-public(7) medium + … ? denied@spaces'
 */
export function verdictLine({ verdict, findings, notes, gaps }: DetailedJudgment): string {
  const found = findings.map(({ code, subject, severity }) => `${code}(${subject.id}) ${severity}`);
  return [
    [verdict.is, ...(found.length > 0 ? [found.join(', ')] : [])].join(': '),
    ...(notes.length > 0 ? ['+', notes.map(({ code }) => code).join(', ')] : []),
    ...(gaps.length > 0 ? ['?', gaps.map(gapText).join(', ')] : []),
  ].join(' ');
}

/** A control on one line: `const inf03 = lineOf(publicFilters); inf03({ publicFilters: [...] })`. */
export const judgeToLine =
  (control: Control) =>
  (site: SiteFacts = {}, options: JudgeOptions = {}): string =>
    verdictLine(judgeSite(control, site, options));

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
  grants: readonly (readonly [GrantHolder, ...string[]])[],
  space?: string,
): SchemeFact => ({
  id,
  name: `Scheme ${id}`,
  ...(space === undefined ? {} : { space }),
  grants: grants.map(([holder, ...permissions]) => ({ holder, permissions })),
});

export const ANYONE: GrantHolder = { is: 'anyone' };
export const LOGGED_IN: GrantHolder = { is: 'application-role' };
export const group = (id: string): GrantHolder => ({ is: 'group', id, name: `group ${id}` });
export const role = (id: string, name = `Role ${id}`): GrantHolder => ({ is: 'role', id, name });
export const user = (id: string, person = true): GrantHolder => ({ is: 'user', id, person, active: true });

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

/** The role of a Jira app in which this many people have a seat; without a number Jira doesn't give one. */
export const appRole = (people?: number, key = 'jira-software'): ApplicationRoleFact => ({
  key,
  name: key,
  groups: [],
  defaultGroups: [],
  ...(people === undefined ? {} : { people }),
});

/** Plans of the site's apps, in Jira's words. */
export const plans = (...all: readonly string[]): readonly LicenseFact[] =>
  all.map((plan, index) => ({ application: `app-${index}`, plan }));

/** Spaces that use one shared scheme. */
export const spaceSchemesOf = (scheme: string, ...spaces: readonly string[]): readonly SpaceSchemeFact[] =>
  spaces.map(space => ({ space, scheme }));
