import { siteActions } from '../../sandbox/world/site-actions';
import { type InstalledSite, createTestWorld, type TestWorld } from './harness';

interface NamedSpace {
  readonly id: string;
  readonly key: string;
  readonly lead: { readonly accountId: string };
}

/** Events never come: whatever is noticed at the next tick, the audit log showed. */
const withLog = (auditLanguage: 'english' | 'german') =>
  ({ size: 'S', plants: { clean: true }, switches: { eventDelivery: 'never', auditLanguage } }) as const;

describe.each(['english', 'german'] as const)('an audit log in %s', language => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await createTestWorld(withLog(language));
    await world.install();
    await world.tick(2);
  }, 120_000);
  afterAll(() => world.close());

  const act = async (id: string): Promise<void> => {
    const found = siteActions(world.firstSite.site).find(each => each.id === id);
    if (found === undefined) throw new Error(`There is no action ${id}`);
    await found.run();
  };

  const open = async (control: string): Promise<number> => (await world.firstSite.row(control)).open;

  const spaces = async ({ ana }: InstalledSite): Promise<readonly NamedSpace[]> =>
    (
      await ana.get<{ values: readonly NamedSpace[] }>(
        '/rest/api/3/project/search?maxResults=100&expand=lead',
      )
    ).values;

  const disable = async ({ ana }: InstalledSite, account: string): Promise<unknown> =>
    ana.post(`/admin-api/users/${encodeURIComponent(account)}/manage/lifecycle/disable`);

  /** How many more findings of a control are open one tick after a change. */
  const after = async (control: string, change: () => Promise<unknown>): Promise<number> => {
    const before = await open(control);
    await change();
    await world.tick();
    return (await open(control)) - before;
  };

  it('shows at the next tick that an admin was deactivated', async () => {
    expect(await after('USR-03', () => act('deactivated-admin'))).toBeGreaterThanOrEqual(1);
  });

  it('shows at the next tick that the owner of a space was deactivated', async () => {
    const { ana, lee } = world.firstSite.site.people;
    const spared = [ana.accountId, lee.accountId];
    const owner = (await spaces(world.firstSite))
      .map(({ lead }) => lead.accountId)
      .find(id => !spared.includes(id));
    expect(await after('USR-03', () => disable(world.firstSite, owner ?? ''))).toBe(1);
  });

  it('shows at the next tick that a person joined an admin group, and left it', async () => {
    const { ana } = world.firstSite;
    const { values: groups } = await ana.get<{ values: readonly { groupId: string }[] }>(
      '/rest/api/3/group/bulk?accessType=admin',
    );
    const group = groups[0]?.groupId ?? '';
    const people = await ana.get<readonly { accountId: string; accountType: string; active: boolean }[]>(
      '/rest/api/3/users/search?maxResults=200',
    );
    const person = [...people]
      .reverse()
      .find(({ accountType, active }) => accountType === 'atlassian' && active)?.accountId;
    const joined = () => ana.post(`/rest/api/3/group/user?groupId=${group}`, { accountId: person });
    expect(await after('USR-01', joined)).toBeGreaterThanOrEqual(1);
    const left = () => ana.delete(`/rest/api/3/group/user?groupId=${group}&accountId=${person}`);
    expect(await after('USR-01', left)).toBeLessThanOrEqual(-1);
  });

  it('shows at the next tick that a permission scheme was opened', async () => {
    expect(await after('INF-01', () => act('public-scheme'))).toBe(1);
  });

  it('shows at the next tick that a space got an open scheme', async () => {
    const { ana } = world.firstSite;
    const { id } = await ana.post<{ id: number }>('/rest/api/3/permissionscheme', {
      name: 'Open to all',
      permissions: [{ holder: { type: 'anyone' }, permission: 'BROWSE_PROJECTS' }],
    });
    const space = (await spaces(world.firstSite)).find(({ key }) => key === 'FIN');
    const given = () => ana.put(`/rest/api/3/project/${space?.id}/permissionscheme`, { id });
    expect(await after('INF-01', given)).toBe(1);
  });

  it('shows at the next tick that a default group got admin access', async () => {
    expect(await after('USR-02', () => act('default-admins'))).toBe(1);
  });

  it('is marked on the Evidence page if it is not in English', async () => {
    expect((await world.firstSite.callApp('evidence', {})).feed.isEnglish).toBe(language === 'english');
  });
});
