import { applicationRoles } from '../../src/evidence/application-roles';
import { auditLog } from '../../src/evidence/audit-log';
import { licence } from '../../src/evidence/licence';
import { readPass } from '../../src/evidence/read-pass';
import { site } from '../../src/evidence/site';
import { siteProperties } from '../../src/evidence/site-properties';
import { instant } from '../../src/terms/instant';
import { readerOf, readingOf } from './fake-site';

const asOf = instant(0);

describe('the site', () => {
  it('is known by its address without a slash at the end', async () => {
    const reader = readerOf({ '/serverInfo': { body: { baseUrl: 'https://acme.example/' } } });
    expect((await readPass(site, reader, { asOf })).facts).toEqual([{ baseUrl: 'https://acme.example' }]);
  });
});

describe('the licence', () => {
  it('is each app’s plan in Jira’s words; a new word is a gap', async () => {
    const applications = [
      { id: 'jira-software', plan: 'FREE' },
      { id: 'jira-next', plan: 'TRIAL' },
    ];
    const reader = readerOf({ '/instance/license': { body: { applications } } });
    expect(await readPass(licence, reader, { asOf })).toMatchObject({
      facts: [
        { application: 'jira-software', plan: 'FREE' },
        { application: 'jira-next', plan: 'TRIAL' },
      ],
      gaps: [{ why: 'schema', at: 'license.get plan' }],
    });
  });
});

describe('a licence that can’t be read', () => {
  it('hides no other, and the plan of all is not known', async () => {
    const applications = [{ id: 'jira-software', plan: 'FREE' }, { id: 'jira-next' }];
    const reader = readerOf({ '/instance/license': { body: { applications } } });
    expect(await readPass(licence, reader, { asOf })).toMatchObject({
      facts: [{ application: 'jira-software', plan: 'FREE' }],
      read: 1,
      of: 2,
      gaps: [{ why: 'schema', at: 'license.get plan: string' }],
    });
  });
});

describe('the application properties', () => {
  const properties = (body: unknown) => readerOf({ '/application-properties': { body } });

  it.each([
    ['true', 'true'],
    [false, 'false'],
  ])('tell whether things can be shared with the public: %p', async (value, text) => {
    const all = [
      { key: 'jira.home', value: '/var' },
      { key: 'jira.option.globalsharing', value },
    ];
    expect(await readPass(siteProperties, properties(all), { asOf })).toMatchObject({
      facts: [{ key: 'jira.option.globalsharing', value: text }],
      gaps: [],
    });
  });

  it('are not asked what others hold, nor whether they can be read', async () => {
    const all = [
      { key: 'jira.title', value: null },
      { key: 'jira.home', value: { deep: 1 } },
      { key: 'jira.option.globalsharing', value: 'true' },
    ];
    expect(await readPass(siteProperties, properties(all), { asOf })).toMatchObject({
      facts: [{ key: 'jira.option.globalsharing', value: 'true' }],
      gaps: [],
    });
    expect((await readPass(siteProperties, properties(all.slice(0, 2)), { asOf })).gaps).toEqual([
      { why: 'plan-or-unset', at: 'jira.option.globalsharing' },
    ]);
  });

  it('say that nobody set it where it has no value, and that it can’t be read where it has an odd one', async () => {
    const gapOf = async (value: unknown) =>
      (await readPass(siteProperties, properties([{ key: 'jira.option.globalsharing', value }]), { asOf }))
        .gaps;
    expect(await gapOf(null)).toMatchObject([{ why: 'plan-or-unset' }]);
    expect(await gapOf(undefined)).toMatchObject([{ why: 'plan-or-unset' }]);
    expect(await gapOf({ on: true })).toMatchObject([{ why: 'schema' }]);
  });

  it('say nothing where Jira does not list the property', async () => {
    expect((await readPass(siteProperties, properties([]), { asOf })).gaps).toEqual([
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
      await readPass(applicationRoles, readerOf({ '/applicationrole': { body: [role] } }), { asOf }),
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
    const reading = await readPass(applicationRoles, readerOf({ '/applicationrole': { body: [old] } }), {
      asOf,
    });
    expect(reading.facts[0]?.defaultGroups).toEqual([{ id: 'jira-users', name: 'jira-users' }]);
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'application-role.list groupDetails' }]);
  });

  it('name each default group that either of Jira’s two lists names', async () => {
    const both = { ...role, defaultGroups: ['jira-users', 'contractors'] };
    const reading = await readPass(applicationRoles, readerOf({ '/applicationrole': { body: [both] } }), {
      asOf,
    });
    expect(reading.facts[0]?.defaultGroups).toEqual([
      { id: 'g-users', name: 'jira-users' },
      { id: 'contractors', name: 'contractors' },
    ]);
  });

  it('are not complete where Jira gives no list of default groups', async () => {
    const none = { ...role, defaultGroups: null, defaultGroupsDetails: undefined };
    const reading = await readPass(applicationRoles, readerOf({ '/applicationrole': { body: [none] } }), {
      asOf,
    });
    expect(reading.gaps).toEqual([{ why: 'schema', at: 'application-role.list defaultGroups' }]);
  });

  it('are read again when a group comes or goes, not when someone joins one', () => {
    const change = {
      id: '1',
      via: 'audit',
      at: asOf,
      summary: 'Gruppe gelöscht',
      category: 'Gruppenverwaltung',
      object: { type: 'GROUP', name: 'jira-users' },
      associated: [],
    } as const;
    const known = readerOf({});
    expect(applicationRoles.touchedBy(change, known)).toBe('all');
    const joined = { ...change, associated: [{ type: 'USER', id: 'a1' }] };
    expect(applicationRoles.touchedBy(joined, known)).toBe('none');
  });
});

describe('the audit log’s probe', () => {
  const record = (day: string) => ({ created: `${day}T10:00:00.000+0000` });
  const at = (day: string) => Date.parse(`${day}T10:00:00.000Z`);
  const plans = (...all: string[]) => ({
    readings: { licence: readingOf(all.map((plan, index) => ({ application: `app-${index}`, plan }))) },
  });

  it('finds the oldest record of a log that fits one page', async () => {
    const body = { offset: 0, limit: 1_000, total: 2, records: [record('2026-02-01'), record('2025-01-01')] };
    expect(await readPass(auditLog, readerOf({ '/auditing/record': { body } }), { asOf })).toMatchObject({
      facts: [{ readable: true, oldest: at('2025-01-01') }],
      read: 1,
      of: 1,
      gaps: [],
    });
  });

  it('goes to the last page for it', async () => {
    const reader = readerOf({
      '/auditing/record?offset=0': { body: { limit: 100, total: 250, records: [record('2026-02-01')] } },
      '/auditing/record?offset=200': { body: { limit: 100, total: 250, records: [record('2024-05-05')] } },
    });
    const reading = await readPass(auditLog, reader, { asOf });
    expect(reading).toMatchObject({ facts: [{ readable: true, oldest: at('2024-05-05') }], gaps: [] });
    expect(reader.asked).toHaveLength(2);
  });

  it('is readable with a gap where the last page can’t be had', async () => {
    const reader = readerOf({
      '/auditing/record?offset=0': { body: { limit: 100, total: 250, records: [record('2026-02-01')] } },
      '/auditing/record': 500,
    });
    expect(await readPass(auditLog, reader, { asOf })).toMatchObject({
      facts: [{ readable: true, oldest: at('2026-02-01') }],
      gaps: [{ why: 'failed', at: 'audit.list' }],
    });
  });

  it('has moved where every page is the same', async () => {
    const body = { limit: 100, total: 250, records: [record('2026-02-01')] };
    expect((await readPass(auditLog, readerOf({ '/auditing/record': { body } }), { asOf })).gaps).toEqual([
      { why: 'moved', at: 'audit.list' },
    ]);
  });

  it('takes records that differ for none, and reads the others', async () => {
    const body = { limit: 2, total: 2, records: [record('2024-05-05'), { id: 5 }] };
    for (const live of [true, false])
      expect(
        await readPass(auditLog, readerOf({ '/auditing/record': { body } }, { live }), { asOf }),
      ).toMatchObject({
        facts: [{ readable: true, oldest: at('2024-05-05') }],
        gaps: [{ why: 'schema', at: 'audit.list created: string' }],
      });
  });

  it('is read to its end live where Jira tells no length', async () => {
    const reader = readerOf({
      '/auditing/record?offset=0': { body: { limit: 1, records: [record('2026-02-01')] } },
      '/auditing/record?offset=1': { body: { limit: 1, records: [record('2024-05-05')] } },
      '/auditing/record': { body: { limit: 1, records: [] } },
    });
    expect(await readPass(auditLog, reader, { asOf })).toMatchObject({
      facts: [{ oldest: at('2024-05-05') }],
      gaps: [],
    });
  });

  it.each([[['FREE', 'FREE']], [['FREE', 'UNLICENSED']]])('is refused by the plan: %p', async all => {
    const reader = readerOf({ '/auditing/record': 403 }, plans(...all));
    expect(await readPass(auditLog, reader, { asOf })).toMatchObject({
      facts: [{ readable: false }],
      gaps: [],
    });
  });

  it.each([[['FREE', 'PAID']], [['FREE', 'TRIAL']], [['UNLICENSED']], [[]]])(
    'is denied on other plans: %p',
    async all => {
      const reader = readerOf({ '/auditing/record': 403 }, plans(...all));
      expect(await readPass(auditLog, reader, { asOf })).toMatchObject({
        facts: [],
        gaps: [{ why: 'denied', at: 'audit.list' }],
      });
    },
  );

  it('is denied by 401 on every plan', async () => {
    const reader = readerOf({ '/auditing/record': 401 }, plans('FREE'));
    expect((await readPass(auditLog, reader, { asOf })).gaps).toEqual([{ why: 'denied', at: 'audit.list' }]);
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
    return readPass(auditLog, readerOf(table, { live: false }), { asOf });
  };

  it('goes on by what the answer says it gave, or by the records that it holds', async () => {
    const said = {
      '0': { limit: 2, total: 5, records: [record(5), record(4)] },
      '2': { limit: 3, total: 5, records: [record(3), record(2), record(1, '2024-05-05')] },
    };
    expect(await read(said)).toMatchObject({ facts: [{ readable: true, oldest }], gaps: [] });
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
