import { leavers } from '../../src/controls/users/USR-03-leavers';
import { adminGroup, cut, judged, lineOf, space } from './site';

const usr03 = lineOf(leavers);
const gone = (id: string) => ({ id, type: 'atlassian', active: false, genericName: false });
const owned = (id: string, owner: string, active = false) => space(id, { owner: { id: owner, active } });

describe('USR-03 Leavers leave nothing behind', () => {
  it('is met where admins and owners are active', () => {
    expect(usr03({ adminGroups: adminGroup('g', 'ana'), spaces: [owned('1', 'ana', true)] })).toBe('met');
  });

  it('finds an inactive account in an admin group', () => {
    expect(usr03({ adminGroups: adminGroup('g', 'ana', gone('lee')) })).toBe(
      'not-met: inactive-admin(lee) medium',
    );
  });

  it('finds a deleted account and an inactive portal customer in an admin group', () => {
    const deleted = { ...gone('former'), type: 'unknown' };
    const site = { adminGroups: adminGroup('g', 'ana', deleted, { ...gone('cy'), type: 'customer' }) };
    expect(usr03(site)).toBe('not-met: inactive-admin(cy) medium, inactive-admin(former) medium');
    expect(judged(leavers, site).findings.map(({ args }) => args['deleted'])).toEqual([false, true]);
  });

  it('finds an inactive owner once, with the spaces that they own, archived ones too', () => {
    const spaces = [owned('2', 'lee'), owned('1', 'lee'), { ...owned('3', 'lee'), archived: true }];
    const site = { spaces: [...spaces, owned('4', 'ana', true)] };
    expect(usr03(site)).toBe('not-met: inactive-space-owner(lee) low');
    expect(judged(leavers, site).findings[0]).toMatchObject({
      reach: ['1', '2', '3'],
      subject: { source: 'spaces', rereadId: '1' },
    });
  });

  it('is unknown where Jira doesn’t say whether an owner is active', () => {
    const site = { spaces: [space('1', { owner: { id: 'lee' } }), owned('2', 'ana', true)] };
    expect(usr03(site)).toBe('unknown ? schema@spaces');
    expect(usr03({ spaces: [...site.spaces, owned('3', 'kim')] })).toBe(
      'not-met: inactive-space-owner(kim) low ? schema@spaces',
    );
  });

  it('leaves inactive apps and spaces without an owner alone', () => {
    const spaces = [{ id: '1', key: 'A', name: 'A', archived: false, teamManaged: false, type: 'software' }];
    expect(usr03({ adminGroups: adminGroup('g', { ...gone('app'), type: 'app' }), spaces })).toBe('met');
  });

  it('shows an inactive emergency account as a note while it is on the list', () => {
    const site = { adminGroups: adminGroup('g', gone('glass')) };
    const listed = (entry: object) => ({ settings: { emergencyAccounts: [{ id: 'glass', ...entry }] } });
    expect(usr03(site, listed({}))).toBe('met + inactive-emergency-account');
    expect(usr03(site, listed({ until: '2026-11-19' }))).toBe('not-met: inactive-admin(glass) medium');
  });

  it('shows an inactive service account as a note, and owners on the lists too', () => {
    const listed = (list: string, entry: object = {}) => ({
      settings: { [list]: [{ id: 'robot', ...entry }] },
    });
    const admin = { adminGroups: adminGroup('g', gone('robot')) };
    expect(usr03(admin, listed('serviceAccounts'))).toBe('met + inactive-service-account');
    const owner = { spaces: [owned('1', 'robot'), owned('2', 'robot')] };
    expect(usr03(owner, listed('serviceAccounts'))).toBe('met + inactive-service-account');
    expect(usr03(owner, listed('emergencyAccounts'))).toBe('met + inactive-emergency-account');
    expect(judged(leavers, { ...admin, ...owner }, listed('serviceAccounts')).notes).toEqual([
      { code: 'inactive-service-account', args: { person: { person: 'robot' }, spaces: 2 } },
    ]);
    expect(usr03(owner, listed('serviceAccounts', { until: '2026-11-19' }))).toBe(
      'not-met: inactive-space-owner(robot) low',
    );
  });

  it('proves from partial lists and is never met by them', () => {
    expect(usr03({ spaces: cut([owned('1', 'lee')], 'moved') })).toBe(
      'not-met: inactive-space-owner(lee) low ? moved@spaces',
    );
    expect(usr03({ adminGroups: cut([]) })).toBe('unknown ? denied@adminGroups');
  });
});
