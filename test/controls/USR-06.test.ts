import { grantsToPeople } from '../../src/controls/users/USR-06-grants-to-people';
import { type Holder } from '../../src/evidence/facts';
import { cut, group, judged, lineOf, LOGGED_IN, plans, role, scheme, space, user, using } from './site';

const usr06 = lineOf(grantsToPeople);
const inUse = { spaces: [space('1'), space('2')], spaceSchemes: using('10', '1', '2') };

describe('USR-06 Grants go to groups and roles, not people', () => {
  it('is met where groups and roles hold everything', () => {
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
    const causes = (licence: ReturnType<typeof plans>) =>
      judged(grantsToPeople, { ...site, licence }).findings.map(({ cause }) => cause);
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
      judged(grantsToPeople, { sharedSchemes, ...inUse }).findings.map(({ key, reach }) => [key, reach]),
    ).toEqual([
      ['USR-06:person-granted:scheme-10:ana', ['1', '2']],
      ['USR-06:person-granted:scheme-10:lee', ['1', '2']],
    ]);
  });

  it('reads team-managed spaces too, and gives theirs to the space owner', () => {
    const ownSchemes = [scheme('90', [[user('ana'), 'EDIT_ISSUES']], '7')];
    const site = { ownSchemes, spaces: [space('7', { teamManaged: true })] };
    expect(usr06(site)).toBe('not-met: person-granted(90) low');
    expect(judged(grantsToPeople, site).findings[0]).toMatchObject({
      owner: 'person-owner',
      subject: { space: '7', source: 'ownSchemes' },
    });
  });

  it('says nothing of apps, and of schemes in no use', () => {
    const sharedSchemes = [
      scheme('10', [[user('bot', false), 'ADMINISTER_PROJECTS']]),
      scheme('11', [[user('ana'), 'ADMINISTER_PROJECTS']]),
    ];
    expect(usr06({ sharedSchemes, ...inUse })).toBe('met');
  });

  it('is unknown where the account’s type isn’t known, or a holder isn’t recognized', () => {
    const holders: readonly Holder[] = [
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

  it('claims nothing of a scheme whose use was not read, and is not met then', () => {
    const sharedSchemes = [scheme('10', [[user('ana'), 'EDIT_ISSUES']])];
    expect(usr06({ sharedSchemes, spaces: inUse.spaces, spaceSchemes: cut([]) })).toBe(
      'unknown ? denied@spaceSchemes, never-read@spaceSchemes',
    );
    expect(usr06({ sharedSchemes, spaces: cut([]), spaceSchemes: inUse.spaceSchemes })).toBe(
      'unknown ? denied@spaces',
    );
    expect(usr06({ sharedSchemes: cut(sharedSchemes, 'over-budget'), ...inUse })).toBe(
      'not-met: person-granted(10) low ? over-budget@sharedSchemes',
    );
  });
});
