import { panelApi } from '../../src/api/panel-api';
import { buildUnfiledRecord } from '../../src/remediation/plan/remediation-record';
import { findingFingerprint } from '../../src/remediation/plan/desired-items';
import { MINUTE, instant } from '../../src/domain/instant';
import { type TrackedFinding } from '../../src/domain/tracked-finding';
import {
  type PlatformRequest,
  invokeHandler,
  jiraWithOneAdmin,
  NON_ADMIN,
  createFakePlatform,
} from './fake-platform';
import { POINTS_FOR_CHECKS } from '../../src/scan/budget';
import { saveFindings } from '../storage/save-fixtures';
import { setNow, checklist, trackedFinding, NOW, valueOf } from './fixtures';

beforeEach(() => setNow(NOW));
afterEach(() => jest.restoreAllMocks());

describe('the panel on a work item', () => {
  let jiraSays: Parameters<typeof createFakePlatform>[0] = jiraWithOneAdmin;

  /** Whom Jira shows as the assignee. */
  let assignee: string | undefined = NON_ADMIN;
  beforeEach(() => {
    assignee = NON_ADMIN;
  });

  async function filedFor(
    filed: readonly TrackedFinding[],
    trackedFindings: readonly TrackedFinding[],
    issueId = '10041',
  ) {
    jiraSays = jiraWithOneAdmin;
    const platform = createFakePlatform(request => {
      if (!request.path.startsWith('/rest/api/3/issue/10041')) return jiraSays(request);
      const fields = { assignee: assignee === undefined ? null : { accountId: assignee } };
      return { status: 200, body: { id: '10041', fields } };
    });
    platform.store.set('site', { cloudId: 'cloud-1', environmentId: 'env-1', installedAt: 1 });
    platform.store.set('work-item:10041', { key: 'INF-03:site' });
    const record = buildUnfiledRecord({ key: 'INF-03:site', control: 'INF-03', place: 'site' }, 1);
    platform.entities.set('remediation/INF-03:site', {
      body: {
        ...record,
        state: 'open',
        issueId,
        filedFingerprints: filed.map(findingFingerprint),
        filedCount: filed.length,
      },
    });
    await saveFindings('INF-03', { version: 1, findings: trackedFindings });
    return platform;
  }
  const asPerson = (name: string, account: string = NON_ADMIN) =>
    invokeHandler(panelApi, name, { issue: '10041' }, { account });
  /** Jira answers whether the person is an admin. */
  const administering =
    (havePermission: boolean) =>
    ({ path, as }: PlatformRequest) =>
      path.startsWith('/rest/api/3/mypermissions') && as === 'user'
        ? { status: 200, body: { permissions: { ADMINISTER: { havePermission } } } }
        : undefined;

  it('shows the open findings it was filed for, and none of the baseline', async () => {
    const trackedFindings = [
      trackedFinding(1),
      trackedFinding(2, { state: 'resolved' }),
      trackedFinding(3, { inBaseline: true }),
      trackedFinding(4),
    ];
    await filedFor([trackedFinding(1), trackedFinding(2)], trackedFindings);
    const value = valueOf<{ open: number; of: number; remaining: { key: string }[]; checkedAt: number }>(
      await asPerson('panel'),
    );
    expect([value.open, value.of, value.checkedAt]).toEqual([2, 2, NOW]);
    expect(value.remaining.map(({ key }) => key.at(-2))).toEqual(['1', '4']);
  });

  it('shows at most 10 findings, and re-checks at most 50 objects', async () => {
    const trackedFindings = Array.from({ length: 60 }, (_, number) => trackedFinding(number));
    const platform = await filedFor(trackedFindings, trackedFindings);
    expect(valueOf<{ remaining: unknown[] }>(await asPerson('panel')).remaining).toHaveLength(10);
    expect(await asPerson('checkNow')).toEqual({ is: 'done', value: { is: 'asked', objects: 50 } });
    const [message] = platform.pushedMessages as { kind: string; why: string; objects: unknown[] }[];
    expect([message?.kind, message?.why, message?.objects.length]).toEqual(['settle', 'check', 50]);
    expect(message?.objects[0]).toEqual({ source: 'publicFilters', key: '0' });
  });

  it('is checked at most once in two minutes, because each check judges the whole site', async () => {
    const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
    expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
    const again = { is: 'too-soon', requestedAt: NOW, retryAt: NOW + 2 * MINUTE };
    expect(await asPerson('checkNow')).toEqual({ is: 'done', value: again });
    expect(platform.pushedMessages).toHaveLength(1);
    setNow(NOW + 2 * MINUTE);
    expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
  });

  it('is not blocked by earlier checks with a future time', async () => {
    const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
    const check = {
      target: 'INF-03:site',
      account: NON_ADMIN,
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

  it('is rechecking or confirming until the result is confirmed', async () => {
    const phase = async () => valueOf<{ check: { phase: string } }>(await asPerson('panel')).check.phase;
    const moved = async (part: Partial<TrackedFinding>): Promise<string> => {
      await saveFindings('INF-03', { version: 1, findings: [trackedFinding(1, part)] });
      return phase();
    };
    const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
    expect(await phase()).toBe('none');
    setNow(NOW + MINUTE);
    await asPerson('checkNow');
    expect(await phase()).toBe('rechecking');
    expect(await moved({ lastSeen: instant(NOW + MINUTE) })).toBe('none');
    expect(await moved({ state: 'closing', readAt: instant(NOW + MINUTE) })).toBe('confirming');
    expect(await moved({ state: 'resolved', readAt: instant(NOW + 2 * MINUTE) })).toBe('none');
    expect(platform.pushedMessages).toHaveLength(1);
  });

  it('shows what the app closed, what must be closed manually, and that the app lost its rights', async () => {
    const platform = await filedFor([trackedFinding(1)], [trackedFinding(1, { state: 'resolved' })]);
    const name = 'remediation/INF-03:site';
    const { body } = platform.entities.get(name) as { body: object };
    const panel = async () => valueOf<Record<string, unknown>>(await asPerson('panel'));
    expect(await panel()).toMatchObject({ mustCloseManually: false, lostRights: false });
    platform.entities.set(name, { body: { ...body, state: 'done', doneAt: NOW } });
    expect(await panel()).toMatchObject({ closedAt: NOW, endedWithoutFix: false });
    const approvedFinding = trackedFinding(1, { state: 'ended', endReason: 'setting-changed' });
    await saveFindings('INF-03', { version: 1, findings: [approvedFinding] });
    expect(await panel()).toMatchObject({ endedWithoutFix: true });
    platform.entities.set(name, { body: { ...body, noTransition: { to: 'done', from: '1', at: NOW } } });
    expect(await panel()).toMatchObject({ mustCloseManually: true });
    platform.store.set('checklist', checklist({ hasReadRights: false }));
    expect(await panel()).toMatchObject({ lostRights: true });
  });

  it('trusts only Jira about who is a Jira admin, and treats no one as one if Jira does not answer', async () => {
    await filedFor([trackedFinding(1)], [trackedFinding(1)]);
    const role = async () => valueOf<{ role: string }>(await asPerson('panel')).role;
    jiraSays = administering(true);
    expect(await role()).toBe('jira-admin');
    jiraSays = administering(false);
    expect(await role()).toBe('assignee');
    jiraSays = () => ({ status: 403 });
    expect(await role()).toBe('assignee');
  });

  it('shows the approvals that ended findings, of this work item only', async () => {
    const ended = { state: 'ended', endReason: 'setting-changed' } as const;
    const platform = await filedFor(
      [trackedFinding(1), trackedFinding(3)],
      [trackedFinding(1, ended), trackedFinding(2, ended), trackedFinding(3, { state: 'resolved' })],
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
    expect(valueOf<{ approvals: unknown }>(await asPerson('panel')).approvals).toEqual([
      { name: 'Filter 1', reason: 'Our roadmap', owner: 'ana', until: '2027-01-31' },
    ]);
  });

  it('ignores findings that are fixed in another space', async () => {
    const { finding } = trackedFinding(9);
    const elsewhere = trackedFinding(9, {
      finding: { ...finding, subject: { ...finding.subject, space: '77' } },
    });
    await filedFor([trackedFinding(1)], [trackedFinding(1), elsewhere]);
    expect(valueOf<{ open: number }>(await asPerson('panel')).open).toBe(1);
  });

  describe('shows each role what it needs', () => {
    const ended = trackedFinding(3, { state: 'ended', endReason: 'setting-changed' });
    const secrets = ['Our roadmap', 'ana', '2027-01-31', 'Filter 1', 'Filter 3', 'not-met', 'lee'];
    const panelFor = async (account: string) => {
      const platform = await filedFor([trackedFinding(1), ended], [trackedFinding(1), ended]);
      const approved = {
        id: '3',
        name: 'Filter 3',
        reason: 'Our roadmap',
        owner: 'ana',
        until: '2027-01-31',
      };
      platform.entities.set('settings/current', { revision: 1, body: { approvedFilters: [approved] } });
      platform.store.set('checklist', checklist({ hasReadRights: false }));
      const answer = JSON.stringify(await asPerson('panel', account));
      return { platform, answer, value: (JSON.parse(answer) as { value: Record<string, unknown> }).value };
    };

    it('a viewer: the progress, and no names, reasons, owners, expiry days, or status', async () => {
      assignee = 'other';
      const { answer, value, platform } = await panelFor('nosy');
      expect(value).toEqual({
        role: 'viewer',
        now: NOW,
        control: 'INF-03',
        open: 1,
        of: 2,
        awaitingConfirmation: false,
        checkedAt: NOW,
        endedWithoutFix: true,
        mustCloseManually: false,
      });
      for (const secret of secrets) expect(answer).not.toContain(secret);
      expect(await asPerson('checkNow', 'nosy')).toEqual({ is: 'refused', error: { code: 'forbidden' } });
      expect(platform.pushedMessages).toEqual([]);
    });

    it.each([
      ['the assignee', NON_ADMIN, 'assignee'],
      ['the owner of an object', 'lee', 'object-owner'],
    ])('%s: the findings with their names, and no approvals', async (_who, account, role) => {
      const { answer, value } = await panelFor(account);
      expect(value).toMatchObject({ role, open: 1, remaining: [{ subject: { name: 'Filter 1' } }] });
      for (const secret of ['Our roadmap', '2027-01-31', 'ana', '"status"'])
        expect(answer).not.toContain(secret);
      expect(await asPerson('checkNow', account)).toMatchObject({ value: { is: 'asked' } });
    });

    it('a Jira admin: everything', async () => {
      await panelFor('boss');
      jiraSays = administering(true);
      expect(await asPerson('panel', 'boss')).toMatchObject({
        value: {
          role: 'jira-admin',
          status: 'unknown',
          approvals: [{ reason: 'Our roadmap', owner: 'ana' }],
        },
      });
    });

    it('reads the assignee at every call', async () => {
      const { value } = await panelFor(NON_ADMIN);
      expect(value).toMatchObject({ role: 'assignee' });
      assignee = undefined;
      expect(await asPerson('panel')).toMatchObject({ value: { role: 'viewer' } });
      expect(await asPerson('checkNow')).toMatchObject({ error: { code: 'forbidden' } });
    });

    it('an admin of the space in which it is fixed can check too', async () => {
      assignee = 'other';
      const { finding } = trackedFinding(1);
      const inSpace = trackedFinding(1, {
        finding: { ...finding, subject: { ...finding.subject, space: '77' } },
      });
      const platform = await filedFor([inSpace], [inSpace]);
      const record = buildUnfiledRecord({ key: 'INF-03:space-77', control: 'INF-03', place: 'space-77' }, 1);
      const body = {
        ...record,
        state: 'open',
        issueId: '10041',
        filedFingerprints: [findingFingerprint(inSpace)],
      };
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
      const { platform } = await panelFor('nosy');
      await asPerson('checkNow', 'nosy');
      expect(platform.requests.every(({ as }) => as === 'user')).toBe(true);
    });
  });

  describe('limits checks', () => {
    it('to one of many requested at the same time', async () => {
      const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
      const answers = await Promise.all(Array.from({ length: 20 }, () => asPerson('checkNow')));
      const kinds = answers.map(answer => valueOf<{ is: string }>(answer).is);
      expect(kinds.filter(is => is === 'asked')).toHaveLength(1);
      expect(kinds.filter(is => is === 'too-soon')).toHaveLength(19);
      expect(platform.pushedMessages).toHaveLength(1);
    });

    it('per work item and person within an hour, and says when the next one is possible', async () => {
      const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
      let paused: unknown;
      for (let time = 0; time < 30 && paused === undefined; time += 1) {
        setNow(NOW + time * 2 * MINUTE);
        const value = valueOf<{ is: string }>(await asPerson('checkNow'));
        if (value.is === 'paused') paused = value;
      }
      expect(paused).toEqual({ is: 'paused', until: NOW + 60 * MINUTE });
      expect(platform.pushedMessages.length).toBeLessThanOrEqual(25);
      const { check } = valueOf<{ check: object }>(await asPerson('panel'));
      expect(check).toMatchObject({ pausedUntil: NOW + 60 * MINUTE });
      setNow(NOW + 60 * MINUTE);
      expect(await asPerson('checkNow')).toMatchObject({ value: { is: 'asked' } });
    });

    it('if their actual cost has used up the API points of the hour', async () => {
      const platform = await filedFor([trackedFinding(1)], [trackedFinding(1)]);
      const hour = Math.floor(NOW / (60 * MINUTE));
      platform.store.set('run', { checks: { hour, spent: POINTS_FOR_CHECKS, judgingPoints: 0 } });
      setNow(NOW + 30 * MINUTE);
      const until = (hour + 1) * 60 * MINUTE;
      expect(await asPerson('checkNow')).toEqual({ is: 'done', value: { is: 'paused', until } });
      expect(platform.pushedMessages).toEqual([]);
    });

    it('to as many objects as the API points allow', async () => {
      const trackedFindings = Array.from({ length: 50 }, (_, number) => trackedFinding(number));
      const platform = await filedFor(trackedFindings, trackedFindings);
      for (let time = 0; time < 3; time += 1) {
        setNow(NOW + time * 3 * MINUTE);
        await asPerson('checkNow');
      }
      const counts = (platform.pushedMessages as { objects: unknown[] }[]).map(
        ({ objects }) => objects.length,
      );
      // 250 points an hour for one person: 110, 110, and 30 for what is left of them.
      expect(counts).toEqual([50, 50, 10]);
    });
  });
});
