import { everyonePermissions } from '../../src/controls/information/INF-02-everyone-permissions';
import { type GrantHolder } from '../../src/evidence/facts';
import {
  ANYONE,
  partialReading,
  group,
  judgeSite,
  judgeToLine,
  LOGGED_IN,
  plans,
  role,
  scheme,
  space,
  spaceSchemesOf,
} from './fixtures';

const inf02 = judgeToLine(everyonePermissions);
const applicationRoles = [
  { key: 'jira', name: 'Jira', groups: ['users', 'more'], defaultGroups: [{ id: 'users', name: 'users' }] },
];
const site = (...grants: readonly (readonly [GrantHolder, ...string[]])[]) => ({
  applicationRoles,
  sharedSchemes: [scheme('10', grants)],
  spaces: [space('1'), space('2')],
  spaceSchemes: spaceSchemesOf('10', '1', '2'),
});
const sensitive = { settings: { sensitiveSpaces: [{ id: '2' }] } };

describe("INF-02 Everyone's rights kept narrow", () => {
  it('is met where everyone has no right over others’ work', () => {
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
    expect(judgeSite(everyonePermissions, { ...given, license: plans('FREE') }).findings).toMatchObject([
      { cause: 'plan' },
    ]);
    expect(judgeSite(everyonePermissions, given).findings[0]).not.toHaveProperty('cause');
  });

  it('treats an application role with a parameter, and a default group, as everyone', () => {
    expect(inf02(site([{ is: 'application-role', role: 'jira' }, 'DELETE_ISSUES']))).toBe(
      'not-met: everyone-over-others(10) medium',
    );
    expect(inf02(site([group('users'), 'DELETE_ISSUES']))).toBe('not-met: everyone-over-others(10) medium');
    expect(judgeSite(everyonePermissions, site([group('users'), 'DELETE_ISSUES'])).findings).toMatchObject([
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
      judgeSite(everyonePermissions, site([LOGGED_IN, 'BROWSE_PROJECTS']), sensitive).findings[0]?.reach,
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
    const holding = (base: ReturnType<typeof site>, holder: GrantHolder) =>
      inf02({ ...base, sharedSchemes: [scheme('10', [[holder, 'DELETE_ISSUES']])] });
    const named: GrantHolder = { is: 'group', id: 'users', name: 'users' };
    const withId: GrantHolder = { is: 'group', id: 'g-1', name: 'users' };
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
    expect(judgeSite(everyonePermissions, site([LOGGED_IN, 'SHARE ISSUES of <b>'])).gaps).toEqual([
      { why: 'schema', source: 'sharedSchemes', at: 'permission-scheme.get permission: SHAREISSUESofb' },
    ]);
  });

  it('leaves out permissions that an app declares', () => {
    const forge = 'ari:cloud:ecosystem::extension/a-1/e-1/static/publish';
    expect(inf02(site([LOGGED_IN, 'com.example.app__publish-all', forge]))).toBe('met');
    expect(inf02(site([LOGGED_IN, 'DELETE__ISSUES']))).toBe('unknown ? schema@sharedSchemes');
  });

  it('is unknown where a permission could show a sensitive space to everyone', () => {
    for (const permission of ['VIEW_ISSUES', 'VIEW_PROJECTS']) {
      expect(inf02(site([LOGGED_IN, permission]))).toBe('met');
      expect(inf02(site([LOGGED_IN, permission]), sensitive)).toBe('unknown ? schema@sharedSchemes');
    }
  });

  it('is unknown where a holder isn’t recognized, and finds what everyone holds all the same', () => {
    const odd: GrantHolder = { is: 'unrecognized', type: 'team' };
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

  it("treats Jira's role for apps like any other role: its members aren't read either", () => {
    expect(inf02(site([role('r', 'atlassian-addons-project-access'), 'DELETE_ISSUES']))).toBe(
      'unknown ? never-read',
    );
  });

  it('treats a default group as an unknown group while the default groups are unread', () => {
    expect(inf02({ ...site([group('users'), 'DELETE_ISSUES']), applicationRoles: partialReading([]) })).toBe(
      'unknown ? denied@applicationRoles, never-read',
    );
  });

  it('finds from what was read, and is never met by a partial reading', () => {
    const partial = site([LOGGED_IN, 'DELETE_ISSUES']);
    expect(inf02({ ...partial, sharedSchemes: partialReading(partial.sharedSchemes) })).toBe(
      'not-met: everyone-over-others(10) medium ? denied@sharedSchemes',
    );
    expect(inf02({ ...partial, spaces: partialReading([]) })).toBe('unknown ? denied@spaces');
    expect(inf02({ ...site(), sharedSchemes: [] })).toBe('unknown ? never-read@sharedSchemes');
  });
});
