import { type Source } from '../../src/evidence/source';
import { sources } from '../../src/evidence/sources';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { EvidenceStore } from '../../src/storage/evidence-store';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { initialScanState, readScanState, buildScanStateWrite } from '../../src/storage/scan-state';
import { LockLostError, releaseLock, acquireLock, writeWithLock } from '../../src/storage/lock';
import { readChangeFeed } from '../../src/scan/process-changes';
import { recheckMissedObjects } from '../../src/scan/recheck-missed-objects';
import { readDueConfirmations } from '../../src/scan/recheck-in-slice';
import { planNextSlice } from '../../src/scan/next-slice';
import { readPendingSources } from '../../src/scan/read-pending-sources';
import { groupConfirmations } from '../../src/scan/group-confirmations';
import { beginScan, requestPasses } from '../../src/scan/begin-scan';
import { POINTS_PER_HOUR, SHARE_FOR_MISSED } from '../../src/scan/budget';
import { ScanSlice } from '../../src/scan/scan-slice';
import { HOUR, MINUTE, instant, formatIso, addDuration } from '../../src/domain/instant';
import { createFakePlatform } from '../api/fake-platform';
import { type FakeAnswer, fakeTransport, createReader, type AnswerTable } from '../evidence/fake-transport';
import { takeTestLock, saveEvidence } from '../storage/save-fixtures';

const NOW = instant(Date.UTC(2026, 10, 2, 8));
const READ_AT = addDuration(NOW, -2 * HOUR);
const paySpace = { id: '10001', key: 'PAY', name: 'Payments', style: 'classic', projectTypeKey: 'software' };
const rightsAnswer = (has: boolean): FakeAnswer => ({
  body: { permissions: { ADMINISTER: { havePermission: has }, USER_PICKER: { havePermission: has } } },
});

/** The audit log tells that the space was changed just now. */
const auditLogAnswer: FakeAnswer = {
  body: {
    limit: 200,
    records: [
      {
        id: 7,
        created: formatIso(NOW),
        summary: 'Project updated',
        category: 'projects',
        objectItem: { id: '10001', name: 'Payments', typeName: 'PROJECT' },
      },
    ],
  },
};

/** What was read two hours ago, with all rights. */
async function prepareStore(): Promise<void> {
  const store = new EvidenceWriter();
  const reader = createReader({ '/project/10001': { body: { ...paySpace, name: 'Payroll' } } });
  const recheck = await sources.spaces.recheck(reader, '10001');
  if (recheck === 'gone' || 'gap' in recheck) throw new Error('The space was not read');
  await store.beginPass('spaces', READ_AT, 1);
  await store.addPage(sources.spaces, { facts: recheck.facts, read: 1, of: 1 });
  await store.completePass('spaces', READ_AT);
  await saveEvidence(store);
  await store.beginPass('callerRights', READ_AT, 1);
  await store.addPage(sources.callerRights, {
    facts: [{ administer: true, userPicker: true }],
    read: 2,
    of: 2,
  });
  await store.completePass('callerRights', READ_AT);
  await saveEvidence(store);
}

async function openSlice(
  table: AnswerTable,
  now = () => NOW,
): Promise<{ slice: ScanSlice; requests: readonly string[]; free: () => Promise<void> }> {
  const transport = fakeTransport({ '/myself': { body: { accountId: 'app' } }, ...table });
  const lock = await acquireLock('event', NOW, addDuration(NOW, HOUR));
  if (lock === undefined) throw new Error('The lock is taken');
  const slice = await ScanSlice.open(lock, {
    now,
    createJiraWithAllowance: allowance => {
      const meter = createMeter(allowance);
      const sleep = (): Promise<void> => Promise.resolve();
      return { jira: createJira({ transport, meter, sleep, random: () => 0, now: () => NOW }), meter };
    },
    newId: () => 'id',
    site: {
      cloudId: 'cloud',
      environmentId: 'env',
      installedAt: addDuration(NOW, -48 * HOUR),
      ownAccount: 'app',
    },
  });
  slice.updateRun({
    feed: { cursor: { at: addDuration(NOW, -HOUR), recentIds: [] }, since: READ_AT },
    firstSuccessAt: READ_AT,
  });
  return { slice, requests: transport.requests, free: () => releaseLock(lock) };
}

beforeEach(async () => {
  createFakePlatform(() => undefined);
  await prepareStore();
});

const spaceNames = async (store: EvidenceStore): Promise<readonly string[]> =>
  (await store.reading(sources.spaces)).facts.map(({ name }) => name);

describe('a second request for a scan', () => {
  it.each(['asked', 'first'] as const)('keeps the progress of a running one: %s', async why => {
    createFakePlatform(() => undefined);
    const { slice } = await openSlice({});
    const current = {
      id: 's',
      why,
      startedAt: NOW,
      heartbeat: NOW,
      cost: { calls: 1, points: 1, objects: 1, seconds: 1 },
    };
    slice.updateRun({ scan: { ...current, pending: ['users'], requested: ['users'], read: ['spaces'] } });
    await beginScan(slice, { kind: 'scan-now', by: 'ana' });
    expect(slice.scanState.scan).toMatchObject({ id: 's', pending: ['users'], read: ['spaces'] });
  });
});

describe('a pass that was read without its right', () => {
  const list = { body: { values: [paySpace], total: 1, isLast: true, startAt: 0, maxResults: 100 } };

  it('is incomplete once the right is back, and is read again', async () => {
    const without = await openSlice({ '/mypermissions': rightsAnswer(false), '/project/search': list });
    without.slice.updateRun({ missingRights: { ADMINISTER: addDuration(READ_AT, -HOUR) } });
    requestPasses(without.slice, ['spaces']);
    await readPendingSources(without.slice);
    await without.slice.finish();
    await without.free();
    const store = new EvidenceWriter();
    expect((await store.reading(sources.spaces)).gaps).toEqual([{ why: 'denied', at: 'ADMINISTER' }]);

    const pausedSlice = await openSlice({ '/mypermissions': rightsAnswer(true), '/project/search': list });
    requestPasses(pausedSlice.slice, ['spaces']);
    await readPendingSources(pausedSlice.slice);
    await pausedSlice.slice.finish();
    expect((await new EvidenceStore().reading(sources.spaces)).gaps).toEqual([]);
  });
});

describe('a crash right after a checkpoint', () => {
  it('loses nothing that was read because of the audit log', async () => {
    const { slice } = await openSlice({
      '/auditing/record': auditLogAnswer,
      '/mypermissions': rightsAnswer(true),
      '/project/10001': { body: paySpace },
    });
    await readChangeFeed(slice);
    await slice.checkpoint();
    expect((await readScanState()).feed.cursor?.recentIds).toEqual(['7']);
    expect(await spaceNames(new EvidenceStore())).toEqual(['Payments']);
  });
});

describe('a pass that is asked for while its right is lost', () => {
  const list = { body: { values: [paySpace], total: 1, isLast: true, startAt: 0, maxResults: 100 } };

  it('runs as soon as the right is back, without another request', async () => {
    const lost = await openSlice({ '/mypermissions': rightsAnswer(false), '/project/search': list });
    lost.slice.updateRun({ missingRights: { ADMINISTER: addDuration(READ_AT, HOUR) } });
    requestPasses(lost.slice, ['spaces', 'sharedSchemes']);
    expect(await readPendingSources(lost.slice)).toBe('done');
    expect(lost.requests.filter(path => path.startsWith('/project'))).toEqual([]);
    await lost.slice.finish();
    await lost.free();

    const back = await openSlice({ '/mypermissions': rightsAnswer(true), '/project/search': list });
    requestPasses(back.slice, ['callerRights']);
    await readPendingSources(back.slice);
    await back.slice.finish();
    expect(await spaceNames(new EvidenceStore())).toEqual(['Payments']);
    expect((await readScanState()).deferredSources).toEqual([]);
  });
});

describe('more single objects than a tick asks for', () => {
  it('are all asked for in turn, though the first of them fail every time', async () => {
    const missed = Array.from({ length: 120 }, (_, index) => ({
      key: String(20_000 + index),
      gap: { why: 'denied' } as const,
    }));
    const store = new EvidenceWriter();
    await store.beginPass('spaces', READ_AT, 1);
    await store.addPage(sources.spaces, { facts: [], read: 0, of: 120, missed });
    await store.completePass('spaces', READ_AT);
    await saveEvidence(store);
    const requests = new Set<string>();
    for (let tick = 0; tick < 3; tick += 1) {
      const refused = Object.fromEntries(missed.map(({ key }) => [`/project/${key}`, { status: 403 }]));
      const next = await openSlice({ '/mypermissions': rightsAnswer(true), ...refused });
      await recheckMissedObjects(next.slice);
      await next.slice.finish();
      await next.free();
      for (const path of next.requests)
        if (path.startsWith('/project/20')) requests.add(path.split('?')[0] ?? '');
    }
    expect(requests.size).toBe(120);
  });

  it('take turns with those of other sources, where one takes all the points', async () => {
    const store = new EvidenceWriter();
    for (const source of [sources.spaces, sources.publicFilters] as readonly Source<unknown>[]) {
      await store.beginPass(source.id, READ_AT, 1);
      await store.addPage(source, {
        facts: [],
        read: 0,
        missed: [
          { key: '7', gap: { why: 'failed' } },
          { key: '8', gap: { why: 'failed' } },
        ],
      });
      await store.completePass(source.id, READ_AT);
    }
    await saveEvidence(store);
    const spent = {
      status: 429,
      headers: { 'ratelimit-reason': 'jira-quota-tenant-based', 'retry-after': '600' },
    };
    const table = {
      '/mypermissions': rightsAnswer(true),
      '/filter/7': spent,
      '/filter/8': spent,
      '/project/7': spent,
      '/project/8': spent,
    };
    const requests: string[] = [];
    for (let tick = 0; tick < 2; tick += 1) {
      const next = await openSlice(table);
      await recheckMissedObjects(next.slice);
      await next.slice.finish();
      await next.free();
      requests.push(...next.requests.flatMap(path => /^\/(filter|project)\//.exec(path)?.[1] ?? []));
    }
    expect(new Set(requests)).toEqual(new Set(['filter', 'project']));
  });
});

describe('confirmations that the slice has no time for', () => {
  it('come with the next slice, without a penalty', async () => {
    let passed = 0;
    const slow = (): { body: unknown } => {
      passed += 60_000;
      return { body: paySpace };
    };
    const { slice } = await openSlice(
      { '/mypermissions': rightsAnswer(true), '/project/1': slow, '/project/2': slow, '/project/3': slow },
      () => addDuration(NOW, passed),
    );
    slice.updateRun({
      pendingConfirmations: ['1', '2', '3'].map(key => ({ source: 'spaces', key, at: NOW })),
    });
    await readDueConfirmations(slice);
    expect(slice.postponedKeys).toEqual(['spaces 1', 'spaces 2']);
  });
});

describe('a scan that waits for points for days', () => {
  it('files up to the cap with every tick', async () => {
    const { slice } = await openSlice({});
    requestPasses(slice, ['ownSchemes']);
    slice.updateRun({ filingSince: addDuration(NOW, -48 * HOUR) });
    await beginScan(slice, { kind: 'tick' });
    expect(slice.scanState.scan?.requested).toEqual(['ownSchemes']);
    expect(slice.scanState.filingSince).toBe(NOW);
  });
});

describe('objects that a pass missed', () => {
  it('leave points for changes in the same hour', async () => {
    const permissions = Array.from({ length: 40 }, () => ({
      permission: 'BROWSE_PROJECTS',
      holder: { type: 'anyone' },
    }));
    const keys = Array.from({ length: 50 }, (_, place) => String(20_000 + place));
    const store = new EvidenceWriter();
    await store.beginPass('sharedSchemes', READ_AT, 1);
    await store.addPage(sources.sharedSchemes, {
      facts: [],
      read: 0,
      missed: keys.map(key => ({ key, gap: { why: 'failed' } as const })),
    });
    await store.completePass('sharedSchemes', READ_AT);
    await saveEvidence(store);
    const budget = { hour: Math.floor(NOW / HOUR), spent: 0, carriedOver: 0 };
    await writeWithLock(await takeTestLock(), [[buildScanStateWrite({ ...initialScanState, budget })]]);
    const schemes = Object.fromEntries(
      keys.map(key => [`/permissionscheme/${key}`, { body: { id: Number(key), name: key, permissions } }]),
    );
    const { slice, requests } = await openSlice({ '/mypermissions': rightsAnswer(true), ...schemes });
    await recheckMissedObjects(slice);
    expect(requests.filter(path => path.startsWith('/permissionscheme/')).length).toBeGreaterThan(10);
    expect(POINTS_PER_HOUR - slice.points).toBeGreaterThan(POINTS_PER_HOUR * (1 - SHARE_FOR_MISSED) - 100);
  });
});

describe('a slice that lost its lock', () => {
  it('overwrites nothing of the next one', async () => {
    const late = await openSlice({});
    await late.slice.store.beginPass('spaces', NOW, 1);
    await late.free();
    const next = await openSlice({});
    await next.slice.store.applyRecheck(sources.spaces, '10001', 'gone', NOW);
    await next.slice.checkpoint();
    await expect(late.slice.checkpoint()).rejects.toThrow(LockLostError);
    expect(await spaceNames(new EvidenceStore())).toEqual([]);
    expect(await new EvidenceStore().runningPass('spaces')).toBeUndefined();
  });
});

describe('an app that sees a change after it lost its rights', () => {
  it.each([
    ['refused', rightsAnswer(false)],
    ['not answered', { status: 403 }],
  ] as const)('takes nothing for deleted when its rights are %s', async (_, answer) => {
    const { slice, requests } = await openSlice({
      '/auditing/record': auditLogAnswer,
      '/mypermissions': answer,
    });
    await readChangeFeed(slice);
    slice.updateRun({ pendingConfirmations: [{ source: 'spaces', key: '10001', at: NOW }] });
    await readDueConfirmations(slice);
    const { facts, deleted, gaps } = await slice.store.reading(sources.spaces);
    expect({
      facts: facts.map(({ name }) => name),
      deleted: [...(deleted ?? [])],
      gaps: gaps.map(({ why }) => why),
    }).toEqual({ facts: ['Payroll'], deleted: [], gaps: ['denied'] });
    expect(requests.filter(path => path.startsWith('/mypermissions'))).toHaveLength(1);
  });

  it('takes a missing object for deleted while it has them', async () => {
    const { slice } = await openSlice({
      '/auditing/record': auditLogAnswer,
      '/mypermissions': rightsAnswer(true),
    });
    await readChangeFeed(slice);
    expect([...((await slice.store.reading(sources.spaces)).deleted ?? [])]).toEqual(['10001']);
  });

  it('reads no list while its rights are unknown, and comes back to it', async () => {
    const { slice, requests } = await openSlice({ '/mypermissions': { status: 403 } });
    requestPasses(slice, ['spaces']);
    expect(await readPendingSources(slice)).toBe('waiting');
    expect(requests.filter(path => path.startsWith('/project'))).toEqual([]);
    expect(slice.scanState.scan?.pending).toEqual(['spaces']);
  });
});

describe('a slice that delayed an announcement', () => {
  it('returns when it is due, and judges though nothing was read', async () => {
    const { slice } = await openSlice({});
    slice.updateRun({ judgeBy: addDuration(NOW, HOUR) });
    slice.scheduleJudging(addDuration(NOW, 10 * MINUTE));
    expect(slice.scanState.judgeBy).toBe(addDuration(NOW, 10 * MINUTE));
    expect(planNextSlice(slice, 'done')).toMatchObject({ delay: 600 });
    expect(slice.scanState.next?.at).toBe(addDuration(NOW, 10 * MINUTE));
  });
});

describe('a slice that made no progress', () => {
  const runWithoutProgress = async (idle: number) => {
    const { slice, free } = await openSlice({});
    slice.updateRun({ idleSlices: idle, pendingConfirmations: [{ source: 'spaces', key: '1', at: NOW }] });
    return { slice, free };
  };

  it('schedules no other within minutes, and waits longer each time', async () => {
    const waits: number[] = [];
    for (let idle = 0; idle < 6; idle += 1) {
      const { slice, free } = await runWithoutProgress(idle);
      planNextSlice(slice, 'more');
      waits.push(((slice.scanState.next?.at ?? NOW) - NOW) / MINUTE);
      expect(slice.scanState.idleSlices).toBe(idle + 1);
      await free();
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it.each(['evidence', 'finding', 'work-item', 'cursor', 'request'] as const)(
    'does not count if there was %s: the next one is due at once',
    async progress => {
      const { slice } = await runWithoutProgress(3);
      slice.noteProgress(progress);
      expect(planNextSlice(slice, 'more')).toMatchObject({ delay: 0 });
      expect(slice.scanState).toMatchObject({ idleSlices: 0, next: { at: NOW } });
    },
  );

  it('keeps what an earlier one planned, and pushes no second message', async () => {
    const { slice } = await runWithoutProgress(0);
    slice.updateRun({ next: { at: addDuration(NOW, MINUTE), id: 'planned' } });
    expect(planNextSlice(slice, 'done')).toBeUndefined();
    expect(slice.scanState.next).toEqual({ at: addDuration(NOW, MINUTE), id: 'planned' });
  });

  it('waits for the next hour when this hour’s API points are spent', async () => {
    const { slice } = await openSlice({});
    slice.updateRun({ budget: { hour: Math.floor(NOW / HOUR), spent: 99_999, carriedOver: 0 } });
    await slice.checkpoint();
    const lock = slice.lock;
    await releaseLock(lock);
    const { slice: spent } = await openSlice({});
    requestPasses(spent, ['spaces']);
    expect(await readPendingSources(spent)).toBe('waiting');
    planNextSlice(spent, 'waiting');
    const { next } = spent.scanState;
    expect(next?.at).toBeGreaterThan(addDuration(NOW, HOUR));
    expect(next?.at).toBeLessThan(addDuration(NOW, HOUR + MINUTE));
  });
});

describe('too many objects of a source', () => {
  it('wait as one pass, and none is left out', () => {
    const reads = Array.from({ length: 1_100 }, (_, key) => ({
      source: 'publicFilters' as const,
      key: String(key),
      at: addDuration(NOW, key),
    }));
    const few = [{ source: 'spaces' as const, key: '1', at: NOW }];
    expect(groupConfirmations([...reads, ...few])).toEqual([
      { source: 'publicFilters', at: addDuration(NOW, 1_099) },
      ...few,
    ]);
    expect(groupConfirmations(reads.slice(0, 500))).toHaveLength(500);
  });
});

describe('a slice that reads nothing that needs a right', () => {
  it('does not ask for the rights', async () => {
    const { slice, requests } = await openSlice({
      '/auditing/record': { body: { limit: 200, records: [] } },
    });
    await readChangeFeed(slice);
    await readDueConfirmations(slice);
    expect(requests.map(path => path.split('?')[0])).toEqual(['/auditing/record']);
  });
});

describe('confirmations', () => {
  it('of several objects on one page read it once', async () => {
    const properties = ['one', 'two'].map(key => ({ id: key, key, value: 'true' }));
    const { slice, requests } = await openSlice({
      '/mypermissions': rightsAnswer(true),
      '/application-properties': { body: properties },
    });
    const reads = ['one', 'two'].map(key => ({ source: 'siteProperties' as const, key, at: NOW }));
    slice.updateRun({ pendingConfirmations: reads });
    await readDueConfirmations(slice);
    expect(requests.filter(path => path.startsWith('/application-properties'))).toHaveLength(1);
    expect(slice.postponedKeys).toEqual(['siteProperties one', 'siteProperties two']);
  });

  it('that failed wait no longer if the object changed since', async () => {
    const { slice } = await openSlice({
      '/auditing/record': auditLogAnswer,
      '/mypermissions': rightsAnswer(true),
      '/project/10001': { body: paySpace },
    });
    const at = addDuration(NOW, 30 * MINUTE);
    slice.updateRun({
      pendingConfirmations: [
        { source: 'spaces', key: '10001', at },
        { source: 'spaces', key: '10002', at },
      ],
    });
    await readChangeFeed(slice);
    expect(slice.scanState.pendingConfirmations).toEqual([{ source: 'spaces', key: '10002', at }]);
  });
});
