import { leavers } from '../../src/controls/users/USR-03-leavers';
import { adminGroup, partialReading, judgeSite, judgeToLine, space } from './fixtures';

const usr03 = judgeToLine(leavers);
const inactiveUser = (id: string) => ({ id, type: 'atlassian', active: false, genericName: false });
const spaceOwnedBy = (id: string, owner: string, active = false) =>
  space(id, { owner: { id: owner, active } });

describe('USR-03 Leavers leave nothing behind', () => {
  it('is met where admins and owners are active', () => {
    expect(usr03({ adminGroups: adminGroup('g', 'ana'), spaces: [spaceOwnedBy('1', 'ana', true)] })).toBe(
      'met',
    );
  });

  it('finds an inactive account in an admin group', () => {
    expect(usr03({ adminGroups: adminGroup('g', 'ana', inactiveUser('lee')) })).toBe(
      'not-met: inactive-admin(lee) medium',
    );
  });

  it('finds a deleted account and an inactive portal customer in an admin group', () => {
    const deleted = { ...inactiveUser('former'), type: 'unknown' };
    const site = {
      adminGroups: adminGroup('g', 'ana', deleted, { ...inactiveUser('cy'), type: 'customer' }),
    };
    expect(usr03(site)).toBe('not-met: inactive-admin(cy) medium, inactive-admin(former) medium');
    expect(judgeSite(leavers, site).findings.map(({ args }) => args['deleted'])).toEqual([false, true]);
  });

  it('finds an inactive owner once, with the spaces that they own, archived ones too', () => {
    const spaces = [
      spaceOwnedBy('2', 'lee'),
      spaceOwnedBy('1', 'lee'),
      { ...spaceOwnedBy('3', 'lee'), archived: true },
    ];
    const site = { spaces: [...spaces, spaceOwnedBy('4', 'ana', true)] };
    expect(usr03(site)).toBe('not-met: inactive-space-owner(lee) low');
    expect(judgeSite(leavers, site).findings[0]).toMatchObject({
      reach: ['1', '2', '3'],
      subject: { source: 'spaces', recheckKey: '1' },
    });
  });

  it('is unknown where Jira doesn’t say whether an owner is active', () => {
    const site = { spaces: [space('1', { owner: { id: 'lee' } }), spaceOwnedBy('2', 'ana', true)] };
    expect(usr03(site)).toBe('unknown ? schema@spaces');
    expect(usr03({ spaces: [...site.spaces, spaceOwnedBy('3', 'kim')] })).toBe(
      'not-met: inactive-space-owner(kim) low ? schema@spaces',
    );
  });

  it('leaves inactive apps and spaces without an owner alone', () => {
    const spaces = [{ id: '1', key: 'A', name: 'A', archived: false, teamManaged: false, type: 'software' }];
    expect(usr03({ adminGroups: adminGroup('g', { ...inactiveUser('app'), type: 'app' }), spaces })).toBe(
      'met',
    );
  });

  it('shows an inactive emergency account as a note while it is on the list', () => {
    const site = { adminGroups: adminGroup('g', inactiveUser('glass')) };
    const listed = (entry: object) => ({ settings: { emergencyAccounts: [{ id: 'glass', ...entry }] } });
    expect(usr03(site, listed({}))).toBe('met + inactive-emergency-account');
    expect(usr03(site, listed({ until: '2026-11-19' }))).toBe('not-met: inactive-admin(glass) medium');
  });

  it('shows an inactive service account as a note, and owners on the lists too', () => {
    const listed = (list: string, entry: object = {}) => ({
      settings: { [list]: [{ id: 'robot', ...entry }] },
    });
    const admin = { adminGroups: adminGroup('g', inactiveUser('robot')) };
    expect(usr03(admin, listed('serviceAccounts'))).toBe('met + inactive-service-account');
    const owner = { spaces: [spaceOwnedBy('1', 'robot'), spaceOwnedBy('2', 'robot')] };
    expect(usr03(owner, listed('serviceAccounts'))).toBe('met + inactive-service-account');
    expect(usr03(owner, listed('emergencyAccounts'))).toBe('met + inactive-emergency-account');
    expect(judgeSite(leavers, { ...admin, ...owner }, listed('serviceAccounts')).notes).toEqual([
      { code: 'inactive-service-account', args: { person: { person: 'robot' }, spaces: 2 } },
    ]);
    expect(usr03(owner, listed('serviceAccounts', { until: '2026-11-19' }))).toBe(
      'not-met: inactive-space-owner(robot) low',
    );
  });

  it('finds from partial lists, and is never met by them', () => {
    expect(usr03({ spaces: partialReading([spaceOwnedBy('1', 'lee')], 'moved') })).toBe(
      'not-met: inactive-space-owner(lee) low ? moved@spaces',
    );
    expect(usr03({ adminGroups: partialReading([]) })).toBe('unknown ? denied@adminGroups');
  });
});
