import fc from 'fast-check';
import { type Control } from '../../src/controls/define-control';
import { PUBLIC_SHARING_KEY } from '../../src/evidence/sources/site-properties';
import { type GrantHolder, type SpaceFact } from '../../src/evidence/facts';
import { DAY, addDuration } from '../../src/domain/instant';
import { type JudgeOptions, type SourceFacts, NOW } from './fixtures';

/** Facts of every source, each source complete. */
export type CompleteSite = { readonly [K in keyof SourceFacts]: readonly SourceFacts[K][] };

const PERMISSIONS = [
  'BROWSE_PROJECTS',
  'ADMINISTER_PROJECTS',
  'ADD_COMMENTS',
  'DELETE_ISSUES',
  'MODIFY_REPORTER',
  'VIEW_DEV_TOOLS',
  'com.app__publish',
];
const SPACES = ['1', '2', '3', '4'];
const OWN_SPACES = ['3', '4'];
const PEOPLE = ['ana', 'lee', 'kim', 'glass', 'robot'];
const GROUPS = ['users', 'admins', 'others'];
const APPS = ['app-1', 'app-2', 'own', '557058:0867a421-a9ee-4659-801a-bc0ee4a4487e'];
const NAMES = ['All open bugs', 'KEY1 board', 'Space 2 health', 'A <b>name</b> {with} \u202eodd letters'];

const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const owner = fc.option(fc.record({ id: oneOf(PEOPLE), active: fc.boolean() }), { nil: undefined });
const named = <T extends object>(given: T, owned: { id: string; active: boolean } | undefined) =>
  owned === undefined ? given : { ...given, owner: owned };

const holder: fc.Arbitrary<GrantHolder> = fc.oneof(
  fc.constant<GrantHolder>({ is: 'anyone' }),
  fc.constant<GrantHolder>({ is: 'application-role' }),
  oneOf(GROUPS).map((id): GrantHolder => ({ is: 'group', id, name: `group ${id}` })),
  oneOf(['r1', 'r2']).map((id): GrantHolder => ({ is: 'role', id })),
  fc.record({ id: oneOf(PEOPLE), person: fc.boolean() }).map((given): GrantHolder => ({
    is: 'user',
    ...given,
    active: true,
  })),
);
const keyOf = (grantHolder: GrantHolder): string =>
  'id' in grantHolder ? `${grantHolder.is} ${grantHolder.id}` : grantHolder.is;
const grants = fc.uniqueArray(
  fc.record({ holder, permissions: fc.uniqueArray(oneOf(PERMISSIONS), { minLength: 1 }) }),
  { selector: grant => keyOf(grant.holder), maxLength: 4 },
);

const spaces: fc.Arbitrary<readonly SpaceFact[]> = fc
  .uniqueArray(fc.record({ id: oneOf(SPACES), archived: fc.boolean(), owner }), { selector: ({ id }) => id })
  .map(all =>
    all.map(({ owner: owned, id, archived }) =>
      named(
        {
          id,
          key: `KEY${id}`,
          name: `Space ${id}`,
          archived,
          teamManaged: OWN_SPACES.includes(id),
          type: 'software',
        },
        owned,
      ),
    ),
  );

const objects = fc.uniqueArray(fc.record({ id: oneOf(['1', '2', '3']), name: oneOf(NAMES), owner }), {
  selector: ({ id }) => id,
});

const typeOf = (id: string): string => {
  if (id === 'portal-customer') return 'customer';
  if (id === 'former-user') return 'unknown';
  return id.startsWith('app') ? 'app' : 'atlassian';
};

const memberships = fc
  .uniqueArray(
    fc.record({
      group: oneOf(GROUPS),
      id: oneOf([...PEOPLE, 'app-1', 'portal-customer', 'former-user']),
      active: fc.boolean(),
      genericName: fc.boolean(),
    }),
    { selector: ({ group, id }) => `${group} ${id}` },
  )
  .map(all => {
    // One account is the same in every group.
    const first = new Map(all.map(one => [one.id, one]));
    return all.map(({ group, id }) => ({
      group: { id: group, name: `group ${group}`, access: ['admin' as const] },
      member: {
        id,
        type: typeOf(id),
        active: id !== 'former-user' && (first.get(id)?.active ?? true),
        genericName: first.get(id)?.genericName ?? false,
      },
    }));
  });

/** Any site, small, with what controls look for and what they must leave alone. */
export const arbitrarySite: fc.Arbitrary<CompleteSite> = fc.record({
  license: fc.uniqueArray(
    fc.record({ application: oneOf(['jira', 'service']), plan: oneOf(['FREE', 'PAID', 'UNLICENSED']) }),
    { selector: ({ application }) => application },
  ),
  siteProperties: fc
    .option(oneOf(['true', 'false', 'perhaps']), { nil: undefined })
    .map(value => (value === undefined ? [] : [{ key: PUBLIC_SHARING_KEY, value }])),
  applicationRoles: fc.uniqueArray(
    fc
      .record({
        key: oneOf(['jira-software', 'service']),
        defaults: fc.uniqueArray(oneOf(GROUPS)),
        people: fc.option(fc.integer({ min: 0, max: 6_000 }), { nil: undefined }),
      })
      .map(({ key, defaults, people }) => ({
        key,
        name: `Role ${key}`,
        groups: [...GROUPS],
        defaultGroups: defaults.map(id => ({ id, name: `group ${id}` })),
        ...(people === undefined ? {} : { people }),
      })),
    { selector: ({ key }) => key },
  ),
  adminGroups: memberships,
  sharedSchemes: fc.uniqueArray(
    fc.record({ id: oneOf(['0', '10', '11']), grants }).map(one => ({ ...one, name: `Scheme ${one.id}` })),
    { selector: ({ id }) => id },
  ),
  ownSchemes: fc.uniqueArray(
    fc
      .record({ space: oneOf(OWN_SPACES), grants })
      .map(one => ({ ...one, id: `9${one.space}`, name: `KEY${one.space}: own` })),
    { selector: ({ id }) => id },
  ),
  appAccounts: fc.uniqueArray(
    oneOf(APPS).map(id => ({ id })),
    { selector: ({ id }) => id },
  ),
  auditLog: fc
    .option(fc.record({ readable: fc.boolean(), days: fc.integer({ min: 0, max: 800 }) }), { nil: undefined })
    .map(given => {
      if (given === undefined) return [{ readable: true }];
      return [{ readable: given.readable, oldest: addDuration(NOW, -given.days * DAY) }];
    }),
  spaces,
  spaceSchemes: fc.uniqueArray(fc.record({ space: oneOf(SPACES), scheme: oneOf(['0', '10', '11']) }), {
    selector: one => one.space,
  }),
  publicFilters: objects.map(all =>
    all.map(({ owner: owned, ...given }) => named({ ...given, query: `project = ${given.name}` }, owned)),
  ),
  publicDashboards: objects.map(all => all.map(({ owner: owned, ...given }) => named(given, owned))),
  users: fc.uniqueArray(
    fc
      .record({ id: oneOf(APPS), active: fc.boolean(), kind: oneOf(['agent', 'service', 'new', '']) })
      .map(({ id, active, kind }) => ({
        id,
        name: `App ${id}`,
        active,
        ...(kind === '' ? {} : { appType: kind }),
      })),
    { selector: ({ id }) => id },
  ),
});

const entries = (ids: readonly string[]) =>
  fc.uniqueArray(
    fc.record(
      { id: oneOf(ids), until: oneOf(['2026-11-19', '2026-11-20', '2027-03-01']) },
      { requiredKeys: ['id'] },
    ),
    { selector: ({ id }) => id, maxLength: 3 },
  );

/** Any answers to a control's form that its schema takes. */
const arbitraryAnswers = ({ attestation }: Control) => {
  if (attestation === undefined) return fc.constant(undefined);
  const values = {
    text: oneOf(NAMES),
    number: fc.nat(9),
    day: oneOf(['2025-01-31', '2026-03-01', '2026-11-19']),
  };
  return fc.record(
    Object.fromEntries(
      attestation.fields.map(({ name, kind, choices = [] }) => [
        name,
        kind === 'choice' ? oneOf(choices) : values[kind],
      ]),
    ),
    { requiredKeys: attestation.fields.filter(({ optional }) => optional !== true).map(({ name }) => name) },
  );
};

/** Any settings, and an attestation or none. */
export const arbitraryJudgeOptions = (control: Control): fc.Arbitrary<JudgeOptions> =>
  fc
    .record({
      settings: fc.record({
        reviewedAdmins: entries(PEOPLE),
        emergencyAccounts: entries(['glass', 'ana']),
        serviceAccounts: entries(['robot']),
        approvedSpaces: entries(SPACES).map(list =>
          list.map(entry => ({ reason: 'Public on purpose', owner: 'ana', until: '2027-06-30', ...entry })),
        ),
        approvedFilters: entries(['1', '2', '3']),
        approvedDashboards: entries(['1', '2', '3']),
        knownApps: entries(APPS),
        atlassianApps: entries(APPS).map(list => list.map(entry => ({ reason: 'Seen', ...entry }))),
        sensitiveSpaces: entries(SPACES),
        siteBegan: oneOf(['2019-01-01', '2026-10-01', '']),
      }),
      answers: fc.option(arbitraryAnswers(control), { nil: undefined }),
    })
    .map(({ settings: { siteBegan, ...lists }, answers }) => ({
      settings: siteBegan === '' ? lists : { ...lists, siteBegan },
      ownAccount: 'own',
      ...(answers === undefined ? {} : { attestation: { answers } }),
    }));
