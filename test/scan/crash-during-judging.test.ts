import { sources } from '../../src/evidence/sources';
import { readChecklist } from '../../src/storage/checklist';
import { readDaySummaries } from '../../src/storage/day-summaries';
import { readAuditTrail, verifyAuditTrail } from '../../src/storage/audit-trail';
import { dayAt } from '../../src/domain/day';
import { type Platform, createFakePlatform } from '../api/fake-platform';
import { at, filter, runJudging, savePass, saveSettings } from './stored-site';

const dashboard = { id: '9', name: 'Board of bugs' };
const shared = [{ type: 'global' }];
/** What Jira answers to who reads them again: both are still public. */
const answers = {
  '/filter/7': { body: { id: '7', name: filter.name, jql: '', sharePermissions: shared } },
  '/dashboard/9': { body: { ...dashboard, sharePermissions: shared } },
};
const NEXT_DAY = 24 * 60;

/** What a person reads of what happened: the audit trail, the days, and what the checklist tells of changes. */
async function readHistory(): Promise<unknown> {
  const { entries } = await readAuditTrail(50);
  const checklist = await readChecklist();
  return {
    auditTrail: entries.map(({ kind, body }) => [kind, body['stepCount'], body['steps']]),
    chain: (await verifyAuditTrail()).is,
    days: (await readDaySummaries(dayAt(at(NEXT_DAY), 'UTC'), 2)).map(
      ({ day, newFindings, resolvedFindings }) => ({
        day,
        newFindings,
        resolvedFindings,
      }),
    ),
    events: checklist?.events.map(({ control, is, count }) => [control, is, count]),
    regressions: checklist?.rows.flatMap(({ control, regressions }) =>
      regressions === undefined ? [] : [[control, regressions]],
    ),
  };
}

const WRITES = /\/(set|delete|transaction)$/;

/** Ends the function at its nth write, right before the write or right after it. @returns how many writes there were. */
async function crashAtWrite(
  write: number,
  when: 'before' | 'after',
  work: () => Promise<unknown>,
): Promise<number> {
  const runtime = globalThis as unknown as { __forge_fetch__: (...args: unknown[]) => Promise<unknown> };
  const fetch = runtime.__forge_fetch__;
  let writes = 0;
  runtime.__forge_fetch__ = async (...args) => {
    if (!WRITES.test(String(args[1]))) return fetch(...args);
    writes += 1;
    if (writes > write) throw new Error('ended');
    if (writes < write) return fetch(...args);
    if (when === 'after') await fetch(...args);
    throw new Error('ended');
  };
  try {
    await work().catch(() => undefined);
    return writes;
  } finally {
    runtime.__forge_fetch__ = fetch;
  }
}

/** Two findings open on the first day; the next one brings nothing. One judging is ended, and comes again. */
async function runHistory(
  platform: Platform,
  crash?: { minute: number; write: number; when: 'before' | 'after' },
) {
  let writes = 0;
  const judgedAt = async (minute: number): Promise<void> => {
    if (crash?.minute === minute)
      writes = await crashAtWrite(crash.write, crash.when, () => runJudging(platform, minute, { answers }));
    // The platform's retry: the lock of the one that ended has run out.
    await runJudging(platform, crash?.minute === minute ? minute + 6 : minute, { answers });
  };
  saveSettings(platform, {});
  await savePass(sources.callerRights, [{ administer: true, userPicker: true }], 0);
  await savePass(sources.publicFilters, [], 0);
  await savePass(sources.publicDashboards, [], 0);
  await judgedAt(1);
  await savePass(sources.publicFilters, [filter], 10);
  await savePass(sources.publicDashboards, [dashboard], 10);
  await judgedAt(10);
  await savePass(sources.publicFilters, [filter], 20);
  await savePass(sources.publicDashboards, [dashboard], 20);
  await judgedAt(20);
  await judgedAt(NEXT_DAY);
  return { writes, history: await readHistory() };
}

describe('a judging that crashes at any write, and is retried', () => {
  it.each([
    ['that opens two findings', 20],
    ['that begins a day', NEXT_DAY],
  ])('%s: leaves the audit trail, days, and changes as if it had not crashed', async (_, minute) => {
    const whole = (await runHistory(createFakePlatform(() => undefined))).history;
    expect(whole).toMatchObject({
      days: [{ newFindings: 2 }, { newFindings: 0 }],
      regressions: [
        ['INF-03', 1],
        ['INF-04', 1],
      ],
    });
    const { writes } = await runHistory(
      createFakePlatform(() => undefined),
      { minute, write: 99, when: 'before' },
    );
    expect(writes).toBeGreaterThan(3);
    for (let write = 1; write <= writes; write += 1)
      for (const when of ['before', 'after'] as const) {
        const { history: left } = await runHistory(
          createFakePlatform(() => undefined),
          { minute, write, when },
        );
        expect({ write, when, left }).toEqual({ write, when, left: whole });
      }
  });
});
