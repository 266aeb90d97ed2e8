import { applicationRolesSource } from '../../src/evidence/sources/application-roles';
import { auditLogSource } from '../../src/evidence/sources/audit-log';
import { licenseSource } from '../../src/evidence/sources/license';
import { readPass } from '../../src/evidence/read-pass';
import { siteSource } from '../../src/evidence/sources/site';
import { sitePropertiesSource } from '../../src/evidence/sources/site-properties';
import { instant } from '../../src/domain/instant';
import { createReader, completeReading } from './fake-transport';

const startedAt = instant(0);

describe('the site', () => {
  it('is known by its address without a slash at the end', async () => {
    const reader = createReader({ '/serverInfo': { body: { baseUrl: 'https://acme.example/' } } });
    expect((await readPass(siteSource, reader, { startedAt })).facts).toEqual([
      { baseUrl: 'https://acme.example' },
    ]);
  });
});

describe('the license', () => {
  it('is each app’s plan as Jira names it; an unknown plan is a gap', async () => {
    const applications = [
      { id: 'jira-software', plan: 'FREE' },
      { id: 'jira-next', plan: 'TRIAL' },
    ];
    const reader = createReader({ '/instance/license': { body: { applications } } });
    expect(await readPass(licenseSource, reader, { startedAt })).toMatchObject({
      facts: [
        { application: 'jira-software', plan: 'FREE' },
        { application: 'jira-next', plan: 'TRIAL' },
      ],
      gaps: [{ why: 'schema', at: 'license.get plan' }],
    });
  });
});

describe('a license that can’t be read', () => {
  it('hides no other, and the plan of all is not known', async () => {
    const applications = [{ id: 'jira-software', plan: 'FREE' }, { id: 'jira-next' }];
    const reader = createReader({ '/instance/license': { body: { applications } } });
    expect(await readPass(licenseSource, reader, { startedAt })).toMatchObject({
      facts: [{ application: 'jira-software', plan: 'FREE' }],
      read: 1,
      of: 2,
      gaps: [{ why: 'schema', at: 'license.get plan: string' }],
    });
  });
});

describe('the application properties', () => {
  const properties = (body: unknown) => createReader({ '/application-properties': { body } });

  it.each([
    ['true', 'true'],
    [false, 'false'],
  ])('show whether objects can be shared with the public: %p', async (value, text) => {
    const all = [
      { key: 'jira.home', value: '/var' },
      { key: 'jira.option.globalsharing', value },
    ];
    expect(await readPass(sitePropertiesSource, properties(all), { startedAt })).toMatchObject({
      facts: [{ key: 'jira.option.globalsharing', value: text }],
      gaps: [],
    });
  });

  it('ignore other properties, readable or not', async () => {
    const all = [
      { key: 'jira.title', value: null },
      { key: 'jira.home', value: { deep: 1 } },
      { key: 'jira.option.globalsharing', value: 'true' },
    ];
    expect(await readPass(sitePropertiesSource, properties(all), { startedAt })).toMatchObject({
      facts: [{ key: 'jira.option.globalsharing', value: 'true' }],
      gaps: [],
    });
    expect((await readPass(sitePropertiesSource, properties(all.slice(0, 2)), { startedAt })).gaps).toEqual([
      { why: 'plan-or-unset', at: 'jira.option.globalsharing' },
    ]);
  });

  it('are unset where the property has no value, and unreadable where it has an unexpected one', async () => {
    const gapOf = async (value: unknown) =>
      (
        await readPass(sitePropertiesSource, properties([{ key: 'jira.option.globalsharing', value }]), {
          startedAt,
        })
      ).gaps;
    expect(await gapOf(null)).toMatchObject([{ why: 'plan-or-unset' }]);
    expect(await gapOf(undefined)).toMatchObject([{ why: 'plan-or-unset' }]);
    expect(await gapOf({ on: true })).toMatchObject([{ why: 'schema' }]);
  });

  it('are unset where Jira does not list the property', async () => {
    expect((await readPass(sitePropertiesSource, properties([]), { startedAt })).gaps).toEqual([
      { why: 'plan-or-unset', at: 'jira.option.globalsharing' },
    ]);
  });
});

describe('the application roles', () => {
  const role = {
    key: 'jira-software',
    name: 'Jira Software',
    groups: ['jira-users', 'jira-admins'],
    groupDetails: [
      { groupId: 'g-users', name: 'jira-users' },
      { groupId: 'g-admins', name: 'jira-admins' },
    ],
    defaultGroups: ['jira-users'],
    defaultGroupsDetails: [{ groupId: 'g-users', name: 'jira-users' }],
    userCount: 12,
  };

  it('give the groups with access and the default ones, by id', async () => {
    expect(
      await readPass(applicationRolesSource, createReader({ '/applicationrole': { body: [role] } }), {
        startedAt,
      }),
    ).toMatchObject({
      facts: [
        {
          key: 'jira-software',
          name: 'Jira Software',
          groups: ['g-users', 'g-admins'],
          defaultGroups: [{ id: 'g-users', name: 'jira-users' }],
          people: 12,
        },
      ],
      gaps: [],
    });
  });

  it('are not complete where Jira names groups without ids', async () => {
    const { groupDetails: _groups, defaultGroupsDetails: _defaults, ...old } = role;
    const reading = await readPass(
      applicationRolesSource,
      createReader({ '/applicationrole': { body: [old] } }),
      {
        startedAt,
      },
    );
    expect(reading.facts[0]?.defaultGroups).toEqual([{ id: 'jira-users', name: 'jira-users' }]);
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'application-role.list groupDetails' }]);
  });

  it('name each default group that either of Jira’s two lists names', async () => {
    const both = { ...role, defaultGroups: ['jira-users', 'contractors'] };
    const reading = await readPass(
      applicationRolesSource,
      createReader({ '/applicationrole': { body: [both] } }),
      {
        startedAt,
      },
    );
    expect(reading.facts[0]?.defaultGroups).toEqual([
      { id: 'g-users', name: 'jira-users' },
      { id: 'contractors', name: 'contractors' },
    ]);
  });

  it('are not complete where Jira gives no list of default groups', async () => {
    const none = { ...role, defaultGroups: null, defaultGroupsDetails: undefined };
    const reading = await readPass(
      applicationRolesSource,
      createReader({ '/applicationrole': { body: [none] } }),
      {
        startedAt,
      },
    );
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'application-role.list defaultGroups' }]);
  });

  it('are read again when a group comes or goes, not when someone joins one', () => {
    const change = {
      id: '1',
      via: 'audit',
      at: startedAt,
      summary: 'Gruppe gelöscht',
      category: 'Gruppenverwaltung',
      object: { type: 'GROUP', name: 'jira-users' },
      associated: [],
    } as const;
    const known = createReader({});
    expect(applicationRolesSource.touchedBy(change, known)).toBe('all');
    const joined = { ...change, associated: [{ type: 'USER', id: 'a1' }] };
    expect(applicationRolesSource.touchedBy(joined, known)).toBe('none');
  });
});

describe('the audit log’s probe', () => {
  const record = (day: string) => ({ created: `${day}T10:00:00.000+0000` });
  const at = (day: string) => Date.parse(`${day}T10:00:00.000Z`);
  const plans = (...all: string[]) => ({
    readings: { license: completeReading(all.map((plan, index) => ({ application: `app-${index}`, plan }))) },
  });

  it('finds the oldest record of a log that fits one page', async () => {
    const body = { offset: 0, limit: 1_000, total: 2, records: [record('2026-02-01'), record('2025-01-01')] };
    expect(
      await readPass(auditLogSource, createReader({ '/auditing/record': { body } }), { startedAt }),
    ).toMatchObject({
      facts: [{ readable: true, oldest: at('2025-01-01') }],
      read: 1,
      of: 1,
      gaps: [],
    });
  });

  it('goes to the last page for it', async () => {
    const reader = createReader({
      '/auditing/record?offset=0': { body: { limit: 100, total: 250, records: [record('2026-02-01')] } },
      '/auditing/record?offset=200': { body: { limit: 100, total: 250, records: [record('2024-05-05')] } },
    });
    const reading = await readPass(auditLogSource, reader, { startedAt });
    expect(reading).toMatchObject({ facts: [{ readable: true, oldest: at('2024-05-05') }], gaps: [] });
    expect(reader.requests).toHaveLength(2);
  });

  it('is readable with a gap where the last page can’t be fetched', async () => {
    const reader = createReader({
      '/auditing/record?offset=0': { body: { limit: 100, total: 250, records: [record('2026-02-01')] } },
      '/auditing/record': 500,
    });
    expect(await readPass(auditLogSource, reader, { startedAt })).toMatchObject({
      facts: [{ readable: true, oldest: at('2026-02-01') }],
      gaps: [{ why: 'failed', at: 'audit.list' }],
    });
  });

  it('has moved where every page is the same', async () => {
    const body = { limit: 100, total: 250, records: [record('2026-02-01')] };
    expect(
      (await readPass(auditLogSource, createReader({ '/auditing/record': { body } }), { startedAt })).gaps,
    ).toEqual([{ why: 'moved', at: 'audit.list' }]);
  });

  it('ignores records that differ, and reads the others', async () => {
    const body = { limit: 2, total: 2, records: [record('2024-05-05'), { id: 5 }] };
    for (const live of [true, false])
      expect(
        await readPass(auditLogSource, createReader({ '/auditing/record': { body } }, { live }), {
          startedAt,
        }),
      ).toMatchObject({
        facts: [{ readable: true, oldest: at('2024-05-05') }],
        gaps: [{ why: 'schema', at: 'audit.list created: string' }],
      });
  });

  it('is read to its end live where Jira gives no length', async () => {
    const reader = createReader({
      '/auditing/record?offset=0': { body: { limit: 1, records: [record('2026-02-01')] } },
      '/auditing/record?offset=1': { body: { limit: 1, records: [record('2024-05-05')] } },
      '/auditing/record': { body: { limit: 1, records: [] } },
    });
    expect(await readPass(auditLogSource, reader, { startedAt })).toMatchObject({
      facts: [{ oldest: at('2024-05-05') }],
      gaps: [],
    });
  });

  it.each([[['FREE', 'FREE']], [['FREE', 'UNLICENSED']]])('is refused by the plan: %p', async all => {
    const reader = createReader({ '/auditing/record': 403 }, plans(...all));
    expect(await readPass(auditLogSource, reader, { startedAt })).toMatchObject({
      facts: [{ readable: false }],
      gaps: [],
    });
  });

  it.each([[['FREE', 'PAID']], [['FREE', 'TRIAL']], [['UNLICENSED']], [[]]])(
    'is denied on other plans: %p',
    async all => {
      const reader = createReader({ '/auditing/record': 403 }, plans(...all));
      expect(await readPass(auditLogSource, reader, { startedAt })).toMatchObject({
        facts: [],
        gaps: [{ why: 'denied', at: 'audit.list' }],
      });
    },
  );

  it('is denied by 401 on every plan', async () => {
    const reader = createReader({ '/auditing/record': 401 }, plans('FREE'));
    expect((await readPass(auditLogSource, reader, { startedAt })).gaps).toEqual([
      { why: 'denied', at: 'audit.list' },
    ]);
  });
});

describe('a recorded audit log', () => {
  const record = (id: number, day = '2026-10-01') => ({ id, created: `${day}T10:00:00.000+0000` });
  const oldest = Date.parse('2024-05-05T10:00:00Z');
  const read = (pages: Readonly<Record<string, object | number>>) => {
    const table = Object.fromEntries(
      Object.entries(pages).map(([offset, given]) => [
        `/auditing/record?offset=${offset}`,
        typeof given === 'number' ? given : { body: given },
      ]),
    );
    return readPass(auditLogSource, createReader(table, { live: false }), { startedAt });
  };

  it('continues by the page size of the answer, or by its number of records', async () => {
    const classified = {
      '0': { limit: 2, total: 5, records: [record(5), record(4)] },
      '2': { limit: 3, total: 5, records: [record(3), record(2), record(1, '2024-05-05')] },
    };
    expect(await read(classified)).toMatchObject({ facts: [{ readable: true, oldest }], gaps: [] });
    const unsaid = {
      '0': { total: 3, records: [record(3), record(2)] },
      '2': { total: 3, records: [record(1, '2024-05-05')] },
    };
    expect(await read(unsaid)).toMatchObject({ facts: [{ readable: true, oldest }], gaps: [] });
  });

  it('ends without a length at an empty page, not at the first one', async () => {
    const pages = {
      '0': { limit: 2, records: [record(3), record(2)] },
      '2': { limit: 2, records: [record(1, '2024-05-05')] },
      '4': { limit: 2, records: [] },
    };
    expect(await read(pages)).toMatchObject({ facts: [{ readable: true, oldest }], gaps: [] });
  });

  it('has not moved where pages differ by their ids alone, and has where they are equal', async () => {
    const differ = {
      '0': { limit: 1, total: 2, records: [record(2)] },
      '1': { limit: 1, total: 2, records: [record(1)] },
    };
    expect((await read(differ)).gaps).toEqual([]);
    const equal = { ...differ, '1': { limit: 1, total: 2, records: [record(2)] } };
    expect((await read(equal)).gaps).toEqual([{ why: 'moved', at: 'audit.list' }]);
  });

  it('counts as far as it was recorded', async () => {
    const pages = { '0': { limit: 1, total: 2, records: [record(2, '2024-05-05')] }, '1': 500 };
    expect(await read(pages)).toMatchObject({
      facts: [{ readable: true, oldest }],
      gaps: [{ why: 'failed', at: 'audit.list' }],
    });
  });
});
