import { defaultAccess } from '../../src/controls/users/USR-02-default-access';
import { adminGroup, partialReading, judgeSite, judgeToLine } from './fixtures';

const usr02 = judgeToLine(defaultAccess);
const role = (key: string, ...defaultGroups: readonly string[]) => ({
  key,
  name: `Role ${key}`,
  groups: [...defaultGroups, 'other'],
  defaultGroups: defaultGroups.map(id => ({ id, name: `group ${id}` })),
});

describe('USR-02 Default access gives no admin rights', () => {
  it('is met where no default group has admin access', () => {
    expect(
      usr02({ applicationRoles: [role('jira', 'users')], adminGroups: adminGroup('admins', 'ana') }),
    ).toBe('met');
  });

  it('is not met where a default group has admin access, with members or without', () => {
    const applicationRoles = [role('jira', 'users', 'admins')];
    for (const adminGroups of [adminGroup('admins', 'ana', 'lee'), adminGroup('admins')])
      expect(usr02({ applicationRoles, adminGroups })).toBe(
        'not-met: default-group-administers(admins) critical',
      );
  });

  it('is one finding where several apps give the group, re-checked in the first of them', () => {
    const applicationRoles = [role('service', 'admins'), role('jira', 'admins')];
    const { findings } = judgeSite(defaultAccess, { applicationRoles, adminGroups: adminGroup('admins') });
    expect(findings.map(({ subject, args }) => [subject.recheckKey, args['role'], args['others']])).toEqual([
      ['jira', 'Role jira', 1],
    ]);
  });

  it('ignores a group that gives access and is no default', () => {
    expect(usr02({ applicationRoles: [role('jira', 'users')], adminGroups: adminGroup('other') })).toBe(
      'met',
    );
  });

  it('compares names where Jira gives no ids of default groups', () => {
    const named = {
      ...role('jira'),
      defaultGroups: [{ id: 'group admins', name: 'group admins' }],
    };
    const site = { applicationRoles: partialReading([named], 'schema'), adminGroups: adminGroup('admins') };
    expect(usr02(site)).toBe('not-met: default-group-administers(admins) critical ? schema@applicationRoles');
  });

  it('doesn’t mistake a group for another with only the same name', () => {
    const renamed = { ...role('jira'), defaultGroups: [{ id: 'g-2', name: 'group admins' }] };
    expect(usr02({ applicationRoles: [renamed], adminGroups: adminGroup('admins') })).toBe('met');
  });

  it('finds from partial lists, and is never met by them', () => {
    const applicationRoles = partialReading([role('jira', 'admins')], 'schema');
    expect(usr02({ applicationRoles, adminGroups: partialReading(adminGroup('admins')) })).toBe(
      'not-met: default-group-administers(admins) critical ? schema@applicationRoles, denied@adminGroups',
    );
    expect(usr02({ applicationRoles: partialReading([]), adminGroups: adminGroup('admins') })).toBe(
      'unknown ? denied@applicationRoles',
    );
  });
});
