import { type Control } from '../../src/controls/define-control';
import { publicSharing } from '../../src/controls/information/INF-05-public-sharing';
import { everyonePermissions } from '../../src/controls/information/INF-02-everyone-permissions';
import { defaultAccess } from '../../src/controls/users/USR-02-default-access';
import { grantsToPeople } from '../../src/controls/users/USR-06-grants-to-people';
import { PUBLIC_SHARING_KEY } from '../../src/evidence/sources/site-properties';
import { compareFindings } from '../../src/posture/compare-findings';
import {
  adminGroup,
  evidenceFrom,
  judgeSite,
  NOW,
  scheme,
  type SiteFacts,
  space,
  user,
  spaceSchemesOf,
} from '../controls/fixtures';

const inUse = { spaces: [space('1')], spaceSchemes: spaceSchemesOf('10', '1') };
const roleWith = (group: { id: string; name: string }) => ({
  key: 'jira',
  name: 'Jira',
  groups: [],
  defaultGroups: [group],
});

/** What version 2 of a control finds, and version 1 didn't: the site is the same as before the upgrade. */
const FOUND_SINCE: readonly (readonly [string, Control, SiteFacts, object])[] = [
  [
    'a default group that one answer names without its ID',
    everyonePermissions,
    {
      applicationRoles: [roleWith({ id: 'users', name: 'users' })],
      sharedSchemes: [scheme('10', [[{ is: 'group', id: 'f0e1', name: 'users' }, 'DELETE_ISSUES']])],
      ...inUse,
    },
    {},
  ],
  [
    'sharing for which only an approval without permissions was entered',
    publicSharing,
    { siteProperties: [{ key: PUBLIC_SHARING_KEY, value: 'true' }] },
    {
      approvedSpaces: [
        { id: '1', reason: 'Roadmap', owner: 'person-owner', until: '2027-06-30', permissions: [] },
      ],
    },
  ],
  [
    'a default group that was renamed to the name of an admin group without an ID',
    defaultAccess,
    {
      applicationRoles: [roleWith({ id: 'f0e1', name: 'admins' })],
      adminGroups: adminGroup('admins', 'ana').map(fact => ({
        ...fact,
        group: { ...fact.group, name: 'admins' },
      })),
    },
    {},
  ],
  [
    'a grant to a portal customer',
    grantsToPeople,
    { sharedSchemes: [scheme('10', [[user('customer'), 'EDIT_ISSUES']])], ...inUse },
    {},
  ],
];

describe('what a control finds since version 2', () => {
  it.each(FOUND_SINCE)('has the rule as its origin: %s', (_, control, site, settings) => {
    const history = {
      version: 1,
      completeReadAt: NOW,
      sourceVersions: Object.fromEntries(
        Object.values(control.needs).map(({ source }) => [source.id, source.version]),
      ),
      findings: [],
    };
    const { history: next } = compareFindings({
      control,
      history,
      judgment: judgeSite(control, site, { settings }),
      evidence: evidenceFrom(site),
      now: NOW,
      joinsBaseline: () => false,
    });
    expect(next.findings.map(({ origin, controlVersion }) => [origin, controlVersion])).toEqual([
      ['rule', 2],
    ]);
  });
});
