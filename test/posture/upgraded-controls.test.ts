import { type Control } from '../../src/controls/define';
import { publicSharing } from '../../src/controls/information/INF-05-public-sharing';
import { everyonesRights } from '../../src/controls/information/INF-02-everyones-rights';
import { defaultAccess } from '../../src/controls/users/USR-02-default-access';
import { grantsToPeople } from '../../src/controls/users/USR-06-grants-to-people';
import { PUBLIC_SHARING } from '../../src/evidence/site-properties';
import { compare } from '../../src/posture/compare';
import { adminGroup, evidenceOf, judged, NOW, scheme, type Site, space, user, using } from '../controls/site';

const inUse = { spaces: [space('1')], spaceSchemes: using('10', '1') };
const roleWith = (group: { id: string; name: string }) => ({
  key: 'jira',
  name: 'Jira',
  groups: [],
  defaultGroups: [group],
});

/** What version 2 of a control finds, and version 1 didn't: the site is the same as before the upgrade. */
const FOUND_SINCE: readonly (readonly [string, Control, Site, object])[] = [
  [
    'a default group that one answer names without its ID',
    everyonesRights,
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
    { siteProperties: [{ key: PUBLIC_SHARING, value: 'true' }] },
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

describe('what the rule of a control finds since its version 1', () => {
  it.each(FOUND_SINCE)('is brought by the rule: %s', (_, control, site, settings) => {
    const memory = {
      version: 1,
      wholeAt: NOW,
      sourceVersions: Object.fromEntries(
        Object.values(control.needs).map(({ source }) => [source.id, source.version]),
      ),
      lives: [],
    };
    const { memory: next } = compare({
      control,
      memory,
      judged: judged(control, site, { settings }),
      evidence: evidenceOf(site),
      now: NOW,
      beforeBaseline: () => false,
    });
    expect(next.lives.map(({ origin, version }) => [origin, version])).toEqual([['rule', 2]]);
  });
});
