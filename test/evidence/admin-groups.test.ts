import { adminGroupsSource } from '../../src/evidence/sources/admin-groups';
import { type ChangedObject } from '../../src/evidence/change';
import { isGenericName } from '../../src/evidence/generic-name';
import { type AdminGroupFact } from '../../src/evidence/facts';
import { readPass } from '../../src/evidence/read-pass';
import { instant } from '../../src/domain/instant';
import { createReader, completeReading, valuesPage } from './fake-transport';

const startedAt = instant(0);

const group = (id: string) => ({ groupId: `g-${id}`, name: id });
const member = (id: string, more: object = {}) => ({
  accountId: id,
  accountType: 'atlassian',
  active: true,
  displayName: 'Anna Admin',
  emailAddress: 'anna@acme.example',
  ...more,
});

const site = {
  '/group/bulk?accessType=admin': valuesPage([group('admins'), group('both'), group('empty')]),
  '/group/bulk?accessType=site-admin': valuesPage([group('both')]),
  '/group/member?groupId=g-admins': valuesPage([
    member('a1'),
    member('a2', { active: false, displayName: 'Jira Admin 2' }),
    member('a3', { accountType: 'app', displayName: 'Backup' }),
  ]),
  '/group/member?groupId=g-both': valuesPage([member('a1')]),
  '/group/member?groupId=g-empty': valuesPage([]),
};

describe('groups with admin access', () => {
  const empty = { id: 'g-empty', name: 'empty', access: ['admin'] };

  it('are those of both kinds of access, with their members, of whom no name is kept', async () => {
    const reader = createReader(site);
    const reading = await readPass(adminGroupsSource, reader, { startedAt });
    const admins = { id: 'g-admins', name: 'admins', access: ['admin'] };
    const both = { id: 'g-both', name: 'both', access: ['admin', 'site-admin'] };
    const person = { type: 'atlassian', active: true, genericName: false };
    expect(reading.facts).toEqual([
      { group: admins },
      { group: both },
      { group: empty },
      { group: admins, member: { ...person, id: 'a1' } },
      { group: admins, member: { ...person, id: 'a2', active: false, genericName: true } },
      { group: admins, member: { ...person, id: 'a3', type: 'app', genericName: true } },
      { group: both, member: { ...person, id: 'a1' } },
    ]);
    expect(reading).toMatchObject({ read: 3, of: 3, gaps: [] });
    expect(reader.requests).toContain(
      '/group/member?groupId=g-admins&includeInactiveUsers=true&startAt=0&maxResults=50',
    );
  });

  const unavailable = { accountType: 'unknown', active: false, displayName: 'Unknown' };

  it.each([
    ['could not be fetched', unavailable, 'failed', 'group.members accountType: unknown'],
    [
      'came without a name',
      { ...unavailable, displayName: null },
      'failed',
      'group.members accountType: unknown',
    ],
    ['has an undocumented type', { accountType: 'robot' }, 'schema', 'group.members accountType'],
    ['has no type', { accountType: null }, 'schema', 'group.members accountType'],
  ])('are not known where the record of a member %s', async (_, more, why, at) => {
    const table = { ...site, '/group/member?groupId=g-both': valuesPage([member('a1', more), member('a4')]) };
    const reading = await readPass(adminGroupsSource, createReader(table), { startedAt });
    expect(memberships(reading.facts)).toEqual(['g-admins a1', 'g-admins a2', 'g-admins a3', 'g-both a4']);
    expect(reading.gaps).toEqual([{ why, at }]);
    expect(await adminGroupsSource.recheck(createReader(table), 'g-both')).toEqual({ gap: { why, at } });
  });

  it('name a deleted account, without its name', async () => {
    const former = member('f1', { ...unavailable, displayName: 'Former user' });
    const table = { ...site, '/group/member?groupId=g-both': valuesPage([former]) };
    const { facts, gaps } = await readPass(adminGroupsSource, createReader(table), { startedAt });
    expect(facts).toContainEqual({
      group: { id: 'g-both', name: 'both', access: ['admin', 'site-admin'] },
      member: { id: 'f1', type: 'unknown', active: false, genericName: false },
    });
    expect(gaps).toEqual([]);
  });

  const memberships = (facts: readonly AdminGroupFact[]) =>
    facts.flatMap(({ group: { id }, member: one }) => (one === undefined ? [] : [`${id} ${one.id}`]));
  const groupsIn = (facts: readonly AdminGroupFact[]) => [...new Set(facts.map(({ group: { id } }) => id))];

  it.each([400, 429, 500])('are kept where the other kind of access can’t be read: %d', async status => {
    const table = { ...site, '/group/bulk?accessType=site-admin': status };
    const why = status === 429 ? 'rate-limited' : 'failed';
    const recorded = await readPass(adminGroupsSource, createReader(table, { live: false }), {
      startedAt,
    });
    expect(memberships(recorded.facts)).toHaveLength(4);
    expect(recorded.gaps).toEqual([{ why, at: 'group.bulk' }]);
    const live = await readPass(adminGroupsSource, createReader(table), { startedAt });
    expect(groupsIn(live.facts)).toEqual(['g-admins', 'g-both', 'g-empty']);
    expect(live.gaps).toEqual([{ why, at: 'group.bulk' }]);
  });

  it.each([400, 403, 429])(
    'never replace a complete reading where one kind can’t be read: %d',
    async status => {
      const before = await readPass(adminGroupsSource, createReader(site), { startedAt });
      for (const kind of ['admin', 'site-admin']) {
        const reader = createReader(
          { ...site, [`/group/bulk?accessType=${kind}`]: status },
          { readings: { adminGroups: before } },
        );
        const toTheEnd = async (): Promise<void> => {
          for await (const page of adminGroupsSource.pages(reader)) expect(page.next).toBeDefined();
        };
        await expect(toTheEnd()).rejects.toThrow('group.bulk');
      }
    },
  );

  it('are replaced by a later partial reading where they are a partial one', async () => {
    const table = { ...site, '/group/bulk?accessType=site-admin': 400 };
    const before = await readPass(adminGroupsSource, createReader(table), { startedAt });
    const reader = createReader(table, { readings: { adminGroups: before } });
    const { facts } = await readPass(adminGroupsSource, reader, { startedAt });
    expect(memberships(facts)).toHaveLength(4);
  });

  it.each([403, 429, 500])('are all kept where the members of one can’t be read: %d', async status => {
    const table = { ...site, '/group/member?groupId=g-admins': status };
    for (const live of [true, false]) {
      const reading = await readPass(adminGroupsSource, createReader(table, { live }), { startedAt });
      expect(groupsIn(reading.facts)).toEqual(['g-admins', 'g-both', 'g-empty']);
      expect(memberships(reading.facts)).toEqual(['g-both a1']);
      expect(reading).toMatchObject({ read: 2, of: 3, gaps: [{ at: 'group.members' }] });
    }
  });

  it.each([403, 429, 500])('are no pass at all where none can be listed: %d', async status => {
    const table = {
      ...site,
      '/group/bulk?accessType=admin': status,
      '/group/bulk?accessType=site-admin': status,
    };
    const pages = adminGroupsSource.pages(createReader(table))[Symbol.asyncIterator]();
    await expect(pages.next()).rejects.toThrow('group.bulk');
  });

  it('have moved where one is gone since it was listed', async () => {
    const table = { ...site, '/group/member?groupId=g-admins': 404 };
    const { gaps } = await readPass(adminGroupsSource, createReader(table), { startedAt });
    expect(gaps).toEqual([{ why: 'moved', at: 'group.members' }]);
  });

  it('ask a live site no further that has no points left, and keep what was read', async () => {
    const spent = { status: 429, headers: { 'ratelimit-reason': 'jira-quota-global-based' } };
    const table = { ...site, '/group/member?groupId=g-both': spent };
    const reader = createReader(table);
    const reading = await readPass(adminGroupsSource, reader, { startedAt });
    expect(memberships(reading.facts)).toEqual(['g-admins a1', 'g-admins a2', 'g-admins a3']);
    expect(groupsIn(reading.facts)).toContain('g-both');
    expect(reading.gaps).toEqual([{ why: 'rate-limited', at: 'group.members' }]);
    expect(reader.requests.filter(request => request.includes('g-empty'))).toEqual([]);
    expect(
      (await readPass(adminGroupsSource, createReader(table, { live: false }), { startedAt })).read,
    ).toBe(2);
  });

  it('treat null as a missing name', async () => {
    const unnamed = member('n1', { displayName: null });
    const table = { ...site, '/group/member?groupId=g-both': valuesPage([unnamed]) };
    const { facts, gaps } = await readPass(adminGroupsSource, createReader(table), { startedAt });
    expect(gaps).toEqual([]);
    expect(facts.find(fact => fact.member?.id === 'n1')?.member).toMatchObject({ type: 'atlassian' });
  });

  it('continue in the middle of a group', async () => {
    const members = Array.from({ length: 120 }, (_, index) => member(`m${index}`));
    const table = { ...site, '/group/member?groupId=g-both': valuesPage(members) };
    const complete = await readPass(adminGroupsSource, createReader(table), { startedAt });
    for await (const { next } of adminGroupsSource.pages(createReader(table))) {
      if (next === undefined) continue;
      const rest = await readPass(adminGroupsSource, createReader(table), {
        startedAt,
        from: JSON.parse(JSON.stringify(next)),
      });
      expect(rest.gaps).toEqual([]);
      expect(rest.facts).toEqual(complete.facts.slice(complete.facts.length - rest.facts.length));
    }
  });

  it('are re-checked one by one', async () => {
    expect(await adminGroupsSource.recheck(createReader(site), 'g-both')).toMatchObject({
      facts: [{ group: { id: 'g-both' } }, { group: { id: 'g-both' }, member: { id: 'a1' } }],
    });
    expect(await adminGroupsSource.recheck(createReader(site), 'g-other')).toEqual({ facts: [] });
    const blind = createReader({ ...site, '/group/bulk?accessType=site-admin': 400 });
    expect(await adminGroupsSource.recheck(blind, 'g-other')).toEqual({
      gap: { why: 'failed', at: 'group.bulk' },
    });
  });

  it('never believe, re-checked, a list without groups, or one that leaves no person an admin', async () => {
    const none = {
      '/group/bulk?accessType=admin': valuesPage([]),
      '/group/bulk?accessType=site-admin': valuesPage([]),
    };
    expect(await adminGroupsSource.recheck(createReader(none), 'g-both')).toEqual({
      gap: { why: 'failed', at: 'group.bulk admin-groups' },
    });
    const { facts } = await readPass(
      adminGroupsSource,
      createReader({ ...site, '/group/member?groupId=g-admins': valuesPage([]) }),
      { startedAt },
    );
    const lost = createReader(
      {
        ...site,
        '/group/bulk?accessType=admin': valuesPage([group('admins')]),
        ...{ '/group/bulk?accessType=site-admin': valuesPage([]) },
      },
      { readings: { adminGroups: completeReading(facts) } },
    );
    expect(await adminGroupsSource.recheck(lost, 'g-both')).toEqual({
      gap: { why: 'failed', at: 'group.bulk admins' },
    });
  });

  it('aren’t believed where apps are their only members', () => {
    const app = { id: 'x', type: 'app', active: true, genericName: false };
    const pass = (type: string) => ({
      facts: [{ group: { ...empty, access: ['admin' as const] }, member: { ...app, type } }],
      read: 1,
      startedAt,
      signals: [],
    });
    const known = {
      namedObjects: { spacesWithScheme: [], schemesInUse: [], licensed: [] },
      live: true,
      own: { spaces: [] },
      last: undefined,
    };
    expect(adminGroupsSource.plausibility?.findMissing?.(pass('app'), known)).toEqual([
      { failure: 'admins' },
    ]);
    expect(adminGroupsSource.plausibility?.findMissing?.(pass('atlassian'), known)).toEqual([]);
  });

  it('never believes, re-checked, that no person is an admin', async () => {
    const of = (id: string) => ({ id, name: id, access: ['admin' as const] });
    const person = { id: 'a1', type: 'atlassian', active: true, genericName: false };
    const emptied = { ...site, '/group/member?groupId=g-admins': valuesPage([]) };
    const only = completeReading([{ group: of('g-admins') }, { group: of('g-admins'), member: person }]);
    const gap = { why: 'failed', at: 'group.members admins' };
    expect(
      await adminGroupsSource.recheck(createReader(emptied, { readings: { adminGroups: only } }), 'g-admins'),
    ).toEqual({ gap });
    const others = completeReading([...only.facts, { group: of('g-both'), member: person }]);
    expect(
      await adminGroupsSource.recheck(
        createReader(emptied, { readings: { adminGroups: others } }),
        'g-admins',
      ),
    ).toMatchObject({ facts: [{ group: { id: 'g-admins' } }] });
  });

  describe('and the change feed', () => {
    const change = {
      id: '1',
      via: 'audit',
      at: startedAt,
      summary: '',
      category: '',
      associated: [],
    } as const;
    const group = { id: 'g-both', name: 'jira-admins', access: ['admin' as const] };
    const lee = { id: 'lee', type: 'atlassian', active: true, genericName: false };
    const known = createReader(
      {},
      { readings: { adminGroups: completeReading([{ group }, { group, member: lee }]) } },
    );
    const touched = (object: ChangedObject, associated: readonly ChangedObject[] = []) =>
      adminGroupsSource.touchedBy({ ...change, object, associated }, known);

    it.each(['', 'Gruppenverwaltung', 'group management'])(
      'reads a group again that “%s” names',
      category => {
        const object = { type: 'GROUP', name: 'jira-admins' };
        expect(adminGroupsSource.touchedBy({ ...change, category, object }, known)).toEqual(['g-both']);
      },
    );

    it('reads all of them where a group is named that is not among them: it may be new, or renamed', () => {
      expect(touched({ type: 'GROUP', name: 'site-helpers' }, [{ type: 'USER', id: 'kim' }])).toBe('all');
    });

    it('reads all of them after a change of a global permission', () => {
      expect(touched({ type: 'PERMISSIONS', name: 'Globale Berechtigungen' })).toBe('all');
    });

    it('reads the groups again of a person whose account changed', () => {
      expect(touched({ type: 'USER', id: 'lee' })).toEqual(['g-both']);
      expect(touched({ type: 'USER', id: 'kim' })).toBe('none');
      expect(touched({ type: 'USER', id: 'ug:24aa' })).toBe('all');
    });

    it('reads nothing after other changes', () => {
      expect(touched({ type: 'WORKFLOW', id: '1' })).toBe('none');
    });
  });
});

describe('a generic name', () => {
  it.each(['admin', 'Jira Admin 2', 'IT-Support', 'Site Administrator', 'service account'])('is %s', name => {
    expect(isGenericName(name)).toBe(true);
  });

  it.each(['Anna Admin', 'Ópe Itani', 'Administratova', '', '42'])('is not %s', name => {
    expect(isGenericName(name)).toBe(false);
  });
});
