import { newSpaceDefaults } from '../../src/controls/information/INF-21-new-space-defaults';
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
} from './fixtures';

const inf21 = judgeToLine(newSpaceDefaults);
const applicationRoles = [
  { key: 'jira-software', name: 'Jira', groups: ['users'], defaultGroups: [{ id: 'users', name: 'users' }] },
];
type Grants = readonly (readonly [GrantHolder, ...string[]])[];
const software = (grants: Grants, name = 'Default software scheme') => ({ ...scheme('77', grants), name });
const site = (...grants: Grants) => ({
  applicationRoles,
  sharedSchemes: [scheme('0', grants), software([]), scheme('10', [[ANYONE, 'BROWSE_PROJECTS']])],
});
const sharing = (defaultSharing: string, softwareScheme?: string) => ({
  attestation: {
    answers: {
      checkedOn: '2026-11-20',
      defaultSharing,
      ...(softwareScheme === undefined ? {} : { softwareScheme }),
    },
  },
});

describe('INF-21 New spaces start closed', () => {
  it('is met by a narrow default scheme and a default sharing attested as private', () => {
    expect(
      inf21(site([LOGGED_IN, 'BROWSE_PROJECTS', 'EDIT_ISSUES', 'MODIFY_REPORTER']), sharing('private')),
    ).toBe('met');
  });

  it('is unknown without an attestation of the default sharing', () => {
    expect(inf21(site())).toBe('unknown ? not-attested');
  });

  it('finds everything that Public gets, and only in the schemes of new spaces', () => {
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
    const odd: GrantHolder = { is: 'unrecognized', type: 'team' };
    expect(inf21(site([odd, 'VIEW_DEV_TOOLS']), sharing('private'))).toBe(unknown);
    expect(inf21(site([{ is: 'unnamed', kind: 'role' }, 'VIEW_DEV_TOOLS']), sharing('private'))).toBe(
      unknown,
    );
  });

  it('finds a default sharing that was attested as open', () => {
    for (const open of ['loggedIn', 'public'])
      expect(inf21(site(), sharing(open))).toBe('not-met: default-sharing-open(default-sharing) medium');
  });

  it('is unknown where the default scheme was not read, or is not there', () => {
    expect(inf21({ applicationRoles, sharedSchemes: partialReading([]) }, sharing('private'))).toBe(
      'unknown ? denied@sharedSchemes',
    );
    expect(
      inf21({ applicationRoles, sharedSchemes: [scheme('10', []), software([])] }, sharing('private')),
    ).toBe('unknown ? unsupported');
  });

  it('finds what new software spaces get, in a scheme that no space uses', () => {
    const open: Grants = [
      [ANYONE, 'BROWSE_PROJECTS'],
      [LOGGED_IN, 'ADMINISTER_PROJECTS'],
    ];
    const given = { applicationRoles, sharedSchemes: [scheme('0', open.slice(1)), software(open)] };
    expect(inf21(given, sharing('private'))).toBe(
      'not-met: new-spaces-everyone(0) medium, new-spaces-everyone(77) medium, new-spaces-public(77) medium',
    );
    expect(
      judgeSite(newSpaceDefaults, given, sharing('private')).findings.map(
        ({ args: { name, new: spaces } }) => [name, spaces],
      ),
    ).toEqual([
      ['Scheme 0', 'business'],
      ['Default software scheme', 'software'],
      ['Default software scheme', 'software'],
    ]);
  });

  it.each(['default software scheme', ' Default Software Scheme '])('knows the scheme as %p', name => {
    const given = {
      applicationRoles,
      sharedSchemes: [scheme('0', []), software([[ANYONE, 'EDIT_ISSUES']], name)],
    };
    expect(inf21(given, sharing('private'))).toBe('not-met: new-spaces-public(77) medium');
  });

  it('needs an admin’s answer where the software scheme was renamed', () => {
    const given = {
      applicationRoles,
      sharedSchemes: [scheme('0', []), software([[ANYONE, 'EDIT_ISSUES']], 'Engineering')],
    };
    expect(inf21(given, sharing('private'))).toBe(
      'unknown + software-scheme-not-found ? unsupported@sharedSchemes',
    );
    // It no longer shows, and wasn't fixed. What the default scheme grants can still be fixed.
    const { blindSources, blindObjects } = judgeSite(newSpaceDefaults, given, sharing('private'));
    expect([...blindSources, ...blindObjects]).toEqual(['sharedSchemes 77']);
    for (const groupName of ['engineering', '77'])
      expect(inf21(given, sharing('private', groupName))).toBe('not-met: new-spaces-public(77) medium');
    expect(inf21(given, sharing('private', '0'))).toBe('met');
    expect(inf21(given, sharing('private', 'Nothing'))).toBe(
      'unknown + software-scheme-not-found ? unsupported@sharedSchemes',
    );
  });

  it('needs no software scheme where no one can create software spaces', () => {
    const sharedSchemes = [scheme('0', [])];
    const service = applicationRoles.map(each => ({ ...each, key: 'jira-servicedesk' }));
    expect(inf21({ applicationRoles: service, sharedSchemes }, sharing('private'))).toBe(
      'met + service-spaces',
    );
    expect(inf21({ applicationRoles: [], sharedSchemes }, sharing('private'))).toBe(
      'unknown + software-scheme-not-found ? unsupported@sharedSchemes',
    );
  });

  it('notes what Public gets on the Free plan, and names the plan as the cause of the rest', () => {
    const license = plans('FREE', 'UNLICENSED');
    const given = { ...site([ANYONE, 'BROWSE_PROJECTS', 'EDIT_ISSUES']), license };
    expect(inf21(given, sharing('private'))).toBe('met + new-spaces-latent');
    const wide = { ...site([LOGGED_IN, 'DELETE_ISSUES']), license };
    expect(
      judgeSite(newSpaceDefaults, wide, sharing('public')).findings.map(({ code, cause }) => [code, cause]),
    ).toEqual([
      ['default-sharing-open', undefined],
      ['new-spaces-everyone', 'plan'],
    ]);
  });

  it('finds from a partial list, and is never met by one', () => {
    const partial = {
      applicationRoles,
      sharedSchemes: partialReading([scheme('0', [[ANYONE, 'BROWSE_PROJECTS']])]),
    };
    expect(inf21(partial, sharing('private'))).toBe(
      'not-met: new-spaces-public(0) medium ? denied@sharedSchemes',
    );
    expect(inf21({ ...site(), applicationRoles: partialReading([]) }, sharing('private'))).toBe(
      'unknown ? denied@applicationRoles',
    );
  });
});
