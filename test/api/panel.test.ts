import { panelApi } from '../../src/api/panel-api';
import { unfiled } from '../../src/remediation/memory';
import { filedName } from '../../src/remediation/wanted';
import { MINUTE, instant } from '../../src/terms/instant';
import { type Life } from '../../src/terms/life';
import { type Asked, invoked, jiraWithOneAdmin, PLAIN, platformWith } from './platform';
import { POINTS_FOR_CHECKS } from '../../src/sweep/budget';
import { keepFindings } from '../storage/kept';
import { at, checklist, life, NOW, valueOf } from './as-admin';

beforeEach(() => at(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the panel on a work item', () => {
  let jiraSays: Parameters<typeof platformWith>[0] = jiraWithOneAdmin;

  /** Whom Jira shows as the assignee. */
  let assignee: string | undefined = PLAIN;
  beforeEach(() => {
    assignee = PLAIN;
  });

  async function filedFor(filed: readonly Life[], lives: readonly Life[], issueId = '10041') {
    jiraSays = jiraWithOneAdmin;
    const platform = platformWith(asked => {
      if (!asked.path.startsWith('/rest/api/3/issue/10041')) return jiraSays(asked);
      const fields = { assignee: assignee === undefined ? null : { accountId: assignee } };
      return { status: 200, body: { id: '10041', fields } };
    });
    platform.store.set('site', { cloudId: 'cloud-1', environmentId: 'env-1', installedAt: 1 });
    platform.store.set('work-item:10041', { key: 'INF-03:site' });
    const memory = unfiled({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    platform.entities.set('remediation/INF-03:site', {
      body: {
        ...memory,
        state: 'open',
        issueId,
        filed: filed.map(filedName),
        filedCount: filed.length,
      },
    });
    await keepFindings('INF-03', { version: 1, lives });
    return platform;
  }
  const asPerson = (name: string, account: string = PLAIN) =>
    invoked(panelApi, name, { issue: '10041' }, { account });
  /** Jira tells the person that they administer it. */
  const administering =
    (havePermission: boolean) =>
    ({ path, as }: Asked) =>
      path.startsWith('/rest/api/3/mypermissions') && as === 'user'
        ? { status: 200, body: { permissions: { ADMINISTER: { havePermission } } } }
        : undefined;

  it('shows what remains of what it was filed for, and nothing of the baseline', async () => {
    const lives = [life(1), life(2, { state: 'gone' }), life(3, { baseline: true }), life(4)];
    await filedFor([life(1), life(2)], lives);
    const value = valueOf<{ open: number; of: number; remaining: { key: string }[]; checkedAt: number }>(
      await asPerson('panel'),
    );
    expect([value.open, value.of, value.checkedAt]).toEqual([2, 2, NOW]);
    expect(value.remaining.map(({ key }) => key.at(-2))).toEqual(['1', '4']);
  });

  it('has at most ten lines, and asks for at most fifty objects to be read again', async () => {
    const lives = Array.from({ length: 60 }, (_, number) => life(number));
    const platform = await filedFor(lives, lives);
    expect(valueOf<{ remaining: unknown[] }>(await asPerson('panel')).remaining).toHaveLength(10);
    expect(await asPerson('checkNow')).toEqual({ is: 'done', value: { is: 'asked', objects: 50 } });
    const [message] = platform.pushed as { kind: string; why: string; objects: unknown[] }[];
    expect([message?.kind, message?.why, message?.objects.length]).toEqual(['settle', 'check', 50]);
    expect(message?.objects[0]).toEqual({ source: 'publicFilters', key: '0' });
  });

  it('is checked once in two minutes: each check judges the whole site', async () => {
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
    const again = { is: 'too-soon', askedAt: NOW, againAt: NOW + 2 * MINUTE };
    expect(await asPerson('checkNow')).toEqual({ is: 'done', value: again });
    expect(platform.pushed).toHaveLength(1);
    at(NOW + 2 * MINUTE);
    expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
  });

  it('is not kept from being checked by checks of a later time', async () => {
    const platform = await filedFor([life(1)], [life(1)]);
    const check = {
      what: 'INF-03:site',
      by: PLAIN,
      at: NOW + 400 * 24 * 60 * MINUTE,
      points: POINTS_FOR_CHECKS,
    };
    platform.entities.set('check/asked', { revision: 3, body: { asked: [check] } });
    expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
    expect(platform.entities.get('check/asked')).toMatchObject({
      revision: 4,
      body: { asked: [{ at: NOW }] },
    });
  });

  it('is read until the second read has said it', async () => {
    const phase = async () => valueOf<{ check: { phase: string } }>(await asPerson('panel')).check.phase;
    const moved = async (part: Partial<Life>): Promise<string> => {
      await keepFindings('INF-03', { version: 1, lives: [life(1, part)] });
      return phase();
    };
    const platform = await filedFor([life(1)], [life(1)]);
    expect(await phase()).toBe('none');
    at(NOW + MINUTE);
    await asPerson('checkNow');
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
    const panel = async () => valueOf<Record<string, unknown>>(await asPerson('panel'));
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

  it('takes for a Jira admin whom Jira says to be one, and nobody while Jira can not be asked', async () => {
    await filedFor([life(1)], [life(1)]);
    const role = async () => valueOf<{ role: string }>(await asPerson('panel')).role;
    jiraSays = administering(true);
    expect(await role()).toBe('jira-admin');
    jiraSays = administering(false);
    expect(await role()).toBe('assignee');
    jiraSays = () => ({ status: 403 });
    expect(await role()).toBe('assignee');
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
    jiraSays = administering(true);
    expect(valueOf<{ meant: unknown }>(await asPerson('panel')).meant).toEqual([
      { name: 'Filter 1', reason: 'Our roadmap', owner: 'ana', until: '2027-01-31' },
    ]);
  });

  it('leaves aside what is fixed in another space', async () => {
    const { finding } = life(9);
    const elsewhere = life(9, { finding: { ...finding, subject: { ...finding.subject, space: '77' } } });
    await filedFor([life(1)], [life(1), elsewhere]);
    expect(valueOf<{ open: number }>(await asPerson('panel')).open).toBe(1);
  });

  describe('shows each role what it needs', () => {
    const ended = life(3, { state: 'ended', ended: 'setting-changed' });
    const secrets = ['Our roadmap', 'ana', '2027-01-31', 'Filter 1', 'Filter 3', 'not-met', 'lee'];
    const shownTo = async (account: string) => {
      const platform = await filedFor([life(1), ended], [life(1), ended]);
      const approved = {
        id: '3',
        name: 'Filter 3',
        reason: 'Our roadmap',
        owner: 'ana',
        until: '2027-01-31',
      };
      platform.entities.set('settings/current', { revision: 1, body: { approvedFilters: [approved] } });
      platform.store.set('checklist', checklist({ appMayRead: false }));
      const answer = JSON.stringify(await asPerson('panel', account));
      return { platform, answer, value: (JSON.parse(answer) as { value: Record<string, unknown> }).value };
    };

    it('a viewer: how far it is, and no names, reasons, owners, ends, or status', async () => {
      assignee = 'other';
      const { answer, value, platform } = await shownTo('nosy');
      expect(value).toEqual({
        role: 'viewer',
        now: NOW,
        control: 'INF-03',
        open: 1,
        of: 2,
        looksFixed: false,
        checkedAt: NOW,
        unfixed: true,
        byHand: false,
      });
      for (const secret of secrets) expect(answer).not.toContain(secret);
      expect(await asPerson('checkNow', 'nosy')).toEqual({ is: 'refused', error: { code: 'forbidden' } });
      expect(platform.pushed).toEqual([]);
    });

    it.each([
      ['the assignee', PLAIN, 'assignee'],
      ['the owner of an object', 'lee', 'object-owner'],
    ])('%s: the findings with their names, and no decision of an admin', async (_who, account, role) => {
      const { answer, value } = await shownTo(account);
      expect(value).toMatchObject({ role, open: 1, remaining: [{ subject: { name: 'Filter 1' } }] });
      for (const secret of ['Our roadmap', '2027-01-31', 'ana', '"status"'])
        expect(answer).not.toContain(secret);
      expect(await asPerson('checkNow', account)).toMatchObject({ value: { is: 'asked' } });
    });

    it('a Jira admin: everything', async () => {
      await shownTo('boss');
      jiraSays = administering(true);
      expect(await asPerson('panel', 'boss')).toMatchObject({
        value: { role: 'jira-admin', status: 'unknown', meant: [{ reason: 'Our roadmap', owner: 'ana' }] },
      });
    });

    it('reads the assignee at every call', async () => {
      const { value } = await shownTo(PLAIN);
      expect(value).toMatchObject({ role: 'assignee' });
      assignee = undefined;
      expect(await asPerson('panel')).toMatchObject({ value: { role: 'viewer' } });
      expect(await asPerson('checkNow')).toMatchObject({ error: { code: 'forbidden' } });
    });

    it('an admin of the space in which it is fixed may check as well', async () => {
      assignee = 'other';
      const { finding } = life(1);
      const inSpace = life(1, { finding: { ...finding, subject: { ...finding.subject, space: '77' } } });
      const platform = await filedFor([inSpace], [inSpace]);
      const memory = unfiled({ key: 'INF-03:space-77', control: 'INF-03', place: 'space-77' }, 1);
      const body = { ...memory, state: 'open', issueId: '10041', filed: [filedName(inSpace)] };
      platform.entities.set('remediation/INF-03:site', { body });
      jiraSays = ({ path }) =>
        path.includes('ADMINISTER_PROJECTS') && path.includes('projectId=77')
          ? { status: 200, body: { permissions: { ADMINISTER_PROJECTS: { havePermission: true } } } }
          : undefined;
      expect(await asPerson('panel', 'sam')).toMatchObject({ value: { role: 'space-admin' } });
      jiraSays = () => undefined;
      expect(await asPerson('panel', 'sam')).toMatchObject({ value: { role: 'viewer' } });
    });

    it('without spending the API points of the app', async () => {
      assignee = 'other';
      const { platform } = await shownTo('nosy');
      await asPerson('checkNow', 'nosy');
      expect(platform.asked.every(({ as }) => as === 'user')).toBe(true);
    });
  });

  describe('limits checks', () => {
    it('to one of many that are asked for at the same moment', async () => {
      const platform = await filedFor([life(1)], [life(1)]);
      const answers = await Promise.all(Array.from({ length: 20 }, () => asPerson('checkNow')));
      const kinds = answers.map(answer => valueOf<{ is: string }>(answer).is);
      expect(kinds.filter(is => is === 'asked')).toHaveLength(1);
      expect(kinds.filter(is => is === 'too-soon')).toHaveLength(19);
      expect(platform.pushed).toHaveLength(1);
    });

    it('for a work item and a person within an hour, and says when the next one is possible', async () => {
      const platform = await filedFor([life(1)], [life(1)]);
      let paused: unknown;
      for (let time = 0; time < 30 && paused === undefined; time += 1) {
        at(NOW + time * 2 * MINUTE);
        const value = valueOf<{ is: string }>(await asPerson('checkNow'));
        if (value.is === 'paused') paused = value;
      }
      expect(paused).toEqual({ is: 'paused', until: NOW + 60 * MINUTE });
      expect(platform.pushed.length).toBeLessThanOrEqual(25);
      const { check } = valueOf<{ check: object }>(await asPerson('panel'));
      expect(check).toMatchObject({ pausedUntil: NOW + 60 * MINUTE });
      at(NOW + 60 * MINUTE);
      expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
    });

    it('while their real cost has used up the points of the hour', async () => {
      const platform = await filedFor([life(1)], [life(1)]);
      const hour = Math.floor(NOW / (60 * MINUTE));
      platform.store.set('run', { checks: { hour, spent: POINTS_FOR_CHECKS, judging: 0 } });
      at(NOW + 30 * MINUTE);
      const until = (hour + 1) * 60 * MINUTE;
      expect(await asPerson('checkNow')).toEqual({ is: 'done', value: { is: 'paused', until } });
      expect(platform.pushed).toEqual([]);
    });

    it('to the objects that the points are enough for', async () => {
      const lives = Array.from({ length: 50 }, (_, number) => life(number));
      const platform = await filedFor(lives, lives);
      for (let time = 0; time < 3; time += 1) {
        at(NOW + time * 3 * MINUTE);
        await asPerson('checkNow');
      }
      const counts = (platform.pushed as { objects: unknown[] }[]).map(({ objects }) => objects.length);
      // 250 points an hour for one person: 110, 110, and 30 for what is left of them.
      expect(counts).toEqual([50, 50, 10]);
    });
  });
});
