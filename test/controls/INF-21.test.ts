import { newSpaces } from '../../src/controls/information/INF-21-new-spaces';
import { type Holder } from '../../src/evidence/facts';
import { ANYONE, cut, group, lineOf, LOGGED_IN, role, scheme } from './site';

const inf21 = lineOf(newSpaces);
const applicationRoles = [
  { key: 'jira', name: 'Jira', groups: ['users'], defaultGroups: [{ id: 'users', name: 'users' }] },
];
const site = (...grants: readonly (readonly [Holder, ...string[]])[]) => ({
  applicationRoles,
  sharedSchemes: [scheme('0', grants), scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
});
const sharing = (defaultSharing: string) => ({
  statement: { blanks: { lookedOn: '2026-11-20', defaultSharing } },
});

describe('INF-21 New spaces start closed', () => {
  it('is met by a narrow default scheme and a default sharing stated to be private', () => {
    expect(
      inf21(site([LOGGED_IN, 'BROWSE_PROJECTS', 'EDIT_ISSUES', 'MODIFY_REPORTER']), sharing('private')),
    ).toBe('met');
  });

  it('is unknown until somebody stated the default sharing', () => {
    expect(inf21(site())).toBe('unknown ? not-attested');
  });

  it('finds everything that Public gets, and only in the default scheme', () => {
    expect(inf21(site([ANYONE, 'BROWSE_PROJECTS', 'VIEW_DEV_TOOLS']), sharing('private'))).toBe(
      'not-met: new-spaces-public(0) medium, new-spaces-public(0) medium',
    );
  });

  it.each(['ADMINISTER_PROJECTS', 'DELETE_ISSUES', 'EDIT_ALL_COMMENTS', 'DELETE_ALL_WORKLOGS'])(
    'finds %s in the hands of everyone',
    permission => {
      for (const holder of [LOGGED_IN, group('users')])
        expect(inf21(site([holder, permission]), sharing('private'))).toBe(
          'not-met: new-spaces-everyone(0) medium',
        );
    },
  );

  it('is unknown where a role or another group holds such a right', () => {
    expect(
      inf21(site([role('r'), 'ADMINISTER_PROJECTS'], [group('g'), 'DELETE_ISSUES']), sharing('private')),
    ).toBe('unknown ? never-read, never-read');
    expect(
      inf21(site([role('r', 'atlassian-addons-project-access'), 'ADMINISTER_PROJECTS']), sharing('private')),
    ).toBe('unknown ? never-read');
  });

  it('knows a default group by its ID or its name', () => {
    const named = { ...site([{ is: 'group', id: 'g-1', name: 'users' }, 'DELETE_ISSUES']) };
    expect(inf21(named, sharing('private'))).toBe('not-met: new-spaces-everyone(0) medium');
  });

  it('is unknown where everyone gets a permission of unknown power, or a holder isn’t recognized', () => {
    const unknown = 'unknown ? schema@sharedSchemes';
    expect(inf21(site([LOGGED_IN, 'SHARE_ISSUES']), sharing('private'))).toBe(unknown);
    expect(inf21(site([role('r'), 'SHARE_ISSUES']), sharing('private'))).toBe('unknown ? never-read');
    const odd: Holder = { is: 'unrecognized', type: 'team' };
    expect(inf21(site([odd, 'VIEW_DEV_TOOLS']), sharing('private'))).toBe(unknown);
    expect(inf21(site([{ is: 'unnamed', kind: 'role' }, 'VIEW_DEV_TOOLS']), sharing('private'))).toBe(
      unknown,
    );
  });

  it('finds a default sharing that was stated to be open', () => {
    for (const open of ['loggedIn', 'public'])
      expect(inf21(site(), sharing(open))).toBe('not-met: default-sharing-open(default-sharing) medium');
  });

  it('is unknown where the default scheme was not read, or is not there', () => {
    expect(inf21({ applicationRoles, sharedSchemes: cut([]) }, sharing('private'))).toBe(
      'unknown ? denied@sharedSchemes',
    );
    expect(inf21({ applicationRoles, sharedSchemes: [scheme('10', [])] }, sharing('private'))).toBe(
      'unknown ? unsupported',
    );
  });

  it('proves from a partial list, and is never met by one', () => {
    const partial = { applicationRoles, sharedSchemes: cut([scheme('0', [[ANYONE, 'BROWSE_PROJECTS']])]) };
    expect(inf21(partial, sharing('private'))).toBe(
      'not-met: new-spaces-public(0) medium ? denied@sharedSchemes',
    );
    expect(inf21({ ...site(), applicationRoles: cut([]) }, sharing('private'))).toBe(
      'unknown ? denied@applicationRoles',
    );
  });
});
