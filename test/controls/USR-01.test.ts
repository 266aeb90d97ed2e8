import { namedAdmins } from '../../src/controls/users/USR-01-named-admins';
import { adminGroup, appRole, partialReading, judgeSite, judgeToLine } from './fixtures';

const usr01 = judgeToLine(namedAdmins);
const reviewed = (...ids: readonly (string | object)[]) => ({
  settings: { reviewedAdmins: ids.map(id => (typeof id === 'string' ? { id } : id)) },
});
const small = { applicationRoles: [appRole(200)] };
const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('USR-01 Few, named admins', () => {
  it('is met where each admin is reviewed and they are a few', () => {
    expect(usr01({ adminGroups: adminGroup('g', 'ana', 'lee'), ...small }, reviewed('ana', 'lee'))).toBe(
      'met',
    );
  });

  it('finds each active person who is not on the reviewed list, once', () => {
    const adminGroups = [...adminGroup('g1', 'ana', 'lee'), ...adminGroup('g2', 'lee', 'kim')];
    expect(usr01({ adminGroups, ...small }, reviewed('ana'))).toBe(
      'not-met: admin-not-reviewed(kim) high, admin-not-reviewed(lee) high',
    );
  });

  it('re-checks a person in an admin group that still has them', () => {
    const { findings } = judgeSite(namedAdmins, { adminGroups: adminGroup('g1', 'ana', 'lee') });
    expect(findings.map(({ subject }) => subject.recheckKey)).toEqual(['g1', 'g1']);
  });

  it('finds a person again whose review has expired', () => {
    const site = { adminGroups: adminGroup('g', 'ana', 'lee'), ...small };
    expect(usr01(site, reviewed({ id: 'ana', until: '2026-11-20' }, 'lee'))).toBe('met');
    expect(usr01(site, reviewed({ id: 'ana', until: '2026-11-19' }, 'lee'))).toBe(
      'not-met: admin-not-reviewed(ana) high',
    );
  });

  it('leaves apps, agents and inactive accounts to other controls', () => {
    const app = { id: 'app', type: 'app', active: true, genericName: false };
    const gone = { id: 'gone', type: 'atlassian', active: false, genericName: false };
    expect(
      usr01({ adminGroups: adminGroup('g', 'ana', 'lee', app, gone), ...small }, reviewed('ana', 'lee')),
    ).toBe('met');
  });

  it.each([
    [250, 4],
    [251, 6],
    [1_000, 6],
    [1_001, 10],
    [5_000, 10],
    [5_001, 15],
    [50_000, 15],
  ])('with %d people takes %d admins and not one more', (users, most) => {
    const site = (count: number) => ({
      adminGroups: adminGroup('g', ...names(count)),
      applicationRoles: [appRole(users)],
    });
    expect(usr01(site(most), reviewed(...names(most + 1)))).toBe('met');
    expect(usr01(site(most + 1), reviewed(...names(most + 1)))).toBe('not-met: admins-too-many(admins) high');
  });

  it('uses the app with the most people as the size of the site', () => {
    const applicationRoles = [appRole(251), appRole(40, 'jira-servicedesk')];
    const site = { adminGroups: adminGroup('g', ...names(5)), applicationRoles };
    expect(usr01(site, reviewed(...names(5)))).toBe('met');
  });

  it('judges no number of admins where Jira doesn’t say how many people an app has', () => {
    const nine = names(9);
    const without = { adminGroups: adminGroup('g', ...nine), applicationRoles: [appRole(200), appRole()] };
    expect(usr01(without, reviewed(...nine))).toBe('unknown ? schema@adminGroups');
    expect(usr01({ adminGroups: adminGroup('g'), applicationRoles: [] })).toBe(
      'unknown ? schema@adminGroups',
    );
    const { blindSources: blind, blindObjects } = judgeSite(namedAdmins, without, reviewed(...nine));
    expect([...blind, ...blindObjects]).toEqual(['adminGroups admins']);
  });

  it('counts a portal customer in an admin group as a person, and no app', () => {
    const customer = { id: 'cy', type: 'customer', active: true, genericName: false };
    expect(usr01({ adminGroups: adminGroup('g', 'ana', customer), ...small }, reviewed('ana'))).toBe(
      'not-met: admin-not-reviewed(cy) high',
    );
  });

  it('requires a second admin', () => {
    expect(usr01({ adminGroups: adminGroup('g', 'ana'), ...small }, reviewed('ana'))).toBe(
      'not-met: admins-too-few(admins) high',
    );
    expect(usr01({ adminGroups: adminGroup('g'), ...small })).toBe('not-met: admins-too-few(admins) high');
  });

  it('counts an emergency account against too few, not among too many, and shows it', () => {
    const settings = {
      reviewedAdmins: names(4).map(id => ({ id })),
      emergencyAccounts: [{ id: 'glass' }],
    };
    const site = (...admins: readonly string[]) => ({ adminGroups: adminGroup('g', ...admins), ...small });
    expect(usr01(site(...names(4), 'glass'), { settings })).toBe('met + emergency-admin');
    expect(usr01(site('p0', 'glass'), { settings })).toBe('met + emergency-admin');
    const ended = { ...settings, emergencyAccounts: [{ id: 'glass', until: '2026-11-19' }] };
    expect(usr01(site('p0', 'glass'), { settings: ended })).toBe('not-met: admin-not-reviewed(glass) high');
  });

  it('shows service accounts and shared names as notes', () => {
    const shared = { id: 'admin', type: 'atlassian', active: true, genericName: true };
    const settings = {
      reviewedAdmins: ['ana', 'admin'].map(id => ({ id })),
      serviceAccounts: [{ id: 'robot' }],
    };
    expect(usr01({ adminGroups: adminGroup('g', 'ana', shared, 'robot'), ...small }, { settings })).toBe(
      'met + generic-name, service-admin',
    );
  });

  it('finds admins in a partial list, and counts only complete ones', () => {
    const nine = names(9);
    expect(usr01({ adminGroups: partialReading(adminGroup('g', 'ana')), ...small })).toBe(
      'not-met: admin-not-reviewed(ana) high ? denied@adminGroups',
    );
    expect(
      usr01({ adminGroups: partialReading(adminGroup('g', ...nine)), ...small }, reviewed(...nine)),
    ).toBe('unknown ? denied@adminGroups');
    const halfRead = {
      adminGroups: adminGroup('g', ...nine),
      applicationRoles: partialReading([appRole(1)], 'stale'),
    };
    expect(usr01(halfRead, reviewed(...nine))).toBe('unknown ? stale@applicationRoles');
  });
});
