import { panelApi } from '../../src/api/panel-api';
import { unfiled } from '../../src/remediation/memory';
import { filedName } from '../../src/remediation/wanted';
import { pack } from '../../src/storage/packed';
import { MINUTE, instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Asked, invoked, jiraWithOneAdmin, PLAIN, platformWith } from './platform';
import { keepFindings } from '../storage/kept';
import { at, checklist, filedProperty as property, life, NOW, valueOf } from './as-admin';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the panel on a work item', () => {
  let jiraSays: Parameters<typeof platformWith>[0] = jiraWithOneAdmin;

  async function filedFor(filed: readonly Life[], lives: readonly Life[]) {
    jiraSays = jiraWithOneAdmin;
    const platform = platformWith(asked =>
      asked.path.startsWith('/rest/api/3/issue/10041')
        ? { status: 200, body: { id: '10041', properties: { 'shared-responsibility': property } } }
        : jiraSays(asked),
    );
    platform.store.set('site', { cloudId: 'cloud-1', environmentId: 'env-1', installedAt: 1 });
    platform.store.set('remediations', { keys: pack(['INF-03:site']) });
    const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    platform.entities.set('remediation/INF-03:site', {
      body: {
        ...memory,
        state: 'open',
        issueId: '10041',
        filed: filed.map(filedName),
        filedCount: filed.length,
      },
    });
    await keepFindings('INF-03', { version: 1, lives });
    return platform;
  }
  const asViewer = (name: string) => invoked(panelApi, name, { issue: '10041' }, { account: PLAIN });

  it('shows what remains of what it was filed for, and nothing of the baseline', async () => {
    const lives = [life(1), life(2, { state: 'gone' }), life(3, { baseline: true }), life(4)];
    await filedFor([life(1), life(2)], lives);
    const value = valueOf<{ open: number; of: number; remaining: { key: string }[]; checkedAt: number }>(
      await asViewer('panel'),
    );
    expect([value.open, value.of, value.checkedAt]).toEqual([2, 2, NOW]);
    expect(value.remaining.map(({ key }) => key.at(-2))).toEqual(['1', '4']);
  });

  it('has at most ten lines, and asks for at most fifty objects to be read again', async () => {
    const lives = Array.from({ length: 60 }, (_, number) => life(number));
    const platform = await filedFor(lives, lives);
    expect(valueOf<{ remaining: unknown[] }>(await asViewer('panel')).remaining).toHaveLength(10);
    expect(await asViewer('checkNow')).toEqual({ is: 'done', value: { is: 'asked', objects: 50 } });
    const [message] = platform.pushed as { kind: string; why: string; objects: unknown[] }[];
    expect([message?.kind, message?.why, message?.objects.length]).toEqual(['settle', 'check', 50]);
    expect(message?.objects[0]).toEqual({ source: 'publicFilters', key: '0' });
  });

  it('is checked once in two minutes: each check judges the whole site', async () => {
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await asViewer('checkNow')).toMatchObject({ value: { is: 'asked' } });
    const again = { is: 'too-soon', againAt: NOW + 2 * MINUTE };
    expect(await asViewer('checkNow')).toEqual({ is: 'done', value: again });
    expect(platform.pushed).toHaveLength(1);
    at(NOW + 2 * MINUTE);
    expect(await asViewer('checkNow')).toMatchObject({ value: { is: 'asked' } });
  });

  it('is read until the second read has said it', async () => {
    const phase = async () => valueOf<{ check: { phase: string } }>(await asViewer('panel')).check.phase;
    const moved = async (part: Partial<Life>): Promise<string> => {
      await keepFindings('INF-03', { version: 1, lives: [life(1, part)] });
      return phase();
    };
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await phase()).toBe('none');
    at(NOW + MINUTE);
    await asViewer('checkNow');
    expect(await phase()).toBe('reading');
    expect(await moved({ lastSeen: instant(NOW + MINUTE) })).toBe('none');
    expect(await moved({ state: 'fading', readAt: instant(NOW + MINUTE) })).toBe('second');
    expect(await moved({ state: 'gone', readAt: instant(NOW + 2 * MINUTE) })).toBe('none');
    expect(platform.pushed).toHaveLength(1);
  });

  it('says what the app closed, what it may not close, and that it lost its rights', async () => {
    const platform = await filedFor([life(1)], [life(1, { state: 'gone' })]);
    const name = 'remediation/INF-03:site';
    const { body } = platform.entities.get(name) as { body: object };
    const panel = async () => valueOf<Record<string, unknown>>(await asViewer('panel'));
    expect(await panel()).toMatchObject({ byHand: false, lostRights: false });
    platform.entities.set(name, { body: { ...body, state: 'done', doneAt: NOW } });
    expect(await panel()).toMatchObject({ closedAt: NOW, unfixed: false });
    const meant = life(1, { state: 'ended', ended: 'setting-changed' });
    await keepFindings('INF-03', { version: 1, lives: [meant] });
    expect(await panel()).toMatchObject({ unfixed: true });
    platform.entities.set(name, { body: { ...body, noWay: { to: 'done', from: '1', at: NOW } } });
    expect(await panel()).toMatchObject({ byHand: true });
    platform.store.set('checklist', checklist({ appMayRead: false }));
    expect(await panel()).toMatchObject({ lostRights: true });
  });

  it('lets a Jira admin open the app from there, and nobody else, nor anybody while Jira can not say who asks', async () => {
    await filedFor([life(1)], [life(1)]);
    const mayOpen = async () => valueOf<{ mayOpenApp: boolean }>(await asViewer('panel')).mayOpenApp;
    const says =
      (havePermission: boolean) =>
      ({ path, as }: Asked) =>
        path.startsWith('/rest/api/3/mypermissions') && as === 'user'
          ? { status: 200, body: { permissions: { ADMINISTER: { havePermission } } } }
          : undefined;
    jiraSays = says(true);
    expect(await mayOpen()).toBe(true);
    jiraSays = says(false);
    expect(await mayOpen()).toBe(false);
    jiraSays = () => ({ status: 403 });
    expect(await mayOpen()).toBe(false);
  });

  it('names what the settings say of what they ended, of this work item alone', async () => {
    const ended = { state: 'ended', ended: 'setting-changed' } as const;
    const platform = await filedFor(
      [life(1), life(3)],
      [life(1, ended), life(2, ended), life(3, { state: 'gone' })],
    );
    const of = (id: string, reason: string) => ({
      id,
      name: `Filter ${id}`,
      reason,
      owner: 'ana',
      until: '2027-01-31',
    });
    const body = { approvedFilters: [of('1', 'Our roadmap'), of('2', 'Another'), of('3', 'Once')] };
    platform.entities.set('settings/current', { revision: 1, body });
    expect(valueOf<{ meant: unknown }>(await asViewer('panel')).meant).toEqual([
      { name: 'Filter 1', reason: 'Our roadmap', owner: 'ana', until: '2027-01-31' },
    ]);
  });

  it('leaves aside what is fixed in another space', async () => {
    const { finding } = life(9);
    const elsewhere = life(9, { finding: { ...finding, subject: { ...finding.subject, space: '77' } } });
    await filedFor([life(1)], [life(1), elsewhere]);
    expect(valueOf<{ open: number }>(await asViewer('panel')).open).toBe(1);
  });
});
