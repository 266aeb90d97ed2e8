import { type Source } from '../../src/evidence/source';
import { sources } from '../../src/evidence/sources';
import { createJira } from '../../src/jira/gateway';
import { createMeter } from '../../src/jira/meter';
import { EvidenceStore } from '../../src/storage/evidence';
import { EvidenceWriter } from '../../src/storage/evidence-writer';
import { newRun, readRun, runWrite } from '../../src/storage/run';
import { LostHold, releaseLock, takeLock, writeHeld } from '../../src/storage/lock';
import { follow } from '../../src/sweep/follow-changes';
import { readMissed } from '../../src/sweep/read-missed';
import { readAgain } from '../../src/sweep/read-objects';
import { planNext } from '../../src/sweep/next-slice';
import { readPending } from '../../src/sweep/read-pending';
import { grouped } from '../../src/sweep/second-reads';
import { begin, requestPasses } from '../../src/sweep/begin-sweep';
import { POINTS_PER_HOUR, SHARE_FOR_MISSED } from '../../src/sweep/budget';
import { Slice } from '../../src/sweep/slice';
import { HOUR, MINUTE, instant, isoOf, later } from '../../src/terms/instant';
import { platformWith } from '../api/platform';
import { type Answer, fakeTransport, readerOf, type Table } from '../evidence/fake-site';
import { heldNow, keepEvidence } from '../storage/kept';

const NOW = instant(Date.UTC(2026, 10, 2, 8));
const READ_AT = later(NOW, -2 * HOUR);
const pay = { id: '10001', key: 'PAY', name: 'Payments', style: 'classic', projectTypeKey: 'software' };
const rights = (has: boolean): Answer => ({
  body: { permissions: { ADMINISTER: { havePermission: has }, USER_PICKER: { havePermission: has } } },
});

/** The audit log tells that the space was changed just now. */
const log: Answer = {
  body: {
    limit: 200,
    records: [
      {
        id: 7,
        created: isoOf(NOW),
        summary: 'Project updated',
        category: 'projects',
        objectItem: { id: '10001', name: 'Payments', typeName: 'PROJECT' },
      },
    ],
  },
};

/** What was read two hours ago, with all rights. */
async function before(): Promise<void> {
  const store = new EvidenceWriter();
  const reader = readerOf({ '/project/10001': { body: { ...pay, name: 'Payroll' } } });
  const said = await sources.spaces.reread(reader, '10001');
  if (said === 'gone' || 'gap' in said) throw new Error('The space was not read');
  await store.begin('spaces', READ_AT, 1);
  await store.add(sources.spaces, { facts: said.facts, read: 1, of: 1 });
  await store.close('spaces', READ_AT);
  await keepEvidence(store);
  await store.begin('callerRights', READ_AT, 1);
  await store.add(sources.callerRights, { facts: [{ administer: true, userPicker: true }], read: 2, of: 2 });
  await store.close('callerRights', READ_AT);
  await keepEvidence(store);
}

async function sliceOver(
  table: Table,
  now = () => NOW,
): Promise<{ slice: Slice; asked: readonly string[]; free: () => Promise<void> }> {
  const transport = fakeTransport({ '/myself': { body: { accountId: 'app' } }, ...table });
  const hold = await takeLock('event', NOW, later(NOW, HOUR));
  if (hold === undefined) throw new Error('The sweep is held');
  const slice = await Slice.open(hold, {
    now,
    jiraWith: allowance => {
      const meter = createMeter(allowance);
      const sleep = (): Promise<void> => Promise.resolve();
      return { jira: createJira({ transport, meter, sleep, random: () => 0, now: () => NOW }), meter };
    },
    newId: () => 'id',
    site: { cloudId: 'cloud', environmentId: 'env', installedAt: later(NOW, -48 * HOUR), ownAccount: 'app' },
  });
  slice.update({
    feed: { cursor: { at: later(NOW, -HOUR), seen: [] }, since: READ_AT },
    firstSuccess: READ_AT,
  });
  return { slice, asked: transport.asked, free: () => releaseLock(hold) };
}

beforeEach(async () => {
  platformWith(() => undefined);
  await before();
});

const names = async (store: EvidenceStore): Promise<readonly string[]> =>
  (await store.reading(sources.spaces)).facts.map(({ name }) => name);

describe('a second request for a scan', () => {
  it.each(['asked', 'first'] as const)(
    'leaves one that is under way as far as it has come: %s',
    async why => {
      platformWith(() => undefined);
      const { slice } = await sliceOver({});
      const sweep = {
        id: 's',
        why,
        startedAt: NOW,
        heartbeat: NOW,
        cost: { calls: 1, points: 1, objects: 1, seconds: 1 },
      };
      slice.update({ sweep: { ...sweep, pending: ['users'], asked: ['users'], read: ['spaces'] } });
      await begin(slice, { kind: 'sweep-now', by: 'ana' });
      expect(slice.run.sweep).toMatchObject({ id: 's', pending: ['users'], read: ['spaces'] });
    },
  );
});

describe('a pass that was read without its right', () => {
  const list = { body: { values: [pay], total: 1, isLast: true, startAt: 0, maxResults: 100 } };

  it('is not whole when the right is back, and is read again then', async () => {
    const without = await sliceOver({ '/mypermissions': rights(false), '/project/search': list });
    without.slice.update({ lacking: { ADMINISTER: later(READ_AT, -HOUR) } });
    requestPasses(without.slice, ['spaces']);
    await readPending(without.slice);
    await without.slice.finish();
    await without.free();
    const store = new EvidenceWriter();
    expect((await store.reading(sources.spaces)).gaps).toEqual([{ why: 'denied', at: 'ADMINISTER' }]);

    const held = await sliceOver({ '/mypermissions': rights(true), '/project/search': list });
    requestPasses(held.slice, ['spaces']);
    await readPending(held.slice);
    await held.slice.finish();
    expect((await new EvidenceStore().reading(sources.spaces)).gaps).toEqual([]);
  });
});

describe('a crash right after a checkpoint', () => {
  it('loses nothing that was read because of the audit log', async () => {
    const { slice } = await sliceOver({
      '/auditing/record': log,
      '/mypermissions': rights(true),
      '/project/10001': { body: pay },
    });
    await follow(slice);
    await slice.checkpoint();
    expect((await readRun()).feed.cursor?.seen).toEqual(['7']);
    expect(await names(new EvidenceStore())).toEqual(['Payments']);
  });
});

describe('a pass that is asked for while its right is lost', () => {
  const list = { body: { values: [pay], total: 1, isLast: true, startAt: 0, maxResults: 100 } };

  it('is made as soon as the right is back, though nobody asks again', async () => {
    const lost = await sliceOver({ '/mypermissions': rights(false), '/project/search': list });
    lost.slice.update({ lacking: { ADMINISTER: later(READ_AT, HOUR) } });
    requestPasses(lost.slice, ['spaces', 'sharedSchemes']);
    expect(await readPending(lost.slice)).toBe('done');
    expect(lost.asked.filter(path => path.startsWith('/project'))).toEqual([]);
    await lost.slice.finish();
    await lost.free();

    const back = await sliceOver({ '/mypermissions': rights(true), '/project/search': list });
    requestPasses(back.slice, ['callerRights']);
    await readPending(back.slice);
    await back.slice.finish();
    expect(await names(new EvidenceStore())).toEqual(['Payments']);
    expect((await readRun()).owed).toEqual([]);
  });
});

describe('more single objects than a tick asks for', () => {
  it('are all asked for in turn, though the first of them fail every time', async () => {
    const missed = Array.from({ length: 120 }, (_, index) => ({
      key: String(20_000 + index),
      gap: { why: 'denied' } as const,
    }));
    const store = new EvidenceWriter();
    await store.begin('spaces', READ_AT, 1);
    await store.add(sources.spaces, { facts: [], read: 0, of: 120, missed });
    await store.close('spaces', READ_AT);
    await keepEvidence(store);
    const asked = new Set<string>();
    for (let tick = 0; tick < 3; tick += 1) {
      const refused = Object.fromEntries(missed.map(({ key }) => [`/project/${key}`, { status: 403 }]));
      const next = await sliceOver({ '/mypermissions': rights(true), ...refused });
      await readMissed(next.slice);
      await next.slice.finish();
      await next.free();
      for (const path of next.asked) if (path.startsWith('/project/20')) asked.add(path.split('?')[0] ?? '');
    }
    expect(asked.size).toBe(120);
  });

  it('take turns with those of other sources, where one takes all the points', async () => {
    const store = new EvidenceWriter();
    for (const source of [sources.spaces, sources.publicFilters] as readonly Source<unknown>[]) {
      await store.begin(source.id, READ_AT, 1);
      await store.add(source, {
        facts: [],
        read: 0,
        missed: [
          { key: '7', gap: { why: 'failed' } },
          { key: '8', gap: { why: 'failed' } },
        ],
      });
      await store.close(source.id, READ_AT);
    }
    await keepEvidence(store);
    const spent = {
      status: 429,
      headers: { 'ratelimit-reason': 'jira-quota-tenant-based', 'retry-after': '600' },
    };
    const table = {
      '/mypermissions': rights(true),
      '/filter/7': spent,
      '/filter/8': spent,
      '/project/7': spent,
      '/project/8': spent,
    };
    const asked: string[] = [];
    for (let tick = 0; tick < 2; tick += 1) {
      const next = await sliceOver(table);
      await readMissed(next.slice);
      await next.slice.finish();
      await next.free();
      asked.push(...next.asked.flatMap(path => /^\/(filter|project)\//.exec(path)?.[1] ?? []));
    }
    expect(new Set(asked)).toEqual(new Set(['filter', 'project']));
  });
});

describe('second reads that the slice has no time for', () => {
  it('come with the next slice, and not as if they had been made in vain', async () => {
    let passed = 0;
    const slow = (): { body: unknown } => {
      passed += 60_000;
      return { body: pay };
    };
    const { slice } = await sliceOver(
      { '/mypermissions': rights(true), '/project/1': slow, '/project/2': slow, '/project/3': slow },
      () => later(NOW, passed),
    );
    slice.update({ second: ['1', '2', '3'].map(key => ({ source: 'spaces', key, at: NOW })) });
    await readAgain(slice);
    expect(slice.tried).toEqual(['spaces 1', 'spaces 2']);
  });
});

describe('a sweep that waits for points for days', () => {
  it('files with every tick as much as a sweep may', async () => {
    const { slice } = await sliceOver({});
    requestPasses(slice, ['ownSchemes']);
    slice.update({ filingSince: later(NOW, -48 * HOUR) });
    await begin(slice, { kind: 'tick' });
    expect(slice.run.sweep?.asked).toEqual(['ownSchemes']);
    expect(slice.run.filingSince).toBe(NOW);
  });
});

describe('what is asked for again because a pass missed it', () => {
  it('leaves points for what somebody changes in the same hour', async () => {
    const permissions = Array.from({ length: 40 }, () => ({
      permission: 'BROWSE_PROJECTS',
      holder: { type: 'anyone' },
    }));
    const keys = Array.from({ length: 50 }, (_, place) => String(20_000 + place));
    const store = new EvidenceWriter();
    await store.begin('sharedSchemes', READ_AT, 1);
    await store.add(sources.sharedSchemes, {
      facts: [],
      read: 0,
      missed: keys.map(key => ({ key, gap: { why: 'failed' } as const })),
    });
    await store.close('sharedSchemes', READ_AT);
    await keepEvidence(store);
    const budget = { hour: Math.floor(NOW / HOUR), spent: 0, carried: 0 };
    await writeHeld(await heldNow(), [[runWrite({ ...newRun, budget })]]);
    const schemes = Object.fromEntries(
      keys.map(key => [`/permissionscheme/${key}`, { body: { id: Number(key), name: key, permissions } }]),
    );
    const { slice, asked } = await sliceOver({ '/mypermissions': rights(true), ...schemes });
    await readMissed(slice);
    expect(asked.filter(path => path.startsWith('/permissionscheme/')).length).toBeGreaterThan(10);
    expect(POINTS_PER_HOUR - slice.points).toBeGreaterThan(POINTS_PER_HOUR * (1 - SHARE_FOR_MISSED) - 100);
  });
});

describe('a slice whose hold was taken over', () => {
  it('leaves what the next one wrote as it is', async () => {
    const late = await sliceOver({});
    await late.slice.store.begin('spaces', NOW, 1);
    await late.free();
    const next = await sliceOver({});
    await next.slice.store.patch(sources.spaces, '10001', 'gone', NOW);
    await next.slice.checkpoint();
    await expect(late.slice.checkpoint()).rejects.toThrow(LostHold);
    expect(await names(new EvidenceStore())).toEqual([]);
    expect(await new EvidenceStore().running('spaces')).toBeUndefined();
  });
});

describe('an app that is told of a change after its rights were lost', () => {
  it.each([
    ['refused', rights(false)],
    ['not answered', { status: 403 }],
  ] as const)('takes nothing for deleted where its rights are %s', async (_, answer) => {
    const { slice, asked } = await sliceOver({ '/auditing/record': log, '/mypermissions': answer });
    await follow(slice);
    slice.update({ second: [{ source: 'spaces', key: '10001', at: NOW }] });
    await readAgain(slice);
    const { facts, deleted, gaps } = await slice.store.reading(sources.spaces);
    expect({
      facts: facts.map(({ name }) => name),
      deleted: [...(deleted ?? [])],
      gaps: gaps.map(({ why }) => why),
    }).toEqual({ facts: ['Payroll'], deleted: [], gaps: ['denied'] });
    expect(asked.filter(path => path.startsWith('/mypermissions'))).toHaveLength(1);
  });

  it('takes what is gone for deleted while it holds them', async () => {
    const { slice } = await sliceOver({ '/auditing/record': log, '/mypermissions': rights(true) });
    await follow(slice);
    expect([...((await slice.store.reading(sources.spaces)).deleted ?? [])]).toEqual(['10001']);
  });

  it('reads no list while nobody knows what it would leave out, and comes back to it', async () => {
    const { slice, asked } = await sliceOver({ '/mypermissions': { status: 403 } });
    requestPasses(slice, ['spaces']);
    expect(await readPending(slice)).toBe('waiting');
    expect(asked.filter(path => path.startsWith('/project'))).toEqual([]);
    expect(slice.run.sweep?.pending).toEqual(['spaces']);
  });
});

describe('a slice that kept something back', () => {
  it('comes back when that is to be said, and judges though nothing was read', async () => {
    const { slice } = await sliceOver({});
    slice.update({ judgeBy: later(NOW, HOUR) });
    slice.comeBack(later(NOW, 10 * MINUTE));
    expect(slice.run.judgeBy).toBe(later(NOW, 10 * MINUTE));
    expect(planNext(slice, 'done')).toMatchObject({ delay: 600 });
    expect(slice.run.next?.at).toBe(later(NOW, 10 * MINUTE));
  });
});

describe('a slice that made no progress', () => {
  const vain = async (idle: number) => {
    const { slice, free } = await sliceOver({});
    slice.update({ idle, second: [{ source: 'spaces', key: '1', at: NOW }] });
    return { slice, free };
  };

  it('asks for no other one within minutes, and waits longer each time', async () => {
    const waits: number[] = [];
    for (let idle = 0; idle < 6; idle += 1) {
      const { slice, free } = await vain(idle);
      planNext(slice, 'more');
      waits.push(((slice.run.next?.at ?? NOW) - NOW) / MINUTE);
      expect(slice.run.idle).toBe(idle + 1);
      await free();
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it.each(['evidence', 'finding', 'work-item', 'cursor', 'request'] as const)(
    'is none where there was %s: the next one is due at once',
    async progress => {
      const { slice } = await vain(3);
      slice.noteProgress(progress);
      expect(planNext(slice, 'more')).toMatchObject({ delay: 0 });
      expect(slice.run).toMatchObject({ idle: 0, next: { at: NOW } });
    },
  );

  it('leaves what an earlier one planned, and pushes no second message for it', async () => {
    const { slice } = await vain(0);
    slice.update({ next: { at: later(NOW, MINUTE), id: 'planned' } });
    expect(planNext(slice, 'done')).toBeUndefined();
    expect(slice.run.next).toEqual({ at: later(NOW, MINUTE), id: 'planned' });
  });

  it('waits for the next hour where the API points of this one are spent', async () => {
    const { slice } = await sliceOver({});
    slice.update({ budget: { hour: Math.floor(NOW / HOUR), spent: 99_999, carried: 0 } });
    await slice.checkpoint();
    const hold = slice.hold;
    await releaseLock(hold);
    const { slice: spent } = await sliceOver({});
    requestPasses(spent, ['spaces']);
    expect(await readPending(spent)).toBe('waiting');
    planNext(spent, 'waiting');
    const { next } = spent.run;
    expect(next?.at).toBeGreaterThan(later(NOW, HOUR));
    expect(next?.at).toBeLessThan(later(NOW, HOUR + MINUTE));
  });
});

describe('too many objects of a source', () => {
  it('wait as one pass of it, and none is left out', () => {
    const reads = Array.from({ length: 1_100 }, (_, key) => ({
      source: 'publicFilters' as const,
      key: String(key),
      at: later(NOW, key),
    }));
    const few = [{ source: 'spaces' as const, key: '1', at: NOW }];
    expect(grouped([...reads, ...few])).toEqual([{ source: 'publicFilters', at: later(NOW, 1_099) }, ...few]);
    expect(grouped(reads.slice(0, 500))).toHaveLength(500);
  });
});

describe('a slice that reads nothing whose right could be lost', () => {
  it('does not ask for the rights', async () => {
    const { slice, asked } = await sliceOver({ '/auditing/record': { body: { limit: 200, records: [] } } });
    await follow(slice);
    await readAgain(slice);
    expect(asked.map(path => path.split('?')[0])).toEqual(['/auditing/record']);
  });
});

describe('second reads', () => {
  it('of one page read it once for all that stands on it', async () => {
    const properties = ['one', 'two'].map(key => ({ id: key, key, value: 'true' }));
    const { slice, asked } = await sliceOver({
      '/mypermissions': rights(true),
      '/application-properties': { body: properties },
    });
    const reads = ['one', 'two'].map(key => ({ source: 'siteProperties' as const, key, at: NOW }));
    slice.update({ second: reads });
    await readAgain(slice);
    expect(asked.filter(path => path.startsWith('/application-properties'))).toHaveLength(1);
    expect(slice.tried).toEqual(['siteProperties one', 'siteProperties two']);
  });

  it('that were made in vain wait no longer where the object changed since', async () => {
    const { slice } = await sliceOver({
      '/auditing/record': log,
      '/mypermissions': rights(true),
      '/project/10001': { body: pay },
    });
    const at = later(NOW, 30 * MINUTE);
    slice.update({
      second: [
        { source: 'spaces', key: '10001', at },
        { source: 'spaces', key: '10002', at },
      ],
    });
    await follow(slice);
    expect(slice.run.second).toEqual([{ source: 'spaces', key: '10002', at }]);
  });
});
