import { isFilingConfigured } from '../remediation/plan/desired-items';
import { type Settings } from '../settings/settings';
import { buildChecklistWrite, readChecklist } from '../storage/checklist';
import { planFindingsWrites } from '../storage/findings';
import { MONTHS_KEPT, planDayWrites } from '../storage/day-summaries';
import { type AuditEntryInput, cutAuditTrail } from '../storage/audit-trail';
import { MAX_LOCKED_OPERATIONS } from '../storage/lock';
import { buildJudgedSettingsWrite } from '../storage/settings';
import { canonicalJson } from '../storage/values';
import { SOURCES_IN_SCAN_ORDER, sources } from '../evidence/sources';
import { type Checklist } from '../domain/checklist';
import { type Day, dayAt, monthsAfter } from '../domain/day';
import { HOUR, instant } from '../domain/instant';
import { type SourceId } from '../domain/source-id';
import { buildChecklist, type SourceFailure } from './build-checklist';
import { countRegressions } from './checklist-events';
import { type JudgedSite } from './judge-slice';
import { type NotableOutcome, type RemediatedSlice } from './remediate-slice';
import { type JudgingCommit, type ScanSlice } from './scan-slice';

/** Events and work items that an audit trail entry lists one by one; `stepCount` gives the total. */
const MAX_NAMED_EVENTS = 100;

/**
 * Operations of a judging other than findings: checklist, day summary, deletion of an expired month, settings, audit
 * entry, chain head, and scan state.
 */
const RESERVED_OPERATIONS = 7;

const statusesOf = ({ rows }: Checklist): Record<string, Checklist['rows'][number]['status']> =>
  Object.fromEntries(rows.map(({ control, status }) => [control, status]));

const dayOf = (
  checklist: Checklist,
  judged: JudgedSite['judged'],
  day: Day,
): Parameters<typeof planDayWrites>[0] => ({
  day,
  assured: checklist.score.assured,
  possible: checklist.score.possible,
  statuses: statusesOf(checklist),
  newFindings: judged.reduce((sum, each) => sum + countRegressions(each), 0),
  resolvedFindings: judged.flatMap(({ findingEvents: steps }) => steps).filter(({ is }) => is === 'resolved')
    .length,
});

/** Why each source that currently fails can't be read. */
async function collectFailures({ store }: ScanSlice): Promise<ReadonlyMap<SourceId, SourceFailure>> {
  const failures = await Promise.all(
    SOURCES_IN_SCAN_ORDER.map(async ({ id }) => [id, await store.failureOf(id)] as const),
  );
  return new Map(
    failures.flatMap(([id, failure]) => (failure === undefined ? [] : [[id, failure] as const])),
  );
}

/** A new read time with unchanged content is written at most this often. */
const READ_TIME_PRECISION = 6 * HOUR;

const rounded = (at: number | undefined): number | undefined => at && Math.floor(at / READ_TIME_PRECISION);

/**
 * The content that decides whether the checklist must be written: read times are rounded, the judging time is ignored.
 */
const comparableContent = (checklist: Checklist | undefined): string =>
  canonicalJson(
    checklist && {
      ...checklist,
      at: 0,
      rows: checklist.rows.map(row => ({ ...row, oldestReadAt: rounded(row.oldestReadAt) })),
      coverage: checklist.coverage.map(each => ({ ...each, fullReadAt: rounded(each.fullReadAt) })),
    },
  );

/** The audit trail entry of a judging: undefined if nothing changed and no new day began. */
function buildAuditRecord(
  checklist: Checklist,
  { judged }: JudgedSite,
  notable: readonly NotableOutcome[],
  isNewDay: boolean,
): AuditEntryInput | undefined {
  const findingEvents = judged.flatMap(each => each.findingEvents).filter(({ is }) => is !== 'dropped');
  const hasChanges = findingEvents.length + notable.length > 0;
  if (!hasChanges && !isNewDay) return undefined;
  return {
    kind: hasChanges ? 'scan' : 'day',
    body: {
      score: checklist.score,
      statuses: statusesOf(checklist),
      steps: findingEvents.slice(0, MAX_NAMED_EVENTS),
      stepCount: findingEvents.length,
      ...(notable.length === 0 ? {} : { workItems: notable.slice(0, MAX_NAMED_EVENTS) }),
    },
  };
}

async function buildCurrentChecklist(
  slice: ScanSlice,
  site: JudgedSite,
  settings: Settings,
  { workItems, before }: Pick<Parameters<typeof buildChecklist>[0], 'workItems' | 'before'>,
): Promise<Checklist> {
  const filingStopped = isFilingConfigured(settings) ? slice.scanState.filingSpace?.problem : undefined;
  const [rights] = site.evidence.reading(sources.callerRights).facts;
  return buildChecklist({
    judged: site.judged,
    evidence: site.evidence,
    sources: SOURCES_IN_SCAN_ORDER,
    failures: await collectFailures(slice),
    settings,
    attestations: site.attestations,
    workItems,
    before,
    appMayRead: slice.scanState.firstSuccessAt === undefined ? undefined : rights?.administer === true,
    ...(filingStopped === undefined ? {} : { filingStopped }),
    now: slice.now(),
  });
}

/**
 * All writes of a judging: findings, checklist, day summary, judged settings, and an audit trail entry if something
 * changed or a day began. Unchanged values are not written.
 */
export async function buildJudgingCommit(
  slice: ScanSlice,
  site: JudgedSite,
  settings: Settings,
  { workItems, notable, writes }: Pick<RemediatedSlice, 'workItems' | 'notable' | 'writes'>,
): Promise<JudgingCommit> {
  const before = await readChecklist();
  const checklist = await buildCurrentChecklist(slice, site, settings, { workItems, before });
  const today = dayAt(slice.now(), settings.timeZone);
  const day = await planDayWrites(dayOf(checklist, site.judged, today));
  if (day.isNew) {
    const kept = instant(Date.parse(monthsAfter(today, -MONTHS_KEPT)));
    await cutAuditTrail(kept, slice.now(), slice.lock);
  }
  const histories = new Map(site.judged.map(({ control, history }) => [control.id, history]));
  const findings = await planFindingsWrites(histories, MAX_LOCKED_OPERATIONS - RESERVED_OPERATIONS);
  const record = buildAuditRecord(checklist, site, notable, day.isNew);
  return {
    preliminaryWrites: [...findings.preliminaryWrites, ...writes],
    transactionWrites: [
      ...findings.transactionWrites,
      ...(comparableContent(checklist) === comparableContent(before) ? [] : [buildChecklistWrite(checklist)]),
      ...day.writes,
      ...(canonicalJson(site.judgedSettings) === canonicalJson(settings)
        ? []
        : [buildJudgedSettingsWrite(settings)]),
    ],
    ...(record === undefined ? {} : { auditRecord: record }),
  };
}
