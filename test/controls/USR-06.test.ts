import { grantsToPeople } from '../../src/controls/users/USR-06-grants-to-people';
import { type GrantHolder } from '../../src/evidence/facts';
import {
  partialReading,
  group,
  judgeSite,
  judgeToLine,
  LOGGED_IN,
  plans,
  role,
  scheme,
  space,
  user,
  spaceSchemesOf,
} from './fixtures';

const usr06 = judgeToLine(grantsToPeople);
const inUse = { spaces: [space('1'), space('2')], spaceSchemes: spaceSchemesOf('10', '1', '2') };

describe('USR-06 Grants go to groups and roles, not people', () => {
  it('is met where only groups and roles have permissions', () => {
    const sharedSchemes = [
      scheme('10', [
        [group('g'), 'BROWSE_PROJECTS'],
        [role('r'), 'ADMINISTER_PROJECTS'],
        [LOGGED_IN, 'EDIT_ISSUES'],
      ]),
    ];
    expect(usr06({ sharedSchemes, ...inUse })).toBe('met');
  });

  it('names the plan as the cause on Free, where no one can edit schemes', () => {
    const site = { sharedSchemes: [scheme('10', [[user('ana'), 'EDIT_ISSUES']])], ...inUse };
    const causes = (license: ReturnType<typeof plans>) =>
      judgeSite(grantsToPeople, { ...site, license }).findings.map(({ cause }) => cause);
    expect(causes(plans('FREE', 'UNLICENSED'))).toEqual(['plan']);
    expect(causes(plans('FREE', 'PAID'))).toEqual([undefined]);
    expect(causes(plans('UNLICENSED'))).toEqual([undefined]);
  });

  it('finds each person in each scheme, worse where they administer', () => {
    const sharedSchemes = [
      scheme('10', [
        [user('ana'), 'BROWSE_PROJECTS', 'EDIT_ISSUES'],
        [user('lee'), 'ADMINISTER_PROJECTS'],
      ]),
    ];
    expect(usr06({ sharedSchemes, ...inUse })).toBe(
      'not-met: person-granted(10) low, person-granted(10) medium',
    );
    expect(
      judgeSite(grantsToPeople, { sharedSchemes, ...inUse }).findings.map(({ key, reach }) => [key, reach]),
    ).toEqual([
      ['USR-06:person-granted:scheme-10:ana', ['1', '2']],
      ['USR-06:person-granted:scheme-10:lee', ['1', '2']],
    ]);
  });

  it('reads team-managed spaces too, and gives theirs to the space owner', () => {
    const ownSchemes = [scheme('90', [[user('ana'), 'EDIT_ISSUES']], '7')];
    const site = { ownSchemes, spaces: [space('7', { teamManaged: true })] };
    expect(usr06(site)).toBe('not-met: person-granted(90) low');
    expect(judgeSite(grantsToPeople, site).findings[0]).toMatchObject({
      owner: 'person-owner',
      subject: { space: '7', source: 'ownSchemes' },
    });
  });

  it('ignores apps, and schemes that no space uses', () => {
    const sharedSchemes = [
      scheme('10', [[user('bot', false), 'ADMINISTER_PROJECTS']]),
      scheme('11', [[user('ana'), 'ADMINISTER_PROJECTS']]),
    ];
    expect(usr06({ sharedSchemes, ...inUse })).toBe('met');
  });

  it('is unknown where the account’s type isn’t known, or a holder isn’t recognized', () => {
    const holders: readonly GrantHolder[] = [
      { is: 'user', id: 'ana' },
      { is: 'unnamed', kind: 'user' },
      { is: 'unrecognized', type: 'account' },
    ];
    for (const holder of holders)
      expect(usr06({ sharedSchemes: [scheme('10', [[holder, 'EDIT_ISSUES']])], ...inUse })).toBe(
        'unknown ? schema@sharedSchemes',
      );
    const ownSchemes = [scheme('90', [[{ is: 'user', id: 'ana' }, 'EDIT_ISSUES']], '7')];
    expect(usr06({ ownSchemes, spaces: [space('7', { teamManaged: true })] })).toBe(
      'unknown ? schema@ownSchemes',
    );
  });

  it('shows emergency and service accounts as notes while they are on their lists', () => {
    const sharedSchemes = [scheme('10', [[user('robot'), 'EDIT_ISSUES']])];
    const listed = (entry: object) => ({ settings: { serviceAccounts: [{ id: 'robot', ...entry }] } });
    expect(usr06({ sharedSchemes, ...inUse }, listed({}))).toBe('met + listed-account-granted');
    expect(usr06({ sharedSchemes, ...inUse }, listed({ until: '2026-11-19' }))).toBe(
      'not-met: person-granted(10) low',
    );
  });

  it('finds nothing in a scheme whose use was not read, and is not met then', () => {
    const sharedSchemes = [scheme('10', [[user('ana'), 'EDIT_ISSUES']])];
    expect(usr06({ sharedSchemes, spaces: inUse.spaces, spaceSchemes: partialReading([]) })).toBe(
      'unknown ? denied@spaceSchemes, never-read@spaceSchemes',
    );
    expect(usr06({ sharedSchemes, spaces: partialReading([]), spaceSchemes: inUse.spaceSchemes })).toBe(
      'unknown ? denied@spaces',
    );
    expect(usr06({ sharedSchemes: partialReading(sharedSchemes, 'over-budget'), ...inUse })).toBe(
      'not-met: person-granted(10) low ? over-budget@sharedSchemes',
    );
  });
});
