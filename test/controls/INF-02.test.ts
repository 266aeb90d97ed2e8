import { everyonesRights } from '../../src/controls/information/INF-02-everyones-rights';
import { type Holder } from '../../src/evidence/facts';
import { ANYONE, cut, group, judged, lineOf, LOGGED_IN, plans, role, scheme, space, using } from './site';

const inf02 = lineOf(everyonesRights);
const applicationRoles = [
  { key: 'jira', name: 'Jira', groups: ['users', 'more'], defaultGroups: [{ id: 'users', name: 'users' }] },
];
const site = (...grants: readonly (readonly [Holder, ...string[]])[]) => ({
  applicationRoles,
  sharedSchemes: [scheme('10', grants)],
  spaces: [space('1'), space('2')],
  spaceSchemes: using('10', '1', '2'),
});
const sensitive = { settings: { sensitiveSpaces: [{ id: '2' }] } };

describe("INF-02 Everyone's rights kept narrow", () => {
  it('is met where everyone holds no right over what others wrote', () => {
    expect(inf02(site([LOGGED_IN, 'CREATE_ISSUES', 'EDIT_ISSUES', 'EDIT_OWN_COMMENTS']))).toBe('met');
  });

  it.each([
    'DELETE_ISSUES',
    'EDIT_ALL_COMMENTS',
    'DELETE_ALL_COMMENTS',
    'EDIT_ALL_WORKLOGS',
    'DELETE_ALL_WORKLOGS',
    'DELETE_ALL_ATTACHMENTS',
    'MODIFY_REPORTER',
  ])('finds %s in the hands of everyone', permission => {
    expect(inf02(site([LOGGED_IN, permission]))).toBe('not-met: everyone-over-others(10) medium');
  });

  it('names the plan as the cause on Free, where no one can edit schemes', () => {
    const given = site([LOGGED_IN, 'DELETE_ISSUES']);
    expect(judged(everyonesRights, { ...given, licence: plans('FREE') }).findings).toMatchObject([
      { cause: 'plan' },
    ]);
    expect(judged(everyonesRights, given).findings[0]).not.toHaveProperty('cause');
  });

  it('takes an application role with a parameter, and a default group, for everyone', () => {
    expect(inf02(site([{ is: 'application-role', role: 'jira' }, 'DELETE_ISSUES']))).toBe(
      'not-met: everyone-over-others(10) medium',
    );
    expect(inf02(site([group('users'), 'DELETE_ISSUES']))).toBe('not-met: everyone-over-others(10) medium');
    expect(judged(everyonesRights, site([group('users'), 'DELETE_ISSUES'])).findings).toMatchObject([
      {
        key: 'INF-02:everyone-over-others:scheme-10:DELETE_ISSUES',
        args: { through: 'group', group: 'group users' },
      },
    ]);
  });

  it('is one finding where everyone holds a right in two ways', () => {
    expect(
      inf02(
        site([group('users'), 'DELETE_ISSUES'], [LOGGED_IN, 'DELETE_ISSUES'], [role('r'), 'DELETE_ISSUES']),
      ),
    ).toBe('not-met: everyone-over-others(10) medium');
  });

  it('leaves Public and administering to other controls', () => {
    expect(inf02(site([ANYONE, 'DELETE_ISSUES'], [LOGGED_IN, 'ADMINISTER_PROJECTS']))).toBe('met');
  });

  it('finds Browse on a sensitive space, and notes it elsewhere', () => {
    expect(inf02(site([LOGGED_IN, 'BROWSE_PROJECTS']))).toBe('met + everyone-browses');
    expect(inf02(site([LOGGED_IN, 'BROWSE_PROJECTS']), sensitive)).toBe(
      'not-met: everyone-browses-sensitive(10) high + everyone-browses',
    );
    expect(
      judged(everyonesRights, site([LOGGED_IN, 'BROWSE_PROJECTS']), sensitive).findings[0]?.reach,
    ).toEqual(['2']);
    const ended = { settings: { sensitiveSpaces: [{ id: '2', until: '2026-11-19' }] } };
    expect(inf02(site([LOGGED_IN, 'BROWSE_PROJECTS']), ended)).toBe('met + everyone-browses');
  });

  it('is unknown where a role or another group holds a right: it could be everyone', () => {
    expect(inf02(site([role('r'), 'DELETE_ISSUES']))).toBe('unknown ? never-read');
    expect(inf02(site([group('more'), 'DELETE_ISSUES'], [role('r'), 'EDIT_ALL_COMMENTS']))).toBe(
      'unknown ? never-read, never-read',
    );
    expect(inf02(site([role('r'), 'BROWSE_PROJECTS']), sensitive)).toBe('unknown ? never-read');
    expect(inf02(site([role('r'), 'BROWSE_PROJECTS']))).toBe('met');
  });

  it('knows a default group by its ID or its name, whichever the answers give', () => {
    const found = 'not-met: everyone-over-others(10) medium';
    const byName = {
      ...site(),
      applicationRoles: [
        { key: 'jira', name: 'Jira', groups: [], defaultGroups: [{ id: 'users', name: 'users' }] },
      ],
    };
    const byId = {
      ...site(),
      applicationRoles: [
        { key: 'jira', name: 'Jira', groups: [], defaultGroups: [{ id: 'g-1', name: 'users' }] },
      ],
    };
    const holding = (base: ReturnType<typeof site>, holder: Holder) =>
      inf02({ ...base, sharedSchemes: [scheme('10', [[holder, 'DELETE_ISSUES']])] });
    const named: Holder = { is: 'group', id: 'users', name: 'users' };
    const withId: Holder = { is: 'group', id: 'g-1', name: 'users' };
    for (const base of [byName, byId])
      for (const holder of [named, withId]) expect(holding(base, holder)).toBe(found);
    // A name that another group has now, or had before, decides nothing where both have an ID.
    expect(holding(byId, { is: 'group', id: 'g-2', name: 'users' })).toBe('unknown ? never-read');
    // Without a name there is nothing to compare with a role that gives only names.
    expect(holding(byName, { is: 'group', id: 'g-1' })).toBe('unknown ? never-read');
  });

  it('is unknown where everyone has a permission of unknown power', () => {
    expect(inf02(site([LOGGED_IN, 'SHARE_ISSUES']))).toBe('unknown ? schema@sharedSchemes');
    expect(inf02(site([group('users'), 'SHARE_ISSUES']))).toBe('unknown ? schema@sharedSchemes');
    expect(inf02(site([role('r'), 'SHARE_ISSUES']))).toBe('unknown ? never-read');
    expect(inf02(site([ANYONE, 'SHARE_ISSUES']))).toBe('met');
    expect(judged(everyonesRights, site([LOGGED_IN, 'SHARE ISSUES of <b>'])).gaps).toEqual([
      { why: 'schema', source: 'sharedSchemes', at: 'permission-scheme.get permission: SHAREISSUESofb' },
    ]);
  });

  it('takes permissions that an app declares for what the app lets people do', () => {
    const forge = 'ari:cloud:ecosystem::extension/a-1/e-1/static/publish';
    expect(inf02(site([LOGGED_IN, 'com.example.app__publish-all', forge]))).toBe('met');
    expect(inf02(site([LOGGED_IN, 'DELETE__ISSUES']))).toBe('unknown ? schema@sharedSchemes');
  });

  it('is unknown where a permission may show a sensitive space to everyone', () => {
    for (const permission of ['VIEW_ISSUES', 'VIEW_PROJECTS']) {
      expect(inf02(site([LOGGED_IN, permission]))).toBe('met');
      expect(inf02(site([LOGGED_IN, permission]), sensitive)).toBe('unknown ? schema@sharedSchemes');
    }
  });

  it('is unknown where a holder isn’t recognized, and finds what everyone holds all the same', () => {
    const odd: Holder = { is: 'unrecognized', type: 'team' };
    expect(inf02(site([odd, 'VIEW_DEV_TOOLS']))).toBe('unknown ? schema@sharedSchemes');
    expect(inf02(site([{ is: 'unnamed', kind: 'group' }, 'CREATE_ISSUES']))).toBe(
      'unknown ? schema@sharedSchemes',
    );
    expect(inf02(site([odd, 'VIEW_DEV_TOOLS'], [LOGGED_IN, 'DELETE_ISSUES']))).toBe(
      'not-met: everyone-over-others(10) medium ? schema@sharedSchemes',
    );
    const unused = { ...site(), sharedSchemes: [scheme('10', []), scheme('11', [[odd, 'DELETE_ISSUES']])] };
    expect(inf02(unused)).toBe('met');
  });

  it("takes Jira's role for apps for a role like any other: who is in it isn't read either", () => {
    expect(inf02(site([role('r', 'atlassian-addons-project-access'), 'DELETE_ISSUES']))).toBe(
      'unknown ? never-read',
    );
  });

  it('takes a default group for a group it does not know while the default groups are unread', () => {
    expect(inf02({ ...site([group('users'), 'DELETE_ISSUES']), applicationRoles: cut([]) })).toBe(
      'unknown ? denied@applicationRoles, never-read',
    );
  });

  it('proves from what was read and is never met by less than all', () => {
    const partial = site([LOGGED_IN, 'DELETE_ISSUES']);
    expect(inf02({ ...partial, sharedSchemes: cut(partial.sharedSchemes) })).toBe(
      'not-met: everyone-over-others(10) medium ? denied@sharedSchemes',
    );
    expect(inf02({ ...partial, spaces: cut([]) })).toBe('unknown ? denied@spaces');
    expect(inf02({ ...site(), sharedSchemes: [] })).toBe('unknown ? never-read@sharedSchemes');
  });
});
