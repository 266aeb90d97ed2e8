import { mayFile } from '../remediation/wanted';
import { type Settings } from '../settings/settings';
import { checklistWrite, readChecklist } from '../storage/checklist';
import { findingsWrites } from '../storage/findings';
import { MONTHS_KEPT, dayWrites } from '../storage/history';
import { type LedgerRecord, cutLedger } from '../storage/ledger';
import { HELD_OPERATIONS } from '../storage/lock';
import { judgedSettingsWrite } from '../storage/settings';
import { canonical } from '../storage/values';
import { SOURCES, sources } from '../evidence/sources';
import { type Checklist } from '../terms/checklist';
import { type Day, dayAt, monthsAfter } from '../terms/day';
import { HOUR, instant } from '../terms/instant';
import { type SourceId } from '../terms/source-id';
import { checklistOf, type Failing } from './checklist';
import { worseIn } from './events';
import { type JudgedSite } from './judge-slice';
import { type NotableOutcome, type RemediatedSlice } from './remediate-slice';
import { type Leaving, type Slice } from './slice';

/** Steps that a ledger entry names one by one; of more it says how many there were. */
const NAMED_STEPS = 100;

/** Operations that a judging leaves besides findings: the checklist, a day and one that goes, settings, entry, head, and the run. */
const OTHERS = 7;

const statusesOf = ({ rows }: Checklist): Record<string, Checklist['rows'][number]['status']> =>
  Object.fromEntries(rows.map(({ control, status }) => [control, status]));

const dayOf = (
  checklist: Checklist,
  judged: JudgedSite['judged'],
  day: Day,
): Parameters<typeof dayWrites>[0] => ({
  day,
  assured: checklist.score.assured,
  possible: checklist.score.possible,
  statuses: statusesOf(checklist),
  opened: judged.reduce((sum, each) => sum + worseIn(each), 0),
  closed: judged.flatMap(({ steps }) => steps).filter(({ is }) => is === 'closed').length,
});

/** Why each source that can't be read at present fails. */
async function failingNow({ store }: Slice): Promise<ReadonlyMap<SourceId, Failing>> {
  const found = await Promise.all(SOURCES.map(async ({ id }) => [id, await store.failing(id)] as const));
  return new Map(found.flatMap(([id, failing]) => (failing === undefined ? [] : [[id, failing] as const])));
}

/** That something was read once more, and says the same, is written this often at most. */
const SAME_AGAIN = 6 * HOUR;

const roughly = <T extends { readonly asOf?: number | undefined }>(read: T): T =>
  read.asOf === undefined ? read : { ...read, asOf: Math.floor(read.asOf / SAME_AGAIN) };

/** What is worth a write. */
const news = (checklist: Checklist | undefined): string =>
  canonical(
    checklist && {
      ...checklist,
      at: 0,
      rows: checklist.rows.map(roughly),
      coverage: checklist.coverage.map(roughly),
    },
  );

/** What the ledger tells of a judging in which something changed, or with which a day begins; else nothing. */
function recordOf(
  checklist: Checklist,
  { judged }: JudgedSite,
  notable: readonly NotableOutcome[],
  isNewDay: boolean,
): LedgerRecord | undefined {
  const steps = judged.flatMap(each => each.steps).filter(({ is }) => is !== 'dropped');
  const isSweep = steps.length + notable.length > 0;
  if (!isSweep && !isNewDay) return undefined;
  return {
    kind: isSweep ? 'sweep' : 'day',
    body: {
      score: checklist.score,
      statuses: statusesOf(checklist),
      steps: steps.slice(0, NAMED_STEPS),
      stepCount: steps.length,
      ...(notable.length === 0 ? {} : { workItems: notable.slice(0, NAMED_STEPS) }),
    },
  };
}

async function checklistNow(
  slice: Slice,
  site: JudgedSite,
  settings: Settings,
  { workItems, before }: Pick<Parameters<typeof checklistOf>[0], 'workItems' | 'before'>,
): Promise<Checklist> {
  const filingStopped = mayFile(settings) ? slice.run.filingSpace?.problem : undefined;
  const [rights] = site.evidence.reading(sources.callerRights).facts;
  return checklistOf({
    judged: site.judged,
    evidence: site.evidence,
    sources: SOURCES,
    failing: await failingNow(slice),
    settings,
    attestations: site.attestations,
    workItems,
    before,
    appMayRead: slice.run.firstSuccess === undefined ? undefined : rights?.administer === true,
    ...(filingStopped === undefined ? {} : { filingStopped }),
    now: slice.now(),
  });
}

/**
 * All that a judging leaves: what became of the findings, what the pages show, the day's roll-up, the settings that it went
 * by, and an entry in the ledger where something changed or a day begins. What says the same as before is not written again.
 */
export async function leavingOf(
  slice: Slice,
  site: JudgedSite,
  settings: Settings,
  { workItems, notable, writes }: Pick<RemediatedSlice, 'workItems' | 'notable' | 'writes'>,
): Promise<Leaving> {
  const before = await readChecklist();
  const checklist = await checklistNow(slice, site, settings, { workItems, before });
  const today = dayAt(slice.now(), settings.timeZone);
  const day = await dayWrites(dayOf(checklist, site.judged, today));
  if (day.isNew) {
    const kept = instant(Date.parse(monthsAfter(today, -MONTHS_KEPT)));
    await cutLedger(kept, slice.now(), slice.hold);
  }
  const memories = new Map(site.judged.map(({ control, memory }) => [control.id, memory]));
  const findings = await findingsWrites(memories, HELD_OPERATIONS - OTHERS);
  const record = recordOf(checklist, site, notable, day.isNew);
  return {
    before: [...findings.before, ...writes],
    together: [
      ...findings.together,
      ...(news(checklist) === news(before) ? [] : [checklistWrite(checklist)]),
      ...day.writes,
      ...(canonical(site.judgedSettings) === canonical(settings) ? [] : [judgedSettingsWrite(settings)]),
    ],
    ...(record === undefined ? {} : { record }),
  };
}
